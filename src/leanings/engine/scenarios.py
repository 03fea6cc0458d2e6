"""Lives whose truth is known: how the level moves, and how the person writes about it.

Levels are in fast SDs away from the life's own middle. Each scenario is one small function of the day and the length.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from leanings.engine.rows import Floats

Shape = Callable[[Floats, int], Floats]
STRENGTH = 1.2  # fast SDs of a change: clear to the one who lives it, not to one who looks at two days
DIP_DAYS = 28
RAMP = 4.0  # days over which a change comes


def level_zero(day: Floats, length: int) -> Floats:
    """A level that does not move."""
    return np.zeros(length) * day


def _ramp(day: Floats, at: float) -> Floats:
    """From 0 to 1 about a day."""
    return 1.0 / (1.0 + np.exp(-(day - at) / RAMP * 4.0))


def dip(day: Floats, length: int) -> Floats:
    """Four weeks low, over for four to five weeks by the end."""
    end = length - 33
    return -STRENGTH * (_ramp(day, end - DIP_DAYS) - _ramp(day, end))


def lift_that_passed(day: Floats, length: int) -> Floats:
    """The mirror of a dip."""
    return -dip(day, length)


def drop(day: Floats, length: int) -> Floats:
    """A fall after the first weeks that stays; at least six weeks old by the end."""
    return -STRENGTH * _ramp(day, max(30.0, min(0.6 * length, length - 45.0)))


def lift(day: Floats, length: int) -> Floats:
    """The mirror of a drop."""
    return -drop(day, length)


def slide(day: Floats, length: int) -> Floats:
    """A slow, even fall of two fast SDs from the fourth week to the end."""
    return -2.0 * np.clip((day - 21) / max(1.0, length - 21.0), 0.0, 1.0)


def season(day: Floats, length: int) -> Floats:
    """A year's wave of .8 fast SDs either way, beginning at its middle."""
    return 0.8 * np.sin(2.0 * np.pi * day / 365.0) * np.ones(length)


@dataclass(frozen=True)
class Scenario:
    """A life: the shape of its level, where on the scale it lies, and how it is written down.

    `middle`, `fast` are shares of the scale; `rate` is the share of days written. A day one fast SD worse is written
    `worse` times as likely (below 1: bad days are skipped). `drift` is a wandering of the level in fast SDs per day on
    top of the shape.
    """

    shape: Shape
    middle: float = 0.6
    fast: float = 0.15
    rate: float = 0.8
    worse: float = 1.0
    drift: float = 0.0
    constant: bool = False


SCENARIOS: dict[str, Scenario] = {
    "steady_high": Scenario(level_zero, middle=0.75),
    "steady_low": Scenario(level_zero, middle=0.28),
    "dip_passes": Scenario(dip),
    "lift_passes": Scenario(lift_that_passed, middle=0.45),
    "drop_holds": Scenario(drop),
    "lift_holds": Scenario(lift, middle=0.4),
    "slow_slide": Scenario(slide, middle=0.7),
    "seasonal": Scenario(season),
    "wandering": Scenario(level_zero, drift=0.09),
    "missing_at_random": Scenario(level_zero, rate=0.5),
    "missing_bad_days": Scenario(level_zero, rate=0.7, worse=0.6),
    "writes_on_bad_days": Scenario(level_zero, rate=0.45, worse=1.65),
    "floor_bound": Scenario(level_zero, middle=0.06, fast=0.12),
    "constant": Scenario(level_zero, constant=True),
}

BEGINNINGS: dict[str, Shape] = {
    "in quiet": level_zero,
    "in a dip": lambda day, length: -STRENGTH * (1.0 - _ramp(day, 14.0)) * np.ones(length),
    "in a long low": lambda day, length: -STRENGTH * (1.0 - _ramp(day, max(45.0, 0.5 * length))) * np.ones(length),
}
