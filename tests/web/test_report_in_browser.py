"""The report in a real browser, opened from a file: nothing to scroll sideways, nothing too small, nothing cut."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from leanings.core.reading import Reading
from leanings.web.kit.report import render_report
from tests import examples

pytestmark = pytest.mark.browser
WIDTHS = (320, 359, 390, 479, 480, 719, 720, 1280)
SMALLEST = """() => Math.min(...[...document.querySelectorAll('.level-chart text')]
  .filter(text => text.getClientRects().length && text.getBoundingClientRect().width > 0)
  .map(text => parseFloat(getComputedStyle(text).fontSize) * text.ownerSVGElement.getScreenCTM().a))"""
SHOWN = """() => [...document.querySelectorAll('.level-chart')].filter(one => one.getBoundingClientRect().width > 0)
  .map(one => one.classList.contains('wide') ? 'wide' : 'phone')"""
CUT = """() => [...document.querySelectorAll('.level-chart text')].filter(text => {
  const box = text.getBoundingClientRect(), paper = text.ownerSVGElement.getBoundingClientRect();
  return box.width > 0 && (box.left < paper.left - 1 || box.right > paper.right + 1
    || box.top < paper.top - 1 || box.bottom > paper.bottom + 1); }).map(text => text.textContent)"""
OPEN_ALL = "() => document.querySelectorAll('details').forEach(one => { one.open = true; })"


def opened(
    browser: Browser, folder: Path, reading: Reading, width: int, scheme: Literal["light", "dark"] = "light"
) -> tuple[Page, list[str]]:
    """The report of a reading, opened from a file, and all that the browser complains of or asks for."""
    file = folder / "report.html"
    file.write_text(render_report(reading), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("request", lambda asked: heard.append(asked.url) if asked.url.startswith("http") else None)
    page.goto(file.as_uri())
    page.evaluate("() => document.fonts.ready")
    return page, heard


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("make", [examples.undated, examples.years, examples.couple])
def test_it_fits_any_width_and_its_pictures_can_be_read(
    browser: Browser, tmp_path: Path, make: Callable[[], Reading], width: int
) -> None:
    page, heard = opened(browser, tmp_path, make(), width)
    page.evaluate(OPEN_ALL)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(SMALLEST) >= 12
    assert page.evaluate(CUT) == []
    assert set(page.evaluate(SHOWN)) == {"wide" if width >= 720 else "phone"}
    assert heard == []
    page.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_many_people_fit_any_width(browser: Browser, tmp_path: Path, width: int) -> None:
    page, heard = opened(browser, tmp_path, examples.practice(), width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert heard == []
    page.close()


def test_light_and_dark_follow_the_device(browser: Browser, tmp_path: Path) -> None:
    grounds = []
    for scheme in ("light", "dark"):
        page, _ = opened(
            browser, tmp_path, examples.of_kind("held", "down"), 390, "dark" if scheme == "dark" else "light"
        )
        grounds.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        page.close()
    assert grounds == ["rgb(250, 247, 242)", "rgb(25, 23, 20)"]


def test_its_own_fonts_are_used(browser: Browser, tmp_path: Path) -> None:
    page, _ = opened(browser, tmp_path, examples.of_kind("held", "down"), 390)
    faces = page.evaluate("() => [...document.fonts].filter(face => face.status === 'loaded').map(face => face.family)")
    assert set(faces) == {"Newsreader", "Figtree"}
    page.close()


def test_on_paper_every_table_lies_open_and_the_ground_is_white(browser: Browser, tmp_path: Path) -> None:
    page, _ = opened(browser, tmp_path, examples.years(), 680)
    assert page.evaluate("() => document.querySelector('.figures').getBoundingClientRect().height") == 0
    page.emulate_media(media="print")
    tall = page.evaluate("() => [...document.querySelectorAll('table')].map(one => one.getBoundingClientRect().height)")
    assert len(tall) == 6
    assert min(tall) > 40
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert set(page.evaluate(SHOWN)) == {"wide"}
    assert page.evaluate(SMALLEST) >= 12
    page.close()


def test_the_table_of_figures_opens_without_a_script(browser: Browser, tmp_path: Path) -> None:
    page, _ = opened(browser, tmp_path, examples.of_kind("held", "down"), 390)
    assert not page.locator(".figures").is_visible()
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".figures").is_visible()
    assert page.locator("summary").first.bounding_box()["height"] >= 44  # type: ignore[index]  # it is there
    page.close()
