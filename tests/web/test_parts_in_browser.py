"""The parts in a real browser: one touch, key or drag sets an answer, with scripts and without, at any width."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # axe carries no types
from playwright.sync_api import Page

from leanings.web.kit.headers import headers_for
from tests.browsing import NewPage
from tests.web.parts import TYPED, parts_page

pytestmark = [pytest.mark.browser, pytest.mark.loopback]
OPEN_TO_ALL = ("/help/", "/minute/", "/screen/", "/nothing/")
CHOSEN = "name => document.querySelector(`[name=${name}]:checked`)?.value"
SMALL = """() => [...document.querySelectorAll(
    'a[href], button, summary, select, textarea, input, .chip, .stop, .none')]
  .filter(one => one.checkVisibility() && !one.closest('p:not(.buttons):not(.reach), .skip'))
  .filter(one => !(one.matches('input') && one.closest('label, .field')))
  .filter(one => one.getBoundingClientRect().height < 43.5)
  .map(one => one.outerHTML.slice(0, 80))"""
FIRST_STOPS = """() => [...document.querySelectorAll('.top *, main *')].filter(one => one.matches('a, button'))
  .map(one => one.textContent.trim()).slice(0, 3)"""


@pytest.fixture
def open_parts(new_page: NewPage) -> Callable[..., Page]:
    """Opens the page of all parts, as a server would send it."""

    def open_it(*, width: int = 390, scripts: bool = True, dark: bool = False, typed: bool = False) -> Page:
        page = new_page(width=width, scripts=scripts, dark=dark)
        html = parts_page(TYPED if typed else None)
        headers = headers_for(secure=False) | {"Content-Type": "text/html; charset=utf-8"}
        page.route("**/parts/", lambda route: route.fulfill(headers=headers, body=html))
        page.goto("/parts/")
        return page

    return open_it


@pytest.mark.parametrize("scripts", [True, False])
def test_one_touch_answers_and_one_takes_it_back(open_parts: Callable[..., Page], scripts: bool) -> None:
    page = open_parts(scripts=scripts)
    line = page.locator(".slider", has_text="Today was")
    assert line.get_by_text("not answered").is_visible()
    assert not line.get_by_text("clear", exact=True).is_visible()
    line.locator(".stop").nth(7).click()
    assert line.locator("[value='7']").is_checked()
    assert line.locator(".value", has_text="7").evaluate("one => getComputedStyle(one).opacity") == "1"
    assert line.locator(".value", has_text="6").evaluate("one => getComputedStyle(one).opacity") == "0"
    assert not line.get_by_text("not answered").is_visible()
    assert line.get_by_text("clear", exact=True).is_visible()
    line.locator(".none").click()
    assert line.locator("[value='']").is_checked()
    assert line.get_by_text("not answered").is_visible()


def test_a_line_is_answered_with_the_keyboard_alone(open_parts: Callable[..., Page]) -> None:
    page = open_parts()
    page.locator(".slider", has_text="Today was").locator(".none input").focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    assert page.evaluate(CHOSEN, "today") == "3"
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(CHOSEN, "today") == "2"
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(CHOSEN, "ease") == "0"


def test_a_line_is_drawn_along_with_a_thumb(open_parts: Callable[..., Page]) -> None:
    page = open_parts()
    track = page.locator(".slider", has_text="Today was").locator(".track")
    track.scroll_into_view_if_needed()
    box = track.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 5, box["y"] + 20)
    page.mouse.down()
    assert page.evaluate(CHOSEN, "today") == ""
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 20, steps=5)
    assert page.evaluate(CHOSEN, "today") == "5"
    page.mouse.move(box["x"] + box["width"] + 300, box["y"] + 200, steps=5)
    page.mouse.up()
    assert page.evaluate(CHOSEN, "today") == "10"
    page.mouse.move(box["x"] + 5, box["y"] + 20)
    assert page.evaluate(CHOSEN, "today") == "10"


def test_the_knob_stands_where_the_answer_is(open_parts: Callable[..., Page]) -> None:
    page = open_parts(typed=True)
    line = page.locator(".slider", has_text="Today was")
    track, knob = line.locator(".track").bounding_box(), line.locator("[value='4']").bounding_box()
    assert track is not None
    assert knob is not None
    middle = knob["x"] + knob["width"] / 2
    assert middle == pytest.approx(track["x"] + track["width"] * 4.5 / 11, abs=2)


def test_the_square_is_one_touch_that_sets_two_lines(open_parts: Callable[..., Page]) -> None:
    page = open_parts()
    plane, told = page.locator(".plane"), page.locator(".told [role=status]")
    assert told.inner_text() == "not answered"
    assert not page.locator(".point").is_visible()
    plane.scroll_into_view_if_needed()
    box = plane.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * 0.8, box["y"] + box["height"] * 0.3)
    assert (page.evaluate(CHOSEN, "stay"), page.evaluate(CHOSEN, "go")) == ("8", "7")
    assert told.inner_text() == "Reasons to go: 7 · Reasons to stay: 8"
    point = page.locator(".point").bounding_box()
    assert point is not None
    assert point["x"] + point["width"] / 2 == pytest.approx(box["x"] + box["width"] * 0.8, abs=3)
    assert point["y"] + point["height"] / 2 == pytest.approx(box["y"] + box["height"] * 0.3, abs=3)
    page.locator(".told button").click()
    assert (page.evaluate(CHOSEN, "stay"), page.evaluate(CHOSEN, "go")) == ("", "")
    assert not page.locator(".point").is_visible()


def test_without_scripts_the_square_is_two_lines(open_parts: Callable[..., Page]) -> None:
    page = open_parts(scripts=False)
    assert not page.locator(".plane").is_visible()
    for name in ("Reasons to go", "Reasons to stay"):
        page.locator(".square .slider", has_text=name).locator(".stop").nth(2).click()
    assert page.locator(".square :checked").count() == 2
    assert {one.get_attribute("value") for one in page.locator(".square :checked").all()} == {"2"}


def test_with_the_keyboard_the_square_is_reached_by_its_two_lines(open_parts: Callable[..., Page]) -> None:
    page = open_parts()
    page.locator(".square summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(CHOSEN, "go") == "0"
    assert page.locator(".told [role=status]").inner_text() == "Reasons to go: 0 · Reasons to stay: not answered"


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_has_to_be_scrolled_sideways_and_everything_can_be_hit(
    open_parts: Callable[..., Page], width: int
) -> None:
    page = open_parts(width=width, typed=True)
    for path in ("", *OPEN_TO_ALL):
        if path:
            page.goto(path)
        page.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate(SMALL) == [], path


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_rules_of_access_are_kept(open_parts: Callable[..., Page], width: int, dark: bool) -> None:
    page = open_parts(width=width, dark=dark, typed=True)
    for path in ("", *OPEN_TO_ALL):
        if path:
            page.goto(path)
        page.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true; })")
        found = Axe().run(page)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"


def test_exit_is_first_for_the_keyboard_and_then_the_way_to_the_page(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/help/")
    told = []
    for _ in range(3):
        page.keyboard.press("Tab")
        told.append(page.evaluate("document.activeElement.textContent.trim()"))
    assert told == ["Exit", "Go to the page itself", "Help"]


def test_without_a_place_there_is_only_help_and_exit(new_page: NewPage) -> None:
    page = new_page(width=1280)
    page.goto("/help/")
    assert page.evaluate(FIRST_STOPS)[:3] == ["Exit", "Go to the page itself", "Help"]
    assert page.locator("nav").count() == 0


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 256), (1280, 900)])
def test_exit_stays_in_sight_wherever_one_scrolls_and_nothing_lies_over_it(
    new_page: NewPage, width: int, height: int
) -> None:
    page = new_page(width=width)
    page.set_viewport_size({"width": width, "height": height})
    page.goto("/help/")
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    on_top = """() => { const box = document.querySelector('.exit button').getBoundingClientRect();
      const there = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      return box.top >= 0 && box.bottom <= innerHeight && there.closest('.exit') !== null; }"""
    assert page.evaluate(on_top)


def test_our_own_letters_are_fetched_and_used(open_parts: Callable[..., Page]) -> None:
    page = open_parts(typed=True)
    page.evaluate("() => document.fonts.ready")
    faces = page.evaluate("() => [...document.fonts].filter(face => face.status === 'loaded').map(face => face.family)")
    assert {face.strip('"') for face in faces} == {"Newsreader", "Figtree"}


def test_the_focus_can_be_seen_on_every_kind_of_answer(open_parts: Callable[..., Page]) -> None:
    page = open_parts(typed=True)
    drawn = "one => [one, one.nextElementSibling].some(it => it && getComputedStyle(it).outlineStyle === 'solid')"
    for name in ("today", "touch", "words", "zone"):
        box = page.locator(f"[name={name}]").first
        if name in ("today", "touch"):
            box = page.locator(f"[name={name}]:checked")
        page.keyboard.press("Tab")
        box.focus()
        assert box.evaluate(drawn), name


def test_on_paper_there_is_no_bar_and_every_line_of_help_lies_open(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/help/")
    page.emulate_media(media="print")
    assert not page.locator(".top").is_visible()
    assert page.locator(".way > .unfolded").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_where_motion_is_unwanted_the_words_alone_count(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/minute/")
    assert not page.locator(".breath").is_visible()
    page.emulate_media(reduced_motion="no-preference")
    assert page.locator(".ring").is_visible()
    assert page.locator(".told").is_visible()
