"""The frozen truth of the tests: two made diaries and what NUTS, a sampler written by others, says of them.

    python -m bench.nuts [--draws 25000] [--folder tests/data]

Writes nuts-60x1.npz and nuts-120x4.npz (days x items): the answers, the priors, and mean, SD and the 5, 50 and 95 %
quantiles of every parameter of theta with their Monte Carlo errors, R-hat and effective sizes. Needs nutpie.
"""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bench.address import at_address
from bench.machine import Untyped, heading, table, use_one_core
from bench.problems import Size, answers, problem
from bench.with_nutpie import Run, sample
from leanings.engine.fit import find_hills
from leanings.engine.priors import Priors
from leanings.engine.rows import Floats

CHAINS = 4
TUNE = 1000
QUANTILES = (0.05, 0.5, 0.95)
SIZES = (Size(60, 1), Size(120, 4))


class Truth(NamedTuple):
    """What NUTS says of each parameter: (D), quantiles (3, D); `_error` is the Monte Carlo error of each."""

    mean: Floats
    sd: Floats
    quantiles: Floats
    mean_error: Floats
    sd_error: Floats
    quantiles_error: Floats
    rhat: Floats
    ess: Floats
    tail_ess: Floats


def run(values: Floats, draws: int, seed: int = 1) -> Run:
    """A long run of NUTS for these answers, in coordinates whitened at the mode."""
    posed = problem(values)
    hills = find_hills(posed, np.random.default_rng(seed))
    return sample(at_address(posed, hills.centre, hills.scale), draws, TUNE, CHAINS, seed, target_accept=0.9)


def summarise(draws: Floats) -> Truth:
    """The truth in draws (C, N, D)."""
    arviz: Untyped = importlib.import_module("arviz")

    def each(name: str, values: Floats = draws, **options: object) -> Floats:
        return np.asarray(getattr(arviz, name)({"z": values}, **options)["z"].values)

    mean, sd = draws.mean(axis=(0, 1)), draws.std(axis=(0, 1))
    squares = (draws - mean) ** 2

    return Truth(
        mean=mean,
        sd=sd,
        quantiles=np.quantile(draws, QUANTILES, axis=(0, 1)),
        mean_error=each("mcse", method="mean"),
        sd_error=each("mcse", squares, method="mean") / (2.0 * sd),  # the slope of a square root
        quantiles_error=np.array([each("mcse", method="quantile", prob=level) for level in QUANTILES]),
        rhat=each("rhat"),
        ess=each("ess", method="bulk"),
        tail_ess=each("ess", method="tail"),
    )


def line(name: str, run: Run, truth: Truth) -> list[str]:
    """One row of the table: how far the truth itself may be leaned on."""
    return [
        name,
        f"{run.seconds:.0f}",
        f"{truth.rhat.max():.4f}",
        f"{truth.ess.min():,.0f}",
        f"{truth.tail_ess.min():,.0f}",
        f"{(truth.mean_error / truth.sd).max():.4f}",
        f"{(truth.sd_error / truth.sd).max():.4f}",
    ]


def main() -> None:
    """Makes both diaries, samples, writes and prints how good the truth is."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--draws", type=int, default=25000, help="draws of each of the four chains")
    parser.add_argument("--folder", type=Path, default=Path("tests/data"), help="where the files go")
    told = parser.parse_args()
    use_one_core("bench.nuts")
    versions = heading("bench.nuts", ("nutpie", "arviz", "numpy", "numba"))
    told.folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for size in SIZES:
        values = answers(size)
        found = run(values, told.draws)
        truth = summarise(found.draws)
        name = f"nuts-{size.days}x{size.items}.npz"
        np.savez_compressed(
            told.folder / name,
            answers=values,
            priors=np.array(Priors()),
            made_with=np.array(versions),
            **truth._asdict(),
        )
        lines.append(line(name, found, truth))
    head = ("file", "seconds", "worst R-hat", "least bulk ESS", "least tail ESS", "error of means, SD", "error of SDs")
    print(f"{versions}\n\n{table(head, lines)}")


if __name__ == "__main__":
    main()
