"""What stands in for a tool that may be unsafe: the same name, shape and length, done alone, telling nobody.

Over every tool there is: a tool with `unsafe_if` and without all of this is a failed test, whoever wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from leanings.content.tools import load_tools
from leanings.core.tool import Field, Has, Step, Tool, steps_for

TOOLS = load_tools()
UNSAFE = [tool for tool in TOOLS.values() if tool.unsafe_if]
each_unsafe = pytest.mark.parametrize("tool", UNSAFE, ids=lambda tool: tool.id)
NOTHING: frozenset[Has] = frozenset()
# Telling the partner, stepping back from them, waiting them out, being warm to them, "both sides": hard rule 4.
TELLS = re.compile(
    r"\b(tell|telling|say (it|this|so) to|talk to|speak (to|with)|confront|show|write to|ask) "
    r"(them|your partner|him|her)\b"
    r"|\b(let|give) them (know|time|space)\b|\bboth sides\b|\btry harder\b|\bbe (patient|warm|kind)\b"
    r"|\b(reach out|keep quiet and wait|wait and see|meet them|invite them)\b",
    re.IGNORECASE,
)


def words(*texts: str) -> list[str]:
    """The words of some texts."""
    return " ".join(texts).split()


def told(steps: tuple[Step, ...]) -> Iterator[str]:
    """Every text of some steps that a person reads."""
    for step in steps:
        yield from (step.title, step.say)
        for field in step.fields:
            yield from asked(field)


def asked(field: Field) -> Iterator[str]:
    """Every text of a question."""
    yield from (field.label, field.hint, field.low, field.high, field.mine, field.theirs)
    yield from (option.label for option in (*field.options, *field.places))
    for column in field.columns:
        yield from asked(column)


def test_there_are_tools_to_look_at() -> None:
    assert len(UNSAFE) >= 7


@pytest.mark.parametrize("tool", TOOLS.values(), ids=lambda tool: tool.id)
def test_unsafe_and_a_stand_in_belong_together(tool: Tool) -> None:
    assert bool(tool.unsafe_if) == (tool.stand_in is not None)


@each_unsafe
def test_behind_each_door_it_has_as_many_steps_but_one_and_is_as_long_within_a_fifth(tool: Tool) -> None:
    assert tool.stand_in is not None
    for door in (*tool.doors, None):
        own, other = (steps_for(steps, door, NOTHING) for steps in (tool.steps, tool.stand_in.steps))
        assert own, "nobody meets an empty tool"
        assert abs(len(own) - len(other)) <= 1, door
        long, short = len(words(tool.about, *told(own))), len(words(tool.stand_in.say, *told(other)))
        assert abs(long - short) <= 0.2 * long, (door, long, short)


@each_unsafe
def test_it_is_there_for_everyone_whom_the_tool_is_for(tool: Tool) -> None:
    assert tool.stand_in is not None
    for door in (*tool.doors, None):
        assert steps_for(tool.stand_in.steps, door, NOTHING)


@each_unsafe
def test_nothing_in_it_speaks_of_telling_the_partner_or_asks_to_wait_or_be_warm(tool: Tool) -> None:
    assert tool.stand_in is not None
    whole = "\n".join((tool.stand_in.say, *told(tool.stand_in.steps)))
    assert [found[0] for found in TELLS.finditer(whole)] == []
    assert not any(step.talks for step in tool.stand_in.steps), "words for someone else are not looked through here"


@each_unsafe
def test_it_names_who_knows_more_and_never_says_what_cannot_be_used(tool: Tool) -> None:
    assert tool.stand_in is not None
    whole = "\n".join((tool.stand_in.say, *told(tool.stand_in.steps)))
    assert "Help" in tool.stand_in.say
    assert (
        re.findall(r"\b(cannot use|not available|not allowed|blocked|because you said)\b", whole, re.IGNORECASE) == []
    )


@each_unsafe
def test_nothing_before_it_is_opened_tells_which_form_it_has(tool: Tool) -> None:
    """Title, list and the page of the tool come from the tool alone: a stand-in has no name, words or mirror of its
    own that could show in their place."""
    assert tool.stand_in is not None
    assert set(type(tool.stand_in).__slots__) == {"say", "steps"}
