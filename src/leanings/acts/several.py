"""Where the answers to a line come from, and the same line from several files as if it came from one."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from math import nan
from typing import NamedTuple, TypeVar

from leanings.core.diary import Person
from leanings.core.signal import Item, Scale

Number = TypeVar("Number", int, float)


class Source(NamedTuple):
    """Answers of one person to one line, as a file holds them; `left` lines of the file could not be read."""

    file: str
    person: Person
    items: tuple[Item, ...]
    happened: str | None
    left: int = 0


def as_one(sources: Sequence[Source], scale: Scale) -> Source:
    """Their entries in the order of their days, under the names of the first file and its person."""
    first = sources[0]
    if len(sources) == 1:
        return first
    items = tuple({item.column: item for source in reversed(sources) for item in source.items}.values())
    happened = next((source.happened for source in sources if source.happened), None)
    people = [_alike(source, items, happened, scale) for source in sources]
    days = [day for person in people for day in person.days]
    order = sorted(range(len(days)), key=days.__getitem__)
    marks = dict.fromkeys(chain.from_iterable(person.marks for person in people))
    person = Person(
        couple=first.person.couple,
        name=first.person.name,
        days=array("q", (days[at] for at in order)),
        answers={
            item.column: array("d", _joined((one.answers[item.column] for one in people), order)) for item in items
        },
        marks={name: array("b", _joined((_marks(one, name) for one in people), order)) for name in marks},
        missing=_missing(people),
    )
    return Source(first.file, person, items, happened, sum(source.left for source in sources))


def _joined(columns: Iterable[Sequence[Number]], order: Sequence[int]) -> list[Number]:
    """Columns one after the other, put into this order."""
    whole = list(chain.from_iterable(columns))
    return [whole[at] for at in order]


def _alike(source: Source, items: Sequence[Item], happened: str | None, scale: Scale) -> Person:
    """A person with these columns, all turned as they are here, and with one name for what had just happened."""
    person, own = source.person, {item.column: item for item in source.items}
    answers = {}
    for item in items:
        there = own.get(item.column)
        if there is None:
            answers[item.column] = array("d", [nan]) * len(person.days)
        elif there.reversed is item.reversed:
            answers[item.column] = person.answers[item.column]
        else:
            turned = (scale.low + scale.high - value for value in person.answers[item.column])
            answers[item.column] = array("d", turned)
    marks = {name: flags for name, flags in person.marks.items() if name != source.happened}
    if happened is not None and source.happened is not None:
        marks[happened] = person.marks[source.happened]
    missing = {column: counts for column, counts in person.missing.items() if column in own}
    return Person(person.couple, person.name, person.days, answers, marks, missing)


def _marks(person: Person, name: str) -> array[int]:
    return person.marks.get(name) or array("b", bytes(len(person.days)))


def _missing(people: Iterable[Person]) -> Mapping[str, Mapping[str, int]]:
    """The codes of all of them, counted together."""
    missing: dict[str, Counter[str]] = {}
    for column, counts in chain.from_iterable(person.missing.items() for person in people):
        missing.setdefault(column, Counter()).update(counts)
    return {column: dict(counts) for column, counts in missing.items()}
