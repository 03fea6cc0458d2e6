"""The steps of a first sheet by plain HTTP: back, forth, changed, skipped, run out, and sent by somebody hostile."""

from __future__ import annotations

import base64
import re
from html import unescape

import pytest

from leanings.content.doors import doors
from tests.running import Running
from tests.visitor import Visitor
from tests.web.diaries import said
from tests.web.nights import WORDS, behind, own_form, send, sheet, ticks

pytestmark = pytest.mark.loopback

CANARY = "quill-harbour-ember"


@pytest.fixture
def ada(server: Running) -> Visitor:
    """Ada at the first page, with nothing kept."""
    return Visitor(server.address)


@pytest.mark.parametrize("door", doors())
def test_going_back_and_forth_keeps_every_answer(ada: Visitor, door: str) -> None:
    given = {**ticks(door), WORDS[door]: CANARY, "tomorrow": "a walk", "again": "on"}
    page = behind(ada, door)
    for step in ("on", "on", "before", "before", "on", "on", "on"):
        page = send(ada, page, step=step, **given)
    seen = set()
    for step in ("show", "change", "show", "paper", "back"):
        page = send(ada, page, step=step, **given)
        if step in ("show", "back"):
            seen.add(said(page).partition("Keep it")[0])
    assert len(seen) == 1
    assert CANARY in said(page)


def test_each_question_can_be_changed_from_the_page_and_leads_back_to_it(ada: Visitor) -> None:
    page = sheet(ada, "in", CANARY, since=["asked", "room"], tomorrow="swim")
    for place, step in enumerate(doors()["in"].steps({}), start=1):
        changed = send(ada, page, step="change", at=str(place))
        assert f"<h1>{step.title}</h1>" in changed.text
        page = send(ada, changed, step="show", since=["asked", "room"])
        assert (CANARY in said(page), "swim" in said(page)) == (True, True)
    second = send(ada, page, step="change", at="2")
    assert len(re.findall(r'name="since" value="(?:asked|room)"[^>]* checked', second.text)) == 2
    assert "Skip this" not in second.text
    assert "You ticked one thing since then." in said(send(ada, second, step="show", since=["days"]))


@pytest.mark.parametrize("at", ["0", "5", "", "x", "-1", "²"])
def test_a_question_that_is_none_leads_to_the_first(ada: Visitor, at: str) -> None:
    assert "1 of 4" in said(send(ada, sheet(ada, "stay"), step="change", at=at))


def test_what_is_skipped_is_not_taken(ada: Visitor) -> None:
    page = send(ada, behind(ada, "in"), step="skip", told_words=CANARY, told_how="clear")
    for _ in range(3):
        page = send(ada, page, step="on")
    assert CANARY not in page.text
    assert "they said it clearly" not in page.text


def test_whoever_is_afraid_gets_other_words_in_the_same_place_and_a_quiet_way_to_help(ada: Visitor) -> None:
    pages = {}
    for take in ("calm", "afraid"):
        page = behind(ada, "part")
        for _ in range(3):
            page = send(ada, page, step="on", take=take)
        pages[take] = page
    calm, afraid = (unescape(pages[take].text) for take in ("calm", "afraid"))
    assert ("The first sentence" in calm, "The first sentence" in afraid) == (True, False)
    assert "Someone who could be near me" in afraid
    assert {"<h1>Words, and what stays</h1>" in one and "4 of 4" in one for one in (calm, afraid)} == {True}
    made = {take: send(ada, pages[take], step="show", good=["places"]) for take in pages}
    assert ["you can talk with them alone" in said(one) for one in made.values()] == [False, True]
    order = [re.findall(r"<button[^>]*>([^<]+)</button>", one.text) for one in made.values()]
    assert order[0] == order[1]


@pytest.mark.parametrize(("take", "other"), [("calm", False), ("upset", False), ("open", True), ("", True)])
def test_whoever_does_not_know_or_does_not_say_gets_the_same_words_as_whoever_is_afraid(
    ada: Visitor, take: str, other: bool
) -> None:
    page = behind(ada, "part")
    for _ in range(3):
        page = send(ada, page, step="on", **({"take": take} if take else {}))
    assert ("Someone who could be near me" in said(page), "The first sentence" in said(page)) == (other, not other)


def test_a_first_sentence_is_let_go_of_when_the_answer_before_it_changes(ada: Visitor) -> None:
    page = sheet(ada, "part", take="calm", sentence=CANARY, good=["places"])
    assert CANARY in said(page)
    page = send(ada, send(ada, page, step="change", at="3"), step="show", take="afraid")
    assert CANARY not in page.text
    assert "places" in said(page)


def test_the_three_ways_on_are_of_equal_size_and_none_is_pushed(ada: Visitor) -> None:
    page = sheet(ada, **{"reasons.stay": "3"}).text
    row = re.search(r'<p class="buttons equal">(.*?)</p>', page, re.DOTALL)
    assert row is not None
    buttons = re.findall(r'<button class="([^"]+)"[^>]*>([^<]+)</button>', row[1])
    assert buttons == [(("btn quiet"), name) for name in ("Keep it", "Print or copy", "Close and forget")]


def test_between_the_steps_the_answers_travel_in_one_field_that_nobody_can_read(ada: Visitor) -> None:
    page = sheet(ada, "part", CANARY, first=["home"])
    fields = own_form(page).fields
    assert set(fields) == {"csrfmiddlewaretoken", "once", "carried"}
    assert CANARY.encode() not in base64.urlsafe_b64decode(fields["carried"])
    step = own_form(send(ada, page, step="change", at="3")).fields
    assert CANARY not in str(step)
    assert set(step) == {*fields, "take"}


def test_on_paper_stands_the_page_without_its_buttons_and_the_way_back(ada: Visitor) -> None:
    page = send(ada, sheet(ada, words=CANARY), step="paper")
    assert CANARY in said(page)
    assert "To print:" in said(page)
    assert CANARY in said(send(ada, page, step="back"))


def test_what_was_carried_too_long_is_told_kindly_and_what_stands_in_the_form_stays(ada: Visitor) -> None:
    page = send(ada, behind(ada, "out"), step="on", **{"how_sure.mine": "7"})
    given = {"weights": ["hurt", "money"], "weights_words": CANARY}
    late = send(ada, page, step="on", carried="run-out", **given)
    assert late.status == 422
    assert "What you wrote here still stands." in said(late)
    assert f"{CANARY}</textarea>" in late.text
    assert len(re.findall(r'name="weights" value="(?:hurt|money)"[^>]* checked', late.text)) == 2
    assert "2 of 4" in said(late)
    made = send(ada, late, step="show", **given)
    assert CANARY in said(made)
    assert "You ticked two weights." in said(made)
    assert "7 of 10" not in said(made)


def test_a_form_that_brings_nothing_and_says_nothing_begins_again(ada: Visitor) -> None:
    page = behind(ada, "stay")
    bare = {name: text for name, text in own_form(page).fields.items() if name in ("csrfmiddlewaretoken", "once")}
    late = ada.post("/sheet/", {**bare, "carried": "run-out", "step": "on"})
    assert (late.status, "It was let go" in said(late)) == (422, True)


@pytest.mark.parametrize("step", ["on", "skip", "before", "show", "nothing", ""])
def test_what_was_sealed_for_a_message_is_no_sheet(ada: Visitor, step: str) -> None:
    field = own_form(send(ada, ada.get("/unsent/"), words=CANARY)).fields["carried"]
    answer = send(ada, behind(ada, "in"), step=step, carried=field)
    assert CANARY not in answer.text
    assert answer.status == 422


@pytest.mark.parametrize("door", doors())
def test_answers_that_nobody_was_offered_are_not_taken(ada: Visitor, door: str) -> None:
    page = behind(ada, door)
    for _ in range(4):
        names = re.findall(r'<input type="(?:radio|checkbox)" name="([\w.]+)"', page.text)
        wrong = dict.fromkeys(names, "nobody-said")
        if wrong:
            refused = send(ada, page, step="on", **wrong)
            assert refused.status == 422, wrong
            assert 'class="error"' in refused.text
            assert 'value="nobody-said"' not in refused.text
        page = send(ada, page, step="on")


@pytest.mark.parametrize("step", ["change", "paper", "back"])
def test_a_page_that_was_open_too_long_says_so_and_how_the_words_may_come_back(ada: Visitor, step: str) -> None:
    late = send(ada, sheet(ada, words=CANARY), step=step, carried="run-out")
    assert late.status == 422
    assert "It was let go" in said(late)
    assert "go back once or twice" in said(late)


@pytest.mark.parametrize(
    ("field", "wrong", "place"),
    [("cannot_now", "a" * 20_001, 1), ("tomorrow", "a" * 301, 3), ("reasons.stay", "11", 0), ("reasons.go", "-1", 0)],
)
def test_what_does_not_fit_comes_back_with_a_sentence_and_all_that_was_typed(
    ada: Visitor, field: str, wrong: str, place: int
) -> None:
    page = behind(ada, "torn")
    for _ in range(place):
        page = send(ada, page, step="on")
    for step in ("on", "show", "before"):
        refused = send(ada, page, step=step, **{field: wrong})
        assert refused.status == 422
        assert 'class="error"' in refused.text
        assert wrong in refused.text or place == 0
