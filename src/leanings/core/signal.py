"""A signal: one latent line with one to eight items, as a person names it on the command line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from leanings.core.refusal import Refusal

MOST_ITEMS = 8
_SCALE = re.compile(r"^(?P<low>-?\d+(?:\.\d+)?)-(?P<high>-?\d+(?:\.\d+)?)$")


class SignalNotUnderstood(Refusal):
    """A --signal that does not follow the grammar NAME[=COL1,COL2,-COL3]:LOW-HIGH."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The lowest and the highest answer that can be given."""

    low: float
    high: float

    @property
    def width(self) -> float:
        """How far apart the two ends are."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Item:
    """One column of answers; reversed when a high answer means less of the signal."""

    column: str
    reversed: bool = False


@dataclass(frozen=True, slots=True)
class Signal:
    """One latent line: its name, its items and the scale they share."""

    name: str
    items: tuple[Item, ...]
    scale: Scale


def parse_signal(text: str) -> Signal:
    """The signal a text such as `close:0-10` or `mood=sad,-happy:0-4` stands for."""
    head, colon, tail = text.rpartition(":")
    found = _SCALE.match(tail.strip())
    if not colon or not head.strip() or found is None:
        raise SignalNotUnderstood(
            f"“{text}” is not a signal: write NAME:LOW-HIGH or NAME=COLUMN,-COLUMN:LOW-HIGH, for example close:0-10."
        )
    scale = Scale(float(found["low"]), float(found["high"]))
    if not 0 < scale.width < inf:
        raise SignalNotUnderstood(f"“{text}” is not a signal: the scale must run from a lower to a higher number.")
    name, equals, columns = head.partition("=")
    name = name.strip()
    items = _parse_items(columns.split(",")) if equals else (Item(name),)
    if not name or not 1 <= len(items) <= MOST_ITEMS:
        raise SignalNotUnderstood(f"“{text}” is not a signal: it needs a name and one to {MOST_ITEMS} columns.")
    if len({item.column for item in items}) < len(items):
        raise SignalNotUnderstood(f"“{text}” is not a signal: it names a column twice.")
    return Signal(name, items, scale)


def _parse_items(columns: Sequence[str]) -> tuple[Item, ...]:
    """The items of a comma list, a leading minus meaning reversed; blanks are dropped."""
    named = [column.strip() for column in columns]
    return tuple(Item(name.lstrip("-").strip(), name.startswith("-")) for name in named if name.lstrip("-").strip())
