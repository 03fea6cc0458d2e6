"""The columns of a file as a look shows them: what each is taken for, and what it holds."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from leanings.core.diary import Diary
from leanings.core.signal import Scale
from leanings.diary.facts import Facts
from leanings.diary.names import happened_among
from leanings.diary.plan import Plan
from leanings.diary.read import Whole
from leanings.diary.scales import answered
from leanings.diary.seen import ColumnSeen, Role
from leanings.diary.source import Source

_AS_TOLD = "as you said"
_SAME = "the same all along for each person"
_ALONE = "left alone"


def columns_seen(
    source: Source, held: Mapping[str, Facts], plan: Plan | None, whole: Whole | None, ignored: Collection[str]
) -> tuple[ColumnSeen, ...]:
    """Every column that has a name, in the order of the file; without a plan none is taken for anything."""
    names = [name for name in source.header if name]
    if plan is None:
        return tuple(_bare(name, held.get(name, Facts()), "open") for name in names)
    keys = _keys(source, plan)
    return tuple(
        _bare(name, held[name], keys[name]) if name in keys else _one(name, held[name], plan, whole, ignored)
        for name in names
    )


def items_seen(plan: Plan, whole: Whole | None, ignored: Collection[str]) -> tuple[ColumnSeen, ...]:
    """Every item of a long table, in the order they come up."""
    return tuple(_one(name, facts, plan, whole, ignored) for name, facts in plan.facts.items())


def _keys(source: Source, plan: Plan) -> dict[str, Role]:
    """The columns that say whose an entry is, when it was, and what it is about."""
    item, value = plan.long or (None, None)
    day: Role = "date" if plan.dated else "day"
    spots: tuple[tuple[int | None, Role], ...] = (
        (plan.day, day),
        (plan.couple, "couple"),
        (plan.person, "person"),
        (plan.time, "time"),
        (item, "item"),
        (value, "value"),
    )
    return {source.header[spot]: role for spot, role in spots if spot is not None}


def _bare(name: str, facts: Facts, role: Role, why: str = "") -> ColumnSeen:
    """A column of which nothing is known but what its cells are."""
    return ColumnSeen(name, role, facts.filled, facts.what, why)


def _one(name: str, facts: Facts, plan: Plan, whole: Whole | None, ignored: Collection[str]) -> ColumnSeen:
    """A column or an item that holds answers, marks or nothing to us."""
    there = name in plan.facts  # not a column beside a long table
    if whole is not None and name in whole.constant:
        return _bare(name, facts, "left", _SAME)
    if there and name in plan.markers:
        seen = _bare(name, facts, "marker")
        return ColumnSeen(name, "marker", seen.filled, seen.holds, happened=name == happened_among(plan.markers))
    if there and name in plan.answers:
        low, high = (None, None) if whole is None else answered(whole.diary, name) or (None, None)
        scale = None if whole is None else _scale(whole.diary, name)
        return ColumnSeen(name, "answers", facts.filled, facts.what, low=low, high=high, scale=scale)
    return _bare(name, facts, "left", _AS_TOLD if name in ignored else plan.left.get(name, _ALONE))


def _scale(diary: Diary, name: str) -> Scale | None:
    """The scale of the line that the column is part of."""
    lines = (line for line in diary.signals if any(item.column == name for item in line.items))
    return next((line.scale for line in lines), None)
