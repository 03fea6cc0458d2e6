"""A forecast is the dense prediction of the coming answers, kept on the scale."""

from __future__ import annotations

from math import erf, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leanings.core.signal import Scale
from leanings.engine.forecast import coming_answers, forecasts, mixture_quantile
from leanings.engine.parameters import to_natural
from leanings.engine.rows import Floats
from tests.engine import dense
from tests.engine.cases import PRIORS, Shape, make_entries, make_problem, make_theta

AHEAD = 9


@given(seed=st.integers(0, 10_000), items=st.integers(1, 3))
@settings(max_examples=20)
def test_a_forecast_is_the_dense_prediction(seed: int, items: int) -> None:
    entries = make_entries(Shape(seed=seed, items=(items,), entries=10, longest_gap=2, missing=0.3))
    problem = make_problem(entries)
    theta, last = make_theta(problem, seed), int(problem.rows.day[-1])
    to_natural(theta, problem.place, PRIORS, problem.rows, problem.nat)
    nat = problem.nat
    mean, cov = dense.states_given(dense.gaussian(nat, entries, more=AHEAD))
    end = slice(2 * last, 2 * last + 2)
    # four last states with the mean and the covariance of the dense ones stand for all draws
    root = np.linalg.cholesky(cov[end, end] + 1e-15 * np.eye(2))
    ends = mean[end] + sqrt(2.0) * np.concatenate([root.T, -root.T])
    means, sds = coming_answers(problem, np.repeat(theta[None], 4, axis=0), ends, last, AHEAD)
    told = forecasts(means, sds, Scale(-1e6, 1e6), last + 1)
    for h, forecast in enumerate(told, start=1):
        day = last + h
        both = slice(2 * day, 2 * day + 2)
        effect = float(nat.beta[0] @ dense.circumstances(day, np.zeros(0)))
        expected = nat.mu.mean() + nat.lam.mean() * (mean[both].sum() + effect)
        variance = nat.lam.mean() ** 2 * cov[both, both].sum() + nat.s2.sum() / items**2
        assert forecast.day == day
        assert means[:, h - 1].mean() == pytest.approx(expected, rel=1e-8, abs=1e-9)
        assert forecast.sd == pytest.approx(2e6 * sqrt(variance), rel=1e-6)


def below(means: Floats, sds: Floats, x: float) -> float:
    """The mass of the mixture below x."""
    return float(np.mean([0.5 + 0.5 * erf((x - m) / (s * sqrt(2.0))) for m, s in zip(means, sds, strict=True)]))


@given(seed=st.integers(0, 10_000), share=st.floats(0.01, 0.99))
@settings(max_examples=40)
def test_the_quantile_of_a_mixture_has_its_share_of_the_mass_below_it(seed: int, share: float) -> None:
    rng = np.random.default_rng(seed)
    means, sds = rng.normal(0.5, 0.5, 30), np.exp(rng.normal(-2.0, 1.0, 30))
    assert below(means, sds, mixture_quantile(means, sds, share)) == pytest.approx(share, abs=1e-8)


def test_the_quantile_of_a_mixture_is_that_of_its_samples() -> None:
    rng = np.random.default_rng(3)
    means, sds = rng.normal(0.5, 0.2, 50), rng.uniform(0.05, 0.3, 50)
    samples = (means + sds * rng.standard_normal((40_000, 50))).ravel()
    for share in (0.1, 0.5, 0.9):
        assert mixture_quantile(means, sds, share) == pytest.approx(np.quantile(samples, share), abs=1.5e-3)


@given(seed=st.integers(0, 10_000), centre=st.floats(-1.0, 2.0), low=st.sampled_from([-3.0, 0.0, 1.0]))
@settings(max_examples=40)
def test_an_interval_never_leaves_the_scale(seed: int, centre: float, low: float) -> None:
    rng = np.random.default_rng(seed)
    scale = Scale(low, low + 6.0)
    told = forecasts(rng.normal(centre, 0.4, (20, 5)), rng.uniform(0.01, 0.8, (20, 5)), scale, 3)
    assert [forecast.day for forecast in told] == [3, 4, 5, 6, 7]
    for forecast in told:
        assert scale.low <= forecast.lower80 <= forecast.mean <= forecast.upper80 <= scale.high
        assert forecast.sd > 0
