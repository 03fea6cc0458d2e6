"""Diaries of lives whose truth is known, seeded: for tests, tables and the invented example."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

import numpy as np

from leanings.core.diary import Diary, Person
from leanings.core.reading import Direction, Kind
from leanings.core.signal import Item, Scale, Signal
from leanings.engine.excursions import (
    HELD_DOWN,
    HELD_UP,
    PASSING_DOWN,
    PASSING_UP,
    judge_course,
    weighted_mean,
)
from leanings.engine.kinds import DELTA
from leanings.engine.rows import FIRST_DAYS, Floats, Integers
from leanings.engine.scenarios import BEGINNINGS, SCENARIOS, Scenario

SCALE = Scale(0.0, 10.0)
NOISE_SHARE = 0.6
PHI = 0.4
WEEKDAY_SD = 0.1
FIRST_DAYS_LIFT = 0.1
START = 738_000  # an ordinal day in 2021; invented diaries begin there


@dataclass(frozen=True)
class Life:
    """A life as lived and as written: days (N), true level and feeling (N) as shares of the scale, answers (N, K).

    Answers are whole points of SCALE, NaN on days not written. `unit` is the true fast SD as a share of the scale.
    """

    level: Floats
    feeling: Floats
    answers: Floats
    unit: float


def live(scenario: Scenario, days: int, rng: np.random.Generator, items: int = 1, begins: str = "in quiet") -> Life:
    """One life of a scenario; `begins` says what the first weeks were like on top of it."""
    day = np.arange(days, dtype=float)
    away = scenario.shape(day, days) + BEGINNINGS[begins](day, days)
    away = away + np.concatenate([[0.0], np.cumsum(rng.standard_normal(days - 1))]) * scenario.drift
    passing = np.zeros(days)
    spread = np.sqrt(1.0 - NOISE_SHARE)
    passing[0] = spread * rng.standard_normal()
    for t in range(1, days):
        passing[t] = PHI * passing[t - 1] + spread * np.sqrt(1.0 - PHI**2) * rng.standard_normal()
    weekday = WEEKDAY_SD * rng.standard_normal(7)[np.arange(days) % 7] + FIRST_DAYS_LIFT * (day < FIRST_DAYS)
    level = scenario.middle + scenario.fast * away
    feeling = level + scenario.fast * (passing + weekday)
    noise = np.sqrt(NOISE_SHARE) * rng.standard_normal((days, items))
    shown = feeling[:, None] + scenario.fast * noise
    answers = np.clip(np.round(SCALE.low + SCALE.width * shown), SCALE.low, SCALE.high)
    if scenario.constant:
        answers[:] = np.round(SCALE.low + SCALE.width * scenario.middle)
    answers[~_written(scenario, passing + noise.mean(axis=1), rng)] = np.nan
    return Life(level, feeling, answers, scenario.fast)


def _written(scenario: Scenario, fast: Floats, rng: np.random.Generator) -> np.ndarray[tuple[int], np.dtype[np.bool]]:
    """Which days are written, a day one fast SD worse `worse` times as likely; the first and the last always are."""
    odds = scenario.rate / (1.0 - scenario.rate) * scenario.worse ** (-fast)
    written: np.ndarray[tuple[int], np.dtype[np.bool]] = rng.random(len(fast)) < odds / (1.0 + odds)
    written[[0, -1]] = True
    return written


def truth(life: Life, first: int = 0, last: int = 27) -> tuple[Kind, Direction | None]:
    """What the true level did, by the rule that readings use; `too_early`, with its side, while it is young."""
    level = life.level / life.unit
    base = weighted_mean(level, first, last, FIRST_DAYS)
    code, began = judge_course(level, base, DELTA, last + 1, len(level) - 1)
    held: dict[int, tuple[Kind, Direction | None]] = {
        HELD_DOWN: ("held", "down"),
        HELD_UP: ("held", "up"),
        PASSING_DOWN: ("passing", "down"),
        PASSING_UP: ("passing", "up"),
    }
    if code in held:
        return held[code]
    if began < 0:
        return "no_clear_change", None
    return "too_early", "up" if level[-1] > base else "down"


def as_person(name: str, lives: dict[str, Life], start: int = START) -> Person:
    """A person whose columns are these lives, several items of one life as name1, name2; all of one length."""
    columns: dict[str, Floats] = {}
    for word, life in lives.items():
        count = life.answers.shape[1]
        columns.update({word if count == 1 else f"{word}{k + 1}": life.answers[:, k] for k in range(count)})
    table = np.column_stack(list(columns.values()))
    kept: Integers = np.flatnonzero(~np.isnan(table).all(axis=1))
    return Person(
        couple=None,
        name=name,
        days=array("q", (kept + start).tolist()),
        answers={word: array("d", column[kept].tolist()) for word, column in columns.items()},
    )


def as_diary(people: list[Person], name: str = "invented") -> Diary:
    """A diary of invented people with one signal for each column."""
    columns = tuple(people[0].answers)
    signals = tuple(Signal(column, (Item(column),), SCALE) for column in columns)
    return Diary(file=name, dated=True, people=tuple(people), columns=columns, invented=True, signals=signals)


def simulated_diary(scenario: str, days: int, people: int, seed: int) -> Diary:
    """A diary of so many people who all live one scenario, each with the column `close`."""
    rng = np.random.default_rng(seed)
    return as_diary(
        [as_person(str(k + 1), {"close": live(SCENARIOS[scenario], days, rng)}) for k in range(people)], scenario
    )


def demo_diary(days: int = 213, seed: int = 4) -> Diary:
    """Seven months of one invented person: a dip that passed, a change that held, and a line that hardly moved."""
    rng = np.random.default_rng(seed)
    lives = {
        "close": live(SCENARIOS["drop_holds"], days, rng),
        "at ease": live(SCENARIOS["dip_passes"], days, rng),
        "slept well": live(SCENARIOS["steady_high"], days, rng),
    }
    return as_diary([as_person("Ada", lives)], "invented")
