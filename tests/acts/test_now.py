"""The cards of Now: one thing that is next, always in the same order, and the last page where somebody stood."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection

from leanings.acts import desk, first, now, opening
from leanings.acts import path as path_act
from leanings.acts.aside import Morning, first_of
from leanings.acts.first import Answers, Aside, Carried
from leanings.acts.now import Day, Next, Waiting, asks_door, cards, days_set, what_is_next
from leanings.acts.opening import Draft
from leanings.acts.tool import tools_in
from leanings.core.checkin import CheckIn
from leanings.core.filled import Asked, Filled
from leanings.core.me import Me
from leanings.core.sheet import Sheet
from leanings.core.unsent import Unsent
from tests.keeping import NOW, TODAY, Person, entry, once, settle

TOMORROW = TODAY + timedelta(1)
NEXT_DAY = NOW + timedelta(days=1)
TOOLS = tools_in("en")


@pytest.fixture
def ada() -> Person:
    """Ada, with an open place."""
    return settle("Ada")


def aside(until: date | None, number: int) -> desk.Found:
    """Something put aside."""
    return desk.Found(UUID(int=number), 1, Unsent(TODAY, "2031-03-01T21:04Z", "Call me.", until))


def filled(tool: str, on: date = TODAY, **answers: object) -> Filled:
    """A tool filled in on a day, with these answers."""
    by_id = {field.id: (step, field) for step in TOOLS[tool].steps for field in step.fields}
    asked = tuple(Asked(by_id[id][0].id, by_id[id][0].title, by_id[id][1], told) for id, told in answers.items())
    return Filled(tool, 1, TOOLS[tool].name, on, f"{on}T20:00Z", asked=asked)


def test_what_was_put_aside_comes_first_then_the_days_that_were_set_then_the_path_and_then_nothing() -> None:
    due, later = Morning(TODAY, UUID(int=1)), Morning(TOMORROW, UUID(int=2))
    day = Day(TODAY, UUID(int=7), "wait")
    whole = Waiting(due, (day,), "/diary/words/", "reasons")
    me = Me(again=TODAY.isoformat())
    assert what_is_next(whole, me, TODAY) == Next("aside", item=due.item)
    left = replace(whole, aside=later)
    assert what_is_next(left, me, TODAY) == Next("again")
    assert what_is_next(left, Me(), TODAY) == Next("day", item=day.item, tool="wait", come=day.mark)
    left = replace(left, days=())
    assert what_is_next(left, Me(again=TOMORROW.isoformat()), TODAY) == Next("draft", path="/diary/words/")
    left = replace(left, draft=None)
    assert what_is_next(left, Me(again=TOMORROW.isoformat()), TODAY) == Next("morning")
    assert what_is_next(left, Me(), TODAY) == Next("step", tool="reasons")
    assert what_is_next(replace(left, step=None), Me(), TODAY) == Next("nothing")


def test_not_now_leaves_it_for_a_day_and_only_a_form_that_would_be_lost_is_still_named() -> None:
    whole = Waiting(Morning(TODAY, UUID(int=1)), (Day(TODAY, UUID(int=7), "wait"),), None, "reasons")
    me = Me(again=TODAY.isoformat(), later=TODAY.isoformat())
    assert what_is_next(whole, me, TODAY) == Next("nothing")
    assert what_is_next(replace(whole, draft="/diary/words/"), me, TODAY).what == "draft"
    assert what_is_next(whole, me, TOMORROW).what == "aside"


def test_of_several_whose_morning_came_the_one_that_waited_longest_is_first() -> None:
    found = (aside(TODAY, 9), aside(TODAY - timedelta(3), 5), aside(None, 1), aside(TODAY - timedelta(3), 4))
    assert first_of(found) == Morning(TODAY - timedelta(3), UUID(int=4))
    assert first_of((aside(None, 1),)) is None


def test_a_day_that_was_set_is_next_when_it_comes_and_let_be_it_makes_room_for_the_one_after(ada: Person) -> None:
    for number, tool, field in ((3, "message", "lies_until"), (2, "wait", "until"), (9, "talk", "wait_until")):
        ada.keep(filled(tool, TODAY - timedelta(20), **{field: (TODAY - timedelta(number)).isoformat()}))
    ada.keep(filled("hope", TODAY, again_on=TOMORROW.isoformat()))
    met = []
    for _ in range(3):
        next_ = cards(ada.room()).next
        assert (next_.what, next_.come is not None) == ("day", True)
        met.append(next_.tool)
        now.let_be(ada.room(), next_.come or "")
        now.let_be(ada.room(), next_.come or "")  # pressed twice it lets nothing else be
    assert met == ["talk", "message", "wait"]
    assert cards(ada.room()).next.what == "nothing"
    assert cards(ada.open(NEXT_DAY)).next.tool == "hope"


def test_a_day_to_come_cannot_be_let_be_and_only_a_day_marked_so_is_come_back_on(ada: Person) -> None:
    ada.keep(filled("wait", until=TOMORROW.isoformat()))
    now.let_be(ada.room(), f"{TOMORROW} {UUID(int=2**127)}")
    assert cards(ada.open(NEXT_DAY)).next.tool == "wait"
    dated = desk.Found(UUID(int=1), 1, filled("say_once", TODAY - timedelta(3), day=TODAY.isoformat()))
    assert days_set([dated], TOOLS) == ()


def test_a_day_that_was_over_when_it_was_set_is_none_and_waiting_anew_takes_the_place_of_waiting_before() -> None:
    def kept(number: int, doc: Filled) -> desk.Found:
        return desk.Found(UUID(int=number), 1, doc)

    over = kept(1, filled("wait", TODAY, until=TODAY.isoformat()))
    assert days_set([over], TOOLS) == ()
    before = kept(2, filled("wait", TODAY - timedelta(30), until=(TODAY - timedelta(1)).isoformat()))
    anew = kept(3, filled("wait", TODAY, until=TOMORROW.isoformat()))
    assert [day.item.int for day in days_set([anew, before], TOOLS)] == [3]
    two = [kept(4, filled("message", TODAY, lies_until=TOMORROW.isoformat()))]
    two.append(kept(5, filled("message", TODAY - timedelta(9), lies_until=(TODAY - timedelta(1)).isoformat())))
    assert [day.item.int for day in days_set(two, TOOLS)] == [5, 4]


def test_a_new_place_waits_for_nothing_and_stood_nowhere(ada: Person) -> None:
    told = cards(ada.room())
    assert (told.next, told.stood, told.shows, told.ask_door, told.path) == (Next("nothing"), None, False, False, False)


def test_the_morning_after_what_was_put_aside_is_next_then_the_two_questions_then_the_path(ada: Person) -> None:
    kept = first.keep_in(ada.room(), Carried(Answers("torn", again=True), Aside("Call me.", days=1)), once())
    assert cards(ada.room()).next == Next("morning")
    later = ada.open(NEXT_DAY)
    assert cards(later).next == Next("aside", item=kept[1].item)
    desk.forget(later, kept[1].item)
    assert cards(later).next == Next("again")
    now.let_be(later, "")
    assert cards(later).next.what == "again"  # the room of before knows nothing of it yet
    assert cards(ada.room(NEXT_DAY)).next == Next("step", tool="inventory")


def test_a_whole_sheet_is_enough_for_its_day_and_the_two_questions_leave_room_for_a_step(ada: Person) -> None:
    two = Answers("torn", given={"pair": {"stay": 4, "go": 6}}, pair=True)
    ada.keep(first.sheet_of(two, TODAY, NOW))
    now.choose_door(ada.room(), "torn")
    assert cards(ada.room()).next.what == "step"
    first.keep_in(ada.room(), Carried(Answers("torn")), once())
    assert cards(ada.room()).next == Next("nothing")
    assert cards(ada.open(NEXT_DAY)).next.what == "step"


def test_the_page_shown_is_the_newest_on_which_somebody_said_where_they_stand(ada: Person) -> None:
    for days in (40, 2, 90):
        ada.keep(first.sheet_of(Answers("in"), TODAY - timedelta(days), NOW))
    ada.keep(entry("Not a sheet."))
    ada.keep(filled("inventory", works_here=["laugh"]))
    stood = cards(ada.room()).stood
    assert stood is not None
    assert isinstance(stood.doc, Sheet)
    assert stood.doc.day == TODAY - timedelta(2)
    ada.keep(filled("stand", TODAY - timedelta(1), clarity=4))
    stood = cards(ada.room()).stood
    assert stood is not None
    assert isinstance(stood.doc, Filled)


def test_a_form_that_was_not_kept_is_next_under_the_address_it_stands_at(ada: Person) -> None:
    opening.keep_draft(ada.token, Draft(once(), "/diary/words/", "words=hello", int(NOW.timestamp() // 60)), NOW)
    assert cards(ada.room()).next == Next("draft", path="/diary/words/")


def test_bens_cards_know_nothing_of_adas(ada: Person) -> None:
    ben = settle("Ben")
    before = cards(ben.room())
    first.keep_in(ada.room(), Carried(Answers("part", again=True), Aside("Call me.", days=1)), once())
    assert cards(ben.room()) == before


def test_whether_the_door_is_still_right_is_asked_four_weeks_after_it_was_chosen_and_then_not_for_four_more() -> None:
    chosen = now.with_door(Me(), "torn", TODAY)
    assert [asks_door(chosen, None, TODAY + timedelta(days)) for days in (0, 27, 28, 400)] == [False, False, True, True]
    again = now.with_door(chosen, "torn", TODAY + timedelta(30))
    assert not asks_door(again, None, TODAY + timedelta(57))
    assert not asks_door(Me(), None, TODAY)
    assert not asks_door(Me(door="in"), TODAY, TODAY + timedelta(27))
    assert asks_door(Me(door="in"), TODAY, TODAY + timedelta(28))


def test_choosing_a_door_and_leaving_things_out_adds_no_row_and_no_size(ada: Person) -> None:
    def shape() -> list[tuple[object, ...]]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT LENGTH(blob) FROM item_blob ORDER BY item_id")
            return list(cursor.fetchall())

    before = shape()
    now.choose_door(ada.room(), "after")
    path_act.leave_out(ada.room(), ["hope", "stand", "fears"])
    now.later(ada.room())
    now.let_be(ada.room(), f"{TODAY} {UUID(int=2)}")
    assert shape() == before


def test_what_the_diary_shows_is_named_from_fourteen_entries_on_and_words_are_none(ada: Person) -> None:
    for number in range(13):
        ada.keep(CheckIn(TODAY - timedelta(number), "2031-02-16T20:00Z"))
        ada.keep(entry("Words are no entry to draw."))
    assert not cards(ada.room()).shows
    ada.keep(CheckIn(TODAY - timedelta(40), "2031-01-20T20:00Z"))
    assert cards(ada.room()).shows
