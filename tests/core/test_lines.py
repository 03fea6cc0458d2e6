"""What a day asks: three lines every time, one that comes round, the pair every third day; never what is off."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leanings.content.lines import load_lines
from leanings.core.lines import (
    CONTACTS,
    MOST_OWN,
    OWN,
    Asked,
    Line,
    NoWords,
    TooManyOwn,
    asked_on,
    off_now,
    own_line,
    suggested,
    turn_on,
    written_own,
)
from leanings.core.me import OwnLine

LINES = tuple(line for line in load_lines().values() if not line.wish)
BY_ID = {line.id: line for line in LINES}
MONDAY = date(2031, 3, 3)
TORN = suggested(LINES, "torn")
PAIR = (BY_ID["reasons_stay"], BY_ID["reasons_go"])
ids = st.sets(st.sampled_from(sorted(BY_ID)))


def days(count: int) -> list[date]:
    """So many days from a Monday on."""
    return [MONDAY + timedelta(step) for step in range(count)]


def line(id: str) -> Line:
    """A line that comes round."""
    return Line(id, 1, id, id, "low", "high", "me")


@pytest.mark.parametrize(
    ("door", "third"),
    [
        ("torn", "close"),
        ("in", "elsewhere"),
        ("out", "light"),
        ("stay", "heard"),
        ("part", "peace"),
        ("after", "alone"),
        (None, "close"),
    ],
)
def test_every_door_suggests_two_lines_that_all_share_and_one_of_its_own(door: str | None, third: str) -> None:
    assert suggested(LINES, door) == ("day", "ease", third)


@given(st.dates(), st.lists(st.sampled_from(sorted(BY_ID)), max_size=5), ids)
def test_a_day_asks_at_most_five_touches_never_what_is_off_and_each_line_once(
    day: date, picked: list[str], off: set[str]
) -> None:
    asked = asked_on(day, LINES, picked, off)
    whole = [one.id for one in asked.whole]
    assert len(asked.every) <= 3
    assert len(asked.turn) <= 1 or {one.turn for one in asked.turn} == {"stay", "go"}
    assert not off & set(whole)
    assert len(whole) == len(set(whole))
    halves = [one for one in asked.whole if one.paired]
    assert len(halves) in (0, 2)
    assert set(BY_ID) - off - set(whole) <= {"reasons_stay", "reasons_go"}


def test_the_same_day_asks_the_same_however_often_it_is_opened() -> None:
    assert asked_on(MONDAY, LINES, TORN, ()) == asked_on(MONDAY, LINES, TORN, ())


def test_every_third_day_the_fifth_place_is_the_pair_and_both_sides_come_together() -> None:
    turns = [asked_on(day, LINES, TORN, ()).turn for day in days(60)]
    paired = [step for step, turn in enumerate(turns) if turn == PAIR]
    assert all(step in paired for step in range(paired[0], 60, 3))
    assert all(turn == PAIR or len(turn) == 1 for turn in turns)


@pytest.mark.parametrize("door", ["torn", "in", "out", "stay", "part", "after"])
def test_within_about_three_weeks_every_other_line_comes_once(door: str) -> None:
    picked = suggested(LINES, door)
    rest = {one.id for one in LINES if one.turn == "round"} - set(picked)
    for start in range(30):
        seen = {one.id for day in days(start + 24)[start:] for one in asked_on(day, LINES, picked, ()).turn}
        assert rest <= seen


@pytest.mark.parametrize("count", range(1, 30))
@pytest.mark.parametrize("pair", [PAIR, ()], ids=["with the pair", "without it"])
def test_no_line_belongs_to_one_weekday(count: int, pair: tuple[Line, ...]) -> None:
    pool = [line(str(number)) for number in range(count)]
    weekdays: dict[str, Counter[int]] = {one.id: Counter() for one in pool}
    for day in days(7 * 3 * 32 * 8):
        for one in turn_on(day, pool, pair):
            if not one.paired:
                weekdays[one.id][day.weekday()] += 1
    for told in weekdays.values():
        assert set(told) == set(range(7))
        assert max(told.values()) <= 1.5 * min(told.values()) + 1


def test_where_everything_that_comes_round_is_off_the_pair_comes_daily_and_else_nothing() -> None:
    off = {one.id for one in LINES if one.turn == "round"}
    assert asked_on(MONDAY, LINES, (), off).turn == PAIR
    assert asked_on(MONDAY, LINES, (), off | {"reasons_go"}) == Asked(
        (), (), tuple(one for one in LINES if one.turn == "picked")
    )


def test_half_a_pair_is_never_asked() -> None:
    for day in days(30):
        assert not any(one.paired for one in asked_on(day, LINES, TORN, {"reasons_stay"}).whole)


def test_half_a_pair_cannot_be_picked_for_every_time() -> None:
    assert asked_on(MONDAY, LINES, ("reasons_go", "hope", "hope"), ()).every == (BY_ID["hope"],)


def test_a_line_that_needs_contact_does_not_apply_without_it_and_does_where_contact_is_unknown() -> None:
    assert [BY_ID["heard"].applies(contact) for contact in CONTACTS] == [True, True, False, False]
    assert [BY_ID["safe"].applies(contact) for contact in CONTACTS] == [True, True, True, False]
    assert BY_ID["heard"].applies("untouched")
    assert all(BY_ID["sad"].applies(contact) for contact in CONTACTS)


def test_a_question_of_my_own_comes_round_like_the_others() -> None:
    own = own_line(OwnLine(OWN + "1", 1, "Slept", "badly", "well"))
    assert own in [one for day in days(30) for one in asked_on(day, (*LINES, own), TORN, ()).turn]
    assert asked_on(MONDAY, (*LINES, own), (own.id,), ()).every == (own,)


def test_other_words_are_the_next_version_and_the_same_words_are_not() -> None:
    first = written_own((), "own-1", " Slept ", "badly", "well")
    assert first == (OwnLine("own-1", 1, "Slept", "badly", "well"),)
    assert written_own(first, "own-1", "Slept", "badly", "well") == first
    second = written_own(first, "own-1", "How I slept", "badly", "well")
    assert second == (OwnLine("own-1", 2, "How I slept", "badly", "well"),)
    assert written_own(second, "own-2", "Ate", "", "")[0] == second[0]


def test_a_question_without_words_and_one_too_many_are_refused_with_a_sentence() -> None:
    with pytest.raises(NoWords, match="needs a few words"):
        written_own((), "own-1", "  ", "a", "b")
    full = tuple(OwnLine(f"own-{number}", 1, "x", "", "") for number in range(MOST_OWN))
    with pytest.raises(TooManyOwn, match="Take one away first"):
        written_own(full, "own-new", "one more", "", "")
    assert len(written_own(full, "own-3", "y", "", "")) == MOST_OWN


WISHED = next(line for line in load_lines().values() if line.wish)


def test_what_is_asked_by_wish_alone_is_off_until_somebody_switches_it_on_and_off_again_like_any_other() -> None:
    every = (*LINES, WISHED)
    assert off_now(every, (), ()) == (WISHED.id,)
    assert off_now(every, ("hope",), (WISHED.id,)) == ("hope",)
    assert off_now(every, (WISHED.id,), (WISHED.id,)) == (WISHED.id,)
    for day in days(60):
        assert asked_on(day, every, TORN, off_now(every, (), ())) == asked_on(day, LINES, TORN, ())


def test_once_a_week_it_takes_the_fifth_place_and_on_other_days_it_waits_under_more() -> None:
    asked = [asked_on(day, (*LINES, WISHED), TORN, ()) for day in days(70)]
    assert [WISHED in one.turn for one in asked].count(True) == 10
    assert all(one.turn == (WISHED,) for one in asked if WISHED in one.turn)
    assert all(WISHED in one.more for one in asked if WISHED not in one.turn)
    assert WISHED.dots
