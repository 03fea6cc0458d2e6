"""Somebody who kept tools, check-ins and days of their own, for the tests of home, paths and where they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any

from leanings.content.tools import load_tools
from leanings.core.checkin import Answer as Said
from leanings.core.checkin import CheckIn
from leanings.core.filled import Asked, Filled
from tests.visitor import Answer, Visitor

TOOLS = load_tools()
LINES = {"day": ("Today was", "hard", "good"), "reasons_stay": ("Reasons to stay", "none", "very strong"),
         "reasons_go": ("Reasons to go", "none", "very strong")}  # fmt: skip


def today() -> date:
    """The day of the server, in UTC, where days end at four."""
    return (datetime.now(UTC) - timedelta(hours=4)).date()


def filled(tool: str, ago: int = 0, **answers: object) -> Mapping[str, Any]:
    """A tool that was filled in some days ago, with these answers."""
    on = today() - timedelta(ago)
    by_id = {field.id: (step, field) for step in TOOLS[tool].steps for field in step.fields}
    asked = tuple(Asked(by_id[id][0].id, by_id[id][0].title, by_id[id][1], told) for id, told in answers.items())
    return Filled(tool, 1, TOOLS[tool].name, on, f"{on}T20:00Z", asked=asked).as_doc()


def checkin(ago: int, **values: int) -> Mapping[str, Any]:
    """A check-in of some days ago with these lines."""
    on = today() - timedelta(ago)
    answers = tuple(Said(line, 1, *LINES[line], value=value) for line, value in values.items())
    return CheckIn(on, f"{on}T20:00Z", answers=answers).as_doc()


def days(pairs: Sequence[tuple[int, int, int]]) -> list[Mapping[str, Any]]:
    """Check-ins of the last days: how the day was, reasons to stay, reasons to go."""
    return [
        checkin(ago, day=day, reasons_stay=stay, reasons_go=go) for ago, (day, stay, go) in enumerate(pairs, start=1)
    ]


def in_days(number: int) -> str:
    """The day so many days from now."""
    return (today() + timedelta(number)).isoformat()


def main(page: Answer) -> str:
    """What stands between the bar and the foot, with what changes on every page taken out."""
    told = page.text.partition("<main ")[2].partition("</main>")[0]
    return re.sub(r'name="(csrfmiddlewaretoken|once)" value="[^"]*"', "", told)


def ways(page: Answer) -> dict[str, str]:
    """Every link of a page, by its address, with its words."""
    told = page.text.partition("<main ")[2].partition("</main>")[0]
    found = re.findall(r'<a [^>]*?href="([^"#]*)[^"]*"[^>]*>(.*?)</a>', told, re.DOTALL)
    return {unescape(href): unescape(re.sub(r"<[^>]+>", "", said)).strip() for href, said in found if href}


def touches_from_home(browser: Visitor, wanted: set[str]) -> dict[str, int]:
    """How many touches each of these addresses is from home: every link of home is followed, and every link of where it
    leads; what has to be unfolded first costs one more."""
    found: dict[str, int] = {}
    pages, touches = ["/now/"], 0
    met = set(pages)
    while pages and touches < 3:  # more than three is not looked for
        touches += 1
        ahead = []
        for path in pages:
            for href, folded in links(browser.get(path)).items():
                if href in wanted:
                    found[href] = min(touches + folded, found.get(href, 9))
                if href not in met and href.startswith("/") and not folded:
                    met.add(href)
                    ahead.append(href)
        pages = ahead
    return found


def links(page: Answer) -> dict[str, int]:
    """Every link between the bar and the foot, and how many things must be unfolded to see it."""
    found: dict[str, int] = {}
    told = page.text.partition("<main ")[2].partition("</main>")[0]
    closed, shut = [0], 0
    for details, opened, unfolds, div, ends, href in PIECES.findall(told):
        if details:
            shut = 0 if opened else 1
        elif unfolds:
            closed.append(shut)
        elif div:
            closed.append(0)
        elif ends:
            closed.pop()
        elif href:
            path = unescape(href).partition("#")[0]
            found[path] = min(sum(closed), found.get(path, 9))
    return found


PIECES = re.compile(  # what opens a fold, what it holds, any other box and its end, a link
    r'(<details)(?:[^>]*?( open))?[^>]*>|(<div class="unfolded")|(<div)\b|(</div>)|<a [^>]*?href="([^"]+)"'
)
