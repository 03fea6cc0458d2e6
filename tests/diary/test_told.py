"""What a person may say about a file, and the options that say it."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from leanings.diary import Told, add_file_options, told_from
from leanings.diary.refusals import OptionNotUnderstood
from tests.diary.files import refused


def told(*options: str) -> Told:
    """What these options of a command line say."""
    parser = argparse.ArgumentParser()
    add_file_options(parser)
    return told_from(parser.parse_args(options))


def test_saying_nothing_leaves_everything_to_be_guessed() -> None:
    assert told() == Told()


def test_every_option_says_its_part() -> None:
    assert told(
        "--date", "when", "--person", "who", "--couple", "pair", "--time", "at", "--long", "item, how much",
        "--marker", "late", "--marker", "ill", "--ignore", "note", "--date-order", "dmy", "--decimal", ",",
        "--delimiter", ";", "--encoding", "latin-1", "--mood", "So-So=3", "--mood", "a=b=2",
    ) == Told(
        encoding="latin-1",
        delimiter=";",
        decimal=",",
        date_order="dmy",
        date="when",
        person="who",
        couple="pair",
        time="at",
        long=("item", "how much"),
        markers=("late", "ill"),
        ignored=("note",),
        moods={"so-so": 3, "a=b": 2},
    )  # fmt: skip  # options read best in pairs
    assert told("--day", "day") == Told(day="day")


@pytest.mark.parametrize("word", ["tab", "\\t", "\t"])
def test_a_tab_has_a_name(word: str) -> None:
    assert told("--delimiter", word).delimiter == "\t"


def test_leaving_out_bad_lines_is_an_option_too() -> None:
    parser = argparse.ArgumentParser()
    add_file_options(parser)
    assert parser.parse_args(["--skip-bad"]).skip_bad is True
    assert parser.parse_args([]).skip_bad is False


@pytest.mark.parametrize(
    "options",
    [
        ("--long", "item"),
        ("--long", "item,"),
        ("--long", "item,item"),
        ("--delimiter", "a"),
        ("--delimiter", ";;"),
        ("--delimiter", '"'),
        ("--delimiter", ",", "--decimal", ","),
        ("--date", "a", "--day", "b"),
        ("--mood", "good"),
        ("--mood", "good=much"),
        ("--mood", "=3"),
    ],
)
def test_what_makes_no_sense_is_refused(options: tuple[str, ...]) -> None:
    refused(OptionNotUnderstood, lambda: told(*options))


def test_the_page_on_bringing_a_diary_names_every_option() -> None:
    page = (Path(__file__).parents[2] / "docs" / "how" / "bring-a-diary.md").read_text(encoding="utf-8")
    parser = argparse.ArgumentParser(add_help=False)
    add_file_options(parser)
    options = [name for action in parser._actions for name in action.option_strings]
    assert len(options) == 14
    assert [name for name in options if f"`{name}" not in page] == []
