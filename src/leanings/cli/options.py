"""The words of `leanings read` beyond the file: what they mean for the engine."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from leanings.cli.grammar import whole
from leanings.core.diary import Diary
from leanings.core.reading import Zone
from leanings.core.refusal import Refusal
from leanings.core.signal import Signal, parse_signal
from leanings.diary import happened_among

if TYPE_CHECKING:
    from leanings.engine import Wish

MOST_FORECAST = 366  # a year; the level drifts so far by then that the interval is nearly the whole scale
MOST_PROCESSES = 64  # each takes about 200 MB of memory
WORTH_SHARING = 100  # lines; with fewer a second process takes longer to start than it saves
SHARED_BY = 2  # processes, when nobody says
MOST_SHOWN = 12
_REPEATED = (
    (
        "--signal",
        "NAME:LOW-HIGH",
        "a column, answered from LOW to HIGH; NAME=COL1,-COL2:LOW-HIGH joins several",
    ),
    ("--only", "NAME", "only this person, couple, couple/person or line"),
    ("--zone", "LINE=LOW,HIGH", "below what a line is low for you, and above what high"),
)


class OptionNotUnderstood(Refusal):
    """An option of `leanings read` that does not fit the diary."""


def add_reading_options(parser: argparse.ArgumentParser) -> None:
    """Add what a person may ask of a reading."""
    add = parser.add_argument_group("about the reading").add_argument
    for option, shown, meaning in _REPEATED:
        add(option, metavar=shown, action="append", default=[], help=f"{meaning}; may be given again")
    add("--since", metavar="MARK", help="what was usual: the 28 days from a day, FROM..TO, or the days of a marker")
    add("--happened", metavar="COL", help="the marker of entries written because something had just happened")
    days, processes = whole(0, MOST_FORECAST), whole(1, MOST_PROCESSES)
    add("--forecast", type=days, default=0, metavar="DAYS", help="what answers of the coming days may be")
    add("--seed", type=whole(0), default=0, metavar="N", help="the dice; the same seed gives the same reading (0)")
    add("--processes", type=processes, metavar="N", help="how many share the work (1, for large files 2)")


def signals_of(told: argparse.Namespace) -> tuple[Signal, ...]:
    """The lines asked for; none means that they are guessed from the file."""
    signals = tuple(parse_signal(text) for text in told.signal)
    names = [signal.name for signal in signals]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise OptionNotUnderstood(f"--signal: two lines are called “{twice}”; give each its own name.")
    return signals


def processes_of(told: argparse.Namespace, diary: Diary) -> int:
    """How many processes share the work."""
    if told.processes is None:
        return SHARED_BY if len(diary.people) * len(diary.signals) >= WORTH_SHARING else 1
    return int(told.processes)


def wish_of(told: argparse.Namespace, diary: Diary, markers: Sequence[str]) -> Wish:
    """The wish these options stand for; `markers` are the columns told to be circumstances."""
    from leanings.engine import Wish  # here: --help need not wait for the compiler

    happened = told.happened or happened_among(diary.markers)
    for name in (*markers, *filter(None, [happened])):
        if name not in diary.markers:
            raise OptionNotUnderstood(no_such("marker column", name, diary.markers))
    since, since_marker = (None, None) if told.since is None else _since(told.since, diary)
    return Wish(since, since_marker, _zones(told.zone, diary), tuple(markers), happened, told.forecast, seed=told.seed)


def no_such(what: str, name: str, known: Sequence[str]) -> str:
    """A sentence that names what is there instead."""
    there = ", ".join(f"“{each}”" for each in known[:MOST_SHOWN]) or "none"
    rest = f" and {len(known) - MOST_SHOWN:,} more" if len(known) > MOST_SHOWN else ""
    return f"There is no {what} “{name}”. There is: {there}{rest}."


def _since(text: str, diary: Diary) -> tuple[tuple[int, int] | None, str | None]:
    """The stretch a mark stands for, or the marker column whose marked days are the stretch."""
    if text in diary.markers:
        if not any(any(person.marks[text]) for person in diary.people):
            raise OptionNotUnderstood(f"--since {text}: that column marks no day.")
        return None, text
    from leanings.engine.line import BASE_DAYS  # here: --help need not wait for the compiler

    first, dots, last = text.partition("..")
    start = _day(first, diary)
    end = _day(last, diary) if dots else start + BASE_DAYS - 1
    if end < start:
        raise OptionNotUnderstood(f"--since {text}: the stretch ends before it begins.")
    begins, ends = min(person.days[0] for person in diary.people), max(person.days[-1] for person in diary.people)
    if end < begins or ends < start:
        shown = " to ".join(date.fromordinal(day).isoformat() if diary.dated else str(day) for day in (begins, ends))
        raise OptionNotUnderstood(f"--since {text}: the diary holds nothing of that time; it goes from {shown}.")
    return (start, end), None


def _day(text: str, diary: Diary) -> int:
    """A day as the diary counts it."""
    try:
        return date.fromisoformat(text.strip()).toordinal() if diary.dated else int(text)
    except ValueError:
        form = "a date such as 2031-05-03" if diary.dated else "a day number of the diary"
        marks = f", nor a marker column ({', '.join(diary.markers[:MOST_SHOWN])})" if diary.markers else ""
        raise OptionNotUnderstood(f"--since: “{text}” is not {form}{marks}.") from None


def _zones(texts: Sequence[str], diary: Diary) -> dict[str, Sequence[Zone]]:
    """The zones of each line that has them: below the first threshold and above the last."""
    lines = {signal.name: signal for signal in diary.signals}
    zones: dict[str, Sequence[Zone]] = {}
    for text in texts:
        name, _, marks = text.rpartition("=")
        if name not in lines:
            raise OptionNotUnderstood(no_such("line", name or text, tuple(lines)))
        if name in zones:
            raise OptionNotUnderstood(f"--zone {text}: the line “{name}” has its zones already.")
        try:
            low, high = (float(mark) for mark in marks.split(","))
        except ValueError:
            raise OptionNotUnderstood(f"--zone {text}: write two numbers, as in --zone {name}=3,7.") from None
        scale = lines[name].scale
        if not scale.low <= low < high <= scale.high:
            needed = f"two rising numbers from {scale.low:g} to {scale.high:g} are needed"
            raise OptionNotUnderstood(f"--zone {text}: {needed}.")
        zones[name] = (Zone("low", below=low), Zone("high", above=high))
    return zones
