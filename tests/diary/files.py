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
from leanings.diary import FileRefusal, InMemory, LinesNotUnderstood, Seen, Told, look_at, read_file
from leanings.diary.seen import MOST_BAD_SHOWN

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


def held(text: str | bytes, name: str = "ada.csv") -> InMemory:
    """The same text as a file that lies in memory."""
    return InMemory(name, text if isinstance(text, bytes) else text.encode())


def fits(file: InMemory | Path, told: Told | None = None, **more: Any) -> Seen | Refusal:
    """What a look shows, or the refusal, held to what reading the same file then does."""
    told = told or Told()
    seen = look_or_refusal(file, told, **more)
    if isinstance(seen, Refusal):
        assert refused(type(seen), lambda: read_file(file, told, **more)) == seen.sentence
        return seen
    if seen.asks is not None:
        with pytest.raises(FileRefusal) as caught:
            read_file(file, told, **more)
        assert caught.value.sentence == seen.asks.sentence
        assert caught.value.setting == seen.asks.setting
        return seen
    if seen.bad_in_all and not more.get("skip_bad"):
        with pytest.raises(LinesNotUnderstood) as lines:
            read_file(file, told, **more)
        assert lines.value.lines[:MOST_BAD_SHOWN] == seen.bad
        assert len(lines.value.lines) == seen.bad_in_all
    diary = read_file(file, told, **{**more, "skip_bad": True})
    assert diary.left_out[:MOST_BAD_SHOWN] == seen.bad
    everyone = diary if "only" not in more else read_file(file, told, **{**more, "skip_bad": True, "only": None})
    assert _people(everyone) == [(one.couple, one.name, one.entries, one.first, one.last) for one in seen.people]
    assert everyone.columns == tuple(one.name for one in seen.answers)
    assert everyone.markers == tuple(one.name for one in seen.markers)
    assert tuple(everyone.guessed.items()) == seen.guessed
    return seen


def look_or_refusal(file: InMemory | Path, told: Told, **more: Any) -> Seen | Refusal:
    """What a look shows, or why there is none."""
    try:
        return look_at(file, told, **more)
    except Refusal as no:
        return no


def _people(diary: Diary) -> list[tuple[str | None, str, int, int, int]]:
    return [(one.couple, one.name, len(one.days), one.days[0], one.days[-1]) for one in diary.people]
