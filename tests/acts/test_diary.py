"""Leafing back: check-ins and words together, whole months, nothing twice and nothing left out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from leanings.acts import desk, diary, journal
from leanings.core.checkin import CheckIn
from leanings.core.document import Document
from leanings.core.journal import JournalEntry
from leanings.core.unknown import Unknown
from leanings.vault import store
from tests.keeping import TODAY, Person, entry, settle


@pytest.fixture
def ada() -> Person:
    """Ada, with an open place."""
    return settle("Ada")


def keep_all(ada: Person, *documents: Document) -> None:
    """Put all of these into Ada's place at once."""
    store.keep_all(ada.room(), documents)


def check_in(day: date, minute: str = "2031-03-01T21:04Z") -> CheckIn:
    """A check-in of Ada's."""
    return CheckIn(day, minute, contact="no")


def leaves(ada: Person) -> list[desk.Page]:
    """Every leaf, from the newest back."""
    found = [diary.leaf(ada.room())]
    while found[-1].earlier is not None:
        found.append(diary.leaf(ada.room(), found[-1].earlier))
    return found


def test_all_leaves_together_are_the_whole_diary_in_order_with_no_month_torn(ada: Person) -> None:
    days = [TODAY - timedelta(step * step) for step in range(60)]
    keep_all(
        ada, *map(check_in, days), *(entry("Words.", day) for day in days[::3]), entry("Long ago.", date(1990, 5, 1))
    )
    found = leaves(ada)
    told = [(one.doc.day, one.doc.word) for page in found for one in page.found]
    assert len(told) == 60 + 20 + 1
    assert [day for day, _ in told] == sorted((day for day, _ in told), reverse=True)
    months = [{f"{one.doc.day:%Y-%m}" for one in page.found} for page in found]
    assert len(found) > 2
    assert all(months)
    assert sum(map(len, months)) == len(set().union(*months))


def test_of_one_day_what_was_written_last_comes_first(ada: Person) -> None:
    keep_all(ada, check_in(TODAY, "2031-03-01T08:00Z"), entry("Evening."), check_in(TODAY, "2031-03-01T23:00Z"))
    assert [one.doc.word for one in diary.leaf(ada.room()).found] == ["checkin", "journal", "checkin"]


def test_an_empty_diary_is_one_empty_leaf(ada: Person) -> None:
    assert leaves(ada) == [desk.Page((), None)]


def test_bens_leaf_holds_nothing_of_adas(ada: Person) -> None:
    keep_all(ada, check_in(TODAY), entry("Mine."))
    assert diary.leaf(settle("Ben").room()).found == ()


def test_what_a_later_leanings_wrote_lies_at_its_day_and_is_left_as_it_is(ada: Person) -> None:
    later: dict[str, Any] = {"word": "checkin", "v": 99, "day": TODAY.isoformat(), "mood": "new"}
    keep_all(ada, Unknown(later), check_in(TODAY - timedelta(1)))
    first = diary.leaf(ada.room()).found[0]
    assert first.doc == Unknown(later)


def test_the_offer_looks_at_the_last_entries_of_this_person_alone(ada: Person) -> None:
    heavy = [JournalEntry(TODAY - timedelta(day), "", words="Heavy.", after="heavier") for day in (0, 1)]
    keep_all(settle("Ben"), *heavy)
    assert journal.offer(ada.room()) is None
    keep_all(ada, *heavy)
    assert journal.offer(ada.room()) == "heavier"
    keep_all(ada, *(JournalEntry(TODAY + timedelta(1), "", words="Light.", after="lighter") for _ in range(2)))
    assert journal.offer(ada.room()) is None


def test_the_word_that_asks_for_reasons_is_looked_for_in_what_was_written(ada: Person) -> None:
    keep_all(ada, entry("Why? And why now? Why me?"))
    assert journal.offer(ada.room()) == "circle"
