"""Scales: guessed where nothing is said, and held to where a signal says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from leanings.core.signal import parse_signal
from leanings.diary import Told, guess_signals
from leanings.diary.refusals import NoAnswers, NoSuchColumn, OptionNotUnderstood
from tests.diary.files import answers, bad_lines, only, read, refused


def column(*values: object) -> str:
    """A diary with these answers."""
    return "day,close\n" + "".join(f"{day},{value}\n" for day, value in enumerate(values))


@pytest.mark.parametrize(
    ("values", "scale"),
    [
        ((0, 0.5, 1), "0-1"),
        ((0, 2, 4), "0-4"),
        ((1, 5), "1-5"),
        ((2, 4), "1-5"),
        ((0, 5), "0-5"),
        ((1, 7), "1-7"),
        ((0, 6), "0-6"),
        ((0, 7), "0-10"),
        ((1, 10), "1-10"),
        ((0, 10), "0-10"),
        ((-2, 3), "-3-3"),
        ((-2, 5), "-5-5"),
        ((-9, 3.5), "-10-10"),
        ((0, 41.5), "0-100"),
        ((-0.5, 11.2), "-1-12"),
        ((250, 300), "250-300"),
        ((250, 250), "250-251"),
    ],
)
def test_the_smallest_usual_scale_that_holds_all_answers_is_guessed_and_told(
    tmp_path: Path, values: tuple[float, ...], scale: str
) -> None:
    diary = read(tmp_path, column(*values))
    assert guess_signals(diary) == (parse_signal(f"close:{scale}"),)
    assert diary.guessed["scale close"] == scale


def test_the_answers_of_everyone_make_the_scale(tmp_path: Path) -> None:
    diary = read(tmp_path, "person,day,close\nAda,1,1\nAda,2,2\nBen,1,9\nBen,2,8\n")
    assert diary.guessed["scale close"] == "1-10"


def test_an_answer_off_the_scale_of_a_signal_is_a_bad_line(tmp_path: Path) -> None:
    text = column(6, 11, -1, 10)
    assert bad_lines(tmp_path, text, signals=[parse_signal("close:0-10")]) == [
        (3, "“11” under close is off the scale 0-10"),
        (4, "“-1” under close is off the scale 0-10"),
    ]
    assert answers(only(read(tmp_path, text, signals=[parse_signal("close:-1-11")])), "close") == [6, 11, -1, 10]


def test_with_signals_only_their_columns_are_answers(tmp_path: Path) -> None:
    text = "day,sad,happy,odd,late\n1,0,4,x,1\n2,1,3,9,0\n3,2,2,8,0\n"
    diary = read(tmp_path, text, signals=[parse_signal("mood=sad,-happy:0-4")])
    assert diary.columns == ("sad", "happy")
    assert diary.markers == ("late",)
    assert diary.guessed["ignored"] == "odd (in no signal)"
    assert "scale sad" not in diary.guessed


def test_a_signal_may_be_made_of_what_looks_like_a_marker_or_a_time(tmp_path: Path) -> None:
    text = "day,time,late\n1,6,1\n2,5,0\n"
    diary = read(tmp_path, text, signals=[parse_signal("time:0-10"), parse_signal("late:0-1")])
    assert diary.columns == ("time", "late")
    assert "time" not in diary.guessed


def test_answers_of_0_and_1_alone_need_a_signal(tmp_path: Path) -> None:
    text = "day,late\n1,1\n2,0\n"
    assert "if “late” are answers, say so with --signal NAME:0-1." in refused(NoAnswers, lambda: read(tmp_path, text))


def test_a_signal_of_a_column_that_is_not_there_is_refused_with_names_that_come_close(tmp_path: Path) -> None:
    sentence = refused(NoSuchColumn, lambda: read(tmp_path, column(6, 5), signals=[parse_signal("Closer:0-10")]))
    assert sentence == "ada.csv has no column “Closer”; did you mean “close”?"


def test_a_signal_of_the_column_of_days_is_refused(tmp_path: Path) -> None:
    told, signals = Told(day="day"), [parse_signal("day:0-10")]
    assert "“day”" in refused(OptionNotUnderstood, lambda: read(tmp_path, column(6, 5), told, signals=signals))


def test_two_scales_for_one_column_are_refused(tmp_path: Path) -> None:
    signals = [parse_signal("close:0-10"), parse_signal("near=close:0-5")]
    assert "different scales" in refused(OptionNotUnderstood, lambda: read(tmp_path, column(6), signals=signals))
