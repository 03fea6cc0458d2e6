"""Choosing what is shown: each choice does what it says, can be taken back, and gives back what was typed."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from leanings.core.me import Me
from leanings.core.shows import Remembered, Shows, Threshold
from tests.running import Running
from tests.web import months
from tests.web.diaries import Person, said
from tests.web.months import TODAY, person_with
from tests.web.readings import CHOOSE, choose, field_of, parts, shown

pytestmark = pytest.mark.loopback


@pytest.fixture
def cole(server: Running) -> Person:
    """Dr Cole, who keeps a diary too."""
    return person_with(server, "cole", months.months(100, lines=("close", "ease")), Me(door="torn"))


def test_what_is_remembered_is_drawn_and_changes_no_figure_and_no_word(cole: Person) -> None:
    before = shown(cole.browser)
    assert choose(cole, **{field_of(cole, "before"): "8,5"}).status == 303
    after = shown(cole.browser)
    assert "as I remember it before" in after.text
    assert "as I remember it before" not in before.text
    rows = [re.findall(r"<tbody>.*?</tbody>", page.text, re.DOTALL) for page in (before, after)]
    assert rows[0] == rows[1]
    assert parts(before, "where") == parts(after, "where")
    assert parts(before, "say") == parts(after, "say")
    assert choose(cole, **{field_of(cole, "before"): ""}).status == 303
    assert "as I remember it before" not in shown(cole.browser).text


def test_own_thresholds_tell_how_many_days_were_low_and_high(cole: Person) -> None:
    assert "“low”" not in said(shown(cole.browser))
    told = {field_of(cole, "low"): "4", field_of(cole, "high"): "7"}
    assert choose(cole, **told).status == 303
    text = said(shown(cole.browser))
    assert "days were “low” (below 4)" in text
    assert "days were “high” (above 7)" in text


def test_a_marked_stretch_is_named_and_one_that_cannot_be_used_is_told(cole: Person) -> None:
    first, last = TODAY - timedelta(days=95), TODAY - timedelta(days=60)
    assert choose(cole, usual="stretch", first=f"{first}", last=f"{last}").status == 303
    assert "the stretch you marked, counts as usual." in said(shown(cole.browser))
    near = TODAY - timedelta(days=20)
    assert choose(cole, usual="stretch", first=f"{near}", last=f"{TODAY}").status == 303
    text = said(shown(cole.browser))
    assert "cannot count as usual here. It needs 14 days with an answer, and 14 more days after it." in text
    assert "the stretch you marked, counts as usual." not in text
    assert cole.browser.post(CHOOSE, {**cole.browser.get(CHOOSE).form("").fields, "act": "back"}).status == 303
    assert "Your first weeks" in said(shown(cole.browser))


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"low": "12"}, "This line goes from 0 to 10."),
        ({"before": "-1"}, "This line goes from 0 to 10."),
        ({"low": "seven"}, "Write it as a number."),
        ({"high": "nan"}, "Write it as a number."),
        ({"low": "7", "high": "3"}, "What is high lies below what is low."),
        ({"usual": "stretch", "first": "", "last": ""}, "A stretch needs both its days."),
        ({"usual": "stretch", "first": "2026-02-30", "last": "2026-03-01"}, "Write it as a day."),
        ({"usual": "stretch", "first": "2026-03-02", "last": "2026-03-01"}, "The stretch ends before it begins."),
        ({"usual": "stretch", "first": "2026-03-02", "last": "2999-03-01"}, "This day is still to come."),
        ({"line_1": "nobodys"}, "Pick a line from the list."),
        ({"line_2": "SAME"}, "The same line stands here twice."),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field_and_what_was_typed_comes_back(
    cole: Person, told: dict[str, str], sentence: str
) -> None:
    page = cole.browser.get(CHOOSE)
    first = next(form.fields for form in page.forms if "usual" in form.fields)["line_1"]
    named = {field_of(cole, name) if name in ("low", "high", "before") else name: value for name, value in told.items()}
    sent = {name: first if value == "SAME" else value for name, value in named.items()}
    answer = choose(cole, **sent)
    assert answer.status == 200
    assert sentence in said(answer)
    fields = next(form.fields for form in answer.forms if "usual" in form.fields)
    assert {name: fields[name] for name in sent if not name.startswith("line")} == {
        name: value for name, value in sent.items() if not name.startswith("line")
    }


def test_what_is_asked_every_time_is_shown_until_somebody_chooses(cole: Person) -> None:
    assert choose(cole).status == 303
    assert choose(cole, line_1="", line_2="", line_3="").status == 303
    assert [one.partition("”")[0] for one in parts(shown(cole.browser), "eyebrow")[1:]] == ["“at ease", "“close"]


def test_a_brought_line_that_is_gone_is_let_go_quietly(server: Running) -> None:
    gone = Shows(
        lines=("brought:calm:1-7", "close"),
        thresholds=(Threshold("brought:calm:1-7", 2, 6),),
        remembered=(Remembered("brought:calm:1-7", 5.0),),
        markers=("worked late",),
    )
    somebody = person_with(server, "ada", months.months(60, lines=("close",)), Me(shows=gone))
    text = said(shown(somebody.browser))
    assert "“close”" in text
    assert "“calm”" not in text
    assert choose(somebody).status == 303
