"""Which column tells the day of an entry, and in which order its dates are written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from leanings.diary import names
from leanings.diary.cells import COMPACT, DATES, DECIMAL, FLAG, SECONDS, WHOLE
from leanings.diary.dates import ORDERS
from leanings.diary.facts import Facts
from leanings.diary.look import Look
from leanings.diary.refusals import DateOrderUnknown, DatesInTwoOrders, NoDays, SeveralDates, listed, named

_STEPS = (*names.STEPS, *names.STEPS_AFTER)
_DATED_NAMES = (*names.DATE, *_STEPS, *names.DAY)


class DayColumn(NamedTuple):
    """The column of the day; `dated` when it holds dates, whose parts then stand in `order`."""

    name: str
    dated: bool
    order: str
    guessed: dict[str, str]


def day_column(look: Look) -> DayColumn:
    """The column of dates or days, as told or found; none and several are refused."""
    told = look.told
    if told.day is not None:
        return DayColumn(told.day, False, "ymd", {})
    if told.date is not None:
        return _dated(look, told.date, {})
    found = _dates(look)
    if found is not None:
        return _dated(look, found, {"date": found})
    days = [name for name in look.free() if names.is_named(name, names.DAY) and _is_count(look.facts[name])]
    if len(days) > 1:
        what = f"{look.source.file} has several columns of days, {listed(days)}; "
        raise SeveralDates(what, "say which with --day.", "say which one counts.", setting="day", choices=days)
    if not days:
        raise NoDays(
            f"{look.source.file} has no column of dates or days among {listed(look.facts)}; ",
            "name it with --date, or with --day if it holds whole numbers.",
            "say which column holds dates, or the number of the day.",
            setting="date" if len(look.facts) > 1 else "delimiter",
            choices=tuple(look.facts),
        )
    return DayColumn(days[0], False, "ymd", {"day": days[0]})


def _dates(look: Look) -> str | None:
    """The one column that holds dates; None where there is none."""
    found = [name for name in look.free() if _is_dates(name, look.facts[name])]
    if len(found) < 2:
        return found[0] if found else None
    chosen = names.first_named(names.DATE, found)
    if chosen is None and all(names.is_named(name, _STEPS) for name in found):
        chosen = names.first_named(names.STEPS, found)
    if chosen is None:
        what = f"{look.source.file} has several columns of dates, {listed(found)}; "
        raise SeveralDates(what, "say which with --date.", "say which one counts.", setting="date", choices=found)
    return chosen


def _is_dates(name: str, facts: Facts) -> bool:
    """Whether the column holds dates; numbers that look like dates count only under a name that says so."""
    return facts.mostly(DATES) or (facts.mostly({COMPACT, SECONDS}) and names.is_named(name, _DATED_NAMES))


def _is_count(facts: Facts) -> bool:
    """Whether the column holds whole numbers, as far as its cells' kinds show."""
    return facts.mostly({WHOLE, FLAG, DECIMAL})


def _dated(look: Look, name: str, guessed: dict[str, str]) -> DayColumn:
    """The column as one of dates, their order told or found once over all of them."""
    facts = look.facts[name]
    if facts.holds({SECONDS}) > facts.holds(DATES):
        guessed["dates"] = "counted in seconds since 1970"
    if look.told.date_order is not None:
        return DayColumn(name, True, look.told.date_order, guessed)
    order = _order(look, name, facts)
    if order != "ymd":
        guessed["date order"] = ORDERS[order]
    return DayColumn(name, True, order, guessed)


def _order(look: Look, name: str, facts: Facts) -> str:
    """The order in which the dates of a column are written; dates in two orders, or that leave it open, are refused."""
    first = facts.first
    last = [kind for kind in ("dmy", "mdy", "either", "same") if kind in first]
    year_first = [first[kind] for kind in ("ymd", COMPACT, SECONDS) if kind in first]
    if year_first and last:
        other = (min(first[kind] for kind in last), "day or the month")
        raise _two_orders(look, name, (min(year_first), "year"), other, ("ymd", *_last_orders(first)))
    if "dmy" in first and "mdy" in first:
        raise _two_orders(look, name, (first["dmy"], "day"), (first["mdy"], "month"), ("dmy", "mdy"))
    if "dmy" in first or "mdy" in first:
        return "dmy" if "dmy" in first else "mdy"
    if "either" in first:
        raise DateOrderUnknown(
            f"Every date under {named(name)} in {look.source.file} could have the day or the month first; ",
            "say which with --date-order dmy or --date-order mdy.",
            "say which.",
            setting="date_order",
            column=name,
            choices=("dmy", "mdy"),
        )
    return "dmy" if last else "ymd"


def _last_orders(first: Mapping[str, int]) -> tuple[str, ...]:
    """The orders that dates with the year at the end leave open."""
    certain = tuple(kind for kind in ("dmy", "mdy") if kind in first)
    return certain or ("dmy", "mdy")


def _two_orders(
    look: Look, name: str, one: tuple[int, str], other: tuple[int, str], choices: tuple[str, ...]
) -> DatesInTwoOrders:
    """The refusal that names a line of each order."""
    unit = look.source.unit
    return DatesInTwoOrders(
        f"The dates under {named(name)} in {look.source.file} are in two orders: {unit} {one[0]:,} has the {one[1]} "
        f"first and {unit} {other[0]:,} the {other[1]}; write all one way, or say which is right",
        " with --date-order.",
        ".",
        setting="date_order",
        column=name,
        choices=choices,
    )
