"""NUTS by nutpie on the engine's own log density, called as machine code: nutpie waits for no Python."""

from __future__ import annotations

import importlib
from typing import NamedTuple

import numpy as np

from bench.address import Density, signature
from bench.machine import Untyped, seconds
from leanings.engine.rows import Floats

JITTER = 0.3  # SDs of the starting points about the centre, where the coordinates are whitened


class Run(NamedTuple):
    """Draws of theta (C, N, D), gradients taken while tuning and while drawing, and the seconds of both together."""

    draws: Floats
    tuning: int
    drawing: int
    seconds: float


class Native(NamedTuple):
    """A function as nutpie wants it: by its address."""

    address: int


def model(density: Density) -> Untyped:
    """The density as nutpie's model; nothing is added to a draw."""
    numba: Untyped = importlib.import_module("numba")
    compiled: Untyped = importlib.import_module("nutpie.compile_pymc")
    pandas: Untyped = importlib.import_module("pandas")
    size = len(density.centre)

    def copy(size: int, _more: int, z: Untyped, out: Untyped, _: Untyped) -> int:
        numba.carray(out, size)[:] = numba.carray(z, size)
        return 0

    return compiled.CompiledPyMCModel(
        dims={},
        compiled_logp_func=Native(density.native),
        compiled_expand_func=numba.cfunc(signature("nnddv"))(copy),
        initial_point_func=lambda dice: JITTER * np.random.default_rng(dice).standard_normal(size),
        shared_data={},
        user_data=np.zeros(1),
        n_expanded=size,
        shape_info=(["z"], None, [(size,)]),
        logp_func=None,
        expand_func=None,
        _n_dim=size,
        _shapes={"z": (size,)},
        _coords={"unconstrained_parameter": pandas.Index([str(k) for k in range(size)])},
    )


def sample(density: Density, draws: int, tune: int, chains: int, seed: int, **settings: object) -> Run:
    """One run on one core; putting its draws into tables is left out of its seconds. `settings` are nutpie's own."""
    pyarrow: Untyped = importlib.import_module("pyarrow")
    nutpie: Untyped = importlib.import_module("nutpie")
    asked = {"draws": draws, "tune": tune, "chains": chains, "seed": seed, "cores": 1, **settings}
    ready = model(density)
    trace, took = seconds(lambda: nutpie.sample(ready, progress_bar=False, return_raw_trace=True, **asked))
    points, tuning, drawing = [], 0, 0
    for batches in zip(*trace.get_arrow_trace(), strict=True):
        drawn, told = (pyarrow.record_batch(batch) for batch in batches)
        steps = told.column("n_steps").to_numpy()
        tuned = told.column("tuning").to_numpy(zero_copy_only=False).astype(bool)
        points.append(drawn.column("z").flatten().to_numpy().reshape(-1, len(density.centre))[~tuned])
        tuning += int(steps[tuned].sum())
        drawing += int(steps[~tuned].sum())
    return Run(density.centre + np.stack(points) @ density.scale.T, tuning, drawing, took)
