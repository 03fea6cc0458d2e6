"""Words of one's own: every part may be left out, and what weighs or circles brings an offer, never a lock."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leanings.core.journal import AFTERS, PARTS, JournalEntry, from_doc, offer, whys
from leanings.core.missing import UNTOUCHED

MONDAY = date(2031, 3, 3)

entries = st.builds(
    JournalEntry,
    st.dates(),
    st.text(),
    st.text(),
    *(st.text() for _ in PARTS),
    after=st.sampled_from((*AFTERS, UNTOUCHED)),
)


def wrote(words: str = "We talked.", after: str = UNTOUCHED) -> JournalEntry:
    """An entry of Ada's."""
    return JournalEntry(MONDAY, "2031-03-03T21:04Z", words=words, after=after)


@given(entries)
def test_an_entry_comes_back_from_json_as_it_was_kept(entry: JournalEntry) -> None:
    assert from_doc(json.loads(json.dumps(entry.as_doc()))) == entry


@pytest.mark.parametrize("part", PARTS)
def test_one_part_alone_is_enough(part: str) -> None:
    entry = JournalEntry(MONDAY, "", **{part: "x"})
    assert not entry.empty
    assert entry.text() == "x"


def test_spaces_alone_are_nothing_written() -> None:
    assert JournalEntry(MONDAY, "", words=" \n ", after="same").empty


def test_mostly_nothing_is_offered() -> None:
    assert offer([], "why") is None
    assert offer([wrote(), wrote(after="heavier"), wrote(after="lighter"), wrote(after="same")], "why") is None


def test_two_heavier_entries_of_the_last_three_that_say_how_it_was_bring_the_offer() -> None:
    assert offer([wrote(after="heavier"), wrote(), wrote(after="same"), wrote(after="heavier")], "why") == "heavier"
    lighter_since = [wrote(after="lighter"), wrote(after="same"), wrote(after="heavier"), wrote(after="heavier")]
    assert offer(lighter_since, "why") is None


def test_the_same_why_three_times_brings_the_offer() -> None:
    asked = wrote("Why did they say that? I slept badly.")
    assert offer([asked, asked], "why") is None
    assert offer([asked, asked, asked], "why") == "circle"
    assert offer([wrote("Why me? And why now? Why?")], "why") == "circle"


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("Why?", 1),
        ("But why does it hurt?", 1),
        ("“Why,” I asked. He left.", 0),
        ("I know why.", 0),
        ("Whyever not?", 0),
        ("Do you know why?", 0),
        ("why\nwhy?", 1),
    ],
)
def test_a_why_counts_where_it_begins_a_question(words: str, count: int) -> None:
    assert whys(wrote(words), "why") == count


def test_an_afterwards_that_is_no_answer_is_refused() -> None:
    with pytest.raises(ValueError, match="afterwards"):
        from_doc(wrote().as_doc() | {"after": "better"})
