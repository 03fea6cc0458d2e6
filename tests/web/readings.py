"""The page of what a diary shows, waited for and taken apart."""

from __future__ import annotations

import re
import time
from html import unescape

from tests.visitor import Answer, Visitor
from tests.web.diaries import Person

READING, CHOOSE, EXAMPLE = "/diary/reading/", "/diary/reading/choose/", "/diary/reading/example/"
LAST = "You do not have to wait for this to decide anything."
LONGEST = 120  # seconds until a reading is made, on a machine with other things to do


def shown(browser: Visitor, path: str = READING) -> Answer:
    """The page once everything on it is made."""
    ends = time.monotonic() + LONGEST
    while time.monotonic() < ends:
        page = browser.get(path)
        assert page.status == 200, page.text
        if "being read." not in page.text:
            return page
        time.sleep(0.5)
    raise AssertionError("the reading was never made")


def parts(page: Answer, kind: str) -> list[str]:
    """The texts of all elements that carry this class."""
    found = re.findall(rf'<(\w+)[^>]*class="{kind}"[^>]*>(.*?)</\1>', page.text, re.DOTALL)
    return [unescape(" ".join(re.sub(r"<[^>]+>", " ", text).split())) for _, text in found]


def signs(page: Answer) -> list[str]:
    """The addresses of the pictures that can be asked for."""
    return [unescape(one).partition("#")[0] for one in re.findall(r'<a href="([^"]*\?line=[^"]*)"', page.text)]


def choose(somebody: Person, **told: str) -> Answer:
    """Send the page of choices with these changes, fields named as on the page."""
    page = somebody.browser.get(CHOOSE)
    fields = next(form.fields for form in page.forms if "usual" in form.fields)
    return somebody.browser.post(CHOOSE, {**fields, **told})


def field_of(somebody: Person, part: str, place: int = 0) -> str:
    """The name of a field of one of the lines that are shown."""
    found: list[str] = re.findall(rf'name="({part}_[0-9a-f]+)"', somebody.browser.get(CHOOSE).text)
    return found[place]
