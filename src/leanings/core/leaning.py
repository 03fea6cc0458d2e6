"""On which days? Reasons to stay and to go as they were put on a person's better days, beside their harder ones.

The two sides are never taken from one another, and nothing here says what to do. How it is worked out:

A check-in counts where both sides of the pair and the person's own line for the day were answered. Their own middle
(the median of that line) parts the days: above it are the better ones, below it the harder ones, on it neither.

For each side the middle answer of both kinds of days is told, with a band that holds four in five of the middles that
other days like these might have given (the percentile bootstrap of Efron, 1979). Answers are whole numbers from 0 to
10, so the chances of the bootstrap can be worked out exactly, without dice: a middle is at most v where at least half
of the drawn days are (Maritz and Jarrett, 1978). Where the count of days is even, both middle ones count half.

One kind of days is called higher only where at least 19 in 20 of the pairs of middles agree. On made-up people whose
reasons have nothing to do with the day, that happens for fewer than 1 line in 20 (tests/core/test_leaning.py). Days
are taken as if each stood alone; where good and hard stretches last, the true doubt is larger, and the page says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import comb
from statistics import median
from typing import Literal, TypeAlias

from leanings.core.checkin import CheckIn
from leanings.core.lines import HIGH, LOW

DAY, STAY, GO = "day", "reasons_stay", "reasons_go"  # lines of the check-in
LEAST = 6  # days of each kind: with fewer, a band tells next to nothing
BAND = 0.1  # of the middles lie below the band, and as many above
SURE = 0.95

Differs: TypeAlias = Literal["higher", "lower", "same"]
Chances: TypeAlias = tuple[float, ...]  # by answer, from 0 to 10


@dataclass(frozen=True, slots=True)
class Put:
    """Where one side was put on one kind of days: every answer, the middle one, and its band."""

    answers: tuple[int, ...]
    middle: float
    band: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Beside:
    """One side on better and on harder days, and whether it was put higher or lower on the harder ones."""

    better: Put
    harder: Put
    on_harder: Differs


@dataclass(frozen=True, slots=True)
class Leaning:
    """Both sides; None where there are too few days. `better` and `harder` are how many days of each there are."""

    better: int
    harder: int
    stay: Beside | None = None
    go: Beside | None = None


def leaning(entries: Iterable[CheckIn]) -> Leaning:
    """The two sides on better and on harder days."""
    days = [told for entry in entries if (told := _told(entry)) is not None]
    middle = median(day for day, _, _ in days) if days else 0
    better = [(stay, go) for day, stay, go in days if day > middle]
    harder = [(stay, go) for day, stay, go in days if day < middle]
    if min(len(better), len(harder)) < LEAST:
        return Leaning(len(better), len(harder))
    sides = [_side([pair[at] for pair in better], [pair[at] for pair in harder]) for at in (0, 1)]
    return Leaning(len(better), len(harder), *sides)


def chances(answers: Sequence[int]) -> Chances:
    """How likely each answer is the middle one of as many days, drawn from these with putting back."""
    count, found = len(answers), [0.0] * (HIGH + 1)
    for place in ((count + 1) // 2, count // 2 + 1):  # the two middle places; the same one where the count is odd
        before = 0.0
        for value in range(LOW, HIGH + 1):
            share = sum(answer <= value for answer in answers) / count
            upto = _at_least(place, count, share)
            found[value] += (upto - before) / 2
            before = upto
    return tuple(found)


def _told(entry: CheckIn) -> tuple[int, int, int] | None:
    """The day and both sides of an entry; None where one of them was not answered."""
    values = [answer.value if (answer := entry.answer(line)) else None for line in (DAY, STAY, GO)]
    day, stay, go = values
    return None if day is None or stay is None or go is None else (day, stay, go)


def _side(better: Sequence[int], harder: Sequence[int]) -> Beside:
    one, other = chances(better), chances(harder)
    up = sum(a * b for low, a in enumerate(one) for high, b in enumerate(other) if high > low)
    down = sum(a * b for high, a in enumerate(one) for low, b in enumerate(other) if low < high)
    differs: Differs = "higher" if up >= SURE else "lower" if down >= SURE else "same"
    return Beside(_put(better, one), _put(harder, other), differs)


def _put(answers: Sequence[int], likely: Chances) -> Put:
    return Put(tuple(answers), float(median(answers)), (_upto(likely, BAND), _upto(likely, 1 - BAND)))


def _upto(likely: Chances, share: float) -> int:
    """The lowest answer up to which at least this share of the middles lies."""
    total = 0.0
    for value, chance in enumerate(likely):
        total += chance
        if total >= share - 1e-9:
            return value
    return HIGH


def _at_least(place: int, count: int, share: float) -> float:
    """The chance that at least so many of the drawn days are, where each is with this chance."""
    return sum(comb(count, k) * share**k * (1 - share) ** (count - k) for k in range(place, count + 1))
