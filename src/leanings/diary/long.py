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
from leanings.diary.entries import Bad, Entries, Key, check_crowd, count_code, no_entries
from leanings.diary.plan import Plan
from leanings.diary.readers import answer_reader, item_reader, key_reader, mark_reader, moment_reader
from leanings.diary.refusals import CellNotUnderstood, FileTooLarge
from leanings.diary.source import Source
from leanings.diary.visible import visible

_MOST_CELLS = 10_000_000  # or four a line: one line a day, each of another item, would be a table of next to nothing


@dataclass(frozen=True, slots=True)
class _Lines:
    """One person's lines: day, time, which item, its value."""

    days: array[int] = field(default_factory=lambda: array("q"))
    times: array[float] = field(default_factory=lambda: array("d"))
    items: array[int] = field(default_factory=lambda: array("h"))
    values: array[float] = field(default_factory=lambda: array("d"))
    missing: dict[str, Counter[str]] = field(default_factory=dict)


class Line(NamedTuple):
    """A line, read: when, the number of the item, its value."""

    when: Moment
    item: int
    value: float


def gather_long(
    source: Source, plan: Plan, spots: tuple[int, int], people: dict[Key, Entries], only: Key | None = None
) -> Iterator[Bad]:
    """Puts lines together to the entries of their person, giving back the bad ones; `spots` hold item and value."""
    lines: dict[Key, _Lines] = {}
    whose, read = key_reader(plan), line_reader(source, plan, spots)
    item, value = spots
    for record in source.records():
        if isinstance(record, BadLine):
            yield Bad(record)
            continue
        number, cells = record
        key = None
        try:
            key = whose(cells)
            line = read(cells) if only is None or key == only else None
        except CellNotUnderstood as no:
            yield Bad(BadLine(number, no.sentence), key)
            continue
        if line is None:
            continue
        if key not in lines:
            check_crowd(source, plan, len(lines) + 1)
            lines[key] = _Lines()
        own = lines[key]
        own.days.append(line.when.day)
        own.times.append(line.when.seconds)
        own.items.append(line.item)
        own.values.append(line.value)
        if plan.coded:
            count_code(own.missing, visible(cells[item]), cells[value])
    left = max(_MOST_CELLS, 4 * sum(len(own.days) for own in lines.values()))
    for who in tuple(lines):
        people[who] = _folded(lines.pop(who), plan, source, left)
        left -= len(people[who].days) * len(plan.answers)


def line_reader(source: Source, plan: Plan, spots: tuple[int, int]) -> Callable[[Sequence[str]], Line | None]:
    """What reads the cells of a line; None for an item that is left alone."""
    item, value = spots
    readers: dict[str, tuple[int, Callable[[str], float]]] = {}
    for name in plan.answers:
        readers[name] = (len(readers), answer_reader(plan, name))
    for name in plan.markers:
        readers[name] = (len(readers), mark_reader(name))
    when, named = moment_reader(source, plan), item_reader(source.header[item])

    def read(cells: Sequence[str]) -> Line | None:
        name = named(cells[item])
        if name not in readers:
            return None
        place, number = readers[name]
        return Line(when(cells), place, number(cells[value]))

    return read


def _folded(lines: _Lines, plan: Plan, source: Source, most: int) -> Entries:
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
            if spot * len(entries.answers) > most:
                raise FileTooLarge(f"{source.file} would fill more cells than can be read, hardly any with an answer.")
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
