"""Draws that must not be leaned on do not pass the gates."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from leanings.engine.gates import LEAST_ESS, Verdict, effective_size, judge, split_rhat
from leanings.engine.rows import Floats


def autoregression(rho: float, chains: int, length: int, seed: int = 1) -> Floats:
    """Chains (C, N) of which each draw carries `rho` of the one before; SD 1."""
    rng = np.random.default_rng(seed)
    out = np.zeros((chains, length))
    out[:, 0] = rng.standard_normal(chains)
    for t in range(1, length):
        out[:, t] = rho * out[:, t - 1] + np.sqrt(1 - rho**2) * rng.standard_normal(chains)
    return out


@pytest.mark.parametrize("rho", [-0.4, 0.0, 0.3, 0.6, 0.9])
def test_the_effective_size_of_an_autoregression_is_the_known_one(rho: float) -> None:
    found = np.mean([effective_size(autoregression(rho, 4, 10_000, seed)) for seed in range(5)])
    assert found == pytest.approx(40_000 * (1 - rho) / (1 + rho), rel=0.08)


def test_the_effective_size_is_capped_where_draws_swing_to_and_fro() -> None:
    swinging = np.tile([1.0, -1.0], (2, 500)) + 0.1 * np.random.default_rng(1).standard_normal((2, 1000))
    assert effective_size(swinging) <= 2000 * np.log10(2000) + 1e-9


@pytest.mark.parametrize("shift", [0.0, 0.5, 1.0, 3.0])
def test_r_hat_of_shifted_chains_is_the_known_one(shift: float) -> None:
    chains = autoregression(0.0, 2, 20_000)
    chains[1] += shift
    assert split_rhat(chains) == pytest.approx(np.sqrt(1.0 + shift**2 / 3.0), abs=0.01)


def test_r_hat_sees_a_chain_that_wanders_off() -> None:
    chains = autoregression(0.0, 2, 2000)
    chains += np.linspace(0.0, 2.0, 2000)
    assert split_rhat(chains) > 1.1


def good(seed: int = 1) -> Floats:
    """Draws (C, N, D) of a sampler that did well."""
    return np.random.default_rng(seed).standard_normal((2, 400, 5))


def test_good_draws_pass() -> None:
    verdict = judge(good(), 0.85)
    assert verdict.good
    assert verdict.refused is None
    assert verdict.ess > LEAST_ESS


def nothing_known(draws: Floats) -> None:
    draws[:] = np.nan


def one_unknown(draws: Floats) -> None:
    draws[:, :, 2] = np.nan


def one_draw_unknown(draws: Floats) -> None:
    draws[1, 77, 2] = np.nan


def one_draw_without_end(draws: Floats) -> None:
    draws[1, 77, 2] = np.inf


def one_parameter_stuck(draws: Floats) -> None:
    draws[:, :, 3] = 0.7


def all_stuck(draws: Floats) -> None:
    draws[:] = 0.7


def stuck_apart(draws: Floats) -> None:
    draws[0, :, 3], draws[1, :, 3] = 0.7, -0.7


def a_hill_each(draws: Floats) -> None:
    draws[1, :, 4] += 4.0


def one_visit_to_another_hill(draws: Floats) -> None:
    draws[0, 300:, 4] += 6.0


def hardly_moving(draws: Floats) -> None:
    draws[:, :, 0] = autoregression(0.995, 2, 400)


def fine_means_but_poor_spreads(draws: Floats) -> None:
    size = np.exp(1.5 * autoregression(0.99, 2, 400))
    draws[:, :, 0] = size * np.where(np.arange(400) % 2 == 0, 1.0, -1.0)


FAULTS = (
    nothing_known,
    one_unknown,
    one_draw_unknown,
    one_draw_without_end,
    one_parameter_stuck,
    all_stuck,
    stuck_apart,
    a_hill_each,
    one_visit_to_another_hill,
    hardly_moving,
    fine_means_but_poor_spreads,
)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_bad_draws_are_refused_and_the_gate_is_named(fault: Callable[[Floats], None]) -> None:
    draws = good()
    fault(draws)
    verdict = judge(draws, 0.9)
    assert not verdict.good
    assert verdict.refused in {"rhat", "ess"}


@pytest.mark.parametrize("acceptance", [0.0, 0.3, 0.59, float("nan")])
def test_low_or_unknown_acceptance_is_refused_however_fine_the_draws(acceptance: float) -> None:
    assert judge(good(), acceptance).refused == "acceptance"


@pytest.mark.parametrize("place", range(4))
def test_a_figure_that_is_not_a_number_never_passes(place: int) -> None:
    figures = [0.9, 300.0, 300.0, 1.0]
    assert Verdict(*figures).good
    figures[place] = float("nan")
    assert not Verdict(*figures).good
