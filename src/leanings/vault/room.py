"""A room: one place while it is open, for the length of one request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from leanings.core.day import day_of, zone_named
from leanings.core.me import Me


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
    """An open place. `me` is its self document, kept as `me_at`; `fresh`: the passphrase was typed just now."""

    place: UUID
    keys: Keys
    now: datetime
    me: Me
    me_at: Found
    fresh: bool

    @property
    def today(self) -> date:
        """The day it is for this person."""
        return day_of(self.now, zone_named(self.me.zone), self.me.turn)
