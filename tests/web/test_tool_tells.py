"""A tool under a hostile eye: what its addresses tell a browser's history, and what two tabs may not lose."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.running import Running
from tests.visitor import Answer, Visitor
from tests.web.afraid import TALK, TOOLS, UNSAFE, heading, is_tool, keeps, sent, takes_back
from tests.web.diaries import PASSPHRASE, Person, person, said
from tests.web.homes import ways

pytestmark = pytest.mark.loopback

ITEM = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


@pytest.fixture
def ada(server: Running) -> Person:
    """Ada, with an empty place."""
    return person(server, "ada-who-is-watched")


def begun(who: Person, tool: str, afraid: str) -> Answer:
    """The second page of a tool, after the first box of the first was filled in."""
    page = sent(who, who.browser.get(f"/tools/{tool}/begin/"), afraid=afraid)
    while True:
        box = re.findall(r'<textarea[^>]* name="([\w.]+)"', page.text)
        tick = re.findall(r'type="(?:checkbox|radio)" name="([\w.]+)" value="(\w+)"', page.text)
        if box or tick:
            return who.browser.follow(sent(who, page, **({box[0]: "Words."} if box else dict(tick[:1]))))
        page = sent(who, page)


@pytest.mark.parametrize("tool", UNSAFE)
def test_no_address_of_a_step_tells_in_which_form_a_tool_opened(ada: Person, tool: str) -> None:
    shapes = []
    for afraid in ("no", "yes"):
        page = begun(ada, tool, afraid)
        kept = ada.browser.get(f"/tools/{tool}/{ITEM.findall(page.address)[0]}/")
        there = {ITEM.sub("-", href) for href in (page.address, *ways(kept)) if ITEM.search(href)}
        shapes.append({re.sub(r"\d+", "0", path) for path in there})
    assert shapes[0] == shapes[1]
    stand_in = TOOLS[tool].stand_in
    assert stand_in is not None
    names = {step.id for step in (*TOOLS[tool].steps, *stand_in.steps)}
    assert not names & {part for path in shapes[0] for part in path.split("/")}


@pytest.mark.parametrize("tool", ["talk", "between"])
def test_no_link_of_a_blank_sheet_names_a_door_or_a_form_in_its_address(server: Running, tool: str) -> None:
    page = Visitor(server.address).get(f"/tools/{tool}/blank/")
    links = re.findall(r'href="(\?[^"]*)"', page.text)
    assert not [href for href in links if re.search(r"door=[a-z]|form=|turn=[a-z]", href)]


def test_words_typed_before_the_answer_came_are_kept_when_the_answer_is_yes(ada: Person) -> None:
    page = sent(ada, ada.browser.get(TALK), afraid="no")
    form = next(form for form in page.forms if "carried" in form.fields)
    asked = ada.browser.post(TALK, {**form.fields, "carried": "too-old", "grateful": "Half a thought."})
    moved = ada.browser.follow(sent(ada, asked, afraid="yes"))
    assert moved.status == 200
    assert not is_tool(moved)
    item, stand_in = ITEM.findall(moved.address)[0], TOOLS["talk"].stand_in
    assert stand_in is not None
    kept = ada.browser.get(f"/tools/talk/{item}/")
    assert "Half a thought." in kept.text
    steps = [href for href in ways(kept) if re.fullmatch(rf"/tools/talk/{item}/\d+/", href)]
    titles = [unescape(heading(ada.browser.get(href))) for href in steps]
    assert titles == [step.title for step in stand_in.steps]


def test_words_of_a_first_step_are_kept_where_a_concern_was_kept_in_another_tab(ada: Person) -> None:
    page = sent(ada, ada.browser.get(TALK), afraid="no")
    keeps(ada, fear="yes")
    moved = ada.browser.follow(sent(ada, page, grateful="Half a thought."))
    assert not is_tool(moved)
    assert "Half a thought." in ada.browser.get(f"/tools/talk/{ITEM.findall(moved.address)[0]}/").text


def test_words_that_were_put_aside_in_one_form_are_not_lost_in_the_other(ada: Person) -> None:
    page = sent(ada, ada.browser.get(TALK), afraid="no")
    step = ada.browser.follow(sent(ada, page, grateful="The tea."))
    kept = re.findall(r"/tools/talk/[0-9a-f-]{36}/", step.address)[0]
    firsts = next(href for href in ways(ada.browser.get(kept)) if re.fullmatch(rf"{kept}\w+/", href))
    first = ada.browser.get(firsts)
    own = next(form for form in first.forms if "rev" in form.fields)
    lock = ada.browser.get("/now/").form("/lock/")
    ada.browser.post("/lock/", {**lock.fields, **own.fields, "path": firsts, "grateful": "Half a new thought."})
    ada.browser.follow(ada.browser.submit(ada.browser.get("/open/"), "/open/", passphrase=PASSPHRASE))
    keeps(ada, fear="yes")
    there = ada.browser.get(firsts)
    assert there.status == 200
    assert not is_tool(there)
    box = re.findall(r'<textarea[^>]* name="([\w.]+)"', there.text)
    ada.browser.follow(sent(ada, there, **({box[0]: "Other words."} if box else {})))
    assert "Half a new thought." in said(ada.browser.get("/kept/aside/"))


def test_a_text_too_long_for_its_box_never_spoils_the_rest_in_the_other_form(ada: Person) -> None:
    page = sent(ada, ada.browser.get(TALK), afraid="no")
    step = ada.browser.follow(sent(ada, page, grateful="The tea."))
    keeps(ada, fear="yes")
    question = next(name for name in re.findall(r'<textarea[^>]* name="(\w+)"', step.text))
    moved = ada.browser.follow(sent(ada, step, **{question: "long words " * 2000}))
    assert moved.status == 200
    assert "The tea." in ada.browser.get(f"/tools/talk/{ITEM.findall(step.address)[0]}/").text
    assert "long words" in said(ada.browser.get("/kept/aside/"))


def test_a_stale_tab_is_shown_what_the_other_kept_before_it_writes_over_it(ada: Person) -> None:
    keeps(ada, afraid="no")
    page = ada.browser.follow(sent(ada, ada.browser.get("/tools/inventory/begin/"), **first_tick(ada)))
    box = re.findall(r'<textarea[^>]* name="([\w.]+)"', page.text) or re.findall(
        r'<input type="text" name="([^"]+)"', page.text
    )
    first, second = ada.browser.get(page.address), ada.browser.get(page.address)
    ada.browser.follow(sent(ada, first, **{box[0]: "Words of the first tab."}))
    conflict = sent(ada, second, **{box[0]: "Words of the second tab."})
    assert conflict.status == 409
    assert "Words of the first tab." in conflict.text
    assert "Words of the second tab." in conflict.text
    takes_back(ada)


def first_tick(who: Person) -> dict[str, str]:
    """Something to answer the first step of the list of what works with."""
    page = who.browser.get("/tools/inventory/begin/")
    ticks = re.findall(r'type="(?:checkbox|radio)"[^>]*? name="([\w.]+)" value="(\w+)"', page.text)
    box = re.findall(r'<(?:textarea|input type="text")[^>]* name="([\w.]+)"', page.text)
    return dict(ticks[:1]) if ticks else {box[0]: "Something."}


def test_a_stale_tab_writes_over_no_plan_unseen(ada: Person) -> None:
    old = ada.browser.get("/help/own/")
    ada.browser.submit(ada.browser.get("/help/own/"), "/help/own/", act="keep", safer="The box is with Ilse.")
    refused = ada.browser.submit(old, "/help/own/", act="keep", alone="Walk to the river.")
    assert refused.status == 409
    assert "The box is with Ilse." in refused.text
    assert "Walk to the river." in refused.text
    assert "The box is with Ilse." in ada.browser.get("/help/own/").text
    ada.browser.submit(refused, "/help/own/", act="keep")
    assert "Walk to the river." in said(ada.browser.get("/help/own/"))
