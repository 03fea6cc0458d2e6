"""What a person says on a page about a file, and what that is to whoever reads the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from leanings.core.signal import Item, Scale, Signal
from leanings.diary import Told
from leanings.diary.visible import visible

ANSWERS, MARKER, HAPPENED, LEFT = "answers", "marker", "happened", "left"
Role: TypeAlias = Literal["answers", "marker", "happened", "left"]
Who: TypeAlias = tuple[str | None, str]  # couple and person, as the file names them


@dataclass(frozen=True, slots=True)
class ColumnTold:
    """What one column is: its name in the file, its role, and for answers the name of their line and its scale."""

    name: str
    role: str
    line: str = ""
    low: float = 0.0
    high: float = 1.0
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Telling:
    """Everything a person says about a file on the page; what is None is left to be found.

    `date_column` or `day_column` is that of the days, `item` and `value` the two of one answer a line. `who` is the
    person in the file who says "this is me". `first` is the date of the day that has the number `number`, where days
    are numbers. With `skip` lines that cannot be read are left out.
    """

    encoding: str | None = None
    delimiter: str | None = None
    decimal: Literal[".", ","] | None = None
    order: Literal["ymd", "dmy", "mdy"] | None = None
    date_column: str | None = None
    day_column: str | None = None
    person: str | None = None
    couple: str | None = None
    item: str | None = None
    value: str | None = None
    moods: tuple[tuple[str, int], ...] = ()
    columns: tuple[ColumnTold, ...] = ()
    who: Who | None = None
    first: date | None = None
    number: int = 0
    skip: bool = False

    @property
    def keys(self) -> frozenset[str | None]:
        """The columns that tell of day and person, and so hold no answers."""
        return frozenset((self.date_column, self.day_column, self.person, self.couple, self.item, self.value))

    @property
    def happened(self) -> str | None:
        """The column of what was written because something had just happened."""
        return next((one.name for one in self._with(HAPPENED)), None)

    @property
    def markers(self) -> tuple[str, ...]:
        """The columns of yes and no, that one among them."""
        return tuple(one.name for one in self._with(MARKER, HAPPENED))

    @property
    def lines(self) -> tuple[Signal, ...]:
        """The lines: columns given the same name are one line."""
        found: dict[str, list[ColumnTold]] = {}
        for one in self._with(ANSWERS):
            found.setdefault(one.line, []).append(one)
        return tuple(
            Signal(name, tuple(Item(one.name, one.turned) for one in some), Scale(some[0].low, some[0].high))
            for name, some in found.items()
        )

    def told(self) -> Told:
        """The same for the reader of files."""
        left = tuple(one.name for one in self._with(LEFT))
        return Told(
            encoding=self.encoding,
            delimiter=self.delimiter,
            decimal=self.decimal,
            date_order=self.order,
            date=self.date_column,
            day=self.day_column,
            person=self.person,
            couple=self.couple,
            long=(self.item, self.value) if self.item and self.value else None,
            markers=self.markers,
            ignored=left,
            moods=dict(self.moods),
        )

    def _with(self, *roles: str) -> tuple[ColumnTold, ...]:
        return tuple(one for one in self.columns if one.role in roles and one.name not in self.keys)


NOTHING_TOLD = Telling()


def name_of_line(typed: str) -> str:
    """The name of a line as it is seen, as the names of columns are taken: two that look the same are one."""
    return visible(typed)
