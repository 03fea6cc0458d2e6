"""Somebody who is asked whether they are afraid, by HTTP: the states there are, every list, and the pages of a tool."""

from __future__ import annotations

import re
from collections.abc import Mapping

from leanings.content.tools import load_tools
from leanings.core.safety import QUESTIONS
from tests.visitor import Answer
from tests.web.diaries import Person

TOOLS = load_tools()
UNSAFE = [tool.id for tool in TOOLS.values() if tool.unsafe_if]
TALK = "/tools/talk/begin/"
ASKS = "Are you afraid of how they may react, or do they check on you?"


def all_of(answer: str) -> dict[str, str]:
    """This answer to every question there is."""
    return dict.fromkeys((*QUESTIONS, "afraid"), answer)


STATES: Mapping[str, dict[str, str]] = {
    "nothing": {},
    "no": all_of("no"),
    "yes": all_of("yes"),
    "not sure": {"fear": "unsure"},
    "rather not say": all_of("skip"),
}
KEPT = ("", "sheets/", "unsent/", "aside/", "changed/", "take/", "bring/", "settings/", "door/", "erase/")
LISTS = (
    *("/", "/now/", "/now/path/", "/now/door/", "/now/stand/", "/now/stand/days/", "/tools/", "/people/"),
    *(f"/kept/{page}" for page in KEPT),
    *(
        "/diary/",
        "/diary/day/",
        "/diary/lines/",
        "/diary/words/",
        "/diary/turning/",
        "/diary/reading/",
        "/diary/bring/",
    ),
    *("/help/", "/help/own/", "/why/", "/minute/", "/screen/", "/unsent/here/", "/sheet/again/"),
    *(f"/tools/{id}/" for id in TOOLS),
    *(f"/tools/{id}/blank/" for id in TOOLS),
)


def bare(page: Answer) -> str:
    """A page without what is another one each time: tokens, and marks of forms."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.text)
    return re.sub(r'name="(once|carried)" value="[^"]*"', "", text)


def keeps(who: Person, **answers: str) -> Answer:
    """Keep these answers on the page of the questions, through a form made now."""
    return who.browser.submit(who.browser.get("/help/more/"), "/help/more/", act="keep", **answers)


def takes_back(who: Person) -> Answer:
    """Take back all that was kept."""
    return who.browser.submit(who.browser.get("/help/more/"), "/help/more/", act="back")


def sent(who: Person, page: Answer, **fields: str) -> Answer:
    """The form of a tool's page, filled in and sent; what came back, redirects not followed."""
    form = next(form for form in page.forms if "csrfmiddlewaretoken" in form.fields and form.action == "")
    return who.browser.post(page.address, {**form.fields, **fields})


def heading(page: Answer) -> str:
    """What a page is called."""
    found = re.search(r"<h1>(.*?)</h1>", page.text)
    assert found is not None, page.text
    return found[1]


def is_tool(page: Answer) -> bool:
    """Whether this is the talk itself, and not what stands in for it."""
    return "nothing asks you to say them" not in page.text and heading(page) != "What I want, and why"
