"""Compile every kernel once, in steps of a few seconds each."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from leanings.engine.courses import Base, draw_courses
from leanings.engine.density import Problem, log_density, pose
from leanings.engine.gates import judge
from leanings.engine.hmc import chain, throw
from leanings.engine.kinds import DELTA
from leanings.engine.mode import climb, curvature
from leanings.engine.parameters import first_guess
from leanings.engine.priors import Priors
from leanings.engine.read import read
from leanings.engine.rows import Floats, make_rows
from leanings.engine.scan import scan_steps
from leanings.engine.simulate import simulated_diary
from leanings.engine.wish import Wish


def _small() -> tuple[Problem, Floats]:
    """A little problem and a point in it."""
    rows = make_rows(np.arange(48), np.linspace(0.3, 0.6, 48)[:, None] % 0.25)
    problem = pose(rows, Priors())
    return problem, first_guess(rows, problem.place, problem.priors)


def _density() -> None:
    problem, theta = _small()
    log_density(problem, theta, np.zeros(problem.place.size))


def _climb() -> None:
    problem, theta = _small()
    climb(problem, theta, np.full(problem.place.size, 0.01))


def _curvature() -> None:
    problem, theta = _small()
    curvature(problem, theta, np.full(problem.place.size, 1e-4))


def _chain() -> None:
    problem, theta = _small()
    size = problem.place.size
    dice = throw(np.random.default_rng(0), 8, size)
    chain(problem, theta, 0.01 * np.eye(size), np.zeros(size), dice, 2, 0.3, 0.8)


def _judge() -> None:
    judge(np.random.default_rng(0).standard_normal((2, 20, 2)), 1.0)


def _courses() -> None:
    problem, theta = _small()
    draw_courses(problem.rows, Priors(), theta[None], Base(0, 27, 3), DELTA, np.random.default_rng(0))


def _scan() -> None:
    problem, theta = _small()
    scan_steps(problem.rows, Priors(), theta[None])


def _reading() -> None:
    read(simulated_diary("drop_holds", 100, 1, 0), wish=Wish(forecast=1))


STEPS: tuple[Callable[[], None], ...] = (_density, _climb, _curvature, _chain, _judge, _courses, _scan, _reading)
