"""Six stories, walked without scripts: two at night, the morning after, afraid, when it is over, the whole paths, and
the third month.

Not there yet, and so not walked: “Telling the children” on paper (in the third story the talk stands in its place), and
“Less often” and “Close” in the sixth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

import pytest

from leanings.content.field import OF_THE_PAGE
from leanings.content.journeys import load_journeys
from leanings.core.me import Me
from leanings.web.kit.forms import NEVER_ASIDE
from tests import examples
from tests.running import Running
from tests.visitor import Answer, Visitor
from tests.web import months
from tests.web.diaries import person, said
from tests.web.homes import main, ways
from tests.web.months import check_in, person_with
from tests.web.nights import holds, send, sheet, ticks
from tests.web.readings import shown
from tests.web.stories import ITEM, TOOLS, Walker, faults, strangers, tomorrow

pytestmark = pytest.mark.loopback

CANARY = "quill-harbour-ember"
MESSAGE = f"Please call me tomorrow, {CANARY}."
# What a step says that is about parting; and what asks to think again about an end.
PARTING = r"\b(?:parting|parted|to part|separat\w+|divorc\w+|it is over|an? end(?:ing)?|leaving them|move out|apart)\b"
AGAIN = r"\b(?:reasons to stay|try again|another chance|win (?:them|it) back|reconsider|work on it|stay together)\b"
REACH_OUT = r"\b(?:write to them|call them|reach out to them|If I answer|small step to them)\b"
LINES = ("day", "ease")
LISTS = ("/now/", "/now/path/", "/now/stand/", "/tools/", "/people/", "/kept/", "/diary/", "/help/")


@pytest.fixture
def ada(server: Running) -> Walker:
    """Ada, with nothing kept."""
    return Walker(server.address)


def test_one_at_two_at_night_a_sheet_is_made_without_a_letter_and_leaves_no_trace(server: Running, ada: Walker) -> None:
    before = (server.home / "db.sqlite3").read_bytes()
    page = sheet(ada, "in", **ticks("in"))
    assert "You ticked two things since then." in said(page)
    send(ada, page, step="forget")
    page = sheet(ada, "in", **ticks("in"))
    parked = send(ada, ada.get("/unsent/"), words=MESSAGE, morning="1")
    assert MESSAGE in said(parked)
    assert send(ada, parked, step="forget").headers["Location"] == "/"
    assert ada.submit(ada.get("/"), "/exit/").headers["Location"] == "/away/"
    assert (server.home / "db.sqlite3").read_bytes() == before
    assert holds(server.home, CANARY) == []
    assert CANARY not in server.log
    assert faults(ada.met) == []


def test_two_kept_and_the_next_morning_the_message_is_the_first_card_and_nothing_can_send_it(
    server: Running, ada: Walker
) -> None:
    ada.begin("in", "They said it in the car.", since=["asked", "wrote"])
    write = ada.get("/unsent/here/")
    assert "/unsent/here/" in ways(ada.get("/tools/"))
    home = ada.follow(send(ada, write, words=MESSAGE, morning="1"))
    assert "Something you put aside" not in said(ada.get("/now/"))
    assert CANARY not in home.text
    morning = ada.night()
    first = morning.text.partition('class="card next"')[2].partition("</section>")[0]
    assert "Something you put aside" in first
    assert CANARY not in morning.text
    (address,) = re.findall(r'href="(/unsent/[0-9a-f-]{36}/)"', first)
    there = ada.get(address)
    assert MESSAGE in said(there)
    for page in ada.met:
        assert re.findall(r'(?:href|action)="(?:mailto|sms|https?):', main(page)) == []
        assert re.findall(r">\s*(?:Send|Send it|Share)\s*<", page.text) == []
    assert faults(ada.met) == []
    strangers(ada, person(server, "ben-two").browser, Visitor(server.address), [CANARY, "They said it in the car."])


def test_three_parting_and_afraid_other_words_stand_in_and_every_list_stays_the_same(server: Running) -> None:
    walkers = {}
    for take in ("calm", "afraid"):
        ada = walkers[take] = Walker(server.address)
        ada.begin("part", first=["home", "telling"], take=take)
    lists = {take: [ITEM.sub("-", main(one.get(path))) for path in LISTS] for take, one in walkers.items()}
    assert lists["calm"] == lists["afraid"]
    ada = walkers["afraid"]
    kept = ada.fill(
        "talk",
        {
            "own_say": {"own_want": "I want a flat with two rooms."},
            "own_know": {"takes_it": ["shout", "unclear"]},
            "own_first": {"first_is": ["line", "knows"]},
        },
        afraid="yes",
    )
    assert "I want a flat with two rooms." in said(kept)
    assert 'href="/help/"' in main(kept)
    assert hits(r"read it aloud|It waits here until", ada.met) == []
    paper = Visitor(server.address).get("/tools/talk/blank/?door=part&form=2")
    assert "What I know of how they take things" in said(paper)
    assert "You want to part, or are nearly there." not in said(paper)
    assert faults(ada.met) == []


def test_four_who_is_written_to_too_often_meets_nothing_that_reaches_out(ada: Walker) -> None:
    sheet_page = sheet(ada, "after", ended="me", contact="much")
    assert "you can talk with them alone" in said(sheet_page)
    ada.keep(sheet_page)
    for stop in load_journeys()["after"].stops:
        pages = ada.steps(stop.tool, {"rules": {"wanted": "no"}})
        assert hits(REACH_OUT, pages) == [], stop.tool
    assert hits("You need not answer", ada.met) != []
    assert faults(ada.met) == []


def test_four_who_reaches_out_more_than_they_want_meets_living_with_a_no(ada: Walker) -> None:
    ada.begin("after", ended="them", contact="me")
    kept = ada.fill(
        "say_once",
        {
            "before": {"asked_not": "yes"},
            "no": {"no_what": ["messages"], "no_still": ["nothing"]},
            "stays": {"hard": ["miss"], "unsaid": "I still hum that song."},
            "alone": {"left.0.day": tomorrow(0), "left.0.did": "move"},
        },
    )
    assert "Living with a no" in said(kept)
    assert "I still hum that song." in said(kept)
    ada.fill("talk", {"next": {"asked_quiet": "yes"}, "here": {"instead": "paper"}})
    assert hits("Where it can go instead", ada.met) != []
    assert hits(r"My position, in my own words|How and where|hand over a letter", ada.met) == []
    assert faults(ada.met) == []


@pytest.mark.parametrize(("door", "never"), [("stay", PARTING), ("part", AGAIN), ("after", AGAIN)])
def test_five_the_whole_path_is_walked_without_a_step_that_does_not_belong(ada: Walker, door: str, never: str) -> None:
    ada.begin(door)
    for stop in load_journeys()[door].stops:
        ada.tool(stop.tool)
        *steps, _ = ada.steps(stop.tool, {})
        assert len(steps) > 2
        assert hits(never, steps) == [], stop.tool
    assert faults(ada.met) == []


def test_every_tool_can_be_gone_through_without_an_answer_and_then_nothing_is_kept(ada: Walker) -> None:
    ada.begin("torn")
    for tool in TOOLS:
        *steps, last = ada.steps(tool, {})
        assert last.address == f"/tools/{tool}/", tool
        hidden = {name for page in steps for name in re.findall(r'type="hidden" name="([^"]+)"', page.text)}
        assert hidden <= set(OF_THE_PAGE), "no question may have the name of something the page itself sends"
    assert set(NEVER_ASIDE) <= set(OF_THE_PAGE), "nor of what is never put aside"
    assert faults(ada.met) == []


def test_six_in_the_third_month_low_comes_first_and_no_clear_change_second(server: Running) -> None:
    low = [
        check_in(months.TODAY - timedelta(days=ago), {line: low_on(ago, seed) for seed, line in enumerate(LINES)})
        for ago in range(1, 90)
        if ago % 9
    ]
    ada = person_with(server, "ada-six", low, Me(door="in"))
    assert "/diary/reading/" in ways(ada.browser.get("/now/"))
    text = said(shown(ada.browser))
    print(text)
    where, moved = text.index("have mostly been"), text.index("No clear change since you began.")
    assert where < moved
    assert re.search(r"mostly been (?:between )?[1-3]\b", text)
    assert "You do not have to wait for this to decide anything." in text
    assert re.findall(r"\b(?:steady|stable|fine|stuck|numb|flat)\b", text) == []
    assert re.findall(r"\d+ of \d+ days|streak", said(ada.browser.get("/now/"))) == []


def low_on(ago: int, seed: int) -> int:
    """A low answer that goes up and down a little from day to day."""
    return min(6, max(0, round(2 + 1.5 * examples.noise(ago, seed))))


def hits(pattern: str, pages: Iterable[Answer]) -> list[str]:
    """What of a pattern is said on these pages."""
    return [hit for page in pages for hit in re.findall(pattern, said(page), re.IGNORECASE)]
