"""What was brought from elsewhere: each file whole, whatever number of parts it is kept in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from leanings.acts import desk
from leanings.acts.desk import Found, NotHere, Room
from leanings.core import brought
from leanings.core.brought import Brought, BroughtLine, files_of
from leanings.core.diary import BadLine


@dataclass(frozen=True, slots=True)
class Whole:
    """A file that was brought: the ids and values of its parts."""

    items: tuple[UUID, ...]
    parts: tuple[Brought, ...]

    @property
    def file_id(self) -> UUID:
        """The id of the file."""
        return UUID(self.parts[0].file_id)

    @property
    def file(self) -> str:
        """Its name."""
        return self.parts[0].file

    @property
    def brought_on(self) -> date:
        """The day it was brought."""
        return date.fromisoformat(self.parts[0].entered[:10])

    @property
    def lines(self) -> tuple[BroughtLine, ...]:
        """Its lines."""
        return self.parts[0].lines

    @property
    def entries(self) -> int:
        """How many entries it has."""
        return sum(len(part.days) for part in self.parts)

    @property
    def days(self) -> int:
        """On how many days they are."""
        return len({day for part in self.parts for day in part.days})

    @property
    def first(self) -> date:
        """The day of the first."""
        return date.fromordinal(min(part.days[0] for part in self.parts))

    @property
    def last(self) -> date:
        """The day of the last."""
        return date.fromordinal(max(part.days[-1] for part in self.parts))

    @property
    def left(self) -> int:
        """How many lines of it were left out."""
        return self.parts[0].left

    @property
    def left_out(self) -> tuple[BadLine, ...]:
        """The first of them: their numbers and why."""
        return tuple(BadLine(number, reason) for number, reason in self.parts[0].left_out)

    @property
    def complete(self) -> bool:
        """Whether every part is there."""
        return len(self.parts) == self.parts[0].parts


def files(room: Room) -> tuple[Whole, ...]:
    """The files that were brought, the newest first."""
    found = [one for one in desk.drawer(room, brought.WORD) if isinstance(one.doc, Brought)]
    ids = _by_file(found)
    there = files_of(cast(Brought, one.doc) for one in found)
    wholes = [Whole(tuple(ids[file]), parts) for file, parts in there.items()]
    return tuple(sorted(wholes, key=lambda one: (one.parts[0].entered, one.file), reverse=True))


def find(room: Room, file: UUID) -> Whole:
    """One of them; refused alike when it was taken out, or never was this person's."""
    found = next((one for one in files(room) if one.file_id == file), None)
    if found is None:
        raise NotHere
    return found


def take_out(room: Room, file: UUID) -> None:
    """Erase all of a file for good, in one act; silent when it is gone."""
    desk.forget_all(room, [item for one in files(room) if one.file_id == file for item in one.items])


def remembered(room: Room, header: Iterable[str]) -> Whole | None:
    """The newest file with the same names of columns, whose settings are remembered."""
    names = tuple(header)
    return next((one for one in files(room) if one.parts[0].header == names and one.parts[0].told), None)


def overlap(one: Whole, parts: Sequence[Brought]) -> bool:
    """Whether a file has lines of the same names as these, and days among theirs."""
    names = {line.name for part in parts for line in part.lines}
    first, last = date.fromordinal(parts[0].days[0]), date.fromordinal(parts[-1].days[-1])
    return any(line.name in names for line in one.lines) and one.first <= last and first <= one.last


def _by_file(found: Sequence[Found]) -> dict[str, list[UUID]]:
    """The ids of all parts of each file."""
    ids: dict[str, list[UUID]] = {}
    for one in found:
        ids.setdefault(cast(Brought, one.doc).file_id, []).append(one.item)
    return ids
