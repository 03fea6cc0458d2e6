"""What a diary shows is made once, kept sealed, dropped with what it was made from, and seen by nobody else."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from leanings.acts import desk, making, opening, worker
from leanings.acts.desk import Room
from leanings.acts.reading import Look, choose, look
from leanings.core.me import Me
from leanings.core.reading import Zone
from leanings.core.shows import Shows, Threshold
from leanings.engine.cache import edition
from leanings.vault import made, store, turnstile
from leanings.vault.keys import drawer_token
from leanings.vault.models import Item, ItemBlob
from tests.acts.answers import EVERY, brought, check_ins, given, keep, timeless
from tests.keeping import Person, settle
from tests.running import environment, prepare

LONG = 120.0  # seconds; on a machine that compiles everything first


@pytest.fixture(scope="module", autouse=True)
def _workers() -> Iterator[None]:
    """Processes for all tests of this file."""
    yield
    worker.end()


@pytest.fixture(autouse=True)
def _nothing_is_being_made() -> Iterator[None]:
    yield
    for place in {place for place, _ in making._held}:
        making.drop(place)


@pytest.fixture
def ada() -> Person:
    """Ada, with sixty check-ins."""
    person = settle("Ada")
    keep(person, *check_ins())
    return person


def whole(somebody: Person, *also: str) -> Look:
    """Everything that is asked for, made."""
    found = look(somebody.room(), also, LONG)
    assert not found.making
    assert not found.refused
    return found


def test_a_page_that_is_made_opens_no_answer() -> None:
    """With ten check-ins and with sixty the same questions to the database; and where no check-in can be opened any
    more, what was made is shown all the same."""
    asked = []
    for days in (20, 60):
        ada = settle("Ada")
        keep(ada, *check_ins(days))
        before = whole(ada, "ease")
        room = ada.room()
        queries, after = _asked(lambda room=room: look(room, ("ease",), 0.0))  # type: ignore[misc]  # bound here
        assert after == before
        asked.append(len(queries))
        check_in = drawer_token(room.keys.drawer, "checkin")
        ItemBlob.objects.filter(item__drawer=check_in).update(blob=b"damaged")
        assert look(room, ("ease",), 0.0) == before
    assert asked[0] == asked[1] == 2


def test_nobody_pays_twice(ada: Person) -> None:
    """Two tabs at once, a page that asks again while it waits, and one that comes back later: one job a line."""
    room, begun = ada.room(), _jobs()
    first = look(room, (), 0.0)
    second = look(ada.room(), (), 0.0)
    assert set(first.making) | set(first.readings) == set(EVERY)
    assert 0.0 <= second.share <= 1.0
    whole(ada)
    assert whole(ada).making == ()
    assert _jobs() - begun - 1 == len(EVERY)
    assert making._held == {}


def test_another_choice_makes_only_what_it_changes(ada: Person) -> None:
    whole(ada)
    begun = _jobs()
    choose(ada.room(), Shows(thresholds=(Threshold("close", 3, None),)))
    assert whole(ada).readings["close"].people[0].signals[0].zones[0].zone == Zone("low", below=3)
    assert _jobs() - begun - 1 == 1
    choose(ada.room(), Shows(lines=("close",), thresholds=(Threshold("close", 3, None),)))
    begun = _jobs()
    whole(ada)
    choose(ada.room(), Shows(stretch=("not a day", "2031-01-01"), thresholds=(Threshold("close", 3, None),)))
    whole(ada)
    assert _jobs() - begun - 1 == 0


def test_whatever_changes_an_answer_drops_what_was_made(ada: Person) -> None:
    """Kept, changed, erased, brought, undone, taken in from a file, turned round: nothing that was made is left."""
    file = brought()
    for act in (
        lambda: ada.keep(check_ins()[0]),
        lambda: ada.keep(check_ins()[1], _newest(ada.room()), 1),
        lambda: desk.forget(ada.room(), _newest(ada.room())),
        lambda: keep(ada, file),
        lambda: desk.forget_all(ada.room(), [one.item for one in desk.drawer(ada.room(), "brought")]),
        lambda: desk.replace_all(ada.room(), [_newest(ada.room())], [check_ins()[5]]),
    ):
        before = whole(ada)
        assert len(made.all_made(ada.room())) == 1 + len(before.picked)
        act()
        assert made.all_made(ada.room()) == []
    whole(ada)
    ada.token = opening.change_wholly(ada.room(), "second-drawn-name", "second words of Ada")
    assert made.all_made(ada.room()) == []
    assert whole(ada).picked == EVERY


def test_what_is_no_input_drops_nothing(ada: Person) -> None:
    whole(ada)
    begun = _jobs()
    desk.keep_me(ada.room(), Me(plan="changed", door="after"))
    assert len(made.all_made(ada.room())) == 4
    whole(ada)
    assert _jobs() - begun - 1 == 0


def test_what_was_made_of_earlier_answers_is_never_shown(ada: Person) -> None:
    """Not where it lies there again, not under another name, and not where an answer comes while it is kept."""
    whole(ada)
    room = ada.room()
    earlier, before = made.all_made(room), made.inputs(room)
    ada.keep(replace(check_ins()[0], answers=(given("close", 1),)))
    assert not made.keep_made(room, earlier, [one.key for one in earlier], before)
    store.keep_all(room, earlier)
    assert sorted(one.name for one in made.all_made(ada.room())) == sorted(one.name for one in earlier)
    assert whole(ada).readings["close"].people[0].signals[0].answered == 60
    trace = whole(ada).readings["close"].people[0].signals[0].trace
    assert trace is not None
    assert len(trace.answers) == 61


def test_a_made_thing_that_is_damaged_or_moved_is_made_anew(ada: Person) -> None:
    before = whole(ada)
    shown = {key: timeless(one) for key, one in before.readings.items()}
    drawer = drawer_token(ada.room().keys.drawer, "made")
    lies = Item.objects.filter(drawer=drawer)
    ItemBlob.objects.filter(item__in=list(lies)).update(blob=b"damaged")
    assert {key: timeless(one) for key, one in whole(ada).readings.items()} == shown
    assert len(made.all_made(ada.room())) == lies.count() == 4
    lies.update(drawer=drawer_token(ada.room().keys.drawer, "journal"))
    assert {key: timeless(one) for key, one in whole(ada).readings.items()} == shown
    assert desk.drawer(ada.room(), "journal") == ()


def test_where_nothing_can_be_written_the_reading_is_shown_all_the_same_and_made_once(ada: Person) -> None:
    turnstile.write_no_more("The database is damaged.")
    begun = _jobs()
    first, second = whole(ada), whole(ada)
    assert first == second
    assert set(first.readings) == set(EVERY)
    assert made.all_made(ada.room()) == []
    assert _jobs() - begun - 1 == len(EVERY)


def test_a_process_that_is_ended_in_the_middle_gives_a_sentence_and_the_next_try_works(ada: Person) -> None:
    first = look(ada.room(), (), 0.0)
    assert first.making == EVERY
    worker.end()
    second = look(ada.room(), (), LONG)
    assert "Nothing is lost" in second.refused
    assert second.readings == {}
    assert second.making == ()
    assert whole(ada).picked == EVERY


def test_what_is_being_made_is_let_go_of_when_the_place_shuts(ada: Person) -> None:
    """Locked, left, turned round, erased, and when nobody came back for it for as long as a place stays open."""
    room = ada.room()
    look(room, (), 0.0)
    assert making._held
    opening.lock(ada.token, room.now)
    assert not making._held
    ada.open()
    look(ada.room(), (), 0.0)
    opening.leave(ada.token)
    assert not making._held
    look(ada.open(), (), 0.0)
    ada.token = opening.change_wholly(ada.room(), "third-drawn-name", "third words of Ada")
    assert not making._held
    room = ada.room()
    look(room, (), 0.0)
    opening.erase_place(room)
    assert not making._held
    with pytest.raises(opening.Shut):
        look(room, (), LONG)


def test_nothing_of_one_place_is_seen_or_guessed_from_another(ada: Person) -> None:
    """Ben and Eve, with the very same answers: what is made for Ada is not theirs, and what they see is not hers."""
    mine = whole(ada)
    for who in ("Ben", "Eve"):
        other = settle(who)
        assert whole(other).lines == ()
        keep(other, *check_ins())
        begun = _jobs()
        look(ada.room(), (), 0.0)
        assert set(look(other.room(), (), 0.0).making) <= set(EVERY)
        assert _jobs() - begun - 1 == len(EVERY)
        assert set(whole(other).readings) == set(EVERY)
        assert not {one.key for one in made.all_made(other.room())} & {one.key for one in made.all_made(ada.room())}
    assert whole(ada) == mine


def test_only_so_many_are_made_at_once(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one place the rest waits; in all places together the rest is told to come back."""
    monkeypatch.setattr(worker.Job, "done", lambda _job, _patience=0.0: False)  # however fast this machine is
    monkeypatch.setattr(making, "AT_ONCE", 1)
    begun = _jobs()
    assert look(ada.room(), (), 0.0).making == EVERY
    assert _jobs() - begun - 1 == 1
    monkeypatch.setattr(making, "MOST", 1)
    ben = settle("Ben")
    keep(ben, *check_ins())
    assert "in a minute" in look(ben.room(), (), 0.0).refused


def test_the_server_never_loads_the_engine(tmp_path: Path) -> None:
    """Neither numba nor numpy nor the engine is loaded by whoever asks for a reading and is given one."""
    script = (
        "import os, sys, tempfile, pathlib, django\n"
        "django.setup()\n"
        "from django.core.management import call_command\n"
        "from leanings.acts import reading, worker\n"
        "from leanings.vault import start\n"
        "from tests.acts.answers import check_ins, keep\n"
        "from tests.keeping import settle\n"
        "call_command('migrate', verbosity=0)\n"
        "start.check_secrets()\n"
        "ada = settle('Ada')\n"
        "keep(ada, *check_ins(20))\n"
        "found = reading.look(ada.room(), (), 120)\n"
        "assert len(found.readings) == 3, found\n"
        "assert reading.example(120)\n"
        "worker.end()\n"
        "print(*[one for one in ('numpy', 'numba', 'leanings.engine') if one in sys.modules])\n"
    )
    prepare(tmp_path / "home")
    environ = environment(tmp_path / "home")
    said = subprocess.run(  # noqa: S603  # our own lines
        [sys.executable, "-c", script], env=environ, capture_output=True, text=True, check=False, timeout=300
    )
    assert said.returncode == 0, said.stderr
    assert said.stdout.strip() == ""


def test_the_edition_is_told_as_the_engine_tells_it() -> None:
    from leanings.acts import edition as told

    assert told.edition() == edition()


def _newest(room: Room) -> UUID:
    return desk.drawer(room, "checkin")[0].item


def _jobs() -> int:
    """How many jobs there were until now; asking counts as one."""
    return next(worker._numbers)


def _asked(act: Callable[[], Any]) -> tuple[list[str], Any]:
    """What the database was asked meanwhile, and what came of it."""
    asked: list[str] = []

    def note(go: Callable[..., Any], sql: str, *more: object) -> object:
        asked.append(sql)
        return go(sql, *more)

    with connection.execute_wrapper(note):
        return asked, act()
