"""From a file to the columns that are kept: what runs in a process of its own, without keys and without database."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from leanings.acts.telling import Telling
from leanings.acts.worker import tell
from leanings.core.brought import EARLIEST, PART_CELLS, PART_ENTRIES, Brought, BroughtLine, none_or_value
from leanings.core.diary import Diary, Person
from leanings.core.everything import AHEAD
from leanings.core.refusal import Refusal
from leanings.diary import InMemory, Seen, look_at, read_file

LONGEST_HEADER = 20_000  # letters; a longer line of names, or longer settings, are not remembered
LONGEST_NAME = 120  # letters of the name of a column
MOST_LEFT_TOLD = 500  # lines that were left out, named after the keeping


class NobodyThere(Refusal):
    """The person who was picked has no entries in this file."""

    def __init__(self) -> None:
        super().__init__("The person you picked has no entries that can be read here. Look again at who is you.")


class NoAnswersThere(Refusal):
    """There are entries and not one answer in them."""

    def __init__(self) -> None:
        super().__init__("None of the columns you picked holds an answer of yours, so there is nothing to keep.")


class DayTooFar(Refusal):
    """A day before 1970, or more than a year ahead."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that waits, on its way to another process: its name and its packed bytes."""

    name: str
    packed: bytes

    def opened(self) -> InMemory:
        """The file, unpacked."""
        return InMemory(self.name, zlib.decompress(self.packed))


@dataclass(frozen=True, slots=True)
class Signed:
    """What the parts of one file share beside what stands in it: its id, the minute, the settings of the page."""

    file_id: str
    entered: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Read:
    """A file read whole: the parts to keep."""

    parts: tuple[Brought, ...]


def see(waiting: Waiting, told: Telling, today: date) -> Seen:
    """A look at a file, as it would be read."""
    return look_at(
        waiting.opened(),
        told.told(),
        skip_bad=told.skip,
        signals=told.lines,
        only=told.who,
        earliest=EARLIEST,
        latest=today + AHEAD,
        tell=tell,
    )


def read(waiting: Waiting, told: Telling, header: tuple[str, ...], signed: Signed, today: date) -> Read:
    """The whole file as the parts that are kept: those of one person, with the lines that were told."""
    diary = read_file(
        waiting.opened(),
        told.told(),
        skip_bad=told.skip,
        signals=told.lines,
        only=told.who,
        earliest=EARLIEST,
        latest=today + AHEAD,
        tell=tell,
    )
    person = _me(diary, told)
    days = _days(diary, person, told, today)
    if all(value != value for line in told.lines for item in line.items for value in person.answers[item.column]):
        raise NoAnswersThere
    return Read(tuple(_parts(diary, person, days, told, header, signed)))


def _me(diary: Diary, told: Telling) -> Person:
    """The one person whose diary is brought."""
    if told.who is None and len(diary.people) == 1:
        return diary.people[0]
    found = [person for person in diary.people if (person.couple, person.name) == told.who]
    if not found:
        raise NobodyThere
    return found[0]


def _days(diary: Diary, person: Person, told: Telling, today: date) -> list[int]:
    """The days as calendar dates; day numbers are counted from the date that was told."""
    days = list(person.days)
    if not diary.dated:
        first = told.first or today
        days = [first.toordinal() + day - told.number for day in days]
    if days[0] < EARLIEST.toordinal() or days[-1] > (today + timedelta(days=AHEAD.days)).toordinal():
        raise DayTooFar("The days of this file would lie before 1970 or more than a year from now. Look at the dates.")
    return days


def _parts(
    diary: Diary,
    person: Person,
    days: list[int],
    told: Telling,
    header: tuple[str, ...],
    signed: Signed,
) -> Iterator[Brought]:
    """The diary of this person, cut so that each part is one thing; what is said once stands in the first."""
    names = _plain_names([item.column for line in told.lines for item in line.items])
    marked = _plain_names(list(told.markers))
    each = max(1, min(PART_ENTRIES, PART_CELLS // (len(names) + len(marked) + 1)))
    whole = Brought(
        file_id=signed.file_id,
        part=1,
        parts=-(-len(days) // each),
        entered=signed.entered,
        file=diary.file,
        couple=person.couple,
        person=person.name,
        header=header if sum(map(len, header)) <= LONGEST_HEADER else (),
        told=signed.said if sum(len(name) + len(value) for name, value in signed.said) <= LONGEST_HEADER else (),
        lines=_lines(told, names),
        days=tuple(days),
        columns=tuple(names.values()),
        answers=tuple(tuple(map(none_or_value, person.answers[column])) for column in names),
        markers=tuple(marked.values()),
        marks=tuple(tuple(person.marks[column]) for column in marked),
        happened=None if told.happened is None else marked[told.happened],
        missing=_codes(person, names),
        left=len(diary.left_out),
        left_out=tuple((bad.number, bad.reason) for bad in diary.left_out[:MOST_LEFT_TOLD]),
    )
    for start in range(0, len(days), each):
        yield _cut(whole, start // each + 1, slice(start, start + each))


def _cut(whole: Brought, part: int, some: slice) -> Brought:
    """One part of it."""
    cut = replace(
        whole,
        part=part,
        days=whole.days[some],
        answers=tuple(column[some] for column in whole.answers),
        marks=tuple(column[some] for column in whole.marks),
    )
    return cut if part == 1 else replace(cut, told=(), missing=(), left=0, left_out=())


def _lines(told: Telling, names: Mapping[str, str]) -> tuple[BroughtLine, ...]:
    return tuple(
        BroughtLine(
            line.name,
            tuple(("-" if item.reversed else "") + names[item.column] for item in line.items),
            line.scale.low,
            line.scale.high,
        )
        for line in told.lines
    )


def _codes(person: Person, names: Mapping[str, str]) -> tuple[tuple[str, str, int], ...]:
    """How often each code of missing stands in each column."""
    return tuple(
        (name, code, count)
        for column, name in names.items()
        for code, count in sorted(person.missing.get(column, {}).items())
    )


def _plain_names(columns: list[str]) -> dict[str, str]:
    """Names of columns as they are kept. A minus before one says that it is turned, so none begins with it itself."""
    found: dict[str, str] = {}
    for column in columns:
        name = column.lstrip("-").strip()[:LONGEST_NAME] or "column"
        while name in found.values():
            name += "'"
        found[column] = name
    return found
