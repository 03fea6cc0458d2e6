"""The long shape: one answer a line, with its name in one column and its value in another."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from leanings.core.diary import BadLine
from leanings.diary.dates import Moment
from leanings.diary.entries import Entries, Key, count_code, no_entries
from leanings.diary.plan import Plan
from leanings.diary.readers import answer_reader, key_reader, mark_reader, moment_reader
from leanings.diary.refusals import CellNotUnderstood
from leanings.diary.source import Source


@dataclass(frozen=True, slots=True)
class _Lines:
    """One person's lines: day, time, which item, its value."""

    days: array[int] = field(default_factory=lambda: array("q"))
    times: array[float] = field(default_factory=lambda: array("d"))
    items: array[int] = field(default_factory=lambda: array("h"))
    values: array[float] = field(default_factory=lambda: array("d"))
    missing: dict[str, Counter[str]] = field(default_factory=dict)


class _Line(NamedTuple):
    """A line, read: whose, when, the number of the item, its value."""

    key: Key
    when: Moment
    item: int
    value: float


def gather_long(source: Source, plan: Plan, spots: tuple[int, int], people: dict[Key, Entries]) -> Iterator[BadLine]:
    """Puts lines together to the entries of their person, giving back the bad ones; `spots` hold item and value."""
    lines: dict[Key, _Lines] = {}
    read = _line_reader(source, plan, spots)
    item, value = spots
    for record in source.records():
        if isinstance(record, BadLine):
            yield record
            continue
        number, cells = record
        try:
            line = read(cells)
        except CellNotUnderstood as no:
            yield BadLine(number, no.sentence)
            continue
        if line is None:
            continue
        if line.key not in lines:
            lines[line.key] = _Lines()
        own = lines[line.key]
        own.days.append(line.when.day)
        own.times.append(line.when.seconds)
        own.items.append(line.item)
        own.values.append(line.value)
        if plan.coded:
            count_code(own.missing, cells[item].strip(), cells[value])
    for key in tuple(lines):
        people[key] = _folded(lines.pop(key), plan)


def _line_reader(source: Source, plan: Plan, spots: tuple[int, int]) -> Callable[[Sequence[str]], _Line | None]:
    """What reads the cells of a line; None for an item that is left alone."""
    item, value = spots
    readers: dict[str, tuple[int, Callable[[str], float]]] = {}
    for name in plan.answers:
        readers[name] = (len(readers), answer_reader(plan, name))
    for name in plan.markers:
        readers[name] = (len(readers), mark_reader(name))
    whose, when = key_reader(plan), moment_reader(source, plan)

    def read(cells: Sequence[str]) -> _Line | None:
        name = cells[item].strip()
        if not name:
            raise CellNotUnderstood(f"there is no name under {source.header[item]}")
        if name not in readers:
            return None
        place, number = readers[name]
        return _Line(whose(cells), when(cells), place, number(cells[value]))

    return read


def _folded(lines: _Lines, plan: Plan) -> Entries:
    """The entries that the lines of one day and time make up; an item that comes again begins a further entry."""
    entries = no_entries(plan)
    order = sorted(range(len(lines.days)), key=lines.times.__getitem__)
    order.sort(key=lines.days.__getitem__)
    now: Moment | None = None
    base = 0
    seen: Counter[int] = Counter()
    for at in order:
        when = Moment(lines.days[at], lines.times[at])
        if when != now:
            now, base, seen = when, len(entries.days), Counter()
        item, value = lines.items[at], lines.values[at]
        spot = base + seen[item]
        seen[item] += 1
        if spot == len(entries.days):
            _begin(entries, when)
        entries.prints[spot] ^= hash((when.day, item, None if math.isnan(value) else value))
        if item < len(entries.answers):
            entries.answers[item][spot] = value
        else:
            entries.marks[item - len(entries.answers)][spot] = int(value)
    entries.missing.update(lines.missing)
    return entries


def _begin(entries: Entries, when: Moment) -> None:
    """Adds an entry of which nothing is known yet."""
    entries.begin(when, 0)
    for column in entries.answers:
        column.append(math.nan)
    for flags in entries.marks:
        flags.append(0)
