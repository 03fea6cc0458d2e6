"""A whole diary in, a whole reading out, and what the person wished for is in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from leanings.core.diary import Person
from leanings.core.reading import Zone
from leanings.core.signal import Scale
from leanings.diary import read_file
from leanings.engine import Wish, read
from leanings.engine import fit as fit_module
from leanings.engine.fit import ROUNDS
from tests.engine.cases import CLOSE, diary, person, wandering
from tests.engine.readings import apart, not_numbers, read_one

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


def fallen(seed: int = 1) -> Person:
    """Ada, whose level falls by more than one swing of a day after 80 of 150 days, and stays there."""
    return person({"close": wandering(150, seed, fall=3.0, fall_on=80)})


def test_a_lasting_fall_is_named_with_its_day_and_its_size() -> None:
    reading = read_one(fallen())
    assert (reading.pattern.kind, reading.pattern.direction) == ("held", "down")
    assert reading.fit.ok
    assert reading.since is not None
    assert reading.since.band80[0] <= reading.since.day <= reading.since.band80[1]
    assert 70 <= reading.since.day <= 90
    assert reading.began is not None
    assert reading.began.band80[1] < 0.0
    assert reading.step is not None
    assert abs(reading.step.day - 80) <= 2
    assert reading.step.size.mean < -1.0
    assert reading.back_within is not None
    assert 0.0 < reading.back_within[28] < reading.back_within[56] < 0.6


def test_a_diary_that_stays_names_no_fall() -> None:
    kinds = {read_one(person({"close": wandering_about(150, seed)})).pattern.kind for seed in range(4)}
    assert kinds <= {"no_clear_change", "open"}
    assert "no_clear_change" in kinds


def wandering_about(days: int, seed: int) -> list[float]:
    """Whole answers round one place."""
    answers = np.clip(np.round(6.0 + 1.3 * np.random.default_rng(seed).standard_normal(days)), 0, 10)
    return [float(answer) for answer in answers]


def test_the_trace_holds_every_day_and_every_answer() -> None:
    reading = read_one(person({"close": wandering(30)}, [2 * day for day in range(30)]))
    assert reading.trace is not None
    assert len(reading.trace.level) == len(reading.trace.lower80) == len(reading.trace.upper80) == 59
    bands = zip(reading.trace.lower80, reading.trace.level, reading.trace.upper80, strict=True)
    assert all(low <= level <= high for low, level, high in bands)
    assert apart(reading.trace.answers, tuple((2 * day, one) for day, one in enumerate(wandering(30))), 1e-9) == []


def test_shares_of_days_in_a_zone_are_those_of_the_answers_when_there_is_little_noise() -> None:
    ada = person({"close": wandering(100, 2)})
    zones = {"close": (Zone("all", below=1000.0), Zone("none", above=1000.0), Zone("low", below=5.0))}
    everything, nothing, low = read_one(ada, Wish(zones=zones)).zones
    assert (everything.share28, everything.share90) == (1.0, 1.0)
    assert (nothing.share28, nothing.share90) == (0.0, 0.0)
    answered = np.mean(np.array(wandering(100, 2))[-90:] < 5.0)
    assert low.share90 == pytest.approx(answered, abs=0.2)
    assert low.band80_90[0] <= low.share90 <= low.band80_90[1]


def test_a_marked_stretch_is_the_usual() -> None:
    reading = read_one(fallen(), Wish(since=(90, 125)))
    assert reading.usual is not None
    assert (reading.usual.base, reading.usual.start, reading.usual.end) == ("marked", 90, 125)
    assert reading.pattern.kind != "held"


def test_the_usual_goes_half_a_swing_to_either_side() -> None:
    reading = read_one(fallen())
    assert reading.usual is not None
    assert reading.usual.within is not None
    low, high = reading.usual.within
    assert reading.usual.level.mean == pytest.approx((low + high) / 2.0)
    assert 0.8 < high - low < 2.5


def test_entries_written_because_something_happened_can_be_left_out() -> None:
    answers = wandering_about(60, 3)
    marks = [0] * 60
    for day in range(31, 60, 3):
        answers[day], marks[day] = 1.0, 1
    reading = read_one(person({"close": answers}, marks={"quarrel": marks}), Wish(happened="quarrel"))
    assert [(one.marker, one.entries) for one in reading.happened] == [("quarrel", 10)]
    without = reading.happened[0].level_without
    assert without is not None
    assert without.mean == pytest.approx(6.0, abs=0.8)


def test_progress_is_told_and_the_codebook_says_how_it_was_done() -> None:
    told: list[tuple[int, int]] = []
    people = [person({"close": [1.0, 2.0]}, name=name) for name in ("Ada", "Ben")]
    reading = read(diary(*people), [CLOSE], Wish(seed=9), progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]
    assert reading.codebook.seed == 9
    assert reading.codebook.priors["noise share of one item"] == "beta(6, 4)"
    assert (reading.days, reading.answered, reading.missing) == (4, 4, 0.0)


def test_a_fit_that_went_badly_only_ever_says_too_early_or_open(monkeypatch: pytest.MonkeyPatch) -> None:
    # one round that hardly moves: the gates must see it
    monkeypatch.setattr(fit_module, "ROUNDS", (ROUNDS[0]._replace(draws=12),))
    for seed in range(4):
        reading = read_one(fallen(seed))
        assert not reading.fit.ok
        assert reading.fit.refused in {"acceptance", "rhat", "ess"}
        assert reading.pattern.kind in {"too_early", "open"}
        assert not_numbers(reading) == []


@pytest.mark.skipif(not DATA.is_dir(), reason="the real diaries are not on this machine")
@pytest.mark.parametrize("name", ["couples-35-days.csv", "people-75-days.csv"])
def test_real_people_are_read_without_a_figure_that_is_not_a_number(name: str) -> None:
    whole = read_file(DATA / name)
    five = diary(*whole.people[:5])
    reading = read(five, whole.signals, Wish(forecast=2))
    assert len(reading.people) == 5
    assert not_numbers(reading) == []
    lines = [line for one in reading.people for line in one.signals]
    assert sum(line.fit.ok for line in lines) >= 0.6 * len(lines)
    assert {line.fit.refused for line in lines} <= {None, "too_few", "no_variation", "ess", "rhat", "acceptance"}
    inside = [line.low - 1.0 < line.now.mean < line.high + 1.0 for line in lines if line.now]
    assert inside
    assert all(inside)


def test_the_scale_of_a_line_is_told_with_it() -> None:
    scaled = replace(CLOSE, scale=Scale(-3.0, 3.0))
    reading = read_one(person({"close": wandering(30, low=-3.0, high=3.0)}), signal=scaled)
    assert (reading.low, reading.high) == (-3.0, 3.0)
    assert reading.now is not None
    assert -3.0 < reading.now.mean < 3.0
