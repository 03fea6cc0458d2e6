"""Safety's pages in a real browser: each width, light and dark, by key alone, without scripts, the plan on paper."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # axe carries no types
from playwright.sync_api import expect

from tests.browsing import DESK, SCREENS, NewPage, enter, follow
from tests.running import Running
from tests.web.diaries import PASSPHRASE, Person, person
from tests.web.test_kept_in_browser import OVER_THE_EDGE, SMALL

pytestmark = [pytest.mark.browser, pytest.mark.loopback]


@pytest.fixture
def ada(server: Running) -> Person:
    """Ada, with a plan and an entry with heavy words."""
    found = person(server, "ada-in-a-browser")
    parts = {"signs": "cold hands\nno sleep", "people": "Ilse, by the blue door", "note": "It has passed before."}
    found.browser.submit(found.browser.get("/help/own/"), "/help/own/", act="keep", **parts)
    return found


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_every_page_is_clean_to_axe_and_fits_and_can_be_touched(
    new_page: NewPage, ada: Person, width: int, dark: bool
) -> None:
    heavy = ada.words(words="Tonight I want to die. I could hit him.").address
    page = enter(new_page(width=width, dark=dark), ada.name, PASSPHRASE)
    paths = (
        *("/help/", "/help/more/", "/help/more/read/", "/help/own/"),
        "/why/",
        "/minute/",
        "/tools/talk/begin/",
        heavy,
    )
    for path in paths:
        page.goto(path)
        page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
        found = Axe().run(page)
        assert found.violations_count == 0, (path, found.generate_report())
        assert page.evaluate(OVER_THE_EDGE) <= 0, path
        small = [one for one in page.evaluate(SMALL) if "<a " not in one]
        assert small == [], path


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_ada_answers_keeps_looks_and_takes_it_back(new_page: NewPage, server: Running, scripts: bool) -> None:
    page = enter(new_page(scripts=scripts), person(server, "ada-answers").name, PASSPHRASE)
    page.goto("/help/")
    follow(page, page.get_by_role("link", name="A few questions about how safe you are with someone"))
    question = page.get_by_role("radiogroup", name="In the last year, were you afraid of a partner or ex-partner?")
    question.get_by_role("radio", name="yes", exact=True).check()
    page.get_by_role("button", name="Keep my answers here").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What this may mean")
    page.goto("/tools/talk/begin/")
    expect(page.get_by_role("heading", level=1)).to_have_text("What I want, and why")
    page.goto("/help/more/")
    expect(question.get_by_role("radio", name="yes")).to_be_checked()
    page.get_by_role("button", name="Take them all back").click()
    expect(question.get_by_role("radio", name="yes")).not_to_be_checked()
    page.goto("/tools/talk/begin/")
    expect(page.get_by_role("group", name=re.compile("^Are you afraid of how they may react"))).to_be_visible()


def test_the_questions_and_the_one_question_are_answered_by_key_alone(new_page: NewPage, ada: Person) -> None:
    page = enter(new_page(width=DESK), ada.name, PASSPHRASE)
    page.goto("/tools/wait/begin/")
    page.locator("input[name=afraid][value=no]").focus()
    page.keyboard.press("Space")
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("What I am waiting for").first).to_be_visible()
    page.goto("/help/more/")
    page.locator("input[name=small][value='']").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("input[name=small]:checked")).not_to_have_value("")
    button = page.get_by_role("button", name="What may this mean?")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("What this may mean")


def test_the_plan_prints_on_one_page_without_buttons_or_forms(new_page: NewPage, ada: Person) -> None:
    page = enter(new_page(width=DESK), ada.name, PASSPHRASE)
    page.goto("/help/own/")
    page.emulate_media(media="print")
    expect(page.get_by_text("Ilse, by the blue door").first).to_be_visible()
    expect(page.get_by_text("It has passed before.").first).to_be_visible()
    for hidden in ("textarea", "main button", "main summary", "header.top"):
        assert all(not one.is_visible() for one in page.locator(hidden).all()), hidden
    pages = re.findall(rb"/Type\s*/Page[^s]", page.pdf(format="A4"))
    assert len(pages) == 1


def test_back_in_the_browser_after_an_answer_shows_the_question_and_not_the_tool(
    new_page: NewPage, server: Running
) -> None:
    page = enter(new_page(), person(server, "ada-goes-back").name, PASSPHRASE)
    page.goto("/tools/talk/begin/")
    page.get_by_role("radio", name="yes", exact=True).check()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What I want, and why")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("The talk or the letter")
    expect(page.get_by_role("group", name=re.compile("^Are you afraid"))).to_be_visible()
