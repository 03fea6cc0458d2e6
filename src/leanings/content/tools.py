"""The tools: one file each, found by listing their folder; what a host wrote lies over what comes with Leanings."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources.abc import Traversable
from typing import TypeVar

from leanings.content import prose
from leanings.content.field import read_fields
from leanings.content.laid import files_of
from leanings.content.raw import ContentFault
from leanings.content.row import Row, row_of
from leanings.core.filled import wrong_with
from leanings.core.tool import EVERY_DOOR, HAS, NEEDS, PATHS, UNSAFE, WHENS, Example, Field, Source, StandIn, Step, Tool

Value = TypeVar("Value")


def load_tools(
    language: str = "en", folder: Traversable | None = None, over: Traversable | None = None
) -> Mapping[str, Tool]:
    """Every tool by its id, in the order of the page of tools; without a folder, those of Leanings. `over` is what a
    host wrote."""
    there = map(read_tool, files_of("tools", language, folder, over))
    return {tool.id: tool for tool in sorted(there, key=lambda tool: (NEEDS.index(tool.need), tool.order))}


def check_together(tools: Mapping[str, Tool]) -> None:
    """Refuse a mirror that is not there, a mirror that does not look back, and two tools in one place."""
    places: dict[tuple[str, int], str] = {}
    for tool in tools.values():
        place, mirror = f"tools/{tool.id}.toml, line 1", tools.get(tool.mirror)
        if mirror is None:
            raise ContentFault(f"{place}: its mirror “{tool.mirror}” is no tool. Name one, or the tool itself.")
        if mirror.mirror != tool.id:
            raise ContentFault(f"{place}: its mirror “{mirror.id}” names another mirror. Make them a pair.")
        before = places.setdefault((tool.need, tool.order), tool.id)
        if before != tool.id:
            raise ContentFault(f"{place}: “{before}” stands at the same place. Change “order” in one of them.")


def read_tool(file: Traversable) -> Tool:
    """The tool in one file; a ContentFault that names the line of what is wrong and how to mend it."""
    row = row_of(file)
    tool = Tool(
        id=row.head(),
        version=row.number("version"),
        language=row.text("language"),
        name=row.text("name"),
        by=row.text("by"),
        need=row.one_of("need", NEEDS),
        order=row.number("order"),
        about=prose_of(row, "about"),
        words=row.texts("words"),
        path=row.one_of("path", PATHS),
        doors=row.some_of("doors", EVERY_DOOR, EVERY_DOOR),
        has=row.some_of("has", HAS),
        minutes=row.number("minutes", most=60),
        mirror=row.id("mirror"),
        mirror_says=prose_of(row, "mirror_says"),
        sources=tuple(source_of(one) for one in row.tables("sources", least=1)),
        steps=_steps(row),
        after=prose_of(row, "after"),
        unsafe_if=row.some_of("unsafe_if", UNSAFE),
        stand_in=_stand_in(row),
        example=_example(row),
    )
    row.done()
    _check(row, tool)
    return tool


def prose_of(row: Row, name: str) -> str:
    """A text in our part of Markdown."""
    text = row.text(name)
    wrong = prose.wrong_in(text)
    if wrong is not None:
        raise row.fault(f"“{name}” {wrong[0]}.", wrong[1], name)
    return text


def _steps(row: Row) -> tuple[Step, ...]:
    return tuple(_step(one) for one in row.tables("steps", least=1))


def _step(row: Row) -> Step:
    """One step of a tool."""
    step = Step(
        id=row.id(),
        title=row.text("title"),
        say=prose_of(row, "say"),
        fields=read_fields(row),
        doors=row.some_of("doors", EVERY_DOOR, EVERY_DOOR),
        has=row.some_of("has", HAS),
        when=row.some_of("when", WHENS, WHENS),
        path=row.one_of("path", PATHS, "any"),
        talks=row.flag("talks"),
        beside=row.texts("beside", ()),
    )
    row.done()
    return step


def source_of(row: Row) -> Source:
    """Where something is from."""
    source = Source(row.text("ref"), row.text("says"))
    row.done()
    return source


def _stand_in(row: Row) -> StandIn | None:
    inner = row.table("stand_in")
    if inner is None:
        return None
    stand_in = StandIn(prose_of(inner, "say"), _steps(inner))
    inner.done()
    return stand_in


def _example(row: Row) -> Example:
    """The worked example; every tool has one."""
    inner = row.table("example")
    if inner is None:
        raise row.fault("There is no worked example.", "Add [example] with who = ... and [example.answers].")
    answers = inner.table("answers")
    if answers is None:
        raise inner.fault("The example answers nothing.", "Add [example.answers] with a field's id = its answer.")
    example = Example(inner.text("who"), tuple(answers.told.items()))
    inner.done()
    return example


def _check_beside(row: Row, step: Step, fields: Mapping[str, Field]) -> None:
    """Refuse a step that shows what nobody was asked, or what it asks itself."""
    wrong = next((id for id in step.beside if id not in fields or fields[id] in step.fields), None)
    if wrong is not None:
        raise row.fault(
            f"The step “{step.id}” shows “{wrong}”, which no other step asks.", "Name a field of an earlier step."
        )


def _check(row: Row, tool: Tool) -> None:
    """Refuse parts of a tool that do not fit each other."""
    ids = [field.id for field in tool.fields()] + [step.id for step in tool.steps]
    twice = next((id for place, id in enumerate(ids) if id in ids[:place]), None)
    if twice is not None:
        raise row.fault(f"The id “{twice}” stands twice.", "Answers are kept under it: give each its own.")
    if bool(tool.unsafe_if) != (tool.stand_in is not None):
        raise row.fault(
            "“unsafe_if” and [stand_in] belong together.", "An empty place would tell something: write both or neither."
        )
    for step in tool.steps:
        if not set(step.doors) <= set(tool.doors):
            raise row.fault(
                f"The step “{step.id}” is for a door the tool is not for.", "Add the door to the tool, or take it away."
            )
    for steps in (tool.steps, tool.stand_in.steps if tool.stand_in else ()):
        _check_turn(row, steps)
    fields = {field.id: field for field in tool.fields()}
    for step in (*tool.steps, *(tool.stand_in.steps if tool.stand_in else ())):
        _check_beside(row, step, fields)
    for name, answer in tool.example.answers if tool.example else ():
        if name not in fields:
            raise row.fault(f"The example answers “{name}”, which is not asked.", "Take it away, or name a field.")
        wrong = wrong_with(fields[name], answer)
        if wrong is not None:
            raise row.fault(f"The example’s answer to “{name}” cannot be one. {wrong}", "Change the answer.")


def _check_turn(row: Row, steps: tuple[Step, ...]) -> None:
    """Refuse steps that wait for an answer nobody is asked for, and an answer after which nothing comes."""
    turning = [place for place, step in enumerate(steps) for field in step.fields if field.turns]
    waiting = [(place, step) for place, step in enumerate(steps) if step.when != WHENS]
    if len(turning) > 1 or bool(turning) != bool(waiting):
        raise row.fault(
            "One question that “turns” and steps with “when” belong together.", "Write both, or neither; one question."
        )
    early = next((step for place, step in waiting if place <= turning[0]), None)
    if early is not None:
        raise row.fault(f"The step “{early.id}” comes before its “when” is known.", "Put it after what turns.")
    empty = next((when for when in WHENS if waiting and not any(when in step.when for _, step in waiting)), None)
    if empty is not None:
        raise row.fault(f"After “{empty}” no step comes.", f"Let a step have “{empty}” in its “when”.")
