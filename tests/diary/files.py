"""Small diaries written to disk for the tests, and ways to look at what was read."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from leanings.core.diary import Diary, Person
from leanings.core.refusal import Refusal
from leanings.diary import LinesNotUnderstood, Told, read_file

MARCH = date(2031, 3, 1).toordinal()


def written(folder: Path, text: str, name: str = "ada.csv", encoding: str = "utf-8") -> Path:
    """The path of a file that holds this text."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def read(folder: Path, text: str, told: Told | None = None, **more: Any) -> Diary:
    """The diary of a file that holds this text."""
    return read_file(written(folder, text), told or Told(), **more)


def refused(kind: type[Refusal], act: Callable[[], object]) -> str:
    """The sentence with which the act is refused, and by this very kind of refusal."""
    with pytest.raises(kind) as caught:
        act()
    assert type(caught.value) is kind
    assert caught.value.sentence.endswith((".", "?", ","))
    return caught.value.sentence


def bad_lines(folder: Path, text: str, told: Told | None = None, **more: Any) -> list[tuple[int, str]]:
    """Number and reason of every line for which the text is refused."""
    with pytest.raises(LinesNotUnderstood) as caught:
        read(folder, text, told, **more)
    return [(bad.number, bad.reason) for bad in caught.value.lines]


def only(diary: Diary) -> Person:
    """The one person of a diary."""
    assert len(diary.people) == 1
    return diary.people[0]


def answers(person: Person, column: str) -> list[float | None]:
    """A person's answers under a column; None where there is none."""
    return [None if math.isnan(value) else value for value in person.answers[column]]


def dates(person: Person) -> list[str]:
    """The days of a person's entries as written in ISO."""
    return [date.fromordinal(day).isoformat() for day in person.days]
