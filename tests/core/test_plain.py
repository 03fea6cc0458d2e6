"""A frozen value as mappings and lists, and back: whole, or refused."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leanings.core.plain import plain, whole
from leanings.core.reading import PersonReading, Reading, SignalReading, Trace

readings = st.builds(
    Reading,
    people=st.lists(
        st.builds(PersonReading, signals=st.lists(st.from_type(SignalReading), max_size=2).map(tuple)), max_size=2
    ).map(tuple),
)


@dataclass(frozen=True)
class Kept:
    """A value with every kind of part that there is."""

    day: date
    side: Literal["stay", "go"]
    sure: bool
    how: float | None
    days: tuple[int, ...]
    band: tuple[float, float]
    counts: Mapping[int, str]


KEPT = Kept(date(2031, 3, 1), "go", True, None, (1, 2), (0.5, 1.5), {3: "three"})


def told() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(plain(KEPT)))
    return found


@settings(max_examples=60)
@given(readings)
def test_a_reading_is_the_same_after_a_journey_through_json(reading: Reading) -> None:
    """As text, since a figure may be no number at all, and that is not equal to itself."""
    text = json.dumps(plain(reading))
    back = whole(Reading, json.loads(text))
    assert json.dumps(plain(back)) == text
    assert all(isinstance(key, int) for one in _signals(back) for key in one.back_within or {})
    assert all(isinstance(one.trace, Trace | None) and isinstance(one.zones, tuple) for one in _signals(back))


def test_every_kind_of_part_comes_back_as_it_was() -> None:
    assert whole(Kept, told()) == KEPT


@pytest.mark.parametrize(
    ("name", "value"),
    [("day", "yesterday"), ("side", "neither"), ("days", ["one"]), ("band", [1.0]), ("how", "much"), ("counts", [])],
)
def test_what_is_none_of_ours_is_refused(name: str, value: object) -> None:
    with pytest.raises((ValueError, TypeError, KeyError, AttributeError)):
        whole(Kept, {**told(), name: value})


def test_a_part_that_is_missing_is_refused() -> None:
    with pytest.raises(KeyError):
        whole(Kept, {})


def _signals(reading: Reading) -> Iterator[SignalReading]:
    for person in reading.people:
        yield from person.signals
