"""D-31 through the pages: the server is killed in the middle of each act, as a power cut would, and started again.

Asserted each time: the database is whole; the act is fully there or not at all; what was answered with "done" is there;
exactly one of the old and the new way in opens the place. A few rounds here, many under `bin/test --full`.
"""

from __future__ import annotations

import os
import random
import re
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from tests.running import Running, serve
from tests.visitor import Answer, Visitor
from tests.web.diaries import PASSPHRASE, Person, open_again, person

pytestmark = pytest.mark.loopback

ROUNDS = 12 if os.environ.get("LEANINGS_FULL") == "1" else 1
LONGEST = 0.25  # seconds until the blow: an act takes a few hundredths, a stretching about as long again
OTHER = "timber lantern quiet harbour"


@dataclass
class House:
    """A server that is killed and started again on the same folder."""

    home: Path
    running: Running
    dice: random.Random = field(default_factory=lambda: random.Random(31))  # noqa: S311  # when to strike, no secret

    def blow(self, act: Callable[[], Answer]) -> Answer | None:
        """Do this, and kill the server meanwhile; the answer, where one came."""
        got: list[Answer] = []

        def ask() -> None:
            try:
                got.append(act())
            except (OSError, ValueError):  # the line was cut
                return

        asking = threading.Thread(target=ask)
        asking.start()
        threading.Event().wait(self.dice.uniform(0.0, LONGEST))
        self.running.kill()
        asking.join(timeout=30)
        self.running = serve(self.home)
        with sqlite3.connect(self.home / "db.sqlite3") as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            lost = "SELECT COUNT(*) FROM item LEFT JOIN {} ON item.id = item_id WHERE item_id IS NULL"
            assert [database.execute(lost.format(table)).fetchone()[0] for table in ("key_item", "item_blob")] == [0, 0]
        return got[0] if got else None

    def visitor(self) -> Visitor:
        """A browser that nobody used before."""
        return Visitor(self.running.address)

    def enter(self, name: str, passphrase: str) -> Person | None:
        """Whoever this opens a place for now; after a wrong guess the next one has to wait."""
        browser = self.visitor()
        page = browser.get("/open/")
        while (answer := browser.submit(page, "/open/other/", place=name, passphrase=passphrase)).status == 429:
            threading.Event().wait(float(answer.headers["Retry-After"]))
        return Person(name, browser) if answer.status == 303 else None

    def again(self, ada: Person) -> Person:
        """Ada, in a new browser, with her place open."""
        return Person(ada.name, open_again(self.visitor(), ada.name))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house of its own."""
    home = tmp_path / "home"
    found = House(home, serve(home))
    yield found
    found.running.stop()


def done(answer: Answer | None) -> bool:
    """Whether the server said that it was done."""
    return answer is not None and answer.status == 303


def texts(ada: Person) -> list[str]:
    """Every entry of the diary, as its page shows it."""
    return [ada.browser.get(path).text for path in ada.entries()]


def test_keeping_is_whole_or_not_at_all(house: House) -> None:
    ada = person(house.running, "ada-keeps")
    for number in range(ROUNDS):
        words = f"Entry number {number} of many."
        told = {**ada.browser.get("/diary/words/").form("").fields, "words": words}
        answer = house.blow(partial(ada.browser.post, "/diary/words/", told))
        ada = house.again(ada)
        kept = sum(words in text for text in texts(ada))
        assert kept == 1 if done(answer) else kept in (0, 1)
        ada.browser.post("/diary/words/", {**told, "csrfmiddlewaretoken": token(ada.browser)})
        assert sum(words in text for text in texts(ada)) == 1, "the same form again is the same entry"


def test_changing_leaves_the_old_text_or_the_new_one(house: House) -> None:
    ada = person(house.running, "ada-changes")
    at = ada.words(words="Version 0 of it.").address
    for number in range(1, ROUNDS + 1):
        told = {**ada.browser.get(f"{at}edit/").form("").fields, "words": f"Version {number} of it."}
        answer = house.blow(partial(ada.browser.post, f"{at}edit/", told))
        ada = house.again(ada)
        shown = re.findall(r"Version (\d+) of it", ada.browser.get(at).text)
        assert set(shown) in ([{str(number)}] if done(answer) else [{str(number)}, {str(number - 1)}])
        ada.send(f"{at}edit/", words=f"Version {number} of it.")


def test_erasing_erases_or_leaves_all_of_it(house: House) -> None:
    ada = person(house.running, "ada-erases")
    for number in range(ROUNDS):
        at = ada.words(words=f"To be erased {number}.").address
        page = ada.browser.get(f"{at}erase/")
        answer = house.blow(partial(ada.browser.submit, page, ""))
        ada = house.again(ada)
        status = ada.browser.get(at).status
        assert status == 404 if done(answer) else status in (200, 404)


def test_exactly_one_of_two_passphrases_opens(house: House) -> None:
    ada = person(house.running, "ada-changes-her-passphrase")
    ada.words(words="Still here.")
    old, new = PASSPHRASE, OTHER
    for _ in range(ROUNDS):
        page = ada.browser.get("/kept/door/words/")
        assert page.status == 200
        answer = house.blow(partial(ada.browser.submit, page, "/kept/door/words/", passphrase=new))
        inside = [house.enter(ada.name, words) for words in (old, new)]
        assert [who is not None for who in inside] in (
            [[False, True]] if done(answer) else [[False, True], [True, False]]
        )
        old, new = (new, old) if inside[1] else (old, new)
        ada = inside[0] or inside[1] or ada
        assert any("Still here." in text for text in texts(ada))


def test_every_key_is_turned_round_or_none(house: House) -> None:
    ada = person(house.running, "ada-turns-round")
    for number in range(5):
        ada.words(words=f"Entry {number}.")
    name, words = ada.name, PASSPHRASE
    for number in range(ROUNDS):
        page = ada.browser.get("/kept/door/anew/")
        drawn = re.findall(r'value="([a-z]+-[a-z]+-[a-z]+)"', page.text)[0]
        other = f"{OTHER} {number}"
        answer = house.blow(partial(ada.browser.submit, page, "/kept/door/anew/", passphrase=other))
        inside = [house.enter(name, words), house.enter(drawn, other)]
        assert [who is not None for who in inside] in (
            [[False, True]] if done(answer) else [[False, True], [True, False]]
        )
        name, words = (drawn, other) if inside[1] else (name, words)
        ada = inside[0] or inside[1] or ada
        assert sum(f"Entry {number}." in text for number in range(5) for text in texts(ada)) == 5


def test_a_place_is_made_whole_or_not_at_all(house: House) -> None:
    for number in range(ROUNDS):
        browser = house.visitor()
        page = browser.get("/keep/")
        name = re.findall(r'value="([a-z]+-[a-z]+-[a-z]+)"', page.text)[0]
        words = f"{OTHER} {number}"
        answer = house.blow(partial(browser.submit, page, "/keep/", passphrase=words))
        assert house.enter(name, words) or not done(answer)
        with sqlite3.connect(house.home / "db.sqlite3") as database:
            (places,) = database.execute("SELECT COUNT(*) FROM place").fetchone()
            kinds = database.execute("SELECT kind, COUNT(*) FROM key_slot GROUP BY kind").fetchall()
        assert set(kinds) == ({(kind, places) for kind in ("pw", "usk", "sig", "dk")} if places else set())


def test_a_place_is_erased_whole_or_not_at_all(house: House) -> None:
    for number in range(ROUNDS):
        ada = person(house.running, f"ada-erases-all-{'abcdefghijkl'[number]}")
        ada.words(words="All of it.")
        page = ada.browser.get("/kept/erase/")
        answer = house.blow(partial(ada.browser.submit, page, "/kept/erase/", sure="on"))
        inside = house.enter(ada.name, PASSPHRASE)
        assert not (done(answer) and inside)
        assert inside is None or any("All of it." in text for text in texts(inside))


def token(browser: Visitor) -> str:
    """The token against forgery of this browser."""
    return browser.get("/people/").form("/lock/").fields["csrfmiddlewaretoken"]
