"""Choosing what is asked: three lines for every time, any switched off, and questions of one's own by version."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from leanings.core.lines import GROUPS
from leanings.web.diary.forms import GROUP_LABELS
from tests.running import Running
from tests.visitor import Answer, Visitor
from tests.web.diaries import Person, form, person, said, told

pytestmark = pytest.mark.loopback

LINES = "/diary/lines/"


@pytest.fixture
def ada(server: Running) -> Person:
    """Ada, with an empty diary."""
    return person(server, "ada")


def ticked(page: Answer) -> list[tuple[str, str]]:
    """The lines that may be asked, as pairs of a form."""
    groups = re.findall(r'type="checkbox" name="(\w+)" value="([\w-]+)"[^>]* checked', page.text)
    assert len(groups) > 20
    return groups


def choose(ada: Person, *every: str, off: Iterable[str] = ()) -> Answer:
    """Send the choice: these for every time, and those not at all."""
    page = ada.browser.get(LINES)
    hidden = {name: value for name, value in form(page).items() if name in ("csrfmiddlewaretoken", "once")}
    sent = [*hidden.items(), ("act", "choose")]
    sent += [(f"every_{place}", id) for place, id in enumerate(every, start=1)]
    sent += [(group, id) for group, id in ticked(page) if id not in off]
    return ada.send_pairs(LINES, sent)


def own(ada: Person, **fields: str) -> Answer:
    """Send the form of an own question."""
    page = ada.browser.get(LINES)
    hidden = {name: value for name, value in form(page).items() if name in ("csrfmiddlewaretoken", "once")}
    return ada.browser.post(LINES, {**hidden, "act": "own", **fields})


def asked(ada: Person) -> list[str]:
    """The ids of what the check-in asks today, without opening the rest."""
    return [key.partition(".")[0] for key in form(ada.browser.get("/diary/day/"))["asked"].split()]


def own_ids(ada: Person) -> list[str]:
    """The ids of Ada's own questions."""
    return re.findall(r'name="question" value="([\w-]+)"', ada.browser.get(LINES).text)


def test_three_lines_can_be_picked_and_are_asked_from_then_on(ada: Person) -> None:
    assert choose(ada, "hope", "sad", "alone").headers["Location"] == "/diary/day/"
    assert asked(ada)[:3] == ["hope", "sad", "alone"]


def test_picking_none_takes_the_suggestion(ada: Person) -> None:
    choose(ada, "hope", "sad", "alone")
    choose(ada, "", "", "")
    assert asked(ada)[:3] == ["day", "ease", "close"]


def test_the_same_line_twice_is_told_beside_it_and_nothing_changes(ada: Person) -> None:
    page = choose(ada, "hope", "hope", "sad")
    assert page.status == 200
    assert "The same line stands here twice." in said(page)
    assert asked(ada)[:3] == ["day", "ease", "close"]


def test_any_line_can_be_switched_off_and_had_back(ada: Person) -> None:
    choose(ada, "hope", "", "", off={"safe", "pair"})
    page = ada.browser.get("/diary/day/")
    assert "Safe with them" not in said(page)
    assert "Reasons to" not in said(page)
    assert len(form(page)["asked"].split()) == 2
    choice = ada.browser.get(LINES)
    assert re.search(r'value="safe"[^>]* checked', choice.text) is None
    sent = [*form(choice).items(), ("act", "choose"), ("us", "safe"), ("reasons", "pair")]
    ada.send_pairs(LINES, sent)
    assert "Safe with them" in said(ada.browser.get("/diary/day/"))


def test_what_is_asked_every_time_is_asked_though_its_tick_was_taken_away(ada: Person) -> None:
    choose(ada, "hope", "sad", "close", off={"hope"})
    assert "hope" in asked(ada)


def test_a_question_of_my_own_is_asked_answered_and_kept_in_its_words(ada: Person) -> None:
    assert own(ada, label="Slept", low="badly", high="well").headers["Location"] == LINES
    [id] = own_ids(ada)
    choose(ada, id, "", "")
    assert asked(ada)[0] == id
    kept = ada.day(**{f"{id}.1": "3"})
    assert told(kept)["Slept"] == "3"
    own(ada, question=id, label="How I slept", low="badly", high="well")
    assert told(ada.browser.get(kept.address))["Slept"] == "3"
    changing = ada.browser.get(kept.address + "edit/")
    changed = ada.browser.follow(ada.fill(changing, **{f"{id}.1": "5"}))
    assert told(changed)["Slept"] == "5"
    assert told(ada.day(**{f"{id}.2": "6"}))["How I slept"] == "6"


def test_a_question_worded_anew_while_the_form_was_open_takes_no_answer_to_the_old_words(ada: Person) -> None:
    own(ada, label="Slept", low="badly", high="well")
    [id] = own_ids(ada)
    choose(ada, id, "day", "")
    page = ada.browser.get("/diary/day/")
    own(ada, question=id, label="How I slept", low="badly", high="well")
    back = ada.fill(page, **{f"{id}.1": "3", "day_1": "7", "note": "Do not lose me."})
    assert back.status == 200
    assert "A question was changed or taken away meanwhile." in said(back)
    assert "Do not lose me.</textarea>" in back.text
    assert form(back)["day.1"] == "7"
    assert "How I slept" in said(back)
    kept = told(ada.browser.follow(ada.fill(back)))
    assert (kept["Today was"], kept["How I slept"]) == ("7", "not answered")


def test_a_question_taken_away_is_asked_no_more_and_its_answers_stay(ada: Person) -> None:
    own(ada, label="Slept", low="badly", high="well")
    [id] = own_ids(ada)
    kept = ada.day(**{f"{id}.1": "3"})
    own(ada, act="away", question=id)
    assert own_ids(ada) == []
    assert "Slept" not in said(ada.browser.get("/diary/day/"))
    assert told(ada.browser.get(kept.address))["Slept"] == "3"
    changed = ada.browser.follow(ada.fill(ada.browser.get(kept.address + "edit/"), **{f"{id}.1": "4"}))
    assert told(changed)["Slept"] == "4"


def test_the_same_question_sent_twice_is_one_question(ada: Person) -> None:
    own(ada, label="Slept", low="badly", high="well")
    own(ada, label="Slept", low="badly", high="well")
    assert len(own_ids(ada)) == 1


@pytest.mark.parametrize("label", ["", "  ", "x" * 121])
def test_a_question_that_cannot_be_asked_is_told_beside_its_field(ada: Person, label: str) -> None:
    page = own(ada, label=label, low="never", high="often")
    assert page.status == 200
    assert re.search(r'id="id_new_label_error".*?class="error"', page.text, re.DOTALL)
    assert 'value="never"' in page.text
    assert own_ids(ada) == []


def test_there_is_room_for_twenty_and_the_next_is_refused_with_a_sentence(ada: Person) -> None:
    for number in range(20):
        own(ada, label=f"Number {number}")
    page = own(ada, label="One more")
    assert "Take one away first." in said(page)
    assert 'value="One more"' in page.text
    assert len(own_ids(ada)) == 20


def test_nobody_else_is_asked_my_questions(ada: Person, server: Running) -> None:
    own(ada, label="Do I want this?", low="no", high="yes")
    ben = person(server, "ben")
    for path in (LINES, "/diary/day/"):
        assert "Do I want this?" not in ben.browser.get(path).text
        assert Visitor(server.address).get(path).headers["Location"] == "/open/"


def test_every_group_of_lines_has_its_name() -> None:
    assert tuple(GROUP_LABELS) == GROUPS
