"""The same diary fitted by the engine and by its peers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from bench import with_numpyro, with_nutpie, with_statsmodels
from bench.address import Density, at_address
from bench.machine import seconds
from bench.measured import Sampled, Worth, worth
from bench.problems import problem
from leanings.engine.fit import BURN, ROUNDS, find_hills, fit
from leanings.engine.parameters import first_guess
from leanings.engine.priors import Priors
from leanings.engine.rows import Floats

CHAINS = 2
START_SD = 0.1  # scale of theta when nothing is whitened: the SDs of most parameters lie about there
DRAWS = CHAINS * ROUNDS[0].draws  # of every peer: as many as ours

Sampler = Callable[[int], Sampled]  # from a seed


def own_truth(values: Floats) -> tuple[Floats, Floats]:
    """Means and SDs by the engine itself, where no other sampler is there to say them."""
    posed = problem(values)
    draws = np.concatenate([fit(posed.rows, posed.priors, np.random.default_rng(900 + k)).draws for k in range(40)])
    return draws.mean(axis=0), draws.std(axis=0)


def gradient_seconds(values: Floats, times: int = 2000) -> float:
    """Seconds of one gradient: the middle of fifteen rounds."""
    posed = problem(values)
    density = at_address(posed, first_guess(posed.rows, posed.place, posed.priors), np.eye(posed.place.size))
    z, grad = np.zeros(posed.place.size), np.zeros(posed.place.size)
    density.repeat(z, grad, 1)
    rounds = [seconds(lambda: density.repeat(z, grad, times))[1] for _ in range(15)]
    return float(np.median(rounds)) / times


def ours(values: Floats) -> list[Sampler]:
    """The engine's own fit, restarts and judging included; gradients are its seconds over those of one gradient."""
    posed = problem(values)
    fit(posed.rows, posed.priors, np.random.default_rng(0))
    each = gradient_seconds(values)

    def run(seed: int) -> Sampled:
        _, climbing = seconds(partial(find_hills, posed, np.random.default_rng(seed)))
        fitted, took = seconds(partial(fit, posed.rows, posed.priors, np.random.default_rng(seed)))
        draws = fitted.draws.reshape(CHAINS, -1, posed.place.size)
        once = climbing + (took - climbing) * BURN / (BURN + draws.shape[1])
        return Sampled(draws, took, once, round(took / each))

    return [run]


def _nutpie(density: Density, before: float, tune: int, chains: int, draws: int) -> Sampler:
    """nutpie with one tuning; `before` is what whitening took."""

    def run(seed: int) -> Sampled:
        found = with_nutpie.sample(density, draws // chains, tune, chains, 100 + seed)
        tuning = found.seconds * found.tuning / (found.tuning + found.drawing)
        return Sampled(found.draws, before + found.seconds, before + tuning, found.tuning + found.drawing)

    return run


def nutpie_whitened(values: Floats) -> list[Sampler]:
    """nutpie in the coordinates our fit samples in; climbing and whitening counted."""
    posed = problem(values)
    hills = find_hills(posed, np.random.default_rng(0))
    before = float(np.median([seconds(lambda: find_hills(posed, np.random.default_rng(0)))[1] for _ in range(5)]))
    density = at_address(posed, hills.centre, hills.scale)
    return [_nutpie(density, before, tune, chains, DRAWS) for chains in (1, 2) for tune in (20, 50, 100)]


def nutpie_plain(values: Floats) -> list[Sampler]:
    """nutpie on theta itself, from a first guess."""
    posed = problem(values)
    guess = first_guess(posed.rows, posed.place, posed.priors)
    density = at_address(posed, guess, START_SD * np.eye(posed.place.size))
    return [_nutpie(density, 0.0, tune, chains, DRAWS) for chains in (1, 2) for tune in (150, 300, 600)]


def numpyro_whitened(values: Floats) -> list[Sampler]:
    """numpyro in our coordinates; its seconds are its gradients at the speed of one, compiling left out."""
    posed = problem(values)
    hills, before = seconds(lambda: find_hills(posed, np.random.default_rng(0)))
    density = with_numpyro.log_posterior(values, Priors())

    def run(_seed: int) -> Sampled:
        found = with_numpyro.sample(density, hills.centre, hills.scale, DRAWS, 200, 1)
        tuning, drawing = found.tuning * found.each, found.drawing * found.each
        return Sampled(found.draws, before + tuning + drawing, before + tuning, found.tuning + found.drawing)

    return [run]


class Peer(NamedTuple):
    """A sampler: its name, the library it needs, how it is made ready in several tunings, at most how many runs."""

    name: str
    library: str
    ready: Callable[[Floats], list[Sampler]]
    most: int


PEERS = (
    Peer("ours: `engine.fit.fit`", "leanings", ours, 1000),
    Peer("nutpie on our gradient, whitened", "nutpie", nutpie_whitened, 1000),
    Peer("nutpie on our gradient, plain", "nutpie", nutpie_plain, 5),
    Peer("numpyro NUTS, whitened", "numpyro", numpyro_whitened, 1),
)


def race(peers: Sequence[Peer], values: Floats, runs: int, mean: Floats, sd: Floats) -> dict[str, Worth]:
    """What each is worth with the tuning best for it. They take turns, so that a busy minute is shared by all."""
    ready = {peer.name: peer.ready(values) for peer in peers}
    found: dict[str, list[list[Sampled]]] = {name: [[] for _ in tunings] for name, tunings in ready.items()}
    for seed in range(runs):
        for peer in peers:
            if seed < peer.most:
                for tuning, kept in zip(ready[peer.name], found[peer.name], strict=True):
                    kept.append(tuning(seed))
    return {
        name: min((worth(kept, mean, sd) for kept in tunings), key=lambda one: one.scaled)
        for name, tunings in found.items()
    }


def modes(values: Floats, mean: Floats, sd: Floats) -> tuple[list[list[str]], str]:
    """Rows for those that give a mode and no posterior, and what ready-made components found, in words."""
    posed = problem(values)
    hills, took = seconds(lambda: find_hills(posed, np.random.default_rng(0)))
    bend = np.sqrt(np.diag(hills.scale @ hills.scale.T))

    def ratio(other: float) -> str:
        return f"1 : {other / took:.0f}"

    found = [("ours: mode and Hessian alone", took, hills.centre, bend)]
    line = with_statsmodels.mode(posed, values)
    assert line.theta is not None
    assert line.sd is not None
    found.append(("statsmodels, our model as a state space", line.seconds, line.theta, line.sd))
    rows = [
        [
            name,
            f"{spent:.3f}",
            f"{np.sqrt(np.mean(((theta - mean) / sd) ** 2)):.3f}",
            f"{np.sqrt(np.mean((width / sd - 1.0) ** 2)):.3f}",
            ratio(spent),
        ]
        for name, spent, theta, width in found
    ]
    parts = with_statsmodels.components(values)
    place = posed.place.phi
    true = posed.priors.phi_low + (posed.priors.phi_high - posed.priors.phi_low) / (1.0 + np.exp(-mean[place]))
    plain = f"a carry-over of {parts.phi:.2f} ± {parts.phi_error:.2f}, where the middle of the posterior is {true:.2f}"
    rows.append(
        ["statsmodels UnobservedComponents, on day means", f"{parts.seconds:.3f}", "", "", ratio(parts.seconds)]
    )
    return rows, plain
