"""What the processes that do sums do for readings: get ready, read one line, read an invented diary."""

from __future__ import annotations

import fcntl
from contextlib import ExitStack, suppress
from dataclasses import replace
from typing import NamedTuple

from leanings.acts.doing import tell
from leanings.acts.edition import WHOLE
from leanings.core.diary import Diary
from leanings.core.reading import Reading, SignalReading, Trace, Zone

GETTING_READY = 0.9  # of the way, where everything must be compiled first
DIGITS = 6  # of the figures of a picture; as many as go out in JSON


class Asked(NamedTuple):
    """What a reading of one line is asked to hold, as `engine.Wish` has it."""

    since: tuple[int, int] | None = None
    zones: tuple[Zone, ...] = ()
    markers: tuple[str, ...] = ()
    happened: str | None = None


def get_ready() -> None:
    """Load the engine, and compile it where that was never done; only one of these processes compiles at a time."""
    from leanings.engine import cache
    from leanings.engine.warm import STEPS

    with ExitStack() as held:
        if cache.FOLDER is not None and not (cache.FOLDER / WHOLE).exists():
            with suppress(OSError):
                fcntl.flock(held.enter_context((cache.FOLDER / "compiling").open("w")), fcntl.LOCK_EX)
        for done, step in enumerate(STEPS, start=1):
            step()
            tell(GETTING_READY * done / len(STEPS))
        if cache.FOLDER is not None:
            with suppress(OSError):
                (cache.FOLDER / WHOLE).touch()


def read_line(diary: Diary, asked: Asked) -> Reading:
    """The reading of a diary with one person and one line."""
    return _short(_read(diary, asked))


def read_example() -> Reading:
    """The reading of a diary that nobody kept."""
    _be_ready()
    from leanings.engine.simulate import demo_diary

    return _short(_read(demo_diary(), Asked()))


_ready = False


def _be_ready() -> None:
    """Get ready where everything must be compiled first; else what is needed is loaded as it is needed."""
    global _ready
    if not _ready:
        from leanings.engine import cache

        if cache.FOLDER is None or not (cache.FOLDER / WHOLE).exists():
            get_ready()
    _ready = True


def _read(diary: Diary, asked: Asked) -> Reading:
    _be_ready()
    from leanings.engine import Wish, read

    zones = {signal.name: asked.zones for signal in diary.signals}
    return read(diary, wish=Wish(asked.since, None, zones, asked.markers, asked.happened))


def _short(reading: Reading) -> Reading:
    """The same, with no more digits in its pictures than anybody can see."""
    people = tuple(replace(one, signals=tuple(map(_shortened, one.signals))) for one in reading.people)
    return replace(reading, people=people)


def _shortened(signal: SignalReading) -> SignalReading:
    if signal.trace is None:
        return signal
    level, lower, upper = map(_rounded, (signal.trace.level, signal.trace.lower80, signal.trace.upper80))
    return replace(signal, trace=Trace(signal.trace.first, level, lower, upper, signal.trace.answers))


def _rounded(values: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(float(f"{value:.{DIGITS}g}") for value in values)
