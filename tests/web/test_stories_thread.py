"""Fourteen people wrote under a text on wanting different things (rows S3.44 to S3.74). Each of those whom the tools of
today serve walks here, in words of our own: from the door that fits to something they can hold. A page with their own
words, the same on paper, a day of theirs that comes back on Now.

Not served yet, and so not walked: somebody says what they think of the pages (S3.44); what meeting a therapist is like
(S3.45); asking a better question, and inviting the other to see somebody (S3.48 to S3.50); the old one and a new one
(S3.51); an answer for somebody's relative (S3.53, S3.69); small good habits, and being two parents (S3.55, S3.56); one
small step out to them (S3.62, S3.63); whose advice is this (S3.69); living apart under one roof, and what to ask before
anyone moves out (S3.70); finding a therapist (S3.72).
"""

from __future__ import annotations

import pytest

from tests.running import Running
from tests.visitor import Visitor
from tests.web.diaries import person
from tests.web.stories import Situation, Use, tomorrow, walk

pytestmark = pytest.mark.loopback

NEXT_DAY = tomorrow()
THREAD = (
    Situation(
        "S3.46 S3.47 S3.59",
        "in",
        "They moved to their sister in autumn.",
        {"since": ["asked", "wrote", "vowed", "room"], "leave": "asking", "mine": "walk"},
        [
            Use(
                "say_once",
                {
                    "before": {"asked_not": "no"},
                    "position": {"about_what": "want", "words": "I want to stay. I will not bring it up at supper."},
                    "said": {"way": "write", "then": ["silence", "noanswer"]},
                    "days": {"held.0.day": NEXT_DAY, "held.0.pull": "write", "held.0.did": "move"},
                },
            ),
        ],
    ),
    Situation(
        "S3.52 S3.57 S3.73",
        "in",
        "The rent is why they are still here.",
        {"told_how": "clear", "since": ["part"]},
        [
            Use(
                "hope",
                {
                    "both": {"hoping": "7", "prepared": "2"},
                    "ways": {
                        "on_day": "The window is open, and we plan a weekend.",
                        "on_step": ["talk"],
                        "off_day": "A small kitchen, and the children draw at the table.",
                        "off_step": ["money", "person"],
                    },
                    "either": {"anyway": ["sleep", "papers"], "there.0.name": "My aunt", "there.0.how": "on Sundays"},
                    "next": {
                        "hope_thing": "One supper without the topic.",
                        "ready_thing": "Find out what an account of my own costs.",
                        "again_on": NEXT_DAY,
                    },
                },
            ),
        ],
        comes=True,
    ),
    Situation(
        "S3.58 S3.60",
        "in",
        "They want to see me with friends, later on.",
        {"since": ["argued", "friend"]},
        [
            Use(
                "between",
                {
                    "moves": {"my_moves": ["ask", "explain"], "their_moves": ["quiet", "leave"]},
                    "round": {"ring.i_do": "I come one step nearer", "ring.they_do": "They go one step back"},
                },
            ),
            Use("stand", {"ways": {"way": "open"}, "own_words": {"words": "Not for good, and not for now either."}}),
        ],
    ),
    Situation(
        "S3.61",
        "in",
        "Two letters lie in the drawer, theirs and mine.",
        {"told_how": "half"},
        [
            Use(
                "message",
                {
                    "rules": {"wanted": "unsure", "answer_if": "they ask me something", "leave_if": "it is past ten"},
                    "says": {"plain": "They wish me a good spring."},
                    "reads": {"readings": ["kind", "further"], "first_thought": "It is a door left open."},
                    "unknown": {"cannot": ["want", "changed"]},
                    "hold": {"lies_until": NEXT_DAY},
                },
            ),
        ],
        comes=True,
    ),
    Situation(
        "S3.64 S3.65",
        "in",
        "The weekends with the children are good again.",
        {"since": ["room", "days"]},
        [
            Use(
                "wait",
                {
                    "for_what": {"awaited": ["them", "me"]},
                    "term": {"until": NEXT_DAY, "why_then": "carry", "weight": "6"},
                    "signs": {
                        "done.0.sign": "I plan my own summer and look forward to it.",
                        "longer.0.sign": "They ask me what I would like to change.",
                    },
                    "then": {"on_day": "look", "to_me": "Look at both lists, with tea."},
                },
            ),
        ],
        comes=True,
    ),
    Situation(
        "S3.66",
        "in",
        "They had been unhappy for a year, and I had not seen it.",
        {"told_how": "clear"},
        [
            Use(
                "fears",
                {
                    "weighs": {"weights": ["alone", "children", "money"], "heavy": "9"},
                    "closer": {
                        "fears.0.what": "Evenings alone with two small ones",
                        "fears.0.likely": "may",
                        "fears.0.helper": "The neighbour with the big dog",
                    },
                    "unknown": {"unknowns.0.what": "What help there is for one parent", "unknowns.0.sort": "find"},
                    "beside_me": {"kind_word": "On some nights I see no reason to go on. Then I ring her."},
                },
            ),
        ],
        heavy=True,
    ),
    Situation(
        "S3.70 S3.71",
        "in",
        "We still share the flat, and each day reads another way.",
        {"since": ["part", "days"]},
        [
            Use("inventory", {"ends": {"cannot.0.what": "Not knowing who sleeps where", "cannot.0.sure": "half"}}),
            Use(
                "wait",
                {
                    "term": {"until": NEXT_DAY},
                    "meanwhile": {"takes": ["money", "sleep", "worth"], "mine": ["learn"]},
                    "signs": {"done.0.sign": "My savings are down to two months."},
                },
            ),
        ],
        comes=True,
    ),
)


@pytest.fixture(scope="module")
def ben(server: Running) -> Visitor:
    """Ben, a partner, with a place of his own."""
    return person(server, "ben-of-the-thread").browser


@pytest.mark.parametrize("one", THREAD, ids=lambda one: one.rows.replace(" ", "-"))
def test_somebody_of_the_thread_who_wants_to_stay_comes_from_a_door_to_something_they_can_hold(
    server: Running, ben: Visitor, one: Situation
) -> None:
    walk(server, ben, one)
