"""A date: its shape, the order its parts stand in, and the day and time it names."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import NamedTuple

from leanings.diary.refusals import CellNotUnderstood, quoted

EARLIEST, LATEST = 1900, 2100  # a diary of someone alive; other years are slips of the pen or of a program
FARTHEST_DAY = 3_700_000  # as many days as ten thousand years have
NO_TIME = float("inf")  # an entry without a time stands after those with one

ORDERS = {"ymd": "year first", "dmy": "day first", "mdy": "month first"}

_TIME = (
    r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})([:.](?P<second>\d{2})([.,]\d+)?)?\s*((?P<half>[ap])\.?m\.?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
)
_TAIL = rf"((\s+|\s*[T,]\s*){_TIME})?"
_FLAGS = re.ASCII | re.IGNORECASE
_YEAR_FIRST = re.compile(rf"(?P<a>\d{{4}})(?P<sign>[-/.])(?P<b>\d{{1,2}})(?P=sign)(?P<c>\d{{1,2}}){_TAIL}", _FLAGS)
_YEAR_LAST = re.compile(
    rf"(?P<a>\d{{1,2}})(?P<sign>[-/.])(?P<b>\d{{1,2}})(?P=sign)(?P<c>\d{{4}}|\d{{2}}){_TAIL}", _FLAGS
)
_COMPACT = re.compile(r"(?P<a>\d{4})(?P<b>\d{2})(?P<c>\d{2})", re.ASCII)
_SECONDS = re.compile(r"\d{10}", re.ASCII)
_CLOCK = re.compile(_TIME, _FLAGS)
_WHOLE = re.compile(r"[+-]?\d{1,9}([.,]0*)?", re.ASCII)
_PROMPT = re.compile(r"-?\d{1,9}([.,]\d{1,6})?", re.ASCII)
_PARTS_OF_DAY = {"morning": 0.0, "noon": 1.0, "midday": 1.0, "afternoon": 2.0, "evening": 3.0, "night": 4.0}


class Moment(NamedTuple):
    """The day as a whole number and the seconds into it; without a time the seconds are `NO_TIME`."""

    day: int
    seconds: float


def date_kind(text: str) -> str | None:
    """Which orders a date's parts allow: ymd, dmy, mdy, either, same (day and month equal), short year; or None."""
    if _YEAR_FIRST.fullmatch(text):
        return "ymd"
    found = _YEAR_LAST.fullmatch(text)
    if found is None:
        return None
    if len(found["c"]) == 2:
        return "short"
    first, second = int(found["a"]), int(found["b"])
    if first == second:
        return "same"
    if first > 12:
        return "dmy"
    return "mdy" if second > 12 else "either"


def is_clock(text: str) -> bool:
    """Whether the text is a time of day."""
    return _CLOCK.fullmatch(text) is not None


def moment(cell: str, order: str, earliest: int = 1, latest: int = FARTHEST_DAY) -> Moment:
    """The day and time a date names, its parts in this order; what is no date, far off or outside is refused."""
    found = _moment(cell.strip(), order)
    if not earliest <= found.day <= latest:
        side, end = ("before", earliest) if found.day < earliest else ("after", latest)
        end_day, kind = date.fromordinal(end).isoformat(), "earliest" if side == "before" else "latest"
        raise CellNotUnderstood(f"the date {quoted(cell)} is {side} {end_day}, the {kind} day that is taken")
    return found


def _moment(text: str, order: str) -> Moment:
    """The day and time a text names."""
    if _SECONDS.fullmatch(text):
        told = datetime.fromtimestamp(int(text), UTC)
        return Moment(told.toordinal(), told.hour * 3600.0 + told.minute * 60 + told.second)
    found = _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text)
    last = None if found else _YEAR_LAST.fullmatch(text)
    if last is not None and len(last["c"]) == 2:
        raise CellNotUnderstood(f"the date {quoted(text)} has a year of two digits; write all four")
    parts = found or last
    if parts is None or (found is None) == (order == "ymd"):
        wanted = "" if parts is None else f" with the {ORDERS[order]}"
        raise CellNotUnderstood(f"{quoted(text) if text else 'an empty cell'} is not a date{wanted}")
    a, b, c = int(parts["a"]), int(parts["b"]), int(parts["c"])
    year, month, day = (a, b, c) if order == "ymd" else (c, b, a) if order == "dmy" else (c, a, b)
    if not EARLIEST <= year <= LATEST:
        raise CellNotUnderstood(f"the date {quoted(text)} is far off; the year should be {EARLIEST} to {LATEST}")
    try:
        ordinal = date(year, month, day).toordinal()
    except ValueError:
        raise CellNotUnderstood(f"{quoted(text)} is no day of the calendar with the {ORDERS[order]}") from None
    return Moment(ordinal, NO_TIME if parts.re is _COMPACT else _seconds(parts, text))


def whole_day(cell: str, column: str) -> int:
    """The whole number in a column of days; anything else is refused."""
    text = cell.strip().replace("−", "-")
    if not _WHOLE.fullmatch(text):
        raise CellNotUnderstood(
            f"{quoted(text) if text else 'an empty cell'} under {column} is not a whole number of days"
        )
    day = int(re.split("[.,]", text)[0])
    if abs(day) > FARTHEST_DAY:
        raise CellNotUnderstood(f"the day {quoted(text)} under {column} is far off")
    return day


def within_day(cell: str, column: str) -> float:
    """Where in its day an entry stands: seconds for a time, the number of a prompt, or the part of the day named."""
    text = cell.strip()
    if text.casefold() in _PARTS_OF_DAY:
        return _PARTS_OF_DAY[text.casefold()]
    if _PROMPT.fullmatch(text):
        return float(text.replace(",", "."))
    clock = _CLOCK.fullmatch(text) or _YEAR_FIRST.fullmatch(text) or _YEAR_LAST.fullmatch(text)
    if clock is not None:
        return _seconds(clock, text)
    if text.casefold() in {"", "na", "n/a", "nan", "null"}:
        return NO_TIME
    raise CellNotUnderstood(f"{quoted(text)} under {column} is not a time of day or the number of a prompt")


def _seconds(parts: re.Match[str], text: str) -> float:
    """The seconds into the day that the time beside a date names; `NO_TIME` where there is none."""
    if parts["hour"] is None:
        return NO_TIME
    hour, minute, second = int(parts["hour"]), int(parts["minute"]), int(parts["second"] or 0)
    half = (parts["half"] or "").casefold()
    if hour > 24 or minute > 59 or second > 60 or (half and not 1 <= hour <= 12):
        raise CellNotUnderstood(f"{quoted(text)} names no time of day")
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 3600.0 + minute * 60 + second
