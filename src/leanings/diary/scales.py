"""The scale of a column nobody told anything about: the smallest usual one that holds every answer."""

from __future__ import annotations

import math
from collections.abc import Sequence

from leanings.core.diary import Diary
from leanings.core.signal import Item, Scale, Signal

_USUAL = (
    (0, 1), (1, 5), (0, 4), (0, 5), (1, 7), (0, 6), (-3, 3), (1, 10), (0, 10), (-5, 5), (-10, 10), (1, 100), (0, 100),
)  # fmt: skip  # by width; of equal ones that which begins at 1, as most questionnaires do


def guess_signals(diary: Diary) -> tuple[Signal, ...]:
    """One signal for each column of answers, with the smallest usual scale that holds the answers of everyone."""
    return tuple(Signal(name, (Item(name),), _guessed(diary, name)) for name in diary.columns)


def _guessed(diary: Diary, name: str) -> Scale:
    """The smallest usual scale that holds the column, or else the whole numbers around it."""
    low, high = answered(diary, name) or (0.0, 1.0)
    for least, most in _USUAL:
        if least <= low and high <= most:
            return Scale(float(least), float(most))
    least, most = math.floor(low), math.ceil(high)
    return Scale(float(least), float(most if most > least else least + 1))


def answered(diary: Diary, name: str) -> tuple[float, float] | None:
    """The lowest and the highest answer that anyone gave in a column; None where nobody did."""
    ranges = [found for person in diary.people if (found := _range(person.answers[name])) is not None]
    return (min(low for low, _ in ranges), max(high for _, high in ranges)) if ranges else None


def _range(answers: Sequence[float]) -> tuple[float, float] | None:
    """The lowest and the highest answer given; None where none is."""
    given = [value for value in answers if not math.isnan(value)]
    return (min(given), max(given)) if given else None
