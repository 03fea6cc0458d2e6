"""The first records of a file, as they stand and as they are understood."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import islice
from math import isnan

from leanings.core.diary import BadLine
from leanings.diary.daylio import unkept
from leanings.diary.long import line_reader
from leanings.diary.plan import Plan
from leanings.diary.read import Whole
from leanings.diary.readers import key_reader
from leanings.diary.refusals import CellNotUnderstood
from leanings.diary.seen import ROWS_SHOWN, RowSeen
from leanings.diary.source import Record, Source
from leanings.diary.visible import visible
from leanings.diary.wide import row_reader

_LONGEST = 24  # letters of a cell: enough to know it again, too few for a sentence of a note

_Read = Callable[[int, Sequence[str], tuple[str, ...]], RowSeen]


def rows_seen(table: Source, source: Source, plan: Plan | None, whole: Whole | None) -> tuple[RowSeen, ...]:
    """The first records; `table` is the file as it stands, `source` what is made of it."""
    hidden = frozenset[int]() if source is table else unkept(table)
    if plan is None:
        return tuple(_as_it_stands(record, hidden) for record in islice(table.records(), ROWS_SHOWN))
    read = _reader(source, plan, () if whole is None else whole.constant)
    both = islice(zip(table.records(), source.records(), strict=True), ROWS_SHOWN)
    return tuple(_understood(_as_it_stands(stands, hidden), record, read) for stands, record in both)


def _as_it_stands(record: Record, hidden: Collection[int]) -> RowSeen:
    """A record of which nothing is understood yet; of cells that are hidden no more than that they hold something."""
    if isinstance(record, BadLine):
        return RowSeen(record.number, (), problem=record.reason)
    number, cells = record
    return RowSeen(number, tuple("…" if at in hidden and cell else _cut(cell) for at, cell in enumerate(cells)))


def _understood(seen: RowSeen, record: Record, read: _Read) -> RowSeen:
    """A record as it stands, and what is made of it."""
    if isinstance(record, BadLine):
        return RowSeen(seen.number, seen.cells, problem=record.reason)
    try:
        return read(record[0], record[1], seen.cells)
    except CellNotUnderstood as no:
        return RowSeen(seen.number, seen.cells, problem=no.sentence)


def _reader(source: Source, plan: Plan, constant: Collection[str]) -> _Read:
    """What reads a record whole; a record that cannot be read is refused."""
    whose = key_reader(plan)
    if plan.long is None:
        wide = row_reader(source, plan)

        def of_wide(number: int, cells: Sequence[str], stands: tuple[str, ...]) -> RowSeen:
            couple, person = whose(cells)
            row = wide(cells)
            named = zip((*plan.answers, *plan.markers), (*row.answers, *row.marks), strict=True)
            answers = tuple((name, _given(value)) for name, value in named if name not in constant)
            return RowSeen(number, stands, row.when.day, couple, person, answers)

        return of_wide
    long, items = line_reader(source, plan, plan.long), (*plan.answers, *plan.markers)

    def of_long(number: int, cells: Sequence[str], stands: tuple[str, ...]) -> RowSeen:
        couple, person = whose(cells)
        line = long(cells)
        if line is None:
            return RowSeen(number, stands, None, couple, person)
        name = items[line.item]
        answers = () if name in constant else ((name, _given(line.value)),)
        return RowSeen(number, stands, line.when.day, couple, person, answers)

    return of_long


def _given(value: float) -> float | None:
    """An answer, or None where it is missing."""
    return None if isnan(value) else float(value)


def _cut(cell: str) -> str:
    """The cell in one line, cut short."""
    text = visible(cell[: 8 * _LONGEST])
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
