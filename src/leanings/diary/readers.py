"""Readers: what takes a record's cells and gives back whose it is, when it was, and its numbers.

Answers, dates and names repeat, so each reader remembers the cells it met last; that spares most of the work.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial

from leanings.diary.cells import answer, mark
from leanings.diary.dates import NO_TIME, Moment, moment, whole_day, within_day
from leanings.diary.entries import Key
from leanings.diary.plan import Plan
from leanings.diary.refusals import CellNotUnderstood
from leanings.diary.source import LONGEST_NAME, Source
from leanings.diary.visible import visible

ALONE = "1"  # the name of the one person of a file that names nobody
_KEPT = 2_048
_LONGEST_NAME = 200  # letters in the name of a person or a couple


def answer_reader(plan: Plan, name: str) -> Callable[[str], float]:
    """What reads a cell of this column of answers."""
    return lru_cache(_KEPT)(partial(answer, column=name, decimal=plan.decimal, scale=plan.scales.get(name)))


def mark_reader(name: str) -> Callable[[str], int]:
    """What reads a cell of this marker."""
    return lru_cache(_KEPT)(partial(mark, column=name))


def key_reader(plan: Plan) -> Callable[[Sequence[str]], Key]:
    """What tells whose a record is; a record of nobody is refused."""
    couple, person, seen = plan.couple, plan.person, lru_cache(_KEPT)(visible)
    if person is None:
        return lambda _cells: (None, ALONE)

    def whose(cells: Sequence[str]) -> Key:
        name = seen(cells[person])
        pair = None if couple is None else seen(cells[couple])
        if not name or pair == "":
            raise CellNotUnderstood(f"it names no {'couple' if name else 'person'}")
        if len(name) > _LONGEST_NAME or len(pair or "") > _LONGEST_NAME:
            raise CellNotUnderstood(f"a name has more than {_LONGEST_NAME:,} letters")
        return pair, name

    return whose


def item_reader(column: str) -> Callable[[str], str]:
    """What reads the name of an item; none, and one that is too long, are refused."""

    def named(cell: str) -> str:
        name = visible(cell)
        if not name:
            raise CellNotUnderstood(f"there is no name under {column}")
        if len(name) > LONGEST_NAME:
            raise CellNotUnderstood(f"the name under {column} has more than {LONGEST_NAME:,} letters")
        return name

    return lru_cache(_KEPT)(named)


def moment_reader(source: Source, plan: Plan) -> Callable[[Sequence[str]], Moment]:
    """What tells the day of a record and where within the day it stands."""
    spot, time = plan.day, plan.time
    read = lru_cache(_KEPT)(_day_reader(source.header[spot], plan))
    if time is None:
        return lambda cells: read(cells[spot])
    within = lru_cache(_KEPT)(partial(within_day, column=source.header[time]))
    return lambda cells: Moment(read(cells[spot]).day, within(cells[time]))


def _day_reader(name: str, plan: Plan) -> Callable[[str], Moment]:
    """What reads a cell of the column of days."""
    if plan.dated:
        return partial(moment, order=plan.order, earliest=plan.earliest, latest=plan.latest)
    return lambda cell: Moment(whole_day(cell, name), NO_TIME)
