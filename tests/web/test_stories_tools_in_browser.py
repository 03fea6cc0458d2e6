"""Every tool in a real browser on the narrowest screen: its first page and a step of it, light and dark, by key alone,
and without scripts."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # axe carries no types
from playwright.sync_api import Page, expect

from leanings.content.tools import load_tools
from tests.browsing import SMALLEST, NewPage, press
from tests.running import Running
from tests.web.diaries import Person
from tests.web.homes import in_days
from tests.web.nights import settled
from tests.web.test_stories_in_browser import OVER_THE_EDGE, Keys, clean

pytestmark = [pytest.mark.browser, pytest.mark.loopback]

TOOLS = load_tools()
CONTRAST = {"runOnly": ["color-contrast"]}  # all that axe sees of a theme
FIELDS = """() => [...new Set([...document.querySelectorAll('main form :is(input, textarea, select)')]
  .filter(one => one.type !== 'hidden' && one.closest('form').getAttribute('action') === null)
  .filter(one => one.checkVisibility()).map(one => one.name))]"""


@pytest.fixture(scope="module")
def ada(server: Running) -> Person:
    """Ada, who cannot tell, with an open place."""
    return settled(server, "ada-of-the-tools", [], {"door": "torn", "door_since": in_days(0)})


def opened(page: Page, ada: Person, path: str) -> Page:
    """A page of her place, in a browser that carries her cookies."""
    address = ada.browser.address
    page.context.add_cookies(
        [{"name": name, "value": text, "url": address} for name, text in ada.browser.cookies.items()]
    )
    page.goto(path)
    return page


def both_themes(page: Page) -> None:
    """The page keeps the rules of access in light and in dark."""
    clean(page)
    page.emulate_media(color_scheme="dark")
    found = Axe().run(page, options=CONTRAST)
    assert found.violations_count == 0, (page.url, found.generate_report())
    page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("tool", TOOLS)
def test_a_tool_is_opened_and_a_step_of_it_reached_by_key_and_keeps_the_rules_of_access(
    new_page: NewPage, ada: Person, tool: str
) -> None:
    page = opened(new_page(width=SMALLEST), ada, f"/tools/{tool}/")
    keys = Keys(page)
    both_themes(page)
    keys.press("Begin")
    if TOOLS[tool].unsafe_if:
        keys.choose("afraid", "no")
        keys.press("Go on")
    both_themes(page)
    for summary in page.locator("main form details:not([open]) > summary").all():
        summary.focus()
        page.keyboard.press("Enter")
    fields, reached = set(page.evaluate(FIELDS)), set()
    assert fields
    for one in keys.tabs():
        if one.words == "Go on":
            break
        reached.add(one.name)
    assert fields <= reached


def test_without_scripts_every_tool_fits_and_its_step_can_be_answered(new_page: NewPage, ada: Person) -> None:
    page = opened(new_page(width=SMALLEST, scripts=False), ada, "/tools/")
    for tool in TOOLS.values():
        for path in (f"/tools/{tool.id}/", f"/tools/{tool.id}/begin/", f"/tools/{tool.id}/blank/"):
            page.goto(path)
            assert page.evaluate(OVER_THE_EDGE) <= 0, path
        page.goto(f"/tools/{tool.id}/begin/")
        if tool.unsafe_if:
            page.locator("input[name=afraid][value=no]").check(force=True)
            press(page, "Go on")
        assert page.evaluate(OVER_THE_EDGE) <= 0, tool.id
        expect(page.get_by_role("button", name="Go on")).to_be_visible()
        assert page.evaluate(FIELDS), tool.id
