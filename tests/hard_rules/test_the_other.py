"""What concerns the other: 5, nothing tells; 6, nothing is seen; 7, no watching; 8, nothing is sent; 14, no reach."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.apps import apps

from leanings.acts import desk, safety, tool
from leanings.content.tools import load_tools
from leanings.core.me import Me, Plan, Someone
from leanings.core.refusal import Refusal
from leanings.core.safety import QUESTIONS
from leanings.core.tool import EVERY_DOOR, KINDS, Field, Step, Tool, steps_for
from leanings.diary.read import read_file
from tests.hard_rules.words import said_somewhere
from tests.keeping import Person as Keeper
from tests.keeping import database, empty, entry, settle
from tests.running import Running
from tests.test_house import NETWORK
from tests.tree import PACKAGE, imports, python_files
from tests.visitor import Visitor
from tests.web.afraid import LISTS, all_of, bare, keeps
from tests.web.diaries import Person, person

__all__ = ["database", "empty"]

TOOLS = load_tools()
MAIL = {"smtplib", "email", "imaplib", "django.core.mail", "xmlrpc", "telnetlib", "asyncio"}
WATCHING = re.compile(
    r"\b(where (they|he|she|your partner) (was|were|is|are|went|goes|sleeps?)|with whom (they|he|she)|whom "
    r"(they|he|she) (met|meets|saw|sees|wrote|called)|what (they|he|she) (did|do|does|post\w*) online"
    r"|their (phone|profile|location|messages with|browser|passwords?|e-?mails?))\b",
    re.IGNORECASE,
)


@pytest.fixture
def home(empty: None) -> Keeper:  # noqa: ARG001  # nobody lives here yet
    """Ada, with an open place."""
    return settle("Ada")


@pytest.fixture
def ada(server: Running) -> Person:
    """Ada, with an open place in a browser."""
    return person(server, "ada-of-the-rules")


@pytest.fixture
def ben(server: Running) -> Person:
    """Ben, with a place of his own on the same server."""
    return person(server, "ben-of-the-rules")


def fields_of(steps: tuple[Step, ...]) -> Iterator[Field]:
    """Every question of some steps, and every column of their rows."""
    for step in steps:
        for field in step.fields:
            yield field
            yield from field.columns


def asked(field: Field) -> str:
    """What a question asks. “Looking at their phone” may be ticked among the things that one does oneself."""
    return "\n".join((field.label, field.hint, field.low, field.high, field.mine, field.theirs))


# Rule 5. More closely: tests/acts/test_safety.py (rows, bytes, questions to the database, files),
# tests/web/test_safety.py (pages), tests/web/test_who_may_see.py (that a place exists),
# tests/vault/test_self.py (the self document).


def test_rule_5_nothing_of_the_self_document_is_found_by_searching_or_stands_in_a_list(home: Keeper) -> None:
    desk.keep_me(home.room(), Me(low=Plan(people="Ilse"), helpers=(Someone("Ilse", "the blue door"),), plan="a plan"))
    safety.keep_answers(home.room(), dict.fromkeys(QUESTIONS, "yes"), "yes")
    room = home.room()
    assert room.me.helpers
    assert room.me.text() == ""
    for word in ("yes", "hurt", "afraid", "checked", "Ilse", "blue door", "plan"):
        assert desk.search(room, word).found == ()


def test_rule_5_the_list_of_tools_asks_nobody_who_they_are_or_what_they_said(home: Keeper) -> None:
    before = list(tool.tools_for(home.room()).values())
    safety.keep_answers(home.room(), dict.fromkeys(QUESTIONS, "yes"), "yes")
    assert list(tool.tools_for(home.room()).values()) == before


@pytest.mark.loopback
def test_rule_5_and_6_whatever_ada_does_ben_sees_what_he_saw_before(ada: Person, ben: Person) -> None:
    pages = [path for path in LISTS if "blank" not in path]
    before = {path: bare(ben.browser.get(path)) for path in pages}
    keeps(ada, **all_of("yes"))
    ada.words(words="I am looking for a flat.")
    ada.day(contact="no", note="He was away.")
    ada.browser.submit(ada.browser.get("/unsent/here/"), "/unsent/here/", words="Never sent.")
    ada.browser.submit(ada.browser.get("/help/own/"), "/help/own/", act="keep", people="Ilse")
    assert {path for path in pages if bare(ben.browser.get(path)) != before[path]} == set()


# Rule 6. No "has not answered", "last seen", "read", counts of unshared things.


def test_rule_6_nothing_says_that_somebody_has_read_answered_or_was_here() -> None:
    found = said_somewhere(
        r"\b((has|had) not (answered|read|opened|replied)|hasn.t (answered|read|replied)|last (seen|active|online)"
        r"|(is|was) (online|here) (now|last|today)|(read|seen|opened) (at|on) \d"
        r"|un(read|seen|shared|answered) (things|entries)"
        r"|not shared yet|your partner (wrote|has written|answered|opened|is writing))\b",
        "Ben has not answered.",
        "Last seen on Monday.",
        "Your partner is writing.",
        "Read at 9",
    )
    assert found == {}


def test_rule_6_no_table_holds_when_somebody_read_answered_or_shared() -> None:
    columns = {field.name for model in apps.get_models() for field in model._meta.get_fields()}
    assert "blob" in columns
    forbidden = re.compile(r"seen|read|opened|answer|active|typing|count|created|updated|login|views?$")
    assert {name for name in columns if forbidden.search(name)} == set()


@pytest.mark.loopback
def test_rule_6_nothing_that_is_kept_is_counted_on_home_or_in_a_list(ada: Person) -> None:
    paths = ("/now/", "/tools/", "/kept/", "/people/")
    before = {path: bare(ada.browser.get(path)) for path in paths}
    for number in range(3):
        ada.words(words=f"Words of evening {number}.")
    after = {path: bare(ada.browser.get(path)) for path in paths}
    assert {path for path in paths if after[path] != before[path]} == set()


# Rule 7. No import of a partner's messages, location, photos; no field asks where they were; no watching an ex.


@pytest.mark.parametrize("one", TOOLS.values(), ids=lambda one: one.id)
def test_rule_7_no_question_asks_where_somebody_was_with_whom_or_what_they_did_online(one: Tool) -> None:
    assert WATCHING.search("Who did they meet, and where were they? Look at their phone.")
    steps = (*one.steps, *(one.stand_in.steps if one.stand_in else ()))
    assert [asked(field) for field in fields_of(steps) if WATCHING.search(asked(field))] == []


def test_rule_7_no_kind_of_question_takes_a_file_a_place_on_a_map_or_a_photo() -> None:
    assert set(KINDS) & {"file", "photo", "image", "upload", "map", "location", "contact", "audio"} == set()
    taking = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if re.search(r"\bFileField\(|\bImageField\(", path.read_text(encoding="utf-8"))
    }
    assert taking == {"web/bring/forms.py", "web/kept/forms.py"}  # a diary of one's own; what was taken along


@pytest.mark.parametrize("chat", [
    "12/03/2031, 21:14 - Ben: Where are you?\n12/03/2031, 21:15 - Ada: At home.\n",
    "[2031-03-12, 21:14:05] Ben: Where are you?\n[2031-03-12, 21:15:10] Ada: At home.\n",
    "From: ben@example.org\nTo: ada@example.org\nSubject: us\n\nWhere are you?\n",
], ids=["a chat", "another chat", "a letter"])  # fmt: skip
def test_rule_7_messages_of_somebody_are_no_diary_and_are_refused(tmp_path: Path, chat: str) -> None:
    file = tmp_path / "chat.txt"
    file.write_text(chat, encoding="utf-8")
    with pytest.raises(Refusal):
        read_file(file)


# Rule 8. Nothing is ever sent to a partner, and to a helper only by the person's own act; "they said no" blocks.


def test_rule_8_no_line_of_the_package_can_send_anything() -> None:
    sending = NETWORK | MAIL
    found = [
        f"{name} imports {module}"
        for name, tree in python_files()
        if name.startswith("src/")
        for module in imports(tree)
        if any(module == one or module.startswith(f"{one}.") for one in sending)
    ]
    assert found == []


def on_asking_not_to(one: Tool) -> Field | None:
    """The question whether they have asked not to be reached; None where there is none."""
    return next((field for field in one.fields() if field.turns and "asked me not to" in field.label), None)


REACHING = [one for one in TOOLS.values() if on_asking_not_to(one)]


@pytest.mark.parametrize("one", REACHING, ids=lambda one: one.id)
def test_rule_8_after_they_asked_not_to_be_reached_no_step_says_how_to_reach_them(one: Tool) -> None:
    turning = on_asking_not_to(one)
    assert turning is not None
    for door in EVERY_DOOR:
        free = steps_for(one.steps, door, frozenset(), {turning.id: "no"})
        for said in ("yes", "unsure", "blank", None):
            steps = steps_for(one.steps, door, frozenset(), {turning.id: said})
            at = next(place for place, step in enumerate(steps) if turning in step.fields)
            later = {step.id for step in free[at + 1 :] if step.when == ("no",)}
            assert later, "after a plain no there is a step of its own"
            assert later.isdisjoint(step.id for step in steps)
            assert not any(step.talks for step in steps[at + 1 :])


def test_rule_8_there_are_tools_that_this_is_asked_of() -> None:
    assert {"say_once", "talk"} <= {one.id for one in REACHING}


@pytest.mark.loopback
def test_rule_8_what_was_written_and_not_sent_offers_no_way_to_send_it(ada: Person) -> None:
    page = ada.browser.follow(ada.browser.submit(ada.browser.get("/unsent/here/"), "/unsent/here/", words="Come back."))
    assert not re.search(r"mailto:|sms:|whatsapp|share\b.*api|navigator\.share", page.text)
    assert not re.search(r"<button[^>]*>\s*(Send|Share)\b", page.text)


# Rule 14. Neither partner can make, see or delete the other's record. More closely: tests/web/test_who_may_see.py.


@pytest.mark.loopback
def test_rule_14_ben_can_neither_see_nor_change_nor_erase_what_ada_keeps(ada: Person, ben: Person) -> None:
    path = ada.words(words="Only mine.").address
    token = ben.browser.get("/people/").form("/lock/").fields["csrfmiddlewaretoken"]
    sent = {"csrfmiddlewaretoken": token, "once": "c" * 22, "rev": "1", "words": "Ben was here.", "step": "erase"}
    for way in ("", "edit/", "erase/"):
        hers, nobodys = f"{path}{way}", f"/diary/words/{uuid4()}/{way}"
        assert (ben.browser.get(hers).status, ben.browser.get(nobodys).status) == (404, 404)
        assert ben.browser.post(hers, sent).status == ben.browser.post(nobodys, sent).status
        assert Visitor(ben.browser.address).get(hers).status in (302, 303, 404)
    assert "Only mine." in ada.browser.get(path).text
    assert "Ben was here." not in ada.browser.get("/diary/").text


def test_rule_14_what_ben_keeps_lies_in_no_drawer_of_adas(home: Keeper) -> None:
    ben = settle("Ben")
    ben.keep(entry("Ben’s day."))
    assert desk.drawer(home.room(), "journal") == ()
    assert desk.search(home.room(), "Ben").found == ()
