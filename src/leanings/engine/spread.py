"""How sure the present level could be: its SD against the base, given only which days are answered."""

from __future__ import annotations

import numpy as np

from leanings.engine.compiled import compiled
from leanings.engine.courses import Base
from leanings.engine.density import Problem
from leanings.engine.excursions import RUN
from leanings.engine.filter import Natural, Pass, fill_powers, keep, predict, start, update
from leanings.engine.parameters import to_natural
from leanings.engine.rows import Floats, Integers
from leanings.engine.smoother import Gains, fill_gains


@compiled
def present_against_base(base: Base, day: int, out: Floats) -> None:
    """Write the weights of each day's level in the mean of the last RUN days less the mean of the base."""
    out[:] = 0.0
    total = 0.0
    for t in range(base.first, base.last + 1):
        total += 0.5 if t < base.half_until else 1.0
    for t in range(base.first, base.last + 1):
        out[t] -= (0.5 if t < base.half_until else 1.0) / total
    for t in range(day - RUN + 1, day + 1):
        out[t] += 1.0 / RUN


@compiled
def spread_of(weights: Floats, gap: Integers, gains: Gains, who: tuple[int, ...]) -> float:
    """The posterior SD of the weighted sum of the first partner's levels, weights (T), from the gains."""
    n = 2 * len(who)
    along, ahead = np.zeros(n), np.zeros(n)
    variance = 0.0
    last = len(gap) - 1
    for i in range(last + 1):
        along[0] += weights[i]
        root = gains.root if i < last else gains.end
        for c in range(n):
            part = 0.0
            for r in range(c, n):
                part += along[r] * root[i, r, c]
            variance += part * part
        for c in range(n):
            ahead[c] = 0.0
            for r in range(n):
                ahead[c] += along[r] * gains.carry[i, r, c]
        along[:] = ahead
    return float(np.sqrt(variance))


@compiled
def filter_pattern(precision: Floats, gap: Integers, nat: Natural, room: Pass, who: tuple[int, ...]) -> None:
    """Run the filter for answers of these precisions (T, P), 0 where there is none; covariances are all that counts."""
    n = 2 * len(who)
    a, p, spare = np.zeros(n), np.zeros((n, n)), np.zeros((n, n))
    z, means, covariances, means_after, after = room.z, room.a, room.p, room.af, room.pf
    fill_powers(nat, room, who)
    start(nat, a, p, who)
    for i in range(len(gap)):
        if i > 0:
            predict(a, p, room.power, room.noise, nat.ql, gap[i], spare, who)
        keep(a, p, means, covariances, i, who)
        for partner in range(len(who)):
            if precision[i, partner] > 0.0:
                update(a, p, precision[i, partner], 0.0, z, i, partner, who)
        keep(a, p, means_after, after, i, who)


@compiled
def spread_now(problem: Problem, theta: Floats, precision: Floats, room: Pass, gains: Gains, base: Base) -> float:
    """The SD of the present level against the base at theta, for one row a day of these precisions (N, P)."""
    who = problem.rows.who
    gap, weights = np.ones(len(precision), dtype=np.int64), np.zeros(len(precision))
    to_natural(theta, problem.place, problem.priors, problem.rows, problem.nat)
    filter_pattern(precision, gap, problem.nat, room, who)
    fill_gains(room, gap, gains, who)
    present_against_base(base, len(precision) - 1, weights)
    return spread_of(weights, gap, gains, who)


def daily_precision(problem: Problem, theta: Floats) -> Floats:
    """The collapsed precision of each calendar day's answers (N, P) at theta, 0 on days without any."""
    rows = problem.rows
    to_natural(theta, problem.place, problem.priors, rows, problem.nat)
    days = np.zeros((int(rows.day[-1]) + 1, len(rows.who)))
    for partner in range(len(rows.who)):
        items = slice(int(rows.bounds[partner]), int(rows.bounds[partner + 1]))
        weight = problem.nat.lam[items] ** 2 / problem.nat.s2[items]
        np.add.at(days[:, partner], rows.day, (rows.counts[:, items] @ weight)[rows.answered])
    return days


def coming_days(precision: Floats, days: int) -> Floats:
    """What the coming days would add at the rate of the last 28: typical answers, evenly spread (days, P)."""
    recent = precision[-28:]
    rate = (recent > 0).mean(axis=0)
    answered = np.where(recent > 0, recent, np.nan)
    typical = np.array(
        [np.median(column[~np.isnan(column)]) if (~np.isnan(column)).any() else 0.0 for column in answered.T]
    )
    steps = np.arange(1, days + 1)[:, None] * rate
    return np.where(np.floor(steps) > np.floor(steps - rate), typical, 0.0)
