"""What was answered in a tool: every kind of question knows what can be an answer to it, and reads it back."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leanings.core.changes import changes
from leanings.core.filled import UNSURE, Asked, Filled, blank, columns_of, from_doc, with_step, written, wrong_with
from leanings.core.missing import CODES
from leanings.core.tool import HIGH, IN_ROWS, KINDS, LONGEST_TEXT, LOW, Field, Kind, Option, Step

DAY = date(2031, 5, 3)
OPTIONS = (Option("a", "One"), Option("b", "Two"), Option("c", "Three"))
NAMES = ["a", "mine", "stay"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "mine", "stay"]), inner, max_size=2)
    ),
    max_leaves=5,
)
NUMBER = st.integers(LOW, HIGH) | st.just(UNSURE)
CELLS: dict[Kind, st.SearchStrategy[Any]] = {
    "text": st.text(max_size=20),
    "slider": NUMBER,
    "choice": st.sampled_from(["a", "b", "c"]),
    "tri": st.sampled_from(["yes", "no", UNSURE]),
    "date": st.dates().map(date.isoformat),
    "money": st.sampled_from(["0", "450", "12.50"]),
}
ANSWERS: dict[Kind, st.SearchStrategy[Any]] = {
    **CELLS,
    "rows": st.lists(st.fixed_dictionaries({}, optional=CELLS).filter(bool), max_size=3),
    "two": st.fixed_dictionaries({}, optional={"mine": NUMBER, "theirs": NUMBER}),
    "square": st.fixed_dictionaries(
        {}, optional=dict.fromkeys(("stay", "go"), st.integers(LOW, HIGH) | st.sampled_from(sorted(CODES)))
    ),
    "several": st.lists(st.sampled_from(["a", "b", "c"]), unique=True),
    "people": st.lists(st.fixed_dictionaries({"name": st.text(max_size=9)}), max_size=3),
    "picture": st.dictionaries(st.sampled_from(["a", "b", "c"]), st.text(max_size=9)),
}


def field(kind: Kind, id: str = "x") -> Field:
    """A question of this kind."""
    columns = tuple(Field(one, one, one, options=OPTIONS) for one in IN_ROWS) if kind == "rows" else ()
    return Field(id, kind, f"A {kind}", options=OPTIONS, places=OPTIONS, columns=columns)


def filled(kind: Kind, answer: object) -> Filled:
    """A tool with one answer."""
    step = Step("s", "A step", "", (field(kind),))
    return with_step(Filled("t", 1, "A tool", DAY, "2031-05-03T21:04"), step, {"x": answer})


def test_every_kind_is_tried_here() -> None:
    assert set(ANSWERS) == set(KINDS)
    assert set(CELLS) == set(IN_ROWS)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_what_can_be_an_answer_is_kept_and_reads_back_as_it_was(kind: Kind, data: st.DataObject) -> None:
    answer = data.draw(ANSWERS[kind])
    assert wrong_with(field(kind), answer) is None
    kept = filled(kind, answer)
    assert kept.empty == blank(answer)
    back = from_doc(json.loads(json.dumps(kept.as_doc())))
    assert back.as_doc() == kept.as_doc()
    assert back.answer("x") == kept.answer("x")
    assert [one.field.label for one in back.asked] == [one.field.label for one in kept.asked]
    assert back.text() == kept.text()


@pytest.mark.parametrize("kind", KINDS)
@given(answer=JSON)
def test_whatever_is_said_is_an_answer_or_is_told_why_not(kind: Kind, answer: object) -> None:
    told = wrong_with(field(kind), answer)
    assert told is None or told.endswith(".")
    if told is None and not blank(answer):
        assert list(written(field(kind), answer)) is not None
    else:
        doc = filled("text", "x").as_doc()
        doc["asked"][0] |= {"kind": kind, "answer": answer}
        if told is not None:
            with pytest.raises((ValueError, TypeError)):
                from_doc(doc)


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("text", "x" * (LONGEST_TEXT + 1)),
        ("slider", HIGH + 1),
        ("slider", True),
        ("slider", "7"),
        ("two", {"mine": 7, "ours": 3}),
        ("square", {"stay": [1]}),
        ("choice", "d"),
        ("several", ["a", "a"]),
        ("tri", "maybe"),
        ("date", "2031-5-3"),
        ("date", "2031-02-30"),
        ("money", "1,50"),
        ("money", "-3"),
        ("money", "٣"),
        ("rows", [{}]),
        ("rows", [{"nobody": "x"}]),
        ("people", [{"name": 3}]),
        ("picture", {"z": "here"}),
    ],
)
def test_what_cannot_be_an_answer_is_told(kind: Kind, answer: object) -> None:
    assert wrong_with(field(kind), answer) is not None


def test_a_step_answered_anew_takes_the_place_of_before_and_what_is_empty_is_not_kept() -> None:
    step = Step("s", "A step", "", (field("text", "x"), field("tri", "y")))
    first = with_step(Filled("t", 1, "A tool", DAY, "now"), step, {"x": "walks", "y": "yes"})
    assert with_step(first, step, {"x": "", "y": "no"}).asked == (Asked("s", "A step", field("tri", "y"), "no"),)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_what_changed_holds_both_times_and_the_same_twice_is_no_change(kind: Kind, data: st.DataObject) -> None:
    then, now = data.draw(ANSWERS[kind]), data.draw(ANSWERS[kind])
    before, after = filled(kind, then), filled(kind, now)
    assert all(one.how == "same" for one in changes(after, after))
    found = changes(before, after)
    assert all(one.how != "same" or one.then == one.now for one in found)
    if isinstance(now, list) and now and then:
        (one,) = found
        assert [row for row in then if row not in one.went] == [row for row in then if row in now]
        assert all(row in now and row not in then for row in one.came)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("other", KINDS)
@given(data=st.data())
def test_a_question_that_is_asked_in_another_way_since_stands_as_two(
    kind: Kind, other: Kind, data: st.DataObject
) -> None:
    then, now = data.draw(ANSWERS[kind]), data.draw(ANSWERS[other])
    found = changes(filled(kind, then), filled(other, now))
    if kind != other and not blank(then) and not blank(now):
        assert {one.field.kind for one in found} == {kind, other}
        assert {one.how for one in found} <= {"new", "gone", "same"}


def test_people_have_columns_of_their_own() -> None:
    assert [column.id for column in columns_of(field("people"))] == ["name", "how"]
