"""The sampler draws from the density it is given: without answers that is the prior, exactly."""

from __future__ import annotations

import numpy as np
import pytest

from leanings.engine.calibrate import draw_theta
from leanings.engine.density import Problem, log_density
from leanings.engine.fit import find_hills
from leanings.engine.gates import effective_size, split_rhat
from leanings.engine.hmc import chain, leap, throw, whitened
from leanings.engine.rows import Floats
from tests.engine.cases import PRIORS, Shape, make_entries, make_problem, make_theta
from tests.engine.dense import Entries

DRAWS = 6000


def silent(items: int) -> Problem:
    """A diary of four weeks in which only the first and last day are there, both without an answer."""
    values = np.full((2, items), np.nan)
    return make_problem(Entries(np.array([0, 27]), values, np.zeros((2, 0)), np.zeros(items, dtype=np.int64)))


def long_chains(problem: Problem, seed: int) -> Floats:
    """Draws (C, N, D) of two long chains."""
    rng = np.random.default_rng(seed)
    hills = find_hills(problem, rng)
    runs = [
        chain(problem, hills.centre, hills.scale, start, throw(rng, DRAWS + 200, len(start)), 200, 0.3, 0.9)[0]
        for start in hills.starts
    ]
    return np.stack(runs)


@pytest.mark.parametrize("items", [1, 3])
def test_without_answers_the_draws_are_the_prior(items: int) -> None:
    problem = silent(items)
    draws = long_chains(problem, 1)
    rng = np.random.default_rng(2)
    prior = np.array([draw_theta(rng, problem.place, PRIORS) for _ in range(40_000)])
    for d in range(problem.place.size):
        own, told = np.ascontiguousarray(draws[:, :, d]), prior[:, d]
        size = effective_size(own)
        assert size > 2000
        assert split_rhat(own) < 1.01
        assert abs(own.mean() - told.mean()) < 4.5 * told.std() / np.sqrt(size)
        squares = effective_size((own - own.mean()) ** 2)
        assert abs(own.std() / told.std() - 1.0) < 4.5 * np.sqrt(1.0 / squares)
        for share in (0.1, 0.5, 0.9):
            below = (own < np.quantile(told, share)).mean()
            assert abs(below - share) < 5.0 * np.sqrt(share * (1 - share) * (1 / size + 1 / 40_000))


def test_the_dynamics_go_back_the_way_they_came() -> None:
    problem = make_problem(make_entries(Shape(seed=8, items=(2,), entries=30)))
    hills = find_hills(problem, np.random.default_rng(1))
    rng = np.random.default_rng(2)
    size = problem.place.size
    z, momentum, theta, grad = hills.starts[0].copy(), rng.standard_normal(size), np.zeros(size), np.zeros(size)
    start = z.copy()
    value = whitened(problem, hills.centre, hills.scale, z, theta, grad)
    before = value - 0.5 * momentum @ momentum
    end = leap(problem, hills.centre, hills.scale, z, momentum, grad, theta, 0.02, 40)
    assert end - 0.5 * momentum @ momentum == pytest.approx(before, abs=5e-3)
    assert np.linalg.norm(z - start) > 0.3
    momentum *= -1.0
    leap(problem, hills.centre, hills.scale, z, momentum, grad, theta, 0.02, 40)
    assert np.allclose(z, start, atol=1e-8)


def test_the_slope_in_whitened_coordinates_is_right() -> None:
    problem = make_problem(make_entries(Shape(seed=9, items=(1,), entries=20)))
    size = problem.place.size
    rng = np.random.default_rng(3)
    scale, centre, z = 0.1 * rng.standard_normal((size, size)), make_theta(problem, 3), rng.standard_normal(size)
    theta, grad, slope = np.zeros(size), np.zeros(size), np.zeros(size)
    value = whitened(problem, centre, scale, z, theta, grad)
    assert np.allclose(theta, centre + scale @ z)
    assert value == log_density(problem, theta, slope)
    assert np.allclose(grad, scale.T @ slope)


def test_the_same_dice_give_the_same_chain() -> None:
    problem = silent(1)
    hills = find_hills(problem, np.random.default_rng(1))
    dice = throw(np.random.default_rng(5), 60, problem.place.size)
    one, other = (chain(problem, hills.centre, hills.scale, hills.starts[0], dice, 10, 0.5, 0.85) for _ in range(2))
    assert np.array_equal(one[0], other[0])
    assert one[1:] == other[1:]
    assert one[0].shape == (50, problem.place.size)
