"""A sheet: the point and its corners, kept and read back as it was, never turned into one number."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leanings.core import kinds
from leanings.core.filled import Asked
from leanings.core.missing import CODES, SKIPPED, UNTOUCHED
from leanings.core.shape import misfit
from leanings.core.sheet import REGIONS, STRENGTHS, Sheet, Side, from_doc, region, sides, strength, upgrade
from leanings.core.tool import Field, Option

POINT = Field("reasons", "square", "How strong are they?", stay="Reasons to stay", go="Reasons to go")
TICKS = Field("works", "several", "What works", options=(Option("laugh", "laughing"), Option("talk", "talking")))
LINE = Field("cannot", "text", "What cannot go on")
answers = st.one_of(st.integers(0, 10), st.sampled_from(CODES))
sheets = st.builds(
    lambda stay, go, ticks, words, **said: Sheet(
        tool="doors/torn",
        asked=(
            Asked("sides", "Two sides", POINT, {"stay": stay, "go": go}),
            Asked("lists", "Lists", TICKS, ticks),
            Asked("lists", "Lists", LINE, words),
        ),
        **said,
    ),
    stay=answers,
    go=answers,
    ticks=st.lists(st.sampled_from(["laugh", "talk"]), unique=True),
    words=st.text(),
    day=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    entered=st.just("2031-03-01T21:04Z"),
    version=st.integers(1, 9),
    tomorrow=st.text(),
    says=st.text(),
    again=st.booleans(),
)
first_versions = st.fixed_dictionaries(
    {
        "word": st.just("sheet"),
        "v": st.just(1),
        "day": st.just("2031-03-01"),
        "entered": st.just("2031-03-01T21:04Z"),
        "asked": st.fixed_dictionaries(
            {name: st.text() for name in ("tool", "language", "question", "stay", "go")} | {"version": st.integers()}
        ),
        "stay": answers,
        "go": answers,
        "words": st.text(),
        "tomorrow": st.text(),
        "says": st.text(),
    }
)


def kept(**changes: object) -> dict[str, Any]:
    """The mapping of a plain sheet with something in it changed."""
    asked = (Asked("sides", "Two sides", POINT, {"stay": 4, "go": 7}),)
    return {**Sheet(date(2031, 3, 1), "2031-03-01T21:04Z", "doors/torn", asked=asked).as_doc(), **changes}


def at_first(sheet: Sheet) -> Mapping[str, Any]:
    """A lifted sheet as the first version wrote it."""
    point, *words = sheet.asked
    asked = {"tool": sheet.tool, "version": sheet.version, "language": sheet.lang, "question": point.field.label}
    stay, go = sides(point.answer)
    own = {"words": words[0].answer if words else "", "tomorrow": sheet.tomorrow, "says": sheet.says}
    asked |= {"stay": point.field.stay, "go": point.field.go}
    head = {"word": "sheet", "v": 1, "day": sheet.day.isoformat(), "entered": sheet.entered, "asked": asked}
    return {**head, "stay": stay, "go": go, **own}


@given(sheets)
def test_a_sheet_comes_back_from_json_as_it_was_kept(sheet: Sheet) -> None:
    assert from_doc(json.loads(json.dumps(sheet.as_doc()))) == sheet
    assert misfit(sheet) is None


@given(first_versions)
def test_lifting_a_sheet_of_the_first_version_loses_nothing(doc: Mapping[str, Any]) -> None:
    lifted = kinds.value_of(json.loads(json.dumps(doc)))
    assert isinstance(lifted, Sheet)
    assert at_first(lifted) == doc
    assert from_doc(json.loads(json.dumps(lifted.as_doc()))) == lifted
    assert upgrade(doc, 1)["again"] is False


@pytest.mark.parametrize(
    ("stay", "go", "where"),
    [
        (10, 10, "both"),
        (6, 6, "both"),
        (6, 4, "stay"),
        (4, 6, "go"),
        (4, 4, "neither"),
        (0, 0, "neither"),
        (5, 10, "between"),
        (0, 5, "between"),
        (7, UNTOUCHED, "one"),
        (SKIPPED, 0, "one"),
        (UNTOUCHED, SKIPPED, "open"),
    ],
)
def test_a_point_lies_in_the_corner_that_its_two_sides_name(stay: Side, go: Side, where: str) -> None:
    assert region(stay, go) == where


@given(answers, answers)
def test_the_two_sides_are_treated_alike(stay: Side, go: Side) -> None:
    turned = {"stay": "go", "go": "stay"}
    there = region(stay, go)
    assert region(go, stay) == turned.get(there, there)
    assert there in REGIONS
    assert strength(stay) in STRENGTHS


def test_a_missing_answer_is_left_open_and_never_weak() -> None:
    assert {strength(code) for code in CODES} == {"open"}
    assert [strength(value) for value in range(11)] == ["none", *["weak"] * 4, "middle", *["strong"] * 4, "most"]


@pytest.mark.parametrize("answer", [11, -1, 4.5, True, None, "high", "", [], {}])
def test_an_answer_off_the_square_is_not_read(answer: object) -> None:
    asked = [{**kept()["asked"][0], "answer": {"stay": answer}}]
    with pytest.raises(ValueError, match="none to its question"):
        from_doc(kept(asked=asked))


def test_searching_sees_what_the_person_wrote_and_not_what_was_asked() -> None:
    asked = (
        Asked("sides", "Two sides", POINT, {"stay": 8, "go": 7}),
        Asked("lists", "Lists", TICKS, ["laugh"]),
        Asked("lists", "Lists", LINE, "the flat"),
    )
    sheet = Sheet(
        date(2031, 3, 1), "2031-03-01T21:04Z", "doors/torn", asked=asked, says="Both.", tomorrow="a long walk"
    )
    assert sheet.text() == "the flat\na long walk"


def test_a_sheet_tells_which_door_asked_and_nothing_where_none_did() -> None:
    assert Sheet(date(2031, 3, 1), "", "doors/torn").door == "torn"
    assert Sheet(date(2031, 3, 1), "", "square").door is None
