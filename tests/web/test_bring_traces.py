"""A-01 of a brought file: a canary in every cell and in its name, and the server killed at every step.

Nothing of the file is on the disk in clear, neither in the house nor among temporary files nor in the log; and the
place is whole: the file was brought wholly, or not at all.
"""

from __future__ import annotations

import os
import re
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.running import Running, serve
from tests.visitor import Answer, Visitor
from tests.web.bringing import LOOK, UPLOAD, looked, pick, tell, waited
from tests.web.diaries import Person, open_again, person, said, told

pytestmark = pytest.mark.loopback

CANARY = "canarybroughtzq"
ROWS = 3_000
FILE = f"date,{CANARY}line,{CANARY}mark,{CANARY}note\n".encode() + b"".join(
    f"20{10 + n // 336:02d}-{1 + n // 28 % 12:02d}-{1 + n % 28:02d},{n % 11},{n % 2},{CANARY}{n}\n".encode()
    for n in range(ROWS)
)
NAME = f"{CANARY}.csv"


@dataclass
class House:
    """A server with a folder for temporary files of its own, killed and started again."""

    home: Path
    passing: Path
    running: Running

    def killed(self) -> Visitor:
        """Kill it, look at all that is left, and start it again."""
        self.running.kill()
        self.search()
        self.running = self.started(self.home, self.passing)
        return Visitor(self.running.address)

    def search(self) -> None:
        """Nothing of the file is anywhere."""
        for folder in (self.home, self.passing):
            for path in folder.rglob("*"):
                if path.is_file():
                    assert CANARY.encode() not in path.read_bytes(), path
                assert CANARY not in path.name
        assert CANARY not in self.running.log
        for path in Path(tempfile.gettempdir()).glob("tmp*"):
            if path.is_file() and os.access(path, os.R_OK):
                assert CANARY.encode() not in path.read_bytes(), path

    @staticmethod
    def started(home: Path, passing: Path) -> Running:
        return serve(home, TMPDIR=str(passing))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    passing = tmp_path / "passing"
    passing.mkdir()
    found = House(tmp_path / "home", passing, House.started(tmp_path / "home", passing))
    yield found
    found.running.stop()
    found.search()


def after_upload(ada: Person) -> None:
    assert pick(ada.browser, FILE, NAME).status == 303


def while_looked_at(ada: Person) -> None:
    pick(ada.browser, FILE, NAME)
    ada.browser.get(LOOK)


def before_the_keeping_was_answered(ada: Person) -> None:
    page = looked(ada.browser, FILE, NAME)
    sending = threading.Thread(target=_quietly, args=(lambda: tell(ada.browser, page),), daemon=True)
    sending.start()
    threading.Event().wait(0.3)


def with_the_keeping_begun(ada: Person) -> None:
    page = looked(ada.browser, FILE, NAME)
    ada.browser.post(LOOK, {**page.form(LOOK).fields, "act": "keep"})


def after_all_was_kept(ada: Person) -> None:
    assert "This is kept" in said(tell(ada.browser, looked(ada.browser, FILE, NAME)))


def _quietly(act: Callable[[], Answer]) -> None:
    try:
        act()
    except (OSError, ValueError, AssertionError):  # the line was cut
        return


STEPS = [
    after_upload,
    while_looked_at,
    with_the_keeping_begun,
    before_the_keeping_was_answered,
    after_all_was_kept,
]


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_nothing_lies_in_clear_and_the_place_is_whole(
    house: House, step: Callable[[Person], None]
) -> None:
    ada = person(house.running, "ada-kills")
    step(ada)
    browser = open_again(house.killed(), ada.name)
    page = browser.get(UPLOAD)
    kept = NAME in page.text
    if step is after_all_was_kept:
        assert kept
    if kept:
        (path,) = re.findall(rf'href="({UPLOAD}[0-9a-f-]{{36}}/)"', page.text)
        assert told(browser.get(path))["Entries"] == str(ROWS)
    again = looked(browser, FILE, NAME)
    assert f"{ROWS} rows" in said(again).replace(",", "")


def test_a_server_that_ends_takes_the_file_with_it(house: House) -> None:
    ada = person(house.running, "ada-ends")
    pick(ada.browser, FILE, NAME)
    house.running.stop()
    house.search()
    house.running = House.started(house.home, house.passing)
    browser = open_again(Visitor(house.running.address), ada.name)
    assert browser.get(LOOK).status == 303
    assert waited(browser, LOOK).address == UPLOAD
