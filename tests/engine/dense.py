"""The plain way: the whole of a diary as one Gaussian, written with numpy from the model and from nothing else.

States of calendar day t: levels l (P), passing parts x (P). Cov(l_s, l_t) = min(s, t) ql; x is a vector
autoregression that starts with covariance v0. An answer is mu + lam (l + x + beta'c) + e.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from leanings.engine.filter import Natural
from leanings.engine.rows import Floats, Integers


class Entries(NamedTuple):
    """Entries as a person would write them: `days` (E), `values` (E, K), `marks` (E, M), `owner` of each item (K)."""

    days: Integers
    values: Floats
    marks: Floats
    owner: Integers


class Gaussian(NamedTuple):
    """The answers given, one after another (Y): their mean and covariance, and `pull` (Y, N n) of the states on them.

    `states` (N n, N n) is the prior covariance of the states of all calendar days; `day` (Y) that of each answer.
    """

    y: Floats
    mean: Floats
    cov: Floats
    pull: Floats
    states: Floats
    day: Integers


def states_covariance(nat: Natural, days: int) -> Floats:
    """The prior covariance (N n, N n) of the states of N calendar days, in order of day."""
    size = len(nat.phi)
    n = 2 * size
    move, step = np.eye(n), np.zeros((n, n))
    move[size:, size:] = nat.phi
    step[:size, :size] = nat.ql
    step[size:, size:] = nat.qx
    own, powers = np.zeros((n, n)), [np.eye(n)]
    own[size:, size:] = nat.v0
    for _ in range(days):
        powers.append(move @ powers[-1])
    ahead = np.stack(powers)
    out = np.zeros((days, n, days, n))
    for t in range(days):
        later = ahead[: days - t] @ own
        out[t:, :, t, :] = later
        out[t, :, t:, :] = later.transpose(2, 0, 1)
        own = move @ own @ move.T + step
    return out.reshape(days * n, days * n)


def circumstances(day: int, marks: Floats) -> Floats:
    """The covariates of an entry: seven weekdays counted from the first day, the first three days, its marks."""
    weekday = [1.0 if day % 7 == which else 0.0 for which in range(7)]
    return np.array([*weekday, 1.0 if day < 3 else 0.0, *marks])


def gaussian(nat: Natural, entries: Entries, until: int | None = None, more: int = 0) -> Gaussian:
    """The Gaussian of all answers given up to day `until`, over the diary's calendar days and `more` after them."""
    size = len(nat.phi)
    days = entries.days - entries.days[0]
    length = int(days[-1]) + 1 + more
    seen = [
        (e, k)
        for e in range(len(days))
        for k in range(entries.values.shape[1])
        if not np.isnan(entries.values[e, k]) and (until is None or days[e] <= until)
    ]
    y, mean, own = np.zeros(len(seen)), np.zeros(len(seen)), np.zeros(len(seen))
    pull = np.zeros((len(seen), length, 2 * size))
    for i, (e, k) in enumerate(seen):
        partner = entries.owner[k]
        y[i] = entries.values[e, k]
        effect = nat.beta[partner] @ circumstances(int(days[e]), entries.marks[e])
        mean[i] = nat.mu[k] + nat.lam[k] * effect
        own[i] = nat.s2[k]
        pull[i, days[e], partner] = nat.lam[k]
        pull[i, days[e], size + partner] = nat.lam[k]
    flat = pull.reshape(len(seen), length * 2 * size)
    states = states_covariance(nat, length)
    day = np.array([days[e] for e, _ in seen], dtype=np.int64)
    return Gaussian(y, mean, flat @ states @ flat.T + np.diag(own), flat, states, day)


def log_normal(y: Floats, mean: Floats, cov: Floats) -> float:
    """The log density of a multivariate normal."""
    root = np.linalg.cholesky(cov)
    z = np.linalg.solve(root, y - mean)
    return float(-0.5 * (z @ z) - np.log(np.diag(root)).sum() - 0.5 * len(y) * np.log(2.0 * np.pi))


def log_likelihood(nat: Natural, entries: Entries) -> float:
    """The log-likelihood of all answers at once."""
    whole = gaussian(nat, entries)
    return log_normal(whole.y, whole.mean, whole.cov)


def states_given(whole: Gaussian) -> tuple[Floats, Floats]:
    """Mean (N n) and covariance (N n, N n) of the states given the answers."""
    cross = whole.pull @ whole.states
    mean = cross.T @ np.linalg.solve(whole.cov, whole.y - whole.mean)
    return mean, whole.states - cross.T @ np.linalg.solve(whole.cov, cross)


def with_step(whole: Gaussian, day: int) -> Floats:
    """What a step of one in the level of one person, entering on `day`, does to each answer (Y)."""
    return np.where(whole.day >= day, whole.pull[:, 0::2].sum(axis=1), 0.0)
