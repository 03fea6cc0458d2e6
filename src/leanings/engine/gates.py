"""Whether draws may be leaned on: acceptance, effective sample size and R-hat, and what counts as good enough."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from leanings.engine.compiled import compiled
from leanings.engine.rows import Floats

LEAST_ACCEPTANCE = 0.6  # every bad fit of the simulations that set this had less
MOST_RHAT = 1.05
LEAST_ESS = 100.0
LEAST_SPREAD_ESS = 60.0


class Verdict(NamedTuple):
    """How a run of chains went: mean acceptance, and over all parameters the least sizes and the worst R-hat.

    `ess` is the effective sample size for means, the one every sampler reports; `spread_ess` that for spreads.
    """

    acceptance: float
    ess: float
    spread_ess: float
    rhat: float

    @property
    def good(self) -> bool:
        """Whether the draws pass every gate."""
        return self.refused is None

    @property
    def refused(self) -> str | None:
        """The first gate the draws fail, or None. NaN fails."""
        if not self.acceptance >= LEAST_ACCEPTANCE:
            return "acceptance"
        if not self.rhat <= MOST_RHAT:
            return "rhat"
        if not (self.ess >= LEAST_ESS and self.spread_ess >= LEAST_SPREAD_ESS):
            return "ess"
        return None


@compiled
def split_rhat(chains: Floats) -> float:
    """Split R-hat of one parameter, chains (C, N) (Gelman et al. 2013, 11.4)."""
    count, length = chains.shape
    half = length // 2
    means, variances = np.zeros(2 * count), np.zeros(2 * count)
    for c in range(count):
        for part in range(2):
            piece = chains[c, part * half : (part + 1) * half]
            means[2 * c + part] = np.mean(piece)
            variances[2 * c + part] = np.var(piece) * half / (half - 1)
    within = np.mean(variances)
    between = np.var(means) * (2 * count) / (2 * count - 1)
    return float(np.sqrt((half - 1) / half + between / within))


@compiled
def effective_size(chains: Floats) -> float:
    """Effective sample size of one parameter, chains (C, N), by Geyer's initial monotone sequence over all chains."""
    count, length = chains.shape
    within, means = 0.0, np.zeros(count)
    centred = np.zeros((count, length))
    for c in range(count):
        means[c] = np.mean(chains[c])
        centred[c] = chains[c] - means[c]
        within += np.sum(centred[c] ** 2) / (length - 1)
    within /= count
    spread = within * (length - 1) / length
    if count > 1:
        spread += np.var(means) * count / (count - 1)
    time, last = -1.0, np.inf
    for pair in range(length // 2 - 1):
        both = 0.0
        for lag in range(2 * pair, 2 * pair + 2):
            products = 0.0
            for c in range(count):
                products += np.sum(centred[c, lag:] * centred[c, : length - lag]) / length
            both += 1.0 - (within - products / count) / spread
        if both < 0.0:
            break
        last = min(last, both)
        time += 2.0 * last
    return float(min(count * length / max(time, 1e-9), count * length * np.log10(count * length)))


@compiled
def judge_draws(draws: Floats) -> tuple[float, float, float]:
    """The least effective sizes for means and for spreads and the worst R-hat over the parameters of draws (C, N, D).

    Spreads have a size of their own: a sampler that swings to and fro round the middle has fine means and poor spreads.
    """
    means, spreads, worst = np.inf, np.inf, 0.0
    for d in range(draws.shape[2]):
        parameter = np.ascontiguousarray(draws[:, :, d])
        means = min(means, effective_size(parameter))
        spreads = min(spreads, effective_size((parameter - np.mean(parameter)) ** 2))
        worst = max(worst, split_rhat(parameter))
    return means, spreads, worst


def judge(draws: Floats, acceptance: float) -> Verdict:
    """The verdict on draws (C, N, D)."""
    means, spreads, worst = judge_draws(draws)
    return Verdict(acceptance, float(means), float(spreads), float(worst))
