"""The scan for a sudden step says at every date what comparing two dense Gaussians says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from leanings.engine.parameters import to_natural
from leanings.engine.rows import make_rows
from leanings.engine.scan import STEP_SD, scan_steps
from tests.engine import dense
from tests.engine.cases import PRIORS, Shape, make_entries, make_problem, make_theta, shapes

EXACT = 1e-8


@given(shape=shapes(1))
@settings(max_examples=30)
def test_the_scan_is_the_ratio_of_two_dense_gaussians_at_every_date(shape: Shape) -> None:
    entries = make_entries(shape)
    problem = make_problem(entries)
    theta = make_theta(problem, shape.seed)
    found = scan_steps(problem.rows, PRIORS, theta[None])
    to_natural(theta, problem.place, PRIORS, problem.rows, problem.nat)
    whole = dense.gaussian(problem.nat, entries)
    without = dense.log_normal(whole.y, whole.mean, whole.cov)
    tau2 = (STEP_SD * np.exp(theta[problem.place.fast])) ** 2
    for i in range(1, len(problem.rows.day)):
        if problem.rows.gap[i] == 0:
            continue  # a second row of a day: the step would fall between two answers of that day
        along = dense.with_step(whole, int(problem.rows.day[i]))
        wider = whole.cov + tau2 * np.outer(along, along)
        ratio = dense.log_normal(whole.y, whole.mean, wider) - without
        assert found.log_factor[i - 1] == pytest.approx(ratio, rel=EXACT, abs=EXACT)
        pulled = tau2 * np.linalg.solve(wider, along)
        assert found.size[i - 1] == pytest.approx(float(pulled @ (whole.y - whole.mean)), rel=1e-6, abs=EXACT)
        assert found.sd[i - 1] == pytest.approx(np.sqrt(tau2 - tau2 * float(pulled @ along)), rel=1e-6)


def test_a_scan_over_draws_weighs_each_by_how_well_it_explains_the_step() -> None:
    entries = make_entries(Shape(seed=31, entries=12, missing=0.0))
    problem = make_problem(entries)
    thetas = np.stack([make_theta(problem, seed) for seed in (1, 2, 3)])
    each = [scan_steps(problem.rows, PRIORS, theta[None]) for theta in thetas]
    whole = scan_steps(problem.rows, PRIORS, thetas)
    factors = np.exp([one.log_factor for one in each])
    weights = factors / factors.sum(axis=0)
    sizes = np.array([one.size for one in each])
    squares = np.array([one.sd**2 + one.size**2 for one in each])
    mean = (weights * sizes).sum(axis=0)
    assert np.allclose(whole.log_factor, np.log(factors.mean(axis=0)), rtol=1e-10)
    assert np.allclose(whole.size, mean, rtol=1e-10)
    assert np.allclose(whole.sd, np.sqrt((weights * squares).sum(axis=0) - mean**2), rtol=1e-8)


def test_a_planted_step_is_found_on_its_day_with_its_size() -> None:
    rng = np.random.default_rng(4)
    values = 0.6 + 0.05 * rng.standard_normal((80, 1))
    values[50:] -= 0.2
    rows = make_rows(np.arange(80), values)
    problem = make_problem(dense.Entries(np.arange(80), values, np.zeros((80, 0)), np.zeros(1, dtype=np.int64)))
    theta = make_theta(problem, 1)
    theta[problem.place.fast], theta[problem.place.drift], theta[0] = np.log(0.05), np.log(0.01), 0.6
    found = scan_steps(rows, PRIORS, theta[None])
    assert int(rows.day[1 + int(np.argmax(found.log_factor))]) == 50
    assert found.log_factor.max() > 5.0
    best = int(np.argmax(found.log_factor))
    assert abs(found.size[best] + 0.2) < 3.0 * found.sd[best]
