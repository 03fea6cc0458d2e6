"""What a thief of the disk finds, and what a browser still holds: nothing that was typed.

A-01: canaries are typed through every page that takes text, one of them into a form while the place is locked; then
every file the server wrote is searched, the log and the journal too. A-15: the browser's own folder is searched after
lock and Exit, and Back, reopening a tab and the history show the lock page or nothing.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browsing import enter
from tests.running import AWAY, Running, make_place, serve
from tests.visitor import Visitor
from tests.web.diaries import PASSPHRASE, Person, open_again, person
from tests.web.nights import sheet

pytestmark = pytest.mark.loopback

CANARY = re.compile(rb"(?i)canary[-_ ]?[0-9a-z]+")
NAME = "ada-of-the-traces"


def canary(what: str) -> str:
    """A word that stands nowhere else; several times over, so that no block of a disk cuts them all."""
    return f"canary{what}zq " * 40


def search(folder: Path) -> list[str]:
    """The files below this folder that hold a canary in clear, in UTF-8 or UTF-16."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            text = path.read_bytes()
            if CANARY.search(text) or CANARY.search(text.replace(b"\0", b"")):
                found.append(str(path.relative_to(folder)))
    return found


def type_everywhere(ada: Person) -> list[str]:
    """Type a canary of its own into every field for words; what was typed."""
    browser = ada.browser
    ada.day(contact="together", day_1="4", why="happened", note=canary("note"))
    first = ada.words(words=canary("words"), fact=canary("fact"), feeling=canary("feeling"))
    ada.send(f"{first.address}edit/", words=canary("changed"))
    browser.submit(browser.get("/people/"), "/people/", name="canaryfriendzq", reach="canaryreachzq")
    browser.submit(browser.get("/now/"), "/search/", **{"for": "canarysearchzq"})
    browser.submit(browser.get("/unsent/here/"), "/unsent/here/", words=canary("unsent"))
    shown = sheet(browser, "torn", canary("sheet"), tomorrow="canarytomorrowzq")
    browser.post("/keep/here/", shown.form("/sheet/again/").fields)
    form = browser.get("/diary/words/").form("").fields
    browser.submit(browser.get("/now/"), "/lock/")
    locked = browser.post("/diary/words/", {**form, "words": canary("draft")})
    assert "put aside" in locked.text
    return ["note", "words", "changed", "unsent", "sheet", "draft"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The folder of a house of its own."""
    return tmp_path / "house" / "home"


@pytest.fixture
def own(home: Path) -> Iterator[Running]:
    """A server on it."""
    running = serve(home)
    yield running
    running.stop()


def test_a_thief_of_the_whole_disk_finds_no_word(own: Running, home: Path) -> None:
    ada = person(own, NAME)
    type_everywhere(ada)
    assert search(home.parent) == []
    with sqlite3.connect(home / "db.sqlite3") as database:
        dump = "\n".join(database.iterdump())
    assert "place" in dump
    assert not CANARY.search(dump.encode())
    own.kill()
    assert search(home.parent) == [], "after a power cut"
    assert "canary" not in own.log


def test_what_was_erased_is_in_no_free_page(own: Running, home: Path) -> None:
    ada = person(own, NAME)
    kept = ada.words(words="This goes again.")
    with sqlite3.connect(home / "db.sqlite3") as database:
        (blob,) = database.execute("SELECT blob FROM key_item ORDER BY rowid DESC LIMIT 1").fetchone()
    assert blob in (home / "db.sqlite3").read_bytes()
    ada.browser.submit(ada.browser.get(f"{kept.address}erase/"), "")
    assert ada.browser.get(kept.address).status == 404
    assert blob not in (home / "db.sqlite3").read_bytes()
    assert not (home / "db.sqlite3-journal").exists()


def test_what_was_typed_and_never_kept_leaves_nothing(own: Running, home: Path) -> None:
    before = (home / "db.sqlite3").read_bytes()
    eve = Visitor(own.address)
    shown = sheet(eve, "part", canary("sheet"), first=["home"])
    eve.post("/keep/", shown.form("/sheet/").fields)
    eve.submit(eve.get("/unsent/"), "/unsent/", words=canary("unsent"))
    assert (home / "db.sqlite3").read_bytes() == before
    assert search(home.parent) == []
    assert all("canary" not in value and "part" not in value for value in eve.cookies.values())
    eve.post("/exit/", {})
    assert set(eve.cookies) <= {"c"}


@pytest.fixture
def profile(tmp_path: Path, chromium: str, browser: Browser, own: Running) -> Iterator[tuple[BrowserContext, Path]]:
    """A browser with a folder of its own on the disk, as a person's is."""
    folder = tmp_path / "profile"
    context = browser.browser_type.launch_persistent_context(
        folder,
        executable_path=chromium,
        args=["--no-sandbox"],
        base_url=own.address,
        viewport={"width": 390, "height": 844},
    )
    context.route(f"{AWAY}**", lambda route: route.fulfill(content_type="text/html", body="<title>Elsewhere</title>"))
    yield context, folder
    context.close()


@pytest.mark.browser
def test_after_lock_and_exit_the_browser_shows_and_holds_nothing(
    home: Path, profile: tuple[BrowserContext, Path], tmp_path: Path
) -> None:
    make_place(home, NAME, PASSPHRASE)
    context, folder = profile
    page = context.pages[0]
    enter(page, NAME, PASSPHRASE)
    page.goto("/diary/words/")
    page.locator("textarea").first.fill(canary("typed"))
    page.locator("main form .btn").first.click()
    page.wait_for_url(re.compile(r"/diary/words/[0-9a-f-]{36}/"))
    entry = page.url
    assert "canarytypedzq" in page.content()
    page.locator("form[data-lock] button").click()
    page.wait_for_selector("#passphrase")
    for _ in range(2):
        page.go_back()
        assert "canarytypedzq" not in page.content()
    page.goto(entry)
    assert "canarytypedzq" not in page.content()
    page.fill("#passphrase", PASSPHRASE)
    page.locator("main .btn").first.click()
    page.wait_for_selector("text=canarytypedzq")
    page.locator("form.exit button").click()
    page.wait_for_url(f"{AWAY}**")
    page.go_back()
    page.wait_for_load_state()
    assert "canarytypedzq" not in page.content()
    tab = context.new_page()
    tab.goto(entry)
    assert "canarytypedzq" not in tab.content()
    assert tab.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])") == "[{},{}]"
    context.close()
    copied = tmp_path / "copied"
    shutil.copytree(folder, copied, ignore_dangling_symlinks=True)
    assert search(copied) == []
    with sqlite3.connect(next(copied.rglob("History"))) as history:
        titles = {title for (title,) in history.execute("SELECT title FROM urls WHERE url LIKE 'http://127.%'")}
    assert titles <= {"Leanings", ""}


def test_a_place_opened_again_reads_all_of_it(own: Running) -> None:
    ada = person(own, NAME)
    typed = type_everywhere(ada)
    browser = open_again(Visitor(own.address), ada.name)
    seen = browser.get("/diary/words/").text
    for path in re.findall(r'<li><a href="([^"]+)"', browser.get("/diary/").text):
        seen += browser.get(path).text
    assert [what for what in typed if what in ("note", "changed", "draft") and f"canary{what}zq" not in seen] == []
