"""A text file is cut into cells: delimiters, quotation marks, and the number of the line where a record begins."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from leanings.diary import Told, read_file
from leanings.diary.refusals import (
    ColumnTwice,
    LineNotText,
    NoAnswers,
    NoHeader,
    QuoteNeverClosed,
    TooManyColumns,
)
from tests.diary.files import answers, bad_lines, only, read, refused, written

ROWS = (("date", "close", "calm"), ("2031-03-01", "6", "7"), ("2031-03-02", "5", ""))


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_each_delimiter_is_found_out_and_told(tmp_path: Path, sign: str) -> None:
    diary = read(tmp_path, "\n".join(sign.join(row) for row in ROWS))
    assert answers(only(diary), "calm") == [7, None]
    assert diary.guessed["delimiter"] == ("tab" if sign == "\t" else sign)


def test_a_delimiter_is_found_among_other_signs_in_the_names(tmp_path: Path) -> None:
    text = "date;close (0,5 steps);note|free\n" + "".join(
        f"{day:02}.03.2031;{day % 10},5;we ate, slept, talked\n" for day in range(1, 29)
    )
    diary = read(tmp_path, text)
    assert diary.guessed["delimiter"] == ";"
    assert diary.columns == ("close (0,5 steps)",)


def test_a_delimiter_that_was_told_is_used(tmp_path: Path) -> None:
    text = "date~close\n2031-03-01~6\n"
    assert answers(only(read(tmp_path, text, Told(delimiter="~"))), "close") == [6]


def test_the_line_by_which_a_spreadsheet_passes_its_delimiter_on_is_understood(tmp_path: Path) -> None:
    diary = read(tmp_path, "sep=;\ndate;close\n2031-03-01;6,5\n")
    assert answers(only(diary), "close") == [6.5]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_ending_is_read(tmp_path: Path, ending: str) -> None:
    assert answers(only(read(tmp_path, ending.join(",".join(row) for row in ROWS))), "close") == [6, 5]


def test_a_note_over_several_lines_keeps_the_line_numbers_right(tmp_path: Path) -> None:
    text = 'date,close,note\n2031-03-01,6,"one\ntwo, three\nfour"\n\n2031-03-02,far,"five"\n'
    assert bad_lines(tmp_path, text) == [(6, "“far” under close is not a number")]


def test_lines_with_too_many_or_too_few_cells_are_named(tmp_path: Path) -> None:
    text = "date,close\n2031-03-01,6\n2031-03-02,5,4\n2031-03-03\n"
    assert bad_lines(tmp_path, text) == [
        (3, "it has 3 cells; the names above are 2"),
        (4, "it has 1 cell; the names above are 2"),
    ]


def test_lines_of_nothing_but_delimiters_are_passed_over(tmp_path: Path) -> None:
    assert answers(only(read(tmp_path, "date,close\n2031-03-01,6\n,\n,\n")), "close") == [6]


def test_a_quotation_mark_that_never_closes_is_named_with_its_line(tmp_path: Path) -> None:
    text = 'date,close,note\n2031-03-01,6,fine\n2031-03-02,5,"open\n2031-03-03,5,\n'
    assert "opens on line 3" in refused(QuoteNeverClosed, lambda: read(tmp_path, text))


def test_a_quotation_mark_in_the_wrong_place_makes_one_bad_line(tmp_path: Path) -> None:
    text = 'date,close,note\n2031-03-01,6,"open\n2031-03-02,5,"quoted" word\n2031-03-03,4,\n'
    [(number, reason)] = bad_lines(tmp_path, text)
    assert number == 2
    assert reason == "a quotation mark is in the wrong place or never closed (the record runs to line 3)"


def test_a_column_named_twice_is_refused(tmp_path: Path) -> None:
    assert "two columns named “close”" in refused(
        ColumnTwice, lambda: read(tmp_path, "date,close,close\n2031-03-01,6,5\n")
    )


def test_a_name_over_several_lines_is_one_name(tmp_path: Path) -> None:
    diary = read(tmp_path, 'date,"how close\n  were we?"\n2031-03-01,6\n')
    assert diary.columns == ("how close were we?",)


def test_columns_without_a_name_are_left_alone(tmp_path: Path) -> None:
    diary = read(tmp_path, ",date,close,\n0,2031-03-01,6,\n1,2031-03-02,5,\n")
    assert diary.columns == ("close",)


@pytest.mark.parametrize("text", ["2031-03-01,6\n2031-03-02,5\n", "1,6\n2,5\n", ",,\n1,2,3\n"])
def test_a_file_without_names_is_refused(tmp_path: Path, text: str) -> None:
    assert "must name the columns" in refused(NoHeader, lambda: read(tmp_path, text))


def test_a_file_without_answers_is_refused(tmp_path: Path) -> None:
    assert "no column of answers" in refused(NoAnswers, lambda: read(tmp_path, "date\n2031-03-01\n"))


def test_more_columns_than_a_diary_has_are_refused(tmp_path: Path) -> None:
    header = "date," + ",".join(f"c{number}" for number in range(2000))
    assert "more than 2,000 columns" in refused(TooManyColumns, lambda: read(tmp_path, f"{header}\n1\n"))


def test_ten_million_columns_take_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    with path.open("w") as stream:
        stream.write("date")
        for _ in range(100):
            stream.write(",c" * 100_000)
    tracemalloc.start()
    refused(TooManyColumns, lambda: read_file(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < path.stat().st_size


def test_an_endless_line_is_refused(tmp_path: Path) -> None:
    text = f"date,close\n2031-03-01,{'6' * 2_000_000}\n"
    assert "Line 2 of ada.csv is longer" in refused(LineNotText, lambda: read(tmp_path, text))


def test_a_cell_far_too_long_makes_a_bad_line(tmp_path: Path) -> None:
    path = written(tmp_path, f'date,close,note\n2031-03-01,6,"{"a" * 200_000}"\n2031-03-02,5,ok\n')
    diary = read_file(path, skip_bad=True)
    assert [bad.number for bad in diary.left_out] == [2]
    assert answers(only(diary), "close") == [5]
