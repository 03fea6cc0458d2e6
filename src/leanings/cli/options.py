"""The words of `leanings read` beyond the file: what they mean for the engine."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from leanings.core.diary import Diary, Person
from leanings.core.reading import Zone
from leanings.core.refusal import Refusal
from leanings.core.signal import Signal
from leanings.engine.line import BASE_DAYS
from leanings.engine.wish import Wish

HAPPENED = ("happened", "something_happened", "something happened")


class OptionNotUnderstood(Refusal):
    """An option of `leanings read` that does not fit the diary."""


def add_reading_options(parser: argparse.ArgumentParser) -> None:
    """Add what a person may ask of a reading."""
    add = parser.add_argument
    add("--signal", action="append", default=[], metavar="NAME:LOW-HIGH", help="a line; NAME=COL1,-COL2:LOW-HIGH joins")
    add("--only", action="append", default=[], metavar="NAME", help="only this person, couple/person or line")
    add("--since", metavar="MARK", help="what was usual: a day (28 days from it), FROM..TO, or a marker column")
    add("--zone", action="append", default=[], metavar="LINE=LOW,HIGH", help="your own thresholds of a line")
    add("--happened", metavar="COL", help="the marker of entries written because something had just happened")
    add("--forecast", type=int, default=0, metavar="DAYS", help="what the answers of the coming days may be")
    add("--seed", type=int, default=0, metavar="N", help="the dice; the same seed gives the same reading")
    add("--processes", type=int, default=2, metavar="N", help="how many processes share the work")


def wish_of(told: argparse.Namespace, diary: Diary, markers: Sequence[str]) -> Wish:
    """The wish these options stand for; `markers` are the columns told to be circumstances."""
    happened = told.happened or next((name for name in diary.markers if name.lower() in HAPPENED), None)
    for name in (*markers, *filter(None, [happened])):
        if name not in diary.markers:
            raise OptionNotUnderstood(_no_such("marker column", name, diary.markers))
    if not 0 <= told.forecast <= 366:
        raise OptionNotUnderstood(f"--forecast {told.forecast}: ask for 0 to 366 days.")
    since, since_marker = (None, None) if told.since is None else _since(told.since, diary)
    lines = {signal.name: signal for signal in diary.signals}
    zones: dict[str, Sequence[Zone]] = dict(_zones(text, lines) for text in told.zone)
    return Wish(since, since_marker, zones, tuple(markers), happened, told.forecast, seed=told.seed)


def _no_such(what: str, name: str, known: Sequence[str]) -> str:
    """A sentence that names what is there instead."""
    there = ", ".join(f"“{each}”" for each in known[:12]) or "none"
    return f"There is no {what} “{name}”. There is: {there}."


def _day(text: str, diary: Diary) -> int:
    """A day as the diary counts it."""
    try:
        return date.fromisoformat(text.strip()).toordinal() if diary.dated else int(text)
    except ValueError:
        form = "a date such as 2031-05-03" if diary.dated else "a day number of the diary"
        raise OptionNotUnderstood(f"--since: “{text}” is not {form}.") from None


def _since(text: str, diary: Diary) -> tuple[tuple[int, int] | None, str | None]:
    """The stretch a mark stands for, or the marker column whose marked days are the stretch."""
    if text in diary.markers:
        return None, text
    first, dots, last = text.partition("..")
    start = _day(first, diary)
    end = _day(last, diary) if dots else start + BASE_DAYS - 1
    if end < start:
        raise OptionNotUnderstood(f"--since {text}: the stretch ends before it begins.")
    return (start, end), None


def _zones(text: str, lines: dict[str, Signal]) -> tuple[str, tuple[Zone, ...]]:
    """The zones of one line: below the first threshold and above the last."""
    name, _, marks = text.rpartition("=")
    if name not in lines:
        raise OptionNotUnderstood(_no_such("line", name or text, tuple(lines)))
    try:
        low, high = (float(mark) for mark in marks.split(","))
    except ValueError:
        raise OptionNotUnderstood(f"--zone {text}: write two numbers, as in --zone {name}=3,7.") from None
    scale = lines[name].scale
    if not scale.low <= low < high <= scale.high:
        raise OptionNotUnderstood(f"--zone {text}: two rising numbers from {scale.low:g} to {scale.high:g} are needed.")
    return name, (Zone("low", below=low), Zone("high", above=high))


def choose(diary: Diary, names: Sequence[str]) -> Diary:
    """The diary cut to the people and lines named; everything where nothing is named."""
    people = [name for name in names if any(name in _names(person) for person in diary.people)]
    lines = [name for name in names if any(name == signal.name for signal in diary.signals)]
    for name in names:
        if name in people and name in lines:
            raise OptionNotUnderstood(f"--only {name}: both a person and a line are called so; rename the line.")
        if name not in people and name not in lines:
            known = [*(person.label for person in diary.people[:8]), *(signal.name for signal in diary.signals)]
            raise OptionNotUnderstood(_no_such("person or line", name, known))
    kept = tuple(person for person in diary.people if not people or any(name in _names(person) for name in people))
    signals = tuple(signal for signal in diary.signals if not lines or signal.name in lines)
    return replace(diary, people=kept, signals=signals)


def _names(person: Person) -> tuple[str | None, ...]:
    """What --only may call a person: the name, couple/person, or the couple for both."""
    return (person.name, person.label, person.couple)
