"""NUTS by nutpie on the engine's own log density."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from bench.address import Density
from bench.machine import seconds
from leanings.engine.rows import Floats

JITTER = 0.3  # SDs of the starting points about the centre, where the coordinates are whitened


class Run(NamedTuple):
    """Draws of theta (C, N, D), gradients taken while tuning and while drawing, and the seconds of both together."""

    draws: Floats
    tuning: int
    drawing: int
    seconds: float


class NotFinite(Exception):
    """The density could not be computed at a point; nutpie takes it for a divergence when it is told so."""

    is_recoverable = True


def callback(density: Density) -> Callable[[Any], tuple[float, Floats]]:
    """The density as nutpie calls it."""

    def call(z: Any) -> tuple[float, Floats]:
        grad = np.zeros(len(density.centre))
        value = density.at(np.asarray(z), grad)
        if not np.isfinite(value):
            raise NotFinite
        return value, grad

    return call


def sample(density: Density, draws: int, tune: int, chains: int, seed: int, **settings: object) -> Run:
    """One run on one core. `settings` are nutpie's own."""
    nutpie: Any = importlib.import_module("nutpie")
    compiled: Any = importlib.import_module("nutpie.compiled_pyfunc")
    size = len(density.centre)

    def begin(dice: int) -> Floats:
        return JITTER * np.random.default_rng(dice).standard_normal(size)

    def write(*_: object, **__: object) -> Callable[..., dict[str, Floats]]:
        return lambda z, **_: {"z": np.array(z)}

    model = compiled.from_pyfunc(
        size, lambda: callback(density), write, [np.dtype("float64")], [(size,)], ["z"], make_initial_point_fn=begin
    )
    found, took = seconds(
        lambda: nutpie.sample(
            model, draws=draws, tune=tune, chains=chains, cores=1, seed=seed, progress_bar=False, **settings
        )
    )
    z = np.asarray(found.posterior["z"].values)
    steps = [int(np.asarray(found[group]["n_steps"].values).sum()) for group in ("warmup_sample_stats", "sample_stats")]
    return Run(density.centre + z @ density.scale.T, steps[0], steps[1], took)
