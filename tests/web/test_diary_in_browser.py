"""The diary in a real browser: five touches with one thumb, keyboard, scripts or none, two windows, two themes."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # axe carries no types
from playwright.sync_api import Page, expect

from tests.browsing import DESK, PHONE, NewPage, enter, follow, unlock
from tests.running import Running
from tests.web.diaries import PASSPHRASE, Person, form, person

pytestmark = [pytest.mark.browser, pytest.mark.loopback]

COUNT_TOUCHES = "window.touches = 0; addEventListener('pointerdown', () => { window.touches += 1; }, true)"
OVER_THE_EDGE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """() => [...document.querySelectorAll('main :is(a, button, summary, select, textarea, .chip, .stop, .none)')]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
  .map(one => one.outerHTML.slice(0, 80))"""
LONG = "A long and winding line of words without an end to it. " * 8
AROUND = ["come round", "pair"]  # what the fifth place holds on the two kinds of days


@pytest.fixture
def ada(server: Running) -> Person:
    """Ada, with an empty diary."""
    return person(server, "ada")


def at(page: Page, somebody: Person, path: str = "/now/") -> Page:
    """A page of somebody's place, opened in a browser of their own."""
    enter(page, somebody.name, PASSPHRASE).goto(path)
    return page


def always(somebody: Person, fifth: str) -> None:
    """Make every day one of the two kinds: the fifth place is the pair, or a line that comes round."""
    page = somebody.browser.get("/diary/lines/")
    ticks = re.findall(r'type="checkbox" name="(\w+)" value="([\w-]+)"', page.text)
    off = {"pair"} if fifth == "come round" else {id for _, id in ticks} - {"pair", "day", "ease", "close", "heard"}
    hidden = [(name, value) for name, value in form(page).items() if name in ("csrfmiddlewaretoken", "once")]
    told = [
        ("act", "choose"),
        ("every_1", "day"),
        ("every_2", "ease"),
        ("every_3", "heard" if fifth == "pair" else "close"),
    ]
    if fifth == "pair":
        off |= {"close"}
    sent = [*hidden, *told, *((group, id) for group, id in ticks if id not in off)]
    kept = somebody.send_pairs("/diary/lines/", sent)
    assert kept.status == 303, kept.text


def keep(page: Page) -> None:
    """Press the first button that keeps."""
    page.get_by_role("button", name="Keep it").first.click()


@pytest.mark.parametrize("fifth", AROUND)
def test_a_whole_check_in_takes_five_touches_and_one_to_keep_it(new_page: NewPage, ada: Person, fifth: str) -> None:
    always(ada, fifth)
    page = at(new_page(width=PHONE), ada, "/diary/day/")
    page.evaluate(COUNT_TOUCHES)
    page.locator(".chip", has_text="Wrote").click()
    lines = page.locator(".card.lines").first.locator("> .line")
    for line in range(lines.count()):
        lines.nth(line).locator(".stop").nth(2 + line).click()
    if fifth == "pair":
        page.locator(".plane").first.click(position={"x": 40, "y": 30})
    assert page.evaluate("window.touches") == 5
    keep(page)
    expect(page).to_have_url(re.compile(r"/diary/[\w-]{36}/$"))
    rows = page.locator(".said > div")
    assert rows.count() == (6 if fifth == "pair" else 5)
    assert page.get_by_text("not answered").count() == 0


def test_everything_asked_lies_under_one_thumb_and_nothing_hangs_over_the_edge(new_page: NewPage, ada: Person) -> None:
    kept = ada.day(note=LONG, contact="wrote", day_1="4").address
    for width in (320, PHONE):
        page = at(new_page(width=width), ada, "/diary/day/")
        for path in ("/diary/day/", "/diary/words/", "/diary/lines/", "/diary/", kept, kept + "erase/"):
            page.goto(path)
            for summary in page.locator("main summary").all():
                summary.click()
            assert page.evaluate(OVER_THE_EDGE) <= 0, (width, path)
            if path != kept:
                assert page.evaluate(SMALL) == [], path


def test_a_check_in_is_made_with_the_keyboard_alone(new_page: NewPage, ada: Person) -> None:
    always(ada, "come round")
    page = at(new_page(), ada, "/diary/day/")
    page.locator("#main").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    order = []
    for _ in range(6):
        page.keyboard.press("Tab")
        order.append(page.evaluate("document.activeElement.name"))
        page.keyboard.press("ArrowRight")
    assert order[:4] == ["contact", "day.1", "ease.1", "close.1"]
    assert order[5] == "why"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("By hand.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("By hand.")).to_be_visible()
    assert page.locator(".said > div").count() == 6


@pytest.mark.parametrize("scripts", [True, False])
def test_a_line_that_needs_contact_goes_where_there_was_none_and_comes_back(
    new_page: NewPage, ada: Person, scripts: bool
) -> None:
    page = at(new_page(scripts=scripts), ada, "/diary/day/")
    more = page.locator("details.rest summary")
    if page.locator("[name='heard.1']").first.is_hidden():
        more.click()
    lines = {"heard": ("Together", "Wrote"), "safe": ("Together", "Wrote", "Only the children")}
    for contact in ("Together", "Wrote", "Only the children", "No"):
        page.locator(".chip", has_text=contact).click()
        for id, where in lines.items():
            assert page.locator(f"[name='{id}.1']").first.is_visible() is (contact in where), (contact, id)
        assert page.locator("[name='sad.1']").first.is_visible()


def test_what_was_set_and_taken_back_is_another_answer_than_what_was_never_touched(
    new_page: NewPage, ada: Person
) -> None:
    page = at(new_page(), ada, "/diary/day/")
    page.locator(".chip", has_text="Together").click()
    line = page.locator(".line", has_text="Today was")
    line.locator(".stop").nth(3).click()
    line.locator(".none").click()
    keep(page)
    expect(page.locator(".said > div", has_text="Today was")).to_contain_text("skipped")
    expect(page.locator(".said > div", has_text="I was")).to_contain_text("not answered")


def test_without_scripts_the_pair_is_two_lines_and_all_of_it_works(new_page: NewPage, ada: Person) -> None:
    always(ada, "pair")
    page = at(new_page(scripts=False), ada, "/diary/day/")
    assert page.locator(".plane").first.is_hidden()
    page.locator(".slider", has_text="Reasons to stay").locator(".stop").nth(8).click()
    page.locator(".slider", has_text="Reasons to go").locator(".stop").nth(7).click()
    page.locator("summary", has_text="Add a few words").click()
    page.locator("textarea").fill("No scripts.")
    keep(page)
    for text in ("8", "7"):
        assert page.locator(".said dd", has_text=text).first.is_visible()
    follow(page, page.get_by_role("link", name="Change it"))
    page.locator("textarea").fill("Still none.")
    keep(page)
    expect(page.get_by_text("Still none.")).to_be_visible()
    follow(page, page.get_by_role("link", name="Erase it"))
    page.get_by_role("button", name="Erase it for good").click()
    expect(page.get_by_text("Nothing is kept here yet.")).to_be_visible()


def test_a_text_typed_when_the_place_locks_is_in_the_form_again_after_unlocking(new_page: NewPage, ada: Person) -> None:
    page = at(new_page(), ada, "/diary/words/")
    page.locator("#id_words").fill("In the middle of a")
    page.get_by_role("button", name="Lock").click()
    expect(page.locator("#passphrase")).to_be_visible()
    assert "In the middle of a" not in page.content()
    unlock(page, PASSPHRASE).goto("/diary/words/")
    expect(page.locator("#id_words")).to_have_value("In the middle of a")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_two_windows_on_one_entry_show_both_texts_side_by_side(new_page: NewPage, ada: Person, width: int) -> None:
    kept = ada.words(words="Before.").address
    one = at(new_page(width=width), ada, kept + "edit/")
    other = one.context.new_page()
    other.goto(kept + "edit/")
    for page, text in ((one, "From the one."), (other, "From the other.")):
        page.locator("#id_words").fill(text)
        keep(page)
    expect(other.locator(".other")).to_contain_text("From the one.")
    expect(other.locator("#id_words")).to_have_value("From the other.")
    left, right = other.locator(".other").bounding_box(), other.locator(".beside > .card").last.bounding_box()
    assert left is not None
    assert right is not None
    assert (left["y"] == right["y"]) is (width == DESK)
    follow(other, other.get_by_role("button", name="Keep both"))
    assert other.locator(".leaf li").count() == 2


def test_earlier_months_come_in_place_and_the_keyboard_goes_on_there(new_page: NewPage, ada: Person) -> None:
    for month, days in (("02", 21), ("01", 2)):
        for day in range(1, days + 1):
            ada.day(day_1="5", day=f"2024-{month}-{day:02}")
    page = at(new_page(), ada, "/diary/")
    assert page.locator("#months h2").all_inner_texts() == ["February 2024"]
    page.get_by_role("link", name="Earlier").click()
    expect(page.locator("#months h2")).to_have_text(["February 2024", "January 2024"])
    expect(page.locator("#months h2").last).to_be_focused()
    assert page.url.endswith("/diary/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('section').querySelector('h2').textContent") == "January 2024"
    plain = at(new_page(scripts=False), ada, "/diary/")
    follow(plain, plain.get_by_role("link", name="Earlier"))
    assert plain.locator("#months h2").all_inner_texts() == ["January 2024"]


def test_after_a_good_while_of_writing_one_quiet_line_comes_and_stops_nothing(new_page: NewPage, ada: Person) -> None:
    page = at(new_page(), ada, "/diary/words/")
    page.clock.install()
    page.reload()
    page.clock.run_for("08:00")
    # A letter now and then: a page that nobody types into locks itself.
    for stretch in ("00:00", "06:00", "06:00", "06:00", "01:50"):
        page.clock.run_for(stretch)
        assert page.locator(".long").is_hidden()
        page.locator("#id_words").press("a")
    page.clock.run_for("00:20")
    expect(page.locator(".long")).to_be_visible()
    keep(page)
    expect(page.locator(".own")).to_have_text("aaaaa")


@pytest.mark.parametrize("dark", [False, True])
def test_every_page_of_the_diary_can_be_used_by_everyone(new_page: NewPage, ada: Person, dark: bool) -> None:
    kept = ada.day(contact="together", day_1="4", note="Words.").address
    written = [ada.words(words="Why?", fact="A.", after="heavier").address for _ in range(2)]
    page = at(new_page(dark=dark), ada, "/diary/")
    ada.fill(ada.browser.get(kept + "edit/"), note="Meanwhile.")
    addresses = [
        kept,
        kept + "edit/",
        kept + "erase/",
        *written,
        "/diary/",
        "/diary/day/",
        "/diary/words/",
        "/diary/lines/",
    ]
    for address in addresses:
        page.goto(address)
        for summary in page.locator("main summary").all():
            if not summary.evaluate("one => one.parentElement.open"):
                summary.click()
        found = Axe().run(page)
        assert found.violations_count == 0, (address, found.generate_report())
