"""One look at a file shows everything a page of questions needs, also where something must be told first."""

from __future__ import annotations

import pickle
from datetime import date

import pytest

from leanings.core.diary import BadLine
from leanings.core.signal import Scale, parse_signal
from leanings.diary import Asks, Seen, Told
from tests.diary.files import fits, held

WIDE = (
    "date,close,worked late,note,year\n"
    "2031-03-01,6,0,a walk through the whole of the town,2031\n"
    "2031-03-02,,1,,2031\n"
    "2031-03-02,5,1,at home,2031\n"
)
COUPLES = "couple,person,day,close\nA,Ada,1,3\nA,Ben,1,4\nA,Ada,2,5\nA,Eve,2,far\n"
LONG = "person,date,item,value,place\nAda,2031-03-01,close,6,x\nBen,2031-03-01,close,4,x\nAda,2031-03-01,late,1,x\n"
DAYLIO = (
    "full_date,date,weekday,time,mood,activities,note_title,note\n"
    '2031-03-02,March 2,Sunday,21:14,so-so,"friends | movies","","A secret of Ada"\n'
    '2031-03-01,March 1,Saturday,22:00,awful,"","",""\n'
    '2031-02-27,February 27,Thursday,22:00,So-So,"","",""\n'
    '2031-02-26,February 26,Wednesday,22:00,over the moon,"","",""\n'
)


def look(text: str, told: Told | None = None, **more: object) -> Seen:
    """What a look at this text shows."""
    seen = fits(held(text), told, **more)
    assert isinstance(seen, Seen)
    assert pickle.loads(pickle.dumps(seen)) == seen  # noqa: S301  # our own
    return seen


def asked(text: str, told: Told | None = None) -> Asks:
    """What is asked about this text."""
    asks = look(text, told).asks
    assert asks is not None
    assert "--" not in asks.sentence
    return asks


def test_what_each_column_is_taken_for_is_shown_with_what_it_holds() -> None:
    columns = {one.name: one for one in look(WIDE).columns}
    assert [(one.role, one.holds, one.filled) for one in columns.values()] == [
        ("date", "dates", 3),
        ("answers", "numbers", 2),
        ("marker", "yes and no", 3),
        ("left", "words", 2),
        ("answers", "numbers", 3),
    ]
    assert columns["note"].why == "words"
    assert (columns["close"].low, columns["close"].high, columns["close"].scale) == (5.0, 6.0, Scale(1.0, 7.0))
    assert columns["worked late"].low is None


def test_a_column_left_alone_as_told_says_so() -> None:
    columns = {one.name: one for one in look(WIDE, Told(ignored=("year",))).columns}
    assert (columns["year"].role, columns["year"].why) == ("left", "as you said")


def test_a_scale_that_was_told_is_shown_and_answers_off_it_are_bad_lines() -> None:
    seen = look(WIDE, signals=[parse_signal("close:0-5")])
    assert [(one.name, one.scale) for one in seen.answers] == [("close", Scale(0.0, 5.0))]
    assert seen.bad == (BadLine(2, "“6” under close is off the scale 0-5"),)


@pytest.mark.parametrize("name", ["happened", "Something happened", "something_had_just_happened"])
def test_the_marker_of_what_had_just_happened_is_known_by_its_name(name: str) -> None:
    seen = look(f"date,close,late,{name}\n2031-03-01,6,0,1\n2031-03-02,6,1,0\n")
    assert [one.happened for one in seen.markers] == [False, True]


def test_the_first_rows_are_shown_as_they_stand_and_as_they_are_understood() -> None:
    first, second, third = look(WIDE).rows
    assert first.cells == ("2031-03-01", "6", "0", "a walk through the whol…", "2031")
    assert (first.number, first.day, first.person) == (2, date(2031, 3, 1).toordinal(), "1")
    assert first.answers == (("close", 6.0), ("year", 2031.0), ("worked late", 0.0))
    assert second.answers[0] == ("close", None)
    assert third.problem == ""


def test_a_row_that_cannot_be_read_is_shown_with_its_reason() -> None:
    seen = look(COUPLES)
    assert [one.problem for one in seen.rows] == ["", "", "", "“far” under close is not a number"]
    assert seen.rows[3].cells == ("A", "Eve", "2", "far")
    assert seen.bad == (BadLine(5, "“far” under close is not a number"),)


def test_the_people_of_a_file_are_shown_with_their_days() -> None:
    seen = look(COUPLES)
    assert [(one.couple, one.name, one.entries, one.first, one.last) for one in seen.people] == [
        ("A", "Ada", 2, 1, 2),
        ("A", "Ben", 1, 1, 1),
    ]
    assert (seen.dated, seen.day, seen.couple, seen.person) == (False, "day", "couple", "person")
    assert (seen.people_in_all, seen.entries, seen.first, seen.last, seen.records) == (2, 3, 1, 2, 4)


def test_bad_lines_of_others_are_passed_over_when_one_person_is_meant() -> None:
    seen = look(COUPLES, only=("A", "Ada"))
    assert seen.bad == ()
    assert seen.people_in_all == 2
    assert look(COUPLES, only=("A", "Ben")).asks is None


def test_a_person_of_whom_nothing_can_be_read_is_asked_for() -> None:
    asks = look(COUPLES, only=("A", "Eve")).asks
    assert asks is not None
    assert (asks.setting, asks.sentence) == ("person", "ada.csv holds no entry of “A/Eve” that can be read.")


def test_a_long_table_shows_its_items() -> None:
    seen = look(LONG)
    assert seen.long == ("item", "value")
    assert [(one.name, one.role) for one in seen.items] == [("close", "answers"), ("late", "marker")]
    assert [(one.name, one.role) for one in seen.columns] == [
        ("person", "person"),
        ("date", "date"),
        ("item", "item"),
        ("value", "value"),
        ("place", "left"),
    ]
    assert seen.rows[0].answers == (("close", 6.0),)


def test_a_constant_column_is_left_with_its_reason() -> None:
    seen = look("person,day,age,close\nAda,1,40,3\nAda,2,40,4\nBen,1,50,3\nBen,2,50,4\n")
    assert [one.why for one in seen.columns if one.name == "age"] == ["the same all along for each person"]
    assert seen.rows[0].answers == (("close", 3.0),)


def test_what_is_guessed_is_told_as_the_command_line_tells_it() -> None:
    assert dict(look(WIDE.replace(",", ";")).guessed) == {
        "delimiter": ";",
        "date": "date",
        "markers": "worked late (blank counts as 0)",
        "ignored": "note (words)",
        "several a day": "1 day with more than one entry, all kept",
        "scale close": "1-7",
        "scale year": "2031-2032",
    }


def test_dates_that_leave_their_order_open_are_asked_about_and_the_rest_is_shown() -> None:
    text = "when,close\n3/5/2031,6\n4/5/2031,x\n"
    asks = asked(text)
    assert (asks.setting, asks.column, asks.choices) == ("date_order", "when", ("dmy", "mdy"))
    assert asks.sentence == "Every date under “when” in ada.csv could have the day or the month first; say which."
    seen = look(text)
    assert seen.date == "when"
    assert [one.name for one in seen.answers] == ["close"]
    assert seen.bad == (BadLine(3, "“x” under close is not a number"),)
    assert look(text, Told(date_order="mdy")).asks is None


def test_dates_in_two_orders_are_asked_about_and_those_of_the_other_order_are_bad() -> None:
    text = "when,close\n13/5/2031,6\n5/14/2031,5\n"
    assert asked(text).choices == ("dmy", "mdy")
    assert [bad.number for bad in look(text).bad] == [3]


def test_several_columns_of_dates_are_asked_about() -> None:
    text = "born,seen,close\n1990-03-01,2031-03-01,6\n1990-03-01,2031-03-02,5\n"
    asks = asked(text)
    assert (asks.setting, asks.choices) == ("date", ("born", "seen"))
    assert look(text).date == "born"
    assert look(text, Told(date="seen")).asks is None


def test_a_file_without_days_is_asked_about_and_shows_its_columns() -> None:
    asks = asked("a,b\n1,2\n3,word\n")
    assert (asks.setting, asks.choices) == ("date", ("a", "b"))
    seen = look("a,b\n1,2\n3,word\n")
    assert [(one.name, one.role, one.holds) for one in seen.columns] == [
        ("a", "open", "numbers"),
        ("b", "open", "numbers"),
    ]
    assert seen.rows[1].cells == ("3", "word")
    assert (seen.people, seen.dated, seen.first) == ((), None, None)
    assert look("a,b\n1,2\n3,4\n", Told(day="a")).asks is None


def test_a_file_of_one_column_is_asked_about_its_delimiter() -> None:
    assert asked("date~close\n2031-03-01~6\n").setting == "delimiter"
    assert look("date~close\n2031-03-01~6\n", Told(delimiter="~")).asks is None


def test_partners_not_told_apart_are_asked_about() -> None:
    asks = asked("couple,day,close\nA,1,3\n")
    assert (asks.setting, asks.column, asks.choices) == ("person", "couple", ("close",))


def test_answers_of_yes_and_no_alone_are_asked_about() -> None:
    asks = asked("day,close,calm\n1,0,1\n2,1,1\n")
    assert (asks.setting, asks.choices) == ("signals", ("close", "calm"))
    assert asked("day,note\n1,x\n").choices == ()


def test_mood_words_are_asked_for_with_their_first_lines() -> None:
    asks = asked(DAYLIO)
    assert (asks.setting, asks.words) == ("moods", (("so-so", 2), ("over the moon", 5)))
    seen = look(DAYLIO)
    assert seen.kind == "daylio"
    assert dict(seen.moods)["awful"] == 1
    assert [bad.number for bad in seen.bad] == [2, 4, 5]
    told = Told(moods={"So-So": 3, "over the moon": 5})
    seen = look(DAYLIO, told)
    assert (seen.asks, seen.bad, dict(seen.moods)["so-so"]) == (None, (), 3)
    assert "secret" not in repr(seen)
    assert seen.rows[0].cells == ("2031-03-02", "…", "…", "21:14", "so-so", "friends | movies", "", "…")


def test_a_column_that_is_not_there_is_asked_about_and_the_rest_is_guessed() -> None:
    asks = asked(WIDE, Told(date="dat", ignored=("year",)))
    assert (asks.setting, asks.column) == ("date", "dat")
    assert "did you mean “date”?" in asks.sentence
    seen = look(WIDE, Told(date="dat", ignored=("year",)))
    assert seen.date == "date"
    assert [one.name for one in seen.answers] == ["close"]


def test_a_column_told_twice_is_asked_about() -> None:
    assert asked(WIDE, Told(date="date", markers=("date",))).column == "date"
    assert asked(WIDE, Told(person="")).setting == "person"


def test_an_encoding_that_is_wrong_is_asked_about_and_the_right_one_supposed() -> None:
    seen = fits(held("date,nähe\n2031-03-01,6\n".encode("latin-1")), Told(encoding="utf-8"))
    assert isinstance(seen, Seen)
    assert seen.asks is not None
    assert (seen.asks.setting, seen.encoding) == ("encoding", "latin-1")
    assert [one.name for one in seen.answers] == ["nähe"]


def test_a_file_of_which_no_line_can_be_read_shows_why() -> None:
    seen = look("day,close\n1\n2,3,4\n")
    assert seen.asks is not None
    assert seen.asks.setting == "lines"
    assert [bad.number for bad in seen.bad] == [2, 3]
    assert [(one.number, one.cells) for one in seen.rows] == [(2, ()), (3, ())]


def test_bad_lines_are_all_shown_up_to_a_bound_and_then_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "day,close\n" + "1,5\n" * 20 + "x,5\n" * 19
    monkeypatch.setattr("leanings.diary.seeing.MOST_BAD_SHOWN", 7)
    monkeypatch.setattr("tests.diary.files.MOST_BAD_SHOWN", 7)
    seen = look(text)
    assert ([bad.number for bad in seen.bad], seen.bad_in_all) == ([22, 23, 24, 25, 26, 27, 28], 19)


def test_bad_lines_without_end_mean_that_the_file_is_read_wrongly(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("read", "seeing"):
        monkeypatch.setattr(f"leanings.diary.{module}.MOST_BAD_LINES", 20)
    asks = asked("day,close\n" + "1,5\n" * 50 + "x,5\n" * 40)
    assert asks.setting == "lines"
    assert asks.sentence.startswith("More than 20 lines of ada.csv cannot be read")


def test_people_are_shown_up_to_a_bound_and_then_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leanings.diary.seeing.MOST_PEOPLE_SHOWN", 1)
    monkeypatch.setattr("tests.diary.files._people", lambda diary: [("A", "Ada", 2, 1, 2)][: len(diary.people)])
    seen = look(COUPLES)
    assert ([one.name for one in seen.people], seen.people_in_all) == (["Ada"], 2)
