"""A check-in as it is kept: numbers or codes, each with the words it was given to, and nothing guessed."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leanings.content.lines import load_lines
from leanings.core.checkin import WHYS, Answer, CheckIn, answers_to, from_doc, line_then
from leanings.core.lines import CONTACTS, Line
from leanings.core.missing import CODES, NOT_APPLICABLE, NOT_ASKED, SKIPPED, UNTOUCHED

LINES = load_lines()
MONDAY = date(2031, 3, 3)
CLOSE, HEARD, SAD = LINES["close"], LINES["heard"], LINES["sad"]

shown = st.builds(
    Answer, st.text(), st.integers(1), st.text(), st.text(), st.text(), value=st.integers(0, 10)
) | st.builds(Answer, st.text(), st.integers(1), st.text(), st.text(), st.text(), code=st.sampled_from(CODES[:3]))
not_asked = st.builds(Answer, st.text(), st.integers(1), code=st.just(NOT_ASKED))
check_ins = st.builds(
    CheckIn,
    st.dates(),
    st.text(),
    st.text(),
    contact=st.sampled_from((*CONTACTS, UNTOUCHED)),
    why=st.sampled_from((*WHYS, UNTOUCHED)),
    answers=st.lists(shown | not_asked).map(tuple),
    note=st.text(),
)


def answer(line: Line, came: str = "", contact: str = "together", asked: bool = True) -> Answer:
    """What is kept when this came for a line."""
    [kept] = answers_to([line], {line.id: came}, contact, {line.id} if asked else ())
    return kept


@given(check_ins)
def test_a_check_in_comes_back_from_json_as_it_was_kept(check_in: CheckIn) -> None:
    assert from_doc(json.loads(json.dumps(check_in.as_doc()))) == check_in


def test_an_answer_holds_the_words_the_ends_and_the_scale_as_they_were_shown() -> None:
    assert answer(CLOSE, "3").as_doc() == {
        "line": "close",
        "v": 1,
        "label": "Close to them",
        "low": "far",
        "high": "close",
        "scale": [0, 10],
        "value": 3,
    }


@pytest.mark.parametrize("came", ["0", "10"])
def test_nought_is_an_answer_and_so_is_ten(came: str) -> None:
    assert (answer(CLOSE, came).value, answer(CLOSE, came).code) == (int(came), None)


def test_the_four_ways_of_not_answering_are_four_codes() -> None:
    assert answer(SAD).code == UNTOUCHED
    assert answer(SAD, SKIPPED).code == SKIPPED
    assert answer(HEARD, contact="no").code == NOT_APPLICABLE
    assert answer(SAD, asked=False).code == NOT_ASKED


def test_what_was_touched_before_contact_was_told_does_not_apply_after_all() -> None:
    assert answer(HEARD, "7", contact="no") == Answer(
        "heard", 1, "Heard by them", "not at all", "fully", code=NOT_APPLICABLE
    )
    assert answer(HEARD, "7", contact="children").code == NOT_APPLICABLE
    assert answer(HEARD, "7", contact=UNTOUCHED).value == 7


def test_a_line_that_was_not_asked_is_kept_without_words_and_counts_when_it_is_answered() -> None:
    assert answer(SAD, asked=False).as_doc() == {"line": "sad", "v": 1, "code": "not_asked"}
    assert answer(SAD, "4", asked=False).value == 4


@pytest.mark.parametrize("came", ["11", "-1", "3.5", "high"])
def test_a_number_off_the_scale_is_not_taken(came: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        answer(CLOSE, came)


@pytest.mark.parametrize(
    ("said", "empty"),
    [
        ({}, True),
        ({"note": "  \n"}, True),
        ({"why": "checking"}, True),
        ({"answers": (answer(SAD, SKIPPED), answer(CLOSE))}, True),
        ({"answers": (answer(SAD, "0"),)}, False),
        ({"contact": "no"}, False),
        ({"why": "happened"}, False),
        ({"note": "Long day."}, False),
    ],
)
def test_an_entry_is_empty_only_when_nothing_was_said(said: dict[str, Any], empty: bool) -> None:
    assert CheckIn(MONDAY, "2031-03-03T21:04Z", **said).empty is empty


def test_the_words_of_a_check_in_are_those_the_person_wrote() -> None:
    own = Answer("own-1", 2, "Slept", "badly", "well", value=2)
    entry = CheckIn(MONDAY, "", answers=(answer(CLOSE, "3"), own), note="Long day.")
    assert entry.text() == "Long day.\nSlept"


def test_an_answer_given_to_earlier_words_is_changed_under_those_words() -> None:
    then = Answer("heard", 1, "They listened", "no", "yes", value=4)
    line = line_then(then, HEARD)
    assert answer(line, "6") == Answer("heard", 1, "They listened", "no", "yes", value=6)
    assert answer(line, "6", contact="no").code == NOT_APPLICABLE


def test_a_line_that_is_no_longer_there_can_still_be_changed() -> None:
    then = Answer("own-9", 3, "Slept", "badly", "well", value=4)
    assert answer(line_then(then, None), "5", contact="no").value == 5


@pytest.mark.parametrize(
    "change",
    [
        {"contact": "watched"},
        {"why": "because"},
        {"answers": [{"line": "close", "v": 1, "value": 11, "scale": [0, 10]}]},
        {"answers": [{"line": "close", "v": 1, "code": "low"}]},
        {"day": "yesterday"},
    ],
)
def test_a_mapping_that_is_no_check_in_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        from_doc(CheckIn(MONDAY, "").as_doc() | change)
