"""The made diaries that every bench reads: answers of the model itself at the middle of its priors, with gaps."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from leanings.engine.calibrate import simulate
from leanings.engine.density import Problem, pose
from leanings.engine.parameters import layout
from leanings.engine.priors import Priors
from leanings.engine.rows import Floats, make_rows

WHOLE_DAYS = 0.22  # days without any answer; single answers are missing besides, to reach what is asked


class Size(NamedTuple):
    """How long a diary is, of how many items, what share of its answers is missing, and its seed."""

    days: int
    items: int
    missing: float = 0.30
    seed: int = 7


def answers(size: Size) -> Floats:
    """The answers (days, items) as shares of the scale, NaN where there is none; the first and last day are whole."""
    rng = np.random.default_rng([size.seed, size.days, size.items])
    place = layout(make_rows([0, 1], np.full((2, size.items), np.nan)))
    values = simulate(rng, size.days, place, Priors(), middle(rng, size.items))
    away = rng.permutation(size.days) < round(min(WHOLE_DAYS, size.missing) * size.days)
    gone = np.repeat(away[:, None], size.items, axis=1)
    gone[[0, -1]] = False
    kept = np.argwhere(~gone[1:-1]) + np.array([1, 0])
    single = rng.permutation(kept)[: max(0, round(size.missing * gone.size) - int(gone.sum()))]
    gone[single[:, 0], single[:, 1]] = True
    return np.where(gone, np.nan, values)


def middle(rng: np.random.Generator, items: int) -> Floats:
    """The theta a diary is made of: the middle of every prior, and weekdays of chance."""
    priors = Priors()
    share = (priors.phi_centre - priors.phi_low) / (priors.phi_high - priors.phi_low)
    blocks = (
        np.full(items, 0.6),
        [priors.log_fast_centre],
        np.full(items, np.log(priors.noise_a / priors.noise_b)),
        np.full(items - 1, priors.log_loading_centre),
        [np.log(share / (1.0 - share))],
        [priors.log_drift_centre],
        priors.weekday_sd * rng.standard_normal(7),
        [priors.first_days_sd],
    )
    return np.concatenate(blocks)


def problem(values: Floats, priors: Priors | None = None) -> Problem:
    """The problem that answers on days in a row pose."""
    return pose(make_rows(np.arange(len(values)), values), priors or Priors())
