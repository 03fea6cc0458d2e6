"""Each parameter has the prior that is printed with every result, once its stretching is taken into account."""

from __future__ import annotations

from collections.abc import Callable
from math import erf, exp, lgamma, log, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leanings.engine.density import Problem
from leanings.engine.parameters import add_log_prior, to_natural
from leanings.engine.priors import Priors, describe
from leanings.engine.rows import Floats
from tests.engine.cases import PRIORS, Shape, make_entries, make_problem, make_theta
from tests.engine.test_adjoint import slope

ADA = make_problem(make_entries(Shape(seed=2, items=(2,), marks=1)))
BOTH = make_problem(make_entries(Shape(seed=2, items=(2, 3), marks=1)))


def log_prior(problem: Problem, theta: Floats) -> float:
    return add_log_prior(theta, problem.place, problem.priors, problem.sds, np.zeros(len(theta)))


@given(seed=st.integers(0, 10_000))
@settings(max_examples=20)
def test_the_slope_of_the_prior_is_right(seed: int) -> None:
    for problem in (ADA, BOTH):
        theta, told = make_theta(problem, seed), np.zeros(problem.place.size)
        add_log_prior(theta, problem.place, problem.priors, problem.sds, told)
        for i, direction in enumerate(np.eye(len(theta))):
            found = slope(lambda h, p=problem, t=theta, d=direction: log_prior(p, t + h * d), 1e-2)  # type: ignore[misc]  # mypy cannot infer a lambda with defaults
            assert told[i] == pytest.approx(found, rel=1e-6, abs=1e-6)


def test_the_slope_of_the_prior_is_added_to_what_is_there() -> None:
    theta = make_theta(ADA, 1)
    once, twice = np.zeros(len(theta)), np.ones(len(theta))
    add_log_prior(theta, ADA.place, PRIORS, ADA.sds, once)
    add_log_prior(theta, ADA.place, PRIORS, ADA.sds, twice)
    assert np.allclose(twice, once + 1.0, atol=1e-12)


def natural(problem: Problem, theta: Floats) -> dict[str, Floats]:
    """The model's own parameters at theta, by name."""
    to_natural(theta, problem.place, problem.priors, problem.rows, problem.nat)
    return {name: getattr(problem.nat, name).copy() for name in problem.nat._fields}


def fast(theta: Floats) -> float:
    return exp(theta[ADA.place.fast])


def noise_share(theta: Floats, item: int) -> float:
    """The share of an item's fast variance that is noise, from the model's own parameters."""
    told = natural(ADA, theta)
    passing = told["lam"][item] ** 2 * told["v0"][0, 0]
    return float(told["s2"][item] / (told["s2"][item] + passing))


def mass_below(place: int, value_of: Callable[[Floats], float], at: float) -> float:
    """The mass the prior of one parameter puts below `at`, by adding up its density along theta."""
    theta = make_theta(ADA, 3)
    line = np.linspace(-14.0, 14.0, 2_801)
    heights, values = np.zeros(len(line)), np.zeros(len(line))
    for i, x in enumerate(line):
        theta[place] = x
        heights[i], values[i] = log_prior(ADA, theta), value_of(theta)
    weights = np.exp(heights - heights.max())
    assert (np.diff(values) >= 0).all()
    below = np.cumsum(weights) - 0.5 * weights
    return float(np.interp(at, values, below / weights.sum()))


def normal_below(x: float, centre: float, sd: float) -> float:
    return 0.5 + 0.5 * erf((x - centre) / sd / sqrt(2.0))


def beta_below(at: float, a: float, b: float) -> float:
    grid = (np.arange(200_000) + 0.5) / 200_000
    logs = (a - 1) * np.log(grid) + (b - 1) * np.log(1 - grid) + lgamma(a + b) - lgamma(a) - lgamma(b)
    return float(np.exp(logs)[grid < at].sum() / 200_000)


@pytest.mark.parametrize("at", [0.3, 0.5, 0.6, 0.8])
@pytest.mark.parametrize("item", [0, 1])
def test_the_share_of_noise_has_the_beta_that_is_printed(item: int, at: float) -> None:
    found = mass_below(ADA.place.noise + item, lambda theta: noise_share(theta, item), at)
    assert found == pytest.approx(beta_below(at, 6.0, 4.0), abs=1e-3)


@pytest.mark.parametrize("at", [-0.1, 0.1, 0.35, 0.6, 0.85])
def test_carry_over_has_the_cut_normal_that_is_printed(at: float) -> None:
    found = mass_below(ADA.place.phi, lambda theta: float(natural(ADA, theta)["phi"][0, 0]), at)
    low, high = normal_below(-0.2, 0.35, 0.20), normal_below(0.9, 0.35, 0.20)
    assert found == pytest.approx((normal_below(at, 0.35, 0.20) - low) / (high - low), abs=1e-3)


@pytest.mark.parametrize("at", [0.03, 0.09, 0.2])
def test_drift_has_the_log_normal_that_is_printed(at: float) -> None:
    found = mass_below(ADA.place.drift, lambda theta: sqrt(float(natural(ADA, theta)["ql"][0, 0])) / fast(theta), at)
    assert found == pytest.approx(normal_below(log(at), log(0.09), 0.6), abs=1e-3)


@pytest.mark.parametrize("at", [0.05, 0.15, 0.4])
def test_the_fast_sd_has_the_log_normal_that_is_printed(at: float) -> None:
    def fast_sd(theta: Floats) -> float:
        told = natural(ADA, theta)
        return sqrt(float(told["s2"][0] + told["v0"][0, 0]))

    found = mass_below(ADA.place.fast, fast_sd, at)
    assert found == pytest.approx(normal_below(log(at), -1.9, 0.7), abs=1e-3)


@pytest.mark.parametrize("at", [0.5, 0.8, 1.3])
def test_a_loading_has_the_log_normal_that_is_printed(at: float) -> None:
    found = mass_below(ADA.place.loading, lambda theta: float(natural(ADA, theta)["lam"][1]), at)
    assert found == pytest.approx(normal_below(log(at), -0.2, 0.4), abs=1e-3)


@pytest.mark.parametrize(("place", "sd"), [(0, 0.1), (6, 0.1), (7, 0.14), (8, 0.7)])
def test_weekdays_first_days_and_markers_have_the_normals_that_are_printed(place: int, sd: float) -> None:
    def effect(theta: Floats) -> float:
        return float(natural(ADA, theta)["beta"][0, place]) / fast(theta)

    found = mass_below(ADA.place.beta + place, effect, 0.5 * sd)
    assert found == pytest.approx(normal_below(0.5, 0.0, 1.0), abs=2e-3)


def test_the_priors_in_words_name_every_figure_of_the_priors() -> None:
    told = " ".join(describe(Priors()).values()).replace("log .09", "-2.407945608651872").replace("log 0.15", "-1.9")
    numbers = set(told.replace("(", " ").replace(")", " ").replace(",", " ").split())
    assert [name for name, value in PRIORS._asdict().items() if f"{value:g}" not in numbers | {f"{log(0.09):g}"}] == []


@given(seed=st.integers(0, 10_000))
@settings(max_examples=20)
def test_the_first_item_is_the_unit_and_the_passing_part_is_at_rest(seed: int) -> None:
    theta = make_theta(BOTH, seed)
    told = natural(BOTH, theta)
    assert told["lam"][0] == told["lam"][2] == 1.0
    for partner, first in enumerate(BOTH.rows.bounds[:-1]):
        fast_variance = told["s2"][first] + told["v0"][partner, partner]
        assert fast_variance == pytest.approx(exp(2.0 * theta[BOTH.place.fast + partner]), rel=1e-12)
        rest = told["qx"][partner, partner] / (1.0 - told["phi"][partner, partner] ** 2)
        assert rest == pytest.approx(told["v0"][partner, partner], rel=1e-12)
