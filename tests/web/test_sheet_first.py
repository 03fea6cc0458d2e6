"""The sheet by plain HTTP, as without scripts: four questions, one page, and what can be done with it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from html import unescape
from importlib.resources import files
from typing import Any

import pytest

from leanings.content.doors import TYPED, doors
from tests.running import Running
from tests.visitor import Answer, Visitor
from tests.web.diaries import Person, person, said
from tests.web.nights import behind, send, sheet, ticks

pytestmark = pytest.mark.loopback

CANARY = "quill-harbour-ember"


@pytest.fixture
def ada(server: Running) -> Visitor:
    """Ada at the first page, with nothing kept."""
    return Visitor(server.address)


@pytest.fixture
def home(server: Running, request: pytest.FixtureRequest) -> Person:
    """Ada, with an open place."""
    return person(server, f"ada-{request.node.name}")


def corner(page: Answer) -> tuple[str, str] | None:
    """Where the point of a page lies in its drawing."""
    found = re.search(r'<circle class="here" cx="([\d.]+)" cy="([\d.]+)"', page.text)
    return (found[1], found[2]) if found else None


@pytest.mark.parametrize("door", doors())
def test_behind_each_door_stand_four_questions_of_its_own_one_to_a_screen(ada: Visitor, door: str) -> None:
    page = behind(ada, door)
    for place, step in enumerate(doors()[door].steps({}), start=1):
        text = unescape(page.text)
        assert f"{place} of 4" in text
        assert f"<h1>{step.title}</h1>" in text
        assert all(field.label in text for field in step.fields)
        assert ("Skip this" in text, "Close and forget" in text) == (True, True)
        page = send(ada, page, step="on")
    assert "<h1>Where I stand</h1>" in page.text


@pytest.mark.parametrize("door", doors())
def test_before_the_first_box_for_words_stand_the_court_and_the_device_once(ada: Visitor, door: str) -> None:
    page, warned, typed = behind(ada, door), [], []
    for _ in range(4):
        before = page.text.partition("<textarea")[0].partition('<input type="text"')[0]
        warned.append("a court could ask for what you write" in before)
        typed.append("<textarea" in page.text or '<input type="text"' in page.text)
        page = send(ada, page, step="on")
    assert warned.count(True) == 1
    assert warned.index(True) == typed.index(True)


@pytest.mark.parametrize("door", doors())
def test_every_question_can_be_skipped_and_the_page_says_so_kindly(ada: Visitor, door: str) -> None:
    page = behind(ada, door)
    for _ in range(4):
        page = send(ada, page, step="skip")
    assert doors()[door].tally.say({}) in unescape(page.text)
    assert "welcome" in said(page)
    assert "Nothing has to happen tomorrow." in said(page)


@pytest.mark.parametrize("door", doors())
def test_a_sheet_is_made_without_a_letter_and_says_something(ada: Visitor, door: str) -> None:
    page = sheet(ada, door, **ticks(door))
    fields = [
        field for step in doors()[door].steps_on_paper(other=False) for field in step.fields if field.kind not in TYPED
    ]
    shown = unescape(page.text)
    assert all(field.label in shown for field in fields if field.kind != "date")
    assert "welcome" not in said(page).partition("For the next day")[0]


def examples() -> Iterator[tuple[str, dict[str, Any], str]]:
    """Every worked example of a line, with its door."""
    for door in doors():
        text = (files("leanings.content") / "en" / "doors" / f"{door}.toml").read_text(encoding="utf-8")
        for one in tomllib.loads(text)["tally_examples"]:
            yield door, one.get("answers", {}), one["reads"]


@pytest.mark.parametrize(("door", "given", "reads"), tuple(examples()))
def test_each_way_the_line_can_read_stands_on_the_page(
    ada: Visitor, door: str, given: dict[str, Any], reads: str
) -> None:
    told: dict[str, Any] = {}
    for name, answer in given.items():
        told |= {f"{name}.{part}": str(one) for part, one in answer.items()} if isinstance(answer, dict) else {}
        told |= {} if isinstance(answer, dict) else {name: answer}
    page = sheet(ada, door, **told)
    assert f'<p class="notice">{reads}</p>' in unescape(page.text)
    assert doors()[door].mirror_says in unescape(page.text)


@pytest.mark.parametrize(("stay", "go"), [("9", "8"), ("9", "2"), ("2", "9"), ("1", "0"), ("5", "9")])
def test_a_point_is_drawn_where_it_was_set(ada: Visitor, stay: str, go: str) -> None:
    page = sheet(ada, **{"reasons.stay": stay, "reasons.go": go})
    assert corner(page) == (f"{26 + 26 * int(stay)}.0", f"{261 - 26 * int(go)}.0")


def test_the_page_says_both_sides_in_words_and_draws_what_is_open_as_a_line_or_not_at_all(ada: Visitor) -> None:
    told = said(sheet(ada, **{"reasons.stay": "0", "reasons.go": "10"}))
    assert "Reasons to stay: none at all. Reasons to go: as strong as can be." in told
    half = sheet(ada, **{"reasons.stay": "4"})
    assert "Reasons to stay: weak. Reasons to go: left open." in said(half)
    assert corner(half) is None
    assert 'class="one"' in half.text
    assert 'class="one"' not in sheet(ada).text


def test_what_was_written_stands_on_the_page_as_it_was_written_and_runs_no_script(ada: Visitor) -> None:
    words = "One line.\r\n\r\n<script>alert(1)</script> & “more”"
    page = sheet(ada, words=words, tomorrow="<b>walk</b>", again="on")
    assert "One line.\n\n&lt;script&gt;alert(1)&lt;/script&gt; &amp; “more”" in page.text
    assert "&lt;b&gt;walk&lt;/b&gt;" in page.text
    assert "In the morning: two short questions." in page.text
    assert "<script>alert" not in page.text


@pytest.mark.parametrize("door", doors())
def test_each_first_sheet_prints_blank_for_anyone(ada: Visitor, home: Person, door: str) -> None:
    shown = [one.get(f"/sheet/{doors()[door].order}/blank/") for one in (ada, home.browser)]
    for page in shown:
        assert page.status == 200
        for step in doors()[door].steps_on_paper(other=False):
            assert f"<h2>{step.title}</h2>" in unescape(page.text)
            assert all(field.label in unescape(page.text) for field in step.fields)
    assert f'href="/sheet/{doors()[door].order}/blank/"' in ada.get("/sheet/blank/").text
    assert ("another form" in said(shown[0])) == doors()[door].has_other


def test_the_other_form_prints_too_and_a_door_that_is_none_has_no_paper(ada: Visitor) -> None:
    assert "Someone who could be near me" in said(ada.get("/sheet/5/blank/?form=2"))
    assert "The first sentence" in said(ada.get("/sheet/5/blank/"))
    assert said(ada.get("/sheet/2/blank/?form=2")) == said(ada.get("/sheet/2/blank/"))
    for none in ("7", "0", "part", "-1"):
        assert ada.get(f"/sheet/{none}/blank/").status == 404
