"""D-36: many write at once, in processes of their own. No update is lost, nobody hears of a locked database."""

from __future__ import annotations

import fcntl
import os
import re
import time
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from django.db import connection, transaction

from leanings.acts import desk, opening
from leanings.acts.desk import Conflict, NotHere
from leanings.acts.opening import Draft, Shut
from leanings.core.journal import JournalEntry
from leanings.core.me import Someone
from leanings.vault.places import SetMeanwhile
from leanings.vault.turnstile import one_act
from tests.keeping import NOW, counted, entry, home, is_sqlite, once, settle, words_of
from tests.vault.children import begin

EIGHT = 8
TIMES = 200 if os.environ.get("LEANINGS_FULL") == "1" else 12
Say = Callable[[object], None]


def test_eight_writers_of_one_thing_lose_nothing() -> None:
    """Each reads it, adds a mark of its own and saves; who comes second is told so, with what stands there now, and
    adds the mark to that. In the end every mark is there once, in one revision each, and nobody heard of a lock. How
    long the longest save took is printed."""
    ada = settle("Ada")
    kept = ada.keep(entry(""))
    children = [begin(_mark, ada.token, kept.item, number, TIMES) for number in range(EIGHT)]
    heard = [child.hear_all() for child in children]
    print(f"the longest of {sum(map(len, heard))} saves took {max(map(max, heard)):.2f} s")
    found = desk.find(ada.room(), kept.item, "journal")
    marks = re.findall(r"\d+\.\d+", found.doc.text())
    assert sorted(marks) == sorted(f"{child}.{number}" for child in range(EIGHT) for number in range(TIMES))
    assert found.rev == 1 + EIGHT * TIMES
    assert counted()["item_blob"] == counted()["key_item"] == counted()["item"] == 2


def test_two_who_save_at_once_both_keep_their_text() -> None:
    """The second hears of a conflict that carries the first one's text; the second's own is still in the form."""
    ada = settle("Ada")
    kept = ada.keep(entry("first of all"))
    first, second = ada.room(), ada.room()
    desk.keep(first, entry("by the first tab"), once(), item=kept.item, rev=1)
    with pytest.raises(Conflict) as conflict:
        desk.keep(second, entry("by the second tab"), once(), item=kept.item, rev=1)
    assert conflict.value.found.doc.text() == "by the first tab"
    assert conflict.value.found.rev == 2
    desk.keep(second, entry("both"), once(), item=kept.item, rev=2)
    assert words_of(ada.room()) == ["both"]


def test_erasing_and_editing_at_once_leave_it_erased() -> None:
    """Whichever comes first: a thing that was erased is not brought back by an edit, and nothing of it stays."""
    ada = settle("Ada")
    for _ in range(3):
        kept = ada.keep(entry("to be erased"))
        children = [begin(_edit_on, ada.token, kept.item), begin(_edit_on, ada.token, kept.item)]
        assert [child.hear() for child in children] == ["edited"] * 2
        desk.forget(ada.room(), kept.item)
        ends = [child.hear_all()[-1] for child in children]
        assert ends == ["gone"] * 2
        assert counted()["item_blob"] == counted()["key_item"] == counted()["item"] == 1
        desk.forget(ada.room(), kept.item)
        assert counted()["tombstone"] == 1
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM tombstone")


def test_turning_round_amid_writers_leaves_nothing_behind() -> None:
    """Every key is changed while others save: what they were told is kept opens under the new keys; the rest was
    refused and stays in their form. Nothing lies under a key that is gone."""
    ada = settle("Ada")
    children = [begin(_keep_on, ada.token, number) for number in range(4)]
    assert [child.hear() for child in children] == ["begun"] * 4
    time.sleep(0.3)
    ada.token = opening.change_wholly(ada.room(), "second-drawn-name", "second words of Ada")
    acknowledged = [said for child in children for said in child.hear_all()]
    assert acknowledged.count("shut") == 4
    page = desk.drawer(ada.room(), "journal")
    assert sorted(one.doc.text() for one in page) == sorted(said for said in acknowledged if said != "shut")


def test_a_form_that_comes_in_twice_at_once_is_kept_once() -> None:
    """The same form from four processes: one thing, and all four are told of that one."""
    ada = settle("Ada")
    form = once()
    children = [begin(_send, ada.token, form) for _ in range(4)]
    told = [child.hear_all() for child in children]
    assert len({item for (item,) in told}) == 1
    assert words_of(ada.room()) == ["sent"]


def test_two_tabs_that_set_different_things_both_have_their_way() -> None:
    """Settings are one document; each tab changes what it changed, and who changes the same one second is told so."""
    ada = settle("Ada")
    first, second, third = ada.room(), ada.room(), ada.room()
    desk.keep_me(first, replace(first.me, helpers=(Someone("Ilse"),)))
    desk.keep_me(second, replace(second.me, plan="Keys in the coat."))
    assert ada.room().me == replace(first.me, helpers=(Someone("Ilse"),), plan="Keys in the coat.")
    with pytest.raises(SetMeanwhile):
        desk.keep_me(third, replace(third.me, plan="Another plan."))
    desk.keep_me(third, replace(third.me, plan="Keys in the coat."))
    assert ada.room().me.plan == "Keys in the coat."


def test_writers_are_let_in_one_after_another() -> None:
    """The turnstile: while one act runs in another process, ours waits, and goes on as soon as it ends."""
    ada = settle("Ada")
    child = begin(_hold, 1.0)
    assert child.hear() == "inside"
    began = time.monotonic()
    ada.keep(entry("after the other"))
    assert time.monotonic() - began > 0.4
    assert child.hear_all() == ["out"]
    assert words_of(ada.room()) == ["after the other"]


def test_writers_queue_before_they_ask_the_database() -> None:
    """On SQLite they queue at a lock on a file, since its own lets in whoever asks at the right moment, and starves the
    rest. Who holds the file holds everyone, though the database is free; readers pass."""
    if not is_sqlite():
        pytest.skip("PostgreSQL has its own queue, in which everyone has a place")
    ada = settle("Ada")
    door = os.open(home() / "write.lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(door, fcntl.LOCK_EX)
    child = begin(_send, ada.token, once())
    assert child.hear(1.5) is None
    assert words_of(ada.room()) == []
    os.close(door)
    assert len(child.hear_all()) == 1
    assert words_of(ada.room()) == ["sent"]


def test_a_writer_that_is_killed_inside_lets_the_next_one_in() -> None:
    """The lock goes with the process, and so does what it had not finished."""
    ada = settle("Ada")
    child = begin(_hold_with_a_note, ada.token, 30.0)
    assert child.hear() == "inside"
    child.kill()
    ada.keep(entry("after the other"))
    assert words_of(ada.room()) == ["after the other"]
    assert counted()["note"] == 0


def test_postgresql_gives_every_act_a_picture_of_its_own_time() -> None:
    """Two writers there would each read what was there before the other. So an act first stands in the one queue, and
    reads after that: what a writer before it has kept is seen within the act."""
    if is_sqlite():
        pytest.skip("on SQLite the lock on the file does it")
    ada = settle("Ada")
    child = begin(_hold_with_a_note, ada.token, 0.5)
    assert child.hear() == "inside"
    with one_act():
        assert counted()["note"] == 1
    child.hear_all()
    with transaction.atomic():
        assert counted()["note"] == 1


def _mark(say: Say, token: str, item: UUID, child: int, times: int) -> None:
    room = _room(token)
    found = desk.find(room, item, "journal")
    for number in range(times):
        done = False
        while not done:
            assert isinstance(found.doc, JournalEntry)
            marked = replace(found.doc, words=f"{found.doc.words} {child}.{number}")
            began = time.monotonic()
            try:
                desk.keep(room, marked, f"{child}.{number}.{found.rev}", item=item, rev=found.rev)
                done = True
            except Conflict as conflict:
                found = conflict.found
            say(time.monotonic() - began)
        found = desk.find(room, item, "journal")


def _edit_on(say: Say, token: str, item: UUID) -> None:
    number = 0
    while True:
        room = _room(token)
        try:
            found = desk.find(room, item, "journal")
            desk.keep(room, entry(f"edit {number}"), f"{os.getpid()}.{number}", item=item, rev=found.rev)
            say("edited")
        except Conflict:
            pass
        except NotHere:
            say("gone")
            return
        number += 1


def _keep_on(say: Say, token: str, child: int) -> None:
    room, number = _room(token), 0
    say("begun")
    while True:
        words = f"entry {child}.{number}"
        try:
            desk.keep(room, entry(words), words)
        except Shut:
            say("shut")
            return
        say(words)
        number += 1


def _send(say: Say, token: str, form: str) -> None:
    say(desk.keep(_room(token), entry("sent"), form).item)


def _hold(say: Say, seconds: float) -> None:
    with one_act():
        say("inside")
        time.sleep(seconds)
    say("out")


def _hold_with_a_note(say: Say, token: str, seconds: float) -> None:
    with one_act():
        opening.keep_draft(token, Draft("form-held", "/", "words=x", 1), NOW)
        say("inside")
        time.sleep(seconds)


def _room(token: str) -> desk.Room:
    room = opening.visit(token, NOW).room
    assert room is not None
    return room
