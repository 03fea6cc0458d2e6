"""A diary: who answered what on which day. Days are whole numbers, gaps are simply days that are not there."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field

from leanings.core.signal import Signal


@dataclass(frozen=True, slots=True)
class Person:
    """One person's entries in order of day; several entries of one day stay several entries.

    `days` are proleptic Gregorian ordinals (`date.toordinal`) or plain integers, one per entry, never falling.
    `answers` holds one array of floats per column, as long as `days`; NaN is a missing answer.
    `marks` holds one array of 0 and 1 per marker column (something happened, worked late, ill), as long as `days`.
    `missing` counts the codes of missing by column: {"close": {"skipped": 3}}.
    """

    couple: str | None
    name: str
    days: array[int]
    answers: Mapping[str, array[float]]
    marks: Mapping[str, array[int]] = field(default_factory=dict)
    missing: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The person as named on screen: the couple first where there is one."""
        return self.name if self.couple is None else f"{self.couple}/{self.name}"


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line of a file that could not be read: its number (the first line is 1) and why."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Diary:
    """Everything a file held, with what was guessed about it and what was left out.

    `dated` says whether days are calendar dates; otherwise they are the integers the file gave.
    `columns` are the columns of answers, in the order of the file. `guessed` is told to the reader word for word.
    `invented` marks a diary nobody kept. `signals` are the lines told or guessed, with their scales.
    """

    file: str
    dated: bool
    people: tuple[Person, ...]
    columns: tuple[str, ...]
    markers: tuple[str, ...] = ()
    guessed: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[BadLine, ...] = ()
    invented: bool = False
    signals: tuple[Signal, ...] = ()
