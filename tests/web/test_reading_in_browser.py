"""The reading in a real browser: any width, light, dark and paper, scripts or none, with the keyboard alone."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # axe carries no types
from playwright.sync_api import expect

from leanings.core.document import Document
from leanings.core.me import Me
from leanings.core.shows import Remembered, Shows
from tests.browsing import DESK, PHONE, NewPage
from tests.running import Running, serve
from tests.web import months
from tests.web.diaries import Person
from tests.web.months import TODAY, person_with
from tests.web.readings import CHOOSE, EXAMPLE, LAST, LONGEST, READING, shown, signs
from tests.web.test_diary_in_browser import at

pytestmark = [pytest.mark.browser, pytest.mark.loopback]

SMALLEST = """() => Math.min(...[...document.querySelectorAll('.level-chart text')]
  .filter(text => text.getBoundingClientRect().width > 0)
  .map(text => parseFloat(getComputedStyle(text).fontSize) * text.ownerSVGElement.getScreenCTM().a))"""
CUT = """() => [...document.querySelectorAll('.level-chart text')].filter(text => {
  const box = text.getBoundingClientRect(), paper = text.ownerSVGElement.getBoundingClientRect();
  return box.width > 0 && (box.left < paper.left - 1 || box.right > paper.right + 1
    || box.top < paper.top - 1 || box.bottom > paper.bottom + 1); }).map(text => text.textContent)"""
NOTES_TOUCH = """() => [...document.querySelectorAll('.level-chart')].flatMap(chart => {
  const boxes = [...chart.querySelectorAll('.note')].map(one => one.getBoundingClientRect()).filter(box => box.width);
  return boxes.flatMap((a, i) => boxes.slice(i + 1).filter(b => a.left < b.right && b.left < a.right
    && a.top + 2 < b.bottom - 2 && b.top + 2 < a.bottom - 2)); }).length"""
OVER_THE_EDGE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """() => [...document.querySelectorAll('main :is(a, button, summary, select, input:not([type=range]), .chip)')]
  .filter(one => one.checkVisibility() && !one.closest('.chip') && one.getBoundingClientRect().height < 43.5
    && !one.closest('p.eyebrow'))
  .map(one => one.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def ada(server: Running) -> Person:
    """Ada, whose reading is made: months of answers, a brought diary, turning points, two of them close together."""
    points = [months.point(100, "We talked all night."), months.point(52, "The letter."), months.point(49, "A visit.")]
    kept: list[Document] = [*months.months(), months.brought(), *points]
    me = Me(door="torn", shows=Shows(lines=("close", "ease"), remembered=(Remembered("close", 8.0),)))
    somebody = person_with(server, "ada", kept, me)
    for path in (READING, EXAMPLE, *signs(shown(somebody.browser))):
        shown(somebody.browser, path)
    return somebody


@pytest.mark.parametrize("width", [320, 359, PHONE, 480, 719, 720, DESK])
def test_it_fits_any_width_and_every_word_on_the_pictures_can_be_read(
    new_page: NewPage, ada: Person, width: int
) -> None:
    page = at(new_page(width=width), ada, READING)
    page.evaluate("() => document.fonts.ready")
    for summary in page.locator("main summary").all():
        summary.click()
    assert page.evaluate(OVER_THE_EDGE) <= 0
    assert page.evaluate(SMALLEST) >= 12
    assert page.evaluate(CUT) == []
    assert page.evaluate(NOTES_TOUCH) == 0
    assert page.evaluate(SMALL) == []
    page.goto(CHOOSE)
    page.locator(".chip", has_text="A stretch I mark").click()
    assert page.evaluate(OVER_THE_EDGE) <= 0
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("dark", [False, True])
def test_every_page_of_it_can_be_used_by_everyone(new_page: NewPage, ada: Person, dark: bool) -> None:
    page = at(new_page(dark=dark), ada, READING)
    for path in (READING, signs(shown(ada.browser))[0], EXAMPLE, CHOOSE):
        page.goto(path)
        for summary in page.locator("main summary").all():
            summary.click()
        found = Axe().run(page)
        assert found.violations_count == 0, (path, found.generate_report())


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_touch_on_the_picture_picks_the_day_and_leads_to_what_happened(
    new_page: NewPage, ada: Person, width: int
) -> None:
    page = at(new_page(width=width), ada, READING)
    drawing = page.locator(".level-chart:visible").first
    box = drawing.locator(".grid").first.bounding_box()
    paper = drawing.bounding_box()
    assert box is not None
    assert paper is not None
    field = page.locator(".picking input").first
    last = date.fromisoformat(field.get_attribute("max") or "")
    page.mouse.click(box["x"] + box["width"] / 2, paper["y"] + paper["height"] / 2)
    day = date.fromisoformat(field.input_value())
    assert abs((day - (last - timedelta(days=74))).days) <= 2
    page.get_by_role("button", name="What happened around then?").first.click()
    expect(page).to_have_url(re.compile(rf"/diary/turning/new/\?day={day}$"))
    assert f"{day}" in page.content()


def test_the_arrow_keys_pick_a_day_on_the_picture(new_page: NewPage, ada: Person) -> None:
    page = at(new_page(), ada, READING)
    picker = page.locator(".drawn:visible input[type=range]").first
    field = page.locator(".picking input").first
    before = date.fromisoformat(field.input_value())
    picker.focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    assert date.fromisoformat(field.input_value()) == before - timedelta(days=3)
    day = before - timedelta(days=3)
    assert picker.get_attribute("aria-valuetext") == f"{day:%B} {day.day}, {day.year}"


def test_without_scripts_the_day_is_picked_in_a_field(new_page: NewPage, ada: Person) -> None:
    page = at(new_page(scripts=False), ada, READING)
    assert page.locator("input[type=range]").count() == 0
    day = TODAY - timedelta(days=40)
    page.locator(".picking input").first.fill(f"{day}")
    page.get_by_role("button", name="What happened around then?").first.click()
    expect(page).to_have_url(re.compile(rf"/diary/turning/new/\?day={day}$"))


@pytest.mark.parametrize("scripts", [True, False])
def test_another_line_comes_as_a_picture_when_it_is_asked_for(new_page: NewPage, ada: Person, scripts: bool) -> None:
    page = at(new_page(scripts=scripts), ada, READING)
    figures = page.locator("figure").count()
    page.get_by_role("link", name="hopeful").click()
    expect(page.locator("figure")).to_have_count(figures + 1)
    expect(page.locator(".others figure")).to_be_visible()
    assert page.locator(".where").count() == 2
    if scripts:
        assert page.url.endswith(READING)
        assert page.evaluate("document.activeElement.matches('.others li')")
    else:
        assert re.search(r"\?line=[0-9a-f]{10}#m[0-9a-f]{10}$", page.url)


def test_on_paper_it_is_the_wide_drawing_with_the_figures_open_and_nothing_to_press(
    new_page: NewPage, ada: Person, tmp_path: Path
) -> None:
    page = at(new_page(width=720), ada, READING)
    page.emulate_media(media="print")
    for hidden in (".words", ".exit", ".picking", "main button", ".ways", "input", "details"):
        assert page.locator(f"{hidden}:visible").count() == 0, hidden
    assert page.locator(".level-chart.wide:visible").count() == 2
    assert page.locator(".level-chart.phone:visible").count() == 0
    assert page.evaluate(SMALLEST) >= 12
    tables = page.locator("table.figures")
    assert all(tables.nth(place).is_visible() for place in range(tables.count()))
    pdf = tmp_path / "paper.pdf"
    page.pdf(path=pdf, format="A4")
    sheets = [" ".join(sheet.get_textpage().get_text_range().split()) for sheet in pypdfium2.PdfDocument(pdf)]
    whole = " ".join(sheets)
    for told in ("have mostly been", "What it rests on", "Now: the last 7 days", "We talked all night.", LAST):
        assert told in whole
    drawn = [sum(one.type == 2 for one in sheet.get_objects()) for sheet in pypdfium2.PdfDocument(pdf)]
    assert max(drawn) > 20, "paths of the drawing are on the paper"
    assert [sheet for sheet in sheets if "“close” Your" in sheet and "“at ease” Your" in sheet] == []


def test_the_mark_of_an_invented_diary_stays_on_paper(new_page: NewPage, ada: Person) -> None:
    page = at(new_page(width=720), ada, EXAMPLE)
    page.emulate_media(media="print")
    expect(page.get_by_text("This diary is invented. Nobody kept it.")).to_be_visible()


def test_the_days_of_a_stretch_show_when_a_stretch_is_marked(new_page: NewPage, ada: Person) -> None:
    page = at(new_page(), ada, CHOOSE)
    expect(page.locator("#id_first")).to_be_hidden()
    page.locator(".chip", has_text="A stretch I mark").click()
    expect(page.locator("#id_first")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_while_it_is_made_the_page_says_so_and_goes_on_by_itself(
    new_page: NewPage, tmp_path: Path, scripts: bool
) -> None:
    fresh = serve(tmp_path / "home")  # where nothing was ever read: it takes longer than a page waits
    try:
        somebody = person_with(fresh, "ada", months.months(400), Me(door="torn"))
        page = at(new_page(scripts=scripts, at=fresh), somebody, READING)
        assert page.get_by_text("Your answers are being read.").first.is_visible()
        progress = page.locator("progress")
        assert 0 <= int(progress.get_attribute("value") or "-1") <= 100
        assert page.locator("figure").count() == 0
        expect(page.locator(".where").first).to_be_visible(timeout=1000 * LONGEST)
        expect(progress).to_have_count(0)
        if scripts:
            expect(page.locator("#told")).to_have_text("It is all here now.")
            assert page.locator("[hx-trigger]").count() == 0
    finally:
        fresh.stop()
