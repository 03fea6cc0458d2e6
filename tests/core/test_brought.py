"""A brought diary as a value: whole there and back, and nothing that does not fit together."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leanings.core.brought import PART_CELLS, Brought, BroughtLine, files_of, from_doc
from leanings.core.everything import LONGEST, as_line

FIRST = date(2031, 1, 1).toordinal()
ONE = Brought(
    file_id="0b8f3d62-5b9a-4a53-9d0e-4f6f3a2b1c0d",
    part=1,
    parts=1,
    entered="2031-03-01T21:04",
    file="diary.csv",
    couple=None,
    person="Ada",
    header=("date", "close", "calm", "rough", "late"),
    told=(("when", "date:date"),),
    lines=(BroughtLine("near", ("close", "-rough"), 0.0, 10.0), BroughtLine("calm", ("calm",), 1.0, 5.0)),
    days=(FIRST, FIRST, FIRST + 3),
    columns=("close", "rough", "calm"),
    answers=((4.0, None, 5.5), (0.0, 10.0, None), (1.0, 5.0, 3.0)),
    markers=("late",),
    marks=((0, 1, 0),),
    happened="late",
    missing=(("close", "skipped", 1),),
    left=1,
    left_out=((7, "“x” is no number"),),
)


def told(**said: Any) -> dict[str, Any]:
    """The mapping, with something in it changed."""
    return {**json.loads(as_line(ONE)), **said}


def test_it_is_the_same_there_and_back() -> None:
    assert from_doc(json.loads(as_line(ONE))) == ONE
    assert from_doc(ONE.as_doc()) == ONE


@given(
    st.lists(
        st.tuples(st.integers(FIRST, FIRST + 400), st.none() | st.floats(0, 10), st.integers(0, 1)), min_size=1
    ).map(lambda rows: sorted(rows, key=lambda row: row[0]))
)
def test_any_answers_are_the_same_there_and_back(rows: list[tuple[int, float | None, int]]) -> None:
    days, answers, marks = zip(*rows, strict=True)
    one = replace(
        ONE,
        days=days,
        lines=(BroughtLine("near", ("close",), 0.0, 10.0),),
        columns=("close",),
        answers=(answers,),
        marks=(marks,),
    )
    assert from_doc(json.loads(as_line(one))) == one


@pytest.mark.parametrize(
    "said",
    [
        {"days": []},
        {"days": [FIRST, FIRST]},
        {"days": [FIRST + 1, FIRST, FIRST]},
        {"days": [1, 2, 3]},
        {"days": [FIRST, FIRST, 10**9]},
        {"days": [FIRST, FIRST, 10**30]},
        {"days": "abc"},
        {"file_id": "../../etc/passwd"},
        {"file_id": 7},
        {"part": 2},
        {"part": 0},
        {"columns": ["close", "close", "calm"]},
        {"columns": ["close", "rough"]},
        {"answers": [[4, None, 5], [0, 10, None], [1, 5, "3"]]},
        {"answers": [[4, None, 5], [0, 10, None], [1, 5, True]]},
        {"answers": [[4, None, 5], [0, 10, None], [1, 5, 6]]},
        {"answers": [[4, None, 5], [0, 11, None], [1, 5, 3]]},
        {"answers": [[4, None, 5], [0, 10, None], [1, 5]]},
        {"marks": [[0, 1, 2]]},
        {"marks": [[0, 1, None]]},
        {"marks": []},
        {"happened": "close"},
        {"missing": [["close", "forgotten", 1]]},
        {"missing": [["close", "skipped"]]},
        {"lines": []},
        {"lines": [{"name": "near", "items": ["close", "-rough", "calm"], "low": 10, "high": 0}]},
        {"lines": [{"name": "near", "items": ["close", "-rough", "calm"], "low": 0, "high": 1e300}]},
        {"lines": [{"name": "", "items": ["close", "-rough", "calm"], "low": 0, "high": 10}]},
        {"lines": [{"name": "near", "items": ["close", "-close", "-rough", "calm"], "low": 0, "high": 10}]},
        {"lines": [{"name": "near", "items": ["close", "-rough", "calm", "nowhere"], "low": 0, "high": 10}]},
        {"left_out": [[7]]},
    ],
)
def test_what_does_not_fit_together_is_refused(said: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError, AttributeError)):
        from_doc(told(**said))


def test_parts_come_together_in_their_order_and_a_part_that_is_there_twice_counts_once() -> None:
    second = replace(ONE, part=2, parts=2)
    first = replace(ONE, part=1, parts=2)
    other = replace(ONE, file_id="11111111-5b9a-4a53-9d0e-4f6f3a2b1c0d")
    assert files_of([second, other, first, second]) == {ONE.file_id: (first, second), other.file_id: (other,)}


def test_the_largest_part_fits_into_one_thing() -> None:
    rows = PART_CELLS // 3
    answers = (10 / 3,) * rows
    one = replace(
        ONE,
        days=(FIRST,) * rows,
        lines=(BroughtLine("near", ("close",), 0.0, 10.0),),
        columns=("close",),
        answers=(answers,),
        marks=((1,) * rows,),
    )
    assert len(as_line(one).encode()) < LONGEST // 2
    wide = replace(
        ONE,
        days=(FIRST,) * (PART_CELLS // 101),
        lines=tuple(BroughtLine(f"line {n}", (f"column {n}",), 0.0, 10.0) for n in range(100)),
        columns=tuple(f"column {n}" for n in range(100)),
        answers=((10 / 3,) * (PART_CELLS // 101),) * 100,
        markers=(),
        marks=(),
        happened=None,
    )
    assert len(as_line(wide).encode()) < 0.9 * LONGEST
