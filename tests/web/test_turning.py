"""Turning points by plain HTTP: kept, read, changed, erased, found; nothing asked about what the other one did."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.running import Running
from tests.visitor import Visitor
from tests.web.diaries import Person, form, person, said

pytestmark = pytest.mark.loopback

NEW = "/diary/turning/new/"
PARTS = ("what", "why", "me_then", "them_then", "me_now", "them_now")
WAYS = {
    "stay": "It moved me: more to stay.",
    "go": "It moved me: more to go.",
    "both": "It moved me: both more.",
    "neither": "It moved me: neither more.",
    "open": "It moved me: I cannot say.",
}
WATCHING = re.compile(r"\b(where|whom|who|online|phone|message|messages|seen|location|met|friends?)\b", re.IGNORECASE)


@pytest.fixture
def ada(server: Running) -> Person:
    """Ada, with an empty diary."""
    return person(server, "ada")


def listed(ada: Person) -> list[str]:
    """The addresses of her turning points, in the order of their page."""
    return re.findall(r'href="(/diary/turning/[\w-]{36}/)"', ada.browser.get("/diary/turning/").text)


@pytest.mark.parametrize("part", PARTS)
def test_one_part_alone_is_enough(ada: Person, part: str) -> None:
    page = ada.turning(**{part: "Only this."})
    assert page.address.startswith("/diary/turning/")
    assert "Only this." in said(page)


def test_every_way_is_read_back_as_it_was_offered(ada: Person) -> None:
    for way, sentence in WAYS.items():
        assert sentence in said(ada.turning(way=way))


def test_the_ways_stand_in_one_order_with_none_of_them_picked(ada: Person) -> None:
    page = ada.browser.get(NEW)
    assert [way for way in re.findall(r'name="way" value="(\w*)"', page.text) if way] == list(WAYS)
    assert form(page)["way"] == ""
    assert "It moved me" not in said(ada.turning(what="No way said."))


def test_no_field_asks_what_the_other_one_did(ada: Person) -> None:
    page = ada.browser.get(NEW)
    asked = [unescape(text) for text in re.findall(r"<(?:label|p class=\"(?:label|hint)\")[^>]*>([^<]+)<", page.text)]
    assert len(asked) > 6
    assert [text for text in asked if WATCHING.search(text)] == []
    assert all("as I see it" in text for text in asked if re.search(r"\bthey\b", text))


def test_a_day_alone_is_a_kind_sentence_and_nothing_is_kept(ada: Person) -> None:
    page = ada.send(NEW, what=" ")
    assert "That is all right" in said(page)
    assert listed(ada) == []


def test_the_list_begins_with_the_oldest_and_the_diary_shows_each_in_its_month(ada: Person) -> None:
    late = ada.turning(what="Late.", day="2024-05-03").address
    early = ada.turning(what="Early.", day="2019-01-20").address
    assert listed(ada) == [early, late]
    assert "20 January 2019" in said(ada.browser.get("/diary/turning/"))
    leaf = ada.browser.get("/diary/")
    assert "May 2024 Friday 3 Turning point" in said(leaf)
    assert ada.entries() == [late, early]


def test_an_address_may_name_the_day_and_any_other_one_can_still_be_picked(ada: Person) -> None:
    assert form(ada.browser.get(NEW + "?day=2024-02-29"))["day"] == "2024-02-29"
    for nonsense in ("tomorrow", "", "2024-02-30", "<b>"):
        page = ada.browser.get(f"{NEW}?day={nonsense}")
        assert (page.status, form(page)["day"]) == (200, form(ada.browser.get(NEW))["day"])
    kept = ada.browser.follow(ada.fill(ada.browser.get(NEW + "?day=2024-02-29"), what="Then.", day="2024-03-01"))
    assert "Friday 1 March 2024" in said(kept)


@pytest.mark.parametrize("day", ["2031-02-30", "", "1969-12-31", "9999-01-01"])
def test_a_day_that_cannot_be_is_told_beside_its_field_and_what_was_typed_comes_back(ada: Person, day: str) -> None:
    page = ada.send(NEW, what="Do not lose me.", why="Nor me.", way="both", day=day)
    assert page.status == 200
    assert re.search(r'id="id_day_error".*?class="error"', page.text, re.DOTALL)
    assert 'value="Do not lose me."' in page.text
    assert "Nor me.</textarea>" in page.text
    assert listed(ada) == []


def test_a_name_too_long_for_a_picture_is_told_and_comes_back(ada: Person) -> None:
    page = ada.send(NEW, what="x" * 121)
    assert re.search(r'id="id_what_error".*?class="error"', page.text, re.DOTALL)
    assert "x" * 121 in page.text


def test_the_same_form_sent_twice_is_kept_once(ada: Person) -> None:
    page = ada.browser.get(NEW)
    first, second = (ada.fill(page, what="Once.") for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert len(listed(ada)) == 1


def test_changing_keeps_the_day_and_what_was_not_changed(ada: Person) -> None:
    kept = ada.turning(what="Before.", them_then="Rest.", way="go", day="2024-02-29")
    changing = ada.browser.get(kept.address + "edit/")
    assert 'type="date"' not in changing.text
    changed = ada.browser.follow(ada.fill(changing, what="After.", day="2024-03-01"))
    assert "Thursday 29 February 2024" in said(changed)
    assert "After." in said(changed)
    assert "What they wanted then, as I see it Rest." in said(changed)
    assert WAYS["go"] in said(changed)


def test_of_two_windows_on_one_both_texts_are_there(ada: Person) -> None:
    kept = ada.turning(what="Before.")
    one, other = (ada.browser.get(kept.address + "edit/") for _ in range(2))
    ada.fill(one, what="From the one.", way="stay")
    page = ada.fill(other, what="From the other.", way="go")
    assert page.status == 409
    assert "From the one. It moved me: more to stay." in said(page)
    assert 'value="From the other."' in page.text
    assert ada.fill(page, both="1").headers["Location"] == "/diary/turning/"
    texts = said(ada.browser.get("/diary/turning/"))
    assert "From the one." in texts
    assert "From the other." in texts


def test_what_was_erased_meanwhile_can_be_kept_as_a_new_one(ada: Person) -> None:
    kept = ada.turning(what="Before.")
    changing = ada.browser.get(kept.address + "edit/")
    assert ada.send(kept.address + "erase/").headers["Location"] == "/diary/turning/"
    page = ada.fill(changing, what="Still here.")
    assert page.status == 409
    assert "Still here." in said(ada.browser.follow(ada.fill(page)))


def test_erasing_asks_once_and_leaves_nothing(ada: Person) -> None:
    kept = ada.turning(what="Gone soon.")
    assert "Erase this entry?" in said(ada.browser.get(kept.address + "erase/"))
    assert listed(ada) == [kept.address]
    ada.send(kept.address + "erase/")
    assert listed(ada) == []
    assert ada.browser.get(kept.address).status == 404


def test_what_was_typed_when_the_place_locked_is_in_the_form_again(ada: Person) -> None:
    typed = {**form(ada.browser.get(NEW)), "what": "In the middle of", "path": NEW}
    token = ada.browser.get("/now/").form("/lock/").fields["csrfmiddlewaretoken"]
    assert ada.browser.post("/draft/", typed | {"csrfmiddlewaretoken": token}).status == 204
    assert 'value="In the middle of"' in ada.browser.get(NEW + "?day=2024-02-29").text


def test_the_search_shows_it_and_leads_to_it(ada: Person) -> None:
    kept = ada.turning(what="The walk by the river.", me_now="Quiet evenings.")
    for word in ("river", "evenings"):
        page = ada.browser.submit(ada.browser.get("/now/"), "/search/", **{"for": word})
        assert f'href="{kept.address}"' in page.text
        assert word in said(page)


def test_it_is_for_nobody_else(ada: Person, server: Running) -> None:
    kept = ada.turning(what="For me alone.")
    ben = person(server, "ben")
    for path in (kept.address, kept.address + "edit/", kept.address + "erase/"):
        assert ben.browser.get(path).status == 404
        assert Visitor(server.address).get(path).headers["Location"] == "/open/"
    assert listed(ben) == []


def test_it_lies_at_no_address_of_words_and_words_at_none_of_it(ada: Person) -> None:
    kept, written = ada.turning(what="Mine.").address, ada.words(words="Mine.").address
    assert ada.browser.get(kept.replace("turning/", "words/")).status == 404
    assert ada.browser.get(written.replace("words/", "turning/")).status == 404


def test_its_boxes_are_closed_to_whoever_reads_along(ada: Person) -> None:
    boxes = re.findall(r'<(?:textarea|input type="text")[^>]*>', ada.browser.get(NEW).text)
    assert len(boxes) == len(PARTS)
    for box in boxes:
        assert 'spellcheck="false"' in box
        assert 'autocomplete="off"' in box
