"""The wide shape: one entry a line, one column for each answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from leanings.core.diary import BadLine
from leanings.diary.dates import Moment
from leanings.diary.entries import Bad, Entries, Key, check_crowd, count_code, no_entries
from leanings.diary.plan import Plan
from leanings.diary.readers import answer_reader, key_reader, mark_reader, moment_reader
from leanings.diary.refusals import CellNotUnderstood
from leanings.diary.source import Source


class Row(NamedTuple):
    """A record, read."""

    when: Moment
    answers: list[float]
    marks: list[int]


def gather_wide(source: Source, plan: Plan, people: dict[Key, Entries], only: Key | None = None) -> Iterator[Bad]:
    """Puts every record into the entries of its person, giving back the bad ones; with `only` those of one person."""
    whose, read = key_reader(plan), row_reader(source, plan)
    coded = [(position, name) for position, name in enumerate(source.header) if name in plan.coded]
    for record in source.records():
        if isinstance(record, BadLine):
            yield Bad(record)
            continue
        number, cells = record
        key = None
        try:
            key = whose(cells)
            if only is not None and key != only:
                continue
            row = read(cells)
        except CellNotUnderstood as no:
            yield Bad(BadLine(number, no.sentence), key)
            continue
        entries = people.get(key)
        if entries is None:
            check_crowd(source, plan, len(people) + 1)
            entries = people[key] = no_entries(plan)
        entries.begin(row.when, hash(tuple(cells)))
        for column, value in zip(entries.answers, row.answers, strict=True):
            column.append(value)
        for flags, flag in zip(entries.marks, row.marks, strict=True):
            flags.append(flag)
        for position, name in coded:
            count_code(entries.missing, name, cells[position])


def row_reader(source: Source, plan: Plan) -> Callable[[Sequence[str]], Row]:
    """What reads the day and the numbers of a record."""
    place = {name: position for position, name in enumerate(source.header)}
    answers = [(place[name], answer_reader(plan, name)) for name in plan.answers]
    markers = [(place[name], mark_reader(name)) for name in plan.markers]
    when = moment_reader(source, plan)

    def read(cells: Sequence[str]) -> Row:
        return Row(
            when(cells),
            [answer(cells[position]) for position, answer in answers],
            [mark(cells[position]) for position, mark in markers],
        )

    return read
