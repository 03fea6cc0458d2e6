"""The pages of Kept in a real browser: two widths, two themes, scripts or none, and the whole way out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # axe carries no types
from playwright.sync_api import expect

from tests.browsing import SCREENS, NewPage, follow, unlock
from tests.running import AWAY, Running
from tests.web.diaries import PASSPHRASE, Person, person
from tests.web.taking import grow_stale, opens
from tests.web.test_diary_in_browser import at

pytestmark = [pytest.mark.browser, pytest.mark.loopback]

CANARY = "canary-on-the-screen"
PATHS = (
    *("", "sheets/", "unsent/", "aside/", "changed/", "take/", "bring/", "settings/", "door/"),
    *("door/words/", "door/anew/", "door/done/", "erase/"),
)
OVER_THE_EDGE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """() => [...document.querySelectorAll('main :is(a, button, summary, select, .chip)')]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
  .map(one => one.outerHTML.slice(0, 80))"""


@pytest.fixture
def ada(server: Running) -> Person:
    """Ada, with one entry and something she typed and did not keep."""
    found = person(server, "ada-in-kept")
    found.words(words=CANARY)
    found.browser.follow(found.browser.submit(found.browser.get("/unsent/here/"), "/unsent/here/", words="Never sent."))
    token = found.browser.get("/kept/").form("/lock/").fields["csrfmiddlewaretoken"]
    fields = {"once": "h" * 22, "words": "half a thought", "path": "/diary/words/", "csrfmiddlewaretoken": token}
    found.browser.post("/draft/", fields)
    return found


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_every_page_is_clean_to_axe_and_fits_and_can_be_touched(
    new_page: NewPage, ada: Person, width: int, dark: bool
) -> None:
    page = at(new_page(width=width, dark=dark), ada, "/kept/")
    for path in PATHS:
        page.goto(f"/kept/{path}")
        for summary in page.locator("main summary").all():
            summary.click()
        found = Axe().run(page)
        assert found.violations_count == 0, (path, found.generate_report())
        assert page.evaluate(OVER_THE_EDGE) <= 0, path
        assert page.evaluate(SMALL) == [], path


@pytest.mark.parametrize("width", [320])
def test_on_the_smallest_screen_nothing_runs_over_the_edge(new_page: NewPage, ada: Person, width: int) -> None:
    page = at(new_page(width=width), ada, "/kept/")
    for path in PATHS:
        page.goto(f"/kept/{path}")
        assert page.evaluate(OVER_THE_EDGE) <= 0, path


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_ada_takes_everything_and_then_leaves_for_good(
    new_page: NewPage, server: Running, ada: Person, scripts: bool, tmp_path: Path
) -> None:
    page = at(new_page(scripts=scripts), ada, "/kept/changed/")
    grow_stale(server)
    follow(page, page.get_by_role("link", name="Take it with me"))
    page.locator("#passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Go on").click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Take all three").click()
    assert taken.value.suggested_filename == "notes.zip"
    taken.value.save_as(tmp_path / "notes.zip")

    page.goto("/kept/")
    follow(page, page.get_by_role("link", name="Erase"))
    page.get_by_role("button", name="Erase everything").click()
    expect(page.get_by_text("Nothing was erased.")).to_be_visible()
    page.get_by_label("Yes, erase everything").check()
    page.get_by_role("button", name="Erase everything").click()
    expect(page).to_have_url(re.compile("/kept/end/$"))
    expect(page.get_by_role("heading", name="Everything is erased here.")).to_be_visible()
    expect(page.get_by_role("link", name="Go on")).to_have_attribute("href", AWAY)
    if scripts:
        assert Axe().run(page).violations_count == 0
    page.go_back()
    assert CANARY not in page.content()
    assert opens(server.address, ada.name, PASSPHRASE) is None

    afresh = person(server, "ada-begins-again")
    page = at(new_page(scripts=scripts), afresh, "/kept/bring/")
    page.get_by_label("The file").set_input_files(tmp_path / "notes.zip")
    page.get_by_label("Bring the settings too").check()
    page.get_by_role("button", name="Bring it").click()
    expect(page.get_by_role("heading", name="It is here")).to_be_visible()
    page.goto("/diary/")
    follow(page, page.get_by_role("link", name="Words").first)
    expect(page.get_by_text(CANARY)).to_be_visible()


def test_ada_gets_another_name_and_passphrase_and_goes_on_where_she_was(
    new_page: NewPage, server: Running, ada: Person
) -> None:
    page = at(new_page(), ada, "/kept/door/anew/")
    name, passphrase = page.locator("#drawn").input_value(), page.locator("#passphrase").input_value()
    page.get_by_role("button", name="Change all of it").click()
    expect(page.get_by_role("heading", name="It is done")).to_be_visible()
    follow(page, page.get_by_role("link", name="Go on"))
    expect(page.get_by_role("heading", name="Kept")).to_be_visible()
    assert opens(server.address, ada.name, PASSPHRASE) is None
    assert opens(server.address, name, passphrase) is not None


def test_a_button_clicked_twice_is_one_change(new_page: NewPage, server: Running, ada: Person) -> None:
    page = at(new_page(), ada, "/kept/door/anew/")
    name, passphrase = page.locator("#drawn").input_value(), page.locator("#passphrase").input_value()
    page.get_by_role("button", name="Change all of it").dblclick()
    expect(page.get_by_role("heading", name="It is done")).to_be_visible()
    assert opens(server.address, name, passphrase) is not None


def test_what_was_typed_before_the_lock_is_found_under_kept(new_page: NewPage, ada: Person) -> None:
    page = at(new_page(), ada, "/diary/words/")
    page.get_by_role("button", name="Begin afresh").click()
    expect(page.locator("textarea[name=words]")).to_have_value("")
    page.locator("textarea[name=words]").fill("Only begun, and <b>then</b> locked.")
    page.get_by_role("button", name="Lock").click()
    expect(page.get_by_role("heading", name="Locked")).to_be_visible()
    unlock(page, PASSPHRASE).goto("/kept/aside/")
    page.locator("main summary").first.click()
    expect(page.get_by_text("Only begun, and <b>then</b> locked.")).to_be_visible()
    follow(page, page.get_by_role("link", name="Go back to it").first)
    expect(page.locator("textarea[name=words]")).to_have_value("Only begun, and <b>then</b> locked.")
