"""A real browser on the real server: any width, scripts or none, light or dark; and nothing leaves the machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect, sync_playwright

from tests.running import AWAY, Running

SMALLEST, PHONE, DESK = 320, 390, 1280
# Widths and whether dark: each width and each light every time, every pair of them under --full.
SCREENS = [
    pytest.param(width, dark, marks=[] if dark is (width != PHONE) else [pytest.mark.full])
    for width in (SMALLEST, PHONE, DESK)
    for dark in (False, True)
]
HEIGHTS = {PHONE: 844, DESK: 900}
PATIENCE = 30_000  # milliseconds for what a page comes to show; a passphrase beside other tests takes seconds
ELSEWHERE = "<!doctype html><title>Elsewhere</title><p>Nothing to do with it.</p>"


class NewPage(Protocol):
    """Opens a page in a browser that nobody used before, or in that of another page."""

    def __call__(
        self, *, width: int = PHONE, scripts: bool = True, dark: bool = False, at: Running | None = None
    ) -> Page:
        """The page; addresses may be given as paths."""


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Chromium, without its sandbox only where it would refuse to start with it."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"] if root else [])
        yield opened
        opened.close()


@pytest.fixture
def new_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[NewPage]:
    """Opens pages; at the end of the test none may have broken the policy of the pages, or asked another machine."""
    opened: list[BrowserContext] = []
    faults: list[str] = []

    def open_page(*, width: int = PHONE, scripts: bool = True, dark: bool = False, at: Running | None = None) -> Page:
        running: Running = at or request.getfixturevalue("server")
        context = browser.new_context(
            base_url=running.address,
            viewport={"width": width, "height": HEIGHTS.get(width, 900)},
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        opened.append(context)
        context.route(lambda address: not address.startswith(running.address), _answer_for_others(faults))
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"script: {error}"))
        page.on("console", lambda message: faults.append(message.text) if "Policy" in message.text else None)
        return page

    yield open_page
    for context in opened:
        context.close()
    assert faults == []


def enter(page: Page, name: str, passphrase: str) -> Page:
    """The same page, once this place stands open in its browser."""
    page.goto("/open/")
    door = page.locator("form", has=page.locator("#passphrase"))
    door.locator("#place").fill(name)
    door.locator("#passphrase").fill(passphrase)
    door.locator(".btn").click()
    return opened(page)


def unlock(page: Page, passphrase: str) -> Page:
    """The same page, once the place that was locked on it stands open again."""
    page.locator("#passphrase").fill(passphrase)
    page.locator("main .btn").first.click()
    return opened(page)


def opened(page: Page) -> Page:
    """Wait until a place stands open on this page: a page asked for sooner is asked for under the old cookie."""
    expect(page.locator("form[data-lock]")).to_have_count(1)
    return page


def follow(page: Page, leads: Locator) -> None:
    """Press a button or link that leads on, and come to the page it leads to."""
    with page.expect_navigation():
        leads.click()


def press(page: Page, name: str) -> None:
    """Press the button of this name, and come to the page it leads to."""
    follow(page, page.get_by_role("button", name=name, exact=True))


def _answer_for_others(faults: list[str]) -> Callable[[Route], None]:
    """Answers for the place where Exit leads, and for nobody else."""

    def answer(route: Route) -> None:
        address = route.request.url
        if address.startswith(AWAY):
            route.fulfill(content_type="text/html", body=ELSEWHERE)
        else:
            faults.append(f"asked {address}")
            route.abort()

    return answer
