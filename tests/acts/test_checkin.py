"""Checking in as an act: what a person is asked, on which day, in which words, and which entry comes of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from leanings.acts import checkin, desk
from leanings.acts.checkin import AskedAnew, Said
from leanings.core.checkin import CheckIn
from leanings.core.day import NotYet
from leanings.core.lines import OWN, Asked
from leanings.core.me import Me, OwnLine
from leanings.core.missing import NOT_ASKED, SKIPPED, UNTOUCHED
from leanings.vault.room import Room
from tests.keeping import NOW, TODAY, Person, once, settle

SLEPT = OwnLine(OWN + "1", 2, "Slept", "badly", "well")


def ids(asked: Asked) -> list[str]:
    """The ids of what is asked without opening the rest."""
    return [line.id for line in asked.today]


def kept(ada: Person, entry: CheckIn) -> CheckIn:
    """The entry as it is found again after it was kept."""
    item = desk.keep(ada.room(), entry, once()).item
    found = desk.find(ada.room(), item, "checkin").doc
    assert isinstance(found, CheckIn)
    return found


def answer(room: Room, **given: str) -> CheckIn:
    """An entry of today with these answers."""
    return checkin.entry_of(room, checkin.asked(room, room.today), given, Said("together"), room.today)


@pytest.mark.parametrize(("door", "third"), [(None, "close"), ("out", "light"), ("after", "alone")])
def test_where_somebody_is_now_suggests_the_third_line_until_they_choose(door: str | None, third: str) -> None:
    ada = settle("Ada", me=Me(door=door))
    assert ids(checkin.asked(ada.room(), TODAY))[:3] == ["day", "ease", third]
    checkin.choose(ada.room(), ("hope", "sad"), ())
    assert ids(checkin.asked(ada.room(), TODAY))[:2] == ["hope", "sad"]
    checkin.choose(ada.room(), ("day", "ease", third), ())
    assert ada.room().me.lines == ()


def test_what_one_chooses_is_asked_of_nobody_else() -> None:
    ada, ben = settle("Ada"), settle("Ben")
    checkin.write_own(ada.room(), None, "Do I want this?", "no", "yes")
    checkin.choose(ada.room(), (ada.room().me.own[0].id,), ())
    assert "Do I want this?" not in {line.label for line in checkin.asked(ben.room(), TODAY).whole}
    assert ben.room().me == Me()


@pytest.mark.parametrize(
    ("hour", "minute", "turn", "day"),
    [(1, 59, 4, 1), (3, 59, 4, 1), (4, 0, 4, 2), (3, 59, 0, 2), (5, 59, 6, 1), (6, 0, 6, 2)],
)
def test_a_day_ends_when_the_person_says_and_at_four_where_they_do_not(
    hour: int, minute: int, turn: int, day: int
) -> None:
    ada = settle("Ada", me=Me(turn=turn))
    night = ada.open(datetime(2031, 3, 2, hour, minute, tzinfo=UTC))
    entry = answer(night, day="4")
    assert entry.day == date(2031, 3, day)
    assert entry.entered == f"2031-03-02T0{hour}:{minute:02}Z"


def test_the_day_of_an_entry_stays_when_the_zone_changes() -> None:
    ada = settle("Ada", me=Me(zone="Pacific/Auckland"))
    entry = kept(ada, answer(ada.room(), day="4"))
    assert entry.day == TODAY + timedelta(1)
    desk.keep_me(ada.room(), Me(zone="America/Los_Angeles"))
    assert ada.room().today == TODAY
    [found] = desk.page(ada.room(), "checkin").found
    assert found.doc.day == TODAY + timedelta(1)


def test_a_day_later_than_tomorrow_is_refused_and_tomorrow_is_not() -> None:
    room = settle("Ada").room()
    on = checkin.asked(room, TODAY)
    assert checkin.entry_of(room, on, {}, Said(), TODAY + timedelta(1)).day == TODAY + timedelta(1)
    with pytest.raises(NotYet):
        checkin.entry_of(room, on, {}, Said(), TODAY + timedelta(2))


def test_an_entry_holds_every_line_of_the_set_with_an_answer_or_a_code() -> None:
    ada = settle("Ada")
    entry = kept(ada, answer(ada.room(), day="0", ease=SKIPPED, peace="7"))
    codes = {one.line: one.value if one.code is None else one.code for one in entry.answers}
    assert (codes["day"], codes["ease"], codes["close"], codes["peace"]) == (0, SKIPPED, UNTOUCHED, 7)
    assert codes["alone"] == NOT_ASKED
    assert len(codes) == 23


def test_an_entry_is_changed_in_the_words_it_was_asked_in_and_what_is_new_in_those_of_now() -> None:
    ada = settle("Ada", me=Me(own=(SLEPT,), lines=(SLEPT.id,)))
    entry = kept(ada, answer(ada.room(), **{SLEPT.id: "3", "sad": SKIPPED}))
    checkin.write_own(ada.room(), SLEPT.id, "How I slept", "badly", "well")
    later = ada.room(NOW + timedelta(minutes=3))
    again = checkin.asked_again(later, entry)
    assert (again.every[0].label, again.every[0].version) == ("Slept", 2)
    assert "How I slept" not in {line.label for line in again.whole}
    changed = checkin.entry_again(entry, again, {SLEPT.id: "5", "peace": "1"}, Said("no", note="Later."))
    assert (changed.day, changed.entered) == (entry.day, entry.entered)
    told = {one.line: one for one in changed.answers}
    assert (told[SLEPT.id].value, told[SLEPT.id].label, told[SLEPT.id].version) == (5, "Slept", 2)
    assert (told["sad"].code, told["peace"].value, told["peace"].label) == (SKIPPED, 1, "At peace with it")
    assert [one.line for one in changed.answers][: len(entry.answers)] == [one.line for one in entry.answers]


def test_a_form_asks_what_it_asked_when_it_was_made_also_when_the_day_has_turned() -> None:
    ada = settle("Ada")
    evening = ada.room()
    keys = [line.key for line in checkin.asked(evening, evening.today).today]
    morning = ada.open(NOW + timedelta(days=1))
    before = checkin.asked_before(morning, keys)
    assert [line.key for line in before.today] == keys
    assert len(before.whole) == len(checkin.asked(morning, morning.today).whole)


@pytest.mark.parametrize("key", ["day.2", "own-9.1", "day", "", "day.x"])
def test_a_form_that_asked_what_is_no_more_is_refused_with_a_sentence(key: str) -> None:
    with pytest.raises(AskedAnew, match="changed or taken away meanwhile"):
        checkin.asked_before(settle("Ada").room(), ["ease.1", key])


def test_taking_a_question_away_leaves_no_trace_of_it_in_what_is_asked() -> None:
    ada = settle("Ada", me=Me(own=(SLEPT,), lines=(SLEPT.id, "day"), off=(SLEPT.id, "sad")))
    checkin.take_own(ada.room(), SLEPT.id)
    me = ada.room().me
    assert (me.own, me.lines, me.off) == ((), ("day",), ("sad",))
