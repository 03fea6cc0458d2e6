"""The paths behind the doors: five tools each, of equal length, and none leads where the door does not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from leanings.content.audit import lists
from leanings.content.check import faults_of_host, faults_of_ours
from leanings.content.grade import grade, sentences, words
from leanings.content.journeys import check_with, load_journeys, read_journey
from leanings.content.raw import ContentFault
from leanings.content.tools import load_tools
from leanings.core.journey import LENGTH, Journey
from leanings.core.tool import EVERY_DOOR, HAS, steps_for
from tests.content.test_tools_a import ASKING_AGAIN, PARTING, text

JOURNEYS = load_journeys()
TOOLS = load_tools()
HERE = Path(__file__).parents[2] / "src" / "leanings" / "content"
FILE = HERE / "en" / "journeys" / "torn.toml"
LONGEST_SENTENCE = 20  # words
each_journey = pytest.mark.parametrize("journey", JOURNEYS.values(), ids=JOURNEYS)


def said(journey: Journey) -> str:
    """All that a journey says."""
    return " ".join((journey.say, *(stop.why for stop in journey.stops)))


def test_each_door_has_one_of_five_tools_that_are_there() -> None:
    assert tuple(JOURNEYS) == EVERY_DOOR
    check_with(JOURNEYS, TOOLS)
    assert {len(journey.stops) for journey in JOURNEYS.values()} == {LENGTH}
    assert {journey.stops[-1].tool for journey in JOURNEYS.values()} == {"stand"}


def test_they_are_of_equal_length() -> None:
    long = [len(words(said(journey))) for journey in JOURNEYS.values()]
    assert max(long) - min(long) <= 0.1 * max(long)
    minutes = [sum(TOOLS[stop.tool].minutes for stop in journey.stops) for journey in JOURNEYS.values()]
    assert max(minutes) - min(minutes) <= 0.25 * max(minutes), minutes


@each_journey
def test_every_tool_of_it_has_steps_of_its_own_behind_this_door_with_nothing_there_yet(journey: Journey) -> None:
    for stop in journey.stops:
        steps = steps_for(TOOLS[stop.tool].steps, journey.id, frozenset())
        assert len(steps) >= 3, (journey.id, stop.tool)  # a beginning, a middle and an end
        assert all(step.fields for step in steps)


def test_no_path_has_much_more_to_do_than_another() -> None:
    many = [
        sum(len(steps_for(TOOLS[stop.tool].steps, door, frozenset())) for stop in journey.stops)
        for door, journey in JOURNEYS.items()
    ]
    assert max(many) - min(many) <= 0.25 * max(many), many


@each_journey
def test_it_is_read_with_ease_and_says_nothing_that_is_never_said(journey: Journey) -> None:
    assert lists().never.findall(said(journey)) == []
    assert lists().tells.findall(said(journey)) == []
    assert grade(said(journey)) <= 6
    assert [one for one in sentences(said(journey)) if len(one) > LONGEST_SENTENCE] == []


def test_who_stays_meets_no_tool_and_no_step_about_parting_on_the_whole_path() -> None:
    for stop in JOURNEYS["stay"].stops:
        steps = steps_for(TOOLS[stop.tool].steps, "stay", frozenset(HAS))
        assert PARTING.findall(text(steps)) == [], stop.tool
        assert all(step.path != "part" for step in steps)
    assert PARTING.findall(said(JOURNEYS["stay"])) == []


@pytest.mark.parametrize("door", ["part", "after"])
def test_who_parts_meets_no_step_that_asks_to_think_again_on_the_whole_path(door: str) -> None:
    for stop in JOURNEYS[door].stops:
        steps = steps_for(TOOLS[stop.tool].steps, door, frozenset(HAS))
        assert all(step.path != "stay" for step in steps)
        assert ASKING_AGAIN.findall(text(tuple(step for step in steps if step.path != "any"))) == [], stop.tool
    assert ASKING_AGAIN.findall(said(JOURNEYS[door])) == []


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('tool = "inventory"', 'tool = "no_such"', "“no_such” is no tool for this door"),
        ('tool = "inventory"', 'tool = "reasons"', "each of them once"),
        ("why =", "wy =", "“why” is missing"),
        ('id = "torn"', 'id = "lost"', "It can be torn"),
        ('say = "Five', 'say = "<b>Five', "holds HTML"),
        ('licence = "CC BY 4.0"', 'licence = "mine"', "licence"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_with_how_to_mend_it(
    tmp_path: Path, before: str, after: str, says: str
) -> None:
    file = tmp_path / "torn.toml"
    file.write_text(FILE.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ContentFault, match=says):
        check_with({**JOURNEYS, "torn": read_journey(file)}, TOOLS)


def test_what_a_host_writes_is_checked_like_ours(tmp_path: Path) -> None:
    assert list(faults_of_ours()) == []
    place = tmp_path / "en" / "journeys"
    place.mkdir(parents=True)
    shutil.copy(FILE, place / "torn.toml")
    assert list(faults_of_host(tmp_path)) == []
    (place / "torn.toml").write_text(FILE.read_text(encoding="utf-8").replace("[[stops]]", "[[stop]]", 1))
    assert list(faults_of_host(tmp_path)) != []


def test_a_path_that_leads_where_its_door_does_not_is_refused() -> None:
    lost = dict(JOURNEYS)
    del lost["after"]
    with pytest.raises(ContentFault, match="“after”"):
        check_with(lost, TOOLS)
