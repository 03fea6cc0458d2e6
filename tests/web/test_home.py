"""Home, the path, the tools and the search by plain HTTP: one thing at a time, the same for every state, no number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

import pytest

from leanings.content.journeys import load_journeys
from leanings.core.tool import EVERY_DOOR
from tests.running import Running
from tests.visitor import Answer, Visitor
from tests.web.diaries import Person, person, said
from tests.web.homes import TOOLS, days, filled, in_days, main, touches_from_home, ways
from tests.web.nights import settled

pytestmark = pytest.mark.loopback

STATES = (None, "no", "yes", "unsure", "skip")
NEEDS = [
    *("Calm down", "See it more clearly", "Make up my mind", "Say something", "Make it better", "Part well"),
    "Get through it",
]


def home_of(server: Running, name: str, told: list[Mapping[str, Any]], **me: object) -> Visitor:
    """Somebody's browser, whose place holds these things."""
    return settled(server, name, told, me).browser


def test_the_next_step_is_offered_without_its_name_and_not_now_leaves_it_for_the_day(server: Running) -> None:
    ada = home_of(server, "ada-steps", [], door="torn", door_since=in_days(0))
    page = ada.get("/now/")
    assert "The next step of your path" in said(page)
    assert TOOLS["inventory"].name not in said(page)
    assert "/tools/inventory/" in ways(page)
    ada.submit(page, "/now/later/", act="later")
    assert "Nothing is waiting. That is fine." in said(ada.get("/now/"))
    assert "/now/path/" in ways(ada.get("/now/"))


def test_a_day_that_was_set_stands_before_the_path_and_leads_to_what_was_written(server: Running) -> None:
    kept = filled("wait", 20, until=in_days(-2))
    ada = home_of(server, "ada-set-a-day", [kept], door="torn", door_since=in_days(0))
    page = ada.get("/now/")
    assert "A day you set" in said(page)
    (address,) = [href for href in ways(page) if href.startswith("/tools/wait/")]
    assert ada.get(address).status == 200
    ada.submit(page, "/now/later/", act="let")
    assert "The next step of your path" in said(ada.get("/now/"))


def test_a_mark_nobody_gave_lets_nothing_be(server: Running) -> None:
    ada = home_of(server, "ada-odd-marks", [filled("wait", 9, until=in_days(0))])
    for come in ("x", "2031-13-99 " + "0" * 36, "9999-01-01 " + "0" * 36, "' OR 1=1"):
        assert ada.submit(ada.get("/now/"), "/now/later/", act="let", come=come).status == 303
        assert "A day you set" in said(ada.get("/now/"))


def seen(page: Answer) -> str:
    """All that can be seen or heard of a page: its texts, and the words of fields, pictures and links."""
    body = re.sub(r"<(script|style)\b.*?</\1>", "", page.text.partition("<body")[2], flags=re.DOTALL)
    words = re.findall(r'(?:placeholder|aria-label|title|alt)="([^"]*)"', body)
    return unescape(" ".join((re.sub(r"<[^>]*>", " ", "<body" + body), *words)))


def on(word: str, ago: int, **more: object) -> Mapping[str, Any]:
    """A sheet, or something put aside, of some days ago."""
    day = in_days(-ago)
    return {"word": word, "v": 1, "day": day, "entered": f"{day}T00:04Z", **more}


def letter(ago: int, ahead: int) -> Mapping[str, Any]:
    """Something put aside some days ago, for a morning."""
    return on("unsent", ago, words="Call me at 7.", until=in_days(ahead))


EVERYTHING = [filled(tool, 40 + number) for number, tool in enumerate(TOOLS)]
HOMES: dict[str, tuple[list[Mapping[str, Any]], dict[str, object]]] = {
    "new": ([], {}),
    "letter that came": ([letter(3, -1), letter(4, 0), *EVERYTHING], {"door": "torn"}),
    "letter that waits": ([letter(3, 2)], {"door": "in"}),
    "two questions": ([], {"door": "out", "again": in_days(0)}),
    "tomorrow": ([], {"door": "out", "again": in_days(1)}),
    "day": ([filled("wait", 9, until=in_days(-1)), *EVERYTHING], {"door": "stay"}),
    "step": ([filled("stand", 1, clarity=7)], {"door": "part", "door_since": in_days(0)}),
    "today": ([filled("stand", 0, clarity=7)], {"door": "after", "door_since": in_days(0)}),
    "a week": ([filled("stand", 6, clarity=7)], {"door": "after"}),
    "months": ([filled("stand", 200, clarity=7)], {"door": "after"}),
    "years": ([filled("stand", 900, clarity=7)], {"door": "after"}),
    "a diary": (days([(2, 3, 8), (8, 8, 2)] * 20), {"door": "torn", "door_since": in_days(-400)}),
    "left": ([letter(3, -1)], {"door": "torn", "later": in_days(0), "left_out": ["inventory"]}),
    "afraid": (EVERYTHING, {"door": "part", "afraid": "yes", "helpers": [{"name": "Jo 2", "reach": "555 0100"}]}),
}


@pytest.mark.parametrize("state", HOMES)
def test_home_has_three_cards_and_no_number_at_all(server: Running, state: str) -> None:
    told, me = HOMES[state]
    page = home_of(server, f"ada-{'abcdefghijklmnop'[list(HOMES).index(state)]}-no-number", told, **me).get("/now/")
    assert re.search(r"\d", seen(page)) is None
    assert re.findall(r'<p class="eyebrow">([^<]+)</p>', page.text) == ["Next", "Where I stand", "Check in"]
    assert re.search(r"\b(badge|dot|unread|count)\b", main(page)) is None


def test_home_the_path_and_the_tools_are_the_same_to_the_byte_in_every_state(server: Running) -> None:
    seen: dict[str, set[str]] = {}
    for number, state in enumerate(STATES):
        ada = home_of(server, f"ada-state-{'abcde'[number]}", [], door="part", door_since=in_days(0), afraid=state)
        for path in ("/now/", "/now/path/", "/now/door/", "/now/stand/", "/tools/", "/tools/?for=say"):
            seen.setdefault(path, set()).add(main(ada.get(path)))
    assert {path: len(pages) for path, pages in seen.items()} == dict.fromkeys(seen, 1)


def test_the_tools_are_the_same_for_every_door_and_stand_in_the_order_of_the_seven_needs(server: Running) -> None:
    pages = {
        main(home_of(server, f"ada-tools-{'abcdefg'[number]}", [], door=door).get("/tools/"))
        for number, door in enumerate((*EVERY_DOOR, None))
    }
    (page,) = pages
    assert re.findall(r"<h2>([^<]+)</h2>", page) == NEEDS
    for section in re.findall(r"<section.*?</section>", page, re.DOTALL):
        assert section.partition('class="more"')[0].count("<li>") <= 4
    assert "<details open>" not in page


@pytest.mark.parametrize("door", [*EVERY_DOOR, None])
def test_any_tool_is_at_most_three_touches_from_home(server: Running, door: str | None) -> None:
    ada = home_of(server, f"ada-touches-{door or 'none'}", [], door=door)
    touches = touches_from_home(ada, {f"/tools/{tool}/" for tool in TOOLS})
    assert set(touches) == {f"/tools/{tool}/" for tool in TOOLS}
    assert max(touches.values()) <= 3
    for href in touches:
        assert ada.follow(ada.get(href)).status == 200, href


def test_where_i_stand_is_on_home_and_among_the_tools(server: Running) -> None:
    ada = person(server, "ada-looks-where").browser
    assert "/now/stand/" in ways(ada.get("/now/"))
    assert "/tools/stand/begin/" in ways(ada.get("/now/stand/"))
    mind = ada.get("/tools/?for=mind").text.partition('<section id="mind">')[2].partition("</section>")[0]
    assert 'href="/now/stand/"' in mind


@pytest.mark.parametrize(
    ("typed", "name"),
    [("closure", "The talk or the letter"), ("no contact", "Say it once"), ("attachment", "What happens")],
)
def test_a_word_that_is_never_said_here_still_finds_a_tool(server: Running, typed: str, name: str) -> None:
    ada = person(server, "ada-looks").browser
    page = ada.submit(ada.get("/now/"), "/search/", **{"for": typed})
    assert name in said(page)
    assert typed not in re.sub(r'value="[^"]*"', "", main(page))
    assert ada.get(next(href for href in ways(page) if href.startswith("/tools/"))).status == 200


def test_a_tool_that_was_filled_in_is_found_by_its_own_words(server: Running) -> None:
    ada = home_of(server, "ada-wrote-in-a-tool", [filled("stand", 3, words="The quill on the shelf.")])
    page = ada.submit(ada.get("/now/"), "/search/", **{"for": "quill"})
    (address,) = [href for href in ways(page) if re.match(r"/tools/stand/[0-9a-f-]{36}/", href)]
    assert "quill" in said(ada.get(address))


def test_a_tool_is_left_out_by_one_touch_and_taken_in_again(server: Running) -> None:
    ada = home_of(server, "ada-leaves-out", [], door="torn", door_since=in_days(0))
    page = ada.get("/now/path/")
    names = [TOOLS[stop.tool].name for stop in load_journeys()["torn"].stops]
    assert re.findall(r"<h2>([^<]+)</h2>", page.text) == names
    ada.submit(page, "", out="inventory")
    assert "/tools/passing/" in ways(ada.get("/now/"))
    assert "Left out." in said(ada.get("/now/path/"))
    ada.submit(ada.get("/now/path/"), "", again="inventory")
    assert "/tools/inventory/" in ways(ada.get("/now/"))
    ada.submit(ada.get("/now/path/"), "", out="../../etc", again="nothing")
    ada.submit(ada.get("/now/path/"), "", all="1")
    assert "Nothing is waiting. That is fine." in said(ada.get("/now/"))
    assert said(ada.get("/now/path/")).count("Left out.") == 5


@pytest.mark.parametrize("door", EVERY_DOOR)
def test_every_step_of_a_path_can_be_opened_and_filled_in(server: Running, door: str) -> None:
    ada = home_of(server, f"ada-walks-{door}", [], door=door, door_since=in_days(0))
    for stop in load_journeys()[door].stops:
        assert ada.get(f"/tools/{stop.tool}/").status == 200
        assert ada.get(f"/tools/{stop.tool}/begin/").status == 200


def test_whether_the_sentence_still_fits_is_asked_on_the_second_card_and_answered_by_one_touch(server: Running) -> None:
    ada = home_of(server, "ada-is-asked-still", [], door="torn", door_since=in_days(-28))
    page = ada.get("/now/")
    assert "still the right one?" in said(page)
    assert "I can’t tell." not in said(page)
    assert "<dialog" not in page.text
    ada.submit(page, "/now/door/")
    assert "still the right one?" not in said(ada.get("/now/"))
    early = home_of(server, "ada-is-not-asked", [], door="torn", door_since=in_days(-27))
    assert "still the right one?" not in said(early.get("/now/"))


def test_another_sentence_changes_the_path_and_nothing_that_was_kept(server: Running) -> None:
    ada = home_of(server, "ada-chooses-anew", [filled("inventory", 2, works_here=["laugh"])], door="torn")
    page = ada.get("/now/door/")
    assert [name for name in re.findall(r'name="door" value="(\w+)"', page.text) if name != "same"] == list(EVERY_DOOR)
    ada.submit(page, "", door="part")
    assert load_journeys()["part"].stops[0].tool == "talk"
    assert "/tools/talk/" in ways(ada.get("/now/"))
    ada.submit(ada.get("/now/door/"), "", door="nowhere")
    assert "/tools/talk/" in ways(ada.get("/now/"))


def test_who_has_not_said_where_they_are_is_offered_no_path_and_not_asked(server: Running) -> None:
    ada = person(server, "ada-says-nothing")
    assert "/now/path/" not in ways(ada.browser.get("/now/"))
    assert "You have not picked one" in said(ada.browser.get("/now/path/"))
    assert "still the right one?" not in said(ada.browser.get("/now/"))
    assert ada.browser.submit(ada.browser.get("/now/door/"), "", door="same").status == 303


def test_the_settings_count_a_new_sentence_from_today_and_the_same_one_from_before(server: Running) -> None:
    ada = home_of(server, "ada-sets", [], door="torn", door_since=in_days(-40))
    ada.submit(ada.get("/kept/settings/"), "/kept/settings/", zone="UTC", turn="4", idle="5", door="torn")
    assert "still the right one?" in said(ada.get("/now/"))
    ada.submit(ada.get("/kept/settings/"), "/kept/settings/", zone="UTC", turn="4", idle="5", door="in")
    assert "still the right one?" not in said(ada.get("/now/"))


def test_bens_path_knows_nothing_of_adas(server: Running) -> None:
    home_of(server, "ada-beside-ben", [filled("inventory", 2, works_here=["laugh"])], door="torn")
    ben: Person = settled(server, "ben-beside-ada", [], {"door": "torn", "door_since": in_days(0)})
    assert "You wrote on it" not in said(ben.browser.get("/now/path/"))
