"""What more days could bring: whether waiting would help, how many days, and the chance of being back."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from leanings.engine.courses import Base, Courses
from leanings.engine.density import Problem
from leanings.engine.excursions import back_again
from leanings.engine.filter import Pass, make_pass
from leanings.engine.kinds import DELTA, WORTH_WAITING
from leanings.engine.rows import Floats, every_day
from leanings.engine.smoother import Gains, make_gains
from leanings.engine.spread import coming_days, daily_precision, spread_now

STEPS = tuple(range(7, 113, 7))  # days looked ahead when asking how many are still needed
AHEAD = 28
ONE_SIDE, TWO_SIDES = 0.8416, 1.2816  # normal quantiles behind 80 % beyond a line, 80 % between two


class Outlook:
    """The doubt of the present level at a typical theta, today and after more days of the same kind.

    It stays open for its scratch room alone: the room is as long as the diary and used many times.
    """

    def __init__(self, problem: Problem, thetas: Floats, base: Base) -> None:
        self.problem, self.base = problem, base
        self.theta = np.median(thetas, axis=0)
        self.precision = daily_precision(problem, self.theta)
        self.unit = float(np.exp(self.theta[problem.place.fast]))
        longest = every_day(problem.rows, more=STEPS[-1])
        self.room: Pass = make_pass(longest)
        self.gains: Gains = make_gains(len(longest.gap), 2 * len(problem.rows.who))

    def sd(self, days: int, more: int = 0) -> float:
        """The SD of the present level against the base, in fast SDs, on day number `days`, `more` days later."""
        known = self.precision[:days]
        seen = np.concatenate([known, coming_days(known, more)]) if more else known
        return float(spread_now(self.problem, self.theta, seen, self.room, self.gains, self.base)) / self.unit

    def worth_waiting(self, days: int) -> bool:
        """Whether 28 more days would cut the doubt by 15 % or more."""
        return self.sd(days, AHEAD) <= WORTH_WAITING * self.sd(days)


def days_needed(outlook: Outlook, courses: Courses, days: int, loading: float) -> int | None:
    """How many more days until the present level, if it stays, could be told from the base or be called the same."""
    away = abs(float((courses.now - courses.base).mean()) / (courses.unit * loading))
    wanted = max((away - DELTA) / ONE_SIDE, (DELTA - away) / TWO_SIDES)
    return next((more for more in STEPS if outlook.sd(days, more) <= wanted), None)


def back_within(courses: Courses, drifts: Floats, loading: float) -> Mapping[int, float] | None:
    """The chance of being back within the usual range in 4 and in 8 weeks; None where the present is within it."""
    away = (courses.now - courses.base) / loading
    reach = DELTA * courses.unit
    if abs(float(np.median(away))) <= reach:
        return None
    return {
        weeks * 7: float(
            np.mean([back_again(now, reach, step, weeks * 7) for now, step in zip(away, drifts, strict=True)])
        )
        for weeks in (4, 8)
    }
