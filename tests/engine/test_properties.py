"""What must not matter does not matter: dates, units, the way a scale runs, orders, processes."""

from __future__ import annotations

from array import array
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leanings.core.diary import Person
from leanings.core.reading import Estimate, SignalReading
from leanings.core.signal import Item, Scale, Signal
from leanings.engine import Wish, read
from tests.engine.cases import CLOSE, diary, person, wandering
from tests.engine.readings import apart, read_one

SEEDS = st.integers(0, 100_000)
FEW = settings(max_examples=8)
WISH = Wish(forecast=3)
DATES = (".start", ".end", ".day", "since.", "trace.first", "trace.answers")


def ada(seed: int, days: int = 75, **scale: float) -> Person:
    """Ada, whose answers wander and then fall; about one day in six is missing."""
    answers = wandering(days, seed, fall=1.5, fall_on=days // 2, **scale)
    kept = [day for day in range(days) if day in (0, days - 1) or np.random.default_rng([seed, day]).random() > 0.16]
    return person({"close": [answers[day] for day in kept]}, kept)


@given(seed=SEEDS, by=st.integers(-400_000, 400_000))
@FEW
def test_moving_the_dates_moves_the_reading_and_changes_nothing_else(seed: int, by: int) -> None:
    here = ada(seed)
    there = replace(here, days=array("q", (day + by for day in here.days)))
    one, other = read_one(here, WISH), read_one(there, WISH)
    assert apart(one, other, but=DATES) == []
    assert one.trace is not None
    assert other.trace is not None
    assert [day + by for day, _ in one.trace.answers] == [day for day, _ in other.trace.answers]
    assert [forecast.day + by for forecast in one.forecasts] == [forecast.day for forecast in other.forecasts]
    assert (one.usual and one.usual.start + by) == (other.usual and other.usual.start)
    assert (one.since and one.since.day + by) == (other.since and other.since.day)
    assert (one.step and one.step.day + by) == (other.step and other.step.day)


@given(seed=SEEDS, low=st.sampled_from([-3.0, 0.0, 1.0]), width=st.sampled_from([1.0, 4.0, 100.0]))
@FEW
def test_other_units_of_the_scale_give_the_same_reading_in_those_units(seed: int, low: float, width: float) -> None:
    other = read_one(ada(seed, low=low, high=low + width), WISH, replace(CLOSE, scale=Scale(low, low + width)))
    one = read_one(ada(seed), WISH)
    assert (one.pattern.kind, one.pattern.direction) == (other.pattern.kind, other.pattern.direction)
    assert one.pattern.probability == other.pattern.probability
    assert one.now is not None
    assert other.now is not None
    for mine, yours in zip(levels(one), levels(other), strict=True):
        assert mine / 10.0 == pytest.approx((yours - low) / width, abs=1e-6)
    assert (one.began and one.began.mean / 10.0) == pytest.approx(other.began and other.began.mean / width, abs=1e-6)


def levels(reading: SignalReading) -> list[float]:
    """Every figure of a reading that is a place on the scale."""
    estimates = [reading.now, reading.usual.level if reading.usual else None]
    told = [figure for estimate in estimates if estimate for figure in (estimate.mean, *estimate.band80)]
    told += [figure for one in reading.forecasts for figure in (one.mean, one.lower80, one.upper80)]
    assert reading.trace is not None
    return [*told, *reading.trace.level, *reading.trace.lower80, *reading.trace.upper80]


def turned_over(estimate: Estimate | None, total: float) -> Estimate | None:
    """An estimate on a scale that runs the other way."""
    if estimate is None:
        return None
    low, high = estimate.band80
    return Estimate(total - estimate.mean, (total - high, total - low))


OVER = {"down": "up", "up": "down", None: None}


@given(seed=SEEDS)
@FEW
def test_a_scale_answered_upside_down_gives_the_mirrored_reading(seed: int) -> None:
    here = ada(seed)
    there = replace(here, answers={"close": array("d", (10.0 - answer for answer in here.answers["close"]))})
    one, other = read_one(here, WISH), read_one(there, WISH)
    assert one.pattern.kind == other.pattern.kind
    assert one.pattern.direction == OVER[other.pattern.direction]
    assert one.pattern.probability == other.pattern.probability
    assert apart(one.now, turned_over(other.now, 10.0), 1e-6) == []
    assert apart(one.began, turned_over(other.began, 0.0), 1e-6) == []
    assert (one.step and one.step.day) == (other.step and other.step.day)
    if one.step and other.step:
        assert apart(one.step.size, turned_over(other.step.size, 0.0), 1e-6) == []
    assert one.usual is None or other.usual is not None
    if one.usual and other.usual:
        assert apart(one.usual.level, turned_over(other.usual.level, 10.0), 1e-6) == []
        assert one.usual.within is not None
        assert other.usual.within is not None
        assert one.usual.within[0] == pytest.approx(10.0 - other.usual.within[1], abs=1e-6)
    for mine, yours in zip(one.forecasts, other.forecasts, strict=True):
        assert mine.mean == pytest.approx(10.0 - yours.mean, abs=1e-6)
        assert mine.lower80 == pytest.approx(10.0 - yours.upper80, abs=1e-6)
        assert mine.sd == pytest.approx(yours.sd, abs=1e-6)
    assert (
        apart((one.since, one.back_within, one.days_needed), (other.since, other.back_within, other.days_needed), 1e-6)
        == []
    )


@pytest.mark.parametrize("seed", range(4))
def test_answers_as_often_high_as_low_give_the_mirrored_reading_too(seed: int) -> None:
    high = np.random.default_rng(seed).integers(0, 11, 25).astype(float)
    answers = np.random.default_rng(seed).permutation(np.concatenate([high, 10.0 - high]))
    one = read_one(person({"close": answers.tolist()}), WISH)
    other = read_one(person({"close": (10.0 - answers).tolist()}), WISH)
    assert apart(one.now, turned_over(other.now, 10.0), 1e-6) == []


THREE = Signal("mood", (Item("a"), Item("b"), Item("c", reversed=True)), Scale(0.0, 10.0))


@given(seed=SEEDS, order=st.permutations([0, 1, 2]))
@settings(max_examples=5)
def test_the_order_of_the_columns_of_a_line_changes_nothing(seed: int, order: list[int]) -> None:
    answers = {name: wandering(60, seed + place) for place, name in enumerate("abc")}
    other = replace(THREE, items=tuple(THREE.items[place] for place in order))
    one = read_one(person(answers), WISH, THREE)
    assert apart(one, read_one(person(answers), WISH, other), but=("items",)) == []


def test_neither_the_order_of_people_nor_the_number_of_processes_changes_a_reading() -> None:
    people = [person({"close": wandering(50, seed)}, name=name) for seed, name in enumerate(("Ada", "Ben", "Eve"))]
    one = read(diary(*people), [CLOSE], WISH)
    other = read(diary(*people[::-1]), [CLOSE], WISH)
    by_name = {reading.person: reading for reading in other.people}
    assert [reading.person for reading in one.people] == ["Ada", "Ben", "Eve"]
    assert all(apart(reading, by_name[reading.person]) == [] for reading in one.people)
    assert apart(one, read(diary(*people), [CLOSE], WISH, processes=2)) == []


def test_the_same_seed_gives_the_same_reading_and_another_nearly_the_same() -> None:
    for seed in range(6):
        one = read_one(ada(seed), Wish(seed=1, forecast=3))
        assert apart(one, read_one(ada(seed), Wish(seed=1, forecast=3))) == []
        other = read_one(ada(seed), Wish(seed=2, forecast=3))
        assert one.now is not None
        assert other.now is not None
        assert one.now != other.now
        width = one.now.band80[1] - one.now.band80[0]
        assert abs(one.now.mean - other.now.mean) < 0.25 * width
        assert abs((other.now.band80[1] - other.now.band80[0]) / width - 1.0) < 0.4
