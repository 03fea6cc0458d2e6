"""One writer at a time, everything or nothing: the one way anything is written."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from django.db import DatabaseError, OperationalError, connection, transaction

from leanings.core.refusal import Refusal
from leanings.vault.secrets import place_of

RESERVE = 4 << 20  # bytes kept aside, so that locking and erasing still work on a full disk: four of the longest things
LEAST = RESERVE // 4  # bytes that must be free before anything else is written: one of the longest things
SMALL = LEAST // 2  # bytes that what must be done may need, and the journal of anything
QUEUE = 0x4C65616E  # by this number writers know their queue in PostgreSQL
WAIT = "20s"  # for one's turn there, as long as SQLite waits
DAMAGED = "The database is damaged, so nothing more is written to it. What can still be read is there."
_damage: list[str] = []


class DiskFull(Refusal):
    """There is no room to write."""

    def __init__(self) -> None:
        super().__init__(
            "There is no room left on the disk of this place, so nothing was kept. What you typed is still here."
        )


class CannotWrite(Refusal):
    """The database cannot be written now, for a reason that is not this request's."""


class CannotRead(Refusal):
    """Pages of the database itself are damaged, and what lies on them cannot be told from what lies beside."""

    def __init__(self) -> None:
        super().__init__(
            "A part of the database is damaged, and what was asked for lies there. What lies elsewhere can be read."
        )


@contextlib.contextmanager
def one_act(*, must: bool = False) -> Iterator[None]:
    """All that is written inside is written together or not at all, and nobody else writes meanwhile.

    SQLite lets the quickest in, not the first, and starves the rest; so writers queue at a lock on a file. PostgreSQL
    lets several in at once, each with its own picture of what is there; so they queue in the database. An act that
    `must` be done, such as locking, may use the space kept in reserve and is not stopped by damage elsewhere.
    """
    if _damage and not must:
        raise CannotWrite(_damage[0])
    _make_room(must)
    with _turnstile(), _as_refusals(), transaction.atomic():
        _stand_in_queue()
        yield


def has_room() -> bool:
    """Whether an act fits on the disk, or into the pages of the database that something erased has left."""
    free = _free()
    in_file = connection.vendor == "sqlite" and free > SMALL
    return free > LEAST or (in_file and _left_in_file() > LEAST)


def reserve_file() -> Path:
    """A file that holds room for what must be done on a full disk."""
    return place_of(os.environ) / "reserve"


def keep_reserve() -> bool:
    """Make the reserve where there is room for it; whether there is one now."""
    place = reserve_file()
    if place.exists():
        return True
    if _free() <= RESERVE + SMALL:
        return False
    part = place.with_name("reserve.part")
    try:
        part.write_bytes(os.urandom(RESERVE))  # not zeros, which some disks do not store
        part.replace(place)
    except OSError:
        part.unlink(missing_ok=True)
    return place.exists()  # made now, or by another thread at the same time


def write_no_more(reason: str) -> None:
    """From now on nothing is written but what must be; for a database whose structure is damaged."""
    _damage.append(reason)


def write_again() -> None:
    """Undo `write_no_more`, after a repair."""
    _damage.clear()


def may_write() -> bool:
    """Whether what need not be written may be."""
    return not _damage


def is_damage(fault: DatabaseError) -> bool:
    """Whether this fault says that the structure of the database is damaged."""
    return "malformed" in str(fault) or "not a database" in str(fault)


def _free() -> int:
    disk = os.statvfs(place_of(os.environ))
    return disk.f_bavail * disk.f_frsize


def _left_in_file() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT freelist_count * page_size FROM pragma_freelist_count, pragma_page_size")
        return int(cursor.fetchone()[0])


def _make_room(must: bool) -> None:
    """Give the reserve up for an act that must be done; refuse any other that would eat into it."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return  # the disk of another database is not ours to look after
    if must and _free() <= SMALL:
        reserve_file().unlink(missing_ok=True)
    if not must and not (keep_reserve() and has_room()):
        raise DiskFull


@contextlib.contextmanager
def _turnstile() -> Iterator[None]:
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    door = os.open(place_of(os.environ) / "write.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(door, fcntl.LOCK_EX)
        yield
    finally:
        os.close(door)  # which lets the next one in


def _stand_in_queue() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [WAIT])
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [QUEUE])


@contextlib.contextmanager
def _as_refusals() -> Iterator[None]:
    try:
        yield
    except OperationalError as fault:
        text = str(fault)
        if "full" in text or "No space" in text or "too large" in text or not has_room():
            raise DiskFull from None
        raise CannotWrite("This could not be kept just now. What you typed is still here; try again.") from None
    except CannotRead:
        write_no_more(DAMAGED)
        raise
    except DatabaseError as fault:
        if is_damage(fault):
            write_no_more(DAMAGED)
            raise CannotWrite(DAMAGED) from None
        raise
