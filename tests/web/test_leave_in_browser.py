"""Exit and the lock in a real browser: what is seen, where one ends, and that no text is lost or left behind."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import NewPage
from tests.running import AWAY, Running, make_place

pytestmark = [pytest.mark.browser, pytest.mark.loopback]

NAME = "amber-river-lantern"
FOUR_WORDS = "copper meadow whisper anchor"
WORDS = "Ada: I said nothing all evening."
HIDE = """hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
  document.dispatchEvent(new Event('visibilitychange')); }"""
LEAVE_AND_LOOK = """() => { const begun = performance.now(); document.querySelector('.exit button').click();
  const seen = getComputedStyle(document.querySelector('main')).visibility;
  return [seen, performance.now() - begun]; }"""


@pytest.fixture(scope="module", autouse=True)
def place(server: Running) -> None:
    """Ada's place."""
    make_place(server.home, NAME, FOUR_WORDS)


@pytest.fixture
def inside(new_page: NewPage) -> Callable[..., Page]:
    """Opens Ada's place in a browser of its own, at this path."""

    def enter(path: str = "/diary/words/", *, scripts: bool = True, width: int = 390) -> Page:
        page = new_page(scripts=scripts, width=width)
        page.goto("/open/other/")
        page.fill("[name=place]", NAME)
        page.fill("[name=passphrase]", FOUR_WORDS)
        page.click("main form button")
        page.wait_for_url("**/now/")
        page.goto(path)
        return page

    return enter


def unlock(page: Page) -> None:
    """Type the passphrase at the door."""
    page.fill("[name=passphrase]", FOUR_WORDS)
    page.click("main form button")


def wait_until(page: Page, done: Callable[[], bool]) -> None:
    """Wait for what the browser does by itself after it has gone on; fails after some seconds."""
    for _ in range(50):
        if done():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it never happened")


@pytest.mark.parametrize("scripts", [True, False])
def test_exit_ends_somewhere_dull_and_back_shows_nothing(inside: Callable[..., Page], scripts: bool) -> None:
    page = inside(scripts=scripts)
    page.fill("[name=words]", WORDS)
    page.click(".exit button")
    page.wait_for_url(AWAY)
    assert page.title() == "Elsewhere"
    wait_until(page, lambda: not [one for one in page.context.cookies() if one.get("name") == "s"])
    page.go_back()
    page.wait_for_load_state()
    assert WORDS not in page.content()
    assert page.locator(".words").count() == 0
    page.goto("/diary/words/")
    assert page.url.endswith("/open/")


def test_exit_covers_the_page_before_anything_is_asked_of_the_network(inside: Callable[..., Page]) -> None:
    page = inside()
    seen, milliseconds = page.evaluate(LEAVE_AND_LOOK)
    assert seen == "hidden"
    assert milliseconds < 50


def test_shift_three_times_is_exit_from_anywhere(inside: Callable[..., Page]) -> None:
    page = inside()
    page.locator("[name=words]").focus()
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(AWAY)


def test_capital_letters_are_no_exit(inside: Callable[..., Page]) -> None:
    page = inside()
    page.locator("[name=words]").focus()
    for letter in "ABCD":
        page.keyboard.press(f"Shift+{letter}")
    for key in ("Shift", "Shift", "a", "Shift"):
        page.keyboard.press(key)
    page.wait_for_timeout(200)
    assert page.url.endswith("/diary/words/")
    assert page.locator("[name=words]").input_value() == "ABCDa"


def test_the_five_words_lead_on_and_one_is_where_we_are(inside: Callable[..., Page]) -> None:
    page = inside("/now/", width=1280)
    assert page.locator(".words a").all_inner_texts() == ["Now", "Diary", "Tools", "People", "Kept"]
    for word in ("Diary", "Tools", "People", "Kept", "Now"):
        page.click(f".words >> text={word}")
        assert page.locator(".words [aria-current=page]").inner_text() == word
        assert page.title() == "Leanings"


def test_a_page_that_was_out_of_sight_shows_itself_only_when_asked(inside: Callable[..., Page]) -> None:
    page = inside()
    page.fill("[name=words]", WORDS)
    page.evaluate(HIDE, True)
    expect(page.locator(".curtain")).to_be_visible()
    page.evaluate(HIDE, False)
    expect(page.locator(".curtain")).to_be_visible()
    assert page.evaluate("document.querySelector('main').inert")
    assert page.evaluate(
        "() => { const box = document.querySelector('main').getBoundingClientRect();"
        " return document.elementFromPoint(box.left + 60, 400).closest('.curtain') !== null; }"
    )
    page.get_by_role("button", name="Show the page").click()
    expect(page.locator(".curtain")).to_be_hidden()
    assert page.locator("[name=words]").input_value() == WORDS


def test_when_nobody_is_there_it_locks_and_the_text_comes_back(inside: Callable[..., Page]) -> None:
    page = inside("/now/")
    page.clock.install()
    page.goto("/diary/words/")
    page.fill("[name=words]", WORDS)
    page.clock.fast_forward("10:30")
    expect(page.locator("h1")).to_have_text("Locked")
    assert page.url.endswith("/diary/words/")
    assert WORDS not in page.content()
    unlock(page)
    expect(page.locator("[name=words]")).to_have_value(WORDS)


def test_lock_takes_the_text_along(inside: Callable[..., Page]) -> None:
    page = inside()
    page.fill("[name=words]", WORDS + " And then?")
    page.click("footer >> text=Lock")
    expect(page.locator("h1")).to_have_text("Locked")
    unlock(page)
    expect(page.locator("[name=words]")).to_have_value(WORDS + " And then?")


def test_a_draft_goes_out_only_when_the_text_has_changed(inside: Callable[..., Page]) -> None:
    page = inside("/now/")
    page.clock.install()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/draft/") else None)
    page.goto("/diary/words/")
    page.clock.fast_forward("00:31")
    assert asked == []
    page.fill("[name=words]", WORDS + " It was late.")
    with page.expect_response("**/draft/"):
        page.clock.run_for(10_000)
    page.clock.run_for(30_000)
    assert len(asked) == 1


def test_without_a_connection_nothing_is_lost_and_nothing_shown(inside: Callable[..., Page]) -> None:
    page = inside("/now/")
    page.clock.install()
    page.goto("/diary/words/")
    page.fill("[name=words]", WORDS + " Offline.")
    page.context.set_offline(True)
    page.clock.fast_forward("10:30")
    expect(page.locator(".curtain .offline")).to_be_visible()
    expect(page.get_by_role("button", name="Show the page")).to_be_hidden()
    assert page.locator("[name=words]").input_value() == WORDS + " Offline."
    page.context.set_offline(False)
    page.clock.run_for(10_000)
    expect(page.locator("h1")).to_have_text("Locked")
    unlock(page)
    expect(page.locator("[name=words]")).to_have_value(WORDS + " Offline.")
