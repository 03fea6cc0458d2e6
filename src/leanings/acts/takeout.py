"""Taking everything out of a place in open formats, and bringing it back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from leanings.acts.answers import as_csv
from leanings.acts.bundle import is_bundle, pack, unpack
from leanings.acts.written import as_markdown
from leanings.content.doors import doors
from leanings.content.raw import ContentFault
from leanings.core.checkin import CheckIn
from leanings.core.everything import (
    Everything,
    NotTakenOut,
    ThingNotRead,
    as_json,
    gathered,
    read_everything,
)
from leanings.core.me import Me
from leanings.core.refusal import Refusal
from leanings.vault import takeout
from leanings.vault.room import Room

__all__ = ["ALL", "FILES", "Brought", "Given", "NotTakenOut", "Taken", "ThingNotRead", "bring", "given", "take"]

LARGEST = 32 << 20  # bytes of a file that is brought
LANGUAGE = re.compile(r"[a-z]{2,3}")  # it becomes part of a path
ALL = "notes.zip"
JSON, CSV, TEXT = "everything.json", "check-ins.csv", "everything.md"
KINDS = MappingProxyType(
    {
        ALL: "application/zip",
        JSON: "application/json",
        CSV: "text/csv; charset=utf-8",
        TEXT: "text/markdown; charset=utf-8",
    }
)


class NoSuchFile(Refusal):
    """A file that is not among those that can be taken out."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Everything of a place that can be opened; `lost` things cannot, and neither can the settings where `me_lost`."""

    everything: Everything
    lost: int
    me_lost: bool

    @property
    def whole(self) -> bool:
        """Whether nothing is missing."""
        return not self.lost and not self.me_lost


@dataclass(frozen=True, slots=True)
class Given:
    """A file to give out: its name, its kind, what stands in it."""

    name: str
    kind: str
    text: bytes


@dataclass(frozen=True, slots=True)
class Brought:
    """How many things were kept, and how many were there already; whether the settings came with them."""

    kept: int
    there: int
    settings: bool


def take(room: Room) -> Taken:
    """Everything of a place, as it is now, but for what was answered about being safe: a file lies where others look,
    and looks alike whatever was answered. Nor does it hold what is only written down so as to be found faster."""
    documents, damaged = takeout.everything(room)
    me = replace(room.me, afraid=None, safety=(), aside=())
    return Taken(gathered(None if room.me_lost else me, documents), len(damaged), room.me_lost)


def given(everything: Everything, name: str) -> Given:
    """One of the files that can be taken out; the same things give the same bytes."""
    if name not in KINDS:
        raise NoSuchFile("There is no such file to take. The page names those that there are.")
    text = pack({one: make(everything) for one, make in FILES.items()}) if name == ALL else FILES[name](everything)
    return Given(name, KINDS[name], text)


def bring(room: Room, file: bytes, *, settings: bool) -> Brought:
    """Keep what such a file holds and is not there yet, with its settings where they are wanted: all or nothing."""
    if len(file) > LARGEST:
        raise NotTakenOut(f"This file is larger than {LARGEST >> 20} MiB, and no more can be brought at once.")
    text = unpack(file, JSON, FILES) if is_bundle(file) else file
    found = read_everything(text, JSON if is_bundle(file) else "This file", room.today, settings=settings)
    me = _known_here(found.me) if found.me is not None else None
    if me is not None:  # no file says that something is safe: what was answered here stays as it is
        me = replace(me, afraid=room.me.afraid, safety=room.me.safety, aside=room.me.aside)
    kept = takeout.keep_missing(room, found.documents, me)
    return Brought(kept, len(found.documents) - kept, me is not None)


def _known_here(me: Me) -> Me:
    """The same settings; refused where they name something this Leanings does not have."""
    try:
        there = doors(me.language) if LANGUAGE.fullmatch(me.language) else {}
    except ContentFault:
        there = {}
    if not there or (me.door is not None and me.door not in there):
        raise ThingNotRead("The settings in this file name something that is not here. Bring it without its settings.")
    return me


def _entries(everything: Everything) -> bytes:
    return as_csv(one for one in everything.documents if isinstance(one, CheckIn))


FILES: Mapping[str, Callable[[Everything], bytes]] = MappingProxyType({JSON: as_json, CSV: _entries, TEXT: as_markdown})
