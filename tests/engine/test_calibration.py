"""Bands hold what they promise: parameters drawn from the priors lie in them as often as the bands say."""

from __future__ import annotations

import numpy as np
import pytest

from leanings.engine.calibrate import Made, coverage, draw_from_prior, make_and_fit, named, rank, unevenness
from leanings.engine.density import pose
from leanings.engine.fit import find_hills
from leanings.engine.parameters import layout
from leanings.engine.rows import Floats
from tests.engine.cases import PRIORS

CHOSEN = 5  # mean, fast SD, noise share, carry-over, drift: the parameters that answers tell much of
EVEN = 25.2  # chi-square of 2 x 5 has this or more once in 200


def made(days: int, count: int, items: int = 1, missing: float = 0.0) -> list[Made]:
    """So many made diaries, each from a seed of its own."""
    return [
        make_and_fit(np.random.default_rng([50_000 + seed, days, items]), days, items, PRIORS, missing)
        for seed in range(count)
    ]


def laplace_ranks(days: int, count: int, items: int = 1) -> Floats:
    """The ranks the same truths have among draws of a normal round the highest mode."""
    ranks = []
    for seed in range(count):
        rng = np.random.default_rng([50_000 + seed, days, items])
        theta, rows = draw_from_prior(rng, days, items, PRIORS)
        hills = find_hills(pose(rows, PRIORS), rng)
        ranks.append(rank(theta, hills.centre + rng.standard_normal((400, len(theta))) @ hills.scale.T))
    return np.array(ranks)


def test_bands_of_four_weeks_hold_what_they_promise_and_a_mere_normal_would_not() -> None:
    fits = made(28, 300)
    ranks = np.array([one.ranks for one in fits])
    assert sum(one.fitted.verdict.good for one in fits) >= 297
    assert 0.78 <= coverage(ranks, 0.80).mean() <= 0.83
    assert 0.93 <= coverage(ranks, 0.95).mean() <= 0.97
    assert unevenness(ranks[:, :CHOSEN]) < EVEN
    assert unevenness(laplace_ranks(28, 300)[:, :CHOSEN]) > EVEN


@pytest.mark.full
@pytest.mark.parametrize("items", [1, 4])
@pytest.mark.parametrize("days", [28, 90, 365])
def test_bands_hold_what_they_promise(days: int, items: int) -> None:
    fits = [one for one in made(days, 400, items, missing=0.2) if one.fitted.verdict.good]
    ranks = np.array([one.ranks for one in fits])
    assert len(fits) >= 388
    assert 0.78 <= coverage(ranks, 0.80).mean() <= 0.83
    assert 0.93 <= coverage(ranks, 0.95).mean() <= 0.97
    names = named(layout(draw_from_prior(np.random.default_rng(1), days, items, PRIORS)[1]))
    for name in set(names):
        same = [place for place, word in enumerate(names) if word == name]
        # one parameter of 400 diaries alone may be off by three standard errors
        assert abs(coverage(ranks, 0.80)[same].mean() - 0.80) < 0.06
        assert abs(coverage(ranks, 0.95)[same].mean() - 0.95) < 0.033


def test_the_rank_of_a_truth_is_the_share_of_draws_below_it() -> None:
    draws = np.arange(99.0)[:, None] * np.ones(2)
    assert np.allclose(rank(np.array([-1.0, 49.5]), draws), [0.005, 0.505])
    ranks = np.array([[0.05], [0.11], [0.5], [0.89], [0.96]])
    assert coverage(ranks, 0.80).tolist() == [0.6]
    assert coverage(ranks, 0.95).tolist() == [1.0]


def test_uneven_ranks_are_noticed() -> None:
    even = np.random.default_rng(1).random((400, CHOSEN))
    assert unevenness(even) < EVEN
    assert unevenness(0.5 + 1.1 * (even - 0.5)) > EVEN  # bands a tenth too narrow
    assert unevenness(0.5 + 0.9 * (even - 0.5)) > EVEN
    assert unevenness(even + 0.05) > EVEN


def test_made_answers_have_the_spread_that_made_them() -> None:
    ratios = []
    for seed in range(300):
        theta, rows = draw_from_prior(np.random.default_rng([8, seed]), 40, 2, PRIORS)
        place = layout(rows)
        theta_fast = np.exp(theta[place.fast])
        first_step = np.diff(rows.total[:, 0])[:20]
        noise = 1.0 / (1.0 + np.exp(-theta[place.noise]))
        share = 1.0 / (1.0 + np.exp(-theta[place.phi]))
        phi = PRIORS.phi_low + (PRIORS.phi_high - PRIORS.phi_low) * share
        weekday = theta[place.beta : place.beta + 7]
        drift = np.exp(2.0 * theta[place.drift])
        steps = np.diff(np.concatenate([weekday, weekday[:1]]))
        expected = 2.0 * noise + 2.0 * (1.0 - noise) * (1.0 - phi) + drift + (steps**2).mean()
        ratios.append((first_step[3:] ** 2).mean() / theta_fast**2 / expected)
    assert np.mean(ratios) == pytest.approx(1.0, abs=4.0 * np.std(ratios) / np.sqrt(300))
