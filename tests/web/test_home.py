"""Home, the path, the tools and the search by plain HTTP: one thing at a time, the same for every state, no number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest

from leanings.content.journeys import load_journeys
from leanings.core.tool import EVERY_DOOR
from tests.running import Running
from tests.visitor import Visitor
from tests.web.diaries import Person, person, said
from tests.web.homes import TOOLS, filled, in_days, main, touches_to_tools, ways
from tests.web.nights import settled

pytestmark = pytest.mark.loopback

STATES = (None, "no", "yes", "unsure", "skip")
MONTHS = r"\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December) \d{4}"
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


def test_no_digit_stands_on_home_but_those_of_a_day(server: Running) -> None:
    told = [filled(tool, 40 + number) for number, tool in enumerate(TOOLS)] + [filled("wait", 9, until=in_days(-1))]
    for number, door in enumerate((*EVERY_DOOR, None)):
        ada = home_of(server, f"ada-of-door-{'abcdefg'[number]}", told, door=door)
        assert re.search(r"\d", re.sub(MONTHS, "", said(ada.get("/now/")))) is None


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


def test_any_tool_is_at_most_three_touches_from_home(server: Running) -> None:
    ada = person(server, "ada-touches").browser
    touches = touches_to_tools(ada)
    assert {f"/tools/{tool}/" for tool in TOOLS} - set(touches) == {"/tools/stand/"}  # it is on the second card
    assert max(touches.values()) <= 3
    for href in touches:
        assert ada.follow(ada.get(href)).status == 200, href
    assert "/tools/stand/begin/" in ways(ada.get("/now/stand/"))
    assert "/now/stand/" in ways(ada.get("/now/"))


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
