"""The desk: what a page, a search and a find show, to whom, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import uuid4

import pytest

from leanings.acts import desk, opening
from leanings.acts.desk import ENOUGH, ENOUGH_HITS, Found, NotHere
from leanings.core.checkin import Answer, CheckIn
from leanings.core.journal import JournalEntry
from leanings.core.unknown import Unknown
from leanings.core.unsent import Unsent
from leanings.vault import store
from leanings.vault.items import LONGEST, TooLong
from leanings.vault.models import Item
from leanings.vault.places import WrittenLater
from tests.keeping import TODAY, all_rows, entry, once, settle

ENTERED = "2031-03-01T21:04Z"


def test_a_page_holds_whole_months_from_the_newest_on_until_there_is_enough() -> None:
    """Three months of fifteen: the first page has two of them, since one is not enough; then the rest. Months without
    anything are passed over, and a month is never cut in two."""
    ada = settle("Ada")
    months = [date(2031, 2, 1), date(2030, 11, 1), date(2028, 6, 1)]
    days = [month + timedelta(days=day) for month in months for day in range(15)]
    store.keep_all(ada.room(), [entry(f"{day}", day) for day in days])
    first = desk.page(ada.room(), "journal")
    assert _months(first.found) == ["2031-02"] * 15 + ["2030-11"] * 15
    assert len(first.found) >= ENOUGH
    assert first.earlier == "2028-06"
    last = desk.page(ada.room(), "journal", first.earlier)
    assert _months(last.found) == ["2028-06"] * 15
    assert (last.earlier, last.damaged) == (None, 0)
    assert desk.page(ada.room(), "journal", "0000-01").found == ()


def test_things_stand_newest_day_first_and_then_by_the_minute_they_were_written() -> None:
    """Two of one day: the later one first. The order is the same each time it is asked for."""
    ada = settle("Ada")
    for day, minute in ((TODAY, "08:00"), (TODAY - timedelta(days=1), "23:59"), (TODAY, "21:00")):
        ada.keep(JournalEntry(day, f"2031-03-01T{minute}Z", words=f"{day:%d} {minute}"))
    assert [one.doc.text() for one in desk.page(ada.room(), "journal").found] == ["01 21:00", "01 08:00", "28 23:59"]
    assert desk.page(ada.room(), "journal") == desk.page(ada.room(), "journal")


def test_a_page_shows_one_word_and_a_find_refuses_the_others() -> None:
    """A thing of another word is not here, and nor is one that is nobody's, somebody else's, or the settings."""
    ada, eve = settle("Ada"), settle("Eve")
    kept, aside = ada.keep(entry("words")), ada.keep(Unsent(TODAY, ENTERED, "not sent", None))
    assert [one.item for one in desk.page(ada.room(), "journal").found] == [kept.item]
    assert [one.item for one in desk.drawer(ada.room(), "unsent")] == [aside.item]
    for room, item, word in (
        (ada.room(), aside.item, "journal"),
        (ada.room(), uuid4(), "journal"),
        (eve.room(), kept.item, "journal"),
        *((ada.room(), row.id, "self") for row in Item.objects.all()),
    ):
        with pytest.raises(NotHere):
            desk.find(room, item, word)


def test_what_is_refused_as_not_here_is_refused_alike() -> None:
    """Eve asks for Ada's thing, for one that was erased, and for one that never was: the same sentence, no more."""
    ada, eve = settle("Ada"), settle("Eve")
    kept, gone = ada.keep(entry("words")), eve.keep(entry("gone"))
    desk.forget(eve.room(), gone.item)
    said = set()
    for item in (kept.item, gone.item, uuid4()):
        for act in (
            lambda item=item: desk.find(eve.room(), item, "journal"),
            lambda item=item: desk.keep(eve.room(), entry("hers"), once(), item=item, rev=1),
        ):
            with pytest.raises(NotHere) as refused:
                act()
            said.add((refused.value.sentence, str(refused.value), refused.value.args))
    assert len(said) == 1
    before = all_rows()
    desk.forget(eve.room(), kept.item)
    assert all_rows() == before


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("otter", True),
        ("OTTER", True),
        (" Otter\t", True),
        ("Łódź", True),
        ("ŁO\u0301DZ\u0301", True),
        ("strasse", True),
        ('say "no"', True),
        ("back\\slash", True),
        ("two\nlines", True),
        ("n", True),
        ("journal", False),
        ("entered", False),
        ("2031", False),
        ("lighter", False),
        ('":"', False),
        ("\\u0141", False),
    ],
)
def test_a_word_is_found_where_it_was_typed_and_nowhere_else(typed: str, found: bool) -> None:
    """However it is spelled; quotation marks and line ends too. Not in names of fields, in dates, in choices, nor in
    the signs a text is kept with."""
    ada = settle("Ada")
    words = 'The otter of Łódź, Hauptstraße. They say "no", back\\slash, two\nlines.'
    kept = ada.keep(JournalEntry(TODAY, ENTERED, words=words, after="lighter"))
    hits = desk.search(ada.room(), typed)
    assert [hit.item for hit in hits.found] == ([kept.item] if found else [])
    assert hits.earlier is None


def test_a_search_looks_at_ones_own_words_and_not_at_the_questions() -> None:
    """A check-in is found by its note and by the questions that are the person's own; never by what Leanings asked."""
    ada, ben = settle("Ada"), settle("Ben")
    asked = Answer("close", 1, "How close did you feel?", "far", "close", value=4)
    own = Answer("own-1a2b3c4d", 1, "Did we laugh?", "not at all", "a lot", value=7)
    kept = ada.keep(CheckIn(TODAY, ENTERED, answers=(asked, own), note="rain"))
    for word, there in (
        ("rain", True),
        ("laugh", True),
        ("close", False),
        ("a lot", False),
        ("", False),
        ("  ", False),
    ):
        assert [hit.item for hit in desk.search(ada.room(), word).found] == ([kept.item] if there else [])
        assert desk.search(ben.room(), word).found == ()


def test_a_search_goes_back_in_time_until_there_is_enough_and_says_where_to_go_on() -> None:
    """The newest first; what the first answer leaves out the next ones find, each thing once."""
    ada = settle("Ada")
    days = [TODAY - timedelta(days=20 * number) for number in range(60)]
    store.keep_all(ada.room(), [entry(f"the word, {day}", day) for day in days])
    found: list[Found] = []
    before, answers = None, 0
    while True:
        hits = desk.search(ada.room(), "the word", before)
        found += hits.found
        answers += 1
        if hits.earlier is None:
            break
        assert len(hits.found) >= ENOUGH_HITS
        before = hits.earlier
    assert answers > 1
    assert [one.doc.day for one in found] == days


def test_what_a_later_leanings_wrote_is_shown_as_text_and_never_written_over() -> None:
    """It stands in its drawer as what it says; saving another version of it is refused, erasing it is not."""
    ada = settle("Ada")
    later = Unknown({"word": "journal", "v": 99, "day": "2031-03-01", "song": "la la"})
    kept = ada.keep(later)
    (found,) = desk.page(ada.room(), "journal").found
    assert isinstance(found.doc, Unknown)
    assert "la la" in found.doc.text()
    assert [hit.item for hit in desk.search(ada.room(), "la la").found] == [kept.item]
    with pytest.raises(WrittenLater):
        ada.keep(entry("over it"), kept.item, 1)
    assert desk.find(ada.room(), kept.item, "journal").doc == later
    desk.forget(ada.room(), kept.item)
    assert desk.page(ada.room(), "journal").found == ()


def test_a_thing_that_cannot_be_read_as_what_it_says_it_is_keeps_nobody_from_the_rest() -> None:
    """As an earlier version of ours may have written it, or a later one of the same number: it is shown as text, found
    by the search, goes along when every key is changed, and is not written over."""
    ada = settle("Ada")
    ada.keep(entry("before"))
    odd = ada.keep(Unknown({"word": "journal", "v": 1, "day": "2031-03-01", "song": "la la"}))
    ada.token = opening.change_wholly(ada.room(), "second-drawn-name", "second words of Ada")
    room = ada.room()
    assert {one.doc.word for one in desk.page(room, "journal").found} == {"journal"}
    assert "la la" in desk.find(room, odd.item, "journal").doc.text()
    assert [hit.item for hit in desk.search(room, "la la").found] == [odd.item]
    with pytest.raises(WrittenLater):
        ada.keep(entry("over it"), odd.item, 1)


def test_a_text_longer_than_a_thick_book_is_refused_and_nothing_is_kept() -> None:
    """A mebibyte, as it is sealed; the last one that fits is kept whole."""
    ada = settle("Ada")
    before = all_rows()
    with pytest.raises(TooLong):
        ada.keep(entry("x" * LONGEST))
    assert all_rows() == before
    longest = "é" * (LONGEST // 2 - 200)
    kept = ada.keep(entry(longest))
    assert desk.find(ada.room(), kept.item, "journal").doc.text() == longest


def _months(found: Sequence[Found]) -> list[str]:
    return [f"{one.doc.day:%Y-%m}" for one in found]
