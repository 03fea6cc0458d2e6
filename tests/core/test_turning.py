"""A turning point: every part may be left out, and it comes back as it was kept."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leanings.core.kinds import value_of, words
from leanings.core.missing import UNTOUCHED
from leanings.core.turning import PARTS, WAYS, TurningPoint, from_doc

MONDAY = date(2031, 3, 3)

points = st.builds(
    TurningPoint,
    st.dates(),
    st.text(),
    st.text(),
    way=st.sampled_from((*WAYS, UNTOUCHED)),
    **{part: st.text() for part in PARTS},
)


@given(points)
def test_a_turning_point_comes_back_from_json_as_it_was_kept(point: TurningPoint) -> None:
    doc = json.loads(json.dumps(point.as_doc()))
    assert from_doc(doc) == value_of(doc) == point


@pytest.mark.parametrize("part", PARTS)
def test_one_part_alone_is_enough_and_is_found_by_its_words(part: str) -> None:
    point = TurningPoint(MONDAY, "", **{part: "x"})
    assert not point.empty
    assert point.text() == "x"
    assert point.then_and_now is (part not in ("what", "why"))


@pytest.mark.parametrize("way", WAYS)
def test_a_way_alone_is_enough_also_that_one_cannot_say(way: str) -> None:
    assert not TurningPoint(MONDAY, "", way=way).empty


def test_a_day_alone_and_spaces_are_nothing_said() -> None:
    assert TurningPoint(MONDAY, "").empty
    assert TurningPoint(MONDAY, "", what=" ", why="\n").empty


def test_the_ways_have_their_mirrors() -> None:
    assert WAYS == ("stay", "go", "both", "neither", "open")


def test_a_way_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="a way that is none here"):
        from_doc(TurningPoint(MONDAY, "").as_doc() | {"way": "back"})


def test_it_is_among_what_a_person_keeps() -> None:
    assert "turning" in words()
