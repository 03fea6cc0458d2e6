"""Every tool and every first sheet prints blank, in each of its forms, on at most two pages, and for anyone."""

from __future__ import annotations

import pytest

from leanings.content.doors import load_doors
from leanings.content.tools import load_tools
from leanings.core.tool import WHENS
from tests.browsing import DESK, NewPage
from tests.web.papers import open_paper

pytestmark = [pytest.mark.loopback, pytest.mark.browser]

MOST = 2
TOOLS = load_tools()


def sheets() -> list[str]:
    """The address of every blank sheet there is."""
    found = [f"/sheet/{door.order}/blank/" for door in load_doors().values()]
    for tool in TOOLS.values():
        turns = ("", "&turn=no") if any(step.when != WHENS for step in tool.steps) else ("",)
        found += [f"/tools/{tool.id}/blank/?door={door}{turn}" for door in tool.doors for turn in turns]
        found += [f"/tools/{tool.id}/blank/?form=2"] if tool.stand_in else []
    return found


@pytest.mark.parametrize("about", [*TOOLS, "sheet"])
def test_every_blank_sheet_has_at_most_two_pages(new_page: NewPage, about: str) -> None:
    page = new_page(width=DESK)
    long = {}
    for address in sheets():
        if address.split("/")[1 if about == "sheet" else 2] != about:
            continue
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200
        pages = open_paper(page.pdf(format="A4")).pages
        assert all(text.strip() for text in pages), address
        if len(pages) > MOST:
            long[address] = len(pages)
    assert long == {}
