"""Whatever a diary holds, there is a reading or a named reason for none; no error, no figure that is not a number."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leanings.core.diary import Person
from leanings.core.reading import SignalReading, Zone
from leanings.core.signal import Item, Scale, Signal
from leanings.engine import NothingToRead, Wish, read
from tests.engine.cases import CLOSE, diary, person, wandering
from tests.engine.readings import not_numbers, read_one

NAN = float("nan")
WISH = Wish(
    forecast=2,
    markers=("ill",),
    happened="quarrel",
    zones={"close": (Zone("low", below=3.0), Zone("high", above=7.0), Zone("middle", below=7.0, above=3.0))},
)
REASONS = {"too_few", "no_variation", "acceptance", "rhat", "ess"}


def checked(ada: Person, signal: Signal = CLOSE, wish: Wish = WISH) -> SignalReading:
    """The reading, after looking at every figure in it."""
    reading = read_one(ada, wish, signal)
    assert not_numbers(reading) == []
    assert (reading.fit.refused is None) == reading.fit.ok
    assert reading.fit.refused in REASONS | {None}
    if not reading.fit.ok:
        assert reading.pattern.kind in {"too_early", "open", "no_variation"}
    return reading


def filled(length: int, places: dict[int, float]) -> list[float]:
    return [places.get(day, NAN) for day in range(length)]


SILENT = {
    "one day": [5.0],
    "one day without an answer": [NAN],
    "a single answer": filled(60, {30: 4.0}),
    "all missing": [NAN] * 60,
    "all missing but two days": filled(60, {0: 3.0, 59: 8.0}),
    "thirteen days": wandering(13),
}


@pytest.mark.parametrize("answers", SILENT.values(), ids=SILENT.keys())
def test_too_few_answers_are_called_too_few(answers: list[float]) -> None:
    reading = checked(person({"close": answers}))
    assert reading.fit.refused == "too_few"
    assert reading.pattern.kind == "too_early"
    assert (reading.now, reading.usual, reading.began, reading.step) == (None, None, None, None)


FLAT = {"always the same": [5.0] * 60, "two values": [4.0, 5.0] * 30, "always at the end": [10.0] * 60}


@pytest.mark.parametrize("answers", FLAT.values(), ids=FLAT.keys())
def test_answers_that_hardly_vary_are_called_that(answers: list[float]) -> None:
    reading = checked(person({"close": answers}))
    assert reading.fit.refused == "no_variation"
    assert reading.pattern.kind == "no_variation"
    assert reading.now is None


HARD = {
    "fourteen days": (wandering(14), None),
    "mostly at the floor": ([0.0] * 25 + [1.0, 2.0, 3.0] + [0.0] * 25 + [1.0, 0.0, 10.0] * 3, None),
    "both ends": ([0.0, 10.0, 0.0, 5.0] * 15, None),
    "fourteen answers in two years": (wandering(14), [50 * place for place in range(14)]),
    "a gap of ten years": (wandering(60), [*range(30), *range(3680, 3710)]),
    "a gap of ten years before the last": (wandering(40), [*range(39), 3690]),
    "four answers a day": (wandering(120), [place // 4 for place in range(120)]),
    "many answers on one day": (wandering(60), [0] * 30 + list(range(30))),
    "beyond the scale": ([answer * 3 - 10 for answer in wandering(60)], None),
    "a jump of the whole scale": ([0.0, 1.0, 0.0, 0.0, 2.0] * 8 + [10.0, 9.0, 10.0, 8.0, 10.0] * 8, None),
    "a straight slope": ([place / 6 for place in range(60)], None),
    "thin as hair": ([5.0 + 1e-6 * answer for answer in wandering(60)], None),
    "one that stands far out": ([5.0, 5.1, 4.9] * 20 + [1e6], None),
    "before the year one": (wandering(50), list(range(-25, 25))),
}


@pytest.mark.parametrize(("answers", "days"), HARD.values(), ids=HARD.keys())
def test_whatever_the_answers_there_is_a_reading(answers: list[float], days: list[int] | None) -> None:
    marks = {"ill": [int(place % 9 == 0) for place in range(len(answers))], "quarrel": [0] * len(answers)}
    marks["quarrel"][3] = marks["quarrel"][8] = 1
    reading = checked(person({"close": answers}, days, marks=marks))
    assert reading.now is not None
    assert len(reading.forecasts) == 2
    assert len(reading.zones) == 3


def test_ten_thousand_days_are_read() -> None:
    rng = np.random.default_rng(1)
    days = sorted({0, 9_999, *rng.choice(10_000, 900, replace=False).tolist()})
    reading = checked(person({"close": wandering(len(days))}, days))
    assert reading.days == 10_000
    assert reading.trace is not None
    assert len(reading.trace.level) == 10_000


def test_eight_items_are_read() -> None:
    names = "abcdefgh"
    eight = Signal("mood", tuple(Item(name, name in "aceg") for name in names), Scale(0.0, 10.0))
    answers = {name: wandering(40, place) for place, name in enumerate(names)}
    for place, name in enumerate(names):
        answers[name] = [NAN if (day + place) % 5 == 0 else answer for day, answer in enumerate(answers[name])]
    assert checked(person(answers), eight).now is not None


MOOD = Signal("mood", (Item("a"), Item("b")), Scale(0.0, 10.0))


def test_an_item_that_was_never_answered_changes_nothing() -> None:
    with_it = checked(person({"a": wandering(60), "b": [NAN] * 60}), MOOD)
    without = checked(person({"a": wandering(60)}), Signal("mood", (Item("a"),), MOOD.scale))
    assert with_it.now is not None
    assert without.now is not None
    width = without.now.band80[1] - without.now.band80[0]
    assert abs(with_it.now.mean - without.now.mean) < 0.3 * width
    assert with_it.now.band80[1] - with_it.now.band80[0] < 1.5 * width


def test_a_line_whose_column_nobody_has_is_refused_by_name() -> None:
    with pytest.raises(NothingToRead):
        read(diary(person({"a": wandering(30)})), [MOOD])


def test_marks_that_never_vary_change_nothing() -> None:
    answers = {"close": wandering(50)}
    plain = checked(person(answers), wish=Wish(markers=("ill",)))
    marked = checked(person(answers, marks={"ill": [1] * 50}), wish=Wish(markers=("ill",)))
    assert plain.now == marked.now


def test_a_marker_that_says_what_the_first_days_say_is_read() -> None:
    marks = {"ill": [1] * 3 + [0] * 57}
    assert checked(person({"close": wandering(60)}, marks=marks), wish=Wish(markers=("ill",))).now is not None


def test_nobody_and_nothing_are_refused() -> None:
    with pytest.raises(NothingToRead):
        read(diary(person({"close": [1.0]})), [])


@given(
    seed=st.integers(0, 100_000),
    length=st.integers(1, 70),
    gap=st.sampled_from([0, 1, 2, 40]),
    missing=st.sampled_from([0.0, 0.4, 0.9]),
    steps=st.sampled_from([2, 3, 5, 101]),
    pull=st.floats(-1.0, 2.0),
)
@settings(max_examples=15)
def test_any_diary_has_a_reading(seed: int, length: int, gap: int, missing: float, steps: int, pull: float) -> None:
    rng = np.random.default_rng(seed)
    days = np.cumsum(rng.integers(0, gap + 1, length)).tolist()
    answers = 10.0 * np.round(np.clip(rng.normal(pull, 0.4, length), 0.0, 1.0) * (steps - 1)) / (steps - 1)
    answers[rng.random(length) < missing] = np.nan
    marks = {name: (rng.random(length) < 0.3).astype(int).tolist() for name in ("ill", "quarrel")}
    checked(person({"close": answers.tolist()}, days, marks=marks))
