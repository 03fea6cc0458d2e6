"""The first ten minutes in a real browser: with scripts and without, by thumb and by key, forgotten and kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # axe carries no types
from playwright.sync_api import Page, expect

from tests.browsing import DESK, PHONE, NewPage, enter, follow, press
from tests.running import AWAY, Running
from tests.web.nights import holds

pytestmark = [pytest.mark.browser, pytest.mark.loopback]

CANARY = "quill-harbour-ember"
OVER_THE_EDGE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PRESSED = "button, select, textarea, input[type=text], .chip, .stop, .doors a"
SMALL = f"""() => [...document.querySelectorAll('main :is({PRESSED})')]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
  .map(one => one.outerHTML.slice(0, 80))"""
with_and_without = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])


def answer(page: Page, stay: int, go: int, *, scripts: bool, name: str = "reasons") -> None:
    """Set the point: one touch on the square, or one on each line."""
    if scripts:
        expect(page.locator(".plane")).to_be_visible()
        box = page.locator(".plane").bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + box["width"] * stay / 10, box["y"] + box["height"] * (1 - go / 10))
        return
    for side, value in (("stay", stay), ("go", go)):
        page.locator(f"input[name='{name}.{side}'][value='{value}']").check(force=True)


def to_sheet(page: Page, *, scripts: bool = True, words: str = CANARY) -> None:
    """From the first page to where somebody stands."""
    page.goto("/")
    press(page, "I can’t tell.")
    answer(page, 8, 7, scripts=scripts)
    press(page, "Go on")
    page.fill("textarea[name=cannot_now]", words)
    press(page, "Go on")
    press(page, "Skip this")
    press(page, "Show me the page")


@with_and_without
def test_from_a_door_to_the_sheet_without_typing_a_word(new_page: NewPage, server: Running, scripts: bool) -> None:
    page = new_page(scripts=scripts)
    page.goto("/")
    press(page, "I can’t tell.")
    answer(page, 9, 2, scripts=scripts)
    for _ in range(3):
        press(page, "Go on")
    press(page, "Show me the page")
    expect(page.locator("main")).to_contain_text("Right now your reasons to stay are the stronger ones.")
    assert page.url == f"{server.address}/sheet/"
    assert {cookie["name"] for cookie in page.context.cookies()} == {"c"}
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0] if scripts else True


@with_and_without
@pytest.mark.parametrize("way", ["Exit", "Close and forget"])
def test_whoever_comes_after_and_goes_back_finds_nothing(
    new_page: NewPage, server: Running, scripts: bool, way: str
) -> None:
    page = new_page(scripts=scripts)
    to_sheet(page, scripts=scripts)
    expect(page.locator("main")).to_contain_text(CANARY)
    press(page, way)
    page.wait_for_url(AWAY if way == "Exit" else f"{server.address}/")
    for _ in range(3):
        page.go_back()
        assert CANARY not in page.content()
        page.reload()
        assert CANARY not in page.content()
        assert "Three short lists" not in page.content() or page.url == f"{server.address}/"
    assert holds(server.home, CANARY) == []


@with_and_without
def test_every_page_on_the_way_carries_the_name_of_the_installation_and_no_word_of_its_own(
    new_page: NewPage, scripts: bool
) -> None:
    page = new_page(scripts=scripts)
    for name in walk(page):
        assert page.title() == "Leanings", name
        assert re.search(r"torn|tell|part|leave|divorce|safe|\?|#", page.url) is None, name


def test_kept_it_is_there_again_under_the_zone_of_the_browser(new_page: NewPage) -> None:
    page = new_page()
    to_sheet(page)
    press(page, "Keep it")
    name, passphrase = page.locator("#place").input_value(), page.locator("#passphrase").input_value()
    assert page.locator("#zone").input_value() == page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone")
    press(page, "Make it")
    press(page, "Go on without one")
    expect(page.locator("h1")).to_have_text(re.compile("day$"))
    follow(page, page.get_by_role("link", name="Open", exact=True))
    expect(page.locator("main")).to_contain_text(CANARY)
    press(page, "Lock")
    expect(page.locator("h1")).to_have_text("Locked")
    assert CANARY not in page.content()
    other = enter(new_page(), name, passphrase)
    follow(other, other.get_by_role("link", name="Open", exact=True))
    expect(other.locator("main")).to_contain_text(CANARY)


def test_a_browser_is_shown_a_field_for_passphrases_at_the_moment_it_is_sent(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/keep/")
    page.evaluate("document.getElementById('make').addEventListener('submit', (event) => event.preventDefault())")
    assert page.locator("#passphrase").get_attribute("type") == "text"
    page.get_by_role("button", name="Make it").click()
    assert page.locator("#passphrase").get_attribute("type") == "password"
    assert page.locator("#place").get_attribute("autocomplete") == "username"
    assert page.locator("#passphrase").get_attribute("autocomplete") == "new-password"


def test_the_whole_way_can_be_gone_with_the_keyboard(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/")
    page.get_by_role("button", name="I can’t tell.").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".plane")).to_be_visible()
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    for name in ("go", "stay"):
        page.locator(f"input[name='reasons.{name}'][value='']").focus()
        for _ in range(3):
            page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Three short lists")
    page.locator("input[name=works_now]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("What would tell me")
    page.get_by_role("button", name="Skip this").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Not yet")
    page.locator("input[name=tomorrow]").focus()
    page.keyboard.type("A walk")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Where I stand")
    for words in ("A walk", "laughing", "Neither side is strong right now."):
        expect(page.locator("main")).to_contain_text(words)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_keep_print_and_forget_are_of_the_same_size(new_page: NewPage, width: int) -> None:
    page = new_page(width=width)
    to_sheet(page)
    boxes = [button.bounding_box() for button in page.locator(".buttons.equal button").all()]
    sizes = {(round(box["width"]), round(box["height"])) for box in boxes if box}
    assert (len(boxes), len(sizes)) == (3, 1)


def test_the_sheet_prints_on_one_page_without_a_button(new_page: NewPage) -> None:
    page = new_page()
    to_sheet(page, words="\n".join(f"Line {number} of what was said, and what was not." for number in range(20)))
    press(page, "Print or copy")
    pdf = page.pdf(format="A4", print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) == 1
    page.emulate_media(media="print")
    for hidden in ("button", "header", "footer p"):
        for one in page.locator(hidden).all():
            expect(one).to_be_hidden()
    expect(page.locator(".point-drawn")).to_be_visible()


def test_marking_the_text_marks_all_of_it_and_puts_nothing_on_the_clipboard(new_page: NewPage) -> None:
    page = new_page()
    to_sheet(page)
    press(page, "Print or copy")
    page.get_by_role("button", name="Mark all of it").click()
    assert CANARY in page.evaluate("getSelection().toString()")
    page.goto("/unsent/")
    page.fill("textarea[name=words]", f"Call me, {CANARY}.")
    press(page, "Put it aside")
    page.get_by_role("button", name="Copy").click()
    page.get_by_role("button", name="Mark all of it").click()
    assert page.evaluate("getSelection().toString()") == f"Call me, {CANARY}."


def test_without_scripts_no_button_stands_there_that_does_nothing(new_page: NewPage) -> None:
    page = new_page(scripts=False)
    to_sheet(page, scripts=False)
    press(page, "Print or copy")
    expect(page.get_by_role("button", name="Mark all of it")).to_have_count(0)
    expect(page.get_by_role("button", name="Print", exact=True)).to_have_count(0)
    page.goto("/keep/")
    expect(page.locator("#zone")).to_be_visible()


def test_the_place_locks_under_what_is_typed_and_it_is_there_again(new_page: NewPage) -> None:
    page = new_page()
    to_sheet(page)
    press(page, "Keep it")
    passphrase = page.locator("#passphrase").input_value()
    press(page, "Make it")
    page.goto("/sheet/again/")
    answer(page, 2, 9, scripts=True, name="pair")
    page.fill("textarea[name=pair_words]", "Half a sentence")
    press(page, "Lock")
    expect(page.locator("h1")).to_have_text("Locked")
    assert "Half a sentence" not in page.content()
    page.fill("#passphrase", passphrase)
    press(page, "Unlock")
    expect(page.locator("textarea[name=pair_words]")).to_have_value("Half a sentence")
    expect(page.locator(".told")).to_contain_text("Reasons to go: 9")


def walk(page: Page) -> Iterator[str]:
    """Comes to every page of the first ten minutes, one after the other, and tells which it is."""
    page.goto("/")
    yield "first"
    press(page, "I can’t tell.")
    yield "the first question"
    for button in ("Go on", "Go on", "Go on", "Show me the page"):
        if page.locator("textarea[name=cannot_now]").count():
            page.fill("textarea[name=cannot_now]", CANARY)
        press(page, button)
        yield button
    for button, name in [("Print or copy", "paper"), ("Back to the page", "sheet")]:
        press(page, button)
        yield name
    press(page, "Keep it")
    yield "keep"
    for passphrase, name in [("short", "weak"), ("copper meadow whisper", "code")]:
        page.fill("#passphrase", passphrase)
        press(page, "Make it")
        yield name
    follow(page, page.get_by_role("button", name="Make this code").first)
    yield "code shown"
    yield from walk_home(page)


def walk_home(page: Page) -> Iterator[str]:
    """The same for the pages of an open place."""
    for path in ("/tools/", "/unsent/here/", "/sheet/again/", "/sheet/blank/", "/sheet/5/blank/", "/now/"):
        page.goto(path)
        yield path
    for link in ("Open", "Erase it"):
        follow(page, page.get_by_role("link", name=link, exact=True))
        yield link
    page.goto("/unsent/here/")
    page.get_by_role("button", name="Keep it until then").click()
    yield "nothing written"
    page.fill("textarea[name=words]", CANARY)
    for button in ("Keep it until then", "I want to read it earlier", "Read it now"):
        press(page, button)
        yield button
    page.goto("/people/")
    page.fill("input[name=name]", "Jo")
    page.fill("input[name=reach]", "after nine")
    press(page, "Add them")
    yield "people"
    page.goto("/now/")
    page.fill("#for", CANARY)
    press(page, "Look for it")
    yield "found"


@pytest.mark.parametrize(("width", "dark"), [(PHONE, True), (DESK, False)], ids=["phone, dark", "desk, light"])
def test_the_rules_of_access_are_kept_on_every_page_of_the_way(new_page: NewPage, width: int, dark: bool) -> None:
    page = new_page(width=width, dark=dark)
    for name in walk(page):
        found = Axe().run(page)
        assert found.violations_count == 0, (name, found.generate_report())
        assert page.evaluate(OVER_THE_EDGE) <= 0, name
        assert page.evaluate(SMALL) == [], name


def test_nothing_has_to_be_scrolled_sideways_on_the_narrowest_screen(new_page: NewPage) -> None:
    page = new_page(width=320)
    for name in walk(page):
        assert page.evaluate(OVER_THE_EDGE) <= 0, name
