"""What one look at a file shows: everything that a page of questions about it needs, as values that travel.

What stands in the way of reading the file is a value too: `Asks` names the setting that would solve it. Everything
beside it is then seen as if the most likely answer had been given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from leanings.core.diary import BadLine
from leanings.core.signal import Scale

MOST_BAD_SHOWN = 5_000  # a page of reasons; the rest are counted
MOST_PEOPLE_SHOWN = 2_000
ROWS_SHOWN = 8

Kind = Literal["table", "daylio", "parquet"]
Role = Literal["answers", "marker", "left", "date", "day", "couple", "person", "time", "item", "value", "open"]
Setting = Literal[
    "encoding", "delimiter", "decimal", "date_order", "date", "day", "person", "couple", "time", "long",
    "markers", "ignored", "moods", "signals", "lines",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asks:
    """What must be told before the file can be read: the setting (a field of `Told`, or `signals`, or `lines`).

    `signals` is asked when there are no answers, unless columns of 0 and 1 are some: then `choices` are those. `lines`
    means that hardly a line can be read as it is read now, and no one setting is known to be wrong. `sentence` says it
    to a person at a page. `column` is the column it is about, `choices` what may be picked among: columns, or orders of
    dates. `words` are mood words whose number is not known, each with the first line it stands on.
    """

    setting: Setting
    sentence: str
    column: str = ""
    choices: tuple[str, ...] = ()
    words: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """A column, or an item of a long table: what it is taken for, and what it holds.

    `why` says in words why it is left alone. `holds` says what most of its cells are: numbers, yes and no, dates,
    times, words, nothing. `low` and `high` are the lowest and the highest answer, `scale` the one told or guessed;
    None where it holds no answers. `happened` is the marker of what was written as something had just happened.
    """

    name: str
    role: Role
    filled: int
    holds: str
    why: str = ""
    low: float | None = None
    high: float | None = None
    scale: Scale | None = None
    happened: bool = False


@dataclass(frozen=True, slots=True)
class PersonSeen:
    """Someone whose entries the file holds: how many, and the first and last day as `Seen.dated` counts days."""

    couple: str | None
    name: str
    entries: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class RowSeen:
    """One of the first records: as it stands, and as it is understood.

    `cells` are as long as `Seen.header`, each cut short. `day` is None and `problem` says why where it cannot be read.
    `answers` are the columns of answers and markers that it holds, by name; None is a missing answer.
    """

    number: int
    cells: tuple[str, ...]
    day: int | None = None
    couple: str | None = None
    person: str = ""
    answers: tuple[tuple[str, float | None], ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything one look shows.

    `unit` is what a number of a record counts (line or row). `encoding`, `delimiter` are None for Parquet. `dated` says
    whether days are calendar dates (ordinals) or whole numbers; `order` is how dates are written. `date`, `day`,
    `person`, `couple`, `time` and `long` (item, value) name columns. `header` names the columns of `rows` as they stand
    in the file. `columns` are all that have a name, `items` those of a long table. `guessed` is told word for word.
    `records` counts lines or rows below the names that can be cut into cells, `entries` those of all people. `people`
    and `bad` are shown up to a bound; `people_in_all` and `bad_in_all` count. `moods` are the mood words of a Daylio
    export with their numbers. `dated`, `first` and `last` are None as long as no day is known.
    """

    file: str
    kind: Kind
    unit: str
    encoding: str | None
    delimiter: str | None
    decimal: str
    dated: bool | None
    order: str | None
    date: str | None
    day: str | None
    person: str | None
    couple: str | None
    time: str | None
    long: tuple[str, str] | None
    header: tuple[str, ...]
    columns: tuple[ColumnSeen, ...]
    items: tuple[ColumnSeen, ...]
    records: int
    entries: int
    first: int | None
    last: int | None
    people: tuple[PersonSeen, ...]
    people_in_all: int
    rows: tuple[RowSeen, ...]
    guessed: tuple[tuple[str, str], ...]
    moods: tuple[tuple[str, int], ...]
    bad: tuple[BadLine, ...]
    bad_in_all: int
    asks: Asks | None

    @property
    def answers(self) -> tuple[ColumnSeen, ...]:
        """The columns, or items, of answers."""
        return tuple(one for one in (*self.columns, *self.items) if one.role == "answers")

    @property
    def markers(self) -> tuple[ColumnSeen, ...]:
        """The columns, or items, of yes and no."""
        return tuple(one for one in (*self.columns, *self.items) if one.role == "marker")
