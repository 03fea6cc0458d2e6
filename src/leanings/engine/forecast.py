"""What an answer of a coming day may be: the posterior predictive, kept on the scale."""

from __future__ import annotations

from math import erf

import numpy as np

from leanings.core.reading import Forecast
from leanings.core.signal import Scale
from leanings.engine.compiled import compiled
from leanings.engine.density import Problem
from leanings.engine.parameters import to_natural
from leanings.engine.rows import FIRST_DAYS, WEEK, Floats

HALVINGS = 40  # find a quantile to a millionth of a millionth of the spread
ROOT_2 = 1.4142135623730951


def coming_answers(problem: Problem, thetas: Floats, ends: Floats, last_day: int, days: int) -> tuple[Floats, Floats]:
    """The mean and SD (S, H) of the average item's answer on each coming day, from draws and their last states."""
    means, sds = np.zeros((len(thetas), days)), np.zeros((len(thetas), days))
    nat, ahead = problem.nat, np.arange(1, days + 1)
    weekday = (last_day + ahead) % WEEK
    early = (last_day + ahead < FIRST_DAYS).astype(float)
    for s, theta in enumerate(thetas):
        to_natural(theta, problem.place, problem.priors, problem.rows, nat)
        phi, lam, items = nat.phi[0, 0], nat.lam.mean(), len(nat.mu)
        carried = phi**ahead
        offset = nat.beta[0, weekday] + nat.beta[0, WEEK] * early
        means[s] = nat.mu.mean() + lam * (ends[s, 0] + carried * ends[s, 1] + offset)
        gathered = ahead * nat.ql[0, 0] + nat.v0[0, 0] * (1 - carried**2)
        sds[s] = np.sqrt(lam**2 * gathered + nat.s2.sum() / items**2)
    return means, sds


@compiled
def mixture_quantile(means: Floats, sds: Floats, share: float) -> float:
    """The quantile of the equal mixture of normals with means and SDs (S), by halving."""
    low, high = np.min(means - 8.0 * sds), np.max(means + 8.0 * sds)
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        under = 0.0
        for s in range(len(means)):
            under += 0.5 + 0.5 * erf((middle - means[s]) / (sds[s] * ROOT_2))
        if under < share * len(means):
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def forecasts(means: Floats, sds: Floats, scale: Scale, first_day: int) -> tuple[Forecast, ...]:
    """Forecasts from means and SDs (S, H) in shares of the scale; means and intervals are cut to the scale."""
    centre = means.mean(axis=0)
    spread = np.sqrt((sds**2 + means**2).mean(axis=0) - centre**2)
    days = range(means.shape[1])
    edges = [[mixture_quantile(means[:, h].copy(), sds[:, h].copy(), share) for h in days] for share in (0.1, 0.9)]

    def on_scale(share: float) -> float:
        return scale.low + scale.width * float(min(max(share, 0.0), 1.0))

    return tuple(
        Forecast(
            day=first_day + h,
            mean=on_scale(centre[h]),
            sd=scale.width * float(spread[h]),
            lower80=on_scale(edges[0][h]),
            upper80=on_scale(edges[1][h]),
        )
        for h in days
    )
