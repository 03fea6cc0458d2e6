"""A diary as a value: whose entries they are, and that nothing in it can be changed afterwards."""

from __future__ import annotations

from array import array
from dataclasses import FrozenInstanceError, fields, replace

import pytest

from leanings.core.diary import BadLine, Diary, Person
from leanings.core.missing import CODES
from leanings.core.signal import Item, Scale, Signal

ADA = Person(None, "Ada", array("q", [1, 2, 2]), {"close": array("d", [6, 5, 4])})
DIARY = Diary("ada.csv", dated=False, people=(ADA,), columns=("close",))


def test_a_person_is_called_by_name_and_in_a_couple_by_couple_and_name() -> None:
    assert ADA.label == "Ada"
    assert replace(ADA, couple="7").label == "7/Ada"


def test_a_couple_called_nothing_is_still_a_couple() -> None:
    assert replace(ADA, couple="").label == "/Ada"


def test_what_was_not_told_of_a_diary_is_nothing_and_never_invented() -> None:
    assert (DIARY.markers, DIARY.guessed, DIARY.left_out, DIARY.signals) == ((), {}, (), ())
    assert DIARY.invented is False
    assert (ADA.marks, ADA.missing) == ({}, {})


@pytest.mark.parametrize("value", [ADA, DIARY, BadLine(3, "no day"), Item("close"), Scale(0, 10)])
def test_a_value_cannot_be_changed(value: object) -> None:
    name = fields(value)[0].name  # type: ignore[arg-type]  # each of them is a dataclass
    with pytest.raises(FrozenInstanceError):
        setattr(value, name, None)


def test_two_lines_with_the_same_parts_are_the_same_line() -> None:
    assert Signal("close", (Item("close"),), Scale(0, 10)) == Signal("close", (Item("close", False),), Scale(0.0, 10.0))


def test_there_are_four_codes_of_missing_and_none_of_them_sounds_like_an_answer() -> None:
    assert CODES == ("untouched", "skipped", "not_applicable", "not_asked")
    assert not any(word in code for code in CODES for word in ("safe", "no_", "none", "low", "high", "zero"))
