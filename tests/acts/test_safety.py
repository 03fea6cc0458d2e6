"""What somebody says about being safe leaves nothing to be seen; and what stands quietly beside heavy words."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leanings.acts import desk, looked, safety, takeout, tool
from leanings.acts.safety import PlanTooLong
from leanings.acts.takeout import FILES, given
from leanings.content.doors import doors
from leanings.core.checkin import Answer, CheckIn
from leanings.core.looked import Rule
from leanings.core.me import Me, Plan, Someone
from leanings.core.safety import HIGH_ANSWER, QUESTIONS, WAY_AHEAD
from leanings.vault.models import ItemBlob
from tests.keeping import NOW, TODAY, Person, counted, empty_tables, entry, once, settle

ALL_YES: dict[str, str] = dict.fromkeys(QUESTIONS, "yes")
SAYS = {
    "nothing": Me(),
    "no": Me(afraid="no", safety=tuple(dict.fromkeys(QUESTIONS, "no").items())),
    "yes": Me(afraid="yes", safety=tuple(ALL_YES.items())),
    "not sure": Me(afraid="unsure"),
    "rather not": Me(afraid="skip", safety=tuple(dict.fromkeys(QUESTIONS, "skip").items())),
}


@pytest.fixture
def ada() -> Person:
    """Ada, with an open place and one entry."""
    found = settle("Ada")
    found.keep(entry("an ordinary day"))
    return found


def lists(person: Person) -> list[str]:
    """What the lists of a place ask the database."""
    room = person.room()
    with CaptureQueriesContext(connection) as asked:
        tool.tools_for(room)
        for word in ("journal", "checkin", "sheet", "unsent", "tool"):
            desk.page(room, word)
            desk.drawer(room, word)
        desk.search(room, "ordinary")
        for one in tool.tools_for(room).values():
            tool.times(room, one.id)
    return [query["sql"].partition("WHERE")[0] for query in asked.captured_queries]


def test_in_every_state_there_are_as_many_rows_bytes_and_questions_to_the_database() -> None:
    seen = {}
    for name, me in SAYS.items():
        person = settle("Ada", me=me)
        person.keep(entry("an ordinary day"))
        lengths = sorted(len(bytes(blob)) for blob in ItemBlob.objects.values_list("blob", flat=True))
        seen[name] = (counted(), lengths, lists(person))
        empty_tables()
    assert all(one == seen["nothing"] for one in seen.values())


def test_answering_changing_and_taking_back_adds_no_row_and_no_byte(ada: Person) -> None:
    rows, longs = counted(), sorted(len(bytes(blob)) for blob in ItemBlob.objects.values_list("blob", flat=True))
    acts: tuple[Callable[[], None], ...] = (
        lambda: safety.keep_answers(ada.room(), ALL_YES, "yes"),
        lambda: safety.keep_answers(ada.room(), {"fear": "no"}, ""),
        lambda: tool.keep_afraid(ada.room(), "no"),
        lambda: safety.take_back(ada.room()),
    )
    for act in acts:
        act()
        assert counted() == rows
        assert sorted(len(bytes(blob)) for blob in ItemBlob.objects.values_list("blob", flat=True)) == longs


def test_a_tool_filled_in_leaves_as_many_rows_in_either_form_and_lies_in_the_same_drawer(ada: Person) -> None:
    for one in (one for one in tool.tools_for(ada.room()).values() if one.unsafe_if):
        left = []
        for said in ("no", "yes"):
            before = counted()
            met = tool.met(ada.room(), one, said)
            kept = tool.begin(ada.room(), met, met.steps[0], {met.steps[0].fields[0].id: "x"}, once())
            left.append({name: number - before[name] for name, number in counted().items()})
            assert kept.item in {found.item for found in desk.drawer(ada.room(), "tool")}
        assert left[0] == left[1], one.id


def test_what_is_kept_can_be_looked_at_changed_and_taken_back(ada: Person) -> None:
    safety.keep_answers(ada.room(), {"hurt": "unsure", "money": "", "song": "yes"}, "nonsense")
    assert (ada.room().me.safety, ada.room().me.afraid) == ((("hurt", "unsure"),), None)
    safety.keep_answers(ada.room(), {"hurt": "no"}, "no")
    assert (ada.room().me.safety, ada.room().me.afraid) == ((("hurt", "no"),), "no")
    safety.take_back(ada.room())
    assert ada.room().me == Me()


def test_no_file_that_is_taken_out_tells_what_was_answered() -> None:
    files = {}
    for name, me in SAYS.items():
        room = settle("Ada", me=me).room()
        files[name] = {file: given(takeout.take(room).everything, file).text for file in FILES}
    assert all(one == files["nothing"] for one in files.values())


def test_no_file_that_is_brought_back_says_that_something_is_safe(ada: Person) -> None:
    safety.keep_answers(ada.room(), ALL_YES, "yes")
    file = given(takeout.take(ada.room()).everything, "everything.json").text
    told = json.loads(file)
    told["self"] |= {"afraid": "no", "safety": [[question, "no"] for question in QUESTIONS]}
    takeout.bring(ada.room(), json.dumps(told).encode(), settings=True)
    assert tool.kept_state(ada.room()) == "concern"


def test_a_form_of_before_takes_no_concern_back(ada: Person) -> None:
    tool.keep_afraid(ada.room(), "unsure")
    for said in ("no", "skip", None):
        tool.keep_afraid(ada.room(), said)
        assert ada.room().me.afraid == "unsure"
    tool.keep_afraid(ada.room(), "yes")
    assert ada.room().me.afraid == "yes"


def test_what_was_said_on_the_page_before_is_good_for_one_tool_one_place_and_half_an_hour(ada: Person) -> None:
    room, ben = ada.room(), settle("Ben").room()
    field = safety.sealed(room, "talk", "no", NOW)
    assert safety.opened(room, "talk", field, NOW + timedelta(minutes=29)) == "no"
    assert safety.opened(room, "wait", field, NOW) is None
    assert safety.opened(ben, "talk", field, NOW) is None
    assert safety.opened(room, "talk", field, NOW + timedelta(minutes=31)) is None
    for broken in ("", "no", field[:-4], field[::-1], safety.sealed(room, "talk", "nope", NOW)):
        assert safety.opened(room, "talk", broken, NOW) is None


def test_a_plan_is_kept_in_own_words_and_never_makes_the_self_document_longer(ada: Person) -> None:
    long = {len(bytes(blob)) for blob in ItemBlob.objects.values_list("blob", flat=True)}
    plan = Plan(signs="cold hands", people="Ilse, the blue door", safer="the box is with Ilse")
    safety.keep_plan(ada.room(), plan, "It has passed before.")
    assert (ada.room().me.low, ada.room().me.plan) == (plan, "It has passed before.")
    assert safety.has_plan(ada.room().me)
    for letters in ("x" * 20_000, "é" * 9_000):
        with pytest.raises(PlanTooLong):
            safety.keep_plan(ada.room(), Plan(signs=letters), "")
    assert ada.room().me.low == plan
    assert {len(bytes(blob)) for blob in ItemBlob.objects.values_list("blob", flat=True)} == long
    safety.keep_plan(ada.room(), Plan(), "")
    assert not safety.has_plan(ada.room().me)


RULES = [rule for rule in looked.rules_in("en").values() if rule.leads != "question"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_hit_of_the_lists_stands_beside_a_text_and_no_miss_does(rule: Rule) -> None:
    for hit in rule.hits:
        found = safety.quiet("en", entry(hit.replace("[", "").replace("]", "")))
        assert rule.leads in [one.leads for one in found], hit
    for miss in rule.misses:
        assert rule.leads not in [one.leads for one in safety.quiet("en", entry(miss))], miss


SADNESS = [
    "I cried the whole evening. I miss the way we laughed.",
    "I am so sad, so tired, and nothing tastes of anything.",
    "It hurts so much that I cannot breathe when I see our photos.",
    "I feel empty and alone. The flat is dead quiet.",
    "I hate this. I hate that we never talk. I could scream.",
    "My heart is broken and I do not know how to get through Sunday.",
    "Maybe it is over. I do not see how we come back from this.",
    "I am furious, I slammed the door and drove around for an hour.",
    "I wish it had never happened. I wish I were ten years younger.",
    "I cannot go on like this with the two jobs and the children.",
    "He died two years ago, and I still lay a plate for him.",
    "I would kill for a night of sleep. This week has been murder.",
]


@pytest.mark.parametrize("text", SADNESS)
def test_ordinary_sadness_and_anger_are_left_in_peace(text: str) -> None:
    assert safety.quiet("en", entry(text)) == ()


@pytest.mark.parametrize("door", [None, *doors()])
def test_the_same_lines_stand_there_in_every_door(door: str | None) -> None:
    person = settle("Ada", me=Me(door=door))
    kept = person.keep(entry("Tonight I want to die."))
    found = safety.quiet(person.room().me.language, desk.find(person.room(), kept.item, "journal").doc)
    assert found == safety.quiet("en", entry("I want to die."))
    assert [one.leads for one in found] == ["thoughts"]


def check_in(value: int | None, code: str | None = None) -> CheckIn:
    """A check-in with an answer to the question about a way ahead."""
    answers = (Answer(WAY_AHEAD, 1, "I see no way ahead", "not so", "very much so", value=value, code=code),)
    return CheckIn(TODAY, "2031-03-01T21:04Z", answers=answers)


def test_a_high_answer_has_a_line_beside_it_and_a_low_or_missing_one_has_none() -> None:
    assert [one.leads for one in safety.quiet("en", check_in(HIGH_ANSWER))] == ["thoughts"]
    assert safety.quiet("en", check_in(HIGH_ANSWER))[0].says == ""
    assert safety.quiet("en", check_in(HIGH_ANSWER - 1)) == ()
    assert safety.quiet("en", check_in(None, "skipped")) == ()
    assert safety.quiet("en", replace(check_in(None, "untouched"), note="Slept badly.")) == ()


def test_heavy_words_leave_as_many_rows_as_any_others() -> None:
    left = []
    for words in ("I bought bread.", "Tonight I want to die."):
        before = counted()
        kept = settle("Ada").keep(entry(words))
        assert kept.rev == 1
        left.append({name: number - before[name] for name, number in counted().items()})
    assert left[0] == left[1]


def test_an_answer_makes_no_self_document_longer_however_full_it_is() -> None:
    for fill in range(15_600, 16_200, 50):
        empty_tables()
        person = settle("Ada", me=Me(helpers=(Someone("x" * fill),)))
        lengths = set()
        for me in SAYS.values():
            desk.keep_me(person.room(), replace(person.room().me, afraid=me.afraid, safety=me.safety))
            lengths.add(max(len(bytes(blob)) for blob in ItemBlob.objects.values_list("blob", flat=True)))
        assert len(lengths) == 1, fill
