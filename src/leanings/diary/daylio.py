"""A Daylio export as a source: mood words become numbers, activities become markers, notes are never kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from leanings.core.diary import BadLine
from leanings.diary.cells import is_blank
from leanings.diary.refusals import FileTooLarge, MoodNotKnown, quoted
from leanings.diary.source import MOST_COLUMNS, Record, Source, too_many_columns
from leanings.diary.told import Told
from leanings.diary.visible import visible

MOODS = {"awful": 1, "bad": 2, "meh": 3, "good": 4, "rad": 5}  # the five words of a fresh Daylio
_NEEDED = ("full_date", "mood", "activities")
_MOST_NAMED = 10  # own mood words shown in a refusal
_LONGEST_WORD = 100  # letters of a mood or an activity that tell it from others
_MOST_CELLS = 20_000_000  # entries times activities; ten years with a hundred of them are a million


class Places(NamedTuple):
    """Where the four columns that are read stand; the time may be missing."""

    date: int
    mood: int
    activities: int
    time: int | None


def is_daylio(source: Source) -> bool:
    """Whether the names of the columns are those of a Daylio export."""
    return all(name in source.header for name in _NEEDED)


def unkept(source: Source) -> frozenset[int]:
    """Where the columns stand that are never kept, notes among them."""
    return frozenset(spot for spot, name in enumerate(source.header) if name not in (*_NEEDED, "time"))


def moods_of(told: Told) -> dict[str, int]:
    """The number of every mood word that is known."""
    return {**MOODS, **{_word(word).casefold(): number for word, number in told.moods.items()}}


def daylio_source(source: Source, told: Told, skip_bad: bool) -> tuple[Source, Told]:
    """The export as an ordinary table, and what is now known about it; own mood words not told are refused."""
    header = source.header
    date, mood, done = (header.index(name) for name in _NEEDED)
    places = Places(date, mood, done, header.index("time") if "time" in header else None)
    moods = moods_of(told)
    unknown, activities = _seen(source, places, moods)
    if unknown and not skip_bad:
        raise _not_known(source, unknown)
    left = [name for position, name in enumerate(header) if position not in places and name]
    names = ("full_date", "time", "mood", *_apart(activities))
    scale = ", ".join(f"{word} {number}" for word, number in sorted(moods.items(), key=lambda pair: (pair[1], pair[0])))
    guessed = {**source.guessed, "file": "a Daylio export", "mood": scale}
    if left:
        guessed["never kept"] = ", ".join(left)
    known = replace(
        told,
        ignored=tuple(name for name in told.ignored if name in names),
        date="full_date",
        day=None,
        time="time" if places.time is not None else None,
        markers=tuple(name for name in names[3:] if name not in told.ignored),
    )
    table = replace(
        source, header=names, records=partial(_records, source, places, moods, activities), guessed=guessed, decimal="."
    )
    return table, known


def _split(cell: str) -> list[str]:
    """The activities named in one cell."""
    return [word for part in cell.split("|") if (word := _word(part))]


def _word(cell: str) -> str:
    """The word in a cell, as it is seen."""
    return visible(cell)[:_LONGEST_WORD].strip()


def _seen(source: Source, places: Places, moods: Mapping[str, int]) -> tuple[dict[str, int], tuple[str, ...]]:
    """The mood words that are not known, each with its first line, and all activities in the order they come up."""
    unknown: dict[str, tuple[str, int]] = {}
    activities: dict[str, None] = {}
    entries = 0
    source.progress.begin()
    for record in source.records():
        if isinstance(record, BadLine):
            continue
        number, cells = record
        entries += 1
        word = _word(cells[places.mood])
        if word.casefold() not in moods and not is_blank(word) and len(unknown) <= MOST_COLUMNS:
            unknown.setdefault(word.casefold(), (word, number))
        activities.update(dict.fromkeys(_split(cells[places.activities])))
        if len(activities) > MOST_COLUMNS:
            raise too_many_columns(source.file)
        if entries * len(activities) > _MOST_CELLS:
            raise FileTooLarge(f"{source.file} has more entries and activities than can be read.")
    return dict(unknown.values()), tuple(activities)


def _apart(activities: Sequence[str]) -> tuple[str, ...]:
    """The activities as names of columns, kept apart from the three that are there already."""
    return tuple(f"{name} (activity)" if name in ("full_date", "time", "mood") else name for name in activities)


def _records(source: Source, places: Places, moods: Mapping[str, int], activities: Sequence[str]) -> Iterator[Record]:
    """Every entry as date, time, number of the mood, and 0 or 1 for each activity."""
    for record in source.records():
        if isinstance(record, BadLine):
            yield record
            continue
        number, cells = record
        word = _word(cells[places.mood])
        if word.casefold() not in moods and not is_blank(word):
            yield BadLine(number, f"{quoted(word)} is not a mood word that is known")
            continue
        done = set(_split(cells[places.activities]))
        clock = "" if places.time is None else cells[places.time]
        mood = str(moods.get(word.casefold(), ""))
        yield number, [cells[places.date], clock, mood, *("1" if name in done else "0" for name in activities)]


def _not_known(source: Source, unknown: Mapping[str, int]) -> MoodNotKnown:
    """The refusal that names the mood words whose place is not known, and how to tell it."""
    named = ", ".join(f"{quoted(word)} (line {line:,})" for word, line in list(unknown.items())[:_MOST_NAMED])
    rest = f" and {len(unknown) - _MOST_NAMED:,} more" if len(unknown) > _MOST_NAMED else ""
    first = next(iter(unknown))
    return MoodNotKnown(
        f"{source.file} has mood words that are not Daylio's own five: {named}{rest}; say the number of each",
        f", for example --mood {quoted(f'{first}=4')}.",
        ".",
        setting="moods",
        column="mood",
        words=tuple(unknown.items()),
    )
