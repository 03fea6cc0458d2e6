"""What is said beside a reading: what was guessed about the file, what was left out, what could not be held against."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from leanings.core.diary import Diary
from leanings.core.reading import Reading, SignalReading

MOST_LINES = 10  # left-out lines spelled out; the rest is counted
MEASURE = 78


def about_file(diary: Diary, guesses: bool) -> Iterator[str]:
    """The guesses made about a file, each on its line, then the lines that were left out."""
    if guesses and diary.guessed:
        yield f"Guessed about {_plain(diary.file)}, as nobody said it:"
        for what, guess in diary.guessed.items():
            yield textwrap.fill(_plain(f"{what}: {guess}"), MEASURE, initial_indent="  ", subsequent_indent="    ")
    for line in diary.left_out[:MOST_LINES]:
        yield _plain(f"Left out line {line.number}: {line.reason}.")
    if len(diary.left_out) > MOST_LINES:
        yield f"Left out {len(diary.left_out) - MOST_LINES:,} more lines."


def about_since(reading: Reading, mark: str | None) -> Iterator[str]:
    """That the stretch marked with --since could not be held against, and for how many people."""
    if mark is None:
        return
    without = [person for person in reading.people if all(map(_held_against_nothing, person.signals))]
    if without:
        whose = f" of {len(without):,} people" if len(reading.people) > 1 else ""
        yield (
            f"The answers{whose} could not be held against {mark}: the stretch needs 14 days with an answer, "
            "and must end 14 days before the last entry."
        )


def _held_against_nothing(line: SignalReading) -> bool:
    """Whether the level of a line is known, but nothing it could be held against."""
    return line.now is not None and line.usual is None


def _plain(text: str) -> str:
    """The text without letters that would steer the terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)
