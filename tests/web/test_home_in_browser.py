"""Home, the path, the tools and where I stand in a real browser: any width, either theme, keys alone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # axe carries no types
from playwright.sync_api import expect

from tests.browsing import DESK, PHONE, SCREENS, NewPage, follow
from tests.running import Running
from tests.web.diaries import Person
from tests.web.homes import days, filled, in_days
from tests.web.nights import settled
from tests.web.test_diary_in_browser import at

pytestmark = [pytest.mark.browser, pytest.mark.loopback]

PATHS = (
    "/now/",
    "/now/path/",
    "/now/door/",
    "/now/stand/",
    "/now/stand/days/",
    "/tools/?for=mind",
    "/tools/stand/begin/",
)
OVER_THE_EDGE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """() => [...document.querySelectorAll('main :is(a, button, summary, select, .chip)')]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
  .map(one => one.outerHTML.slice(0, 80))"""
SMALLEST_LETTER = """() => Math.min(...[...document.querySelectorAll('main svg text')]
  .filter(one => one.checkVisibility())
  .map(one => one.getBoundingClientRect().height), 99)"""
TOUCHING = """() => [...document.querySelectorAll('main svg')].filter(svg => svg.checkVisibility()).flatMap(svg => {
  const boxes = [...svg.querySelectorAll('text')].map(one => one.getBoundingClientRect());
  return boxes.flatMap((a, i) => boxes.slice(i + 1).filter(b =>
    a.left < b.right && b.left < a.right && a.top < b.bottom - 3 && b.top < a.bottom - 3));
}).length"""


@pytest.fixture(scope="module")
def ada(server: Running) -> Person:
    """Ada, who stood here six times, has forty days of a diary, and is asked whether her sentence still fits."""
    told = [filled("stand", ago, clarity=(ago // 9) % 11, confidence=(3 * ago) % 11) for ago in (400, 190, 90, 60, 30)]
    told += [filled("stand", 2, clarity=6, confidence=6, words="Both, tonight.")]
    told += [filled("inventory", 20, works_here=["laugh"]), *days([(2, 3, 8), (8, 7, 2), (3, 5, 6), (7, 5, 5)] * 10)]
    return settled(server, "ada-at-home", told, {"door": "torn", "door_since": in_days(-40), "left_out": ["fears"]})


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_every_page_is_clean_to_axe_and_fits_and_can_be_touched(
    new_page: NewPage, ada: Person, width: int, dark: bool
) -> None:
    page = at(new_page(width=width, dark=dark), ada)
    for path in PATHS:
        page.goto(path)
        found = Axe().run(page)
        assert found.violations_count == 0, (path, found.generate_report())
        assert page.evaluate(OVER_THE_EDGE) <= 0, path
        assert page.evaluate(SMALL) == [], path
        assert page.evaluate(SMALLEST_LETTER) >= 12, path
        assert page.evaluate(TOUCHING) == 0, path


def test_home_shows_its_three_cards_and_the_line_on_a_phone_in_their_order(new_page: NewPage, ada: Person) -> None:
    page = at(new_page(), ada)
    tops = [box["y"] for one in page.locator(".three > .card, .looking").all() if (box := one.bounding_box())]
    assert len(tops) == 4
    assert tops == sorted(tops)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_step_is_left_for_today_a_tool_left_out_and_a_need_opened(
    new_page: NewPage, server: Running, scripts: bool
) -> None:
    name = f"ada-goes-about-{'with' if scripts else 'without'}"
    page = at(new_page(scripts=scripts), settled(server, name, [], {"door": "torn", "door_since": in_days(0)}))
    follow(page, page.get_by_role("link", name="The whole path"))
    follow(page, page.get_by_role("button", name="Leave it out What works"))
    expect(page.get_by_text("Left out.")).to_be_visible()
    page.goto("/now/")
    page.get_by_role("button", name="Not now").click()
    expect(page.get_by_role("heading", name="Nothing is waiting.")).to_be_visible()
    follow(page, page.get_by_role("link", name="Make up my mind"))
    page.locator("#mind summary", has_text="More").click()
    follow(page, page.get_by_role("link", name="My part, and whose it is"))
    expect(page.get_by_role("heading", name="My part, and whose it is")).to_be_visible()


def test_with_the_keyboard_alone_the_next_step_is_opened_and_a_word_is_looked_for(
    new_page: NewPage, ada: Person
) -> None:
    page = at(new_page(), ada)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "for":
            break
    page.keyboard.type("closure")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="The talk or the letter")).to_be_visible()
    page.goto("/tools/")
    page.locator("#calm summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "A minute first"


def test_the_picture_that_fits_the_page_is_the_one_that_is_seen(new_page: NewPage, ada: Person) -> None:
    for width, name in ((PHONE, "phone"), (DESK, "wide")):
        page = at(new_page(width=width), ada, "/now/stand/")
        seen = page.locator("main svg.stood")
        shown = [one.get_attribute("class") for one in seen.all() if one.is_visible()]
        assert shown == [f"stood {name}"]
