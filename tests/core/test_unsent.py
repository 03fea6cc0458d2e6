"""Something put aside: it waits for its morning, comes back on it, and can lie without one."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leanings.core.day import day_of
from leanings.core.unsent import NoSuchMorning, Unsent, check_morning, due, from_doc, morning, waits

MONDAY = date(2031, 3, 3)
BERLIN = ZoneInfo("Europe/Berlin")


def put_aside(until: date | None) -> Unsent:
    """Something Ada wrote on a Monday."""
    return Unsent(MONDAY, "2031-03-03T21:04Z", "Please call me.", until)


def on(day: int, hour: int, minute: int = 0) -> date:
    """The day it is for Ada at this hour of this day of March, in Berlin."""
    return day_of(datetime(2031, 3, day, hour, minute, tzinfo=BERLIN), BERLIN)


@given(st.text(), st.none() | st.dates())
def test_what_was_put_aside_comes_back_from_json_as_it_was_kept(words: str, until: date | None) -> None:
    unsent = Unsent(MONDAY, "2031-03-03T21:04Z", words, until)
    assert from_doc(json.loads(json.dumps(unsent.as_doc()))) == unsent


def test_it_waits_until_the_day_turns_on_its_morning_and_is_due_from_then_on() -> None:
    unsent = put_aside(morning(on(3, 23), 1))
    for day, hour, minute, is_due in [(3, 23, 30, False), (4, 3, 59, False), (4, 4, 0, True), (9, 12, 0, True)]:
        today = on(day, hour, minute)
        assert (due(unsent, today), waits(unsent, today)) == (is_due, not is_due)


def test_at_two_at_night_the_next_morning_is_the_one_a_few_hours_away() -> None:
    assert morning(on(4, 2), 1) == date(2031, 3, 4)
    assert morning(on(3, 23), 1) == date(2031, 3, 4)
    assert morning(on(4, 5), 1) == date(2031, 3, 5)


def test_what_lies_without_a_morning_neither_waits_nor_comes_back_by_itself() -> None:
    unsent = put_aside(None)
    assert not waits(unsent, MONDAY)
    assert not due(unsent, MONDAY + timedelta(days=4000))


@pytest.mark.parametrize("days", [-1, 0, 367])
def test_a_morning_that_has_begun_or_lies_over_a_year_away_is_refused(days: int) -> None:
    with pytest.raises(NoSuchMorning, match="between tomorrow and a year from now"):
        check_morning(MONDAY + timedelta(days=days), MONDAY)


def test_a_morning_up_to_a_year_away_can_be_picked() -> None:
    assert check_morning(MONDAY + timedelta(days=366), MONDAY) == date(2032, 3, 3)
