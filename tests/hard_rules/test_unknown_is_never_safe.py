"""Safety's hard rules: 4, what stands in; 11, unknown is never safe; 16, Help is offered and never pushed."""

from __future__ import annotations

import re
from typing import Any

import pytest

from leanings.acts import desk, safety, tool
from leanings.content.rules import load_rules
from leanings.content.tools import load_tools
from leanings.core.me import Me, from_doc
from leanings.core.safety import QUESTIONS, SAID, state_of
from leanings.core.tool import steps_for
from leanings.web.help.questions import ANSWERS
from tests.hard_rules.words import said_somewhere
from tests.keeping import Person, database, empty, settle
from tests.running import Running
from tests.tree import PACKAGE
from tests.visitor import Visitor

__all__ = ["database", "empty"]

UNSAFE = [one for one in load_tools().values() if one.unsafe_if]
each_unsafe = pytest.mark.parametrize("one", UNSAFE, ids=lambda one: one.id)


@pytest.fixture
def ada(empty: None) -> Person:  # noqa: ARG001  # nobody lives here yet
    """Ada, with an open place."""
    return settle("Ada")


# Rule 4. No "both sides", "try harder", "be patient" when safety is positive or unknown: every advice text carries
# `unsafe_if` and the `stand_in` that takes its place; an empty place is a failed test.
# More closely: tests/content/test_stand_ins.py, tests/core/test_safety.py, tests/web/test_safety_asked.py.


@each_unsafe
def test_rule_4_what_may_be_unsafe_is_never_met_where_safety_is_positive_or_unknown(one: Any, ada: Person) -> None:
    own = {step.id for step in one.steps}
    for me in (Me(afraid="yes"), Me(afraid="unsure"), Me(afraid="skip"), Me(), Me(safety=(("money", "yes"),))):
        desk.keep_me(ada.room(), me)
        for said in (None, "yes", "unsure", "skip"):
            met = tool.met(ada.room(), one, said)
            assert met.stood_in
            assert met.steps, "an empty place"
            assert own.isdisjoint(step.id for step in met.steps)


@each_unsafe
def test_rule_4_no_place_is_empty_behind_any_door(one: Any) -> None:
    for door in (*one.doors, None):
        assert steps_for(one.stand_in.steps, door, frozenset())
    assert one.stand_in.say.strip()


def test_rule_4_nobody_is_lectured_anywhere() -> None:
    found = said_somewhere(
        r"\bboth sides (are to blame|are at fault|have a part|need to|share|play|add|own)\b|\btwo sides to\b"
        r"|\btry harder\b|\bbe (more )?patient\b|\bit takes two\b|\bcommunication problem",
        "Both sides have a part in it.",
        "Be patient, and try harder.",
        "It takes two.",
    )
    assert found == {}


# Rule 11. Missing, skipped, "rather not say" is unknown, never safe.
# More closely: tests/core/test_safety.py.

BROKEN: list[Any] = [None, "", "skip", "No", "n", "safe", 0, False, [], {}, ["no"]]


@pytest.mark.parametrize("afraid", BROKEN, ids=repr)
def test_rule_11_what_is_missing_skipped_or_broken_in_the_self_document_is_never_a_no(afraid: Any) -> None:
    doc = Me().as_doc() | {"afraid": afraid, "safety": [[question, afraid] for question in QUESTIONS]}
    me = from_doc(doc)
    assert state_of(me.afraid, me.safety) == "unknown"


def test_rule_11_a_self_document_that_cannot_be_read_is_never_a_no(ada: Person) -> None:
    room = ada.room()
    assert room.me == Me()
    for one in UNSAFE:
        assert tool.asks_first(room, one)
        assert tool.met(room, one).stood_in


def test_rule_11_an_old_form_is_never_a_no(ada: Person) -> None:
    assert safety.opened(ada.room(), "talk", "made-before-the-server-was-started-anew", ada.room().now) is None
    tool.keep_afraid(ada.room(), "yes")
    tool.keep_afraid(ada.room(), "no")
    assert tool.kept_state(ada.room()) == "concern"
    assert all(tool.met(ada.room(), one, "no").stood_in for one in UNSAFE)


def test_rule_11_every_question_about_being_safe_can_be_left_open_or_declined() -> None:
    offered = {value for value, _ in ANSWERS}
    assert offered == {*SAID, ""}


# Rule 16. Help is never a modal, never called without consent.
# More closely: tests/web/test_help.py, tests/web/test_safety_quiet.py.

TEMPLATES = sorted(PACKAGE.rglob("*.html"))
SCRIPTS = sorted(path for path in PACKAGE.rglob("*.js") if "vendor" not in path.parts)


def test_rule_16_no_page_of_ours_opens_over_another() -> None:
    over = re.compile(r"<dialog|showModal|role=\"(alert)?dialog\"|aria-modal|popover\b|\balert\(|\bconfirm\(")
    assert over.search("<dialog open>")
    assert {path.name for path in (*TEMPLATES, *SCRIPTS) if over.search(path.read_text(encoding="utf-8"))} == set()


def test_rule_16_nothing_dials_or_writes_to_anybody_by_itself() -> None:
    for path in SCRIPTS:
        assert not re.search(r"[\"'`](tel|sms|mailto):", path.read_text(encoding="utf-8")), path.name
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        for at in re.finditer(r"\b(tel|sms|mailto):", text):
            before = text[: at.start()]
            assert before.endswith('href="'), path.name
            assert before.rpartition("<")[2].startswith("a "), path.name


@pytest.mark.loopback
def test_rule_16_help_opens_by_a_link_and_every_number_is_pressed_by_the_person(server: Running) -> None:
    page = Visitor(server.address).get("/help/")
    assert page.status == 200
    assert '<a class="help" href="/help/"' in page.text
    assert "refresh" not in page.text.partition("<body")[0]
    assert not any(name.lower() == "refresh" for name in page.headers)


def test_rule_16_lists_of_words_lead_to_help_and_never_stop_anybody() -> None:
    leads = [rule for rule in load_rules().values() if rule.leads != "question"]
    assert {rule.leads for rule in leads} == {"thoughts", "afraid"}
    for rule in leads:
        assert not re.search(r"\b(must|have to|should|now call|we will|we have)\b", rule.asks)
