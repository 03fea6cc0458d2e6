"""Where the marks of an axis stand and what they say, for any scale and any span of days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from leanings.content.spell import Days, short_number

Anchor = Literal["start", "middle", "end"]
LETTER = 0.56  # an average letter of Figtree is so wide, in sizes of the type; measured on its figures and lower case
AIR = 0.9  # least room beside the labels at both ends, in sizes of the type
AIR_BETWEEN = 2.0  # least room between the others: a foot full of labels is not read
MOST = 6  # marks between the ends
DAY_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60)
WEEKS_UP_TO = 62  # a diary shorter than two months is marked by weeks, a longer one by months


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark of an axis: where, and what it says; the anchor is for marks along the foot."""

    at: float
    label: str
    anchor: Anchor = "middle"


def text_width(text: str, size: float) -> float:
    """About how wide a text is when set in that size."""
    return len(text) * size * LETTER


def scale_steps(low: float, high: float) -> tuple[float, ...]:
    """Three to six values from the low to the high end of a scale, whole numbers where the scale has them."""
    width = high - low
    if float(low).is_integer() and float(width).is_integer():
        parts = next((n for n in (2, 3, 4, 5) if width % n == 0 and width >= n), 2)
    else:
        parts = 2
    return tuple(low + width * part / parts for part in range(parts + 1))


def scale_labels(low: float, high: float) -> tuple[tuple[float, str], ...]:
    """The values of a scale with the texts that stand beside them."""
    return tuple((value, short_number(value, 1 if high - low >= 3 else 2)) for value in scale_steps(low, high))


def day_marks(first: int, last: int, left: float, right: float, size: float, days: Days) -> tuple[Mark, ...]:
    """The marks along the foot: both ends, and between them as many as fit without touching."""
    span = max(1, last - first)

    def x(day: int) -> float:
        return round(left + (right - left) * (day - first) / span, 1)

    start = Mark(x(first), days.short(first), "start")
    if first == last:
        return (start,)
    end = Mark(right, days.short(last), "end")
    if _reach(start, size)[1] + AIR * size > _reach(end, size)[0]:
        return (start,)
    free = (_reach(start, size)[1] + AIR * size, _reach(end, size)[0] - AIR * size)
    for rows in _candidates(first, last, days):
        marks = [Mark(x(day), label) for day, label in rows]
        if len(marks) <= MOST and _apart(marks, size):
            fitting = [mark for mark in marks if free[0] <= _reach(mark, size)[0] and _reach(mark, size)[1] <= free[1]]
            return (start, *fitting, end)
    return (start, end)


def _reach(mark: Mark, size: float) -> tuple[float, float]:
    """From where to where a label stands."""
    wide = text_width(mark.label, size)
    left = mark.at - {"start": 0.0, "middle": wide / 2, "end": wide}[mark.anchor]
    return left, left + wide


def _apart(marks: Sequence[Mark], size: float) -> bool:
    """Whether every label keeps well clear of the next."""
    return all(_reach(one, size)[1] + AIR_BETWEEN * size <= _reach(other, size)[0] for one, other in pairwise(marks))


def _candidates(first: int, last: int, days: Days) -> Iterable[list[tuple[int, str]]]:
    """Ever fewer days to mark between the ends, with their labels."""
    name = days.month if days.years else days.short
    if not days.dated:
        for step in DAY_STEPS:
            yield [(day, days.month(day)) for day in range((first // step + 1) * step, last, step)]
    elif last - first < WEEKS_UP_TO:
        for step in (7, 14, 28):
            yield [(day, days.short(day)) for day in range(first + step, last, step)]
    else:
        for step in MONTH_STEPS:
            yield [(day, name(day)) for day in _month_starts(first, last, step)]


def _month_starts(first: int, last: int, step: int) -> list[int]:
    """The first of every month between two days, every `step` months, counted from January."""
    start, end = date.fromordinal(first), date.fromordinal(last)
    months = range(start.year * 12 + start.month, end.year * 12 + end.month)
    return [date(month // 12, month % 12 + 1, 1).toordinal() for month in months if month % step == 0]
