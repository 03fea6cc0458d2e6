"""Turning points in a real browser: keyboard, scripts or none, small and large, two themes, on paper."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # axe carries no types
from playwright.sync_api import expect

from tests.browsing import DESK, PHONE, NewPage, follow
from tests.running import Running
from tests.web.diaries import Person, person
from tests.web.test_diary_in_browser import OVER_THE_EDGE, SMALL, at

pytestmark = [pytest.mark.browser, pytest.mark.loopback]

LIST, NEW = "/diary/turning/", "/diary/turning/new/"
LONG = "A long and winding line of words without an end to it. " * 2
ENDLESS = "w" * 110
WHOLE = {
    "way": "both",
    "why": LONG * 5,
    "me_then": "A home by the sea.",
    "them_then": "The same.",
    "me_now": "Quiet.",
    "them_now": "More people round us.",
}


@pytest.fixture
def ada(server: Running) -> Person:
    """Ada, with an empty diary."""
    return person(server, "ada")


@pytest.mark.parametrize("scripts", [True, False])
def test_one_is_kept_found_on_the_page_of_all_changed_and_erased(new_page: NewPage, ada: Person, scripts: bool) -> None:
    page = at(new_page(scripts=scripts), ada, LIST)
    follow(page, page.get_by_role("link", name="Add one"))
    page.get_by_label("What changed").fill("We spoke about moving.")
    page.locator(".chip", has_text="Both more").click()
    page.get_by_text("Then and now").click()
    page.get_by_label("What they want now, as I see it").fill("To stay near their mother.")
    page.get_by_role("button", name="Keep it").click()
    expect(page).to_have_url(re.compile(r"/diary/turning/[\w-]{36}/$"))
    follow(page, page.get_by_role("link", name="All turning points"))
    words = page.get_by_text("We spoke about moving.")
    expect(words).to_be_hidden()
    page.locator(".turnings summary").click()
    expect(words).to_be_visible()
    follow(page, page.get_by_role("link", name="This one alone"))
    follow(page, page.get_by_role("link", name="Change it"))
    expect(page.get_by_label("What they want now")).to_be_visible()
    page.locator(".none", has_text="clear").click()
    page.get_by_role("button", name="Keep it").click()
    assert page.get_by_text("It moved me").count() == 0
    follow(page, page.get_by_role("link", name="Erase it"))
    page.get_by_role("button", name="Erase it for good").click()
    expect(page.get_by_text("None is kept here.")).to_be_visible()


def test_one_is_kept_with_the_keyboard_alone(new_page: NewPage, ada: Person) -> None:
    page = at(new_page(), ada, NEW + "?day=2024-02-29")
    expect(page.get_by_label("The day of it")).to_have_value("2024-02-29")
    page.get_by_label("What changed").focus()
    page.keyboard.type("By hand.")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "way"
    page.keyboard.press("ArrowRight")
    chosen = page.evaluate("document.querySelector('[name=way]:checked').value")
    page.keyboard.press("Tab")
    page.keyboard.type("Because.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "me_then"
    for _ in range(4):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("By hand.")).to_be_visible()
    assert chosen in ("stay", "open")
    assert page.get_by_text("It moved me").is_visible()


def test_nothing_hangs_over_the_edge_and_all_of_it_can_be_touched(new_page: NewPage, ada: Person) -> None:
    kept = ada.turning(what=ENDLESS, **WHOLE).address
    for width in (320, PHONE, DESK):
        page = at(new_page(width=width), ada, NEW)
        for path in (NEW, LIST, kept, kept + "edit/", kept + "erase/"):
            page.goto(path)
            for summary in page.locator("main summary").all():
                if not summary.evaluate("one => one.parentElement.open"):
                    summary.click()
            assert page.evaluate(OVER_THE_EDGE) <= 0, (width, path)
            assert page.evaluate(SMALL) == [], (width, path)


def test_then_and_now_stand_side_by_side_where_there_is_room(new_page: NewPage, ada: Person) -> None:
    kept = ada.turning(**WHOLE).address
    for width in (PHONE, DESK):
        page = at(new_page(width=width), ada, kept)
        then, now = (page.locator(".then > div", has_text=text).bounding_box() for text in ("A home", "Quiet."))
        assert then is not None
        assert now is not None
        assert (then["y"] == now["y"]) is (width == DESK)


def test_on_paper_the_words_of_all_of_them_lie_open(new_page: NewPage, ada: Person) -> None:
    ada.turning(what="The walk.", **WHOLE)
    page = at(new_page(), ada, LIST)
    expect(page.get_by_text("The walk.")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.get_by_text("The walk.")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True])
def test_every_page_of_them_can_be_used_by_everyone(new_page: NewPage, ada: Person, dark: bool) -> None:
    kept = ada.turning(what="The walk.", **WHOLE).address
    page = at(new_page(dark=dark), ada, LIST)
    for address in (LIST, NEW, kept, kept + "edit/", kept + "erase/"):
        page.goto(address)
        for summary in page.locator("main summary").all():
            if not summary.evaluate("one => one.parentElement.open"):
                summary.click()
        found = Axe().run(page)
        assert found.violations_count == 0, (address, found.generate_report())
