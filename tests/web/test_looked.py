"""A text looked through on its page, without scripts: a few places, questions, nothing kept; and steps that turn."""

from __future__ import annotations

import re

import pytest

from leanings.content.tools import load_tools
from tests.running import Running
from tests.visitor import Answer
from tests.web.diaries import Person, person, said

pytestmark = pytest.mark.loopback
HARSH = "You never listen. It is your fault, and we’ll see.\nThank you <b>for</b> the tea & the walks."


@pytest.fixture
def ada(server: Running) -> Person:
    """Ada, with an empty place."""
    return person(server, "ada")


def opened(who: Person, tool: str, afraid: str = "no") -> Answer:
    """The first step of a tool, after the one question."""
    page = who.browser.get(f"/tools/{tool}/begin/")
    return sent(who, page, afraid=afraid, keep="on") if 'name="afraid"' in page.text else page


def sent(who: Person, page: Answer, **fields: str) -> Answer:
    """The form of this page, filled in and sent; what came of it, and where it led."""
    form = next(form for form in page.forms if "csrfmiddlewaretoken" in form.fields and form.action == "")
    return who.browser.follow(who.browser.post(page.address, {**form.fields, **fields}))


def heading(page: Answer) -> str:
    """What a page is called."""
    found = re.search(r"<h1>(.*?)</h1>", page.text)
    assert found is not None
    return found[1]


def test_words_are_underlined_and_asked_about_and_the_text_stays_in_its_box(ada: Person) -> None:
    page = sent(ada, opened(ada, "talk"), grateful=HARSH, look="0")
    assert page.status == 200
    marks = re.findall(
        r'<mark id="place_(\d)">(.*?)<a class="number" href="#asks_(\d)" aria-label="question (\d)">', page.text
    )
    assert marks == [("1", "You never", "1", "1"), ("2", "your fault", "2", "2"), ("3", "we’ll see", "3", "3")]
    assert re.findall(r'<li id="asks_(\d)" value="(\d)">', page.text) == [("1", "1"), ("2", "2"), ("3", "3")]
    assert "Was it every time?" in page.text
    assert "&lt;b&gt;for&lt;/b&gt; the tea &amp; the walks.</textarea>" in page.text
    assert "<b>for" not in page.text


def test_nothing_is_kept_by_looking(ada: Person) -> None:
    sent(ada, opened(ada, "talk"), grateful=HARSH, look="0")
    assert "Before" not in said(ada.browser.get("/tools/talk/"))


def test_it_gives_no_number_of_finds_and_stops_nobody(ada: Person) -> None:
    page = sent(ada, opened(ada, "talk"), grateful="You never talk. You never ask. You never call.", look="0")
    assert "You can leave every word as it is." in said(page)
    assert not re.search(r"\b(score|found|of 3|mistakes?)\b", said(page))
    on = sent(ada, page, grateful="You never talk.")
    assert heading(on) == "What I want, and why"


def test_looking_on_shows_the_next_few(ada: Person) -> None:
    text = "You never talk. You never ask. You never call."
    page = sent(ada, opened(ada, "talk"), grateful=text, look="0")
    assert page.text.count("<mark") == 2
    assert '<button class="link" name="look" value="1"' in page.text
    further = sent(ada, page, grateful=text, look="1")
    assert further.text.count("<mark") == 1
    assert 'name="look" value="2"' not in further.text


@pytest.mark.parametrize("turn", ["", "-1", "x", "999", "٣", "10"])
def test_a_turn_nobody_offered_is_no_trouble(ada: Person, turn: str) -> None:
    assert sent(ada, opened(ada, "talk"), grateful=HARSH, look=turn).status == 200


def test_kind_words_and_no_words_are_left_alone(ada: Person) -> None:
    page = sent(ada, opened(ada, "talk"), grateful="Thank you for the winter.", look="0")
    assert "The lists point at nothing here." in said(page)
    assert "There is no text here yet." in said(sent(ada, page, grateful="", look="0"))


@pytest.mark.parametrize(
    ("text", "way"), [("I want to die. You never listen.", "thoughts"), ("I could kill you.", "afraid")]
)
def test_heavy_words_lead_to_a_quiet_line_of_help(ada: Person, text: str, way: str) -> None:
    page = sent(ada, opened(ada, "talk"), grateful=text, look="0")
    assert f'href="/help/#{way}"' in page.text
    assert f'id="{way}"' in ada.browser.get("/help/").text
    assert "<mark" not in page.text
    assert f"{text}</textarea>" in page.text


def test_a_step_that_says_nothing_to_anyone_is_not_looked_through(ada: Person) -> None:
    page = opened(ada, "hope")
    assert "Look it through" not in page.text
    assert "Looked through" not in sent(ada, page, look="0").text


@pytest.mark.parametrize(("answer", "next_title"), [
    ("no", "One short position"), ("yes", "Living with a no"), ("unsure", "Living with a no"), ("", "Living with a no"),
])  # fmt: skip
def test_after_a_no_or_an_open_line_it_is_about_living_with_it(ada: Person, answer: str, next_title: str) -> None:
    assert heading(sent(ada, opened(ada, "say_once"), asked_not=answer)) == next_title


def test_the_turn_holds_from_step_to_step_and_can_be_changed(ada: Person) -> None:
    position = sent(ada, opened(ada, "say_once"), asked_not="no")
    kept = sent(ada, sent(ada, sent(ada, position, words="I want to stay.")))
    assert "The times I left it at that" in kept.text
    assert "Living with a no" not in kept.text
    first = re.search(r'href="(/tools/say_once/[^"]+/1/)"', kept.text)
    assert first is not None
    assert heading(sent(ada, ada.browser.get(first[1]), asked_not="yes")) == "Living with a no"


def test_a_message_is_let_go_unless_it_is_ticked(ada: Person) -> None:
    says = sent(ada, opened(ada, "message"), wanted="unsure")
    reads = sent(ada, says, typed="They saw the bakery.", plain="The bakery is closing.")
    back = re.sub(r"\d+/$", "2/", reads.address)
    again = ada.browser.get(back)
    assert "They saw the bakery." not in again.text
    assert "The bakery is closing." in again.text
    sent(ada, again, typed="They saw the bakery.", **{"typed.keep": "on"})
    page = ada.browser.get(back)
    assert "They saw the bakery." in page.text
    assert re.search(r'name="typed.keep" checked', page.text)
    unticked = {**page.form("").fields, "typed": "They saw the bakery."}
    del unticked["typed.keep"]
    assert ada.browser.post(back, unticked).status == 303
    assert "They saw the bakery." not in ada.browser.get(back).text


def test_rules_written_for_one_message_stand_there_for_the_next(ada: Person) -> None:
    sent(ada, opened(ada, "message"), wanted="unsure", answer_if="it asks something")
    page = opened(ada, "message")
    assert "it asks something</textarea>" in page.text
    assert "as you wrote it on" in said(page)
    assert 'value="unsure" id="id_wanted_3" autocomplete="off" checked' not in page.text


def test_who_wants_no_messages_is_told_that_they_need_not_answer(ada: Person) -> None:
    page = sent(ada, opened(ada, "message"), wanted="no")
    assert heading(page) == "You need not answer"
    assert "What I read into it" not in page.text


@pytest.mark.parametrize("tool", ["say_once", "wait", "hope", "talk", "message"])
@pytest.mark.parametrize("afraid", ["yes", "unsure", "skip"])
def test_whoever_does_not_say_no_meets_the_other_form_under_the_same_name(ada: Person, tool: str, afraid: str) -> None:
    there = load_tools()[tool]
    assert there.stand_in is not None
    page = opened(ada, tool, afraid)
    assert heading(page) == there.stand_in.steps[0].title
    assert there.name in page.text
    assert "Look it through" not in page.text
    assert heading(sent(ada, page)) == there.stand_in.steps[1].title


@pytest.mark.parametrize("tool", ["say_once", "wait", "hope", "talk", "message"])
def test_the_sheet_of_paper_is_for_a_door_and_has_another_form(server: Running, tool: str) -> None:
    eve = person(server, "eve")
    eve.browser.cookies.clear()
    stay = eve.browser.get(f"/tools/{tool}/blank/?door=stay")
    other = eve.browser.get(f"/tools/{tool}/blank/?door=stay&form=2")
    there = load_tools()[tool]
    assert there.stand_in is not None
    assert stay.status == other.status == 200
    sheet = stay.text.partition("<article")[2]
    assert not re.search(r"I want to part|If it ends|them to decide|We are parting", sheet)
    assert there.stand_in.steps[0].title in other.text
    for odd in ("?door=x", "?form=9", "?turn=maybe"):
        assert eve.browser.get(f"/tools/{tool}/blank/{odd}").status == 200
