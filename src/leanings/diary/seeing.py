"""A look at a file: what it holds and how it would be read, also where something must be told first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from leanings.core.diary import BadLine
from leanings.core.signal import Signal
from leanings.diary.columns import columns_seen, items_seen
from leanings.diary.daylio import daylio_source, is_daylio, moods_of
from leanings.diary.easing import Way, eased
from leanings.diary.entries import Entries, Key
from leanings.diary.facts import Survey
from leanings.diary.held import File, InMemory, file_of
from leanings.diary.plan import Plan, bounds, first_look, plan_for
from leanings.diary.progress import Progress
from leanings.diary.read import Whole, diary_of, gather, nobody, opened
from leanings.diary.refusals import MOST_BAD_LINES, READ_WRONGLY, FileRefusal, LinesNotUnderstood
from leanings.diary.rows import rows_seen
from leanings.diary.seen import MOST_BAD_SHOWN, MOST_PEOPLE_SHOWN, Asks, Kind, PersonSeen, Seen
from leanings.diary.source import Source
from leanings.diary.told import NOTHING, Told


class _Opened(NamedTuple):
    """A file as a table as it stands, and as the source that is read; they differ for a Daylio export."""

    table: Source
    source: Source
    way: Way

    @property
    def kind(self) -> Kind:
        """What kind of file it is."""
        if self.source is not self.table:
            return "daylio"
        return "parquet" if self.table.encoding is None else "table"


class _Names(NamedTuple):
    """The columns that say when and whose; each is a field of `Seen`."""

    date: str | None
    day: str | None
    person: str | None
    couple: str | None
    time: str | None
    long: tuple[str, str] | None


@dataclass(slots=True)
class _Gathered:
    """What going through the whole file came to."""

    whole: Whole | None = None
    bad: list[BadLine] = field(default_factory=list)
    bad_in_all: int = 0
    no: FileRefusal | None = None


def look_at(
    file: InMemory | Path | str,
    told: Told = NOTHING,
    *,
    skip_bad: bool = False,
    signals: Sequence[Signal] = (),
    only: Key | None = None,
    earliest: date | None = None,
    latest: date | None = None,
    tell: Callable[[float], object] | None = None,
) -> Seen:
    """Everything a page of questions about this file shows; a file that no setting could make readable is refused.

    The words are those of `read_file`. With `only` (couple, person) bad lines of others are passed over. With
    `skip_bad` mood words nobody gave a number to are bad lines, not asked for.
    """
    place, progress = file_of(file), Progress(tell)
    on_page = isinstance(place, InMemory)
    try:
        found = _opened(place, Way(told, skip_bad, tuple(signals)), progress)
        first, plan, way = _planned(found, bounds(earliest, latest))
        gathered = _gathered(found.source, plan, way, only)
    except FileRefusal as no:
        raise no.spoken(on_page) from None
    first_no = way.no or gathered.no
    if isinstance(first_no, LinesNotUnderstood) and plan is None:
        gathered = _Gathered(None, list(first_no.lines[:MOST_BAD_SHOWN]), len(first_no.lines))
    progress.done()
    return _seen(found, first, plan, gathered, None if first_no is None else _asks(first_no.spoken(on_page)), way)


def _opened(file: File, way: Way, progress: Progress) -> _Opened:
    """The file as a source, whatever was told of how its letters are stored and its moods are called."""
    while True:
        try:
            table = opened(file, way.told, progress)
            if not is_daylio(table):
                return _Opened(table, table, way)
            source, known = daylio_source(table, way.told, way.skip_bad)
        except FileRefusal as no:
            on = eased(way, no)
            if on is None:
                raise way.no or no from None
            way = on
        else:
            return _Opened(table, source, way._replace(told=known))


def _planned(found: _Opened, span: tuple[int, int]) -> tuple[Survey, Plan | None, Way]:
    """The plan of the source, something being supposed where it must be told; no plan where nothing can be."""
    way = found.way
    try:
        first = first_look(found.source)
    except LinesNotUnderstood as no:
        return Survey(0, {}, frozenset()), None, way._replace(no=way.no or no)
    except FileRefusal as no:
        raise way.no or no from None
    while True:
        try:
            return first, plan_for(found.source, way.told, way.signals, first, span), way
        except FileRefusal as no:
            if not (way.no or no).setting:
                raise
            on = eased(way, no)
            if on is None:
                return first, None, way._replace(no=way.no or no)
            way = on


def _gathered(source: Source, plan: Plan | None, way: Way, only: Key | None) -> _Gathered:
    """Everyone's entries by the plan, and what cannot be read."""
    found = _Gathered()
    if plan is None:
        return found
    people: dict[Key, Entries] = {}
    try:
        for bad in gather(source, plan, people):
            if only is not None and bad.key not in (None, only):
                continue
            found.bad_in_all += 1
            if found.bad_in_all <= MOST_BAD_SHOWN:
                found.bad.append(bad.line)
            if found.bad_in_all > MOST_BAD_LINES:
                found.bad_in_all = MOST_BAD_LINES
                found.no = _wrongly(source, found)
                break
    except FileRefusal as no:
        if not (way.no or no).setting:
            raise
        found.no = no
    if found.no is None and only is not None and only not in people:
        found.no = nobody(source, only)
    if found.no is None and found.bad and not people:
        found.no = _wrongly(source, found)
    if people:
        found.whole = diary_of(source, plan, people, way.signals)
    return found


def _wrongly(source: Source, found: _Gathered) -> LinesNotUnderstood:
    """The refusal of a file of which nothing, or next to nothing, can be read."""
    more = found.bad_in_all >= MOST_BAD_LINES
    return LinesNotUnderstood(source.file, found.bad, source.unit, READ_WRONGLY, more, found.bad_in_all)


def _asks(no: FileRefusal) -> Asks:
    """What must be told, by the refusal that says so."""
    return Asks(no.setting, no.sentence, no.column, no.choices, no.words)  # type: ignore[arg-type]  # one of them


def _seen(found: _Opened, first: Survey, plan: Plan | None, gathered: _Gathered, asks: Asks | None, way: Way) -> Seen:
    """All of it, put together."""
    table, source, whole = found.table, found.source, gathered.whole
    people = () if whole is None else whole.diary.people
    guessed = whole.diary.guessed if whole else plan.guessed if plan else source.guessed
    names = _Names(None, None, None, None, None, None) if plan is None else _names(source, plan)
    return Seen(
        file=source.file,
        kind=found.kind,
        unit=source.unit,
        encoding=table.encoding,
        delimiter=table.delimiter,
        decimal="." if plan is None else plan.decimal,
        dated=None if plan is None else plan.dated,
        order=plan.order if plan and plan.dated else None,
        **names._asdict(),
        header=table.header,
        columns=columns_seen(source, first.columns, plan, whole, way.told.ignored),
        items=() if plan is None or plan.long is None else items_seen(plan, whole, way.told.ignored),
        records=first.rows,
        entries=sum(len(person.days) for person in people),
        first=min((person.days[0] for person in people), default=None),
        last=max((person.days[-1] for person in people), default=None),
        people=tuple(
            PersonSeen(person.couple, person.name, len(person.days), person.days[0], person.days[-1])
            for person in people[:MOST_PEOPLE_SHOWN]
        ),
        people_in_all=len(people),
        rows=rows_seen(table, source, plan, whole),
        guessed=tuple(guessed.items()),
        moods=tuple(moods_of(way.told).items()) if found.kind == "daylio" else (),
        bad=tuple(gathered.bad),
        bad_in_all=gathered.bad_in_all,
        asks=asks,
    )


def _names(source: Source, plan: Plan) -> _Names:
    """The columns that the plan takes for day, person and the rest."""
    spots = (plan.person, plan.couple, plan.time)
    person, couple, time = (None if spot is None else source.header[spot] for spot in spots)
    day = source.header[plan.day]
    long = None if plan.long is None else (source.header[plan.long[0]], source.header[plan.long[1]])
    return _Names(day if plan.dated else None, None if plan.dated else day, person, couple, time, long)
