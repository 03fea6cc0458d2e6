"""Bad lines: all named and nothing taken, or left out by wish and still all named."""

from __future__ import annotations

from pathlib import Path

import pytest

from leanings.diary import LinesNotUnderstood, refusals
from tests.diary.files import answers, bad_lines, only, read, refused


def mixed(good: int, bad: int) -> str:
    """A diary of so many good lines and then so many bad ones."""
    return "day,close\n" + "".join(f"{day},5\n" for day in range(good)) + "".join(f"{n},far\n" for n in range(bad))


def test_one_bad_line_is_enough_to_take_nothing(tmp_path: Path) -> None:
    assert refused(LinesNotUnderstood, lambda: read(tmp_path, mixed(3, 1))) == (
        "1 line of ada.csv cannot be read, so nothing was taken from it: line 5: “far” under close is not a number. "
        "Mend the file, or leave such lines out with --skip-bad."
    )


def test_the_first_ten_are_shown_and_the_rest_counted_and_all_are_carried(tmp_path: Path) -> None:
    sentence = refused(LinesNotUnderstood, lambda: read(tmp_path, mixed(30, 25)))
    assert sentence.startswith("25 lines of ada.csv cannot be read")
    assert sentence.count("not a number") == 10
    assert "line 41: " in sentence
    assert "line 42: " not in sentence
    assert "; and 15 more." in sentence
    assert [number for number, _ in bad_lines(tmp_path, mixed(30, 25))] == list(range(32, 57))


def test_bad_lines_are_left_out_by_wish_and_all_named(tmp_path: Path) -> None:
    diary = read(tmp_path, mixed(3, 2), skip_bad=True)
    assert answers(only(diary), "close") == [5, 5, 5]
    assert [(bad.number, bad.reason) for bad in diary.left_out] == [
        (5, "“far” under close is not a number"),
        (6, "“far” under close is not a number"),
    ]
    assert read(tmp_path, mixed(3, 0), skip_bad=True).left_out == ()


def test_a_file_of_bad_lines_alone_is_refused_even_so(tmp_path: Path) -> None:
    assert refused(LinesNotUnderstood, lambda: read(tmp_path, "day,close\n1\n2,3,4\n", skip_bad=True))
    assert refused(LinesNotUnderstood, lambda: read(tmp_path, "day,close\nx,5\n1.5,6\n3.5,1\n", skip_bad=True))


def test_bad_lines_without_end_are_not_all_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leanings.diary.read.MOST_BAD_LINES", 20)
    text = mixed(50, 40)
    assert refused(LinesNotUnderstood, lambda: read(tmp_path, text, skip_bad=True)).startswith("More than 20 lines")


def test_what_is_quoted_is_short_and_on_one_line() -> None:
    assert refusals.quoted("one\n two") == "“one two”"
    assert len(refusals.quoted("a" * 500)) == 26
    assert refusals.listed(["a", "b", "c"], most=2) == "“a”, “b” and 1 more"
