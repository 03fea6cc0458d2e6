"""Files that wait: between being picked and being kept a file lies in the memory of the server, and nowhere else.

One for each place, packed, for half an hour at most. It is gone when the place locks or gets other keys, and with the
server. No part of it ever lies on the disk.
"""

from __future__ import annotations

import secrets
import threading
import time
import zlib
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from leanings.acts import making
from leanings.core.refusal import Refusal
from leanings.vault.room import Room

LASTS = 30 * 60  # seconds that a file waits
MOST = 96 << 20  # bytes of all that wait, packed: three files of the largest size that do not pack at all
MOST_FILES = 500  # of the smallest size


class NoRoomToWait(Refusal):
    """More files wait already than there is memory for."""

    def __init__(self) -> None:
        super().__init__(
            "Other files wait here just now, and there is no room for one more. Nothing was kept. "
            "Try again in a few minutes."
        )


@dataclass(eq=False, slots=True, repr=False)
class Held:
    """A file that waits: its mark, another for each picking; its name; and what goes on with it now, by name."""

    mark: str
    name: str
    packed: bytes
    gen: int
    until: float
    doing: dict[str, Any] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


_held: dict[UUID, Held] = {}
_lock = threading.Lock()
_watch: list[threading.Timer] = []


def hold(room: Room, name: str, file: bytes, lasts: float = LASTS) -> Held:
    """Let a file wait in the place of the one before; refused where too much waits."""
    packed = zlib.compress(file, 1)
    new = Held(secrets.token_urlsafe(16), name, packed, room.keys.gen, time.monotonic() + lasts)
    with _lock:
        _let_go_of_old()
        others = [len(one.packed) for place, one in _held.items() if place != room.place]
        if sum(others) + len(packed) > MOST or len(others) >= MOST_FILES:
            raise NoRoomToWait
        _held[room.place] = new
        _watch_on()
    return new


def of(room: Room) -> Held | None:
    """The file that waits in this place; None where there is none, or none any more."""
    with _lock:
        _let_go_of_old()
        found = _held.get(room.place)
        return found if found is not None and found.gen == room.keys.gen else None


def drop(place: UUID | None, mark: str | None = None) -> None:
    """Let go of the file of a place, and of what is made for it; or of this one alone. Silent where there is none."""
    if mark is None:
        making.drop(place)
    with _lock:
        found = _held.get(place) if place is not None else None
        if found is not None and mark in (None, found.mark):
            del _held[place]  # type: ignore[arg-type]  # found, so there is a place


def _let_go_of_old() -> None:
    now = time.monotonic()
    for place in [place for place, one in _held.items() if one.until <= now]:
        del _held[place]


def _watch_on() -> None:
    """See to it that the oldest goes at its time, also where nobody asks for anything any more."""
    for timer in _watch:
        timer.cancel()
    _watch.clear()
    if _held:
        timer = threading.Timer(max(0.0, min(one.until for one in _held.values()) - time.monotonic()), _watched)
        timer.daemon = True
        timer.start()
        _watch.append(timer)


def _watched() -> None:
    with _lock:
        _let_go_of_old()
        _watch_on()
