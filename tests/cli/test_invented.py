"""The invented person: an ordinary story that ends today, whose planted changes the engine really finds."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import cache
from statistics import fmean, median
from typing import TypeVar

import pytest

from leanings.cli.invented import AWAY, DAYS, invented
from leanings.content.loader import load_content
from leanings.core.brought import Brought, from_doc, none_or_value
from leanings.core.checkin import CheckIn
from leanings.core.diary import Diary, Person
from leanings.core.document import Document
from leanings.core.journal import JournalEntry
from leanings.core.kinds import value_of
from leanings.core.missing import CODES
from leanings.core.sheet import Sheet
from leanings.core.signal import Item, Scale, Signal
from leanings.core.turning import TurningPoint
from leanings.core.unsent import Unsent, due
from leanings.engine.read import read
from tests.content.test_contract import NEVER, school_grade

NOW = datetime(2031, 3, 14, 10, 30, tzinfo=UTC)  # a Friday morning
EVERY = ("day", "ease", "close")
WORDS = load_content().words["invented"].words

Thing = TypeVar("Thing", bound=Document)


@cache
def things(now: datetime = NOW) -> tuple[Document, ...]:
    """Everything kept of the invented person."""
    return invented(now, "Europe/Berlin")[1]


def all_of(kind: type[Thing], now: datetime = NOW) -> list[Thing]:
    """The things of one kind."""
    return [thing for thing in things(now) if isinstance(thing, kind)]


def as_person(entries: list[CheckIn]) -> Person:
    """The three lines of every time as the engine takes them."""

    def number(entry: CheckIn, line: str) -> float:
        answer = entry.answer(line)
        return float("nan") if answer is None or answer.value is None else answer.value

    days = array("q", [entry.day.toordinal() for entry in entries])
    answers = {line: array("d", [number(entry, line) for entry in entries]) for line in EVERY}
    return Person(couple=None, name="", days=days, answers=answers)


@pytest.mark.parametrize("later", range(0, 7, 3))
def test_the_engine_finds_what_was_planted_whatever_day_it_is(later: int) -> None:
    person = as_person(all_of(CheckIn, NOW + timedelta(days=later)))
    signals = tuple(Signal(line, (Item(line),), Scale(0, 10)) for line in EVERY)
    found = read(Diary(file="", dated=True, people=(person,), columns=EVERY, signals=signals)).people[0].signals
    assert [(one.name, one.pattern.kind, one.pattern.direction) for one in found] == [
        ("day", "held", "up"),
        ("ease", "passing", "down"),
        ("close", "held", "down"),
    ]


def test_the_days_begin_low_and_the_dip_lies_where_it_can_be_seen() -> None:
    person = as_person(all_of(CheckIn))
    last = person.days[-1]

    def mean(line: str, first: int, end: int) -> float:
        """The mean of a line between so many days ago and so many."""
        told = zip(person.days, person.answers[line], strict=True)
        return fmean(value for day, value in told if last - first <= day <= last - end and value == value)

    assert mean("day", 200, 120) < mean("day", 80, 0) - 1
    assert mean("ease", 58, 36) < min(mean("ease", 200, 70), mean("ease", 25, 0)) - 1.5
    assert mean("close", 70, 0) < mean("close", 200, 100) - 1


def test_it_ends_today_and_nothing_was_written_in_a_time_to_come() -> None:
    entries = all_of(CheckIn)
    assert entries[-1].day == date(2031, 3, 14)
    assert entries[0].day == date(2031, 3, 14) - timedelta(days=DAYS - 1)
    written = [thing.as_doc()["entered"] for thing in things()]
    assert max(written) <= "2031-03-14T10:30Z"
    assert max(thing.day for thing in things()) == date(2031, 3, 14)


def test_the_same_moment_gives_the_same_person() -> None:
    assert invented(NOW, "Europe/Berlin") == invented(NOW, "Europe/Berlin")


def test_the_day_is_that_of_the_place_and_not_of_the_world() -> None:
    me, told = invented(NOW.replace(hour=23), "Asia/Tokyo")
    assert me.zone == "Asia/Tokyo"
    assert max(thing.day for thing in told) == date(2031, 3, 15)


def test_days_are_missed_and_answers_too_for_each_of_the_four_reasons() -> None:
    entries = all_of(CheckIn)
    assert DAYS * 0.7 < len(entries) < DAYS * 0.95
    holiday = {entries[-1].day - timedelta(days=DAYS - 1 - place) for place in AWAY}
    assert not holiday & {entry.day for entry in entries}
    codes = Counter(answer.code for entry in entries for answer in entry.answers)
    assert all(codes[code] > 0 for code in CODES)
    assert codes[None] > 700


def test_each_line_comes_round_and_so_do_the_pair_and_the_question_of_their_own() -> None:
    answered = Counter(one.line for entry in all_of(CheckIn) for one in entry.answers if one.value is not None)
    asked = {line for line, count in answered.items() if count >= 3}
    assert {*EVERY, "reasons_stay", "reasons_go", "own-outside", "hope", "heard", "sad", "relieved"} <= asked
    assert answered["reasons_stay"] > 30


def test_something_happened_more_often_than_not_on_hard_days_and_some_of_it_was_told() -> None:
    happened = [entry for entry in all_of(CheckIn) if entry.why == "happened"]
    assert len(happened) >= 10
    hard = [answer.value for entry in happened if (answer := entry.answer("day")) and answer.value is not None]
    assert max(hard) <= 3
    assert sum(bool(entry.note) for entry in happened) >= 3


def test_there_is_something_on_every_page() -> None:
    me, told = invented(NOW, "UTC")
    assert len(all_of(JournalEntry)) == 6
    assert len(all_of(Sheet)) == 2
    assert {point.way for point in all_of(TurningPoint)} == {"stay", "go", "both"}
    assert [due(one, date(2031, 3, 14)) for one in all_of(Unsent)] == [True]
    assert [helper.name for helper in me.helpers] == ["Nora"]
    assert len(told) == len(things())


def test_what_was_brought_ends_before_the_first_check_in_and_fits_together() -> None:
    (file,) = all_of(Brought)
    assert from_doc(file.as_doc()) == file
    assert date.fromordinal(file.days[-1]) == all_of(CheckIn)[0].day - timedelta(days=1)
    assert [line.high for line in file.lines] == [5, 10]
    assert all(none_or_value(value) == value for column in file.answers for value in column if value is not None)


@pytest.mark.parametrize("thing", [CheckIn, JournalEntry, TurningPoint, Sheet, Unsent, Brought])
def test_everything_comes_back_as_it_was_kept(thing: type[Document]) -> None:
    for one in all_of(thing):
        assert value_of(one.as_doc()).as_doc() == one.as_doc()


def test_every_word_that_was_written_for_it_is_used() -> None:
    me, told = invented(NOW, "UTC")
    shown = "\n".join([str(me), *(str(thing.as_doc()) for thing in told), *(thing.text() for thing in told)])
    assert [name for name, text in WORDS.items() if text not in shown and not name.startswith("note_")] == []


def test_its_words_are_plain_and_none_of_them_judges_or_pushes() -> None:
    told = [text for name, text in WORDS.items() if not name.startswith(("question", "helper", "file"))]
    assert [text for text in told if re.search(rf"\b({NEVER})\b", text, re.IGNORECASE)] == []
    grades: dict[str, float] = {text: school_grade(text) for text in told}
    assert median(grades.values()) <= 5
    assert {text: grade for text, grade in grades.items() if grade > 8} == {}


def test_of_the_other_one_nothing_is_told_as_a_fact_that_only_they_can_know() -> None:
    told = {name: text for name, text in WORDS.items() if "_them_" in name}
    assert len(told) >= 5
    assert [name for name, text in told.items() if re.search(r"I think|as far as I", text) is None] == []
