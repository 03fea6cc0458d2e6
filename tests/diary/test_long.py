"""One answer a line: lines of one person, day and time make an entry together."""

from __future__ import annotations

from pathlib import Path

from leanings.core.signal import parse_signal
from leanings.diary import Told
from leanings.diary.refusals import NoSuchColumn, OptionNotUnderstood
from tests.diary.files import answers, bad_lines, dates, only, read, refused

LONG = (
    "person,date,item,value\n"
    "Ada,2031-03-02,close,5\nAda,2031-03-01,close,6\nBen,2031-03-01,close,4\n"
    "Ada,2031-03-01,calm,7\nAda,2031-03-01,worked late,yes\nBen,2031-03-02,worked late,no\n"
)


def test_a_long_table_is_found_out_and_told(tmp_path: Path) -> None:
    diary = read(tmp_path, LONG)
    ada, ben = diary.people
    assert diary.guessed["shape"] == "one answer a line, item and value"
    assert diary.columns == ("close", "calm")
    assert dates(ada) == ["2031-03-01", "2031-03-02"]
    assert answers(ada, "close") == [6, 5]
    assert answers(ada, "calm") == [7, None]
    assert answers(ben, "calm") == [None, None]
    assert list(ada.marks["worked late"]) == [1, 0]


def test_a_long_table_may_be_told(tmp_path: Path) -> None:
    text = LONG.replace("item,value", "what,how much")
    diary = read(tmp_path, text, Told(long=("what", "how much")))
    assert diary.columns == ("close", "calm")
    assert "shape" not in diary.guessed


def test_an_item_that_comes_again_begins_a_further_entry(tmp_path: Path) -> None:
    text = "day,item,value\n1,close,6\n1,calm,7\n1,close,5\n2,close,4\n"
    diary = read(tmp_path, text)
    assert answers(only(diary), "close") == [6, 5, 4]
    assert answers(only(diary), "calm") == [7, None, None]
    assert diary.guessed["several a day"] == "1 day with more than one entry, all kept"


def test_the_time_keeps_the_entries_of_a_long_table_apart(tmp_path: Path) -> None:
    text = "day,time,item,value\n1,21:00,close,6\n1,09:00,close,5\n1,21:00,calm,7\n1,09:00,calm,3\n"
    ada = only(read(tmp_path, text))
    assert answers(ada, "close") == [5, 6]
    assert answers(ada, "calm") == [3, 7]


def test_a_whole_entry_that_comes_twice_is_counted(tmp_path: Path) -> None:
    text = "day,item,value\n" + "1,close,6\n1,calm,7\n" * 2
    assert read(tmp_path, text).guessed["repeated"] == "1 entry exactly like another, all kept"


def test_codes_of_missing_are_counted_in_a_long_table(tmp_path: Path) -> None:
    ada = only(read(tmp_path, "day,item,value\n1,close,6\n2,close,skipped\n2,calm,3\n"))
    assert answers(ada, "close") == [6, None]
    assert ada.missing == {"close": {"skipped": 1}}


def test_bad_lines_of_a_long_table_are_named(tmp_path: Path) -> None:
    text = "day,item,value\n1,close,6\n2,close,far\n3,,4\n4,close,5\n"
    assert bad_lines(tmp_path, text) == [(3, "“far” under close is not a number"), (4, "there is no name under item")]


def test_signals_and_ignored_columns_name_items_of_a_long_table(tmp_path: Path) -> None:
    assert read(tmp_path, LONG, signals=[parse_signal("calm:0-10")]).columns == ("calm",)
    assert read(tmp_path, LONG, Told(ignored=("calm",))).columns == ("close",)
    sentence = refused(NoSuchColumn, lambda: read(tmp_path, LONG, signals=[parse_signal("clse:0-10")]))
    assert "did you mean “close”?" in sentence


def test_columns_beside_a_long_table_are_left_alone_and_told(tmp_path: Path) -> None:
    diary = read(tmp_path, "day,item,value,age\n1,close,6,34\n2,close,5,34\n")
    assert diary.guessed["ignored"] == "age (beside the long table)"


def test_item_and_value_cannot_be_one_column(tmp_path: Path) -> None:
    refused(OptionNotUnderstood, lambda: read(tmp_path, LONG, Told(long=("item", "item"))))
