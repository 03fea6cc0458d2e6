"""What stands quietly beside heavy words and high answers, never over them; and the seven lines of Help."""

from __future__ import annotations

import re

import pytest

from leanings.content.doors import load_doors
from tests.running import Running
from tests.visitor import Answer, Visitor
from tests.web.afraid import TALK, sent
from tests.web.diaries import Person, person, said

pytestmark = pytest.mark.loopback


@pytest.fixture
def ada(server: Running) -> Person:
    """Ada, with an empty place."""
    return person(server, "ada-of-heavy-words")


HEAVY = "Tonight I want to die. I could hit him."
TWO = (
    "Some of these words sound as if it may be too much to carry alone.",
    "Some of these words speak of hurting someone.",
)
WATCHED = (
    "No one is watching this, and nobody was told. A small helper in this page noticed it. Such helpers miss things."
)


def beside(page: Answer) -> str:
    """What stands quietly beside the words of a page."""
    found = re.findall(r'<aside class="quiet.*?</aside>', page.text, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split()) if found else ""


def test_beside_heavy_words_stand_two_quiet_lines_and_never_over_them(ada: Person) -> None:
    kept = ada.words(words=HEAVY)
    assert all(line in beside(kept) for line in (*TWO, WATCHED))
    assert kept.text.index("want to die") < kept.text.index('class="quiet')
    assert 'href="/help/#thoughts"' in kept.text
    assert 'href="/help/#afraid"' in kept.text
    assert "<dialog" not in kept.text


def test_the_lines_stand_beside_a_check_in_a_message_and_a_tool_and_nowhere_in_a_list(ada: Person) -> None:
    assert TWO[0] in beside(ada.day(contact="no", note=HEAVY))
    message = ada.browser.follow(ada.browser.submit(ada.browser.get("/unsent/here/"), "/unsent/here/", words=HEAVY))
    assert TWO[0] in beside(message)
    assert "want to die" not in message.text
    step = ada.browser.follow(sent(ada, sent(ada, ada.browser.get(TALK), afraid="no"), grateful=HEAVY))
    item = re.findall(r"/tools/talk/([0-9a-f-]{36})/", step.address)[0]
    assert TWO[0] in beside(ada.browser.get(f"/tools/talk/{item}/"))
    for path in ("/now/", "/diary/", "/kept/", "/kept/unsent/", "/tools/", "/tools/talk/"):
        assert beside(ada.browser.get(path)) == "", path


def test_a_message_that_nobody_keeps_has_them_too(server: Running) -> None:
    nobody = Visitor(server.address)
    page = nobody.submit(nobody.get("/unsent/"), "/unsent/", words="I cannot live without you.")
    assert TWO[0] in beside(page)


@pytest.mark.parametrize("door", load_doors())
def test_a_first_sheet_has_them_on_its_page_and_where_it_is_kept_and_not_on_paper(server: Running, door: str) -> None:
    nobody = Visitor(server.address)
    page = nobody.submit(nobody.get("/"), "/sheet/", door=door)
    for _ in range(4):
        typed = dict.fromkeys(re.findall(r'<textarea[^>]* name="([\w.]+)"', page.text), "Tonight I want to die.")
        page = nobody.submit(page, "/sheet/", step="on", **typed)
        if "want to die" in said(page) and 'class="quiet' in page.text:
            break
    assert TWO[0] in beside(page)


def test_ordinary_words_have_nothing_beside_them(ada: Person) -> None:
    assert beside(ada.words(words="I cried all evening, and I miss them terribly.")) == ""


def test_the_question_about_a_way_ahead_is_off_until_it_is_switched_on_and_a_high_answer_has_its_line(
    ada: Person,
) -> None:
    assert "I see no way ahead" not in ada.browser.get("/diary/day/").text
    page = ada.browser.get("/diary/lines/")
    ticked = re.findall(r'type="checkbox" name="(\w+)" value="(\w+)"[^>]* checked', page.text)
    assert ("ahead", "no_way") not in ticked
    form = next(form for form in page.forms if "csrfmiddlewaretoken" in form.fields and form.action == "")
    hidden = [("csrfmiddlewaretoken", form.fields["csrfmiddlewaretoken"]), ("act", "choose")]
    ada.send_pairs("/diary/lines/", [*hidden, *ticked, ("ahead", "no_way")])
    assert "I see no way ahead" in ada.browser.get("/diary/day/").text
    kept = ada.day(no_way_1="9")
    assert "An answer like this can mean that it is a lot to carry alone." in beside(kept)
    assert beside(ada.day(no_way_1="3")) == ""
    ada.send_pairs("/diary/lines/", [*hidden, *ticked])
    assert "I see no way ahead" not in ada.browser.get("/diary/day/").text


@pytest.mark.parametrize("line", ["breathe", "write", "someone", "talk", "danger", "thoughts", "afraid"])
def test_each_of_the_seven_lines_leads_somewhere_whole_with_nothing_kept(server: Running, line: str) -> None:
    nobody = Visitor(server.address)
    part = nobody.get("/help/").text.partition(f'id="{line}"')[2].partition("</section>")[0]
    leads = re.findall(r'href="((?:/|tel:|https:)[^"]*)"', part)
    assert len(re.sub(r"<[^>]+>", " ", part).split()) > 15
    for path in leads:
        if path.startswith("/"):
            assert nobody.get(path).status == 200
    assert leads or line == "someone"
