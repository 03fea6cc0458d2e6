"""Drawn courses of the level: one for each posterior draw, seen from each of the last days of the diary."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from leanings.engine.compiled import compiled
from leanings.engine.density import Problem, pose
from leanings.engine.excursions import CODES, judge_course, recent_mean, weighted_mean
from leanings.engine.filter import log_likelihood
from leanings.engine.parameters import to_natural
from leanings.engine.priors import Priors
from leanings.engine.rows import Floats, Integers, Rows, every_day
from leanings.engine.smoother import Gains, fill_gains, last_state, make_gains, step_back

WINDOW = 28  # days from which the label is looked at again
ALIKE = 1e-3  # courses seen from two days are one where they differ by less, in fast SDs
SCAN = 140  # days that settle the kind: LOOK_BACK, and enough before it to see an excursion begin


class Base(NamedTuple):
    """What the present is held against: calendar days counted from the first, both included."""

    first: int
    last: int
    half_until: int


class Courses(NamedTuple):
    """S draws over N calendar days, in shares of the scale.

    `level` and `feeling` (S, N): the line without and with passing part and covariates, averaged over items.
    `end` (S, n): the state on the last day. `base`, `now` (S): levels of the base and of the last seven days.
    `codes` (E, 6): of the last E days, how many draws fall under each code of `excursions`. `began` (S): the day the
    present excursion began, -1 where there is none. `unit`: the median fast SD, on the same scale as the level.
    """

    level: Floats
    feeling: Floats
    end: Floats
    base: Floats
    now: Floats
    codes: Floats
    began: Integers
    unit: float


class Sheet(NamedTuple):
    """Room for one draw: normals and states (T, n), and the level by calendar day (N)."""

    noise: Floats
    states: Floats
    level: Floats


@compiled
def draw_course(problem: Problem, gains: Gains, theta: Floats, sheet: Sheet) -> None:
    """Fill gains and states for one draw of theta, seen from the last row."""
    rows, who = problem.rows, problem.rows.who
    to_natural(theta, problem.place, problem.priors, rows, problem.nat)
    log_likelihood(rows, problem.nat, problem.room)
    fill_gains(problem.room, rows.gap, gains, who)
    last = len(rows.gap) - 1
    last_state(problem.room, gains, last, sheet.noise, sheet.states, who)
    for i in range(last - 1, -1, -1):
        step_back(problem.room, gains, i, sheet.noise, sheet.states, who)


@compiled
def look_from(problem: Problem, gains: Gains, row_of: Integers, day: int, alike: float, sheet: Sheet) -> None:
    """Redraw the course as known on an earlier day, with the same noise, back to where it no longer differs."""
    row = row_of[day]
    last_state(problem.room, gains, row, sheet.noise, sheet.states, problem.rows.who)
    sheet.level[day] = sheet.states[row, 0]
    days = problem.rows.day
    for i in range(row - 1, -1, -1):
        moved = step_back(problem.room, gains, i, sheet.noise, sheet.states, problem.rows.who)
        sheet.level[days[i]] = sheet.states[i, 0]
        if moved < alike:
            break


@compiled
def item_means(problem: Problem) -> tuple[float, float]:
    """The average item's mean and loading, at the parameters last set."""
    mu, lam = 0.0, 0.0
    for k in range(len(problem.nat.mu)):
        mu += problem.nat.mu[k]
        lam += problem.nat.lam[k]
    return mu / len(problem.nat.mu), lam / len(problem.nat.mu)


@compiled
def write_course(problem: Problem, row_of: Integers, sheet: Sheet, level: Floats, feeling: Floats) -> None:
    """Write one draw's level and feeling by calendar day, as the average item would show them."""
    mu, lam = item_means(problem)
    for day in range(len(row_of)):
        row = row_of[day]
        sheet.level[day] = sheet.states[row, 0]
        level[day] = mu + lam * sheet.states[row, 0]
        feeling[day] = level[day] + lam * (sheet.states[row, 1] + problem.room.offset[row, 0])


@compiled
def draw_all(
    problem: Problem,
    gains: Gains,
    thetas: Floats,
    noise: Floats,
    row_of: Integers,
    base: Base,
    window: int,
    delta: float,
    unit: float,
    out: Courses,
) -> None:
    """Fill `out` draw by draw; only the first partner's line is read. `window` 0 means the base is not there yet."""
    n = 2 * len(problem.rows.who)
    rows, days = len(problem.rows.gap), len(row_of)
    states, flat = np.zeros((rows, n)), np.zeros(days)
    for s in range(len(thetas)):
        sheet = Sheet(noise[s], states, flat)
        draw_course(problem, gains, thetas[s], sheet)
        write_course(problem, row_of, sheet, out.level[s], out.feeling[s])
        out.end[s] = states[rows - 1]
        out.now[s] = recent_mean(out.level[s], days - 1) if days >= 7 else np.mean(out.level[s])
        if base.last < days:
            out.base[s] = weighted_mean(out.level[s], base.first, base.last, base.half_until)
        for e in range(window):
            day = days - 1 - e
            if e > 0:
                look_from(problem, gains, row_of, day, ALIKE * unit, sheet)
            usual = weighted_mean(flat, base.first, base.last, base.half_until)
            first = base.last + 1 if e == 0 else max(base.last + 1, day - SCAN)
            code, began = judge_course(flat, usual, delta * unit, first, day)
            out.codes[window - 1 - e, code] += 1.0
            if e == 0:
                out.began[s] = began


def draw_courses(
    rows: Rows, priors: Priors, thetas: Floats, base: Base | None, delta: float, rng: np.random.Generator
) -> Courses:
    """Courses for draws theta (S, D) of these rows; with a base, judged from each of the last WINDOW days."""
    daily = every_day(rows)
    problem = pose(daily, priors)
    days = int(daily.day[-1]) + 1
    row_of = np.searchsorted(daily.day, np.arange(days), side="right") - 1
    count, n = len(thetas), 2 * len(daily.who)
    unit = float(np.exp(np.median(thetas[:, problem.place.fast])))
    window = 0 if base is None else max(0, min(WINDOW, days - base.last - 14))
    whole = base if base is not None else Base(0, days, 0)
    out = Courses(
        np.zeros((count, days)),
        np.zeros((count, days)),
        np.zeros((count, n)),
        np.full(count, np.nan),
        np.zeros(count),
        np.zeros((window, CODES)),
        np.full(count, -1, dtype=np.int64),
        unit,
    )
    noise = rng.standard_normal((count, len(daily.day), n))
    gains = make_gains(len(daily.day), n)
    draw_all(problem, gains, np.ascontiguousarray(thetas), noise, row_of, whole, window, delta, unit, out)
    return out
