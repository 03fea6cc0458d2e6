"""Turning points in their order; in the leaf and in the search like everything else; nobody else's among them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from leanings.acts import desk, diary
from leanings.acts.turning import points
from leanings.core.turning import TurningPoint
from leanings.core.unknown import Unknown
from leanings.vault import store
from tests.keeping import TODAY, Person, entry, settle


@pytest.fixture
def ada() -> Person:
    """Ada, with an open place."""
    return settle("Ada")


def point(day: date, what: str = "We talked.", minute: str = "2031-03-01T21:04Z") -> TurningPoint:
    """A turning point of Ada's."""
    return TurningPoint(day, minute, what=what, them_now="To be asked.")


def test_they_come_oldest_first_and_of_one_day_in_the_order_in_which_they_were_written(ada: Person) -> None:
    late, early = point(TODAY, "late", "2031-03-01T23:00Z"), point(TODAY, "early", "2031-03-01T08:00Z")
    years_ago = point(date(2001, 7, 1), "years ago")
    store.keep_all(ada.room(), (late, years_ago, early, entry("Words.", TODAY)))
    assert [found.doc for found in points(ada.room())] == [years_ago, early, late]


def test_what_a_later_leanings_wrote_keeps_its_place_among_them(ada: Person) -> None:
    later = Unknown({"word": "turning", "v": 99, "day": "2020-01-01", "mood": "new"})
    store.keep_all(ada.room(), (point(TODAY), later))
    assert [found.doc for found in points(ada.room())] == [later, point(TODAY)]


def test_the_leaf_shows_them_in_their_month(ada: Person) -> None:
    months_ago = TODAY - timedelta(days=90)
    store.keep_all(ada.room(), (point(months_ago), entry("Words.", TODAY)))
    found = diary.leaf(ada.room()).found
    assert [(one.doc.word, one.doc.day) for one in found] == [("journal", TODAY), ("turning", months_ago)]


def test_they_are_found_by_a_word_in_any_part(ada: Person) -> None:
    store.keep_all(ada.room(), (point(TODAY),))
    for word in ("talked", "asked"):
        assert [hit.doc for hit in desk.search(ada.room(), word).found] == [point(TODAY)]


def test_ben_sees_none_of_adas(ada: Person) -> None:
    store.keep_all(ada.room(), (point(TODAY),))
    ben = settle("Ben").room()
    assert points(ben) == ()
    assert diary.leaf(ben).found == ()
    assert desk.search(ben, "talked").found == ()
