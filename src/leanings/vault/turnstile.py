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

RESERVE = 1 << 20  # bytes kept aside, so that locking and erasing still work on a full disk
_damage: list[str] = []


class DiskFull(Refusal):
    """There is no room to write."""


class CannotWrite(Refusal):
    """The database cannot be written now, for a reason that is not this request's."""


@contextlib.contextmanager
def one_act(*, must: bool = False) -> Iterator[None]:
    """All that is written inside is written together or not at all, and nobody else writes meanwhile.

    SQLite lets the quickest in, not the first, and starves the rest; so writers queue at a lock on a file. An act that
    `must` be done, such as locking, may use the space kept in reserve and is not stopped by damage elsewhere.
    """
    if _damage and not must:
        raise CannotWrite(_damage[0])
    if must and not has_room():
        reserve_file().unlink(missing_ok=True)
    with _turnstile(), _as_refusals(), transaction.atomic():
        yield


def has_room() -> bool:
    """Whether a small act fits on the disk."""
    disk = os.statvfs(place_of(os.environ))
    return disk.f_bavail * disk.f_frsize > RESERVE // 4


def reserve_file() -> Path:
    """A file that holds room for what must be done on a full disk."""
    return place_of(os.environ) / "reserve"


def keep_reserve() -> None:
    """Make the reserve where there is room for it."""
    place = reserve_file()
    if not place.exists():
        with contextlib.suppress(OSError):
            place.write_bytes(os.urandom(RESERVE))  # not zeros, which some disks do not store


def write_no_more(reason: str) -> None:
    """From now on nothing is written but what must be; for a database whose structure is damaged."""
    _damage.append(reason)


def write_again() -> None:
    """Undo `write_no_more`, after a repair."""
    _damage.clear()


@contextlib.contextmanager
def _turnstile() -> Iterator[None]:
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield  # PostgreSQL queues writers itself, row by row
        return
    door = os.open(place_of(os.environ) / "write.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(door, fcntl.LOCK_EX)
        yield
    finally:
        os.close(door)  # which lets the next one in


@contextlib.contextmanager
def _as_refusals() -> Iterator[None]:
    try:
        yield
    except OperationalError as fault:
        text = str(fault)
        if "full" in text or "No space" in text or "too large" in text or not has_room():
            raise DiskFull(
                "There is no room left on the disk of this place, so nothing was kept. What you typed is still here."
            ) from None
        raise CannotWrite("This could not be kept just now. What you typed is still here; try again.") from None
    except DatabaseError as fault:
        if "malformed" in str(fault) or "not a database" in str(fault):
            raise CannotWrite("The database is damaged, so nothing more is written to it.") from None
        raise
