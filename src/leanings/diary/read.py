"""The front door's one act: a file read to a diary."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from leanings.core.diary import BadLine, Diary
from leanings.core.signal import Signal
from leanings.diary.cells import scale_text
from leanings.diary.daylio import daylio_source, is_daylio
from leanings.diary.encoding import PARQUET, first_bytes
from leanings.diary.entries import Bad, Entries, Key
from leanings.diary.held import File, InMemory, file_of
from leanings.diary.long import gather_long
from leanings.diary.order import Ordered, constant_columns, ordered
from leanings.diary.parquet import parquet_source
from leanings.diary.plan import Plan, bounds, first_look, plan_for
from leanings.diary.progress import Progress
from leanings.diary.refusals import (
    MEND,
    MOST_BAD_LINES,
    READ_WRONGLY,
    FileRefusal,
    LinesNotUnderstood,
    NobodyThere,
    quoted,
)
from leanings.diary.scales import guess_signals
from leanings.diary.source import Source
from leanings.diary.table import table_source
from leanings.diary.told import NOTHING, Told
from leanings.diary.wide import gather_wide


class Whole(NamedTuple):
    """A diary, and the columns that turned out to be no answers as they never change for a person."""

    diary: Diary
    constant: tuple[str, ...]


def read_file(
    file: InMemory | Path | str,
    told: Told = NOTHING,
    *,
    skip_bad: bool = False,
    signals: Sequence[Signal] = (),
    only: Key | None = None,
    earliest: date | None = None,
    latest: date | None = None,
    tell: Callable[[float], object] | None = None,
) -> Diary:
    """The diary in a file, with every guess made about it; a file that cannot be read whole is refused.

    With `skip_bad` lines that cannot be read are left out and named instead. With `signals` only their columns are
    taken as answers, and an answer off their scale is a bad line. With `only` (couple, person) everyone else is passed
    over, their bad lines too. A date before `earliest` or after `latest` makes a bad line. `tell` is given the share of
    the work that is done, now and then.
    """
    place, progress = file_of(file), Progress(tell)
    try:
        source, told = whole_source(place, told, skip_bad, progress)
        plan = plan_for(source, told, signals, first_look(source), bounds(earliest, latest))
        people, left_out = _gathered(source, plan, skip_bad, only)
    except FileRefusal as no:
        raise no.spoken(on_page=isinstance(place, InMemory)) from None
    diary = diary_of(source, plan, people, signals).diary
    progress.done()
    return replace(diary, left_out=left_out)


def opened(file: File, told: Told, progress: Progress) -> Source:
    """The file as a source, as it stands."""
    sample = first_bytes(file)
    if sample.startswith(PARQUET):
        return parquet_source(file, progress)
    return table_source(file, sample, told, progress)


def whole_source(file: File, told: Told, skip_bad: bool, progress: Progress) -> tuple[Source, Told]:
    """The file as a source, and what is known about it from what kind of file it is."""
    source = opened(file, told, progress)
    return daylio_source(source, told, skip_bad) if is_daylio(source) else (source, told)


def gather(source: Source, plan: Plan, people: dict[Key, Entries], only: Key | None = None) -> Iterator[Bad]:
    """Puts all entries to their person, or those of one person, giving back the bad ones."""
    source.progress.last()
    source.progress.begin()
    if plan.long is None:
        return gather_wide(source, plan, people, only)
    return gather_long(source, plan, plan.long, people, only)


def nobody(source: Source, key: Key) -> NobodyThere:
    """The refusal of a person of whom the file holds nothing."""
    label = key[1] if key[0] is None else f"{key[0]}/{key[1]}"
    return NobodyThere(f"{source.file} holds no entry of {quoted(label)} that can be read.", setting="person")


def _gathered(
    source: Source, plan: Plan, skip_bad: bool, only: Key | None
) -> tuple[dict[Key, Entries], tuple[BadLine, ...]]:
    """All entries by person; bad lines are refused all together, or given back when they are to be left out."""
    people: dict[Key, Entries] = {}
    bad: list[BadLine] = []
    for found in gather(source, plan, people, only):
        if only is not None and found.key not in (None, only):
            continue
        bad.append(found.line)
        if len(bad) > MOST_BAD_LINES:
            raise LinesNotUnderstood(source.file, bad[:MOST_BAD_LINES], source.unit, READ_WRONGLY, more=True)
    if only is not None and not people:
        raise nobody(source, only)
    if bad and (not skip_bad or not people):
        raise LinesNotUnderstood(source.file, bad, source.unit, MEND if people else READ_WRONGLY)
    return people, tuple(bad)


def diary_of(source: Source, plan: Plan, people: dict[Key, Entries], signals: Sequence[Signal]) -> Whole:
    """The diary of these people with its lines, their scales told or guessed."""
    diary, constant = _ordered(source, plan, people)
    if signals:
        return Whole(replace(diary, signals=tuple(signals)), constant)
    guessed = guess_signals(diary)
    scales = {f"scale {signal.name}": scale_text(signal.scale) for signal in guessed}
    return Whole(replace(diary, guessed={**diary.guessed, **scales}, signals=guessed), constant)


def _ordered(source: Source, plan: Plan, people: dict[Key, Entries]) -> Whole:
    """The diary of these people, their entries in order, without columns that are no answers after all."""
    found = [ordered(key, people.pop(key), plan) for key in tuple(people)]
    persons = tuple(one.person for one in found)
    guessed = {**plan.guessed, **_order_guesses(found)}
    constant = constant_columns(persons, [name for name in plan.answers if name not in plan.scales])
    columns = tuple(name for name in plan.answers if name not in constant)
    if constant and columns:
        same = ", ".join(f"{name} (the same all along for each person)" for name in constant)
        guessed["ignored"] = f"{guessed['ignored']}, {same}" if "ignored" in guessed else same
        persons = tuple(
            replace(
                person,
                answers={name: person.answers[name] for name in columns},
                missing={name: counts for name, counts in person.missing.items() if name in columns},
            )
            for person in persons
        )
    diary = Diary(
        file=source.file,
        dated=plan.dated,
        people=persons,
        columns=columns or plan.answers,
        markers=plan.markers,
        guessed=guessed,
    )
    return Whole(diary, constant if columns else ())


def _order_guesses(found: Sequence[Ordered]) -> dict[str, str]:
    """What is told about the order of the entries, days that come several times, and entries that are equal."""
    guessed = {}
    if any(one.sorted for one in found):
        guessed["order"] = "sorted by day"
    several = sum(one.several for one in found)
    if several:
        guessed["several a day"] = f"{several:,} day{'' if several == 1 else 's'} with more than one entry, all kept"
    repeated = sum(one.repeated for one in found)
    if repeated:
        guessed["repeated"] = f"{repeated:,} entr{'y' if repeated == 1 else 'ies'} exactly like another, all kept"
    return guessed
