"""A room: one place while it is open, for the length of one request."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from leanings.core.day import day_of, zone_named
from leanings.core.me import Me
from leanings.core.refusal import Refusal
from leanings.vault.models import Place, Session
from leanings.vault.turnstile import one_act


class Shut(Refusal):
    """The place was shut, or got other keys, from somewhere else while a request ran."""

    def __init__(self) -> None:
        super().__init__("This place was shut from somewhere else just now, so nothing was changed. Open it once more.")


@dataclass(frozen=True, slots=True)
class Found:
    """A kept mapping, and what it lies under."""

    item: UUID
    rev: int
    doc: dict[str, object]


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """The keys of an open place. They never leave the vault, and no text is made of them."""

    gen: int
    user: bytes
    drawer: bytes

    def __repr__(self) -> str:
        """Nothing of them."""
        return "Keys(...)"


@dataclass(frozen=True, slots=True)
class Room:
    """An open place. `me` is its self document, or the usual settings where `me_lost`, since it cannot be opened;
    `fresh`: the passphrase was typed just now; `session`: the row it was opened by."""

    place: UUID
    keys: Keys
    now: datetime
    me: Me
    fresh: bool
    me_lost: bool = False
    session: bytes = b""

    @property
    def today(self) -> date:
        """The day it is for this person."""
        return day_of(self.now, zone_named(self.me.zone), self.me.turn)


@contextlib.contextmanager
def act_in(room: Room, *, must: bool = False, grave: bool = False) -> Iterator[None]:
    """An act in a room that was opened before the act began. Refused when the place has other keys since then: what is
    sealed under the old ones would never be opened again. A `grave` act also needs the session to be there still."""
    with one_act(must=must):
        there = Place.objects.filter(id=room.place, gen=room.keys.gen).exists()
        if not there or (grave and not Session.objects.filter(token_sha256=room.session).exists()):
            raise Shut
        yield
