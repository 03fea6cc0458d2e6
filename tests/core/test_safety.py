"""Three states: only plain noes are clear, one yes outweighs them, and whatever is open or broken is unknown."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leanings.core.safety import QUESTIONS, SAID, full_of, must_ask, opens, state, state_of
from leanings.core.tool import Unsafe

UNSAFE: tuple[Unsafe, ...] = ("afraid",)
ODD: list[Any] = [
    None,
    "",
    "skip",
    "No",
    "NO",
    " no",
    "nope",
    "safe",
    "0",
    0,
    False,
    True,
    (),
    ("no",),
    "clear",
    "не",
    "no\n",
]
ALL_NO = tuple((question, "no") for question in QUESTIONS)
answers = st.dictionaries(st.sampled_from(QUESTIONS), st.sampled_from(SAID))


@pytest.mark.parametrize("said", ODD)
def test_nothing_but_a_plain_no_is_clear(said: object) -> None:
    assert state(said) == "unknown"
    assert state_of(said) == "unknown"
    assert not opens(UNSAFE, said)
    assert not opens(UNSAFE, None, state_of(said))


@given(st.sampled_from([None, *SAID]), answers)
def test_one_yes_or_not_sure_outweighs_every_no_and_open_questions_clear_nothing(
    afraid: str | None, told: dict[str, str]
) -> None:
    found = state_of(afraid, full_of(told))
    said = {afraid, *told.values()}
    if said & {"yes", "unsure"}:
        assert found == "concern"
    elif afraid == "no" or [told.get(question) for question in QUESTIONS] == ["no"] * len(QUESTIONS):
        assert found == "clear"
    else:
        assert found == "unknown"


@pytest.mark.parametrize("left", range(len(QUESTIONS)))
@pytest.mark.parametrize("instead", ["skip", "", None, "No", 3])
def test_all_noes_but_one_that_is_open_are_no_no(left: int, instead: object) -> None:
    told = [(question, instead if place == left else "no") for place, (question, _) in enumerate(ALL_NO)]
    assert state_of(None, told) == "unknown"
    assert state_of(None, ALL_NO) == "clear"


def test_answers_to_questions_that_nobody_asks_say_nothing() -> None:
    assert state_of(None, [("song", "yes"), ("dance", "no")]) == "unknown"
    assert full_of({"song": "yes", "hurt": "perhaps", "fear": "no"}) == (("fear", "no"),)


@given(st.sampled_from([None, *SAID]), st.sampled_from(["clear", "concern", "unknown"]))
def test_a_tool_that_is_always_safe_opens_and_asks_nothing(said: str | None, kept: Any) -> None:
    assert opens((), said, kept)
    assert not must_ask((), said, kept)


def test_what_is_kept_and_speaks_against_it_outweighs_a_no_of_now() -> None:
    assert not opens(UNSAFE, "no", "concern")
    assert opens(UNSAFE, "no", "unknown")
    assert opens(UNSAFE, None, "clear")
    assert not opens(UNSAFE, "yes", "clear")


def test_the_question_comes_where_nothing_is_known_and_not_for_whoever_asked_not_to_be_asked() -> None:
    assert must_ask(UNSAFE, None, "unknown")
    assert not must_ask(UNSAFE, "skip", "unknown")
    assert not must_ask(UNSAFE, "no", "clear")
    assert not must_ask(UNSAFE, "yes", "concern")
