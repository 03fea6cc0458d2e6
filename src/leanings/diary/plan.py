"""A plan: where everything stands in a file, settled once before any answer is taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from leanings.core.signal import Scale, Signal
from leanings.diary import names
from leanings.diary.cells import NUMBERS, TEXT
from leanings.diary.days import day_column
from leanings.diary.facts import Facts, Survey, survey, survey_items
from leanings.diary.look import Look
from leanings.diary.people import keys
from leanings.diary.refusals import (
    MOST_BAD_LINES,
    READ_WRONGLY,
    FileEmpty,
    LinesNotUnderstood,
    OptionNotUnderstood,
    named,
    no_such_column,
)
from leanings.diary.roles import decimal_mark, roles
from leanings.diary.source import Source
from leanings.diary.told import Told


@dataclass(frozen=True, slots=True)
class Plan:
    """Positions of the columns, names of answers and markers, and how dates and numbers are written.

    `long` holds the positions of item and value in a table of one answer a line. `coded` are the answers that hold
    codes of missing, `scales` the scales of the columns that signals were asked for. `facts` are those of the columns
    of answers, or of the items of a long table, and `left` says why others of these hold none. A date before `earliest`
    or after `latest` makes a bad line.
    """

    dated: bool
    day: int
    order: str
    couple: int | None
    person: int | None
    time: int | None
    long: tuple[int, int] | None
    decimal: str
    answers: tuple[str, ...]
    markers: tuple[str, ...]
    coded: frozenset[str]
    scales: Mapping[str, Scale]
    guessed: Mapping[str, str]
    facts: Mapping[str, Facts]
    left: Mapping[str, str]
    earliest: int
    latest: int


def bounds(earliest: date | None, latest: date | None) -> tuple[int, int]:
    """The first and the last day that are taken, as ordinals; without one, any day of the calendar."""
    return (earliest or date.min).toordinal(), (latest or date.max).toordinal()


def first_look(source: Source) -> Survey:
    """The first look over a source; one without any record that can be read is refused."""
    first = survey(source, frozenset(n for n in source.header if names.is_named(n, names.MAY_NAME_PEOPLE)))
    if first.rows == 0:
        found = (record for record in source.records() if not isinstance(record, tuple))
        bad = list(islice(found, MOST_BAD_LINES + 1))
        if not bad:
            raise FileEmpty(f"{source.file} names its columns and holds nothing below them.")
        more = len(bad) > MOST_BAD_LINES
        raise LinesNotUnderstood(source.file, bad[:MOST_BAD_LINES], source.unit, READ_WRONGLY, more)
    return first


def plan_for(
    source: Source, told: Told, signals: Sequence[Signal], first: Survey, span: tuple[int, int] = bounds(None, None)
) -> Plan:
    """The plan of a source, from what is told, what is asked for and a first look over all of it."""
    _check_roles(source, told)
    scales = _scales(signals)
    return _settled(Look(source, told, first.columns, first.repeating, frozenset(scales)), scales, span)


def _settled(look: Look, scales: Mapping[str, Scale], span: tuple[int, int]) -> Plan:
    """The plan that follows from a look at the file."""
    source = look.source
    day = day_column(look)
    who = keys(look, day.name)
    taken = (day.name, who.couple, who.person, who.time)
    guessed = {**source.guessed, **day.guessed, **who.guessed}
    long = look.told.long or _long(look, taken)
    if long is not None and look.told.long is None:
        guessed["shape"] = f"one answer a line, {long[0]} and {long[1]}"
    place = {name: position for position, name in enumerate(source.header) if name}
    spots = None if long is None else (place[long[0]], place[long[1]])
    columns: Mapping[str, Facts] = {name: facts for name, facts in look.facts.items() if name not in taken}
    if spots is not None:
        columns = survey_items(source, *spots)
    _check_signals(look, taken)
    decimal = decimal_mark(look, columns, guessed)
    found = roles(look, columns, () if long is None else look.free((*taken, *long)))
    return Plan(
        dated=day.dated,
        day=place[day.name],
        order=day.order,
        couple=None if who.couple is None else place[who.couple],
        person=None if who.person is None else place[who.person],
        time=None if who.time is None else place[who.time],
        long=spots,
        decimal=decimal,
        answers=found.answers,
        markers=found.markers,
        coded=found.coded,
        scales=scales,
        guessed={**guessed, **found.guessed},
        facts=columns,
        left=found.left,
        earliest=span[0],
        latest=span[1],
    )


def _check_roles(source: Source, told: Told) -> None:
    """Refuses a role told of a column that is not there, and two roles told of one column."""
    for setting, name in told.named:
        if not name or name not in source.header:
            raise no_such_column(name, source.header, source.file, setting)
    spoken = (*told.roles, *told.markers, *told.ignored)
    twice = next((name for position, name in enumerate(spoken) if name in spoken[:position]), None)
    if twice is not None:
        what = f"The column {named(twice)} cannot be two things at once; name it "
        raise OptionNotUnderstood(what, "in one option only.", "once only.", setting="date", column=twice)


def _scales(signals: Sequence[Signal]) -> dict[str, Scale]:
    """The scale of every column the signals are made of; two scales for one column are refused."""
    scales: dict[str, Scale] = {}
    for signal in signals:
        for item in signal.items:
            if scales.setdefault(item.column, signal.scale) != signal.scale:
                raise OptionNotUnderstood(
                    f"Two signals give the column {named(item.column)} different scales.", setting="signals"
                )
    return scales


def _check_signals(look: Look, taken: Sequence[str | None]) -> None:
    """Refuses a signal made of a column that was told to be something else."""
    told = (*taken, *look.told.markers, *look.told.ignored)
    both = next((name for name in sorted(look.wanted) if name in told), None)
    if both is not None:
        raise OptionNotUnderstood(
            f"The column {named(both)} cannot be in a signal and be something else as well.",
            setting="signals",
            column=both,
        )


def _long(look: Look, taken: tuple[str | None, ...]) -> tuple[str, str] | None:
    """The columns of item and value, where their names and what they hold leave no doubt."""
    free = look.free(taken)
    item = names.first_named(names.ITEM, (name for name in free if look.facts[name].mostly({TEXT})))
    value = names.first_named(names.VALUE, (name for name in free if look.facts[name].mostly(NUMBERS)))
    return None if item is None or value is None else (item, value)
