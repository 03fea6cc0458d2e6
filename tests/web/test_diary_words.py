"""Writing by plain HTTP: every part may stay empty, and what weighs brings an offer above a form that is all there."""

from __future__ import annotations

import re

import pytest

from tests.running import Running
from tests.visitor import Visitor
from tests.web.diaries import Person, person, said

pytestmark = pytest.mark.loopback

PARTS = ("words", "fact", "reading", "feeling", "unknown")


@pytest.fixture
def ada(server: Running) -> Person:
    """Ada, with an empty diary."""
    return person(server, "ada")


@pytest.mark.parametrize("part", PARTS)
def test_something_typed_and_nothing_else_is_kept(ada: Person, part: str) -> None:
    page = ada.words(**{part: "Only this.\r\nAnd this."})
    assert page.address.startswith("/diary/words/")
    assert "Only this.<br>And this." in page.text


def test_nothing_typed_is_a_kind_sentence_and_nothing_is_kept(ada: Person) -> None:
    page = ada.send("/diary/words/", words="  ", after="heavier")
    assert page.status == 200
    assert "That is all right" in said(page)
    assert ada.entries() == []


def test_the_parts_are_read_back_under_their_names_in_their_order(ada: Person) -> None:
    page = ada.words(unknown="D.", feeling="C.", reading="B.", fact="A.", after="lighter")
    assert "What happened A. What I make of it B. What I feel C. What I do not know D." in said(page)
    assert "After writing it felt lighter." in said(page)


def test_of_two_windows_on_one_text_both_texts_are_there(ada: Person) -> None:
    kept = ada.words(words="Before.")
    one, other = (ada.browser.get(kept.address + "edit/") for _ in range(2))
    ada.fill(one, words="From the one.", after="same")
    page = ada.fill(other, words="From the other.")
    assert page.status == 409
    assert "From the one. After writing it felt the same." in said(page)
    assert "From the other.</textarea>" in page.text
    ada.fill(page, both="1")
    texts = " ".join(said(ada.browser.get(address)) for address in ada.entries())
    assert "From the one." in texts
    assert "From the other." in texts


def test_changing_a_text_keeps_its_day(ada: Person) -> None:
    kept = ada.words(words="Then.", day="2024-02-29")
    changed = ada.browser.follow(ada.fill(ada.browser.get(kept.address + "edit/"), words="Then, again."))
    assert "Thursday 29 February" in said(changed)
    assert "Then, again." in said(changed)


def test_after_heavier_texts_other_ways_are_offered_and_the_form_is_all_there(ada: Person) -> None:
    ada.words(words="One.", after="heavier")
    assert "other ways to write" not in said(ada.browser.get("/diary/words/"))
    page = ada.words(words="Two.", after="heavier")
    assert "You can stop here for today" in said(page)
    offered = ada.browser.get("/diary/words/")
    assert "left you heavier. That can happen, and there are other ways to write." in said(offered)
    assert all(f'name="{part}"' in offered.text for part in PARTS)
    assert "What happened Three." in said(ada.words(fact="Three."))


def test_the_same_why_again_and_again_brings_the_offer_too(ada: Person) -> None:
    ada.words(words="Why did they go? Why now? But why me?")
    assert "The question “why” came back several times." in said(ada.browser.get("/diary/words/"))


def test_a_form_that_comes_back_makes_no_offer(ada: Person) -> None:
    ada.words(words="Why? Why? Why?")
    assert "several times" not in said(ada.send("/diary/words/"))


def test_a_check_in_is_found_at_no_address_of_words_and_words_at_none_of_check_ins(ada: Person) -> None:
    written, checked = ada.words(words="Mine.").address, ada.day(note="Mine.").address
    assert ada.browser.get(written.replace("words/", "")).status == 404
    assert ada.browser.get(checked.replace("/diary/", "/diary/words/")).status == 404


def test_words_are_for_nobody_else(ada: Person, server: Running) -> None:
    kept = ada.words(words="For me alone.")
    ben = person(server, "ben")
    for path in (kept.address, kept.address + "edit/", kept.address + "erase/"):
        assert ben.browser.get(path).status == 404
        assert Visitor(server.address).get(path).headers["Location"] == "/open/"


def test_boxes_for_words_are_closed_to_whoever_reads_along(ada: Person) -> None:
    for path in ("/diary/words/", "/diary/day/"):
        boxes = re.findall(r"<textarea[^>]*>", ada.browser.get(path).text)
        assert boxes
        for box in boxes:
            assert 'spellcheck="false"' in box
            assert 'autocomplete="off"' in box
            assert 'data-gramm="false"' in box
