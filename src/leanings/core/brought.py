"""A diary brought from elsewhere: the answers of one person in one file, as columns.

A file of a hundred thousand rows would be a hundred thousand things to seal, to open and to erase. So its answers are
kept as columns, in parts small enough to be one thing each; all parts of a file share its `file_id`, and come and go
together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import isfinite, isnan, nan
from typing import Any, ClassVar
from uuid import UUID

from leanings.core.missing import CODES
from leanings.core.signal import MOST_ITEMS

WORD = "brought"
VERSION = 1
PART_ENTRIES = 20_000  # at most in one part, and fewer where there are many columns
PART_CELLS = 40_000  # days, answers and marks in one part: with every digit there is, three quarters of a megabyte
EARLIEST, LATEST = date(1970, 1, 1), date(2199, 12, 31)
FURTHEST = 1e9  # ends of a scale beyond this are none that anybody answers on


@dataclass(frozen=True, slots=True)
class BroughtLine:
    """A line of a brought diary: its name, the columns it is made of (a minus before one that is turned), its scale."""

    name: str
    items: tuple[str, ...]
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Brought:
    """One part of a file. `told` are the settings of the page by which it was read, to be remembered for the next one.

    `days` are ordinals, never falling, one for each entry; `columns` name the columns of `answers` (None is missing),
    `markers` those of `marks`, and `happened` is the marker of what was written because something had just happened.
    `missing` counts codes: (column, code, how often). `couple` and `person` are as the file names them. `left` lines
    could not be read and were left out; the first of them stand in `left_out`: (number, reason).
    """

    word: ClassVar[str] = WORD

    file_id: str
    part: int
    parts: int
    entered: str
    file: str
    couple: str | None
    person: str
    header: tuple[str, ...]
    told: tuple[tuple[str, str], ...]
    lines: tuple[BroughtLine, ...]
    days: tuple[int, ...]
    columns: tuple[str, ...]
    answers: tuple[tuple[float | None, ...], ...]
    markers: tuple[str, ...] = ()
    marks: tuple[tuple[int, ...], ...] = ()
    happened: str | None = None
    missing: tuple[tuple[str, str, int], ...] = ()
    left: int = 0
    left_out: tuple[tuple[int, str], ...] = ()

    @property
    def day(self) -> date:
        """The day of its first entry."""
        return date.fromordinal(self.days[0])

    def as_doc(self) -> dict[str, Any]:
        """The mapping that is sealed; whole numbers are written without a point, as they are the most."""
        return {
            "word": WORD,
            "v": VERSION,
            "day": self.day.isoformat(),
            "file_id": self.file_id,
            "part": self.part,
            "parts": self.parts,
            "entered": self.entered,
            "file": self.file,
            "couple": self.couple,
            "person": self.person,
            "header": list(self.header),
            "told": [list(pair) for pair in self.told],
            "lines": [
                {"name": one.name, "items": list(one.items), "low": one.low, "high": one.high} for one in self.lines
            ],
            "days": list(self.days),
            "columns": list(self.columns),
            "answers": [[_short(value) for value in column] for column in self.answers],
            "markers": list(self.markers),
            "marks": [list(column) for column in self.marks],
            "happened": self.happened,
            "missing": [list(one) for one in self.missing],
            "left": self.left,
            "left_out": [list(one) for one in self.left_out],
        }

    def text(self) -> str:
        """The name of the file and of its lines."""
        return "\n".join((self.file, *(line.name for line in self.lines)))


def from_doc(doc: Mapping[str, Any]) -> Brought:
    """The value of a mapping of the present version; a ValueError where its columns do not fit together."""
    brought = Brought(
        file_id=str(UUID(doc["file_id"])),
        part=int(doc["part"]),
        parts=int(doc["parts"]),
        entered=str(doc["entered"]),
        file=str(doc["file"]),
        couple=None if doc["couple"] is None else str(doc["couple"]),
        person=str(doc["person"]),
        header=tuple(map(str, doc["header"])),
        told=tuple((str(name), str(value)) for name, value in doc["told"]),
        lines=tuple(_line(one) for one in doc["lines"]),
        days=tuple(map(int, doc["days"])),
        columns=tuple(map(str, doc["columns"])),
        answers=tuple(tuple(map(_number, column)) for column in doc["answers"]),
        markers=tuple(map(str, doc["markers"])),
        marks=tuple(tuple(map(_mark, column)) for column in doc["marks"]),
        happened=None if doc["happened"] is None else str(doc["happened"]),
        missing=tuple((str(column), _code(code), int(count)) for column, code, count in doc["missing"]),
        left=int(doc["left"]),
        left_out=tuple((int(number), str(reason)) for number, reason in doc["left_out"]),
    )
    _check(brought)
    return brought


def upgrade(doc: Mapping[str, Any], from_v: int) -> Mapping[str, Any]:
    """The mapping of an earlier version in the present shape."""
    del from_v  # there is one version so far
    return doc


def files_of(parts: Iterable[Brought]) -> dict[str, tuple[Brought, ...]]:
    """Parts by the file they come from, the first part first. A part that is there twice counts once."""
    found: dict[str, dict[int, Brought]] = {}
    for one in parts:
        found.setdefault(one.file_id, {}).setdefault(one.part, one)
    return {file: tuple(there[part] for part in sorted(there)) for file, there in found.items()}


def value_or_nan(value: float | None) -> float:
    """An answer as the engine takes it."""
    return nan if value is None else value


def none_or_value(value: float) -> float | None:
    """An answer of the engine's as it is kept."""
    return None if isnan(value) else value


def _check(brought: Brought) -> None:
    """Refuse columns of different lengths, days that fall or that no calendar of ours has, and lines made of columns
    that are not there or that hold answers off their scale."""
    long = len(brought.days)
    columns: Sequence[Sequence[object]] = (*brought.answers, *brought.marks)
    fits = (
        long > 0
        and all(len(column) == long for column in columns)
        and len(brought.answers) == len(brought.columns) == len(set(brought.columns))
        and len(brought.marks) == len(brought.markers) == len(set(brought.markers))
        and all(first <= then for first, then in pairwise(brought.days))
        and EARLIEST.toordinal() <= brought.days[0]
        and brought.days[-1] <= LATEST.toordinal()
        and 1 <= brought.part <= brought.parts
        and len({line.name for line in brought.lines}) == len(brought.lines)
        and (brought.happened is None or brought.happened in brought.markers)
    )
    if not fits:
        raise ValueError("columns that do not fit together")
    answers = dict(zip(brought.columns, brought.answers, strict=True))
    if {item.removeprefix("-") for line in brought.lines for item in line.items} != answers.keys():
        raise ValueError("columns of no line, or a line of no column")
    for line in brought.lines:
        _check_line(line, answers)


def _check_line(line: BroughtLine, answers: Mapping[str, Sequence[float | None]]) -> None:
    columns = [item.removeprefix("-") for item in line.items]
    if not line.name or not 1 <= len(set(columns)) == len(columns) <= MOST_ITEMS:
        raise ValueError("a line without a name, or without columns of its own")
    given = [value for column in columns for value in answers[column] if value is not None]
    if given and not line.low <= min(given) <= max(given) <= line.high:
        raise ValueError("an answer off its scale")


def _line(told: Mapping[str, Any]) -> BroughtLine:
    low, high = float(told["low"]), float(told["high"])
    if not -FURTHEST <= low < high <= FURTHEST:
        raise ValueError("a scale that does not rise")
    return BroughtLine(str(told["name"]), tuple(map(str, told["items"])), low, high)


def _short(value: float | None) -> float | int | None:
    return int(value) if value is not None and value.is_integer() else value


def _number(value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise ValueError("an answer that is no number")
    return float(value)


def _mark(value: object) -> int:
    if value not in (0, 1) or not isinstance(value, int):
        raise ValueError("a mark that is neither set nor not")
    return int(value)


def _code(value: object) -> str:
    if value not in CODES:
        raise ValueError("a word that is no code")
    return str(value)
