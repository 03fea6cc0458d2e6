"""Three stories in a real browser, with scripts, on a phone, by key alone: Tab, Enter, Space and the arrows. It is
always seen what has the focus, and every page on the way keeps the rules of access."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # axe carries no types
from playwright.sync_api import Page, expect

from tests.browsing import NewPage
from tests.running import AWAY, Running
from tests.web.diaries import PASSPHRASE
from tests.web.homes import in_days
from tests.web.nights import holds, settled

pytestmark = [pytest.mark.browser, pytest.mark.loopback]

CANARY = "quill-harbour-ember"
POSITION = "I want to stay. I will not bring it up at supper."
CLEAN: set[tuple[str, str]] = set()  # pages that were looked at
MOST_TABS = 90  # on the longest page
ANSWERS = 16  # on the longest line
OVER_THE_EDGE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FOCUS = """() => { const one = document.activeElement;
  const words = one.getAttribute('aria-label') || one.textContent || '';
  const drawn = [one, ...(one.parentElement ? one.parentElement.children : [])];
  return {tag: one.tagName, name: one.name || '', value: one.value || '', words: words.trim(),
    seen: one === document.body || one.type === 'date' // the browser itself marks the part of a date that is typed
      || drawn.some(it => getComputedStyle(it).outlineStyle === 'solid')}; }"""


@dataclass(frozen=True)
class Focus:
    """What has the focus: its tag, the name and the value of a field, its words, whether that can be seen."""

    tag: str
    name: str
    value: str
    words: str
    seen: bool


@dataclass(frozen=True)
class Keys:
    """A keyboard, and nothing else."""

    page: Page

    def focus(self) -> Focus:
        """What has the focus now; it must be seen."""
        found = Focus(**self.page.evaluate(FOCUS))
        assert found.seen, found
        return found

    def tabs(self) -> Iterator[Focus]:
        """Go on by Tab, from one thing to the next."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            yield self.focus()

    def press(self, words: str) -> None:
        """Come to the button or link of these words, and press it; what it leads to must keep the rules of access."""
        there = next((one for one in self.tabs() if one.words == words and one.tag in ("A", "BUTTON")), None)
        assert there is not None, f"no key leads to “{words}”"
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        if self.page.url != AWAY:
            clean(self.page)

    def choose(self, name: str, value: str) -> None:
        """Come to a line of answers, and move along it by arrow until the answer is chosen."""
        there = next((one for one in self.tabs() if one.name == name), None)
        assert there is not None, f"no key leads to “{name}”"
        for _ in range(ANSWERS):
            if self.focus().value == value:
                self.page.keyboard.press("Space")  # an answer that has the focus need not be chosen yet
                return
            self.page.keyboard.press("ArrowRight")
        raise AssertionError(f"no arrow leads to “{value}” of “{name}”")

    def tick(self, name: str, value: str) -> None:
        """Come to one of several answers, and tick it."""
        there = next((one for one in self.tabs() if (one.name, one.value) == (name, value)), None)
        assert there is not None, f"no key leads to “{value}” of “{name}”"
        self.page.keyboard.press("Space")

    def write(self, name: str, words: str) -> None:
        """Come to a field, and write into it."""
        there = next((one for one in self.tabs() if one.name == name), None)
        assert there is not None, f"no key leads to “{name}”"
        self.page.keyboard.insert_text(words)


def clean(page: Page) -> None:
    """The page keeps the rules of access, and nothing of it has to be scrolled sideways; asked once of each page."""
    name = (re.sub(r"[0-9a-f-]{36}", "-", page.url.partition("//")[2].partition("/")[2]), page.text_content("h1") or "")
    if name in CLEAN:
        return
    CLEAN.add(name)
    found = Axe().run(page)
    assert found.violations_count == 0, (page.url, found.generate_report())
    assert page.evaluate(OVER_THE_EDGE) <= 0, page.url


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def test_at_night_from_a_door_to_a_kept_sheet_and_a_message_that_is_not_sent(
    new_page: NewPage, server: Running
) -> None:
    page = new_page()
    keys = Keys(page)
    page.goto("/")
    clean(page)
    keys.press("I want to stay. My partner wants out.")
    keys.choose("told_how", "half")
    keys.press("Go on")
    for one in ("asked", "wrote", "room"):
        keys.tick("since", one)
    keys.press("Go on")
    keys.tick("did", "heard")
    keys.press("Go on")
    keys.choose("leave", "message")
    keys.press("Show me the page")
    expect(page.locator("main")).to_contain_text("You ticked three things since then.")
    keys.press("Keep it")
    keys.press("Make it")
    keys.press("Go on without one")
    keys.press("Calm down")
    keys.press("Write it, don’t send it")
    keys.write("words", f"Please call me, {CANARY}.")
    keys.press("Keep it until then")
    expect(page.locator("main")).not_to_contain_text(CANARY)
    keys.press("Exit")
    page.wait_for_url(AWAY)
    assert holds(server.home, CANARY) == []


def test_the_next_step_of_the_path_is_filled_in_and_stands_there_in_the_own_words(
    new_page: NewPage, server: Running
) -> None:
    ada = settled(server, "ada-by-key", [], {"door": "in", "door_since": in_days(0)})
    page = new_page()
    keys = Keys(page)
    page.goto("/open/")
    keys.write("place", ada.name)
    keys.write("passphrase", PASSPHRASE)
    keys.press("Open")
    keys.press("Look at it now")
    heading(page, "Say it once")
    keys.press("Begin")
    keys.choose("afraid", "no")
    keys.press("Go on")
    keys.choose("asked_not", "no")
    keys.press("Go on")
    keys.write("words", POSITION)
    keys.press("Look it through")
    expect(page.locator("#looked")).to_be_visible()
    keys.press("Go on")
    keys.tick("then", "silence")
    keys.press("Go on")
    keys.choose("held.0.pull", "ask")
    keys.press("Keep it")
    for words in (POSITION, "I let a silence be", "ask again"):
        expect(page.locator("main")).to_contain_text(words)


def test_who_is_afraid_of_the_reaction_comes_to_the_end_by_the_same_keys(new_page: NewPage, server: Running) -> None:
    ada = settled(server, "ada-afraid-by-key", [], {"door": "part", "door_since": in_days(0)})
    page = new_page(dark=True)
    keys = Keys(page)
    page.goto("/open/")
    keys.write("place", ada.name)
    keys.write("passphrase", PASSPHRASE)
    keys.press("Open")
    keys.press("Look at it now")
    keys.press("Begin")
    keys.choose("afraid", "yes")
    keys.press("Go on")
    keys.write("own_want", "I want a flat with two rooms.")
    keys.press("Go on")
    keys.tick("takes_it", "unclear")
    keys.press("Enough for now")
    expect(page.locator("main")).to_contain_text("I want a flat with two rooms.")
    keys.press("Help")
    heading(page, "Help")
