"""Entries: what one person wrote, in the order of the file, one array per column."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from leanings.core.diary import BadLine
from leanings.diary.cells import missing_code
from leanings.diary.dates import Moment
from leanings.diary.plan import Plan
from leanings.diary.refusals import TooManyPeople
from leanings.diary.source import Source

Key = tuple[str | None, str]  # the couple, where there is one, and the person
_MOST_COLUMNS = 600_000  # of all people together: each takes a hundred bytes before anything is in it


@dataclass(frozen=True, slots=True)
class Entries:
    """Arrays as long as there are entries; `prints` tell equal entries from others, `missing` counts the codes."""

    days: array[int]
    times: array[float]
    prints: array[int]
    answers: tuple[array[float], ...]
    marks: tuple[array[int], ...]
    missing: dict[str, Counter[str]] = field(default_factory=dict)

    def begin(self, when: Moment, mark: int) -> None:
        """Adds an entry's day, time and print; its answers and marks are added beside."""
        self.days.append(when.day)
        self.times.append(when.seconds)
        self.prints.append(mark)


def no_entries(plan: Plan) -> Entries:
    """No entries yet, with a place for every column of the plan."""
    answers = tuple(array("d") for _ in plan.answers)
    return Entries(array("q"), array("d"), array("q"), answers, tuple(array("b") for _ in plan.markers))


def check_crowd(source: Source, plan: Plan, people: int) -> None:
    """Refuses more people than can be kept apart."""
    if people * (len(plan.answers) + len(plan.markers) + 3) > _MOST_COLUMNS:
        raise TooManyPeople(
            f"{source.file} names more than {people - 1:,} people; is the right column taken for the person?",
            setting="person",
        )


class Bad(NamedTuple):
    """A line that cannot be read, and whose it is, where that can be said."""

    line: BadLine
    key: Key | None = None


def count_code(missing: dict[str, Counter[str]], name: str, cell: str) -> None:
    """Counts the cell if it is one of the codes of missing."""
    code = missing_code(cell)
    if code is not None:
        missing.setdefault(name, Counter())[code] += 1
