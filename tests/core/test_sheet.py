"""A sheet: the point and its corners, kept and read back as it was, never turned into one number."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leanings.core.missing import CODES, SKIPPED, UNTOUCHED
from leanings.core.sheet import REGIONS, STRENGTHS, Pair, Sheet, Side, from_doc, region, strength

ASKED = Pair("doors/torn", 1, "en", "How strong are they?", "Reasons to stay", "Reasons to go")
answers = st.one_of(st.integers(0, 10), st.sampled_from(CODES))
sheets = st.builds(
    Sheet,
    day=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    entered=st.just("2031-03-01T21:04Z"),
    asked=st.just(ASKED),
    stay=answers,
    go=answers,
    words=st.text(),
    tomorrow=st.text(),
    says=st.text(),
)


def kept(**changes: object) -> dict[str, Any]:
    """The mapping of a plain sheet with something in it changed."""
    return {**Sheet(date(2031, 3, 1), "2031-03-01T21:04Z", ASKED).as_doc(), **changes}


@given(sheets)
def test_a_sheet_comes_back_from_json_as_it_was_kept(sheet: Sheet) -> None:
    assert from_doc(json.loads(json.dumps(sheet.as_doc()))) == sheet


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


@pytest.mark.parametrize("answer", [11, -1, 4.5, True, None, "high", ""])
def test_an_answer_off_the_square_is_not_read(answer: object) -> None:
    with pytest.raises(ValueError, match="neither on the square nor a code"):
        from_doc(kept(stay=answer))


def test_searching_sees_what_the_person_wrote_and_not_what_was_asked() -> None:
    sheet = Sheet(date(2031, 3, 1), "2031-03-01T21:04Z", ASKED, 8, 7, "the flat", "a long walk", "Both feel strong.")
    assert sheet.text() == "the flat\na long walk"
