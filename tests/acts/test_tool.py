"""Tools by their acts: the time before, what must be there for a step, and what is looked through of what was typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from leanings.acts import desk, now, tool
from leanings.acts.desk import Found
from leanings.acts.looked import looked, texts_of
from leanings.acts.tool import tools_in
from leanings.core.checkin import CheckIn
from leanings.core.filled import Filled
from leanings.core.tool import Field, Step
from leanings.vault import store
from tests.acts.test_now import filled
from tests.keeping import TODAY, Person, settle

TOOLS = tools_in("en")
WITH_BEFORE = {id: [step.id for step in one.steps if "before" in step.has] for id, one in TOOLS.items()}
YESTERDAY = TODAY - timedelta(1)


@pytest.fixture
def ada() -> Person:
    """Ada, who cannot tell."""
    found = settle("Ada")
    now.choose_door(found.room(), "torn")
    return found


def begun(somebody: Person, id: str, on: date = TODAY) -> Found:
    """A tool of which one question was answered on a day."""
    field = next(one for step in TOOLS[id].steps for one in step.fields if one.kind == "text")
    kept = somebody.keep(filled(id, on, **{field.id: f"As on {on}."}))
    return desk.find(somebody.room(), kept.item, "tool")


def steps_again(somebody: Person, found: Found) -> list[str]:
    """The steps of a time that is kept."""
    assert isinstance(found.doc, Filled)
    return [step.id for step in tool.met_again(somebody.room(), TOOLS[found.doc.tool], found.doc).steps]


@pytest.mark.parametrize("id", [id for id, steps in WITH_BEFORE.items() if steps])
def test_a_step_that_needs_an_earlier_time_comes_with_the_second_and_not_with_the_first(ada: Person, id: str) -> None:
    (late,) = WITH_BEFORE[id]
    assert late not in [step.id for step in tool.met(ada.room(), TOOLS[id]).steps]
    only = begun(ada, id, YESTERDAY)
    assert late not in steps_again(ada, only), "the first time is no earlier one to itself"
    assert late in [step.id for step in tool.met(ada.room(), TOOLS[id], "no").steps]
    second = begun(ada, id)
    assert late in steps_again(ada, second)
    desk.forget(ada.room(), only.item)
    assert late not in steps_again(ada, second)


def test_the_time_of_another_tool_and_that_of_somebody_else_is_no_earlier_one(ada: Person) -> None:
    begun(ada, "stand", YESTERDAY)
    begun(settle("Ben"), "inventory", YESTERDAY)
    assert "then" not in [step.id for step in tool.met(ada.room(), TOOLS["inventory"]).steps]


def test_a_step_that_needs_a_diary_comes_once_there_is_a_check_in(ada: Person) -> None:
    asks = replace(TOOLS["inventory"].steps[0], id="of_days", has=("diary",))
    one = replace(TOOLS["inventory"], steps=(*TOOLS["inventory"].steps, asks))
    assert asks not in tool.met(ada.room(), one).steps
    ada.keep(CheckIn(TODAY, "2031-03-01T20:00Z"))
    assert asks in tool.met(ada.room(), one).steps


def test_what_changed_is_told_since_the_time_just_before_also_where_a_later_one_is_there(ada: Person) -> None:
    days = [TODAY - timedelta(ago) for ago in (400, 90, 90, 1, 0)]
    times = [begun(ada, "inventory", on) for on in days]
    before = [tool.since_before(ada.room(), one) for one in times]
    found = [one[0].doc.day if one else None for one in before]
    assert found[0] is None
    assert sorted(str(day) for day in found[1:]) == sorted(str(day) for day in days[:-1])
    assert found[3:] == [days[2], days[3]]
    last = before[-1]
    assert last is not None
    assert [(one.how, one.then, one.now) for one in last[1]] == [("other", f"As on {YESTERDAY}.", f"As on {TODAY}.")]


def test_the_times_of_a_tool_are_shown_page_by_page_and_none_is_left_out(ada: Person) -> None:
    days = [TODAY - timedelta(20 * number) for number in range(60)]
    store.keep_all(ada.room(), [filled(id, on, **{}) for on in days for id in ("inventory", "stand")])
    found: list[date] = []
    before = None
    for _ in range(60):
        page = tool.times(ada.room(), "inventory", before, enough=5)
        assert {one.doc.as_doc()["tool"] for one in page.found} == {"inventory"}
        found += [one.doc.day for one in page.found]
        if page.earlier is None:
            break
        before = page.earlier
    assert found == days


def test_the_cells_of_rows_are_looked_through_where_the_words_are_for_somebody(ada: Person) -> None:
    columns = (
        Field("line", "text", "What I say", lines=1),
        Field("when", "choice", "When"),
        Field("back", "text", "What may come", lines=1),
    )
    step = Step(
        "say", "Say", "", (Field("lines", "rows", "Lines", columns=columns), Field("own", "text", "More")), talks=True
    )
    rows = [{"line": "Thank you.", "when": "never"}, {"line": "It is your fault.", "back": "You never listen."}]
    answers = {"lines": rows, "own": "You always win."}
    texts = texts_of(step, answers)
    assert [text for _, text in texts.values()] == [
        *("Thank you.", "It is your fault.", "You never listen.", "You always win.")
    ]
    assert texts["lines.1.line"][0] == "Lines: What I say"
    found = looked(ada.room(), step, answers)
    hits = [text[one.start : one.end] for place, (_, text) in texts.items() for one in found.noticed[place]]
    assert hits == ["your fault", "You never", "You always"]
    heavy = looked(ada.room(), step, {"lines": [{"line": "I could kill you."}]})
    assert (heavy.leads, heavy.noticed) == (("afraid",), {})
