"""Climbing ends on a hilltop, and whitening makes the hill round."""

from __future__ import annotations

import numpy as np
import pytest

from leanings.engine.calibrate import draw_from_prior
from leanings.engine.density import Problem, log_density, pose
from leanings.engine.fit import REACH, find_hills
from leanings.engine.mode import climb, curvature, guesses, whiten
from leanings.engine.rows import Floats
from tests.engine.cases import PRIORS, Shape, make_entries, make_problem
from tests.engine.dense import Entries


def lives(count: int) -> list[Problem]:
    """Problems of people made from the priors."""
    drawn = [draw_from_prior(np.random.default_rng([7, seed]), 60, 1 + seed % 2, PRIORS, 0.2) for seed in range(count)]
    return [pose(rows, PRIORS) for _, rows in drawn]


def still_to_gain(problem: Problem, top: Floats) -> float:
    """How much higher the hill is by its own bend than where the climb ended."""
    grad = np.zeros(len(top))
    log_density(problem, top, grad)
    bend = curvature(problem, top, np.full(len(top), REACH))
    return float(0.5 * grad @ np.linalg.solve(bend, grad))


def test_a_climb_ends_where_next_to_nothing_is_to_be_gained() -> None:
    for problem in lives(8):
        spread = np.full(problem.place.size, 0.05)
        spread[: problem.place.fast] = 0.01
        tops = guesses(problem)
        heights = [climb(problem, top, spread) for top in tops]
        best = int(np.argmax(heights))
        assert abs(still_to_gain(problem, tops[best])) < 0.02
        assert heights[best] == log_density(problem, tops[best], np.zeros(problem.place.size))


def test_the_curvature_is_the_slope_of_the_gradient() -> None:
    problem = make_problem(make_entries(Shape(seed=8, items=(2,), entries=40, marks=1)))
    top = find_hills(problem, np.random.default_rng(1)).centre
    bend = curvature(problem, top, np.full(len(top), REACH))
    wider = curvature(problem, top, np.full(len(top), 3.0 * REACH))
    assert np.array_equal(bend, bend.T)
    assert np.allclose(bend, wider, rtol=1e-3, atol=1e-3)
    values = [log_density(problem, top + h, np.zeros(len(top))) for h in (1e-3 * np.eye(len(top)))]
    back = [log_density(problem, top - h, np.zeros(len(top))) for h in (1e-3 * np.eye(len(top)))]
    here = log_density(problem, top, np.zeros(len(top)))
    second = -(np.array(values) + np.array(back) - 2.0 * here) / 1e-6
    assert np.allclose(np.diag(bend), second, rtol=5e-3, atol=1e-2)


def test_whitening_undoes_the_curvature() -> None:
    root = np.random.default_rng(2).standard_normal((6, 6))
    bend = root @ root.T + np.eye(6)
    scale = whiten(bend)
    assert np.allclose(scale.T @ bend @ scale, np.eye(6), atol=1e-10)


def test_whitening_never_takes_a_flat_or_upturned_direction_at_its_word() -> None:
    scale = whiten(np.diag([4.0, 0.0, -3.0]), least=0.02)
    assert np.allclose(np.sort(np.abs(scale).max(axis=0)), [0.5, 1 / np.sqrt(0.02), 1 / np.sqrt(0.02)])


@pytest.mark.parametrize("value", [0.0, 1.0, -0.2, 1.4])
def test_answers_at_or_beyond_the_ends_of_the_scale_still_have_a_hilltop(value: float) -> None:
    values = np.full((40, 1), value)
    values[::9] = 0.5
    problem = make_problem(Entries(np.arange(40), values, np.zeros((40, 0)), np.zeros(1, dtype=np.int64)))
    assert np.isfinite(find_hills(problem, np.random.default_rng(1)).centre).all()
