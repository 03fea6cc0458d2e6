"""What is supposed for a while where something must be told first, so that all the rest of a file can be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from leanings.core.signal import Item, Scale, Signal
from leanings.diary.refusals import (
    DateOrderUnknown,
    DatesInTwoOrders,
    EncodingNotUnderstood,
    FileRefusal,
    MoodNotKnown,
    NoAnswers,
    NoSuchColumn,
    OptionNotUnderstood,
    PartnersNotTold,
    SeveralDates,
)
from leanings.diary.told import Told


class Way(NamedTuple):
    """How a file is read: as told, or as supposed since the refusal `no`, the first there was."""

    told: Told
    skip_bad: bool
    signals: tuple[Signal, ...]
    no: FileRefusal | None = None


def eased(way: Way, no: FileRefusal) -> Way | None:
    """The way on past a refusal; None where there is none. Every step leaves less to be refused, so they end."""
    on = _eased(way, no)
    if on is None or on == way:
        return None
    return on._replace(no=way.no or no)


def _eased(way: Way, no: FileRefusal) -> Way | None:
    """The same way, but for what was refused."""
    told: dict[str, Any] = {}
    match no:
        case MoodNotKnown():
            return way._replace(skip_bad=True)
        case EncodingNotUnderstood():
            told = {"encoding": None}
        case SeveralDates() | DateOrderUnknown() | DatesInTwoOrders():
            told = {no.setting: no.choices[0]}
        case PartnersNotTold():
            couple = None if way.told.couple == no.column else way.told.couple
            told = {"couple": couple, "ignored": (*way.told.ignored, no.column)}
        case NoAnswers() if no.choices:
            return way._replace(signals=tuple(Signal(name, (Item(name),), Scale(0.0, 1.0)) for name in no.choices))
        case NoSuchColumn() | OptionNotUnderstood() if no.setting == "signals":
            return way._replace(signals=())
        case NoSuchColumn() if no.setting in ("markers", "ignored"):
            told = {no.setting: _among(getattr(way.told, no.setting), no.choices)}
        case NoSuchColumn():
            told = {no.setting: None}
        case OptionNotUnderstood() if no.column:
            told = _without(way.told, no.column)
        case _:
            return None
    return way._replace(told=replace(way.told, **told))


def _among(names: Sequence[str], there: Sequence[str]) -> tuple[str, ...]:
    """Those of the names that are there; none where all are, as one of them was refused."""
    found = tuple(name for name in names if name in there)
    return found if len(found) < len(names) else ()


def _without(told: Told, column: str) -> dict[str, Any]:
    """Every setting that names the column, without it."""
    ones = {setting: None for setting, name in told.named if name == column}
    lists = {name: tuple(one for one in getattr(told, name) if one != column) for name in ("markers", "ignored")}
    return {**ones, **lists}
