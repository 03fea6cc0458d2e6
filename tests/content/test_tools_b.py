"""Say it once, How long will I wait, Hope and prepare, The talk or the letter, A message came: whole for each door."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from leanings.content.audit import lists, text_of
from leanings.content.grade import grade, sentences, words
from leanings.content.rules import load_rules
from leanings.content.tools import load_tools
from leanings.core.looked import look
from leanings.core.tool import EVERY_DOOR, WHENS, Step, Tool, on_paper, steps_for

ALL = load_tools()
NAMES = ("say_once", "wait", "hope", "talk", "message")
TOOLS = [ALL[name] for name in NAMES]
RULES = tuple(load_rules().values())
LONGEST_SENTENCE = 20  # words
PARTING = re.compile(
    r"\b((?<!my )part|parting|parted|leave them|leaving|separat\w+|divorc\w+|it ends|it is over|moving out)\b", re.I
)
ASKING_AGAIN = re.compile(r"\b(try again|another chance|reconsider|come back to them|work on it|if it goes on)\b", re.I)
WATCHING = re.compile(r"\b(where (they|he|she) (were|was|went)|with whom|online|last seen|profile|location)\b", re.I)
NUMBER_OF = re.compile(r"\b(\d+|two|three|four|six|twelve) (days|weeks|months)\b", re.I)
each_tool = pytest.mark.parametrize("tool", TOOLS, ids=NAMES)
each_door = pytest.mark.parametrize("door", EVERY_DOOR)


def text(steps: tuple[Step, ...]) -> str:
    """All that these steps say."""
    said = [part for step in steps for part in (step.title, step.say)]
    fields = [field for step in steps for field in step.fields]
    said += [
        part for field in fields for part in (field.label, field.hint, *(option.label for option in field.options))
    ]
    columns = [column for field in fields for column in field.columns]
    return "\n".join((*said, *(part for one in columns for part in (one.label, *(o.label for o in one.options)))))


def met(tool: Tool, door: str | None, turn: str = "blank") -> tuple[Step, ...]:
    """The steps of a person behind this door, after this answer where the tool turns."""
    turning = next((field.id for field in tool.fields() if field.turns), "")
    return steps_for(tool.steps, door, frozenset(), {turning: turn})


@each_tool
def test_every_door_meets_a_whole_tool_of_three_to_six_steps(tool: Tool) -> None:
    for door in (*EVERY_DOOR, None):
        for turn in WHENS:
            assert 3 <= len(met(tool, door, turn)) <= 6, (door, turn)


@each_tool
def test_the_doors_meet_tools_of_about_the_same_length(tool: Tool) -> None:
    for turn in WHENS:
        lengths = [len(words(text(met(tool, door, turn)))) for door in EVERY_DOOR]
        assert max(lengths) - min(lengths) <= 0.1 * max(lengths)


@each_tool
def test_stay_meets_no_step_about_parting(tool: Tool) -> None:
    for turn in WHENS:
        steps = met(tool, "stay", turn)
        assert "part" not in {step.path for step in steps}
        assert PARTING.findall(text(steps)) == []


@each_tool
@pytest.mark.parametrize("door", ["part", "after"])
def test_part_and_after_meet_no_step_that_asks_to_reconsider(tool: Tool, door: str) -> None:
    for turn in WHENS:
        steps = met(tool, door, turn)
        assert not {"stay", "open"} & {step.path for step in steps}
        assert ASKING_AGAIN.findall(text(steps)) == []


@each_tool
def test_the_other_form_has_the_same_worth_and_a_similar_length(tool: Tool) -> None:
    assert tool.unsafe_if == ("afraid",)
    assert tool.stand_in is not None
    ours = len(words(tool.about + text(met(tool, "torn"))))
    others = len(words(tool.stand_in.say + text(tool.stand_in.steps)))
    assert abs(ours - others) <= 0.35 * ours
    assert 3 <= len(tool.stand_in.steps) <= 6
    assert "Help" in tool.stand_in.say + text(tool.stand_in.steps)
    assert not any(step.talks for step in tool.stand_in.steps)


@each_tool
def test_only_a_plain_no_leads_to_words_for_them(tool: Tool) -> None:
    if tool.id in ("say_once", "talk"):
        ways = {turn: [step.id for step in met(tool, "in", turn)] for turn in WHENS}
        assert ways["yes"] == ways["unsure"] == ways["blank"] != ways["no"]


@each_tool
def test_no_text_watches_anyone_counts_time_for_them_or_says_what_is_never_said(tool: Tool) -> None:
    whole = text_of(tool).text
    assert WATCHING.findall(whole) == []
    assert NUMBER_OF.findall(whole) == []
    assert lists().never.findall(whole) == []
    assert re.findall(r"\b(should|must|fail\w*|husband|wife|he|she|his|her)\b", whole, re.IGNORECASE) == []


@each_tool
def test_the_text_reads_at_sixth_grade_in_short_sentences(tool: Tool) -> None:
    whole = text_of(tool).text
    assert grade(whole) <= 6
    assert [" ".join(one) for one in sentences(whole) if len(one) > LONGEST_SENTENCE] == []


@each_tool
def test_the_example_is_spoken_gently(tool: Tool) -> None:
    assert tool.example is not None
    assert [one for _, answer in tool.example.answers if isinstance(answer, str) for one in look(answer, RULES)] == []


def test_the_words_for_staying_parting_and_neither_are_the_same_but_for_what_is_wanted() -> None:
    says = [step for step in ALL["talk"].steps if step.id.endswith("_say")]
    assert {door for step in says for door in step.doors} == set(EVERY_DOOR)
    for one, other in pairwise(says):
        assert one.title == other.title
        assert [(field.label, field.kind, field.lines) for field in one.fields] == [
            (field.label, field.kind, field.lines) for field in other.fields
        ]
        assert abs(len(words(one.say)) - len(words(other.say))) <= 3


def test_both_futures_are_asked_about_at_the_same_length() -> None:
    ways = [step for step in ALL["hope"].steps if step.id.startswith("ways")]
    assert {door for step in ways for door in step.doors} == set(EVERY_DOOR)
    for step in ways:
        day, help_, other_day, other_help = step.fields
        assert (day.kind, help_.kind) == (other_day.kind, other_help.kind) == ("text", "several")
        assert len(help_.options) == len(other_help.options)
        assert abs(len(words(day.label)) - len(words(other_day.label))) <= 3


def test_waiting_on_and_being_done_are_asked_in_the_same_shape() -> None:
    done, longer = next(step for step in ALL["wait"].steps if step.id == "signs").fields
    assert (done.columns, done.most, done.again, done.hint) == (longer.columns, longer.most, longer.again, longer.hint)


def test_a_message_is_kept_only_on_a_tick_and_its_readings_stand_alike() -> None:
    fields = {field.id: field for field in ALL["message"].fields()}
    assert fields["typed"].on_tick
    assert [field.id for field in fields.values() if field.on_tick] == ["typed"]
    labels = [option.label for option in fields["readings"].options]
    assert max(len(words(label)) for label in labels) <= 7
    assert not any(re.search(r"\b(really|truly|surely|only|probably)\b", label) for label in labels)


def test_what_is_said_to_someone_can_be_looked_through_and_nothing_else() -> None:
    assert {step.id for tool in TOOLS for step in tool.steps if step.talks} == {
        "position", "thanks", "stay_say", "part_say", "open_say", "after_say", "next", "hold", "told",
    }  # fmt: skip


@each_tool
@each_door
def test_paper_holds_every_step_once_and_none_that_needs_an_earlier_time(tool: Tool, door: str) -> None:
    both = {step.id for turn in ("no", "blank") for step in on_paper(tool.steps, door, turn)}
    assert both == {step.id for step in tool.steps if door in step.doors and not step.has}
