"""The same diary fitted by the engine and by its peers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

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
SAMPLED = 400  # draws of numpyro, which is run once


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


def ours(values: Floats, runs: int, mean: Floats, sd: Floats) -> Worth:
    """The engine's own fit, restarts and judging included; gradients are its seconds over those of one gradient."""
    posed = problem(values)
    fit(posed.rows, posed.priors, np.random.default_rng(0))
    each = gradient_seconds(values)
    found = []
    for seed in range(runs):
        _, climbing = seconds(partial(find_hills, posed, np.random.default_rng(seed)))
        fitted, took = seconds(partial(fit, posed.rows, posed.priors, np.random.default_rng(seed)))
        draws = fitted.draws.reshape(CHAINS, -1, posed.place.size)
        wanted = ROUNDS[0].draws
        once = climbing + (took - climbing) * BURN / (BURN + wanted)
        found.append(Sampled(draws, took, once, round(took / each)))
    return worth(found, mean, sd)


def _nutpie(
    density: Density, before: float, runs: int, tunings: Iterable[tuple[int, int]], mean: Floats, sd: Floats, draws: int
) -> Worth:
    """nutpie with the best of several tunings (steps, chains) for it; `before` is what whitening took."""
    best: Worth | None = None
    for tune, chains in tunings:
        found = []
        for seed in range(runs):
            run = with_nutpie.sample(density, draws // chains, tune, chains, 100 + seed)
            tuning = run.seconds * run.tuning / (run.tuning + run.drawing)
            found.append(Sampled(run.draws, before + run.seconds, before + tuning, run.tuning + run.drawing))
        tried = worth(found, mean, sd)
        if best is None or tried.scaled < best.scaled:
            best = tried
    assert best is not None
    return best


def nutpie_whitened(values: Floats, runs: int, mean: Floats, sd: Floats, ours: Worth) -> Worth:
    """nutpie in the coordinates our fit samples in; climbing and whitening counted."""
    posed = problem(values)
    hills, before = seconds(lambda: find_hills(posed, np.random.default_rng(0)))
    density = at_address(posed, hills.centre, hills.scale)
    tunings = [(tune, chains) for chains in (1, 2) for tune in (50, 100, 200)]
    return _nutpie(density, before, runs, tunings, mean, sd, ours.draws)


def nutpie_plain(values: Floats, runs: int, mean: Floats, sd: Floats, ours: Worth) -> Worth:
    """nutpie on theta itself, from a first guess."""
    posed = problem(values)
    guess = first_guess(posed.rows, posed.place, posed.priors)
    density = at_address(posed, guess, START_SD * np.eye(posed.place.size))
    tunings = [(tune, chains) for chains in (1, 2) for tune in (150, 300, 600)]
    return _nutpie(density, 0.0, runs, tunings, mean, sd, ours.draws)


def numpyro_whitened(values: Floats, _runs: int, mean: Floats, sd: Floats, _ours: Worth) -> Worth:
    """numpyro in our coordinates, run once; its seconds are its gradients at the speed of one, compiling left out."""
    posed = problem(values)
    hills, before = seconds(lambda: find_hills(posed, np.random.default_rng(0)))
    density = with_numpyro.log_posterior(values, Priors())
    run = with_numpyro.sample(density, hills.centre, hills.scale, SAMPLED, 200, 1)
    tuning, drawing = run.tuning * run.each, run.drawing * run.each
    one = Sampled(run.draws, before + tuning + drawing, before + tuning, run.tuning + run.drawing)
    return worth([one], mean, sd)


Measure = Callable[[Floats, int, Floats, Floats, Worth], Worth]
PEERS: tuple[tuple[str, str, Measure], ...] = (
    ("nutpie on our gradient, whitened", "nutpie", nutpie_whitened),
    ("nutpie on our gradient, plain", "nutpie", nutpie_plain),
    ("numpyro NUTS, whitened", "numpyro", numpyro_whitened),
)


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
