"""From a file to what was kept in a real browser: scripts or none, two widths, two themes, the keyboard alone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # axe carries no types
from playwright.sync_api import Page, expect

from tests.browsing import DESK, PHONE, NewPage, enter, follow, unlock
from tests.running import Running
from tests.web.bringing import LOOK, UPLOAD
from tests.web.diaries import PASSPHRASE, Person, person

pytestmark = [pytest.mark.browser, pytest.mark.loopback]

SLOWEST = 90_000  # milliseconds; a process of its own may take a while to begin
OVER_THE_EDGE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """() => [...document.querySelectorAll('main :is(a, button, summary, select, input:not([type=hidden]))')]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 43.5 && one.type !== 'checkbox')
  .map(one => one.outerHTML.slice(0, 80))"""
DIARY = b"name,day,close,calm,slept badly,a note\n" + b"".join(
    b"%s,%d,%d,%d,%d,some words\n" % (who, day, (day + shift) % 9, 4 - day % 5, day % 2)
    for day in range(40)
    for who, shift in ((b"Ada", 0), (b"Ben", 3))
)
BAD = DIARY + b"Ada,40,high,1,0,\nAda,x,1,1,0,\n"


@pytest.fixture
def ada(server: Running) -> Person:
    return person(server, "ada")


def pick(page: Page, file: bytes, name: str = "mine.csv") -> None:
    """Pick a file, and wait until it was looked at."""
    page.goto(UPLOAD)
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": file})
    page.get_by_role("button", name="Look at it").click()
    page.locator("form.look").wait_for(timeout=SLOWEST)


def check(page: Page) -> None:
    """Nothing lies over the edge, all can be touched, and the rules of access hold."""
    assert page.evaluate(OVER_THE_EDGE) == 0
    assert page.evaluate(SMALL) == []
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize(("scripts", "dark"), [(True, False), (False, True)])
def test_a_file_becomes_a_kept_diary_and_goes_again(
    ada: Person, new_page: NewPage, width: int, scripts: bool, dark: bool
) -> None:
    page = enter(new_page(width=width, scripts=scripts, dark=dark), ada.name, PASSPHRASE)
    page.goto(UPLOAD)
    if scripts:
        check(page)
        expect(page.get_by_text("You can also drop it here.")).to_be_visible()
    pick(page, BAD)
    if scripts:
        check(page)
    expect(page.get_by_text("2 lines cannot be read")).to_be_visible()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Pick the one who is you.")).to_be_visible()
    page.get_by_label("The date of day 0").fill("2024-02-01")
    page.get_by_label("This is me").select_option(label="Ada")
    page.locator("summary", has_text="Line “close”").click()
    page.get_by_label("Name of the line").first.fill("near")
    page.get_by_role("button", name="Look again").click()
    page.locator("summary", has_text="Line “near”").wait_for(timeout=SLOWEST)
    page.get_by_label("Leave these lines out and keep the rest").check()
    if scripts:
        check(page)
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", name="This is kept")).to_be_visible(timeout=SLOWEST)
    for text in ("near", "1 February 2024", "11 March 2024", "Lines left out"):
        expect(page.get_by_text(text, exact=True)).to_be_visible()
    assert page.title() == "Leanings"
    if scripts:
        check(page)
    follow(page, page.get_by_role("link", name="Take it out again"))
    page.get_by_role("button", name="Take it out for good").click()
    expect(page.get_by_text("mine.csv")).to_have_count(0)


def test_what_is_no_answer_shows_no_scale(ada: Person, new_page: NewPage) -> None:
    page = enter(new_page(), ada.name, PASSPHRASE)
    pick(page, DIARY)
    summary = page.locator("summary", has_text="Line “calm”")
    expect(summary).to_be_visible()
    page.locator("fieldset", has_text="calm").locator("select").select_option("left")
    expect(summary).to_be_hidden()


def test_a_file_that_cannot_be_taken_is_said_in_place(ada: Person, new_page: NewPage) -> None:
    page = enter(new_page(), ada.name, PASSPHRASE)
    page.goto(UPLOAD)
    box = page.locator("input[type=file]")
    box.set_input_files({"name": "empty.csv", "mimeType": "text/csv", "buffer": b""})
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_text("This file is empty.")).to_be_visible()
    page.goto(UPLOAD)
    page.evaluate("document.querySelector('form.pick').dataset.largest = 10")
    box.set_input_files({"name": "long.csv", "mimeType": "text/csv", "buffer": DIARY})
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_text("This file is larger than 32 MiB")).to_be_visible()


def test_a_file_can_be_dropped(ada: Person, new_page: NewPage) -> None:
    page = enter(new_page(width=DESK), ada.name, PASSPHRASE)
    page.goto(UPLOAD)
    given = page.evaluate_handle(
        "text => { const all = new DataTransfer(); all.items.add(new File([text], 'dropped.csv')); return all }",
        DIARY.decode(),
    )
    page.dispatch_event(".drop", "drop", {"dataTransfer": given})
    page.get_by_role("button", name="Look at it").click()
    page.locator("form.look").wait_for(timeout=SLOWEST)
    expect(page.get_by_text("dropped.csv: 80 rows.")).to_be_visible()


def test_the_keyboard_alone_is_enough(ada: Person, new_page: NewPage) -> None:
    page = enter(new_page(width=DESK), ada.name, PASSPHRASE)
    pick(page, DIARY)
    page.get_by_label("The date of day 0").focus()
    page.keyboard.type("02012024")
    page.get_by_label("This is me").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Keep it").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="This is kept")).to_be_visible(timeout=SLOWEST)


def test_what_was_typed_and_not_sent_is_there_after_a_lock(ada: Person, new_page: NewPage) -> None:
    page = enter(new_page(), ada.name, PASSPHRASE)
    pick(page, DIARY)
    page.locator("summary", has_text="Line “calm”").click()
    page.locator("fieldset", has_text="calm").get_by_label("Name of the line").fill("quiet")
    page.get_by_role("button", name="Lock").click()
    unlock(page, PASSPHRASE)
    expect(page.get_by_text("Pick it once more; what you told about it is still here.")).to_be_visible()
    pick(page, DIARY)
    expect(page.locator("summary", has_text="Line “quiet”")).to_be_visible()
    assert page.url.endswith(LOOK)
