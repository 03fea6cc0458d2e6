"""One line of one person, made ready for the engine: shares of the scale, a canonical order, and what stands out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from leanings.core.diary import Person
from leanings.core.reading import Band
from leanings.core.signal import Scale, Signal
from leanings.engine.courses import Base
from leanings.engine.rows import FIRST_DAYS, Floats, Integers, Rows, make_rows

BASE_DAYS = 28
BASE_ANSWERED = 14
BASE_GAP = 14  # the base must end at least so many days before now
RECENT = 28
FEW_VALUES = 3
SAME = 0.95
ITEM_ANSWERED = 14  # an item answered less is left out where others are not: its own mean would be a guess
ROUNDING = 1e-9  # of a sum of odd powers: less than this is nil


@dataclass(frozen=True)
class Line:
    """A person's answers to one signal.

    `values` (E, K) are shares of the scale, the items in a canonical order (most answered first, then by name) and
    turned so that their third moment is positive: so the order of columns changes nothing and a scale answered upside
    down gives exactly the mirrored reading. `turned` says whether that was done. `days` (E) are the diary's days.
    """

    signal: Signal
    days: Integers
    values: Floats
    marks: Floats
    turned: bool

    @property
    def answers(self) -> Floats:
        """The mean answer of each entry on the scale, NaN where there is none (E)."""
        seen = ~np.isnan(self.values)
        mean = np.where(seen, self.values, 0.0).sum(axis=1) / np.maximum(seen.sum(axis=1), 1)
        # turning a scale and back leaves crumbs in the last digits
        return np.where(seen.any(axis=1), np.round(self.to_scale(mean), 10), np.nan)

    @property
    def length(self) -> int:
        """Calendar days from the first to the last entry."""
        return int(self.days[-1] - self.days[0]) + 1

    @property
    def answered(self) -> Integers:
        """The days with an answer, each once, counted from the first entry."""
        given: Integers = np.unique(self.days[~np.isnan(self.values).all(axis=1)]) - self.days[0]
        return given

    def to_scale(self, shares: Floats) -> Floats:
        """Shares of the (turned) scale as points of the scale."""
        scale = self.signal.scale
        return scale.low + scale.width * (1.0 - shares if self.turned else shares)

    def rows(self) -> Rows:
        """The rows the kernels read."""
        return make_rows(self.days, self.values, self.marks)


def make_line(person: Person, signal: Signal, markers: Sequence[str] = ()) -> Line:
    """The person's answers to a signal, with the markers that vary as covariates."""
    counts = {item: int((~np.isnan(np.asarray(person.answers[item.column]))).sum()) for item in signal.items}
    least = ITEM_ANSWERED if max(counts.values()) >= ITEM_ANSWERED else 1
    known = [item for item in signal.items if counts[item] >= least]
    columns = sorted(known or signal.items, key=lambda item: (-counts[item], item.column))
    shares = [_shares(person.answers[item.column], signal.scale, item.reversed) for item in columns]
    values = np.column_stack(shares)
    turned = _upside_down(values)
    marks = [np.asarray(person.marks[name], dtype=float) for name in markers if name in person.marks]
    kept = [mark for mark in marks if 0 < mark.sum() < len(mark)]
    return Line(
        signal=signal,
        days=np.asarray(person.days, dtype=np.int64),
        values=1.0 - values if turned else values,
        marks=np.column_stack(kept) if kept else np.zeros((len(values), 0)),
        turned=turned,
    )


def _upside_down(values: Floats) -> bool:
    """Whether the third moment is negative; where it is nil, whether later answers are lower than earlier ones."""
    order, column = np.nonzero(~np.isnan(values))
    given = values[order, column]
    if not len(given):
        return False
    away = given - given.mean()
    for odd in (away**3, away * (order - order.mean())):
        if abs(odd.sum()) > ROUNDING * np.abs(odd).sum():
            return bool(odd.sum() < 0)
    return False


def _shares(answers: Sequence[float], scale: Scale, upside_down: bool) -> Floats:
    """Answers as shares of the scale's width from its low end, or from its high end for a reversed item."""
    shares = (np.asarray(answers, dtype=float) - scale.low) / scale.width
    return 1.0 - shares if upside_down else shares


def hardly_varies(line: Line) -> bool:
    """Whether there are fewer than three different answers, or nearly all are the same, item by item."""

    def same(column: Floats) -> bool:
        values, counts = np.unique(column[~np.isnan(column)], return_counts=True)
        return len(values) < FEW_VALUES or counts.max() >= SAME * counts.sum()

    return all(same(column) for column in line.values.T)


def own_base(line: Line) -> Base | None:
    """The first 28 days, longer where fewer than 14 of them were answered; None while now is too near to it."""
    answered = line.answered
    if len(answered) < BASE_ANSWERED:
        return None
    last = max(BASE_DAYS - 1, int(answered[BASE_ANSWERED - 1]))
    return Base(0, last, FIRST_DAYS) if line.length - 1 - last >= BASE_GAP else None


def marked_base(line: Line, first: int, last: int) -> Base | None:
    """A stretch the person marked, in the diary's days, cut to the diary; None if too short, too thin or too near."""
    start, end = max(first - int(line.days[0]), 0), min(last - int(line.days[0]), line.length - 1)
    answered = line.answered
    inside = ((answered >= start) & (answered <= end)).sum()
    if end < start or inside < BASE_ANSWERED or line.length - 1 - end < BASE_GAP:
        return None
    return Base(start, end, FIRST_DAYS)


def middle_half(line: Line) -> tuple[int, Band | None]:
    """On how many of the last 28 days there is an answer, and between what the middle half of those answers lies."""
    answers = line.answers
    recent = (line.days > line.days[-1] - RECENT) & ~np.isnan(answers)
    if not recent.any():
        return 0, None
    low, high = np.quantile(answers[recent], [0.25, 0.75])
    return len(np.unique(line.days[recent])), (float(low), float(high))
