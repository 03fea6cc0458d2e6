"""Calendar days: which one it is for a person, and which ones are still to come.

A check-in belongs to a calendar date, which has no zone. The zone is a setting of the place and answers only the
question what day it is now; a date that is kept never moves.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from leanings.core.refusal import Refusal

TURN = 4  # the hour at which a day ends, unless set otherwise: at two in the morning it is still yesterday


class NoSuchZone(Refusal):
    """A zone that is not in the world's list."""


class NotYet(Refusal):
    """A day later than tomorrow."""


@cache  # listing the world's zones reads a hundred folders: ten milliseconds each time
def zone_named(name: str) -> ZoneInfo:
    """The zone of this name, such as Europe/Berlin."""
    if name not in available_timezones():
        raise NoSuchZone(f"There is no time zone called “{name}”: pick one from the list, such as Europe/Berlin.")
    return ZoneInfo(name)


def day_of(now: datetime, zone: ZoneInfo, turn: int = TURN) -> date:
    """The day it is at this moment in this zone, when days end at `turn` o'clock."""
    local = now.astimezone(zone)
    return local.date() - timedelta(days=1) if local.hour < turn else local.date()


def check_day(day: date, today: date) -> date:
    """The same day; refused when it is later than tomorrow, which may be today somewhere else."""
    if day > today + timedelta(days=1):
        raise NotYet(f"{day.isoformat()} is still to come. Pick today or an earlier day.")
    return day


def minute(now: datetime) -> str:
    """A moment as a UTC minute, such as 2031-03-01T21:04Z: all that is kept of the clock, and kept sealed."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
