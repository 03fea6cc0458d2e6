"""What was answered, by lines: check-ins and brought diaries as the columns that the numbers are made from."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from math import isnan

from leanings.acts.desk import Room
from leanings.acts.several import Source, as_one
from leanings.acts.tally import FILE, HAPPENED, Tallied, tally
from leanings.content.lines import lines_in
from leanings.core import brought, checkin
from leanings.core.brought import Brought, BroughtLine, files_of, value_or_nan
from leanings.core.diary import BadLine, Diary, Person
from leanings.core.everything import value_or_text
from leanings.core.signal import Item, Scale, Signal
from leanings.vault import store


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A line that has an answer: its key, its name as shown, its scale, on how many days it was answered and on which
    first and last. `dots`: its answers are shown and never spoken of; `brought`: it came from elsewhere."""

    key: str
    name: str
    low: float
    high: float
    answered: int
    first: date
    last: date
    dots: bool = False
    brought: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """Every line that has an answer, the markers that brought diaries have, and how many things did not open."""

    facts: tuple[LineFacts, ...] = ()
    markers: tuple[str, ...] = ()
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Answered:
    """The lines, and by their keys where their answers come from: one source, or several files with the same line."""

    lines: Lines
    sources: Mapping[str, tuple[Source, ...]]

    def diary(self, facts: LineFacts, markers: Sequence[str]) -> tuple[Diary, str | None]:
        """One line as a diary of its own, and its marker of what had just happened."""
        source = as_one(self.sources[facts.key], Scale(facts.low, facts.high))
        person, wanted = source.person, {*markers, source.happened}
        columns = tuple(item.column for item in source.items)
        person = replace(
            person,
            answers={column: person.answers[column] for column in columns},
            marks={name: flags for name, flags in person.marks.items() if name in wanted},
            missing={column: counts for column, counts in person.missing.items() if column in columns},
        )
        signal = Signal(facts.name, source.items, Scale(facts.low, facts.high))
        left = (BadLine(0, ""),) * source.left  # a reading says no more of them than how many
        diary = Diary(source.file, True, (person,), columns, tuple(person.marks), left_out=left, signals=(signal,))
        return diary, source.happened


def gather(room: Room) -> Answered:
    """Everything that was answered in a place."""
    opened, damaged = store.drawer(room, checkin.WORD)
    own = tally(one.doc for one in opened)
    parts, unread = store.drawer(room, brought.WORD)
    values = [value_or_text(one.doc) for one in parts]
    files = files_of(value for value in values if isinstance(value, Brought))
    there = sorted(files.values(), key=lambda parts: (parts[0].entered, parts[0].file_id))
    facts, sources = _own(own)
    names: Counter[str] = Counter()
    for file in there:
        person = _person(file)
        names.update(name for name in person.marks if name != file[0].happened)
        for line, key in ((line, _key(line)) for line in file[0].lines):
            source = Source(file[0].file, person, tuple(map(_item, line.items)), file[0].happened, file[0].left)
            days = _answered(source)
            if days:
                facts[key] = _with(facts.get(key), key, line, days)
                sources[key] = (*sources.get(key, ()), source)
    lost = len(damaged) + len(unread) + own.lost
    return Answered(Lines(tuple(_counted(facts, sources)), tuple(names), lost), sources)


def named(facts: LineFacts, language: str) -> LineFacts:
    """The same line by the name that it has in this language, where it is one of ours."""
    ours = None if facts.brought else lines_in(language).get(facts.key.partition(":")[0])
    return facts if ours is None else replace(facts, name=ours.name, dots=ours.dots)


def _own(own: Tallied) -> tuple[dict[str, LineFacts], dict[str, tuple[Source, ...]]]:
    """The lines of the check-ins, under the label of their last answer."""
    facts = {
        key: LineFacts(key, column.label, float(column.low), float(column.high), len(column.days), *column.span)
        for key, column in own.columns.items()
    }
    return facts, {key: (Source(FILE, own.person, (Item(key),), HAPPENED),) for key in facts}


def _key(line: BroughtLine) -> str:
    return f"brought:{line.name}:{line.low:.15g}-{line.high:.15g}"


def _item(column: str) -> Item:
    return Item(column.removeprefix("-"), column.startswith("-"))


def _person(parts: Sequence[Brought]) -> Person:
    """The one person of a file, whole again."""
    first = parts[0]
    missing: dict[str, dict[str, int]] = {}
    for column, code, count in chain.from_iterable(part.missing for part in parts):
        missing.setdefault(column, {})[code] = count
    return Person(
        couple=first.couple,
        name=first.person,
        days=array("q", chain.from_iterable(part.days for part in parts)),
        answers={
            column: array("d", chain.from_iterable(map(value_or_nan, part.answers[at]) for part in parts))
            for at, column in enumerate(first.columns)
        },
        marks={
            name: array("b", chain.from_iterable(part.marks[at] for part in parts))
            for at, name in enumerate(first.markers)
        },
        missing=missing,
    )


def _answered(source: Source) -> set[int]:
    """The days on which there is an answer."""
    columns = [source.person.answers[item.column] for item in source.items]
    return {day for day, *values in zip(source.person.days, *columns, strict=True) if not all(map(isnan, values))}


def _with(there: LineFacts | None, key: str, line: BroughtLine, days: set[int]) -> LineFacts:
    """The facts of a line with these days."""
    first, last = date.fromordinal(min(days)), date.fromordinal(max(days))
    if there is None:
        return LineFacts(key, line.name, line.low, line.high, len(days), first, last, brought=True)
    return replace(there, first=min(there.first, first), last=max(there.last, last))


def _counted(facts: Mapping[str, LineFacts], sources: Mapping[str, tuple[Source, ...]]) -> Iterator[LineFacts]:
    """The facts, where several files have a line with the days of all of them."""
    for key, one in facts.items():
        each = sources[key]
        yield one if len(each) == 1 else replace(one, answered=len(set().union(*map(_answered, each))))
