"""What a diary shows: readings of its lines, made in the background of a page, kept sealed, gone with a changed answer.

A page whose readings are made opens those few things and no answer at all. Where something is missing, the answers are
opened once and each line goes to another process; the request that finds it done keeps it.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from time import monotonic

from leanings.acts import checkin, desk, tasks, worker
from leanings.acts.answered import LineFacts, Lines, named
from leanings.acts.desk import Room
from leanings.acts.edition import is_cold
from leanings.acts.here import FAILED, Here
from leanings.acts.tasks import Asked
from leanings.acts.worker import Job, TaskFailed
from leanings.core.reading import PersonReading, Reading, SignalReading, Zone
from leanings.core.refusal import Refusal
from leanings.core.shows import MOST_LINES, Shows

__all__ = ["LineFacts", "Look", "at_rest", "choose", "example", "get_ready", "lines", "look", "together"]

ENOUGH = 14  # answered days; under two weeks there is nothing to say
PATIENCE = 1.2  # seconds that a page waits


class NotMade(Refusal):
    """A mistake of ours kept a reading from being made."""

    def __init__(self) -> None:
        super().__init__(FAILED)


@dataclass(frozen=True, slots=True)
class Look:
    """What there is to see now.

    `lines` are all lines with an answer, `picked` the keys of up to three that get sentences, `readings` those that
    are made, each with one person and one signal; `making` are the keys of those on their way, which are `share` of the
    way, and longer than usual where the sums are `cold`. `enough`: a picked line has two weeks of answers. `markers`
    are those of brought diaries, `refused` says why something could not be made, `lost` how many things did not open.
    """

    lines: tuple[LineFacts, ...] = ()
    picked: tuple[str, ...] = ()
    readings: Mapping[str, Reading] = field(default_factory=dict)
    making: tuple[str, ...] = ()
    share: float = 1.0
    enough: bool = False
    markers: tuple[str, ...] = ()
    refused: str = ""
    cold: bool = False
    lost: int = 0


def look(room: Room, also: Sequence[str] = (), patience: float = PATIENCE) -> Look:
    """The readings of the picked lines and of those asked for `also`; what is not made yet is waited for so long."""
    ends = monotonic() + patience
    found = _look(room, also, ends)
    # None where an answer was kept or erased meanwhile: what was just made is not of what is there now.
    return found or _look(room, also, ends) or Look()


def lines(room: Room) -> tuple[LineFacts, ...]:
    """Every line that has an answer, by the names of now; nothing is read."""
    return at_rest(room).lines


def at_rest(room: Room) -> Look:
    """What could be read: the lines, those that get sentences, the markers. Nothing is made for it."""
    there = Here(room).lines
    facts = {one.key: one for one in _named(there, room)}
    return Look(tuple(facts.values()), _picked(room, facts), markers=there.markers, lost=there.lost)


def together(look: Look) -> Reading | None:
    """Everything that is made as one reading of one person; None where nothing is."""
    keys = [key for key in dict.fromkeys((*look.picked, *look.readings)) if key in look.readings]
    made = [look.readings[key] for key in keys]
    if not made:
        return None
    first = made[0]
    signals = tuple(_apart(made))
    traces = [signal.trace for signal in signals if signal.trace is not None]
    begin = min((trace.first for trace in traces), default=0)
    end = max(trace.first + one.days for trace, one in zip(traces, made, strict=True)) if traces else 0
    answered = len({day for trace in traces for day, _ in trace.answers})
    days = max(end - begin, 1)
    return replace(
        first,
        file=", ".join(dict.fromkeys(one.file for one in made)),
        days=days,
        answered=answered,
        missing=1.0 - answered / days,
        left_out=sum({one.file: one.left_out for one in made}.values()),
        people=(PersonReading(first.people[0].couple, first.people[0].person, signals),),
    )


_example: Job[Reading] | Reading | None = None
_lock = threading.Lock()


def example(patience: float = PATIENCE) -> Reading | None:
    """The reading of a diary that nobody kept; None while it is made. It is made once and stays in memory."""
    global _example
    with _lock:
        begun = _example = _example or worker.job(tasks.read_example)
    if isinstance(begun, Job):
        if not begun.done(patience):
            return None
        try:
            _example = begun.result()
        except (Refusal, TaskFailed) as fault:
            _example = None
            raise fault if isinstance(fault, Refusal) else NotMade from None
    return _example if isinstance(_example, Reading) else None


def choose(room: Room, shows: Shows) -> None:
    """Show this from now on."""
    desk.keep_me(room, replace(room.me, shows=shows))


def get_ready() -> None:
    """Begin the processes that make readings before one is asked for, where that costs no more than a moment."""
    if worker.ahead and not worker.alive() and not is_cold():
        for _ in range(worker.MOST):
            worker.job(tasks.get_ready)


def _look(room: Room, also: Sequence[str], ends: float) -> Look | None:
    """One look; None where what was made is not of what is there now."""
    here = Here(room)
    facts = {one.key: one for one in _named(here.lines, room)}
    picked = _picked(room, facts)
    wanted = [key for key in dict.fromkeys((*picked, *also)) if key in facts]
    asked = {key: _asked(one, room.me.shows, here.lines.markers) for key, one in facts.items()}
    here.take_up([facts[key] for key in wanted], asked)
    here.wait(ends)
    if not here.keep([here.stamp.of_line(one, asked[key]) for key, one in facts.items()]):
        return None
    still = tuple(key for key in wanted if key not in here.readings and key not in here.failed)
    return Look(
        lines=tuple(facts.values()),
        picked=picked,
        readings={key: here.readings[key] for key in wanted if key in here.readings},
        making=still,
        share=here.share(wanted),
        enough=any(facts[key].answered >= ENOUGH for key in picked),
        markers=here.lines.markers,
        refused=here.refused,
        cold=bool(still) and is_cold(),
        lost=here.lines.lost,
    )


def _named(there: Lines, room: Room) -> tuple[LineFacts, ...]:
    return tuple(named(one, room.me.language) for one in there.facts)


def _picked(room: Room, facts: Mapping[str, LineFacts]) -> tuple[str, ...]:
    """The lines that get sentences: those that were chosen, else those asked every time; where these have not enough
    answers yet, those that were brought and have. Never one that is only shown as dots."""
    spoken = [one for one in facts.values() if not one.dots]
    chosen = [key for key in dict.fromkeys(room.me.shows.lines) if key in facts and not facts[key].dots]
    if chosen:
        return tuple(chosen[:MOST_LINES])
    asked = [one for id in checkin.choices(room).every if (one := _newest(id, spoken)) is not None]
    brought = [one for one in spoken if one.brought]
    enough = [one for one in (*asked, *brought) if one.answered >= ENOUGH]
    return tuple(one.key for one in (enough or asked or brought or spoken)[:MOST_LINES])


def _newest(id: str, among: Sequence[LineFacts]) -> LineFacts | None:
    """The line of this id; of a question of one's own, the version that was answered last."""
    found = [one for one in among if one.key == id or one.key.startswith(f"{id}.")]
    return max(found, key=lambda one: one.last, default=None)


def _asked(facts: LineFacts, shows: Shows, markers: Sequence[str]) -> Asked:
    """What the reading of a line is to hold, as the person chose it."""
    threshold, zones = shows.threshold(facts.key), []
    if threshold is not None and threshold.low is not None:
        zones.append(Zone("low", below=threshold.low))
    if threshold is not None and threshold.high is not None:
        zones.append(Zone("high", above=threshold.high))
    chosen = tuple(name for name in shows.markers if facts.brought and name in markers)
    return Asked(_stretch(shows), tuple(zones), chosen)


def _stretch(shows: Shows) -> tuple[int, int] | None:
    """The marked stretch as the numbers of its days; None where it names no days, as a file from outside may say."""
    try:
        first, last = (date.fromisoformat(day).toordinal() for day in shows.stretch or ())
    except ValueError:
        return None
    return first, last


def _apart(readings: Sequence[Reading]) -> Iterator[SignalReading]:
    """Their lines, each under a name of its own."""
    named: Counter[str] = Counter()
    for reading in readings:
        signal = reading.people[0].signals[0]
        named[signal.name] += 1
        again = named[signal.name]
        yield signal if again == 1 else replace(signal, name=f"{signal.name} ({again})")
