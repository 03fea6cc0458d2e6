"""The one question, where it matters: only a plain no opens, for that tool and that time, unless it is kept."""

from __future__ import annotations

import re

import pytest

from tests.running import Running
from tests.web.afraid import ASKS, TALK, TOOLS, UNSAFE, heading, is_tool, keeps, sent
from tests.web.diaries import PASSPHRASE, Person, person, said

pytestmark = pytest.mark.loopback


@pytest.fixture
def ada(server: Running) -> Person:
    """Ada, with an empty place."""
    return person(server, "ada-of-the-question")


@pytest.mark.parametrize("tool", UNSAFE)
@pytest.mark.parametrize("afraid", ["yes", "unsure", "skip", "", "No", "maybe"])
def test_only_a_plain_no_opens_and_all_else_gives_what_stands_in(ada: Person, tool: str, afraid: str) -> None:
    asked = ada.browser.get(f"/tools/{tool}/begin/")
    assert ASKS in said(asked)
    assert heading(asked) == TOOLS[tool].name
    other, own = sent(ada, asked, afraid=afraid), sent(ada, ada.browser.get(f"/tools/{tool}/begin/"), afraid="no")
    stand_in = TOOLS[tool].stand_in
    assert stand_in is not None
    assert heading(other) in [step.title for step in stand_in.steps]
    assert heading(own) in [step.title for step in TOOLS[tool].steps]
    assert f'<p class="eyebrow">{TOOLS[tool].name}</p>' in other.text
    assert f'<p class="eyebrow">{TOOLS[tool].name}</p>' in own.text


def test_without_keep_the_answer_serves_that_tool_that_time_and_is_asked_again(ada: Person) -> None:
    page = sent(ada, ada.browser.get(TALK), afraid="no")
    assert is_tool(page)
    assert ASKS in said(ada.browser.get(TALK))
    assert ASKS in said(ada.browser.get("/tools/wait/begin/"))
    begun = ada.browser.follow(sent(ada, page, grateful="The tea."))
    for step in re.findall(r'href="(/tools/talk/[0-9a-f-]{36}/\w+/)"', begun.text) or [begun.address]:
        assert is_tool(ada.browser.get(step))
    assert ASKS in said(ada.browser.get(TALK))


def test_what_was_said_for_one_tool_opens_no_other(ada: Person) -> None:
    page = sent(ada, ada.browser.get(TALK), afraid="no")
    form = next(form for form in page.forms if "carried" in form.fields)
    assert ASKS in said(ada.browser.post("/tools/wait/begin/", form.fields))
    changed = {**form.fields, "carried": form.fields["carried"][:-2] + "xx"}
    assert ASKS in said(ada.browser.post(TALK, changed))


def test_kept_it_is_not_asked_again_and_can_be_taken_back(ada: Person) -> None:
    sent(ada, ada.browser.get(TALK), afraid="no", keep="on")
    assert is_tool(ada.browser.get(TALK))
    assert ASKS not in said(ada.browser.get("/tools/wait/begin/"))
    ada.browser.submit(ada.browser.get("/help/more/"), "/help/more/", act="back")
    assert ASKS in said(ada.browser.get(TALK))


def test_whoever_asks_not_to_be_asked_is_not_asked_and_meets_what_stands_in(ada: Person) -> None:
    sent(ada, ada.browser.get(TALK), afraid="skip", keep="on")
    page = ada.browser.get(TALK)
    assert ASKS not in said(page)
    assert not is_tool(page)


def test_an_old_form_and_another_tab_take_no_concern_back(ada: Person) -> None:
    first_tab, second_tab = ada.browser.get(TALK), ada.browser.get(TALK)
    sent(ada, second_tab, afraid="yes", keep="on")
    assert not is_tool(sent(ada, first_tab, afraid="no", keep="on"))
    assert not is_tool(ada.browser.get(TALK))
    old = ada.browser.get("/help/more/")
    keeps(ada, hurt="unsure", afraid="yes")
    refused = ada.browser.submit(old, "/help/more/", act="keep", afraid="no")
    assert refused.status == 409
    assert "changed in another window" in said(refused)
    assert not is_tool(ada.browser.get(TALK))


def test_a_step_that_was_open_when_a_concern_was_kept_keeps_its_words_and_goes_on_in_the_other_form(
    ada: Person,
) -> None:
    page = sent(ada, ada.browser.get(TALK), afraid="no")
    step = ada.browser.follow(sent(ada, page, grateful="The tea."))
    keeps(ada, fear="yes")
    question = next(name for name in re.findall(r'<textarea[^>]* name="(\w+)"', step.text))
    moved = ada.browser.follow(sent(ada, step, **{question: "Words I had typed."}))
    assert moved.status == 200
    assert not is_tool(moved)
    item = re.findall(r"/tools/talk/([0-9a-f-]{36})/", moved.address)[0]
    kept = ada.browser.get(f"/tools/talk/{item}/")
    assert "Words I had typed." in kept.text
    assert "The tea." in kept.text
    assert "read it aloud" not in kept.text
    again, stand_in = ada.browser.follow(ada.browser.get(step.address)), TOOLS["talk"].stand_in
    assert stand_in is not None
    assert heading(again) in [one.title for one in stand_in.steps]
    assert again.status == 200


def test_going_back_after_the_answer_and_sending_it_anew_asks_and_shows_no_more(ada: Person) -> None:
    asked = ada.browser.get(TALK)
    sent(ada, asked, afraid="no")
    assert not is_tool(sent(ada, asked, afraid="yes"))
    assert ASKS in said(ada.browser.get(TALK))


def test_what_was_typed_comes_back_after_a_lock_in_the_form_it_was_typed_into(ada: Person) -> None:
    page = sent(ada, ada.browser.get(TALK), afraid="no")
    form = next(form for form in page.forms if "carried" in form.fields)
    lock = ada.browser.get("/now/").form("/lock/")
    ada.browser.post("/lock/", {**lock.fields, **form.fields, "path": TALK, "grateful": "Half a thought."})
    ada.browser.follow(ada.browser.submit(ada.browser.get("/open/"), "/open/", passphrase=PASSPHRASE))
    back = ada.browser.get(TALK)
    assert is_tool(back)
    assert "Half a thought." in back.text


def test_after_too_long_the_question_comes_again_and_what_was_typed_waits_in_it(ada: Person) -> None:
    page = sent(ada, ada.browser.get(TALK), afraid="no")
    form = next(form for form in page.forms if "carried" in form.fields)
    late = {**form.fields, "carried": "too-old", "grateful": "Half a thought."}
    asked = ada.browser.post(TALK, late)
    assert ASKS in said(asked)
    again = sent(ada, asked, afraid="no")
    assert is_tool(again)
    assert "Half a thought.</textarea>" in again.text
    kept = ada.browser.follow(sent(ada, again))
    item = re.findall(r"/tools/talk/([0-9a-f-]{36})/", kept.address)[0]
    assert "Half a thought." in ada.browser.get(f"/tools/talk/{item}/").text
