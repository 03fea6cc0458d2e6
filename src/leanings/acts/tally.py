"""Check-ins as columns: one person, one column for each line, and what there is to say of each line.

It reads the opened mappings as they are. Making a value of each check-in with all its answers would take longer than
opening them.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import nan
from typing import Any, NamedTuple, TypeAlias

from leanings.core import checkin
from leanings.core.checkin import CheckIn
from leanings.core.diary import Person
from leanings.core.everything import value_or_text
from leanings.core.lines import HIGH, LOW, OWN
from leanings.core.missing import CODES

FILE, ALONE = "check-ins.csv", "1"  # what check-ins are called outside: their file, and the one person in it
HAPPENED = "happened"  # the marker of entries that were written because something had just happened

Doc: TypeAlias = Mapping[str, Any]


@dataclass(slots=True)
class Column:
    """What was answered to one line: by entry and by day, its last label, its scale, its codes of missing."""

    line: str
    scale: tuple[int, int]
    label: str = ""
    given: dict[int, float] = field(default_factory=dict)
    days: dict[int, None] = field(default_factory=dict)
    missing: dict[str, int] = field(default_factory=dict)

    @property
    def low(self) -> int:
        """The lowest answer that could be given."""
        return self.scale[0]

    @property
    def high(self) -> int:
        """The highest."""
        return self.scale[1]

    @property
    def span(self) -> tuple[date, date]:
        """The first and the last day with an answer."""
        return date.fromordinal(min(self.days)), date.fromordinal(max(self.days))


class Tallied(NamedTuple):
    """All check-ins as one person, the columns that hold an answer by their keys, and how many could not be read."""

    person: Person
    columns: Mapping[str, Column]
    lost: int


class _Entry(NamedTuple):
    """A check-in that can be read: when, whether something had happened, its answers."""

    day: int
    entered: str
    happened: bool
    answers: Sequence[Doc]


def key_of(line: str, version: int, scale: tuple[int, int]) -> str:
    """The key of a line. A question of one's own in other words is another line, and so is one on another scale."""
    key = f"{line}.{version}" if line.startswith(OWN) else line
    return key if scale == (LOW, HIGH) else f"{key}:{scale[0]}-{scale[1]}"


def tally(docs: Iterable[Doc]) -> Tallied:
    """The columns of these check-ins; one that cannot be read is left out whole."""
    entries, lost = [], 0
    for doc in docs:
        try:
            entries.append(_entry(doc))
        except (KeyError, TypeError, ValueError, AttributeError):
            lost += 1
    entries.sort(key=lambda entry: entry[:2])
    columns = _columns(entries)
    answers = {}
    for key, column in columns.items():
        answers[key] = array("d", [nan]) * len(entries)
        for at, value in column.given.items():
            answers[key][at] = value
    person = Person(
        couple=None,
        name=ALONE,
        days=array("q", (entry.day for entry in entries)),
        answers=answers,
        marks={HAPPENED: array("b", (entry.happened for entry in entries))},
        missing={key: dict(column.missing) for key, column in columns.items() if column.missing},
    )
    return Tallied(person, columns, lost)


def _entry(doc: Doc) -> _Entry:
    """A mapping as an entry; an error where it is not what a check-in says."""
    if doc["v"] != checkin.VERSION:
        value = value_or_text(doc)
        if not isinstance(value, CheckIn):
            raise ValueError("a check-in that nobody here can read")
        doc = value.as_doc()
    for told in doc["answers"]:
        value = told.get("value")
        if "code" in told:
            if told["code"] not in CODES:
                raise ValueError("a word that is no code")
        elif not isinstance(value, int):
            raise ValueError("an answer that is no number")
    return _Entry(date.fromisoformat(doc["day"]).toordinal(), doc["entered"], doc["why"] == HAPPENED, doc["answers"])


def _columns(entries: Sequence[_Entry]) -> dict[str, Column]:
    """Every line with an answer, by its key."""
    found: dict[tuple[str, int, int, int], Column] = {}
    for at, entry in enumerate(entries):
        for told in entry.answers:
            low, high = told.get("scale") or (LOW, HIGH)
            line, version = told["line"], told["v"]
            column = found.get((line, version, low, high))
            if column is None:
                found[line, version, low, high] = column = _column(found, line, version, (low, high))
            code = told.get("code")
            if code is not None:
                column.missing[code] = column.missing.get(code, 0) + 1
            else:
                column.given[at] = float(told["value"])
                column.days[entry.day] = None
                column.label = told["label"]
    each = {key_of(column.line, key[1], column.scale): column for key, column in found.items()}
    return {key: column for key, column in each.items() if column.given and column.scale[0] < column.scale[1]}


def _column(
    found: Mapping[tuple[str, int, int, int], Column], line: str, version: int, scale: tuple[int, int]
) -> Column:
    """A new column, or the one of another version of the same line."""
    key = key_of(line, version, scale)
    same = (column for (name, other, *_), column in found.items() if key_of(name, other, column.scale) == key)
    return next(same, None) or Column(line, scale)
