"""A small diary brought through the acts, for tests of bringing: the file, what is told about it, the keeping."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest

from leanings.acts import bring, held, worker
from leanings.acts.bring import Keeping
from leanings.acts.telling import ANSWERS, HAPPENED, LEFT, ColumnTold, Telling
from leanings.core.diary import Person as Diarist
from leanings.diary import InMemory, read_file
from leanings.vault.room import Room
from tests.keeping import Person, once, settle

LONG = 60.0  # seconds; a process of its own may take a while to begin
FIRST = date(2031, 1, 1)
COLUMNS = (
    ColumnTold("close", ANSWERS, "close", 0.0, 10.0),
    ColumnTold("rough", HAPPENED),
    ColumnTold("note", LEFT),
)
TOLD = Telling(date_column="date", columns=COLUMNS)


@pytest.fixture(autouse=True)
def _nothing_waits() -> Iterator[None]:
    """What waits in memory goes with the test."""
    yield
    for place in list(held._held):
        held.drop(place)


@pytest.fixture(scope="module", autouse=True)
def _no_process_stays() -> Iterator[None]:
    """The processes end with the tests of a file."""
    yield
    worker.end()


@pytest.fixture
def ada() -> Person:
    """Ada, whose place is empty."""
    return settle("Ada")


def file_of(days: int = 20, first: date = FIRST, close: str = "") -> bytes:
    """A diary of a line and a marker, and a column of words."""
    rows = [f"{first + timedelta(days=n)},{close or n % 11},{n % 2},canary-words-{n}" for n in range(days)]
    return "\n".join(["date,close,rough,note", *rows]).encode()


def kept(room: Room, told: Telling = TOLD, form: str = "") -> Keeping:
    """Keep the file that waits, to the end."""
    seen = bring.look(room, LONG).seen
    assert seen is not None
    bring.keep(room, told, [("when", "date:date")], tuple(one.name for one in seen.columns), form or once())
    done = bring.keeping(room, LONG)
    assert done is not None
    return done


def decided(room: Room, asked: Keeping, *, replaces: bool) -> Keeping:
    """Answer what was asked about earlier files, and keep on."""
    bring.decide(room, asked.question, replace=replaces)
    done = bring.keeping(room, LONG)
    assert done is not None
    return done


def brought(person: Person, file: bytes, told: Telling = TOLD) -> UUID:
    """Pick a file, and keep it."""
    bring.pick(person.room(), "mine.csv", file)
    done = kept(person.room(), told)
    assert done.kept is not None, done
    return done.kept


def as_read(file: bytes, told: Telling = TOLD) -> Diarist:
    """The same file, as the command reads it."""
    return read_file(InMemory("mine.csv", file), told.told(), signals=told.lines).people[0]
