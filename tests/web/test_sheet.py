"""A kept sheet, and the two questions of the morning, by plain HTTP."""

from __future__ import annotations

import re
from html import unescape
from uuid import uuid4

import pytest

from leanings.content.doors import doors
from tests.running import Running
from tests.visitor import Answer, Visitor
from tests.web.diaries import PASSPHRASE, Person, person, said
from tests.web.nights import behind, own_form, pair, send, settled, sheet

pytestmark = pytest.mark.loopback

CANARY = "quill-harbour-ember"
SHEET = {
    "word": "sheet",
    "v": 1,
    "day": "2021-03-01",
    "entered": "2021-03-01T21:04Z",
    "asked": {
        "tool": "doors/torn",
        "version": 1,
        "language": "en",
        "question": "How strong were they?",
        "stay": "Reasons to stay",
        "go": "Reasons to go",
    },
    "stay": 8,
    "go": 3,
    "words": f"The flat, and {CANARY}.",
    "tomorrow": "A long walk.",
    "says": "What was said back that day.",
}


@pytest.fixture
def home(server: Running, request: pytest.FixtureRequest) -> Person:
    """Ada, with an open place."""
    return person(server, f"ada-{request.node.name}")


def test_kept_in_an_open_place_it_is_the_page_where_i_stand_and_its_day_alone_shows_on_now(home: Person) -> None:
    ada = home.browser
    page = sheet(ada, "torn", CANARY, again="on", **{"reasons.stay": "8", "reasons.go": "3"})
    answer = send(ada, page, "/keep/here/")
    assert (answer.status, answer.headers["Location"]) == (303, "/now/")
    now = ada.get("/now/")
    assert CANARY not in now.text
    assert "In the morning: the same two questions" in said(now)
    kept = ada.get(link_to_sheet(now))
    assert CANARY in kept.text
    assert "Right now your reasons to stay are the stronger ones." in said(kept)


def test_the_same_page_sent_twice_is_kept_once(home: Person) -> None:
    ada = home.browser
    page = sheet(ada, words=CANARY)
    for _ in range(2):
        assert send(ada, page, "/keep/here/").status == 303
    found = send(ada, ada.get("/now/"), "/search/", **{"for": CANARY})
    assert found.text.count('href="/sheet/') == 1


def test_the_same_two_questions_come_again_behind_the_door_of_last_time(server: Running) -> None:
    ada = settled(server, "ada-asks-again", [SHEET], {"door": "after"}).browser
    page = ada.get("/sheet/again/")
    assert doors()["after"].texts["ask"] in unescape(page.text)
    assert " of 4" not in said(page)
    made = pair(ada, "2", "2", "Later.")
    assert doors()["after"].says["neither"] in unescape(made.text)
    assert send(ada, made, "/keep/here/").status == 303
    assert "Later." in ada.get(link_to_sheet(ada.get("/now/"))).text


def test_without_a_door_of_last_time_the_doors_are_asked_first(home: Person) -> None:
    assert home.browser.get("/sheet/again/").headers["Location"] == "/"


def test_what_was_typed_in_an_open_place_that_locked_stands_in_the_form_after_unlocking(server: Running) -> None:
    ada = settled(server, "ada-is-locked", [], {"door": "stay"}).browser
    page = ada.get("/sheet/again/")
    ada.submit(ada.get("/people/"), "/lock/")
    locked = send(ada, page, step="show", pair_words=CANARY, **{"pair.stay": "6"})
    assert "Locked" in said(locked)
    assert CANARY not in locked.text
    back = ada.follow(ada.submit(locked, "/open/", passphrase=PASSPHRASE))
    assert back.address == "/sheet/again/"
    assert f"{CANARY}</textarea>" in back.text
    assert re.search(r'name="pair.stay" value="6"[^>]* checked', back.text)
    assert doors()["stay"].texts["ask"] in unescape(back.text)


def test_what_was_shown_and_not_kept_waits_on_now_until_it_is_let_go(server: Running) -> None:
    ada = settled(server, "ada-leaves-it", [], {"door": "stay"}).browser
    made = pair(ada, "6", words=CANARY)
    assert "Something you had not kept" in said(ada.get("/now/"))
    assert f"{CANARY}</textarea>" in ada.get("/sheet/again/").text
    assert send(ada, made, step="forget").headers["Location"] == "/now/"
    assert "Something you had not kept" not in said(ada.get("/now/"))
    assert CANARY not in ada.get("/sheet/again/").text


def test_in_an_open_place_a_changed_door_leads_through_the_same_steps_and_can_be_locked_under(server: Running) -> None:
    ada = settled(server, "ada-has-changed", [], {"door": "stay"}).browser
    page = send(ada, behind(ada, "after"), step="on", contact="some")
    page = send(ada, page, step="on", feelings=["sad", "calm"], feelings_words=CANARY)
    assert "3 of 4" in said(page)
    ada.submit(ada.get("/people/"), "/lock/")
    locked = send(ada, page, step="on", for_me=["ate"])
    back = ada.follow(ada.submit(locked, "/open/", passphrase=PASSPHRASE))
    assert "3 of 4" in said(back)
    assert re.search(r'name="for_me" value="ate"[^>]* checked', back.text)
    made = send(ada, send(ada, back, step="on", for_me=["ate"]), step="show")
    for words in (CANARY, "sad · calm", "ate something warm", "now and then"):
        assert words in said(made)
    assert send(ada, made, "/keep/here/").status == 303
    assert "Something you had not kept" not in said(ada.get("/now/"))
    assert doors()["after"].texts["ask"] in unescape(ada.get("/sheet/again/").text)


def test_what_was_put_aside_is_whole_even_when_what_was_carried_with_it_ran_out(server: Running) -> None:
    ada = settled(server, "ada-comes-later", [], {"door": "torn"}).browser
    page = send(ada, behind(ada, "in"), step="on", told_words=CANARY)
    page = send(ada, page, step="on", since=["asked", "wrote"], carried=own_form(page).fields["carried"])
    draft = ada.get("/sheet/again/")
    assert "2 of 4" in said(draft)
    again = send(ada, draft, step="show", since=["asked", "wrote"])
    assert (CANARY in said(again), "You ticked two things since then." in said(again)) == (True, True)


def test_a_page_sealed_in_the_shape_of_the_first_day_reads_as_it_was_asked_and_said_then(server: Running) -> None:
    ada = settled(server, "ada-reads-it", [SHEET]).browser
    page = ada.get(link_to_sheet(ada.get("/now/")))
    for words in ("How strong were they?", "What was said back that day.", CANARY, "A long walk."):
        assert words in said(page)
    assert "Monday, 1 March 2021" in said(page)
    assert "Reasons to stay: strong. Reasons to go: weak." in said(page)
    assert re.search(r'<circle class="here" cx="234.0" cy="183.0"', page.text)
    assert "Nothing has to happen tomorrow" not in said(page)
    assert "From a later version" not in said(page)
    found = send(ada, ada.get("/now/"), "/search/", **{"for": CANARY})
    assert found.text.count('href="/sheet/') == 1


def test_a_page_of_a_later_version_is_shown_as_text_and_stays_as_it_is(server: Running) -> None:
    ada = settled(server, "ada-from-later", [{**SHEET, "v": 9, "compass": "north"}]).browser
    page = ada.get(link_to_sheet(ada.get("/now/")))
    assert (page.status, "compass" in page.text) == (200, True)
    assert "From a later version" in said(page)


def test_erasing_asks_once_and_then_nothing_is_left(server: Running) -> None:
    ada = settled(server, "ada-erases-it", [SHEET]).browser
    address = link_to_sheet(ada.get("/now/"))
    asked = ada.get(f"{address}erase/")
    assert "cannot be brought back" in said(asked)
    assert ada.get(address).status == 200
    assert send(ada, asked).headers["Location"] == "/now/"
    assert ada.get(address).status == 404
    assert "Not said yet" in said(ada.get("/now/"))


def test_ben_and_eve_cannot_tell_adas_page_from_one_that_never_was(server: Running) -> None:
    ada = settled(server, "ada-is-private", [SHEET]).browser
    address = link_to_sheet(ada.get("/now/"))
    ben = person(server, "ben-next-door").browser
    for path in (address, f"{address}erase/"):
        never = path.replace(address.split("/")[2], str(uuid4()))
        seen, unseen = ben.get(path), ben.get(never)
        assert (seen.status, unseen.status) == (404, 404)
        assert said(seen) == said(unseen)
        eve = Visitor(server.address).get(path)
        assert (eve.status, eve.headers["Location"]) == (303, "/open/")
    assert ben.post(f"{address}erase/", own_form(ben.get("/people/")).fields).status == 303
    assert CANARY in ada.get(address).text


def link_to_sheet(now: Answer) -> str:
    """The address of the page that the card on Now leads to."""
    found = re.search(r'href="(/sheet/[0-9a-f-]{36}/)"', now.text)
    assert found is not None, now.text
    return found[1]
