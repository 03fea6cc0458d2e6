"""Ada and Ben with their diaries, by plain HTTP as a browser without scripts would, and what a test asks of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlencode
from uuid import uuid4

from tests.running import Running, make_place
from tests.visitor import Answer, Form, Visitor

PASSPHRASE = "copper meadow whisper anchor"  # noqa: S105  # opens places that tests make, and nothing else


@dataclass(frozen=True)
class Person:
    """Somebody with a place, open in one browser."""

    name: str
    browser: Visitor

    def day(self, **said: str) -> Answer:
        """Check in with these answers, named as in the form; what came of it, and where it led."""
        return self.browser.follow(self.send("/diary/day/", **said))

    def words(self, **said: str) -> Answer:
        """Write these words; what came of it, and where it led."""
        return self.browser.follow(self.send("/diary/words/", **said))

    def turning(self, **said: str) -> Answer:
        """Keep a turning point; what came of it, and where it led."""
        return self.browser.follow(self.send("/diary/turning/new/", **said))

    def send(self, path: str, **said: str) -> Answer:
        """Fill in the form at this path, with `close_1` for the field `close.1`, and send it."""
        return self.fill(self.browser.get(path), **said)

    def fill(self, page: Answer, **said: str) -> Answer:
        """Fill in the form of a page that was opened before."""
        fields = {
            re.sub(r"_(\d+)$", r".\1", name) if KEY.fullmatch(name) else name: text for name, text in said.items()
        }
        return self.browser.post(target(page), {**form(page), **fields})

    def send_pairs(self, path: str, pairs: Sequence[tuple[str, str]]) -> Answer:
        """Send these pairs to this path: a form in which a name may stand several times."""
        return self.browser.ask(
            "POST", path, urlencode(pairs).encode(), {"Content-Type": "application/x-www-form-urlencoded"}
        )

    def entries(self) -> list[str]:
        """The addresses of what the newest page of the diary lists."""
        return re.findall(r'<li><a href="([^"]+)"', self.browser.get("/diary/").text)


KEY = re.compile(r"(?!every)\w+_\d+")  # close_1; the three places of the page of lines are no keys


def person(running: Running, who: str) -> Person:
    """Somebody new, with an open place of their own and an empty diary."""
    # In letters alone, so that no two names are one to the server.
    name = f"{who}-{uuid4().hex.translate(str.maketrans('0123456789', 'ghijklmnop'))}"
    make_place(running.home, name, PASSPHRASE)
    return Person(name, open_again(Visitor(running.address), name))


def open_again(browser: Visitor, name: str) -> Visitor:
    """The same browser, with the place of this name open."""
    answer = browser.submit(browser.get("/open/"), "/open/other/", place=name, passphrase=PASSPHRASE)
    assert answer.status == 303, answer.text
    return browser


def form(page: Answer) -> dict[str, str]:
    """What stands in the form of a page of the diary; those of the bar, the foot and the kit are not meant."""
    return _own(page).fields


def target(page: Answer) -> str:
    """Where that form goes."""
    return _own(page).action or page.address


def _own(page: Answer) -> Form:
    found = [form for form in page.forms if form.action == "" or form.action.startswith("/diary/")]
    assert found, page.text
    return found[0]


def said(page: Answer) -> str:
    """The words of a page as they are read, without what stands around it."""
    main = page.text.partition("<main ")[2].partition(">")[2].partition("</main>")[0]
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", main).split()))


def told(page: Answer) -> dict[str, str]:
    """What a kept check-in says, by its labels."""
    rows = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page.text, re.DOTALL)
    return {unescape(label): unescape(re.sub(r"<[^>]+>", "", value)).strip() for label, value in rows}
