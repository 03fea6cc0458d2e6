"""What no text of the house says: rules 1, 2, 3, 9, 10, 12, 13 as wording; 15 and 18, what must be said."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from leanings.content.audit import lists
from leanings.content.doors import load_doors
from leanings.content.tools import load_tools
from leanings.core.tool import Field, Tool
from tests.hard_rules.words import said_somewhere, texts
from tests.tree import PACKAGE

TOOLS = load_tools()
WAYS = r"(stay|leave|go|part|separate|divorce|wait|decide)"
SCALES = ("slider", "two", "square")
# Rows of the texts that are an author's opinion against research or without any; those that are never cited at all.
OPINIONS = {
    *("S1.32", "S1.36", "S1.54", "S1.58", "S2.28", "S2.39", "S2.45", "S2.76", "S2.78"),
    *("S3.25", "S3.31", "S3.39", "S4.1", "S4.3", "S4.15", "S4.25"),
}
LEFT_OUT = {"S2.24", "S4.6", "S4.19", "S4.23", "S4.32"}
WHOSE = re.compile(
    r"\b(authors?|therapists?|readers?|text|counsel\w+|platform|ideas?|[Rr]esearchers)\b"
    r"|\b[Pp]eople who .* (write|tell|say)\b|\b[Ss]ome(one|body) .*(tells|describes)\b"
)


def test_rule_1_nothing_recommends_staying_or_leaving_or_says_that_it_is_time() -> None:
    found = said_somewhere(
        rf"\byou (should|must|ought to|need to|had better) {WAYS}\b"
        r"|\b(time|right moment|moment) to (leave|part|separate)\b"
        rf"|\b(ready|ripe) (to|for) (leave|part|stay|separation|divorce)\b|\b(better|best) (to|if you) {WAYS}\b"
        rf"|\bwe (recommend|advise|suggest)\b|\bour advice\b|\bwait (at least )?(\w+ )?(weeks|months|years) before\b",
        "You should stay.",
        "It may be time to leave.",
        "You seem ripe for separation.",
        "It is best to wait.",
        "We suggest to wait six months before.",
    )
    assert found == {}


def test_rule_2_nothing_names_the_chance_or_the_day_of_an_end() -> None:
    end = r"(break-?ups?|breaking up|parting|separat\w+|divorc\w+|an ending|the end of)"
    found = said_somewhere(
        rf"\b(chances?|probability|probable|likelihood|odds|risks?|per ?cent)\b[^.\"]{{0,60}}\b{end}\b"
        rf"|\d\s?% [^.\"]{{0,60}}{end}"
        rf"|\b{end}\b[^.\"]{{0,40}}\b(is likely|is unlikely|probable)\b"
        r"|\byou (two )?(will|are going to|may) (part|separate|divorce|break up) (in|by|within|on|before)\b",
        "Your chance of a divorce is small.",
        "60 % of such couples see a separation.",
        "A separation is likely.",
        "You will part within a year.",
    )
    assert found == {}


def test_rule_3_nobody_is_labelled_and_nothing_is_diagnosed() -> None:
    found = said_somewhere(
        r"\b(toxic|narcissis\w*|psychopath\w*|sociopath\w*|borderline|bipolar|codependen\w*|abusers?|abusive|gaslight\w*"
        r"|perpetrators?|personality disorder|(?<!no )diagnos\w+|avoidant|anxiously attached|clingy|needy|manipulative"
        r"|hysterical|commitment.?phob\w*|(you|they) are (a|an) (\w+ )?type\b|love addict\w*)\b",
        "They are toxic.",
        "This is a diagnosis.",
        "You are an anxious type.",
        "an abusive partner",
    )
    assert found == {}


def test_rule_9_nothing_counts_on_pushes_or_praises() -> None:
    found = said_somewhere(
        r"\b(streaks?|(\d+|many|three|seven) days in a row|(days?|hours?) (left|to go)|hurry up|last chance|don.t miss"
        r"|keep it up|well done|great job|good job|congratulat\w*|level up|badges?|premium|upgrade|sponsor\w*"
        r"|advert\w*|subscri\w*|only \d+ (left|more)|we miss(ed)? you"
        r"|you have not (written|been here)|\d+ of \d+ done)\b",
        "A streak of 9!",
        "Seven days in a row.",
        "You have not written for a week.",
        "Well done.",
        "3 of 14 done",
    )
    assert found == {}


def test_rule_10_no_text_keeps_anybody_from_friends_police_lawyers_doctors_or_clergy() -> None:
    found = said_somewhere(
        r"\b(do not|don’t|don't|never|stop|avoid|without|rather not|no need to|instead of) "
        r"(talk(ing)?|speak(ing)?|call(ing)?|tell(ing)?|go(ing)?|turn(ing)?|see(ing)?|ask(ing)?)( to| with)?"
        r"( your| a| the| any)? "
        r"(friends?|famil\w+|police|lawyers?|doctors?|clergy|priest|helplines?|counsel\w+|therapists?)\b",
        "Do not talk to your friends about it.",
        "No need to call a lawyer.",
    )
    assert found == {}


@pytest.mark.parametrize("tool", [one for one in TOOLS.values() if one.stand_in], ids=lambda tool: tool.id)
def test_rule_10_what_stands_in_names_people_to_turn_to(tool: Tool) -> None:
    assert tool.stand_in is not None
    steps = tool.stand_in.steps
    told = " ".join((tool.stand_in.say, *(step.say for step in steps)))
    told += " ".join(option.label for step in steps for field in step.fields for option in field.options)
    assert re.search(r"\b(helpline|People who know|people who know|under Help|lists people)\b", told)


def test_rule_12_no_outcome_is_promised() -> None:
    found = said_somewhere(
        r"\b(will|’ll|'ll) (soon |surely |always )?(be|feel|get|come out|grow|emerge) "
        r"(better|stronger|happier|happy|all right|okay|fine|free|healed|closer)\b"
        r"|\b(will|can) save (it|you|the|your)\b|\b(guarantee\w*|time heals|(?<!if )(?<!that )it gets better"
        r"|they will come back"
        r"|for a reason|no one is to blame|nobody is to blame|you will thank)\b",
        "You will feel better.",
        "It’ll soon be all right.",
        "They will come back.",
        "This will save the relationship.",
    )
    assert found == {}


def test_rule_13_nobody_is_held_against_the_other() -> None:
    found = said_somewhere(
        r"\b(loves?|loved|cares?|cared|gives?|gave|tries|tried|wants?|needs?|hurts?) (you |it |them |this )?"
        r"(more|less) than (you|they|them|your partner|the other)\b|\bwho is (right|wrong|to blame|at fault)\b"
        r"|\b(more|less) (to blame|at fault|in the wrong|committed)\b|\bwhose fault\b",
        "It shows that one loves more than the other.",
        "It shows who is wrong.",
        "They are less committed.",
    )
    assert found == {}


def test_the_words_that_are_never_said_are_said_nowhere_in_the_content() -> None:
    never = lists().never
    assert never.search("It is toxic.")
    content = {name: text for name, text in texts().items() if name.startswith("content/en/")}
    assert {name: found for name, text in content.items() if (found := never.findall(text))} == {}


def measures(field: Field) -> bool:
    """Whether a question is answered on a scale of ours."""
    return field.kind in SCALES or any(measures(column) for column in field.columns)


def cited() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every source of the content: its file, and itself."""
    for path in sorted((PACKAGE / "content" / "en").rglob("*.toml")):
        row = tomllib.loads(path.read_text(encoding="utf-8"))
        yield from ((path.name, source) for source in row.get("sources", ()))


def test_rule_18_what_an_author_thinks_is_said_to_be_theirs() -> None:
    found = [(name, source) for name, source in cited() if re.search(r"\bS\d\.\d+", source["ref"])]
    assert len(found) > 20
    assert [(name, source["says"]) for name, source in found if not WHOSE.search(source["says"])] == []


def test_rule_18_opinions_that_research_speaks_against_are_never_cited_as_more() -> None:
    for name, source in cited():
        rows = set(re.findall(r"\bS\d\.\d+", source["ref"]))
        assert not rows & LEFT_OUT, name
        if rows & OPINIONS:
            assert re.match(r"(An?|Two|The same|Another|Some) (authors?|therapists?|readers?)\b", source["says"]), name


def test_rule_18_every_tool_door_and_list_says_where_it_is_from() -> None:
    assert [tool.id for tool in TOOLS.values() if not tool.sources] == []
    assert [door.id for door in load_doors().values() if not door.sources] == []
