"""The front door's one act: a file read to a diary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from leanings.core.diary import BadLine, Diary
from leanings.core.signal import Signal
from leanings.diary.cells import scale_text
from leanings.diary.daylio import daylio_source, is_daylio
from leanings.diary.encoding import PARQUET, first_bytes
from leanings.diary.entries import Entries, Key
from leanings.diary.long import gather_long
from leanings.diary.order import Ordered, constant_columns, ordered
from leanings.diary.parquet import parquet_source
from leanings.diary.plan import Plan, plan_for
from leanings.diary.refusals import MEND, MOST_BAD_LINES, READ_WRONGLY, LinesNotUnderstood
from leanings.diary.scales import guess_signals
from leanings.diary.source import Source
from leanings.diary.table import table_source
from leanings.diary.told import NOTHING, Told
from leanings.diary.wide import gather_wide


def read_file(
    path: Path | str, told: Told = NOTHING, *, skip_bad: bool = False, signals: Sequence[Signal] = ()
) -> Diary:
    """The diary in a file, with every guess made about it; a file that cannot be read whole is refused.

    With `skip_bad` lines that cannot be read are left out and named instead. With `signals` only their columns are
    taken as answers, and an answer off their scale is a bad line.
    """
    source, told = _opened(Path(path), told, skip_bad)
    plan = plan_for(source, told, signals)
    people, left_out = _gathered(source, plan, skip_bad)
    diary = _diary(source, plan, people, left_out)
    if signals:
        return replace(diary, signals=tuple(signals))
    guessed = guess_signals(diary)
    scales = {f"scale {signal.name}": scale_text(signal.scale) for signal in guessed}
    return replace(diary, guessed={**diary.guessed, **scales}, signals=guessed)


def _opened(path: Path, told: Told, skip_bad: bool) -> tuple[Source, Told]:
    """The file as a source, and what is known about it from what kind of file it is."""
    sample = first_bytes(path)
    if sample.startswith(PARQUET):
        return parquet_source(path), told
    source = table_source(path, sample, told)
    return daylio_source(source, told, skip_bad) if is_daylio(source) else (source, told)


def _gathered(source: Source, plan: Plan, skip_bad: bool) -> tuple[dict[Key, Entries], tuple[BadLine, ...]]:
    """All entries by person; bad lines are refused all together, or given back when they are to be left out."""
    people: dict[Key, Entries] = {}
    bad: list[BadLine] = []
    lines = gather_wide(source, plan, people) if plan.long is None else gather_long(source, plan, plan.long, people)
    for line in lines:
        bad.append(line)
        if len(bad) > MOST_BAD_LINES:
            raise LinesNotUnderstood(source.file, bad[:MOST_BAD_LINES], source.unit, READ_WRONGLY, more=True)
    if bad and (not skip_bad or not people):
        raise LinesNotUnderstood(source.file, bad, source.unit, MEND if people else READ_WRONGLY)
    return people, tuple(bad)


def _diary(source: Source, plan: Plan, people: dict[Key, Entries], left_out: tuple[BadLine, ...]) -> Diary:
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
    return Diary(
        file=source.file,
        dated=plan.dated,
        people=persons,
        columns=columns or plan.answers,
        markers=plan.markers,
        guessed=guessed,
        left_out=left_out,
    )


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
