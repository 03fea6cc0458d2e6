"""Where the time of a fit goes, and how long a whole reading takes."""

from __future__ import annotations

from functools import partial

import numpy as np

from bench.fits import gradient_seconds
from bench.machine import seconds
from bench.problems import Size, answers, problem
from leanings.core.diary import Diary
from leanings.core.signal import Item, Signal
from leanings.engine import read
from leanings.engine.density import pose
from leanings.engine.fit import BURN, ROUNDS, find_hills, fit
from leanings.engine.gates import judge
from leanings.engine.hmc import chain, throw
from leanings.engine.rows import Floats
from leanings.engine.simulate import SCALE, Life, as_diary, as_person

READING_HEAD = (
    "a reading of one line, 365 days, 30 % missing",
    "s, middle",
    "s, slowest",
    "of it the fit, s",
    "µs a gradient",
)
PARTS_HEAD = ("part of the fit, 365 days, 4 items", "ms", "share", "gradients")


def diary(size: Size) -> Diary:
    """A diary of one line with so many items, its answers whole points of the scale."""
    values = SCALE.low + SCALE.width * answers(size)
    life = Life(np.zeros(size.days), np.zeros(size.days), np.clip(np.round(values), SCALE.low, SCALE.high), 1.0)
    plain = as_diary([as_person("Ada", {"close": life})])
    line = Signal("close", tuple(Item(column) for column in plain.columns), SCALE)
    return Diary(plain.file, plain.dated, plain.people, plain.columns, invented=True, signals=(line,))


def reading(items: int, runs: int) -> list[str]:
    """The middle and the slowest of so many whole readings, warm."""
    size = Size(365, items)
    kept = diary(size)
    read(kept)
    whole = [seconds(partial(read, kept))[1] for _ in range(runs)]
    posed = problem(answers(size))
    fits = [seconds(partial(fit, posed.rows, posed.priors, np.random.default_rng(seed)))[1] for seed in range(runs)]
    each = gradient_seconds(answers(size))
    name = "one item" if items == 1 else f"{items} items"
    return [name, f"{np.median(whole):.3f}", f"{max(whole):.3f}", f"{np.median(fits):.3f}", f"{1e6 * each:.1f}"]


def parts(runs: int) -> list[list[str]]:
    """The parts of the first round of a fit, the middle of so many, and about how many gradients each is."""
    values = answers(Size(365, 4))
    each = gradient_seconds(values)
    times = np.median([_once(values, seed) for seed in range(runs)], axis=0)
    names = ("room for the kernels", "climbing, Hessian, whitening", "two chains", "judging the draws")
    counts = ("", f"≈ {times[1] / each:,.0f}", f"≈ {times[2] / each:,.0f}", "")
    return [
        [name, f"{1e3 * time:.1f}", f"{time / times.sum():.0%}", count]
        for name, time, count in zip(names, times, counts, strict=True)
    ]


def _once(values: Floats, seed: int) -> tuple[float, float, float, float]:
    """Seconds of each part, as `fit` goes through them."""
    rng = np.random.default_rng(seed)
    made = problem(values)
    posed, posing = seconds(partial(pose, made.rows, made.priors))
    hills, climbing = seconds(partial(find_hills, posed, rng))
    wanted, aim = ROUNDS[0]

    def both() -> Floats:
        dice = [throw(rng, wanted + BURN, posed.place.size) for _ in hills.starts]
        return np.stack(
            [
                chain(posed, hills.centre, hills.scale, start, throws, BURN, 0.5, aim)[0]
                for start, throws in zip(hills.starts, dice, strict=True)
            ]
        )

    draws, drawing = seconds(both)
    _, judging = seconds(partial(judge, draws, 1.0))
    return posing, climbing, drawing, judging
