"""Fit one line: modes, whitening, chains, gates; restart, then run long, then say that it did not go well."""

from __future__ import annotations

from time import perf_counter
from typing import NamedTuple

import numpy as np

from leanings.engine.density import Problem, pose
from leanings.engine.gates import Verdict, judge
from leanings.engine.hmc import chain, throw
from leanings.engine.mode import climb, curvature, guesses, whiten
from leanings.engine.priors import Priors
from leanings.engine.rows import Floats, Rows

CHAINS = 2
BURN = 16
REACH = 1e-4  # of the differences behind the Hessian: wide enough for rounding, narrow enough for a cube
SECOND_HILL = 6.0  # a hill lower than this by more nats holds under a four hundredth of the mass
FAR = 3.0  # whitened distance from which two climbs ended on different hills
APART = 1.0  # and from which they ended on different ends of a ridge


class Round(NamedTuple):
    """One attempt: draws per chain and the acceptance the step size is tuned to."""

    draws: int
    aim: float


ROUNDS = (Round(190, 0.85), Round(400, 0.92), Round(1500, 0.96))


class Fitted(NamedTuple):
    """The posterior of one line: draws of theta (S, D), how the sampling went and what it took."""

    draws: Floats
    verdict: Verdict
    seconds: float
    attempts: int


class Hills(NamedTuple):
    """The centre and scale to sample with, and where each chain starts, in whitened coordinates (C, D).

    `ridge` says that climbs from different points did not end on one spot: the top is long or there are two.
    """

    centre: Floats
    scale: Floats
    starts: Floats
    ridge: bool


def find_hills(problem: Problem, rng: np.random.Generator) -> Hills:
    """Climb from each guess; chains start round the highest mode and, where there is another hill, on that too."""
    size = problem.place.size
    spread = np.full(size, 0.05)
    spread[: problem.place.fast] = 0.01  # means of items are shares of the scale
    tops = guesses(problem)
    heights = np.array([climb(problem, top, spread) for top in tops])
    best = int(np.argmax(heights))
    centre = tops[best]
    bend = curvature(problem, centre, np.full(size, REACH))
    scale = whiten(bend)
    starts = 0.7 * rng.standard_normal((CHAINS, size))
    ridge = False
    for top, height in zip(tops, heights, strict=True):
        away = np.linalg.solve(scale, top - centre)
        apart = float(np.linalg.norm(away)) if heights[best] - height < SECOND_HILL else 0.0
        ridge |= apart > APART
        if apart > FAR:
            starts[-1] = away
    return Hills(centre, scale, starts, ridge)


def rewhiten(draws: Floats, scale: Floats) -> tuple[Floats, Floats]:
    """Centre and scale from draws (S, D), the less trusted against the old scale the fewer they are."""
    size = draws.shape[1]
    trust = len(draws) / (len(draws) + 4.0 * size)
    spread = trust * np.cov(draws.T) + (1.0 - trust) * scale @ scale.T
    return draws.mean(axis=0), np.ascontiguousarray(np.linalg.cholesky(spread))


def fit(rows: Rows, priors: Priors, rng: np.random.Generator) -> Fitted:
    """Draws from the posterior of these rows, with the verdict of the last round run."""
    began = perf_counter()
    problem = pose(rows, priors)
    size = problem.place.size
    centre, scale, starts, ridge = find_hills(problem, rng)
    step = 0.5
    attempt = 0
    for wanted, aim in ROUNDS[1:] if ridge else ROUNDS:
        attempt += 1
        runs = []
        for start in starts:
            dice = throw(rng, wanted + BURN, size)
            runs.append(chain(problem, centre, scale, start, dice, BURN, step, aim))
        draws = np.stack([run[0] for run in runs])
        verdict = judge(draws, float(np.mean([run[1] for run in runs])))
        if verdict.good:
            break
        last = draws[:, -1]
        centre, scale = rewhiten(draws.reshape(-1, size), scale)
        starts = np.ascontiguousarray(np.linalg.solve(scale, (last - centre).T).T, dtype=np.float64)
        step = 0.35
    return Fitted(draws.reshape(-1, size), verdict, perf_counter() - began, attempt)


def sketch(rows: Rows, priors: Priors, rng: np.random.Generator, draws: int) -> Floats | None:
    """Draws of theta (S, D) from the normal curve around the highest hill (Laplace's method), without sampling.

    None where climbs ended apart, since one curve does not cover two hills or a ridge. For a figure that stands beside
    a sampled one: the present level comes out within .2 of its SD, .06 as a rule, at a quarter of the time.
    """
    problem = pose(rows, priors)
    hills = find_hills(problem, rng)
    if hills.ridge:
        return None
    thetas: Floats = hills.centre + rng.standard_normal((draws, problem.place.size)) @ hills.scale.T
    return thetas
