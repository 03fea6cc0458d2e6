"""What is only made from other things: a document like any other, and none that a person keeps."""

from __future__ import annotations

from datetime import date

import pytest

from leanings.core import kinds
from leanings.core.made import FROM, Made, from_doc, upgrade

MADE = Made("line:close", "a key", {"level": [1.5, None, "x"]})


def test_it_comes_back_as_it_was() -> None:
    assert kinds.value_of(MADE.as_doc()) == MADE
    assert from_doc(upgrade(MADE.as_doc(), 1)) == MADE


def test_it_belongs_to_no_day_and_no_search_finds_it() -> None:
    assert MADE.day == date(1970, 1, 1)
    assert MADE.text() == ""
    assert MADE.word not in kinds.words()


def test_it_is_made_from_things_that_a_person_keeps() -> None:
    assert set(kinds.words()) >= FROM


def test_one_without_its_key_is_none() -> None:
    with pytest.raises(KeyError):
        from_doc({"word": "made", "v": 1, "name": "lines"})
