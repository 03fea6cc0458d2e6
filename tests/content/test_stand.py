"""Where I stand: four ways in one order or none, both directions alike, and nothing that names a time or a result."""

from __future__ import annotations

import re

import pytest

from leanings.acts.stand import said_of
from leanings.content.audit import lists, text_of
from leanings.content.grade import grade, sentences, words
from leanings.content.loader import load_content
from leanings.content.tools import load_tools
from leanings.core.leaning import Beside, Differs, Leaning, Put
from leanings.core.tool import EVERY_DOOR, Step, steps_for
from tests.content.test_tools_a import ASKING_AGAIN, PARTING, text

STAND = load_tools()["stand"]
WAYS = ["as it is for now", "work on it for a set time", "part", "not decided"]
NEVER = re.compile(r"\b(ripe|ready|wait|soon|time to|ought|better off|likely|chance of)\b", re.I)
PUT = Put((5,) * 6, 5.0, (5, 5))


def steps(door: str | None) -> tuple[Step, ...]:
    """What a person meets behind a door the first time."""
    return steps_for(STAND.steps, door, frozenset())


def ways(door: str | None) -> list[str]:
    """The ways that can be picked behind a door."""
    return [
        option.label for step in steps(door) for field in step.fields if field.id == "way" for option in field.options
    ]


@pytest.mark.parametrize("door", [*EVERY_DOOR, None])
def test_the_four_ways_stand_in_one_order_or_not_at_all(door: str | None) -> None:
    assert ways(door) == ([] if door in ("stay", "part", "after") else WAYS)
    answered = {"way": "part", "sides": {"stay": 0, "go": 10}, "clarity": 10}
    assert steps_for(STAND.steps, door, frozenset(), answered) == steps(door)


def test_every_door_meets_as_many_steps_and_about_as_much() -> None:
    assert {len(steps(door)) for door in (*EVERY_DOOR, None)} == {5}
    long = [len(words(text(steps(door)))) for door in EVERY_DOOR]
    assert max(long) - min(long) <= 0.1 * max(long)


def test_clear_sure_and_what_it_rests_on_are_asked_of_everyone() -> None:
    for door in EVERY_DOOR:
        asked = {field.id: field for step in steps(door) for field in step.fields}
        for id in ("clarity", "confidence", "know", "values", "support", "no_pressure"):
            assert asked[id].kind == "slider", (door, id)


def test_who_stays_meets_no_word_of_parting_and_who_parts_none_that_asks_again() -> None:
    assert PARTING.findall(text(steps("stay"))) == []
    for door in ("part", "after"):
        assert ASKING_AGAIN.findall(text(steps(door))) == []


def test_it_is_read_with_ease_and_says_nothing_that_is_never_said() -> None:
    told = text_of(STAND)
    assert lists().never.findall(told.text) == []
    assert NEVER.findall(told.text) == []
    prose = "\n".join((STAND.about, STAND.after, STAND.mirror_says, *(step.say for step in STAND.steps)))
    prose += "\n" + "\n".join(source.says for source in STAND.sources)
    assert grade(prose) <= 6
    assert [one for one in sentences(prose) if len(one) > 20] == []


def test_on_which_days_is_one_sentence_that_always_holds_both_sides_in_one_order() -> None:
    differs: tuple[Differs, ...] = ("higher", "lower", "same")
    said = {
        (stay, go): said_of(Leaning(6, 6, Beside(PUT, PUT, stay), Beside(PUT, PUT, go)))
        for stay in differs
        for go in differs
    }
    assert len(set(said.values())) == 9
    for (stay, go), sentence in said.items():
        assert sentence.index("to stay") < sentence.index("to go")
        assert NEVER.findall(sentence) == []
        assert len(sentence) - len(said[go, stay]) == 0
    assert said_of(Leaning(3, 2)) == ""


def test_the_words_of_that_sentence_are_those_of_the_file() -> None:
    sentence = load_content().sentences["on_which_days"]
    assert set(sentence.texts) == {"plain", "higher", "lower", "same"}
    assert len(sentence.texts["higher"]) - len(sentence.texts["lower"]) <= 1
