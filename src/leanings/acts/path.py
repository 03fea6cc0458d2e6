"""The path of five behind a door: where each tool of it stands, worked out from what is kept and never stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from leanings.acts import desk
from leanings.acts.desk import Found, Room
from leanings.acts.tool import tools_in
from leanings.content.journeys import check_with, load_journeys
from leanings.content.laid import hosts
from leanings.core import filled
from leanings.core.filled import Filled
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
    found = load_journeys(language, over=hosts())
    check_with(found, tools_in(language))
    return found


def filled_lately(room: Room) -> tuple[Found, ...]:
    """Of the tools that were filled in last what the first page needs, the newest first: the newest time of each, and
    every time that set a day which has come and was not let be."""
    met: set[str] = set()
    due = {tool.id: {field.id for field in tool.fields() if field.due} for tool in tools_in(room.me.language).values()}
    since, today = (room.me.come or "")[:10], room.today.isoformat()

    def wanted(doc: Mapping[str, Any]) -> bool:
        tool = str(doc.get("tool"))
        days = [str(one.get("answer")) for one in doc.get("asked", ()) if one.get("field") in due.get(tool, ())]
        new = tool not in met
        met.add(tool)
        return new or any(since <= day <= today for day in days)

    return desk.newest(room, filled.WORD, wanted, enough=LOOKED_AT)


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
