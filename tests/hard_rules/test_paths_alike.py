"""Rule 1 on every page that follows an answer: whatever was answered, the same paths stand there, in the same order.

Two people behind each door answer every question in opposite ways, the first and the last of what is offered. What they
said themselves is taken out; all that is left must speak of the same paths in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape

import pytest

from leanings.content.tools import load_tools
from leanings.core.tool import EVERY_DOOR
from tests.running import Running
from tests.visitor import Answer, Visitor
from tests.web.homes import ways
from tests.web.nights import behind, send, settled

pytestmark = pytest.mark.loopback
TOOLS = load_tools()
PATHS = re.compile(
    r"\b(as it is for now|work on it for a set time|not decided|decided|stay\w*|to go|going|goes on|go on|part|parts"
    r"|parting|parted|apart|ends?|ended|ending|leav\w+|together|separat\w+)\b",
    re.IGNORECASE,
)
OWN = re.compile(
    r'<div class="told">.*?</div>|<(ul|p) class="(?:[\w-]+ )*own(?: [\w-]+)*">.*?</\1>|<textarea[^>]*>.*?</textarea>'
    r'|<p class="notice">.*?</p>|<figcaption>.*?</figcaption>|<svg.*?</svg>|<aside class="quiet.*?</aside>',
    re.DOTALL,
)
STEPS = re.compile(r'<h2>.*?</h2>|<nav class="steps[^"]*".*?</nav>', re.DOTALL)  # after a turn, those of another step
INPUT = re.compile(r"<(?:input|select|option)\b[^>]*>")
FULL = dict.fromkeys(("in", "out", "after"), pytest.mark.full)  # every tool behind each: half a minute a door
WAYS_TO_ANSWER = (0, 1)  # the first of what is offered, and the last; behind one door, the middle too
AROUND = ("/now/", "/now/path/", "/now/door/", "/now/stand/", "/tools/", "/kept/", "/help/", "/sheet/again/")


def paths_in(page: Answer) -> tuple[str, ...]:
    """The paths that a page names, in their order, without what the person said themselves."""
    main = page.text.partition("<main ")[2].partition(">")[2].partition("</main>")[0]
    if "/erase/" in main:
        main = STEPS.sub(" ", main)
    told = unescape(re.sub(r"<[^>]+>", " ", OWN.sub(" ", main)))
    return tuple(found[0].lower() for found in PATHS.finditer(told))


def marks(tag: str) -> Mapping[str, str]:
    """What a tag says about itself."""
    return dict(re.findall(r'([\w-]+)="([^"]*)"', tag))


def pick(offered: Sequence[str], way: int) -> str:
    """The first, the last, or the one in the middle."""
    return offered[(0, -1, len(offered) // 2)[way]]


def answers(page: Answer, way: int) -> dict[str, str]:
    """An answer to everything this page asks that needs no letter; sides of one question are answered apart."""
    found: dict[str, str] = {}
    offered: dict[str, list[str]] = {}
    for number, tag in enumerate(INPUT.findall(page.text)):
        told = marks(tag)
        kind, name = told.get("type", ""), told.get("name", "")
        if kind in ("radio", "checkbox") and name and not name.endswith(".keep"):
            offered.setdefault(name, []).append(told.get("value", "on"))
        elif kind in ("range", "number") and name:
            found[name] = pick((("0", "5", "10"), ("10", "5", "0"))[number % 2], way)
    return found | {name: pick([one for one in some if one] or [""], way) for name, some in offered.items()}


def step_form(page: Answer) -> dict[str, str]:
    """What stands in the form of a step."""
    return next(form.fields for form in page.forms if form.action == "" and "csrfmiddlewaretoken" in form.fields)


def walked(browser: Visitor, id: str, way: int) -> Iterator[tuple[str, Answer]]:
    """Every page of a tool as it is filled in, and the one of what was written: by heading."""
    page = browser.get(f"/tools/{id}/begin/")
    if 'name="afraid"' in page.text:
        page = browser.post(page.address, {**step_form(page), "afraid": "no", "keep": "on"})
    for _ in range(12):
        heading = re.findall(r"<h1>(.*?)</h1>", page.text)[0]
        yield heading, page
        if "/erase/" in page.text:
            return
        page = browser.follow(browser.post(page.address, {**step_form(page), **answers(page, way)}))
    raise AssertionError(f"{id} has no end")


def seen_by(browser: Visitor, way: int) -> dict[tuple[str, str], tuple[str, ...]]:
    """The paths on every page of every tool, and of every page around them, for whoever answers in this way."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for id in TOOLS:
        for heading, page in walked(browser, id, way):
            assert page.status == 200, page.address
            found[id, heading] = paths_in(page)
        found[id, "about"] = paths_in(browser.get(f"/tools/{id}/"))
    return found | {("around", path): paths_in(browser.get(path)) for path in AROUND}


@pytest.mark.parametrize("door", [pytest.param(door, marks=FULL.get(door, ())) for door in EVERY_DOOR])
def test_rule_1_no_page_after_any_answer_differs_in_the_order_or_presence_of_paths(server: Running, door: str) -> None:
    seen, led = [], []
    for way in (*WAYS_TO_ANSWER, *((2,) if door == "torn" else ())):
        ada = settled(
            server, f"ada-{door}-{'abc'[way]}-answers", (), {"door": door, "door_since": "2031-01-01"}
        ).browser
        seen.append(seen_by(ada, way))
        led.append([re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", href) for path in AROUND for href in ways(ada.get(path))])
    turned = {one for one in set().union(*seen) if any(one not in told for told in seen)}
    assert {id for id, _ in turned} <= {
        tool.id for tool in TOOLS.values() if any(field.turns for field in tool.fields())
    }
    for one in seen[0].keys() - turned:
        assert len({told[one] for told in seen}) == 1, one
    assert all(one == led[0] for one in led)


@pytest.mark.parametrize("door", EVERY_DOOR)
def test_rule_1_no_page_of_a_first_sheet_differs_in_them_either(server: Running, door: str) -> None:
    seen = []
    for way in (*WAYS_TO_ANSWER, 2):
        nobody = Visitor(server.address)
        page, found = behind(nobody, door), []
        for _ in range(4):
            found.append(paths_in(page))
            told = answers(page, way) | ({"take": "calm"} if 'name="take"' in page.text else {})
            page = send(nobody, page, step="on", **told)
        seen.append((*found, paths_in(page), re.findall(r"<button[^>]*>([^<]+)</button>", page.text)))
    assert seen[0] == seen[1] == seen[2]


def test_rule_1_pages_were_looked_at_that_name_paths(server: Running) -> None:
    ada = settled(server, "ada-who-looks-at-ways", (), {"door": "torn"}).browser
    ways_step = next(page for heading, page in walked(ada, "stand", 0) if heading == "Four ways")
    named = [
        one
        for one in paths_in(ways_step)
        if one in ("as it is for now", "work on it for a set time", "part", "not decided")
    ]
    assert named == ["as it is for now", "work on it for a set time", "part", "not decided"]
