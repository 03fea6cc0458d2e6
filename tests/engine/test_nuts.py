"""The sampler says what NUTS says, a sampler written by others, of the same answers and the same model.

The truth lies frozen in tests/data, so no other sampler is needed here; `python -m bench.nuts` makes it anew.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest

from leanings.engine.density import Problem, pose
from leanings.engine.fit import find_hills
from leanings.engine.hmc import chain, throw
from leanings.engine.priors import Priors
from leanings.engine.rows import Floats, make_rows
from tests.tree import ROOT

DIARIES = ("nuts-60x1", "nuts-120x4")
LEVELS = (0.05, 0.5, 0.95)
BURN = 200
# So many because the carry-over's long tail makes its SD slow to learn: with 4,000 draws a chain that SD
# alone may be 9 % off by chance; with 20,000 none was more than 3 % off.
DRAWS = 20_000


class Truth(NamedTuple):
    """A frozen file: the answers (days, items) and what NUTS said of each parameter."""

    answers: Floats
    priors: Floats
    mean: Floats
    sd: Floats
    quantiles: Floats
    mean_error: Floats
    sd_error: Floats
    rhat: Floats
    ess: Floats


class Apart(NamedTuple):
    """The largest differences over all parameters: of means and quantiles in SDs, of SDs as a share."""

    mean: float
    sd: float
    quantiles: float


def load(name: str) -> Truth:
    with np.load(ROOT / "tests" / "data" / f"{name}.npz") as kept:
        return Truth(*(kept[field] for field in Truth._fields))


def problem(truth: Truth, priors: Priors) -> Problem:
    return pose(make_rows(np.arange(len(truth.answers)), truth.answers), priors)


def long_run(posed: Problem, seed: int) -> Floats:
    """Draws of both chains together, started where a fit starts them."""
    rng = np.random.default_rng(seed)
    hills = find_hills(posed, rng)
    dice = [throw(rng, DRAWS + BURN, posed.place.size) for _ in hills.starts]
    runs = [
        chain(posed, hills.centre, hills.scale, start, throws, BURN, 0.5, 0.85)[0]
        for start, throws in zip(hills.starts, dice, strict=True)
    ]
    return np.concatenate(runs)


def apart(draws: Floats, truth: Truth) -> Apart:
    quantiles = np.quantile(draws, LEVELS, axis=0)
    return Apart(
        mean=float(np.max(np.abs(draws.mean(axis=0) - truth.mean) / truth.sd)),
        sd=float(np.max(np.abs(draws.std(axis=0) / truth.sd - 1.0))),
        quantiles=float(np.max(np.abs(quantiles - truth.quantiles) / truth.sd)),
    )


@pytest.mark.parametrize("name", DIARIES)
def test_a_long_run_has_the_means_sds_and_quantiles_that_nuts_has(name: str) -> None:
    truth = load(name)
    found = apart(long_run(problem(truth, Priors()), seed=5), truth)
    assert found.mean < 0.05
    assert found.sd < 0.05
    assert found.quantiles < 0.1


@pytest.mark.parametrize("name", DIARIES)
def test_the_truth_is_sharper_than_what_it_judges_and_of_the_same_priors(name: str) -> None:
    truth = load(name)
    assert truth.priors == pytest.approx(np.array(Priors())), "made with other priors: run python -m bench.nuts"
    assert truth.rhat.max() < 1.005
    assert truth.ess.min() > 10_000
    assert (truth.mean_error / truth.sd).max() < 0.01
    assert (truth.sd_error / truth.sd).max() < 0.01


@pytest.mark.parametrize("wrong", [{"phi_centre": 0.40}, {"log_drift_sd": 0.7}, {"weekday_sd": 0.12}])
def test_a_prior_that_is_a_little_wrong_would_be_seen(wrong: dict[str, float]) -> None:
    truth = load("nuts-60x1")
    found = apart(long_run(problem(truth, Priors()._replace(**wrong)), seed=5), truth)
    assert found.mean > 0.05 or found.sd > 0.05
