"""The path of five behind a door: where each tool of it stands, worked out from what is kept and never stored."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from leanings.acts import desk
from leanings.acts.desk import Found, Room
from leanings.acts.tool import tools_in
from leanings.content.journeys import check_with, load_journeys
from leanings.core import filled
from leanings.core.filled import Filled
from leanings.core.home import home
from leanings.core.journey import Journey
from leanings.core.tool import Tool

LOOKED_AT = 120  # filled-in tools, the newest: whoever has more has met the path long ago


@dataclass(frozen=True, slots=True)
class Standing:
    """A tool of the path: why it stands there, the newest time it was filled in, whether it was left out."""

    tool: Tool
    why: str
    last: Found | None
    left_out: bool


@cache
def journeys_in(language: str) -> Mapping[str, Journey]:
    """The journeys of a language, those of a host over ours, read once."""
    place = home(os.environ)
    overlay = place / "content" if place is not None else None
    hosts = load_journeys(language, Path(overlay)) if overlay is not None else {}
    found = {**load_journeys(language), **hosts}
    check_with(found, tools_in(language))
    return found


def filled_lately(room: Room) -> tuple[Found, ...]:
    """The tools that were filled in last, the newest first: as many as the first page needs to look at."""
    return desk.page(room, filled.WORD, enough=LOOKED_AT).found


def path(room: Room, lately: Iterable[Found]) -> tuple[Standing, ...]:
    """The path behind the door of now; empty for whoever has not said where they are."""
    journey = journeys_in(room.me.language).get(room.me.door or "")
    tools, last = tools_in(room.me.language), _newest(lately)
    return tuple(
        Standing(tools[stop.tool], stop.why, last.get(stop.tool), stop.tool in room.me.left_out)
        for stop in (journey.stops if journey else ())
    )


def next_of(path: Iterable[Standing], today: date) -> Standing | None:
    """The tool that is next: the first that was neither filled in nor left out. After one of them there is none on the
    same day: one thing is enough for a day."""
    there = tuple(path)
    if any(one.last is not None and one.last.doc.day >= today for one in there):
        return None
    return next((one for one in there if one.last is None and not one.left_out), None)


def leave_out(room: Room, tools: Iterable[str]) -> None:
    """Offer these no more, until they are asked for."""
    known = [stop.tool for journey in journeys_in(room.me.language).values() for stop in journey.stops]
    wanted = [tool for tool in dict.fromkeys((*room.me.left_out, *tools)) if tool in known]
    desk.keep_me(room, replace(room.me, left_out=tuple(wanted)))


def take_in(room: Room, tools: Iterable[str]) -> None:
    """Offer these again."""
    again = set(tools)
    desk.keep_me(room, replace(room.me, left_out=tuple(one for one in room.me.left_out if one not in again)))


def _newest(lately: Iterable[Found]) -> Mapping[str, Found]:
    """The newest time of each tool."""
    found: dict[str, Found] = {}
    for one in lately:
        if isinstance(one.doc, Filled):
            found.setdefault(one.doc.tool, one)
    return found
