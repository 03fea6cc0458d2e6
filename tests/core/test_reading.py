"""A reading as a value: six kinds, figures with their doubt, and no word of what a diary cannot hold."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, is_dataclass
from inspect import getmembers
from typing import get_args

import pytest

from leanings.core import reading
from leanings.core.reading import KINDS, Band, Estimate, Kind, PersonReading, SignalReading
from tests import examples

VALUES: list[type] = [kind for _, kind in getmembers(reading, is_dataclass) if isinstance(kind, type)]


def test_the_kinds_are_listed_once_and_all_of_them_have_an_example() -> None:
    assert get_args(Kind) == KINDS
    assert {kind for kind, _ in examples.CASES} == set(KINDS)


def test_no_value_speaks_of_parting_staying_scores_or_what_comes_of_it() -> None:
    never = ("break", "part", "leave", "stay", "separat", "divorce", "score", "risk", "advice", "recommend", "rank")
    names = {field.name for value in VALUES for field in fields(value)} | {value.__name__.lower() for value in VALUES}
    assert len(names) > 50
    assert [name for name in sorted(names) if any(word in name for word in never)] == []


def test_each_figure_of_a_line_carries_its_doubt_or_may_be_unknown() -> None:
    kinds = {field.name: str(field.type) for field in fields(SignalReading)}
    assert all(kinds[name] == "Estimate | None" for name in ("now", "began"))
    assert [field.name for field in fields(Estimate)] == ["mean", "band80"]
    assert get_args(Band) == (float, float)
    assert all("None" in kinds[name] for name in ("mostly", "usual", "since", "step", "back_within", "days_needed"))


def test_a_person_is_called_as_in_the_diary() -> None:
    assert PersonReading(None, "Ada", ()).label == "Ada"
    assert PersonReading("7", "Ada", ()).label == "7/Ada"


@pytest.mark.parametrize("value", VALUES)
def test_a_reading_cannot_be_changed_once_it_is_made(value: type) -> None:
    made: object = object.__new__(value)
    with pytest.raises(FrozenInstanceError):
        setattr(made, fields(value)[0].name, None)
