"""The others who wrote under the text, at other doors. Who is not served yet stands in the module beside."""

from __future__ import annotations

import pytest

from tests.running import Running
from tests.visitor import Visitor
from tests.web.diaries import person, said
from tests.web.homes import ways
from tests.web.nights import send, sheet
from tests.web.stories import Situation, Use, Walker, faults, tomorrow, walk

pytestmark = pytest.mark.loopback

NEXT_DAY = tomorrow()
THREAD = (
    Situation(
        "S3.53",
        "stay",
        "We both like the garden.",
        {},
        [
            Use(
                "between",
                {
                    "give": {"effort.mine": "6", "effort.theirs": "unsure", "asked": "no"},
                    "round": {
                        "ring.begins": "A bill lies on the table",
                        "ring.i_do": "I ask twice",
                        "ring.they_do": "They turn on the radio",
                        "turn": "i_do",
                        "other": "Put the bill away until Saturday",
                    },
                },
            ),
        ],
    ),
    Situation(
        "S3.54",
        "torn",
        "Being the only one at the party who is on the second round.",
        {"reasons.stay": "3", "reasons.go": "7"},
        [Use("stand", {"ways": {"way": "part"}, "own_words": {"words": "Tonight I am tired of it all."}})],
        later=[
            Use(
                "stand",
                {
                    "ways": {"way": "open"},
                    "own_words": {"words": "This morning we both smiled at the dog."},
                    "then": {"moved": "I had slept, and that was all."},
                },
            ),
        ],
    ),
    Situation(
        "S3.67",
        "after",
        "I would like a week in which the phone is quiet.",
        {"ended": "me", "contact": "much"},
        [
            Use(
                "message",
                {
                    "rules": {"wanted": "no"},
                    "unwanted": {"how_often": "most", "tone": ["plead", "others"]},
                    "told": {"told_them": "no", "no_words": "I have decided. Please write about the school alone."},
                    "others": {"whom": ["line", "law"], "list.0.day": NEXT_DAY, "list.0.came": "message"},
                },
            ),
        ],
    ),
    Situation(
        "S3.68 S3.71",
        "part",
        "How the spring holidays can be shared.",
        {"decided": "us", "take": "calm"},
        [
            Use(
                "part_mine",
                {
                    "sort": {"whose_mine": "mine", "whose_talk": "ours"},
                    "mine": {
                        "parts.0.what": "I went to bed without a word",
                        "parts.0.now": "sorry",
                        "theirs_part": "They stopped coming to the meetings.",
                    },
                    "say_later": {"did": "I asked for help two times, and I listened."},
                },
            ),
        ],
    ),
)


@pytest.fixture(scope="module")
def ben(server: Running) -> Visitor:
    """Ben, a partner, with a place of his own."""
    return person(server, "ben-of-the-thread").browser


@pytest.mark.parametrize("one", THREAD, ids=lambda one: one.rows.replace(" ", "-"))
def test_somebody_of_the_thread_at_another_door_comes_from_a_door_to_something_they_can_hold(
    server: Running, ben: Visitor, one: Situation
) -> None:
    walk(server, ben, one)


def test_who_has_only_a_bad_minute_breathes_makes_a_sheet_prints_it_and_leaves_nothing(server: Running) -> None:
    """S3.74, and S3.46 on its first night: nothing is kept, and a page on paper is what they hold."""
    ada = Walker(server.address)
    before = (server.home / "db.sqlite3").read_bytes()
    assert "/minute/" in ways(ada.get("/"))
    assert "Breathe in while you count to four." in said(ada.get("/minute/"))
    page = sheet(ada, "in", "They said it at the bus stop.", mine="walk", tomorrow="Water the tomatoes.")
    paper = send(ada, page, step="paper")
    for words in ("They said it at the bus stop.", "a walk", "Water the tomatoes."):
        assert words in said(paper)
    assert send(ada, paper, step="forget").headers["Location"] == "/"
    assert (server.home / "db.sqlite3").read_bytes() == before
    assert faults(ada.met) == []
