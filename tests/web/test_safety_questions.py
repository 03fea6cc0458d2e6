"""The full questions under Help, never a gate and never a verdict; and the plan for a low moment."""

from __future__ import annotations

import re

import pytest

from leanings.core.safety import QUESTIONS
from tests.running import Running
from tests.visitor import Visitor
from tests.web.diaries import Person, open_again, person, said
from tests.web.nights import send, sheet

pytestmark = pytest.mark.loopback


@pytest.fixture
def ada(server: Running) -> Person:
    """Ada, with an empty place."""
    return person(server, "ada-of-questions")


def test_the_full_questions_are_offered_and_never_a_gate_and_each_can_be_left_open(ada: Person) -> None:
    assert 'href="/help/more/"' in ada.browser.get("/help/").text
    page = ada.browser.get("/help/more/")
    for name in (*QUESTIONS, "afraid"):
        values = re.findall(rf'name="{name}" value="(\w*)"', page.text)
        assert sorted(values) == ["", "no", "skip", "unsure", "yes"], name
    assert re.findall(r'<input type="radio"[^>]* value="\w+"[^>]* checked', page.text) == []
    assert 'name="once"' not in page.text.partition("<main")[2].partition("</main>")[0], "nothing is put aside from it"
    shown = ada.browser.submit(page, "/help/more/", act="show")
    assert "They stay open here: that is no yes, and no no either." in said(shown)
    assert "Nothing of this is kept." in said(shown)


@pytest.mark.parametrize(
    ("answers", "there", "not_there"),
    [
        ({"fear": "yes"}, "You answered yes, or not sure", "You answered no to what"),
        ({"hurt": "unsure", "fear": "no"}, "You answered yes, or not sure", "You answered no to what"),
        ({"fear": "no"}, "Questions like these miss things.", "You answered yes"),
        ({"fear": "skip"}, "Some questions are open.", "You answered no to what"),
        (dict.fromkeys(QUESTIONS, "no"), "Questions like these miss things.", "Some questions are open."),
    ],
)
def test_a_page_says_what_the_answers_may_mean_with_no_verdict_and_leaving_as_a_time_to_plan(
    server: Running, answers: dict[str, str], there: str, not_there: str
) -> None:
    browser = Visitor(server.address)
    page = browser.submit(browser.get("/help/more/"), "/help/more/", act="show", **answers)
    assert there in said(page)
    assert not_there not in said(page)
    assert "plan with somebody who knows" in said(page)
    assert 'href="/help/' in page.text
    assert (
        re.findall(
            r"\b(abus|victim|violen|toxic|danger level|score|result|you should|you must|leave them)\w*", said(page)
        )
        == []
    )
    assert "Nothing of this is kept." in said(page)


def test_in_a_locked_place_nothing_is_kept_and_the_page_says_so(ada: Person) -> None:
    page = ada.browser.get("/help/more/")
    ada.browser.post("/lock/", ada.browser.get("/now/").form("/lock/").fields)
    shown = ada.browser.submit(page, "/help/more/", act="keep", fear="yes")
    assert "Your place is locked, so nothing of this was kept." in said(shown)


def test_the_full_questions_are_offered_where_the_first_sheet_is_kept(ada: Person) -> None:
    page = send(ada.browser, sheet(ada.browser, "torn"), "/keep/here/")
    kept = ada.browser.follow(page)
    address = re.findall(r'href="(/sheet/[0-9a-f-]{36}/)"', kept.text)
    assert 'href="/help/more/"' in ada.browser.get(address[0]).text


def test_a_plan_is_written_read_changed_and_shown_without_a_place_too(server: Running, ada: Person) -> None:
    nobody = Visitor(server.address)
    shown = nobody.submit(
        nobody.get("/help/own/"), "/help/own/", act="show", signs="cold <b>hands</b>", note="It passes."
    )
    assert "cold &lt;b&gt;hands" in shown.text
    assert "This is kept nowhere." in said(shown)
    assert "cold" not in nobody.get("/help/own/").text
    for words in ("first words", "second words"):
        ada.browser.follow(ada.browser.submit(ada.browser.get("/help/own/"), "/help/own/", act="keep", alone=words))
        assert words in said(ada.browser.get("/help/own/"))
    assert "first words" not in ada.browser.get("/help/own/").text
    long = ada.browser.submit(ada.browser.get("/help/own/"), "/help/own/", act="keep", alone="x" * 401)
    assert long.status == 422
    assert "x" * 401 in long.text
    other = open_again(Visitor(server.address), ada.name)
    assert "second words" in other.get("/help/own/").text
