"""Dates and days: the order is told or found once over a whole column, and a doubt is never settled by luck."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from leanings.diary import Told
from leanings.diary.refusals import (
    DateOrderUnknown,
    DatesInTwoOrders,
    NoDays,
    OptionNotUnderstood,
    SeveralDates,
)
from tests.diary.files import MARCH, answers, bad_lines, dates, only, read, refused


@pytest.mark.parametrize(
    ("written_as", "order"),
    [
        ("%Y-%m-%d", None),
        ("%Y/%m/%d", None),
        ("%Y-%m-%d 21:14", None),
        ("%Y-%m-%dT21:14:05.250+01:00", None),
        ("%Y-%m-%dT21:14:05Z", None),
        ("%Y%m%d", None),
        ("%d.%m.%Y", "day first"),
        ("%d/%m/%Y", "day first"),
        ("%d-%m-%Y 9:05 pm", "day first"),
        ("%m/%d/%Y", "month first"),
        ("%m/%d/%Y, 21:14", "month first"),
    ],
)
def test_each_way_to_write_a_date_is_read_and_its_order_told(
    tmp_path: Path, written_as: str, order: str | None
) -> None:
    days = [date(2031, 3, 1) + timedelta(days=number) for number in range(20)]
    text = "date;close\n" + "".join(f"{day.strftime(written_as)};{day.day % 10}\n" for day in days)
    diary = read(tmp_path, text)
    assert dates(only(diary)) == [day.isoformat() for day in days]
    assert diary.dated
    assert diary.guessed["date"] == "date"
    assert diary.guessed.get("date order") == order


def test_single_digits_are_read(tmp_path: Path) -> None:
    assert dates(only(read(tmp_path, "date,close\n3/5/2031,6\n3/15/2031,5\n"))) == ["2031-03-05", "2031-03-15"]


def test_dates_that_could_all_be_either_are_refused_with_the_option_that_settles_it(tmp_path: Path) -> None:
    text = "date,close\n3/5/2031,6\n04.06.2031,5\n"
    assert "--date-order dmy or --date-order mdy" in refused(DateOrderUnknown, lambda: read(tmp_path, text))
    assert dates(only(read(tmp_path, text, Told(date_order="dmy")))) == ["2031-05-03", "2031-06-04"]
    assert dates(only(read(tmp_path, text, Told(date_order="mdy")))) == ["2031-03-05", "2031-04-06"]


def test_dates_whose_day_equals_the_month_leave_no_doubt(tmp_path: Path) -> None:
    assert dates(only(read(tmp_path, "date,close\n03/03/2031,6\n04/04/2031,5\n"))) == ["2031-03-03", "2031-04-04"]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("date,close\n05/03/2031,2\n25/03/2031,6\n03/26/2031,5\n", "line 3 has the day", "line 4 the month"),
        ("date,close\n2031-03-24,6\n25.03.2031,5\n", "line 2 has the year", "line 3 the day"),
        ("date,close\n03/03/2031,6\n2031-03-24,5\n", "line 3 has the year", "line 2 the day"),
    ],
)
def test_dates_in_two_orders_are_refused_with_a_line_of_each(
    tmp_path: Path, text: str, first: str, second: str
) -> None:
    sentence = refused(DatesInTwoOrders, lambda: read(tmp_path, text))
    assert first in sentence
    assert second in sentence


def test_an_order_that_was_told_makes_the_others_bad_lines(tmp_path: Path) -> None:
    text = "date,close\n25/03/2031,6\n03/26/2031,5\n2031-03-27,5\n"
    assert bad_lines(tmp_path, text, Told(date_order="dmy")) == [
        (3, "“03/26/2031” is no day of the calendar with the day first"),
        (4, "“2031-03-27” is not a date with the day first"),
    ]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("0026-03-01", "the date “0026-03-01” is far off; the year should be 1900 to 2100"),
        ("2999-03-01", "the date “2999-03-01” is far off; the year should be 1900 to 2100"),
        ("2031-02-30", "“2031-02-30” is no day of the calendar with the year first"),
        ("2031-03-01 25:99", "“2031-03-01 25:99” names no time of day"),
        ("yesterday", "“yesterday” is not a date"),
        ("", "an empty cell is not a date"),
    ],
)
def test_a_date_that_cannot_be_is_a_bad_line(tmp_path: Path, cell: str, reason: str) -> None:
    text = f"date,close\n2031-03-01,6\n2031-03-02,5\n{cell},4\n"
    assert bad_lines(tmp_path, text) == [(4, reason)]


def test_years_of_two_digits_are_bad_lines(tmp_path: Path) -> None:
    assert bad_lines(tmp_path, "date,close\n25/03/31,6\n")[0][1].endswith("a year of two digits; write all four")


def test_whole_numbers_may_stand_for_days_and_start_anywhere(tmp_path: Path) -> None:
    diary = read(tmp_path, "day,close\n-2,6\n0,5\n7.0,4\n")
    assert list(only(diary).days) == [-2, 0, 7]
    assert not diary.dated
    assert diary.guessed["day"] == "day"


def test_a_day_that_is_no_whole_number_is_a_bad_line(tmp_path: Path) -> None:
    assert bad_lines(tmp_path, "day,close\n1,6\n1.5,5\n99999999,4\n,3\n") == [
        (3, "“1.5” under day is not a whole number of days"),
        (4, "the day “99999999” under day is far off"),
        (5, "an empty cell under day is not a whole number of days"),
    ]


def test_seconds_since_1970_are_dates_under_a_name_that_says_so(tmp_path: Path) -> None:
    diary = read(tmp_path, "connectionId,scheduled,happy\n7,1930600800,6\n7,1930687200,5\n")
    assert dates(only(diary)) == ["2031-03-06", "2031-03-07"]
    assert diary.guessed["dates"] == "counted in seconds since 1970"


def test_a_file_without_days_is_refused_with_the_names_it_has(tmp_path: Path) -> None:
    sentence = refused(NoDays, lambda: read(tmp_path, "close,calm\n6,7\n5,7\n"))
    assert "“close”, “calm”" in sentence
    assert "--day" in sentence


def test_two_columns_of_dates_are_refused_unless_told(tmp_path: Path) -> None:
    text = "began,finished_on,close\n2031-03-01,2031-03-02,6\n"
    assert "“began”, “finished_on”" in refused(SeveralDates, lambda: read(tmp_path, text))
    assert list(only(read(tmp_path, text, Told(date="finished_on"))).days) == [MARCH + 1]
    assert list(only(read(tmp_path, text, Told(ignored=("began",)))).days) == [MARCH + 1]


def test_a_column_named_date_goes_before_other_dates(tmp_path: Path) -> None:
    diary = read(tmp_path, "created_at,date,close\n2031-05-01,2031-03-01,6\n")
    assert list(only(diary).days) == [MARCH]
    assert diary.guessed["ignored"] == "created_at (dates)"


def test_dates_go_before_days(tmp_path: Path) -> None:
    diary = read(tmp_path, "day,date,close\n0,2031-03-01,6\n1,2031-03-02,5\n2,2031-03-03,5\n")
    assert diary.guessed["date"] == "date"
    assert diary.columns == ("close",)


def test_a_date_and_a_day_cannot_both_be_told() -> None:
    refused(OptionNotUnderstood, lambda: Told(date="date", day="day"))


def test_entries_that_stand_anyhow_are_sorted_and_that_is_told(tmp_path: Path) -> None:
    diary = read(tmp_path, "day,close\n3,6\n1,5\n2,4\n")
    assert list(only(diary).days) == [1, 2, 3]
    assert answers(only(diary), "close") == [5, 4, 6]
    assert diary.guessed["order"] == "sorted by day"
    assert "order" not in read(tmp_path, "day,close\n1,6\n2,5\n").guessed
