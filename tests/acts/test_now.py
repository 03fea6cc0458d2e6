"""The cards of Now: one thing that is next, always in the same order, and the last page where somebody stood."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from leanings.acts import desk, first, opening
from leanings.acts.first import Answers, Aside, Carried
from leanings.acts.now import Next, cards, what_is_next
from leanings.acts.opening import Draft
from leanings.core.sheet import Sheet
from leanings.core.unsent import Unsent
from tests.keeping import NOW, TODAY, Person, entry, once, settle

TOMORROW = TODAY + timedelta(1)
NEXT_DAY = NOW + timedelta(days=1)


@pytest.fixture
def ada() -> Person:
    """Ada, with an open place."""
    return settle("Ada")


def aside(until: date | None, number: int) -> desk.Found:
    """Something put aside."""
    return desk.Found(UUID(int=number), 1, Unsent(TODAY, "2031-03-01T21:04Z", "Call me.", until))


def test_what_was_put_aside_comes_before_the_two_questions_and_those_before_a_form_not_kept() -> None:
    due, later = aside(TODAY, 1), aside(TOMORROW, 2)
    again, path = TODAY.isoformat(), "/diary/words/"
    assert what_is_next([later, due], again, path, TODAY) == Next("aside", item=due.item)
    assert what_is_next([later], again, path, TODAY) == Next("again")
    assert what_is_next([later], TOMORROW.isoformat(), path, TODAY) == Next("draft", path=path)
    assert what_is_next([later], TOMORROW.isoformat(), None, TODAY) == Next("morning")
    assert what_is_next([later], None, None, TODAY) == Next("nothing")


def test_of_several_whose_morning_came_the_one_that_waited_longest_is_first() -> None:
    found = [aside(TODAY, 9), aside(TODAY - timedelta(3), 5), aside(None, 1), aside(TODAY - timedelta(3), 4)]
    assert what_is_next(found, None, None, TODAY).item == UUID(int=4)


def test_a_new_place_waits_for_nothing_and_stood_nowhere(ada: Person) -> None:
    told = cards(ada.room())
    assert (told.next, told.stood) == (Next("nothing"), None)


def test_the_morning_after_what_was_put_aside_is_next_and_then_the_two_questions(ada: Person) -> None:
    kept = first.keep_in(ada.room(), Carried(Answers("torn", 8, 7, again=True), Aside("Call me.", days=1)), once())
    assert cards(ada.room()).next == Next("morning")
    later = ada.open(NEXT_DAY)
    assert cards(later).next == Next("aside", item=kept[1].item)
    desk.forget(later, kept[1].item)
    assert cards(later).next == Next("again")
    desk.keep_me(later, replace(later.me, again=None))
    assert cards(ada.room(NEXT_DAY)).next == Next("nothing")


def test_the_page_shown_is_the_newest_sheet_and_nothing_of_another_kind(ada: Person) -> None:
    for days in (40, 2, 90):
        sheet = first.sheet_of(Answers("in", 5, days % 10), TODAY - timedelta(days), NOW)
        ada.keep(sheet)
    ada.keep(entry("Not a sheet."))
    stood = cards(ada.room()).stood
    assert stood is not None
    assert isinstance(stood.doc, Sheet)
    assert stood.doc.day == TODAY - timedelta(2)


def test_a_form_that_was_not_kept_is_next_under_the_address_it_stands_at(ada: Person) -> None:
    opening.keep_draft(ada.token, Draft(once(), "/diary/words/", "words=hello", int(NOW.timestamp() // 60)), NOW)
    assert cards(ada.room()).next == Next("draft", path="/diary/words/")


def test_bens_cards_know_nothing_of_adas(ada: Person) -> None:
    ben = settle("Ben")
    before = cards(ben.room())
    first.keep_in(ada.room(), Carried(Answers("part", 1, 9, again=True), Aside("Call me.", days=1)), once())
    assert cards(ben.room()) == before
