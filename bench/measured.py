"""What a run of a sampler is worth: how many independent draws it amounts to, and how far it is from the truth."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from bench.machine import Untyped, installed
from leanings.engine.gates import effective_size, split_rhat
from leanings.engine.rows import Floats

WANTED = 200.0  # the least effective sample size that all are brought to
HEAD = (
    "how",
    "s, one run",
    "draws",
    "gradients",
    "least ESS",
    "of spreads",
    "worst R-hat",
    "error of means",
    "error of SDs",
    "gradients to ESS 200",
    "s to ESS 200",
    "s, both to 200",
    "ours : it",
    "ours : it, both",
)


class Sampled(NamedTuple):
    """One run: draws of theta (C, N, D), its seconds, those that come once however many draws, its gradients."""

    draws: Floats
    seconds: float
    once: float
    gradients: int


class Worth(NamedTuple):
    """The middle over runs; errors are root mean squares over parameters and runs, in SDs and as shares of the SD.

    `ess` is for means, `spread_ess` for squared distances from the mean, both the least over the parameters. `needed`
    and `scaled` are gradients and seconds to an `ess` of WANTED, `both` seconds to WANTED of either; what comes once
    is counted once.
    """

    seconds: float
    draws: int
    gradients: float
    ess: float
    spread_ess: float
    rhat: float
    mean_error: float
    sd_error: float
    needed: float
    scaled: float
    both: float


def ess_is() -> str:
    """Which effective sample size is told."""
    if installed("arviz"):
        return "the bulk ESS of arviz (rank-normalised, split chains)"
    return "gates.effective_size (Geyer's monotone sequence over all chains), since arviz is not installed"


def sizes(draws: Floats) -> Floats:
    """The effective sample size of every parameter of draws (C, N, D)."""
    if installed("arviz"):
        arviz: Untyped = importlib.import_module("arviz")
        return np.asarray(arviz.ess({"z": draws}, method="bulk")["z"].values)
    return np.array([effective_size(np.ascontiguousarray(draws[:, :, d])) for d in range(draws.shape[2])])


def spread_sizes(draws: Floats) -> Floats:
    """The same for squared distances from the mean, as the engine's gates have it."""
    squares = (draws - draws.mean(axis=(0, 1))) ** 2
    return np.array([effective_size(np.ascontiguousarray(squares[:, :, d])) for d in range(draws.shape[2])])


def worth(runs: Sequence[Sampled], mean: Floats, sd: Floats) -> Worth:
    """What runs of one sampler are worth against the true means and SDs (D)."""
    kept: list[tuple[float, ...]] = []
    means, sds = [], []
    for run in runs:
        least, least_spread = float(sizes(run.draws).min()), float(spread_sizes(run.draws).min())
        rhat = max(split_rhat(np.ascontiguousarray(run.draws[:, :, d])) for d in range(len(mean)))
        drawing = run.seconds - run.once
        scaled = run.once + drawing * WANTED / least
        both = run.once + drawing * WANTED / min(least, least_spread)
        needed = run.gradients * scaled / run.seconds
        kept.append((run.seconds, run.gradients, least, least_spread, rhat, needed, scaled, both))
        means.append((run.draws.mean(axis=(0, 1)) - mean) / sd)
        sds.append(run.draws.std(axis=(0, 1)) / sd - 1.0)
    seconds, gradients, ess, spread_ess, rhat, needed, scaled, both = (float(x) for x in np.median(kept, axis=0))
    mean_error, sd_error = (float(np.sqrt(np.mean(np.square(apart)))) for apart in (means, sds))
    count = runs[0].draws.shape[0] * runs[0].draws.shape[1]
    return Worth(seconds, count, gradients, ess, spread_ess, rhat, mean_error, sd_error, needed, scaled, both)


def row(name: str, found: Worth, ours: Worth) -> list[str]:
    """The row of a table with the columns of HEAD."""
    return [
        name,
        f"{found.seconds:.3f}",
        f"{found.draws}",
        f"{found.gradients:,.0f}",
        f"{found.ess:.0f}",
        f"{found.spread_ess:.0f}",
        f"{found.rhat:.3f}",
        f"{found.mean_error:.3f}",
        f"{found.sd_error:.3f}",
        f"{found.needed:,.0f}",
        f"{found.scaled:.3f}",
        f"{found.both:.3f}",
        f"1 : {found.scaled / ours.scaled:.1f}",
        f"1 : {found.both / ours.both:.1f}",
    ]
