"""The front door: a diary in, a reading out."""

from __future__ import annotations

import signal as interrupts
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

import numpy as np

from leanings import __version__
from leanings.core.diary import Diary, Person
from leanings.core.reading import Codebook, PersonReading, Reading
from leanings.core.refusal import Refusal
from leanings.core.signal import Signal
from leanings.engine.answers import read_line
from leanings.engine.kinds import DELTA, ENOUGH_AFTER, LED, SURE
from leanings.engine.line import BASE_DAYS
from leanings.engine.priors import describe
from leanings.engine.wish import Wish

Progress = Callable[[int, int], None]


class NothingToRead(Refusal):
    """Asked to read a diary without anybody or without a line."""


def read(
    diary: Diary,
    signals: Sequence[Signal] = (),
    wish: Wish | None = None,
    *,
    processes: int = 1,
    progress: Progress | None = None,
) -> Reading:
    """The reading of every person and line of a diary.

    `signals` default to the diary's own. The same diary, wish and seed give the same reading, with any number of
    `processes`. `progress` is called with how many lines are done and how many there are. Raises NothingToRead.
    """
    wish = wish or Wish()
    chosen = tuple(signals) or diary.signals
    if not diary.people or not chosen:
        raise NothingToRead(f"There is nothing to read in {diary.file}: it holds no person or no line of answers.")
    for item in (item for one in chosen for item in one.items):
        if any(item.column not in person.answers for person in diary.people):
            raise NothingToRead(f"There is no column “{item.column}” in {diary.file}.")
    done: dict[int, PersonReading] = {}
    for place, reading in _each(diary.people, chosen, wish, processes):
        done[place] = reading
        if progress is not None:
            progress(len(done), len(diary.people))
    days = sum(int(person.days[-1] - person.days[0]) + 1 for person in diary.people)
    answered = sum(_answered(person, chosen) for person in diary.people)
    return Reading(
        file=diary.file,
        dated=diary.dated,
        days=days,
        answered=answered,
        missing=1.0 - answered / days,
        guessed=diary.guessed,
        people=tuple(done[place] for place in range(len(diary.people))),
        codebook=codebook(wish),
        left_out=len(diary.left_out),
        invented=diary.invented,
    )


def _each(
    people: Sequence[Person], signals: tuple[Signal, ...], wish: Wish, processes: int
) -> Iterator[tuple[int, PersonReading]]:
    """Each person's place and reading, as they get done."""
    if processes <= 1 or len(people) == 1:
        for place, person in enumerate(people):
            yield place, read_person(person, signals, wish)
        return
    with ProcessPoolExecutor(min(processes, len(people)), get_context("spawn"), _leave_interrupts) as pool:
        tasks = {pool.submit(read_person, person, signals, wish): place for place, person in enumerate(people)}
        for task in as_completed(tasks):
            yield tasks[task], task.result()


def _leave_interrupts() -> None:
    """Leave Ctrl-C to the process that was asked: workers end with it, without words of their own."""
    interrupts.signal(interrupts.SIGINT, interrupts.SIG_IGN)


def read_person(person: Person, signals: Sequence[Signal], wish: Wish) -> PersonReading:
    """The reading of one person; chance depends on the seed, the person and the line, not on the order."""
    lines = tuple(read_line(person, signal, wish, _dice(wish.seed, person.label, signal.name)) for signal in signals)
    return PersonReading(person.couple, person.name, lines)


def _dice(seed: int, person: str, line: str) -> np.random.Generator:
    """The dice of one line."""
    return np.random.default_rng([seed, zlib.crc32(person.encode()), zlib.crc32(line.encode())])


def _answered(person: Person, signals: Sequence[Signal]) -> int:
    """On how many days the person answered anything."""
    columns = [np.asarray(person.answers[item.column]) for signal in signals for item in signal.items]
    given = ~np.isnan(np.column_stack(columns)).all(axis=1)
    return len(np.unique(np.asarray(person.days)[given]))


def codebook(wish: Wish) -> Codebook:
    """What one must know to use the figures elsewhere."""
    rules = {
        "usual": f"the first {BASE_DAYS} days, the first three at half weight, or the stretch that was marked",
        "moved": f"more than {DELTA} fast SDs from usual",
        "sure": ", ".join(f"{kind} above a probability of {least:.2f}" for kind, least in SURE.items()),
        "label": f"changes when another kind has led on {LED[0]} of the last {LED[1]} days",
        "too early": f"28 more days would cut the doubt by 15 %, or under {ENOUGH_AFTER} days answered since",
        "bands": "hold 80 %",
        "day": "a calendar date or whole number; several entries of a day are several answers",
        "missing": "untouched, skipped, not_applicable, not_asked and blanks are unknown, never low, high or safe",
    }
    return Codebook(__version__, wish.seed, describe(wish.priors), rules)
