"""What stands on the three cards of Now: one thing that is next, where the person stood last, and the check-in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, TypeAlias
from uuid import UUID

from leanings.acts import desk, opening, path
from leanings.acts.aside import Morning, first_morning
from leanings.acts.desk import Found, Room
from leanings.acts.stand import TOOL as STAND
from leanings.acts.tool import tools_in
from leanings.core import sheet
from leanings.core.filled import Filled
from leanings.core.me import Me
from leanings.core.tool import Tool
from leanings.vault import made

TWO_WEEKS = 14  # entries from which on the page of what a diary shows is named here

What: TypeAlias = Literal["aside", "again", "day", "draft", "morning", "step", "nothing"]

ASKED_AFTER = 28  # days from choosing a door until it is asked whether it is still the right one


@dataclass(frozen=True, slots=True)
class Next:
    """The one thing that is next, and where it lies: `item` was put aside or has a day that has come, `tool` is that of
    the item or the next of the path, `path` the page of a form that was not kept. `come` is how far the days that were
    set have been looked at once this one is let be.
    """

    what: What
    item: UUID | None = None
    path: str | None = None
    tool: str | None = None
    come: str | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A day that was set in a tool to come back on."""

    on: date
    item: UUID
    tool: str

    @property
    def mark(self) -> str:
        """Its place among all of them: by day, then by item."""
        return f"{self.on.isoformat()} {self.item}"


@dataclass(frozen=True, slots=True)
class Waiting:
    """All that may be next: the first morning for which something was put aside, days that were set, a form that was
    not kept, the tool of the path."""

    aside: Morning | None = None
    days: tuple[Day, ...] = ()
    draft: str | None = None
    step: str | None = None


@dataclass(frozen=True, slots=True)
class Cards:
    """The first two cards; the third never changes. `shows`: there are two weeks of entries; `ask_door`: it is time to
    ask if the door is still the right one; `path`: there is one."""

    next: Next
    stood: Found | None
    shows: bool
    ask_door: bool
    path: bool


def cards(room: Room) -> Cards:
    """The cards of today."""
    lately = path.filled_lately(room)
    there = path.path(room, lately)
    sheets = desk.page(room, sheet.WORD, enough=1).found
    step = None if _enough_for(room.today, sheets) else path.next_of(there, room.today)
    waiting = Waiting(
        aside=first_morning(room),
        days=days_set(lately, tools_in(room.me.language)),
        draft=next((draft.path for draft in opening.waiting(room)), None),
        step=step.tool.id if step else None,
    )
    return Cards(
        next=what_is_next(waiting, room.me, room.today),
        stood=_stood(sheets, lately),
        shows=_two_weeks(room),
        ask_door=asks_door(room.me, sheets[0].doc.day if sheets else None, room.today),
        path=bool(there),
    )


def what_is_next(waiting: Waiting, me: Me, today: date) -> Next:
    """One thing only, always in the same order; of several of one kind, the one whose day came first. What was left for
    another day keeps quiet until then; a form that was not kept does not, since it would be lost."""
    quiet = me.later == today.isoformat()
    if waiting.aside is not None and waiting.aside.until <= today and not quiet:
        return Next("aside", item=waiting.aside.item)
    if me.again is not None and me.again <= today.isoformat() and not quiet:
        return Next("again")
    day = next((one for one in waiting.days if one.on <= today and one.mark > (me.come or "")), None)
    if day is not None and not quiet:
        return Next("day", item=day.item, tool=day.tool, come=day.mark)
    if waiting.draft is not None:
        return Next("draft", path=waiting.draft)
    if me.again is not None and me.again > today.isoformat():
        return Next("morning")
    return Next("nothing") if waiting.step is None or quiet else Next("step", tool=waiting.step)


def days_set(lately: Iterable[Found], tools: Mapping[str, Tool]) -> tuple[Day, ...]:
    """Every day that was set in a tool to come back on, the earliest first. A day that was over when it was set is
    none; nor is one that stands there again each time, once the tool was filled in anew on it or after it."""
    newest: dict[str, date] = {}
    found: list[Day] = []
    for one in lately:
        if not isinstance(one.doc, Filled) or one.doc.tool not in tools:
            continue
        tool, doc = tools[one.doc.tool], one.doc
        last = newest.setdefault(tool.id, doc.day)
        for field in tool.fields():
            on = _day(doc.answer(field.id)) if field.due else None
            if on is not None and on > doc.day and not (field.again and doc.day < last >= on):
                found.append(Day(on, one.item, tool.id))
    return tuple(sorted(found, key=lambda day: day.mark))


def asks_door(me: Me, sheet_day: date | None, today: date) -> bool:
    """Whether to ask if the door is still the right one: four weeks after it was chosen, and after it was asked. Who
    has chosen it before that was written down, chose it with the newest sheet at the latest."""
    if me.door is None:
        return False
    since = _day(me.door_since) or sheet_day
    return since is None or today >= since + timedelta(ASKED_AFTER)


def later(room: Room) -> None:
    """Leave what is next for another day."""
    desk.keep_me(room, replace(room.me, later=room.today.isoformat()))


def let_be(room: Room, come: str) -> None:
    """Let the two questions be, or, with a mark, the days that were set up to it; never days that are still to come."""
    if not come:
        desk.keep_me(room, replace(room.me, again=None))
    elif come[:10] <= room.today.isoformat() and come > (room.me.come or ""):
        desk.keep_me(room, replace(room.me, come=come))


def choose_door(room: Room, door: str | None) -> None:
    """Say where one is now, or that it is still the same."""
    desk.keep_me(room, with_door(room.me, door, room.today))


def with_door(me: Me, door: str | None, today: date) -> Me:
    """The settings with this door, chosen today."""
    return replace(me, door=door, door_since=today.isoformat() if door else None)


def _enough_for(today: date, sheets: Iterable[Found]) -> bool:
    """Whether a whole sheet was kept today, and not only the two questions: then no step is named before tomorrow."""
    return any(
        isinstance(one.doc, sheet.Sheet)
        and one.doc.day == today
        and all(asked.field.id != sheet.PAIR for asked in one.doc.asked)
        for one in sheets
    )


def _stood(sheets: Sequence[Found], lately: Iterable[Found]) -> Found | None:
    """The newest page on which the person said where they stand: a sheet, or the tool for it."""
    stood = [one for one in lately if isinstance(one.doc, Filled) and one.doc.tool == STAND][:1]
    return max((*sheets[:1], *stood), key=lambda one: (one.doc.day, str(one.doc.as_doc()["entered"])), default=None)


def _two_weeks(room: Room) -> bool:
    """Whether a diary may have something to show: as many entries as two weeks have days. They are only counted."""
    return made.are_inputs(room, TWO_WEEKS)


def _day(said: object) -> date | None:
    try:
        return date.fromisoformat(str(said)) if said else None
    except ValueError:
        return None
