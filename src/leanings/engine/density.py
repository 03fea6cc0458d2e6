"""The log posterior density of theta and its gradient: the one function that mode, Hessian and sampler call."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from leanings.engine.adjoint import Back, gradient, make_back
from leanings.engine.compiled import compiled
from leanings.engine.filter import Natural, Pass, log_likelihood, make_natural, make_pass
from leanings.engine.parameters import Layout, add_log_prior, beta_sds, layout, to_natural, to_theta
from leanings.engine.priors import Priors
from leanings.engine.rows import Floats, Rows


class Problem(NamedTuple):
    """A line to be fitted: its rows, priors and layout, and the room in which the kernels work.

    A problem is not to be used by two threads at once: they would share the room.
    """

    rows: Rows
    priors: Priors
    place: Layout
    sds: Floats
    nat: Natural
    grad: Natural
    room: Pass
    back: Back


def pose(rows: Rows, priors: Priors) -> Problem:
    """The problem for these rows."""
    items, partners, covariates = len(rows.n), len(rows.who), rows.covariates.shape[2]
    return Problem(
        rows,
        priors,
        layout(rows),
        beta_sds(priors, covariates),
        make_natural(items, partners, covariates),
        make_natural(items, partners, covariates),
        make_pass(rows),
        make_back(rows),
    )


@compiled
def log_density(problem: Problem, theta: Floats, out: Floats) -> float:
    """The log posterior at theta up to a constant, its gradient written to `out`; -inf where it cannot be computed."""
    rows, priors, place = problem.rows, problem.priors, problem.place
    to_natural(theta, place, priors, rows, problem.nat)
    value = log_likelihood(rows, problem.nat, problem.room)
    if not np.isfinite(value):
        out[:] = 0.0
        return -np.inf
    gradient(rows, problem.nat, problem.room, problem.back, problem.grad)
    to_theta(theta, place, priors, rows, problem.nat, problem.grad, out)
    value += add_log_prior(theta, place, priors, problem.sds, out)
    for i in range(place.size):
        if not np.isfinite(out[i]):
            out[:] = 0.0
            return -np.inf
    return value
