"""Tools: which there are, one filled in step by step, and what changed since the time before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TypeAlias

from leanings.acts import desk
from leanings.acts.desk import ENOUGH, Found, Kept, Page, Room
from leanings.content.laid import hosts
from leanings.content.tools import check_together, load_tools
from leanings.core import filled
from leanings.core.changes import Change, changes
from leanings.core.checkin import WORD as CHECKIN
from leanings.core.day import minute
from leanings.core.filled import Answer, Asked, Filled, in_order, with_step
from leanings.core.refusal import Refusal
from leanings.core.safety import SAID, State, must_ask, opens, state, state_of
from leanings.core.tool import Has, Step, Tool, steps_for

Answers: TypeAlias = Mapping[str, Answer]  # by question

LOOKED_AT = 5  # times of a tool, the newest, in which an answer is looked for that stands there again
AT_ONCE = 4  # names shown of a need, before "more"
LEAST_TYPED = 2  # letters of a word by which tools are looked for


class NoSuchTool(Refusal):
    """A tool that is not there."""

    def __init__(self) -> None:
        super().__init__("There is no tool here.")


@dataclass(frozen=True, slots=True)
class Met:
    """A tool as this person meets it: its own steps, or those that stand in for them."""

    tool: Tool
    say: str
    steps: tuple[Step, ...]
    stood_in: bool

    def step(self, id: str) -> Step | None:
        """The step of that id."""
        return next((step for step in self.steps if step.id == id), None)

    def at(self, place: int) -> Step:
        """The step at that place, from 1; the last where there are no more so many."""
        return self.steps[min(max(place, 1), len(self.steps)) - 1]

    def place(self, step: Step) -> int:
        """Where a step stands, from 1."""
        return self.steps.index(step) + 1

    def beside(self, step: Step, kept: Filled) -> tuple[Asked, ...]:
        """What was answered to the questions that this step shows side by side, as far as this person meets them."""
        here = {field.id for one in self.steps for field in one.fields} & set(step.beside)
        there = (one for one in kept.asked if one.field.id in here)
        return tuple(sorted(there, key=lambda one: step.beside.index(one.field.id)))

    def after(self, step: Step) -> Step | None:
        """The step that comes next; None after the last."""
        place = self.steps.index(step) + 1
        return self.steps[place] if place < len(self.steps) else None


def tools_for(room: Room) -> Mapping[str, Tool]:
    """All tools, in the order of the page; the same for everyone, whatever they said."""
    return tools_in(room.me.language)


@cache
def tools_in(language: str) -> Mapping[str, Tool]:
    """The tools of a language, those of a host over ours, read once."""
    found = load_tools(language, over=hosts())
    check_together(found)
    return found


def tool_named(room: Room, id: str) -> Tool:
    """The tool of that id."""
    found = tools_for(room).get(id)
    if found is None:
        raise NoSuchTool
    return found


def tools_called(tools: Mapping[str, Tool], typed: str) -> tuple[Tool, ...]:
    """The tools that a word leads to: by a beginning in their names, or in another word for them."""
    word = " ".join(typed.casefold().split())
    if len(word) < LEAST_TYPED:
        return ()
    begins = re.compile(rf"\b{re.escape(word)}")
    return tuple(tool for tool in tools.values() if any(begins.search(name.casefold()) for name in _names(tool)))


def asks_first(room: Room, tool: Tool) -> bool:
    """Whether the tool begins with the one question about being afraid."""
    return must_ask(tool.unsafe_if, room.me.afraid, kept_state(room))


def kept_state(room: Room) -> State:
    """The state of what this person keeps about being safe."""
    return state_of(room.me.afraid, room.me.safety)


def met(
    room: Room, tool: Tool, said: str | None = None, answers: Mapping[str, Answer] | None = None, begun: int = 0
) -> Met:
    """The tool as it opens now, with what was said just now or was kept before, and what was answered in it so far;
    `begun` is 1 where this time is kept already, and so is no earlier one."""
    door, there = room.me.door, _there(room, tool, begun)
    if opens(tool.unsafe_if, said, kept_state(room)) or tool.stand_in is None:
        return Met(tool, tool.about, steps_for(tool.steps, door, there, answers), stood_in=False)
    return Met(tool, tool.stand_in.say, steps_for(tool.stand_in.steps, door, there, answers), stood_in=True)


def met_again(room: Room, tool: Tool, kept: Filled, step: Step | None = None, now: Answers | None = None) -> Met:
    """The tool as it opened when this was filled in; with what was answered now to one step of it. Where somebody has
    said meanwhile that it may be unsafe, what stands in for it."""
    asked = {field.id for field in step.fields} if step else set()
    before = {one.field.id: one.answer for one in kept.asked if one.field.id not in asked}
    return met(room, tool, "yes" if kept.stood_in else "no", {**before, **(now or {})}, begun=1)


def turned_step(met: Met, id: str) -> tuple[Met, Step] | None:
    """The step of that id which is not met, since something was said meanwhile; and the tool as it is met after words
    of that step were kept: what was typed into the form that can be done alone goes on in it."""
    stand_in = met.tool.stand_in
    here = next((step for step in met.tool.steps if step.id == id), None)
    alone = next((step for step in stand_in.steps if step.id == id), None) if stand_in else None
    if alone is not None and stand_in is not None:
        return replace(met, say=stand_in.say, steps=stand_in.steps, stood_in=True), alone
    return (met, here) if here is not None else None


def last_time(room: Room, step: Step, tool: Tool) -> tuple[date, Answers] | None:
    """What stands in a step already, since it was answered so the last time; and the day of that."""
    wanted = {field.id for field in step.fields if field.again}
    for found in times(room, tool.id, enough=LOOKED_AT).found if wanted else ():
        assert isinstance(found.doc, Filled), "a tool is found as one"  # noqa: S101  # our own mistake
        there = {one.field.id: one.answer for one in found.doc.asked if one.field.id in wanted}
        if there:
            return found.doc.day, there
    return None


def keep_afraid(room: Room, said: str | None) -> None:
    """Keep what was said to the one question, for every tool that would ask it. A form made before something else was
    kept takes no concern back: that is done on the page of these questions alone."""
    if kept_state(room) == "concern" and state(said) != "concern":
        return
    desk.keep_me(room, replace(room.me, afraid=said if said in SAID else None))


def begin(room: Room, met: Met, step: Step, answers: Mapping[str, Answer], once: str) -> Kept:
    """Keep the first step that was answered."""
    fresh = Filled(
        tool=met.tool.id,
        version=met.tool.version,
        name=met.tool.name,
        day=room.today,
        entered=minute(room.now),
        lang=met.tool.language,
        door=room.me.door,
        stood_in=met.stood_in,
    )
    return desk.keep(room, with_step(fresh, step, answers), once)


def go_on(room: Room, found: Found, met: Met, step: Step, answers: Mapping[str, Answer], once: str, rev: int) -> Kept:
    """Keep another step, or one anew; `rev` is the revision the form was made from."""
    assert isinstance(found.doc, Filled), "a tool is found as one"  # noqa: S101  # our own mistake
    doc = in_order(with_step(found.doc, step, answers), met.tool)
    return desk.keep(room, doc, once, item=found.item, rev=rev)


def times(room: Room, tool: str, before: str | None = None, enough: int = ENOUGH) -> Page:
    """The times this tool was filled in, the newest first, from the newest or from the month given, until there are
    enough. Of other tools nothing is read but whose they are, and not without end."""
    page = desk.pick(room, filled.WORD, f'"tool":"{tool}"', before, enough)
    own = (one for one in page.found if isinstance(one.doc, Filled) and one.doc.tool == tool)
    return replace(page, found=tuple(own))


def since_before(room: Room, found: Found) -> tuple[Found, tuple[Change, ...]] | None:
    """The time before this one, and what changed since; None where this is the first."""
    assert isinstance(found.doc, Filled), "a tool is found as one"  # noqa: S101  # our own mistake
    page = times(room, found.doc.tool, f"{found.doc.day:%Y-%m}", enough=1)
    place = next((number for number, one in enumerate(page.found) if one.item == found.item), len(page.found))
    older = page.found[place + 1 :]
    if not older and page.earlier is not None:
        older = times(room, found.doc.tool, page.earlier, enough=1).found
    before = next(iter(older), None)
    if before is None or not isinstance(before.doc, Filled):
        return None
    return before, changes(before.doc, found.doc)


def _names(tool: Tool) -> tuple[str, ...]:
    """What a tool is called, and what people type who look for it."""
    return (tool.name, *tool.words)


def _there(room: Room, tool: Tool, begun: int) -> frozenset[Has]:
    """What of that which steps may need is there; of the times this tool was done, those before the present one."""
    wanted = {has for step in tool.steps for has in step.has}
    found: set[Has] = set()
    if "diary" in wanted and desk.page(room, CHECKIN, enough=1).found:
        found.add("diary")
    if "before" in wanted and len(times(room, tool.id, enough=begun + 1).found) > begun:
        found.add("before")
    return frozenset(found)
