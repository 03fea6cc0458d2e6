"""Somebody who kept tools, check-ins and days of their own, for the tests of home, paths and where they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any
from urllib.parse import urlsplit

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


def touches_to_tools(browser: Visitor) -> dict[str, int]:
    """How many touches each tool is from home, by links and by what unfolds: a tool under “More” costs one more."""
    found: dict[str, int] = {}
    for need in [href for href in ways(browser.get("/now/")) if href.startswith("/tools/?for=")]:
        page = browser.get(need)
        asked = urlsplit(need).query.removeprefix("for=")
        section = page.text.partition(f'<section id="{asked}">')[2].partition("</section>")[0]
        assert section.startswith("<details open>"), need
        first, _, more = section.partition('<details class="more">')
        for part, touches in ((first, 2), (more, 3)):
            for href in re.findall(r'href="([^"]+)"', part):
                found[href] = min(touches, found.get(href, 9))
    return found
