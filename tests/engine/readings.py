"""Readings laid flat, so that two can be held against each other figure by figure."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator, Mapping, Sequence

from leanings.core.diary import Person
from leanings.core.reading import SignalReading
from leanings.core.signal import Signal
from leanings.engine import Wish, read_person
from tests.engine.cases import CLOSE

Leaf = float | int | str | bool | None
TIMES = "fit.seconds"


def read_one(person: Person, wish: Wish | None = None, signal: Signal = CLOSE) -> SignalReading:
    """The reading of one line of one person."""
    return read_person(person, [signal], wish or Wish(forecast=3)).signals[0]


def leaves(value: object, path: str = "") -> Iterator[tuple[str, Leaf]]:
    """Every figure and word of a reading with the way to it."""
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from leaves(getattr(value, field.name), f"{path}.{field.name}" if path else field.name)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from leaves(item, f"{path}[{key}]")
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for place, item in enumerate(value):
            yield from leaves(item, f"{path}[{place}]")
    else:
        assert value is None or isinstance(value, (bool, int, float, str)), f"{path} is a {type(value)}"
        yield path, value


def not_numbers(value: object) -> list[str]:
    """The ways to every figure that is not a number or without end."""
    return [path for path, leaf in leaves(value) if isinstance(leaf, float) and not math.isfinite(leaf)]


def apart(one: object, other: object, tolerance: float = 0.0, but: tuple[str, ...] = ()) -> list[str]:
    """The ways to every figure or word in which two readings differ, how long they took aside."""
    first, second = dict(leaves(one)), dict(leaves(other))
    if first.keys() != second.keys():
        return sorted(first.keys() ^ second.keys())
    return [
        f"{path}: {first[path]} and {second[path]}"
        for path in first
        if TIMES not in path
        and not any(part in path for part in but)
        and not alike(first[path], second[path], tolerance)
    ]


def alike(one: Leaf, other: Leaf, tolerance: float) -> bool:
    """Whether two figures are equal up to the tolerance, or two words the same."""
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= tolerance
    return one == other
