"""A sudden step of the level at every date at once, from one backward pass.

A shock to the level entering on row i has the estimate r / N and the precision N, with r, N at the level's place
(de Jong & Penzer 1998). Against no step, a normal prior on its size gives the Bayes factor in closed form.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from leanings.engine.adjoint import back_over_answer, back_over_gap
from leanings.engine.compiled import compiled
from leanings.engine.density import Problem, pose
from leanings.engine.filter import log_likelihood
from leanings.engine.parameters import to_natural
from leanings.engine.priors import Priors
from leanings.engine.rows import Floats, Rows

STEP_SD = 1.0  # fast SDs, prior of a step's size: one worth a word, not a miracle


class Scan(NamedTuple):
    """For each row but the first (T - 1): log Bayes factor for a step on it, the step's mean and SD (first item)."""

    log_factor: Floats
    size: Floats
    sd: Floats


@compiled
def scan_once(problem: Problem, theta: Floats, shock: Floats, precision: Floats) -> None:
    """Write r and N at the first partner's level for each row, at theta."""
    who, gap, room, back = problem.rows.who, problem.rows.gap, problem.room, problem.back
    to_natural(theta, problem.place, problem.priors, problem.rows, problem.nat)
    log_likelihood(problem.rows, problem.nat, room)
    r, n, spare = back.r, back.n, back.spare
    z, v, f, j, power = room.z, room.v, room.f, room.j, room.power
    r[:] = 0.0
    n[:] = 0.0
    for i in range(len(gap) - 1, -1, -1):
        if i + 1 < len(gap) and gap[i + 1] > 0:
            back_over_gap(r, n, spare, power, gap[i + 1], who)
        for partner in range(len(who) - 1, -1, -1):
            if j[i, partner] > 0.0:
                back_over_answer(r, n, spare, z, v[i, partner], f[i, partner], i, partner, who)
        shock[i] = r[0]
        precision[i] = n[0, 0]


def scan_steps(rows: Rows, priors: Priors, thetas: Floats) -> Scan:
    """The scan averaged over draws theta (S, D): Bayes factors by their mean, sizes weighted alike."""
    problem = pose(rows, priors)
    count = len(rows.gap)
    factors, means, variances = (np.zeros((len(thetas), count)) for _ in range(3))
    shock, precision = np.zeros(count), np.zeros(count)
    for s, theta in enumerate(thetas):
        scan_once(problem, theta, shock, precision)
        tau2 = (STEP_SD * np.exp(theta[problem.place.fast])) ** 2
        total = 1.0 + tau2 * precision
        factors[s] = 0.5 * (tau2 * shock**2 / total - np.log(total))
        means[s] = tau2 * shock / total
        variances[s] = tau2 / total
    top = factors.max(axis=0)
    weights = np.exp(factors - top)
    log_factor = top + np.log(weights.mean(axis=0))
    weights /= weights.sum(axis=0)
    size = (weights * means).sum(axis=0)
    sd = np.sqrt((weights * (variances + means**2)).sum(axis=0) - size**2)
    return Scan(log_factor[1:], size[1:], sd[1:])
