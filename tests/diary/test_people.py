"""Whose an entry is: one person, several, couples; and several entries of a day in the order of their time."""

from __future__ import annotations

from pathlib import Path

import pytest

from leanings.diary import Told
from leanings.diary.refusals import PartnersNotTold
from tests.diary.files import answers, bad_lines, dates, only, read, refused


def test_a_diary_that_names_nobody_is_one_person(tmp_path: Path) -> None:
    ada = only(read(tmp_path, "date,close\n2031-03-01,6\n"))
    assert (ada.couple, ada.name) == (None, "1")


@pytest.mark.parametrize("name", ["person", "Participant ID", "subject", "who", "id", "connectionId"])
def test_several_people_are_told_apart_by_a_column_that_says_so(tmp_path: Path, name: str) -> None:
    diary = read(tmp_path, f"{name},date,close\nAda,2031-03-01,6\nBen,2031-03-01,3\nAda,2031-03-02,5\n")
    assert [(person.name, answers(person, "close")) for person in diary.people] == [("Ada", [6, 5]), ("Ben", [3])]
    assert diary.guessed["person"] == name


def test_an_id_that_never_repeats_counts_rows_not_people(tmp_path: Path) -> None:
    diary = read(tmp_path, "id,date,close\n11,2031-03-01,6\n12,2031-03-02,3\n13,2031-03-03,3\n", Told(ignored=("id",)))
    assert len(diary.people) == 1
    assert len(read(tmp_path, "id,date,close\na,2031-03-01,6\nb,2031-03-02,3\n").people) == 1


def test_a_person_column_that_was_told_is_used(tmp_path: Path) -> None:
    diary = read(tmp_path, "house,date,close\nAda,2031-03-01,6\nBen,2031-03-01,3\n", Told(person="house"))
    assert [person.label for person in diary.people] == ["Ada", "Ben"]
    assert "person" not in diary.guessed


def test_partners_of_two_couples_may_share_a_name(tmp_path: Path) -> None:
    diary = read(tmp_path, "couple,person,day,close\n7,M,1,6\n7,W,1,5\n8,M,1,4\n8,W,1,3\n7,M,2,2\n")
    assert [person.label for person in diary.people] == ["7/M", "7/W", "8/M", "8/W"]
    assert answers(diary.people[0], "close") == [6, 2]


def test_beside_a_couple_the_partner_may_be_named_by_a_role(tmp_path: Path) -> None:
    diary = read(tmp_path, "dyad,gender,day,close\n7,female,1,6\n7,male,1,5\n")
    assert [person.label for person in diary.people] == ["7/female", "7/male"]


def test_couples_without_partners_are_refused(tmp_path: Path) -> None:
    text = "couple,day,close\n7,1,6\n7,1,5\n"
    assert "none that tells the two partners apart" in refused(PartnersNotTold, lambda: read(tmp_path, text))
    assert len(read(tmp_path, text, Told(ignored=("couple",))).people) == 1


def test_a_line_of_nobody_is_a_bad_line(tmp_path: Path) -> None:
    text = "couple,person,day,close\n7,Ada,1,6\n7,,2,5\n,Ada,3,5\n"
    assert bad_lines(tmp_path, text) == [(3, "it names no person"), (4, "it names no couple")]


def test_several_entries_of_a_day_stay_several_in_the_order_of_their_time(tmp_path: Path) -> None:
    text = "date,time,close\n2031-03-01,21:14,3\n2031-03-01,9:05 am,1\n2031-03-01,12:30 pm,2\n2031-03-02,,4\n"
    diary = read(tmp_path, text)
    assert answers(only(diary), "close") == [1, 2, 3, 4]
    assert diary.guessed["time"] == "time"
    assert diary.guessed["several a day"] == "1 day with more than one entry, all kept"


def test_the_time_beside_a_date_orders_a_day(tmp_path: Path) -> None:
    ada = only(read(tmp_path, "date,close\n2031-03-01 21:14,3\n2031-03-01 09:05,1\n"))
    assert answers(ada, "close") == [1, 3]
    assert dates(ada) == ["2031-03-01", "2031-03-01"]


def test_a_table_of_several_prompts_a_day_is_read_in_order(tmp_path: Path) -> None:
    text = (
        "participant;questionnaire;scheduled;sent;obs_n;day_n;obs_n_day;slider_happy\n"
        "7;main;2031-03-01 18:00:00;2031-03-01 18:00:03;2;1;2;40\n"
        "7;main;2031-03-01 10:00:00;2031-03-01 10:00:09;1;1;1;73\n"
        "7;main;2031-03-02 10:00:00;;3;2;1;\n"
    )
    diary = read(tmp_path, text)
    seven = only(diary)
    assert diary.columns == ("slider_happy",)
    assert answers(seven, "slider_happy") == [73, 40, None]
    assert dates(seven) == ["2031-03-01", "2031-03-01", "2031-03-02"]
    assert diary.guessed["date"] == "scheduled"
    assert diary.guessed["time"] == "obs_n_day"


@pytest.mark.parametrize("column", ["prompt", "beep"])
def test_the_number_of_a_prompt_orders_a_day(tmp_path: Path, column: str) -> None:
    assert answers(only(read(tmp_path, f"day,{column},close\n1,2,6\n1,1,5\n1,10,4\n")), "close") == [5, 6, 4]


def test_parts_of_the_day_may_be_told_as_the_time(tmp_path: Path) -> None:
    text = "day,when,close\n1,evening,6\n1,morning,5\n2,lunch,4\n"
    assert bad_lines(tmp_path, text, Told(time="when")) == [
        (4, "“lunch” under when is not a time of day or the number of a prompt")
    ]
    ada = only(read(tmp_path, text.replace("lunch", "noon"), Told(time="when")))
    assert answers(ada, "close") == [5, 6, 4]


def test_a_file_with_the_newest_entry_first_is_turned_round_within_a_day_too(tmp_path: Path) -> None:
    assert answers(only(read(tmp_path, "day,close\n3,6\n2,5\n2,4\n1,3\n")), "close") == [3, 4, 5, 6]


def test_lines_that_are_exactly_alike_are_kept_and_counted(tmp_path: Path) -> None:
    diary = read(tmp_path, "day,close\n1,6\n1,6\n1,5\n2,6\n")
    assert answers(only(diary), "close") == [6, 6, 5, 6]
    assert diary.guessed["repeated"] == "1 entry exactly like another, all kept"
