"""Somebody with a story, who walks through the pages as a browser without scripts would; what holds on every page they
meet; and a night that passes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import unescape
from html.parser import HTMLParser
from typing import TypeAlias
from zoneinfo import ZoneInfo

from leanings.content.audit import lists
from leanings.content.tools import load_tools
from tests.running import Running
from tests.visitor import Answer, Visitor
from tests.web.diaries import PASSPHRASE, said
from tests.web.homes import main, ways
from tests.web.nights import send, sheet

# Between these two zones lie twenty-five hours: whoever goes from one to the other comes at least a day on.
BEFORE_NIGHT, AFTER_NIGHT = "Pacific/Pago_Pago", "Pacific/Kiritimati"
FROM_HOME = ("/now/", "/now/path/", "/now/stand/", "/tools/")
ITEM = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOST_STEPS = 16  # more than any tool has
# Pages for a bad minute say how to breathe and what may help in danger; the page of a new place, how to keep its key.
MAY_TELL = ("/minute/", "/help/", "/screen/", "/keep/")
# Names, what is done to the page, and what the person says: none of them tells anybody how to live.
CONTROLS = (
    "a",
    "button",
    "h1",
    "h2",
    "h3",
    "label",
    "legend",
    "option",
    "select",
    "summary",
    "textarea",
    "nav",
    "script",
    "style",
)
# How to fill in a page: where to make a mark or write, and what may stay empty.
FILLING_IN = re.compile(r"^(?:Tick (?:what|those|one step)|Leave it empty|Write what you would like to say)\b")
TO_YOU = re.compile(r"^(?:you (?:should|must|need|have|ought)|try to|make sure|remember to)", re.IGNORECASE)

TOOLS = load_tools()
Given: TypeAlias = Mapping[str, str | Sequence[str]]


@dataclass
class Walker(Visitor):
    """A visitor who remembers every page they met."""

    met: list[Answer] = field(default_factory=list)

    def ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        """One request, and what came back is remembered."""
        answer = super().ask(method, path, body, headers)
        self.met.append(answer)
        return answer

    def keep(self, page: Answer) -> Answer:
        """Keep what a page shows, in a place made for it; and home."""
        offer = send(self, page, "/keep/")
        made = send(self, offer, "/keep/", step="make", passphrase=PASSPHRASE, zone=BEFORE_NIGHT)
        assert made.status == 303, said(made)
        return self.follow(send(self, self.follow(made), "/keep/code/", choice="none"))

    def begin(self, door: str, words: str = "", **given: str | Sequence[str]) -> Answer:
        """From a door to a sheet, and keep it; and home."""
        return self.keep(sheet(self, door, words, **given))

    def tool(self, id: str) -> Answer:
        """The first page of a tool, come to by links from home, its path, where I stand, or what would help."""
        there = next(
            (page for page in map(self.get, FROM_HOME) if any(href.startswith(f"/tools/{id}/") for href in ways(page))),
            None,
        )
        assert there is not None, f"no link of {FROM_HOME} leads to {id}"
        return self.get(f"/tools/{id}/")

    def steps(self, tool: str, given: Mapping[str, Given], afraid: str = "no") -> list[Answer]:
        """Every step of a tool, one after the other, with these answers; last, the page to which they lead."""
        page = self.get(f"/tools/{tool}/begin/")
        if 'name="afraid"' in page.text:
            page = self.submit(page, "", afraid=afraid)
        pages = [page]
        while not re.fullmatch(rf"/tools/{tool}/(?:{ITEM.pattern}/)?", page.address):
            page = self.follow(self.submit(page, "", **given.get(step_of(page), {})))
            pages.append(page)
            assert len(pages) < MOST_STEPS, f"{tool} has no end"
        return pages

    def fill(self, tool: str, given: Mapping[str, Given], afraid: str = "no") -> Answer:
        """Fill in a tool step by step, and come to the page that is kept."""
        *steps, kept = self.steps(tool, given, afraid)
        met = {step_of(page) for page in steps}
        assert set(given) <= met, f"of {tool}, some steps were never met: {sorted(set(given) - met)}"
        return kept

    def night(self) -> Answer:
        """A night passes; and home."""
        settings = self.get("/kept/settings/")
        assert self.submit(settings, "/kept/settings/", zone=AFTER_NIGHT).status == 303
        return self.get("/now/")


@dataclass(frozen=True)
class Use:
    """A tool, and what is answered to its steps."""

    tool: str
    given: Mapping[str, Given]
    afraid: str = "no"


@dataclass(frozen=True)
class Situation:
    """One of them: the rows, the door and what is said behind it, the tools, what comes back after a night."""

    rows: str
    door: str
    said: str
    ticked: Mapping[str, str | Sequence[str]]
    uses: Sequence[Use]
    comes: bool = False  # whether a day that they set is the first card after the night
    later: Sequence[Use] = field(default=())  # the next day
    heavy: bool = False  # whether a word of theirs has a quiet way to Help beside it

    @property
    def words(self) -> list[str]:
        """All that they wrote themselves."""
        return [self.said, *(text for use in (*self.uses, *self.later) for text in own_words(use.given))]


def tomorrow(days: int = 1) -> str:
    """The day after the night that is to come, as a form carries it."""
    here = datetime.now(ZoneInfo(BEFORE_NIGHT)) - timedelta(hours=4)
    return (here.date() + timedelta(days)).isoformat()


def step_of(page: Answer) -> str:
    """Which step of a tool a page asks: told by its form before anything is kept, then by its address."""
    before: str = page.form("").fields.get("step", "")
    return before or page.address.rstrip("/").rpartition("/")[2]


def own_words(given: Mapping[str, Given]) -> list[str]:
    """What was typed and not ticked: every answer of several words."""
    return [text for step in given.values() for text in step.values() if isinstance(text, str) and " " in text]


def faults(pages: Iterable[Answer]) -> list[str]:
    """What stands on these pages and may not: a word that is never said, a sentence that tells somebody what to do."""
    found = set()
    for page in pages:
        if "html" not in (page.headers.get("Content-Type") or "") or page.status >= 500:
            continue
        told = unescape(re.sub(r'<span class="offered">.*?</span>|<[^>]+>', " ", page.text))
        found |= {f"{page.address}: says “{one}”" for one in lists().never.findall(told)}
        if not page.address.startswith(MAY_TELL):
            found |= {f"{page.address}: tells “{one}”" for one in sentences(page.text) if tells(one)}
    return sorted(ITEM.sub("-", one) for one in found)


def tells(sentence: str) -> bool:
    """Whether a sentence tells a person what to do: it begins as an order, or says that they should."""
    if FILLING_IN.match(sentence):
        return False
    return any(hit.start() == 0 or TO_YOU.match(hit.group()) for hit in lists().tells.finditer(sentence))


def sentences(html: str) -> list[str]:
    """The sentences that a page says itself, without buttons, links, labels, and what the person wrote."""
    prose = _Prose()
    prose.feed(html)
    prose.close()
    lines = (" ".join("".join(block).split()) for block in prose.blocks)
    return [one for line in lines for one in re.split(r"(?<=[.!?])\s+", line) if one]


class _Prose(HTMLParser):
    """Finds the running text of the middle of a page, block by block."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[list[str]] = [[]]
        self.open: list[tuple[str, bool]] = []  # a tag, and whether its text counts
        self.empty = {"br", "input", "img", "hr", "meta", "link"}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("b", "em", "span", "strong", "i", "mark"):
            self.blocks.append([])
        if tag in self.empty:
            return
        classes = (dict(attrs).get("class") or "").split()
        inside = tag == "main" or (bool(self.open) and self.open[-1][1])
        counts = inside and tag not in CONTROLS and "own" not in classes and "eyebrow" not in classes
        self.open.append((tag, counts))

    def handle_endtag(self, tag: str) -> None:
        while self.open and any(one == tag for one, _ in self.open):
            if self.open.pop()[0] == tag:
                break
        if tag in ("p", "li", "div", "form", "section"):
            self.blocks.append([])

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][1]:
            self.blocks[-1].append(data)


def strangers(walker: Walker, ben: Visitor, eve: Visitor, words: Sequence[str]) -> None:
    """Assert that Ben, who has a place of his own, and Eve, who has none, find nothing of it at any address met."""
    for path in sorted({page.address for page in walker.met}):
        his, hers = ben.get(path), eve.get(path)
        if ITEM.search(path):
            assert (path, his.status) == (path, 404)
            assert (path, hers.status, hers.headers["Location"]) == (path, 303, "/open/")
        for one in words:
            assert one not in unescape(his.text), path
            assert one not in unescape(hers.text), path


def walk(running: Running, ben: Visitor, one: Situation) -> None:
    """Walk as this person would, and assert what holds of every one of them."""
    ada = Walker(running.address)
    ada.begin(one.door, one.said, **one.ticked)
    for use in one.uses:
        kept = uses(ada, use)
        prints_for_anyone(running, use.tool, one.door)
    home = ada.night()
    assert ("A day you set" in said(home)) == one.comes
    assert ('href="/help/#thoughts"' in main(ada.get(kept.address))) == one.heavy
    if one.comes:
        assert kept.address in home.text
        assert own_words(one.uses[-1].given)[-1] in said(ada.get(kept.address))
    for use in one.later:
        again = said(uses(ada, use))
        assert all(words in again for words in own_words(one.uses[0].given)), "then and now stand side by side"
    assert faults(ada.met) == []
    strangers(ada, ben, eve(running), one.words)


def uses(ada: Walker, use: Use) -> Answer:
    """Come to a tool by links and fill it in; the page that is kept holds what was written, as it was written."""
    first = ada.tool(use.tool)
    assert TOOLS[use.tool].name in said(first)
    kept = ada.fill(use.tool, use.given, use.afraid)
    assert [words for words in own_words(use.given) if words not in said(kept)] == []
    return kept


def prints_for_anyone(running: Running, tool: str, door: str) -> None:
    """The same on paper, for whoever has no place at all."""
    paper = Visitor(running.address).get(f"/tools/{tool}/blank/?door={door}")
    assert paper.status == 200
    assert '<article class="paper">' in paper.text


def eve(running: Running) -> Visitor:
    """Eve, a stranger, with a cookie that she made up."""
    return Visitor(running.address, cookies={"s": "a-token-that-eve-made-up-0123456789"})
