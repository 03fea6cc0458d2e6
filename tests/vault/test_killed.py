"""D-31: a process is killed at a random moment of every act that writes. Each act is there wholly or not at all.

Whatever was acknowledged is there; exactly one passphrase opens, the old or the new one; the database is whole. The
rounds are few here, two hundred under --full. That the page which calls an act keeps this promise too is asked of the
running server elsewhere.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from leanings.acts import desk, opening
from leanings.acts.opening import CannotOpen, WrongCode
from leanings.core.me import Me
from leanings.vault import locks, places, sessions, store, verify
from leanings.vault.drawn import lookup_of
from leanings.vault.models import KeySlot, Place, Session
from tests.keeping import NOW, Person, counted, empty_tables, entry, is_sqlite, raw, settle, words_of
from tests.vault.children import Child, begin

ROUNDS = 25 if os.environ.get("LEANINGS_FULL") == "1" else 2
LONGEST = 0.15  # seconds until the kill; an act takes a few milliseconds, and many are done in that time
ITEMS = 60  # in a place that is turned round or erased, so that there is something to be in the middle of
Say = Callable[[object], None]
rounds = pytest.mark.parametrize("round_", range(ROUNDS))


@rounds
def test_killed_while_keeping(round_: int) -> None:
    """New things: every acknowledged one is there, and at most one more, whole."""
    ada = settle("Ada")
    told = _killed(begin(_keep, ada.token), round_)
    there = words_of(ada.room())
    assert set(told) <= set(there)
    assert len(there) - len(told) in (0, 1)
    _whole()


@rounds
def test_killed_while_replacing(round_: int) -> None:
    """The next revision: the last acknowledged text is there, or the one after it, with the revision that belongs to
    it; never a thing without key or text."""
    ada = settle("Ada")
    kept = ada.keep(entry("edit 0"))
    told = _killed(begin(_replace, ada.token, kept.item), round_)
    found = desk.find(ada.room(), kept.item, "journal")
    last = told[-1] if told else 0
    assert (found.doc.text(), found.rev) in [(f"edit {number}", number + 1) for number in (last, last + 1)]
    _whole()


@rounds
def test_killed_while_forgetting(round_: int) -> None:
    """Erasing: what was acknowledged as gone is gone, with its tombstone; the rest is whole."""
    ada = settle("Ada")
    _fill(ada)
    kept = [found.item for found in desk.drawer(ada.room(), "journal")]
    told = _killed(begin(_forget, ada.token, kept), round_, LONGEST / 2)
    gone = ITEMS - len(words_of(ada.room()))
    assert gone - len(told) in (0, 1)
    assert counted()["tombstone"] == gone
    _whole()


@rounds
def test_killed_while_changing_the_passphrase(round_: int) -> None:
    """Exactly one passphrase of all that were tried opens: the last acknowledged, or the next one. Every text is there;
    one session at the most is there, and it is that of the change."""
    ada = settle("Ada")
    ada.keep(entry("through every passphrase"))
    tried = [ada.passphrase, *(f"passphrase number {number} of Ada" for number in range(6))]
    told = _killed(begin(_change, ada.token, ada.name, tried[1:]), round_, LONGEST / 3)
    last = told[-1] if told else 0
    assert Session.objects.count() == 1
    opens = _opens(ada.name, tried)
    assert opens in ([last], [last + 1])
    ada.passphrase = tried[opens[0]]
    assert words_of(ada.open()) == ["through every passphrase"]
    _whole()


@rounds
def test_killed_while_turning_round(round_: int) -> None:
    """Name, passphrase and every key: of the old and the new exactly one opens, and behind it lies everything."""
    ada = settle("Ada")
    texts = _fill(ada)
    told = _killed(begin(_turn_round, ada.token), round_, LONGEST)
    turned = Person("Ada", f"turned-{_letters(told[-1] + 1)}", "turned words of Ada", "") if told else None
    last = Person("Ada", f"turned-{_letters(told[-1])}", "turned words of Ada", "") if told else ada
    after = turned or Person("Ada", f"turned-{_letters(1)}", "turned words of Ada", "")
    there = [person for person in (last, after) if _opens(person.name, [person.passphrase])]
    assert len(there) == 1
    assert sorted(words_of(there[0].open())) == texts
    _whole()


@rounds
def test_killed_while_recovering(round_: int) -> None:
    """The code still works, or it is used up and the new passphrase opens: one of the two, and never neither."""
    ada = settle("Ada")
    texts = _fill(ada)
    code = opening.new_code(ada.room())
    told = _killed(begin(_recover, code), round_, LONGEST / 2)
    new = Person("Ada", "recovered-drawn-name", "recovered words of Ada", "")
    done = bool(_opens(new.name, [new.passphrase]))
    assert done or not told
    if not done:
        assert words_of(ada.open()) != []
        new.token = opening.open_with_code(code, new.name, new.passphrase, ada.address, NOW)
    with pytest.raises(WrongCode):
        opening.open_with_code(code, "again-drawn-name", "words once more of Ada", ada.address, NOW)
    assert sorted(words_of(new.open())) == texts
    _whole()


@rounds
def test_killed_while_erasing_a_place(round_: int) -> None:
    """Acknowledged: nothing is left. Not acknowledged: everything is there, or nothing of it can ever be opened and the
    next start takes the rest away. Ben's place does not change."""
    ada, ben = settle("Ada"), settle("Ben")
    ben.keep(entry("mine"))
    _fill(ada)
    told = _killed(begin(_erase, ada.token), round_, LONGEST / 2)
    there = _opens(ada.name, [ada.passphrase]) == [0]
    assert not (told and there)
    if there:
        assert len(words_of(ada.open())) == ITEMS
    else:
        for place in places.erased_in_part():
            assert not KeySlot.objects.filter(place_id=place).exists()
            places.sweep(place)
        assert counted() | {"session": 1, "tombstone": 1, "note": 0} == counted()
        assert counted()["item"] == 2
    assert words_of(ben.open()) == ["mine"]
    _whole()


@rounds
def test_killed_while_making_places(round_: int) -> None:
    """A place that was acknowledged opens; one that was not is there wholly, or its name is free."""
    told = _killed(begin(_make, 8), round_, LONGEST / 2)
    names = [f"made-{_letters(number)}" for number in range(8)]
    there = [Place.objects.filter(lookup=lookup_of(name)).exists() for name in names]
    assert sum(there) - len(told) in (0, 1)
    assert there == sorted(there, reverse=True)
    if any(there):
        last = Person("Ada", names[sum(there) - 1], "made words of Ada", "")
        assert words_of(last.open()) == ["from the first page"]
    _whole()


def _killed(child: Child, round_: int, longest: float = LONGEST) -> list[Any]:
    """What a child acknowledged before it was killed, at a moment that is random and known by its round."""
    assert child.hear() == "begun"
    time.sleep(random.Random(round_).uniform(0, longest))  # noqa: S311  # a moment, not a secret
    return child.kill()


def _fill(person: Person) -> list[str]:
    """Many things, kept in one act; what they say, in order."""
    texts = sorted(f"entry {number}" for number in range(ITEMS))
    store.keep_all(person.room(), [entry(text) for text in texts])
    return texts


def _whole() -> None:
    """The database as the next start finds it: its structure, and a key and a text for every thing."""
    connection.close()
    assert list(verify.damages()) == []
    if is_sqlite():
        with raw() as file:
            assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert file.execute("PRAGMA foreign_key_check").fetchall() == []
    empty_tables()


def _opens(name: str, passphrases: list[str]) -> list[int]:
    """The numbers of those that open a place of this name."""
    found = []
    for number, passphrase in enumerate(passphrases):
        try:
            opening.open_place(name, passphrase, f"10.9.{number}.1", NOW)
            found.append(number)
        except CannotOpen:
            pass
    return found


def _keep(say: Say, token: str) -> None:
    room = _room(token)
    say("begun")
    for number in range(10_000):
        words = f"entry {number}"
        desk.keep(room, entry(words), words)
        say(words)


def _replace(say: Say, token: str, item: Any) -> None:
    room = _room(token)
    say("begun")
    for number in range(1, 10_000):
        desk.keep(room, entry(f"edit {number}"), f"edit {number}", item=item, rev=number)
        say(number)


def _forget(say: Say, token: str, kept: list[Any]) -> None:
    room = _room(token)
    say("begun")
    for item in kept:
        desk.forget(room, item)
        say(item)
    time.sleep(60)


def _change(say: Say, token: str, name: str, passphrases: list[str]) -> None:
    made = [locks.new_lock(lookup_of(name), passphrase) for passphrase in passphrases]
    say("begun")
    for number, lock in enumerate(made, start=1):
        room, token = _room(token), sessions.new_token()
        places.change_passphrase(room, lock, token)
        say(number)
    time.sleep(60)


def _turn_round(say: Say, token: str) -> None:
    made = [locks.chosen_lock(f"turned-{_letters(number)}", "turned words of Ada") for number in range(1, 6)]
    say("begun")
    for number, lock in enumerate(made, start=1):
        room, token = _room(token), sessions.new_token()
        places.turn_round(room, lock, token)
        say(number)
    time.sleep(60)


def _recover(say: Say, code: str) -> None:
    lock = locks.chosen_lock("recovered-drawn-name", "recovered words of Ada")
    say("begun")
    places.recover(code, lock, NOW, sessions.new_token())
    say("done")
    time.sleep(60)


def _erase(say: Say, token: str) -> None:
    room = _room(token)
    say("begun")
    places.erase(room)
    say("done")
    time.sleep(60)


def _make(say: Say, times: int) -> None:
    made = [locks.chosen_lock(f"made-{_letters(number)}", "made words of Ada") for number in range(times)]
    say("begun")
    for number, lock in enumerate(made):
        places.make(lock, Me(), [entry("from the first page")], NOW, sessions.new_token())
        say(number)
    time.sleep(60)


def _letters(number: int) -> str:
    return "".join("abcdefghij"[int(digit)] for digit in str(number))


def _room(token: str) -> desk.Room:
    room = opening.visit(token, NOW).room
    assert room is not None
    return room
