"""What a diary shows: the same figures as the engine gives, of the lines that a person chose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from leanings.acts import making, reading, tasks, worker
from leanings.acts.here import Here
from leanings.acts.reading import Look, choose, look, together
from leanings.core.lines import OWN
from leanings.core.me import Me, OwnLine
from leanings.core.reading import Reading, Zone
from leanings.core.shows import Shows, Threshold
from leanings.engine import Wish, read
from tests.acts.answers import EVERY, FIRST, brought, check_ins, given, keep, own, timeless, value
from tests.keeping import TODAY, Person, settle

LONG = 120.0  # seconds; on a machine that compiles everything first


@pytest.fixture(scope="module", autouse=True)
def _workers() -> Iterator[None]:
    """Processes for all tests of this file."""
    yield
    worker.end()


@pytest.fixture(autouse=True)
def _nothing_is_being_made() -> Iterator[None]:
    yield
    for place in {place for place, _ in making._held}:
        making.drop(place)


@pytest.fixture
def ada() -> Person:
    """Ada, with sixty check-ins."""
    person = settle("Ada")
    keep(person, *check_ins())
    return person


def whole(somebody: Person, *also: str) -> Look:
    """Everything that is asked for, made."""
    found = look(somebody.room(), also, LONG)
    assert not found.making
    assert not found.refused
    return found


def test_check_ins_read_as_the_engine_reads_them(ada: Person) -> None:
    """Each line of every time, with what was picked: the same figures to the last digit that is shown."""
    choose(
        ada.room(), Shows(stretch=(str(FIRST), str(FIRST + timedelta(20))), thresholds=(Threshold("close", 3, 7.5),))
    )
    found = whole(ada)
    assert found.picked == EVERY
    assert [one.name for one in found.lines] == ["today", "at ease", "close"]
    answered = Here(ada.room())._answered
    for facts in found.lines:
        diary, happened = answered.diary(facts, ())
        zones = (Zone("low", below=3), Zone("high", above=7.5)) if facts.key == "close" else ()
        stretch = FIRST.toordinal(), FIRST.toordinal() + 20
        plain = read(diary, wish=Wish(stretch, zones={facts.name: zones}, happened=happened))
        assert timeless(found.readings[facts.key]) == timeless(tasks._short(plain))
        (person,) = diary.people
        assert list(person.days) == [FIRST.toordinal() + day for day in range(60)]
        assert person.missing == ({"day": {"skipped": 9}} if facts.key == "day" else {})


def test_days_and_codes_are_counted_and_a_code_is_no_answer(ada: Person) -> None:
    facts = {one.key: one for one in whole(ada).lines}
    assert set(facts) == set(EVERY)  # the one that was never asked is no line
    assert (facts["day"].answered, facts["close"].answered) == (51, 60)
    assert (facts["close"].first, facts["close"].last) == (FIRST, TODAY)
    signal = whole(ada).readings["day"].people[0].signals[0]
    assert (signal.answered, signal.days, dict(signal.missing)) == (51, 60, {"skipped": 9})


def test_what_had_just_happened_is_counted_and_the_level_told_without_it() -> None:
    ada = settle("Ada")
    keep(ada, *check_ins(happened=True))
    (told,) = whole(ada).readings["close"].people[0].signals[0].happened
    assert (told.marker, told.entries) == ("happened", 12)
    assert told.level_without is not None


def test_a_question_in_other_words_is_another_line_under_its_words_of_then() -> None:
    me = Me(own=(OwnLine("own-1", 2, "Slept", "badly", "well"),), lines=("own-1", "close"))
    ada = settle("Ada", me=me)
    first = [own(day, 1, "Did I sleep", value(day)) for day in range(20)]
    keep(ada, *first, *(own(day, 2, "Slept", value(day)) for day in range(20, 40)), *check_ins())
    found = whole(ada)
    assert {one.key: one.name for one in found.lines if one.key.startswith(OWN)} == {
        "own-1.1": "Did I sleep",
        "own-1.2": "Slept",
    }
    assert found.picked == ("own-1.2", "close")
    assert found.readings["own-1.2"].people[0].signals[0].name == "Slept"


def test_reasons_and_hope_are_pictures_on_request_and_never_get_sentences() -> None:
    ada = settle("Ada")
    keep(ada, *check_ins(lines=("hope", "reasons_go", "close")))
    choose(ada.room(), Shows(lines=("hope", "reasons_go", "close")))
    found = whole(ada, "hope")
    assert found.picked == ("close",)
    assert set(found.readings) == {"close", "hope"}
    assert {one.key for one in found.lines if one.dots} == {"hope", "reasons_go"}


def test_those_that_were_chosen_are_shown_and_no_more_than_three_and_none_that_is_gone(ada: Person) -> None:
    choose(ada.room(), Shows(lines=("gone", "close", "day")))
    assert whole(ada).picked == ("close", "day")
    choose(ada.room(), Shows(lines=("gone",)))
    assert whole(ada).picked == EVERY
    keep(ada, replace(check_ins()[0], answers=(given("happy", 3),)))
    choose(ada.room(), Shows(lines=("happy", *EVERY)))
    found = whole(ada)
    assert found.picked == ("happy", "day", "ease")
    assert found.readings["happy"].people[0].signals[0].fit.refused == "too_few"


def test_before_two_weeks_there_is_not_enough_and_without_an_answer_nothing_is_made() -> None:
    ada = settle("Ada")
    assert whole(ada) == Look()
    keep(ada, *check_ins(5))
    assert not whole(ada).enough
    keep(ada, *[replace(one, day=one.day - timedelta(days=30)) for one in check_ins(10)])
    assert whole(ada).enough


def test_a_brought_diary_is_what_is_shown_to_somebody_who_has_hardly_checked_in() -> None:
    ada = settle("Ada")
    keep(ada, brought(), *check_ins(3))
    found = whole(ada)
    assert found.picked == ("brought:mood:0-10", "brought:calm:1-7")
    assert found.markers == ("ill",)
    assert found.enough
    calm = found.readings["brought:calm:1-7"].people[0].signals[0]
    assert (calm.items, calm.low, calm.high, calm.answered) == (("calm", "-tense"), 1.0, 7.0, 80)
    assert calm.happened[0].marker == "quarrel"


def test_a_marker_counts_only_where_it_was_chosen() -> None:
    ada = settle("Ada")
    keep(ada, brought())
    without = whole(ada).readings["brought:mood:0-10"]
    choose(ada.room(), Shows(markers=("ill", "gone")))
    with_it = whole(ada).readings["brought:mood:0-10"]
    diary, _ = Here(ada.room())._answered.diary(whole(ada).lines[0], ("ill",))
    plain = read(diary, wish=Wish(markers=("ill",), happened="quarrel"))
    assert timeless(with_it) == timeless(tasks._short(plain))
    assert timeless(with_it) != timeless(without)


def test_the_same_line_of_several_files_is_one_line() -> None:
    """Also where the columns are turned the other way round, and where days come in both."""
    ada = settle("Ada")
    first = brought(1, 40)
    later = brought(2, 80, entered="2031-03-02T09:00Z", file="later.csv", person="Ada")
    later = replace(later, lines=(*later.lines[:1], replace(later.lines[1], items=("-calm", "tense"))))
    turned = tuple(tuple(8.0 - (one or 0.0) for one in column) for column in later.answers[1:])
    keep(ada, first, replace(later, answers=(later.answers[0], *turned)))
    found = whole(ada)
    assert [(one.key, one.answered) for one in found.lines] == [("brought:mood:0-10", 71), ("brought:calm:1-7", 80)]
    calm = found.readings["brought:calm:1-7"]
    assert (calm.file, calm.people[0].person) == ("my diary.csv", "1")
    both = calm.people[0].signals[0].trace
    alone = _alone(brought(2, 80)).people[0].signals[0].trace
    assert both is not None
    assert alone is not None
    assert sorted(both.answers) == sorted((*alone.answers, *alone.answers[:40]))


def test_all_that_is_made_is_one_reading_of_one_person(ada: Person) -> None:
    keep(ada, brought())
    choose(ada.room(), Shows(lines=("close", "brought:mood:0-10")))
    found = whole(ada, "day")
    one = together(found)
    assert one is not None
    assert [signal.name for signal in one.people[0].signals] == ["close", "mood", "today"]
    assert one.file == "check-ins.csv, my diary.csv"
    began = brought().days[0]
    assert one.days == TODAY.toordinal() - began + 1
    assert one.answered == 60 + 71
    assert one.missing == pytest.approx(1 - one.answered / one.days)
    assert together(Look()) is None


def test_two_lines_of_one_name_keep_apart_in_it() -> None:
    ada = settle("Ada")
    first, second = brought().lines
    keep(ada, *check_ins(), brought(lines=(replace(first, name="close"), second)))
    one = together(whole(ada, "brought:close:0-10"))
    assert one is not None
    assert [signal.name for signal in one.people[0].signals] == ["today", "at ease", "close", "close (2)"]


def test_an_invented_example_is_made_once_and_says_what_it_is() -> None:
    found = reading.example(LONG)
    assert found is not None
    assert found.invented
    assert reading.example(0.0) is found


def _alone(file: Any) -> Reading:
    somebody = settle("Ben")
    keep(somebody, file)
    return whole(somebody, "brought:calm:1-7").readings["brought:calm:1-7"]
