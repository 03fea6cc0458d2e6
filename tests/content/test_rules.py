"""Rule lists find what they say, ask and never tell, and take no longer than the text is long."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from leanings.content.audit import lists
from leanings.content.grade import grade
from leanings.content.raw import ContentFault
from leanings.content.rules import load_rules, marked, read_rule
from leanings.core.looked import FEW, LEADS, OF_A_KIND, Rule, lead_of, look, look_through, phrase_of

RULES = tuple(load_rules().values())
FOLDER = Path(__file__).parents[2] / "src" / "leanings" / "content" / "en" / "rules"
BLAME = (FOLDER / "blame.toml").read_text(encoding="utf-8")
LONGEST = 20_000
AT_MOST = 1.0  # seconds, on a machine that others use too: about ten times what it takes
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


def written(folder: Path, text: str) -> Path:
    """A rule list in a file."""
    file = folder / "blame.toml"
    file.write_text(text, encoding="utf-8")
    return file


def without_brackets(hit: str) -> str:
    """A hit as somebody would write it."""
    return hit.replace("[", "").replace("]", "")


def test_there_is_a_list_for_each_kind_of_wording() -> None:
    assert [rule.id for rule in RULES] == ["absolutes", "blame", "mixed", "pressure", "threats", "dying", "harming"]


@each_rule
def test_each_hit_is_found_and_each_miss_is_not(rule: Rule) -> None:
    assert [marked(without_brackets(hit), rule) for hit in rule.hits] == list(rule.hits)
    assert [marked(miss, rule) for miss in rule.misses] == list(rule.misses)


@each_rule
def test_a_miss_of_one_list_is_no_hit_of_a_list_that_leads_to_help(rule: Rule) -> None:
    heavy = [one for one in RULES if one.leads != "question"]
    assert [miss for miss in rule.misses if look(miss, heavy)] == []


@each_rule
def test_a_rule_asks_and_never_scolds(rule: Rule) -> None:
    assert rule.leads != "question" or rule.asks.endswith("?")
    assert lists().never.findall(rule.asks) == []
    assert not set(rule.asks.lower().split()) & {"should", "must", "wrong", "bad", "always", "never"}
    assert grade(rule.asks) <= 7


@pytest.mark.parametrize("text", [
    "You do not have to answer this. I want to stay, and I know that you may not.",
    "I am moving out in May. I thank you for ten years. On Monday I will call about the flat.",
    "I do not know yet. I will tell you on Sunday what I know then.",
])  # fmt: skip
def test_plain_words_for_staying_for_parting_and_for_neither_are_left_alone(text: str) -> None:
    assert look(text, RULES) == ()


@pytest.mark.parametrize(("text", "found"), [
    ("YOU NEVER listen", "YOU NEVER"),
    ("you’re so cold", "you’re so"),
    ("You threw our good years away.", "You threw our good years away"),
    ("İ said that you never listen", "you never"),
])  # fmt: skip
def test_case_apostrophes_and_letters_of_elsewhere_move_no_place(text: str, found: str) -> None:
    assert [text[one.start : one.end] for one in look(text, RULES)] == [found]


def test_a_phrase_does_not_reach_from_one_sentence_into_the_next() -> None:
    assert look("That is you. Never mind.", RULES) == ()
    assert look("What you threw. Go away.", RULES) == ()


def test_where_two_places_overlap_the_first_and_longest_is_kept() -> None:
    assert [one.rule.id for one in look("You are such a liar", RULES)] == ["blame", "blame"]
    ends = [one.end for one in look("you never you never you never", RULES)]
    assert ends == sorted(set(ends))


def test_only_a_few_are_pointed_out_at_a_time_and_the_rest_when_asked() -> None:
    text = "You never talk. You never ask. You never call. It is your fault. You owe me. Or else. You ruined it."
    shown = []
    for turn in range(3):
        found = look_through({"said": text}, RULES, turn)
        few = found.noticed["said"]
        assert len(few) <= FEW
        assert all(sum(one.rule == other.rule for other in few) <= OF_A_KIND for one in few)
        shown += [one.start for one in few]
        assert found.more == (turn == 0)
    assert sorted(shown) == [one.start for one in look(text, RULES)]


@pytest.mark.parametrize(("text", "leads"), [
    ("You never listen and I want to die.", ("thoughts",)),
    ("It is your fault, I could kill you.", ("afraid",)),
    ("I will hurt you and then kill myself.", ("thoughts", "afraid")),
])  # fmt: skip
def test_heavy_words_lead_to_help_and_to_no_question_of_style(text: str, leads: tuple[str, ...]) -> None:
    found = look_through({"said": text, "next": "You always say so."}, RULES)
    assert (found.noticed, found.leads, found.more) == ({}, leads, False)


@pytest.mark.parametrize("text", [
    "you always ", "you threw ", "if you leave i ", "I ", "a", ". ", "\n", "'", "’s ", "because of you i learned ",
])  # fmt: skip
def test_a_text_of_twenty_thousand_letters_is_looked_through_at_once(text: str) -> None:
    whole = (text * LONGEST)[:LONGEST]
    look("", RULES)
    start = time.perf_counter()
    look(whole, RULES)
    assert time.perf_counter() - start < AT_MOST


@pytest.mark.parametrize(
    "phrase", ["", "...", "you ...", "... you", "a ... b ... c", "y*u", "*", "you!", "a.b", "(you|we)", "\\w+"]
)
def test_a_phrase_is_plain_words_and_at_most_one_gap(phrase: str) -> None:
    assert phrase_of(phrase) is None


@pytest.mark.parametrize(("old", "new", "said"), [
    ('id = "blame"', 'id = "blam"', "blame.toml, line 1: The id is “blam”"),
    ('leads = "question"', 'leads = "scolding"', "line 8: “leads” cannot be “scolding”."),
    ("Would that say it as well?", "Say it that way.", "“asks” asks nothing."),
    ('"you destroy*"', '"you * it"', "“you * it” is no phrase."),
    ('"your fault", "because', '"your fault", "your fault", "because', "“your fault” stands twice."),
    ("[your fault]", "your [fault]", "What is found is"),
    ("When the door closed, I felt small.", "You ruined it.", "This is found, and is no such thing"),
])  # fmt: skip
def test_a_list_that_does_not_keep_its_word_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert BLAME.count(old) == 1
    with pytest.raises(ContentFault) as refused:
        read_rule(written(tmp_path, BLAME.replace(old, new)))
    assert said in refused.value.sentence
    assert "blame.toml, line " in refused.value.sentence


@pytest.mark.parametrize("written", ["", "...", "he ... said", "... said", "n*t", "(not)"])
def test_what_leads_away_is_plain_words_and_at_most_a_gap_at_their_end(written: str) -> None:
    assert lead_of(written) is None


@pytest.mark.parametrize(("text", "found"), [
    ("I want to die", ["want to die"]),
    ("I do not want to die", []),
    ("I do not know, I want to die", ["want to die"]),
    ("I will not. Want to die", ["Want to die"]),
    ("He said: “I want to die”", []),
    ("He said that he never wanted me and so I want to die", ["want to die"]),
    ("I said: “I want to die”", ["want to die"]),
    ("Never. I could hit him", ["could hit him"]),
    ("I could hit him, and never would", ["could hit him"]),
    ("HE SAID HE WOULD kill her", []),
    ("If he goes I will kill him", ["kill him"]),
])  # fmt: skip
def test_a_no_or_somebody_elses_words_just_before_it_lead_away_and_nothing_further_off_does(
    text: str, found: list[str]
) -> None:
    heavy = [rule for rule in RULES if rule.id in ("dying", "harming")]
    assert [text[one.start : one.end] for one in look(text, heavy)] == found


@pytest.mark.parametrize("id", ["dying", "harming", "threats"])
def test_the_lists_about_what_is_heavy_show_many_hits_and_more_misses_of_every_kind(id: str) -> None:
    rule = load_rules()[id]
    assert len(rule.hits) >= 14
    assert len(rule.misses) >= len(rule.hits)
    for kind in (r"\b(not|never|won’t|don’t|didn’t|no longer|nobody)\b", r"\b(He|She|They) (said|wrote|says)\b",
                 r"\b(was|were|had|wanted|last year|once|ago)\b"):  # fmt: skip
        assert [miss for miss in rule.misses if re.search(kind, miss, re.IGNORECASE)], kind


def test_every_list_leads_somewhere_and_help_is_led_to_from_two() -> None:
    assert {rule.leads for rule in RULES} == set(LEADS)
