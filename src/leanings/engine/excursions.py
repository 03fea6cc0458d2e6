"""How one drawn course of the level moved against its base, seen from a given day.

An excursion begins with RUN days in a row more than delta away on one side, and is over after RUN days in a row
that are not: a single day across the line neither makes nor ends one.
"""

from __future__ import annotations

from math import erf

import numpy as np

from leanings.engine.compiled import compiled
from leanings.engine.rows import Floats

RUN = 7  # days in a row
LASTED = 28  # days after which an excursion has held
LOOK_BACK = 90  # days within which an excursion that is over still counts

OTHER, NONE, HELD_DOWN, HELD_UP, PASSING_DOWN, PASSING_UP = range(6)
CODES = 6


@compiled
def recent_mean(level: Floats, day: int) -> float:
    """The mean of the last RUN days up to `day`."""
    total = 0.0
    for t in range(day - RUN + 1, day + 1):
        total += level[t]
    return total / RUN


@compiled
def weighted_mean(level: Floats, first: int, last: int, half_until: int) -> float:
    """The mean from `first` to `last`, days before `half_until` at half weight."""
    total, weights = 0.0, 0.0
    for t in range(first, last + 1):
        weight = 0.5 if t < half_until else 1.0
        total += weight * level[t]
        weights += weight
    return total / weights


@compiled
def judge_course(level: Floats, base: float, delta: float, first: int, day: int) -> tuple[int, int]:
    """The code of the course up to `day`, scanned from `first`, and the day the present excursion began (or -1)."""
    side, began, over_side, over_day = 0, -1, 0, -10000
    up, down, inside = 0, 0, 0
    for t in range(first, day + 1):
        away = level[t] - base
        up = up + 1 if away > delta else 0
        down = down + 1 if away < -delta else 0
        inside = 0 if side * away > delta else inside + 1
        if side != 0 and inside >= RUN:
            over_side, over_day, side = side, t - RUN, 0
        if side == 0 and (up >= RUN or down >= RUN):
            side = 1 if up >= RUN else -1
            began = t - RUN + 1
            inside = 0
    now = recent_mean(level, day) - base
    if side != 0:
        if side * now > delta and day - began + 1 >= LASTED:
            return (HELD_UP if side > 0 else HELD_DOWN), began
        return OTHER, began
    if abs(now) > delta:
        return OTHER, -1
    if over_day > day - LOOK_BACK:
        return (PASSING_UP if over_side > 0 else PASSING_DOWN), -1
    return NONE, -1


@compiled
def back_again(now: float, delta: float, step: float, days: int) -> float:
    """The chance that a level now `now` from its base is within delta of it `days` later, drifting `step` a day."""
    spread = max(step * np.sqrt(days), 1e-12)
    return 0.5 * (erf((delta - now) / spread / ROOT_2) - erf((-delta - now) / spread / ROOT_2))


ROOT_2 = 1.4142135623730951
