"""People with places, for tests: in a database that is a file and never memory, with keys that are cheap to make.

The database is migrated once for each worker of pytest and emptied between tests. With LEANINGS_TEST_DATABASE it is a
PostgreSQL. Damage and full disks are tried in a house of their own (`house`), which is SQLite.
"""

from __future__ import annotations

import itertools
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection

from leanings.acts import desk, opening
from leanings.acts.desk import Kept
from leanings.acts.opening import Level
from leanings.core.day import minute
from leanings.core.document import Document
from leanings.core.journal import JournalEntry
from leanings.core.me import Me
from leanings.vault import guesses, start, turnstile
from leanings.vault.room import Room

NOW = datetime(2031, 3, 1, 21, 4, 30, tzinfo=UTC)
TODAY = date(2031, 3, 1)
CHEAP = '{"memory_kib": 19456, "iterations": 2, "lanes": 1}'  # the floor of what a guess may cost
TABLES = (
    *("session", "note", "key_envelope", "share", "key_item", "item_blob", "item", "key_slot", "place", "tombstone"),
)
NETWORKS = {"Ada": "192.0.2.7", "Ben": "198.51.100.7", "Dr Cole": "198.51.101.7", "Eve": "203.0.113.7"}

_names = itertools.count()
_forms = itertools.count()


@dataclass
class Person:
    """Somebody with a place, and the cookie of their browser."""

    who: str
    name: str
    passphrase: str
    token: str
    address: str = field(init=False)

    def __post_init__(self) -> None:
        self.address = NETWORKS[self.who]

    def room(self, now: datetime = NOW) -> Room:
        """Their place, which is open."""
        found = opening.visit(self.token, now).room
        assert found is not None, f"the place of {self.who} is not open"
        return found

    def level(self, now: datetime = NOW) -> Level:
        """What their browser may see."""
        return opening.visit(self.token, now).level

    def open(self, now: datetime = NOW) -> Room:
        """Their place, opened once more at the door."""
        self.token = opening.open_place(self.name, self.passphrase, self.address, now)
        return self.room(now)

    def keep(self, doc: Document, item: UUID | None = None, rev: int | None = None) -> Kept:
        """Keep a thing, from a form that nobody sent before."""
        return desk.keep(self.room(), doc, once(), item=item, rev=rev)


def once() -> str:
    """What a form carries."""
    return f"form-{next(_forms):026d}"


def settle(who: str, now: datetime = NOW, me: Me | None = None) -> Person:
    """Somebody makes a place. Their passphrase is not the name of anyone else's place."""
    number = next(_names)
    letters = "".join("abcdefghij"[int(digit)] for digit in str(number))
    name, passphrase = f"place-{letters}-{who[:3].lower().strip()}", f"four words of {who} {number}"
    return Person(who, name, passphrase, opening.make_place(name, passphrase, me or Me(), (), now))


def entry(words: str, day: date = TODAY) -> JournalEntry:
    """A journal entry."""
    return JournalEntry(day, minute(NOW), words=words)


def words_of(room: Room) -> list[str]:
    """Every journal entry that a room shows, in words."""
    found = (one.doc for one in desk.drawer(room, "journal"))
    return [doc.words for doc in found if isinstance(doc, JournalEntry)]


def is_sqlite() -> bool:
    """Whether the database of this run is SQLite."""
    return connection.vendor == "sqlite"


def counted() -> dict[str, int]:
    """How many rows each table has."""
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT COUNT(*) FROM {table}")  # noqa: S608  # names of our own tables
            found[table] = int(cursor.fetchone()[0])
    return found


def all_rows() -> dict[str, list[tuple[object, ...]]]:
    """Everything the database holds, table by table, in an order of its own."""
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608  # names of our own tables
            rows = ([bytes(cell) if isinstance(cell, memoryview) else cell for cell in row] for row in cursor)
            found[table] = sorted((tuple(row) for row in rows), key=repr)
    return found


@pytest.fixture(scope="session")
def database() -> Iterator[None]:
    """The database of this worker, with its tables."""
    (home() / "kdf.json").write_text(CHEAP, encoding="utf-8")
    call_command("migrate", interactive=False, verbosity=0)
    empty_tables()  # a PostgreSQL may hold what an earlier run was stopped in the middle of
    start.check_secrets()
    yield
    connection.close()


@pytest.fixture
def empty(database: None) -> Iterator[None]:  # noqa: ARG001  # it must be there first
    """Nobody has a place yet, and nobody has guessed at one."""
    empty_tables()
    guesses._waits.clear()
    yield
    turnstile.write_again()
    connection.close()


@pytest.fixture
def house(database: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:  # noqa: ARG001  # as above
    """A house of its own, SQLite, to be damaged: its folder."""
    if not is_sqlite():
        pytest.skip("this fault is one of the file of SQLite")
    yield from house_in(tmp_path / "house", monkeypatch)


def house_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A house of its own in this folder, for as long as a fixture lasts."""
    empty_tables()
    before = connection.settings_dict["NAME"]
    folder.mkdir(mode=0o700, exist_ok=True)
    with raw() as file:  # without the free pages that other tests have left
        file.execute("VACUUM INTO ?", [str(folder / "db.sqlite3")])
    (folder / "kdf.json").write_text(CHEAP, encoding="utf-8")
    monkeypatch.setenv("LEANINGS_HOME", str(folder))
    connection.settings_dict["NAME"] = str(folder / "db.sqlite3")
    start.check_secrets()
    try:
        yield folder
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
        turnstile.write_again()


def home() -> Path:
    """The folder of the house."""
    return Path(os.environ["LEANINGS_HOME"])


@contextmanager
def raw() -> Iterator[sqlite3.Connection]:
    """The file of the database, opened past every rule, as whoever stole it would."""
    connection.close()
    file = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    try:
        yield file
    finally:
        file.close()


def empty_tables() -> None:
    """Take out every row."""
    with connection.cursor() as cursor:
        if is_sqlite():
            cursor.execute("PRAGMA foreign_keys = OFF")
            cursor.execute("BEGIN IMMEDIATE")
            for table in TABLES:
                cursor.execute(f"DELETE FROM {table}")  # noqa: S608  # names of our own tables
            cursor.execute("COMMIT")
            cursor.execute("PRAGMA foreign_keys = ON")
        else:
            cursor.execute(f"TRUNCATE {', '.join(TABLES)}")
