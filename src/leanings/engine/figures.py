"""Figures with their doubt, from drawn courses: level, usual, how far since the beginning, zones, the picture."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from leanings.core.reading import Estimate, Since, Step, Trace, Usual, Zone, ZoneShare
from leanings.engine.courses import Base, Courses
from leanings.engine.line import Line
from leanings.engine.rows import Floats, Integers
from leanings.engine.scan import Scan


def estimate(draws: Floats) -> Estimate:
    """The mean of draws (S) and the band that holds their middle 80 %."""
    low, high = np.quantile(draws, [0.1, 0.9])
    return Estimate(float(draws.mean()), (float(low), float(high)))


def usual(line: Line, courses: Courses, base: Base, marked: bool, reach: float) -> Usual:
    """The level of the base, in the diary's days and on the scale; `reach` is how far from it is still usual."""
    begin = int(line.days[0])
    level = estimate(line.to_scale(courses.base))
    within = (level.mean - reach, level.mean + reach)
    return Usual("marked" if marked else "since_began", begin + base.first, begin + base.last, level, within)


def difference(line: Line, courses: Courses) -> Estimate:
    """The present level less the base, in points of the scale."""
    return estimate(line.to_scale(courses.now) - line.to_scale(courses.base))


def since(line: Line, courses: Courses) -> Since | None:
    """When the present excursion began, over the draws that have one."""
    began = courses.began[courses.began >= 0]
    if not len(began):
        return None
    low, middle, high = (int(line.days[0] + day) for day in np.quantile(began, [0.1, 0.5, 0.9], method="nearest"))
    return Since(middle, (low, high))


def largest_step(line: Line, scan: Scan, days: Integers, loading: float) -> Step | None:
    """The day on which a sudden step explains most; None where no day speaks for one."""
    place = int(np.argmax(scan.log_factor))
    if scan.log_factor[place] <= 0.0:
        return None
    turn = -1.0 if line.turned else 1.0
    unit = line.signal.scale.width * loading
    mean, reach = turn * unit * float(scan.size[place]), 1.2816 * unit * float(scan.sd[place])
    size = Estimate(mean, (mean - reach, mean + reach))
    return Step(int(line.days[0] + days[place + 1]), size, float(scan.log_factor[place]))


def zone_shares(line: Line, courses: Courses, zones: Sequence[Zone]) -> tuple[ZoneShare, ...]:
    """The share of the last 28 and 90 days in each zone, missing days drawn like the others."""
    feeling = line.to_scale(courses.feeling)
    return tuple(_share(zone, feeling) for zone in zones)


def _share(zone: Zone, feeling: Floats) -> ZoneShare:
    """One zone's shares."""
    inside = np.ones(feeling.shape, dtype=bool)
    if zone.below is not None:
        inside &= feeling < zone.below
    if zone.above is not None:
        inside &= feeling > zone.above
    month, quarter = (estimate(inside[:, -days:].mean(axis=1)) for days in (28, 90))
    return ZoneShare(zone, month.mean, quarter.mean, month.band80, quarter.band80)


def trace(line: Line, courses: Courses | None) -> Trace:
    """The picture: the level with its band by calendar day, and every answer. Without courses only the answers."""
    answers = line.answers
    given = tuple((int(day), float(value)) for day, value in zip(line.days, answers, strict=True) if value == value)
    if courses is None:
        return Trace(int(line.days[0]), (), (), (), given)
    level = line.to_scale(np.sort(courses.level, axis=0))
    count = len(level)
    low, high = sorted((level[round(0.1 * (count - 1))], level[round(0.9 * (count - 1))]), key=lambda row: row[0])
    return Trace(
        int(line.days[0]), tuple(level.mean(axis=0).tolist()), tuple(low.tolist()), tuple(high.tolist()), given
    )
