"""Nights and mornings in a real browser: ten minutes on a phone without scripts or letters, and what waits at nine."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # axe carries no types
from playwright.sync_api import Page, expect

from leanings.content.doors import doors
from leanings.core.tool import HALVES
from tests.browsing import NewPage, enter, follow, press
from tests.running import AWAY, Running
from tests.web.diaries import PASSPHRASE
from tests.web.nights import holds, settled
from tests.web.test_first_in_browser import CANARY, OVER_THE_EDGE, SMALL

pytestmark = [pytest.mark.browser, pytest.mark.loopback]

MOST_TOUCHES = 36  # with ten seconds for each and what is read before it, six of the ten minutes


def touch(page: Page, door: str) -> int:
    """Answer every question of a door that needs no letter, and come to the page; how many touches it took."""
    touches = 1
    for step in doors()[door].steps_on_paper(other=False):
        for field in step.fields:
            for part in HALVES.get(field.kind, ()):
                page.locator(f"input[name='{field.id}.{part}'][value='7']").check(force=True)
                touches += 1
            for option in field.options[: 3 if field.kind == "several" else 1]:
                page.locator(f"input[name={field.id}][value={option.id}]").check(force=True)
                touches += 1
        follow(page, page.locator("main .btn").first)
        touches += 1
    return touches


@pytest.mark.parametrize("door", doors())
def test_at_two_at_night_a_sheet_is_made_on_a_phone_without_scripts_or_letters(
    new_page: NewPage, server: Running, door: str
) -> None:
    before = (server.home / "db.sqlite3").read_bytes()
    page = new_page(scripts=False)
    page.goto("/")
    follow(page, page.locator(f"button[value={door}]"))
    assert touch(page, door) <= MOST_TOUCHES
    expect(page.locator("h1")).to_have_text("Where I stand")
    expect(page.locator(".notice")).not_to_contain_text("welcome")
    assert page.url == f"{server.address}/sheet/"
    assert {cookie["name"] for cookie in page.context.cookies()} == {"c"}
    press(page, "Exit")
    page.wait_for_url(AWAY)
    assert (server.home / "db.sqlite3").read_bytes() == before


def test_the_same_night_with_a_message_put_aside_and_let_go_leaves_nothing(new_page: NewPage, server: Running) -> None:
    before = (server.home / "db.sqlite3").read_bytes()
    page = new_page(scripts=False)
    page.goto("/")
    press(page, "I want to stay. My partner wants out.")
    touch(page, "in")
    page.goto("/unsent/")
    page.fill("textarea[name=words]", f"Please call me, {CANARY}.")
    press(page, "Put it aside")
    press(page, "Exit")
    page.wait_for_url(AWAY)
    assert (server.home / "db.sqlite3").read_bytes() == before
    assert holds(server.home, CANARY) == []
    assert CANARY not in server.log


def test_in_the_morning_what_was_put_aside_is_the_first_card_and_nothing_can_send_it(
    new_page: NewPage, server: Running
) -> None:
    day, come = ((date.today() - timedelta(days=ago)).isoformat() for ago in (2, 1))  # come also where it is yesterday
    aside = {"word": "unsent", "v": 1, "day": day, "entered": f"{day}T02:00Z", "until": come}
    me = {"door": "in", "again": day}
    ada = settled(server, "ada-at-nine", [{**aside, "words": f"Please call me, {CANARY}."}], me)
    page = new_page(scripts=False)
    enter(page, ada.name, PASSPHRASE).goto("/now/")
    card = page.locator("main .card").first
    expect(card).to_contain_text("Something you put aside")
    assert CANARY not in page.content()
    follow(page, card.get_by_role("link").first)
    expect(page.locator("a[href^='mailto:'], a[href^='sms:'], a[href^='http']")).to_have_count(0)
    for name in ("Send", "Send it", "Share"):
        expect(page.get_by_role("button", name=name, exact=True)).to_have_count(0)


@pytest.mark.parametrize("door", doors())
def test_the_four_questions_of_each_door_keep_the_rules_of_access(new_page: NewPage, door: str) -> None:
    page = new_page(dark=door in ("in", "part"))
    page.goto("/")
    follow(page, page.locator(f"button[value={door}]"))
    for _ in range(5):
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate(OVER_THE_EDGE) <= 0
        assert page.evaluate(SMALL) == []
        for one in page.locator("main .chip input[type=checkbox], input[value=afraid]").all()[:2]:
            one.check(force=True)
        follow(page, page.locator("main .btn").first)


def test_each_blank_sheet_is_one_page_of_paper_with_a_line_under_each_label(new_page: NewPage) -> None:
    page = new_page()
    sheets = [f"/sheet/{door.order}/blank/{form}" for door in doors().values() for form in ("", "?form=2")]
    for sheet in sheets:
        page.goto(sheet)
        assert len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4"))) == 1, sheet
        for lines in page.locator(".lines").all():
            assert lines.evaluate("one => getComputedStyle(one).borderBottomWidth") == "1px"


def test_the_day_is_asked_for_only_beside_the_answer_that_needs_it(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/unsent/")
    expect(page.locator("#id_day")).to_be_hidden()
    page.get_by_label("On another day").check(force=True)
    expect(page.locator("#id_day")).to_be_visible()
