"""A Daylio export: mood words are numbers, activities are markers, and no note is ever kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from leanings.core.signal import parse_signal
from leanings.diary import Told
from leanings.diary.refusals import MoodNotKnown
from tests.diary.files import answers, bad_lines, dates, only, read, refused

HEADER = "full_date,date,weekday,time,mood,activities,note_title,note\n"
EXPORT = (
    HEADER
    + '2031-03-02,March 2,Sunday,21:14,rad,"friends | movies / tv","","A secret of Ada; with, commas\nand lines"\n'
    + '2031-03-02,March 2,Sunday,9:05 am,Meh,"work","",""\n'
    + '2031-03-01,March 1,Saturday,22:00,awful,"","",""\n'
)


def test_moods_become_numbers_in_the_order_of_days_and_times(tmp_path: Path) -> None:
    diary = read(tmp_path, EXPORT)
    ada = only(diary)
    assert diary.columns == ("mood",)
    assert dates(ada) == ["2031-03-01", "2031-03-02", "2031-03-02"]
    assert answers(ada, "mood") == [1, 3, 5]


def test_activities_become_markers(tmp_path: Path) -> None:
    diary = read(tmp_path, EXPORT)
    assert diary.markers == ("friends", "movies / tv", "work")
    assert {name: list(flags) for name, flags in only(diary).marks.items()} == {
        "friends": [0, 0, 1],
        "movies / tv": [0, 0, 1],
        "work": [0, 1, 0],
    }


def test_what_was_made_of_the_export_is_told(tmp_path: Path) -> None:
    guessed = read(tmp_path, EXPORT).guessed
    assert guessed["file"] == "a Daylio export"
    assert guessed["mood"] == "awful 1, bad 2, meh 3, good 4, rad 5"
    assert guessed["scale mood"] == "1-5"
    assert guessed["never kept"] == "date, weekday, note_title, note"


def test_no_word_of_a_note_is_kept(tmp_path: Path) -> None:
    assert "secret" not in repr(read(tmp_path, EXPORT))


def test_mood_words_of_ones_own_are_refused_by_name_and_line(tmp_path: Path) -> None:
    text = EXPORT.replace("Meh", "so-so")
    sentence = refused(MoodNotKnown, lambda: read(tmp_path, text))
    assert "“so-so” (line 4)" in sentence
    assert "--mood “so-so=4”" in sentence


def test_mood_words_of_ones_own_may_be_told(tmp_path: Path) -> None:
    told = Told(moods={"so-so": 3})
    assert answers(only(read(tmp_path, EXPORT.replace("Meh", "So-So"), told)), "mood") == [1, 3, 5]


def test_mood_words_of_ones_own_may_be_left_out(tmp_path: Path) -> None:
    diary = read(tmp_path, EXPORT.replace("Meh", "so-so"), skip_bad=True)
    assert answers(only(diary), "mood") == [1, 5]
    assert [(bad.number, bad.reason) for bad in diary.left_out] == [(4, "“so-so” is not a mood word that is known")]


def test_an_entry_without_a_mood_is_a_missing_answer(tmp_path: Path) -> None:
    assert answers(only(read(tmp_path, EXPORT.replace("Meh", ""))), "mood") == [1, None, 5]


def test_an_activity_may_be_ignored_or_be_called_like_a_column(tmp_path: Path) -> None:
    text = EXPORT.replace('"work"', '"work | mood"')
    diary = read(tmp_path, text, Told(ignored=("friends", "note")))
    assert diary.markers == ("movies / tv", "work", "mood (activity)")


def test_bad_lines_of_an_export_are_named(tmp_path: Path) -> None:
    text = EXPORT.replace("2031-03-01", "2031-03-99")
    assert bad_lines(tmp_path, text) == [(5, "“2031-03-99” is no day of the calendar with the year first")]


@pytest.mark.parametrize("extra", ["scales", "photos"])
def test_an_export_with_a_further_column_is_still_one(tmp_path: Path, extra: str) -> None:
    text = HEADER.replace("note_title", f"{extra},note_title") + "2031-03-01,March 1,Saturday,22:00,bad,a | b,x,y,z\n"
    assert read(tmp_path, text).markers == ("a", "b")


def test_a_signal_may_be_made_of_the_mood(tmp_path: Path) -> None:
    assert read(tmp_path, EXPORT, signals=[parse_signal("mood:1-5")]).columns == ("mood",)
