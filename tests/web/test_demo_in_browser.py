"""The demo in a real browser: its mark is on the page and on paper, and every page with seven months in it holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # axe carries no types
from playwright.sync_api import Page, expect

from tests.browsing import PHONE, NewPage, enter
from tests.web.test_demo import MARK, OPENED, Demo, start, things
from tests.web.test_diary_in_browser import OVER_THE_EDGE

pytestmark = [pytest.mark.browser, pytest.mark.loopback]

PAGES = ("/now/", "/diary/", "/diary/turning/", "/diary/bring/", "/diary/reading/", "/people/", "/kept/", "/tools/")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """One demo for the file."""
    started = start(tmp_path_factory.mktemp("demo"))
    yield started
    started.running.stop()


def inside(page: Page, demo: Demo) -> Page:
    """The page of a browser that opened the place of the invented person."""
    enter(page, demo.name, demo.passphrase)
    expect(page).to_have_url(f"{demo.running.address}/now/")
    return page


@pytest.mark.parametrize("dark", [False, True])
def test_the_mark_is_seen_on_every_page_and_on_paper(new_page: NewPage, demo: Demo, dark: bool) -> None:
    page = inside(new_page(at=demo.running, dark=dark), demo)
    own = things(demo.opened())
    for address in (*PAGES, *(f"{path}{own[word]}/" for word, path in OPENED.items())):
        page.goto(address)
        mark = page.get_by_text(MARK).first
        expect(mark).to_be_in_viewport()
        assert page.evaluate(OVER_THE_EDGE) <= 0, address
        page.emulate_media(media="print")
        expect(mark).to_be_visible()
        page.emulate_media(media="screen")


@pytest.mark.parametrize("dark", [False, True])
def test_it_can_be_read_by_everyone(new_page: NewPage, demo: Demo, dark: bool) -> None:
    page = inside(new_page(at=demo.running, dark=dark, width=PHONE), demo)
    for address in ("/now/", "/diary/", "/diary/turning/"):
        page.goto(address)
        found = Axe().run(page)
        assert found.violations_count == 0, (address, found.generate_report())
