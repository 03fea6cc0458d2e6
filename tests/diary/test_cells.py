"""Cells: numbers, the ways to write nothing, the codes of missing, markers, and words that are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from leanings.diary import Told
from leanings.diary.refusals import NoAnswers, NoSuchColumn, OptionNotUnderstood
from tests.diary.files import answers, bad_lines, only, read, refused

NOTHING = ["", "NA", "N/A", "NaN", "nan", "null", "NULL", ".", "-", " ", "#N/A"]


@pytest.mark.parametrize("cell", NOTHING)
def test_every_usual_way_to_write_nothing_is_a_missing_answer(tmp_path: Path, cell: str) -> None:
    ada = only(read(tmp_path, f"date,close\n2031-03-01,6\n2031-03-02,{cell}\n"))
    assert answers(ada, "close") == [6, None]
    assert ada.missing == {}


def test_the_codes_of_missing_are_missing_and_counted(tmp_path: Path) -> None:
    text = "day,close,calm\n1,skipped,6\n2,Skipped,untouched\n3,not applicable,5\n4,not_asked,\n5,untouched,4\n6,2,1\n"
    ada = only(read(tmp_path, text))
    assert answers(ada, "close") == [None] * 5 + [2]
    assert ada.missing == {
        "close": {"skipped": 2, "not_applicable": 1, "not_asked": 1, "untouched": 1},
        "calm": {"untouched": 1},
    }


@pytest.mark.parametrize(
    ("cell", "value"), [("6", 6.0), ("-2.5", -2.5), ("+1", 1.0), ("−3", -3.0), (".5", 0.5), ("2.", 2.0), ("1e1", 10.0)]
)
def test_every_usual_number_is_read(tmp_path: Path, cell: str, value: float) -> None:
    assert answers(only(read(tmp_path, f"date,close\n2031-03-01,{cell}\n2031-03-02,3\n")), "close") == [value, 3]


@pytest.mark.parametrize("cell", ["inf", "-Infinity", "1e999"])
def test_what_is_not_finite_is_a_bad_line(tmp_path: Path, cell: str) -> None:
    text = f"date,close\n2031-03-01,6\n2031-03-02,{cell}\n"
    assert bad_lines(tmp_path, text) == [(3, f"“{cell}” under close is not a finite number")]


def test_a_comma_for_decimals_is_found_out_and_told(tmp_path: Path) -> None:
    diary = read(tmp_path, "date;close\n2031-03-01;6,5\n2031-03-02;5\n")
    assert answers(only(diary), "close") == [6.5, 5]
    assert diary.guessed["decimal"] == ","
    quoted = read(tmp_path, 'date,close\n2031-03-01,"6,5"\n')
    assert answers(only(quoted), "close") == [6.5]


def test_a_number_with_the_other_decimal_mark_is_a_bad_line(tmp_path: Path) -> None:
    text = "date;close\n2031-03-01;6,5\n2031-03-02;5.5\n2031-03-03;5,5\n"
    reason = "“5.5” under close is not a number with “,” as its decimal mark"
    assert bad_lines(tmp_path, text) == [(3, reason)]
    assert [number for number, _ in bad_lines(tmp_path, text, Told(decimal="."))] == [2, 4]


def test_a_word_among_numbers_is_a_bad_line_that_shows_little_of_it(tmp_path: Path) -> None:
    text = "date,close\n2031-03-01,6\n2031-03-02,we talked for a very long time\n2031-03-03,5\n"
    assert bad_lines(tmp_path, text) == [(3, "“we talked for a very lo…” under close is not a number")]


def test_columns_of_words_dates_and_times_are_left_alone_and_told(tmp_path: Path) -> None:
    text = "date,close,note,phone_off_at,empty\n2031-03-01,6,a walk,21:14,\n2031-03-02,5,at home,22:00,\n"
    diary = read(tmp_path, text)
    assert diary.columns == ("close",)
    assert diary.guessed["ignored"] == "note (words), phone_off_at (times), empty (empty)"


@pytest.mark.parametrize("flags", ["0 1 0", "no yes NO", "false true ", "0.0 1.0 0.0", "n y "])
def test_a_column_of_yes_and_no_is_a_marker(tmp_path: Path, flags: str) -> None:
    cells = flags.split(" ")
    text = "date,close,worked late\n" + "".join(f"2031-03-0{day},{day},{cells[day - 1]}\n" for day in (1, 2, 3))
    diary = read(tmp_path, text)
    assert list(only(diary).marks["worked late"]) == [0, 1, 0]
    assert diary.markers == ("worked late",)
    assert diary.columns == ("close",)
    assert diary.guessed["markers"] == "worked late (blank counts as 0)"


def test_a_marker_that_was_told_holds_nothing_but_0_and_1(tmp_path: Path) -> None:
    text = "date,close,worked late\n2031-03-01,6,1\n2031-03-02,5,2\n"
    told = Told(markers=("worked late",))
    assert bad_lines(tmp_path, text, told) == [(3, "“2” under worked late is not 0 or 1")]
    assert "markers" not in read(tmp_path, text.replace(",2\n", ",\n"), told).guessed


def test_an_ignored_column_is_not_even_looked_at(tmp_path: Path) -> None:
    text = "date,close,odd\n2031-03-01,6,1\n2031-03-02,5,x\n2031-03-03,5,2\n"
    diary = read(tmp_path, text, Told(ignored=("odd",)))
    assert diary.columns == ("close",)
    assert "ignored" not in diary.guessed


def test_a_column_that_is_not_there_is_refused_with_names_that_come_close(tmp_path: Path) -> None:
    text = "date,close,worked_late\n2031-03-01,6,1\n"
    assert "did you mean “worked_late”?" in refused(
        NoSuchColumn, lambda: read(tmp_path, text, Told(markers=("worked late",)))
    )
    assert "its columns are “date”, “close”" in refused(NoSuchColumn, lambda: read(tmp_path, text, Told(person="xyz")))


def test_one_column_cannot_be_two_things(tmp_path: Path) -> None:
    told = Told(date="date", ignored=("date",))
    assert "“date”" in refused(OptionNotUnderstood, lambda: read(tmp_path, "date,close\n2031-03-01,6\n", told))


def test_a_number_that_only_tells_people_apart_is_no_answer(tmp_path: Path) -> None:
    text = "person,day,age,close\nAda,1,34,6\nAda,2,34,5\nBen,1,41,3\nBen,2,41,2\n"
    diary = read(tmp_path, text)
    assert diary.columns == ("close",)
    assert set(diary.people[0].answers) == {"close"}
    assert diary.guessed["ignored"] == "age (the same all along for each person)"


def test_counts_of_prompts_and_rows_are_no_answers(tmp_path: Path) -> None:
    diary = read(tmp_path, "row,date,obs_n,close\n1,2031-03-01,11,6\n2,2031-03-02,12,5\n")
    assert diary.columns == ("close",)


def test_a_file_of_words_alone_has_no_answers(tmp_path: Path) -> None:
    assert "“note”" in refused(NoAnswers, lambda: read(tmp_path, "date,note\n2031-03-01,a walk\n"))
