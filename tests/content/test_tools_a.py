"""What works and hurts, Passing or deep, Between us, My part, Reasons, Fears: whole behind each door."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from leanings.content.audit import lists, text_of
from leanings.content.grade import grade, sentences, words
from leanings.content.raw import ContentFault
from leanings.content.tools import load_tools, read_tool
from leanings.core.filled import Asked, Filled, leads_to_help
from leanings.core.tool import EVERY_DOOR, Field, Step, Tool, on_paper, steps_for

ALL = load_tools()
NAMES = ("inventory", "passing", "between", "part_mine", "reasons", "fears")
TOOLS = [ALL[name] for name in NAMES]
STOOD_IN = [tool for tool in TOOLS if tool.stand_in is not None]
ENGLISH = Path(__file__).parents[2] / "src" / "leanings" / "content" / "en" / "tools"
BY_TAPPING = ("choice", "several", "tri", "slider", "two")
LONGEST_SENTENCE = 20  # words
PARTING = re.compile(r"\b(to go|going costs|parting|parted|apart|leaving them|separat\w+|divorc\w+|moving out)\b", re.I)
ASKING_AGAIN = re.compile(r"\b(to stay|staying|together|try again|another chance|reconsider|work on it)\b", re.I)
WATCHING = re.compile(r"\b(where (they|he|she) (were|was|went)|with whom|online|last seen|location)\b", re.I)
TELLING = re.compile(r"\b(tell them|say to them|ask them|talk to them|speak with them)\b", re.I)
each_tool = pytest.mark.parametrize("tool", TOOLS, ids=NAMES)
each_stand_in = pytest.mark.parametrize("tool", STOOD_IN, ids=lambda tool: tool.id)


def steps_of(tool: Tool, door: str | None, *, stood_in: bool = False) -> tuple[Step, ...]:
    """What a person meets behind this door."""
    steps = tool.stand_in.steps if stood_in and tool.stand_in else tool.steps
    return steps_for(steps, door, frozenset())


def text(steps: tuple[Step, ...]) -> str:
    """All that these steps say."""
    return "\n".join(part for step in steps for part in (step.title, step.say, *map(asks, step.fields)))


def asks(field: Field) -> str:
    """All that a question says."""
    ends = (field.label, field.hint, field.low, field.high, field.mine, field.theirs)
    options = (option.label for option in (*field.options, *field.places))
    return "\n".join(filter(None, (*ends, *options, *map(asks, field.columns))))


@each_tool
def test_every_door_meets_a_whole_tool_of_three_to_six_steps(tool: Tool) -> None:
    for door in (*EVERY_DOOR, None):
        assert 3 <= len(steps_of(tool, door)) <= 6, door


@each_tool
def test_behind_each_door_stands_about_as_much(tool: Tool) -> None:
    lengths = {door: len(words(text(steps_of(tool, door)))) for door in EVERY_DOOR}
    assert max(lengths.values()) - min(lengths.values()) <= 0.1 * max(lengths.values()), lengths


@each_tool
def test_who_stays_meets_no_step_about_parting(tool: Tool) -> None:
    assert PARTING.findall(text(steps_of(tool, "stay"))) == []


@pytest.mark.parametrize("door", ["part", "after"])
@each_tool
def test_who_parts_meets_no_step_that_asks_to_think_again(tool: Tool, door: str) -> None:
    asked = text(tuple(step for step in steps_of(tool, door) if step.path != "any"))
    assert ASKING_AGAIN.findall(asked) == []
    assert all(step.path != "stay" for step in steps_of(tool, door))


@each_tool
def test_a_first_pass_can_be_made_by_tapping(tool: Tool) -> None:
    for door in EVERY_DOOR:
        tapped = [step for step in steps_of(tool, door) if any(field.kind in BY_TAPPING for field in step.fields)]
        assert len(tapped) >= 2, door
        assert tool.id == "inventory" or any(field.kind in BY_TAPPING for field in steps_of(tool, door)[0].fields)


@each_tool
def test_it_is_read_with_ease_and_says_nothing_that_is_never_said(tool: Tool) -> None:
    told = text_of(tool)
    assert lists().never.findall(told.text) == []
    assert WATCHING.findall(told.text) == []
    stood_in = tool.stand_in.steps if tool.stand_in else ()
    prose = "\n".join((tool.about, tool.after, tool.mirror_says, *(step.say for step in (*tool.steps, *stood_in))))
    prose += "\n" + "\n".join(source.says for source in tool.sources)
    assert grade(prose) <= 6
    assert [sentence for sentence in sentences(prose) if len(sentence) > LONGEST_SENTENCE] == []


@each_tool
def test_the_example_answers_most_of_what_one_person_is_asked(tool: Tool) -> None:
    assert tool.example is not None
    answered = {name for name, _ in tool.example.answers}
    asked = max(
        ({field.id for step in steps_of(tool, door) for field in step.fields} for door in EVERY_DOOR),
        key=lambda ids: len(ids & answered),
    )
    assert answered <= asked
    assert len(answered) >= 0.7 * len(asked)


@each_stand_in
def test_what_stands_in_is_of_the_same_shape_and_worth(tool: Tool) -> None:
    for door in (*EVERY_DOOR, None):
        own, other = steps_of(tool, door), steps_of(tool, door, stood_in=True)
        assert abs(len(own) - len(other)) <= 1
        assert len(words(text(other))) >= 0.6 * len(words(text(own)))


@each_stand_in
def test_what_stands_in_can_be_done_alone_and_names_who_knows_more(tool: Tool) -> None:
    assert tool.stand_in is not None
    assert "alone" in tool.stand_in.say
    assert "Help" in tool.stand_in.say
    assert TELLING.findall(text(tool.stand_in.steps)) == []
    assert any(field.kind == "people" for step in tool.stand_in.steps for field in step.fields)


def test_what_may_be_unsafe_has_something_in_its_place() -> None:
    assert [tool.id for tool in STOOD_IN] == ["between", "part_mine"]


@pytest.mark.parametrize(("one", "other"), [("stay", "go"), ("stay", "change"), ("go", "keep")])
def test_each_path_is_asked_in_the_same_shape(one: str, other: str) -> None:
    steps = {step.id: step for step in ALL["reasons"].steps}
    for end in ("", "_costs"):
        pair = steps[one + end], steps[other + end]
        shapes = [[(field.kind, len(field.options), field.most) for field in step.fields] for step in pair]
        assert shapes[0] == shapes[1]
        long, short = sorted((len(words(text((step,)))) for step in pair), reverse=True)
        assert short >= 0.8 * long


def test_love_felt_by_the_other_is_never_a_number() -> None:
    steps = {field.id: field for field in ALL["between"].fields()}
    assert steps["love"].kind == "slider"
    assert steps["their_love"].kind == "text"
    assert "on average" in ALL["between"].steps[0].say


def test_guilt_is_sorted_in_four() -> None:
    guilts = next(field for field in ALL["fears"].fields() if field.id == "guilts")
    assert [option.id for option in guilts.columns[1].options] == ["right", "kind", "not_mine", "open"]


def test_being_afraid_of_them_leads_to_help_and_other_fears_do_not() -> None:
    fears = ALL["fears"]
    weights = next(field for field in fears.fields() if field.id == "weights")
    ticked = {option.id: filled(fears, weights, [option.id]) for option in weights.options}
    assert [id for id, one in ticked.items() if leads_to_help(one, fears)] == ["react"]
    assert leads_to_help(ticked["react"], fears) == {"weights"}
    assert leads_to_help(filled(fears, weights, "react, in my own words"), fears) == frozenset()


def filled(tool: Tool, field: Field, answer: object) -> Filled:
    """The tool with one answer."""
    asked = (Asked(tool.steps[0].id, tool.steps[0].title, field, answer),)
    return Filled(tool.id, 1, tool.name, date(2031, 5, 3), "2031-05-03T21:04", asked=asked)


@each_tool
def test_on_paper_nothing_of_an_earlier_time_is_asked(tool: Tool) -> None:
    assert all(not step.has for step in on_paper(tool.steps, None, "blank"))


def test_a_step_that_shows_what_nobody_was_asked_is_refused(tmp_path: Path) -> None:
    told = (ENGLISH / "reasons.toml").read_text(encoding="utf-8").replace('"stay_why", "go_why"', '"stay_why", "gone"')
    (tmp_path / "reasons.toml").write_text(told, encoding="utf-8")
    with pytest.raises(ContentFault, match=r"“two” shows “gone”, which no other step asks"):
        read_tool(tmp_path / "reasons.toml")


def test_a_loop_with_an_odd_number_of_places_is_refused_by_its_line(tmp_path: Path) -> None:
    last = '  { id = "ends", label = "How it ends" },\n'
    told = (ENGLISH / "between.toml").read_text(encoding="utf-8").replace(last, "")
    (tmp_path / "between.toml").write_text(told, encoding="utf-8")
    with pytest.raises(ContentFault, match=r"between\.toml, line \d+: There are 5 places .* A loop has 4, 6, 8\."):
        read_tool(tmp_path / "between.toml")


def test_a_fault_in_a_list_in_brackets_names_its_line(tmp_path: Path) -> None:
    sound, wrong = 'kind = "choice", label = "This"', 'kind = "wheel", label = "This"'
    told = (ENGLISH / "fears.toml").read_text(encoding="utf-8").replace(sound, wrong)
    (tmp_path / "fears.toml").write_text(told, encoding="utf-8")
    with pytest.raises(
        ContentFault, match=rf"line {told.count(chr(10), 0, told.index(wrong)) + 1}: “kind” cannot be “wheel”"
    ):
        read_tool(tmp_path / "fears.toml")
