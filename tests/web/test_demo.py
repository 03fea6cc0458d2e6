"""The demo by plain HTTP: an invented person, marked on every page, and nobody's real place is touched or read."""

from __future__ import annotations

import json
import re
import signal
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from leanings.cli.demo import NAME
from tests.running import Running, serve
from tests.visitor import Answer, Visitor
from tests.web.addresses import every_address
from tests.web.test_who_may_see import READ

pytestmark = pytest.mark.loopback

MARK = "The person in it is invented"
UNREADABLE = "this is [ no toml"  # whoever reads it refuses to start
ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
OPENED = {
    "day": "/diary/",
    "words": "/diary/words/",
    "turning": "/diary/turning/",
    "sheet": "/sheet/",
    "unsent": "/unsent/",
}


@dataclass(frozen=True)
class Demo:
    """A demo that runs: its server, where its folder lies, and what it said about the invented person."""

    running: Running
    where: Path
    name: str
    passphrase: str

    @property
    def folders(self) -> list[Path]:
        """The folders of demos there are now."""
        return sorted(self.where.glob(f"{NAME}*"))

    def opened(self) -> Visitor:
        """A browser with the place of the invented person open."""
        browser = Visitor(self.running.address)
        told = {"place": self.name, "passphrase": self.passphrase}
        assert browser.submit(browser.get("/open/"), "/open/other/", **told).status == 303
        return browser


def start(folder: Path, **also: str) -> Demo:
    """Start a demo beside a real house that lies in this folder too."""
    where = folder / "temporary"
    where.mkdir(exist_ok=True)
    running = serve(folder / "real", "--demo", cold=True, port="0", program="leanings", TMPDIR=str(where), **also)
    assert running.process.stdout is not None
    about, name, passphrase, ends = (running.process.stdout.readline().decode().strip() for _ in range(4))
    assert about == "This is a demo. The person in it is invented, and what you type there is gone when it ends."
    assert ends == "Ctrl-C ends it."
    return Demo(running, where, name.removeprefix("name").strip(), passphrase.removeprefix("passphrase").strip())


def real_house(folder: Path) -> Path:
    """A house of a real person, in which nothing can be read without its being noticed."""
    home = folder / "real"
    (home / "secrets").mkdir(parents=True, mode=0o700)
    for name in ("leanings.toml", "secrets/server", "db.sqlite3", "kdf.json"):
        (home / name).write_text(UNREADABLE, encoding="utf-8")
    return home


def seen(home: Path) -> dict[str, object]:
    """All of a house, byte for byte, with the times of its files and folders."""
    found: dict[str, object] = {}
    for path in [home, *sorted(home.rglob("*"))]:
        told = path.stat()
        text = path.read_bytes() if path.is_file() else b""
        found[str(path)] = (told.st_mtime_ns, told.st_ctime_ns, told.st_mode, told.st_ino, text)
    return found


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """One demo for the file."""
    started = start(tmp_path_factory.mktemp("demo"))
    yield started
    started.running.stop()


@pytest.fixture(scope="module")
def browser(demo: Demo) -> Visitor:
    """Somebody who looks at it."""
    return demo.opened()


def told(answer: Answer) -> bool:
    """Whether there is a page at all: a redirect, and a no to a wrong way of asking, show nothing."""
    return answer.headers["Content-Type"].startswith("text/html") and bool(answer.text.strip())


def things(browser: Visitor) -> dict[str, str]:
    """One thing of every word, by how the names of its addresses begin."""
    pages = "".join(browser.get(path).text for path in ("/diary/", "/diary/turning/", "/kept/", "/diary/bring/"))
    for _ in range(8):
        earlier = re.findall(r'href="(/diary/\?before=[\d-]+)"', pages)
        if not earlier:
            break
        pages += browser.get(earlier[-1]).text
    found = {word: re.findall(rf'href="{start}({ID})/"', pages) for word, start in OPENED.items()}
    found["brought"] = re.findall(rf'href="/diary/bring/({ID})/"', pages)
    assert all(found.values()), found
    return {word: ids[0] for word, ids in found.items()}


def test_every_page_says_that_nobody_lived_this(demo: Demo, browser: Visitor) -> None:
    own, nobody = things(browser), Visitor(demo.running.address)
    looked_at = set()
    for name, path in every_address().items():
        mine = re.sub(ID, own.get(name.partition("_")[0], "0" * 8), path)
        for who, where in ((browser, mine), (browser, path), (nobody, path)):
            answer = who.get(where)
            if told(answer):
                assert MARK in answer.text, (name, answer.status)
                looked_at.add(name)
    shown = {name for name, statuses in READ.items() if 200 in statuses and not name.startswith("reading_")}
    assert shown <= looked_at


def test_what_is_refused_says_it_too(browser: Visitor) -> None:
    forged = browser.post("/people/", {"name": "Eve"})
    not_here = browser.get("/nowhere/at/all/")
    stranger = browser.ask("GET", "/", None, {"Host": "evil.example"})
    assert [answer.status for answer in (forged, not_here, stranger)] == [403, 404, 400]
    assert all(MARK in answer.text for answer in (forged, not_here, stranger))


def test_the_reading_finds_what_was_planted_and_its_files_say_that_it_is_invented(browser: Visitor) -> None:
    for _ in range(60):
        if browser.get("/diary/reading/notes.json").status == 200:
            break
        time.sleep(0.5)
    figures = json.loads(browser.get("/diary/reading/notes.json").text)
    assert figures["diary"]["invented"] is True
    found = figures["people"][0]["signals"]
    assert [(one["name"], one["pattern"]["kind"], one["pattern"]["direction"]) for one in found] == [
        ("today", "held", "up"),
        ("at ease", "passing", "down"),
        ("close", "held", "down"),
    ]
    paper = browser.get("/diary/reading/notes.pdf")
    assert paper.headers["Content-Type"] == "application/pdf"
    page = browser.get("/diary/reading/").text
    assert MARK in page
    assert page.count("<svg") >= 3


def test_a_real_house_says_nothing_of_the_kind(server: Running) -> None:
    for path in ("/", "/help/", "/open/", "/nowhere/"):
        assert "invented" not in Visitor(server.address).get(path).text


def test_its_story_ends_today_and_is_there_on_every_page(browser: Visitor) -> None:
    now = browser.get("/now/").text
    assert "Something you put aside" in now
    assert "Nora" in browser.get("/people/").text
    today = datetime.now(UTC).day
    newest = re.search(r'<li><a href="/diary/[^"]+"><span>\w+ (\d+)<', browser.get("/diary/").text)
    assert newest is not None
    assert abs(int(newest[1]) - today) in {0, 1, *range(27, 31)}  # the zone of this machine is not ours to choose
    points = browser.get("/diary/turning/").text
    assert points.count("<summary>") == 3
    found = browser.submit(browser.get("/now/"), "/search/", **{"for": "shifts"})
    assert "The new shifts began" in found.text


def test_what_is_typed_there_is_kept_as_anywhere(browser: Visitor) -> None:
    form = browser.get("/diary/words/")
    kept = browser.follow(browser.submit(form, "", words="A visitor was here."))
    assert "A visitor was here." in kept.text


def test_its_folder_is_for_its_owners_eyes_alone(demo: Demo) -> None:
    (folder,) = demo.folders
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert sorted(path.name for path in demo.where.iterdir()) == [folder.name]


def test_its_cookies_are_not_those_of_a_real_house_on_the_same_machine(browser: Visitor) -> None:
    assert set(browser.cookies) == {"demo-s", "demo-c"}


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_its_folder_goes_when_it_ends_and_a_real_house_was_never_looked_at(tmp_path: Path, how: signal.Signals) -> None:
    home = real_house(tmp_path)
    before = seen(home)
    database = f"postgresql://nobody@/{tmp_path.name}?host={tmp_path}"
    started = start(tmp_path, LEANINGS_DATABASE=database, LEANINGS_SECRETS=str(home / "secrets"), HOME=str(home))
    browser = started.opened()
    assert MARK in browser.get("/now/").text
    started.running.process.send_signal(how)
    assert started.running.process.wait(timeout=30) == 0
    assert list(started.where.iterdir()) == []
    assert seen(home) == before
    assert "Traceback" not in started.running.log


def test_a_real_house_that_is_served_at_the_same_time_goes_on(tmp_path: Path) -> None:
    house = serve(tmp_path / "real")
    taken = re.findall(r":(\d+)", house.address)[0]
    started = start(tmp_path)
    assert started.running.address != house.address
    assert MARK not in Visitor(house.address).get("/").text
    browser = Visitor(house.address)
    nothing = browser.submit(browser.get("/open/"), "/open/other/", place=started.name, passphrase=started.passphrase)
    assert nothing.status == 403
    started.running.stop()
    assert Visitor(house.address).get("/").status == 200
    assert taken in (tmp_path / "real" / "serve.lock").read_text(encoding="utf-8")
    house.stop()


def test_what_a_killed_one_left_is_gone_after_the_next_start_and_one_that_runs_is_spared(tmp_path: Path) -> None:
    killed, runs = start(tmp_path), start(tmp_path)
    assert len(runs.folders) == 2
    killed.running.kill()
    assert len(runs.folders) == 2
    third = start(tmp_path)
    assert len(third.folders) == 2
    assert runs.opened().get("/now/").status == 200
    assert third.name != runs.name
    for one in (third, runs):
        one.running.stop()
    assert third.folders == []


def test_a_port_that_was_named_and_is_taken_is_refused_and_leaves_nothing(tmp_path: Path, demo: Demo) -> None:
    port = demo.running.address.rpartition(":")[2]
    with pytest.raises(AssertionError, match=f"Port {port} is taken"):
        serve(tmp_path / "real", "--demo", "--port", port, port=None, TMPDIR=str(tmp_path))
    assert list(tmp_path.glob("leanings-*")) == []
