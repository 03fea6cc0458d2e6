"""Order: entries put in the order of their days, and what had to be done for it."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import groupby, islice, pairwise
from operator import ge, le
from typing import NamedTuple, TypeVar

from leanings.core.diary import Person
from leanings.diary.entries import Entries, Key
from leanings.diary.plan import Plan

_N = TypeVar("_N", int, float)


class Ordered(NamedTuple):
    """A person, whether the entries had to be sorted, on how many days there are several, and how many are equal."""

    person: Person
    sorted: bool
    several: int
    repeated: int


def ordered(key: Key, entries: Entries, plan: Plan) -> Ordered:
    """The person's entries by day and, within a day, by time; those of one time stay in the order of the file."""
    order = _order(entries.days, entries.times)
    several, repeated = _counted(entries, order)
    person = Person(
        couple=key[0],
        name=key[1],
        days=_picked(entries.days, order),
        answers={name: _picked(column, order) for name, column in zip(plan.answers, entries.answers, strict=True)},
        marks={name: _picked(flags, order) for name, flags in zip(plan.markers, entries.marks, strict=True)},
        missing={name: dict(counts) for name, counts in entries.missing.items()},
    )
    return Ordered(person, order is not None, several, repeated)


def _counted(entries: Entries, order: Sequence[int] | None) -> tuple[int, int]:
    """On how many days there are several entries, and how many entries are exactly like another of their day."""
    several = repeated = 0
    for _, group in groupby(range(len(entries.days)) if order is None else order, key=entries.days.__getitem__):
        prints = [entries.prints[at] for at in group]
        several += len(prints) > 1
        repeated += len(prints) - len(set(prints))
    return several, repeated


def _order(days: array[int], times: array[float]) -> Sequence[int] | None:
    """Positions in the order of day and time; None where the entries already stand in it."""
    rising = all(map(le, days, islice(days, 1, None)))
    if rising and all(times[i] <= times[i + 1] for i in range(len(days) - 1) if days[i] == days[i + 1]):
        return None
    falling = not rising and all(map(ge, days, islice(days, 1, None)))
    order = list(range(len(days)))
    if falling:  # the newest comes first, so within a day too
        order.reverse()
    order.sort(key=times.__getitem__)
    order.sort(key=days.__getitem__)
    return order


def _picked(column: array[_N], order: Sequence[int] | None) -> array[_N]:
    """The column in this order."""
    return column if order is None else array(column.typecode, map(column.__getitem__, order))


def constant_columns(people: Sequence[Person], columns: Sequence[str]) -> tuple[str, ...]:
    """Columns that never change within a person and differ between people: an age, a group, never a diary's answer."""
    return tuple(name for name in columns if len(people) > 1 and _tells_people_apart(people, name))


def _tells_people_apart(people: Sequence[Person], name: str) -> bool:
    """Whether every person has one value throughout, some person twice or more, and people differ in it."""
    own = []
    repeated = False
    for person in people:
        given = [value for value in person.answers[name] if value == value]  # NaN is the one that differs from itself
        if any(one != other for one, other in pairwise(given)):
            return False
        own += given[:1]
        repeated = repeated or len(given) > 1
    return repeated and len(set(own)) > 1
