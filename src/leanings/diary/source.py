"""A source: what every kind of file becomes before it is read: names of columns, and records with their numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from leanings.core.diary import BadLine
from leanings.diary.cells import DATES, NUMBERS, kind
from leanings.diary.progress import Progress
from leanings.diary.refusals import ColumnTwice, NoHeader, TooManyColumns, named
from leanings.diary.visible import visible

MOST_COLUMNS = 2_000  # the widest diary studies have a few hundred
LONGEST_NAME = 1_000  # letters; some studies put the whole question there

Record = tuple[int, Sequence[str]] | BadLine


@dataclass(frozen=True, slots=True)
class Source:
    """A table that can be gone through again and again.

    `header` names the columns, `records` begins a new round of (number, cells) or bad lines, `unit` is what a number
    counts (line or row). `guessed` is what was guessed on the way, `decimal` the mark where the file leaves no doubt.
    `encoding` and `delimiter` are those of a text file, `progress` is told of every round.
    """

    file: str
    header: tuple[str, ...]
    records: Callable[[], Iterator[Record]]
    unit: str = "line"
    decimal: str | None = None
    guessed: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    delimiter: str | None = None
    progress: Progress = field(default_factory=Progress)


def checked_header(cells: Sequence[str], file: str) -> tuple[str, ...]:
    """The names of the columns, none of them twice; a first line that holds answers is refused."""
    if len(cells) > MOST_COLUMNS:
        raise too_many_columns(file)
    header = tuple(map(visible, cells))
    given = [name for name in header if name]
    if any(len(name) > LONGEST_NAME for name in given):
        what = f"The first line of {file} must name the columns"
        raise NoHeader(f"{what}, and one of its names has more than {LONGEST_NAME:,} letters.")
    if any(kind(name) in DATES for name in given) or all(kind(name) in NUMBERS for name in given):
        raise NoHeader(f"The first line of {file} must name the columns, such as date,close, and it does not.")
    for position, name in enumerate(given):
        if name in given[:position]:
            raise ColumnTwice(f"{file} has two columns named {named(name)}; give one of them another name.")
    return header


def too_many_columns(file: str) -> TooManyColumns:
    """The refusal of a file with more columns than a diary can have."""
    return TooManyColumns(f"{file} has more than {MOST_COLUMNS:,} columns; keep those of the diary and leave the rest.")
