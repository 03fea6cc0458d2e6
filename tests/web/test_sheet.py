"""The sheet by plain HTTP, as without scripts: two questions, one page, and what can be done with it."""

from __future__ import annotations

import base64
import re
from html import unescape
from uuid import uuid4

import pytest

from leanings.content.doors import doors
from tests.running import Running
from tests.visitor import Answer, Visitor
from tests.web.diaries import PASSPHRASE, Person, person, said
from tests.web.nights import behind, own_form, send, settled, sheet

pytestmark = pytest.mark.loopback

CANARY = "quill-harbour-ember"
SHEET = {
    "word": "sheet",
    "v": 1,
    "day": "2021-03-01",
    "entered": "2021-03-01T21:04Z",
    "asked": {
        "tool": "doors/torn",
        "version": 1,
        "language": "en",
        "question": "How strong were they?",
        "stay": "Reasons to stay",
        "go": "Reasons to go",
    },
    "stay": 8,
    "go": 3,
    "words": f"The flat, and {CANARY}.",
    "tomorrow": "A long walk.",
    "says": "What was said back that day.",
}


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
def test_behind_each_door_stand_the_same_two_questions_in_its_own_words(ada: Visitor, door: str) -> None:
    page, texts = unescape(behind(ada, door).text), doors()[door].texts
    for name in ("ask", "note", "stay", "go", "words", "tomorrow"):
        assert texts[name] in page
    for side in ("stay", "go"):
        values = re.findall(rf'name="{side}" value="(\d*)"', page)
        assert sorted(values) == sorted(["", *map(str, range(11))])
        assert re.search(rf'name="{side}" value=""[^>]* checked', page)


@pytest.mark.parametrize("door", doors())
@pytest.mark.parametrize(
    ("stay", "go", "where"),
    [("9", "8", "both"), ("9", "2", "stay"), ("2", "9", "go"), ("1", "0", "neither"), ("5", "9", "between")],
)
def test_a_point_is_said_back_in_the_words_of_its_door(ada: Visitor, door: str, stay: str, go: str, where: str) -> None:
    page = sheet(ada, door, stay=stay, go=go)
    assert doors()[door].says[where] in unescape(page.text)
    assert corner(page) == (f"{26 + 26 * int(stay)}.0", f"{261 - 26 * int(go)}.0")


def test_the_page_says_both_sides_in_words_and_draws_what_is_open_as_a_line_or_not_at_all(ada: Visitor) -> None:
    told = said(sheet(ada, stay="0", go="10"))
    assert "Reasons to stay: none at all. Reasons to go: as strong as can be." in told
    half = sheet(ada, stay="4")
    assert "Reasons to stay: weak. Reasons to go: left open." in said(half)
    assert corner(half) is None
    assert 'class="one"' in half.text
    nothing = sheet(ada)
    assert "You left both sides open. That is welcome here too." in said(nothing)
    assert "Nothing has to happen tomorrow." in said(nothing)
    assert 'class="one"' not in nothing.text


def test_what_was_written_stands_on_the_page_as_it_was_written_and_runs_no_script(ada: Visitor) -> None:
    page = sheet(ada, words="One line.\r\n\r\n<script>alert(1)</script> & “more”", tomorrow="<b>walk</b>", again="on")
    assert "One line.\n\n&lt;script&gt;alert(1)&lt;/script&gt; &amp; “more”" in page.text
    assert "&lt;b&gt;walk&lt;/b&gt;" in page.text
    assert "In the morning: the same two questions." in page.text
    assert "<script>alert" not in page.text


def test_the_three_ways_on_are_of_equal_size_and_none_is_pushed(ada: Visitor) -> None:
    page = sheet(ada, stay="3", go="3").text
    row = re.search(r'<p class="buttons equal">(.*?)</p>', page, re.DOTALL)
    assert row is not None
    buttons = re.findall(r'<button class="([^"]+)"[^>]*>([^<]+)</button>', row[1])
    assert buttons == [(("btn quiet"), name) for name in ("Keep it", "Print or copy", "Close and forget")]


def test_between_the_steps_the_answers_travel_in_one_field_that_nobody_can_read(ada: Visitor) -> None:
    page = sheet(ada, "part", stay="1", go="9", words=CANARY)
    fields = own_form(page).fields
    assert set(fields) == {"csrfmiddlewaretoken", "once", "carried"}
    assert CANARY.encode() not in base64.urlsafe_b64decode(fields["carried"])


def test_change_brings_back_everything_and_the_page_is_made_anew(ada: Visitor) -> None:
    page = send(ada, sheet(ada, "in", stay="7", go="2", words=CANARY, tomorrow="walk", again="on"), step="change")
    assert f"{CANARY}</textarea>" in page.text
    assert re.search(r'name="stay" value="7"[^>]* checked', page.text)
    assert re.search(r'name="again"[^>]* checked', page.text)
    assert doors()["in"].texts["ask"] in unescape(page.text)
    told = said(send(ada, page, step="show", go="9", tomorrow="swim"))
    assert doors()["in"].says["both"] in told
    assert CANARY in told
    assert "swim" in told


def test_on_paper_stands_the_page_without_its_buttons_and_the_way_back(ada: Visitor) -> None:
    page = send(ada, sheet(ada, stay="7", go="2", words=CANARY), step="paper")
    assert CANARY in said(page)
    assert "To print:" in said(page)
    assert CANARY in said(send(ada, page, step="back"))


def test_what_was_carried_too_long_is_told_kindly_and_what_stands_in_the_form_stays(ada: Visitor) -> None:
    page = behind(ada, "out")
    late = send(ada, page, step="show", carried="run-out", stay="4", go="9", words=CANARY, tomorrow="walk")
    assert late.status == 422
    assert "What you wrote still stands here." in said(late)
    assert f"{CANARY}</textarea>" in late.text
    assert re.search(r'name="go" value="9"[^>]* checked', late.text)
    asked = re.findall(r'type="radio" name="door" value="(\w+)"', late.text)
    assert asked == list(doors())
    picked = send(ada, late, step="show", door="out")
    assert doors()["out"].says["go"] in unescape(picked.text)
    assert CANARY in picked.text
    unpicked = send(ada, late, step="show", door="nowhere")
    assert unpicked.status == 422
    assert f"{CANARY}</textarea>" in unpicked.text


@pytest.mark.parametrize("step", ["change", "paper", "back"])
def test_a_page_that_was_open_too_long_says_so_and_how_the_words_may_come_back(ada: Visitor, step: str) -> None:
    late = send(ada, sheet(ada, words=CANARY), step=step, carried="run-out")
    assert late.status == 422
    assert "It was let go" in said(late)
    assert "go back once or twice" in said(late)


@pytest.mark.parametrize(
    ("field", "wrong"), [("words", "a" * 10_001), ("tomorrow", "a" * 301), ("stay", "11"), ("go", "-1")]
)
def test_what_does_not_fit_comes_back_with_a_sentence_and_all_that_was_typed(
    ada: Visitor, field: str, wrong: str
) -> None:
    given = {"stay": "7", "words": CANARY, "tomorrow": "walk", field: wrong}
    page = send(ada, behind(ada, "torn"), step="show", **given)
    assert page.status == 422
    assert 'class="error"' in page.text
    assert (wrong if field == "words" else CANARY) in page.text


def test_kept_in_an_open_place_it_is_the_page_where_i_stand_and_its_day_alone_shows_on_now(home: Person) -> None:
    ada = home.browser
    page = sheet(ada, "torn", stay="8", go="3", words=CANARY, again="on")
    answer = send(ada, page, "/keep/here/")
    assert (answer.status, answer.headers["Location"]) == (303, "/now/")
    now = ada.get("/now/")
    assert CANARY not in now.text
    assert "In the morning: the same two questions" in said(now)
    kept = ada.get(link_to_sheet(now))
    assert CANARY in kept.text
    assert doors()["torn"].says["stay"] in unescape(kept.text)


def test_the_same_page_sent_twice_is_kept_once(home: Person) -> None:
    ada = home.browser
    page = sheet(ada, stay="8", go="3", words=CANARY)
    for _ in range(2):
        assert send(ada, page, "/keep/here/").status == 303
    found = send(ada, ada.get("/now/"), "/search/", **{"for": CANARY})
    assert found.text.count('href="/sheet/') == 1


def test_the_same_two_questions_come_again_behind_the_door_of_last_time(server: Running) -> None:
    ada = settled(server, "ada-asks-again", [SHEET], {"door": "after"}).browser
    page = ada.get("/sheet/again/")
    assert doors()["after"].texts["ask"] in unescape(page.text)
    made = send(ada, page, step="show", stay="2", go="2", words="Later.")
    assert doors()["after"].says["neither"] in unescape(made.text)
    assert send(ada, made, "/keep/here/").status == 303
    assert "Later." in ada.get(link_to_sheet(ada.get("/now/"))).text


def test_without_a_door_of_last_time_the_doors_are_asked_first(home: Person) -> None:
    assert home.browser.get("/sheet/again/").headers["Location"] == "/"


def test_what_was_typed_in_an_open_place_that_locked_stands_in_the_form_after_unlocking(server: Running) -> None:
    ada = settled(server, "ada-is-locked", [], {"door": "stay"}).browser
    page = ada.get("/sheet/again/")
    ada.submit(ada.get("/people/"), "/lock/")
    locked = send(ada, page, step="show", stay="6", words=CANARY)
    assert "Locked" in said(locked)
    assert CANARY not in locked.text
    back = ada.follow(ada.submit(locked, "/open/", passphrase=PASSPHRASE))
    assert back.address == "/sheet/again/"
    assert f"{CANARY}</textarea>" in back.text
    assert re.search(r'name="stay" value="6"[^>]* checked', back.text)
    assert doors()["stay"].texts["ask"] in unescape(back.text)


def test_what_was_shown_and_not_kept_waits_on_now_until_it_is_let_go(server: Running) -> None:
    ada = settled(server, "ada-leaves-it", [], {"door": "stay"}).browser
    made = send(ada, ada.get("/sheet/again/"), step="show", stay="6", words=CANARY)
    assert "Something you had not kept" in said(ada.get("/now/"))
    assert f"{CANARY}</textarea>" in ada.get("/sheet/again/").text
    assert send(ada, made, step="forget").headers["Location"] == "/now/"
    assert "Nothing is waiting." in said(ada.get("/now/"))
    assert CANARY not in ada.get("/sheet/again/").text


def test_a_kept_page_reads_as_it_was_asked_and_said_that_day(server: Running) -> None:
    ada = settled(server, "ada-reads-it", [SHEET]).browser
    page = ada.get(link_to_sheet(ada.get("/now/")))
    for words in ("How strong were they?", "What was said back that day.", CANARY, "A long walk."):
        assert words in said(page)
    assert "Monday, 1 March 2021" in said(page)
    assert "Nothing has to happen tomorrow" not in said(page)


def test_a_page_of_a_later_version_is_shown_as_text_and_stays_as_it_is(server: Running) -> None:
    ada = settled(server, "ada-from-later", [{**SHEET, "v": 9, "compass": "north"}]).browser
    page = ada.get(link_to_sheet(ada.get("/now/")))
    assert (page.status, "compass" in page.text) == (200, True)
    assert "From a later version" in said(page)


def test_erasing_asks_once_and_then_nothing_is_left(server: Running) -> None:
    ada = settled(server, "ada-erases-it", [SHEET]).browser
    address = link_to_sheet(ada.get("/now/"))
    asked = ada.get(f"{address}erase/")
    assert "cannot be brought back" in said(asked)
    assert ada.get(address).status == 200
    assert send(ada, asked).headers["Location"] == "/now/"
    assert ada.get(address).status == 404
    assert "Not said yet" in said(ada.get("/now/"))


def test_ben_and_eve_cannot_tell_adas_page_from_one_that_never_was(server: Running) -> None:
    ada = settled(server, "ada-is-private", [SHEET]).browser
    address = link_to_sheet(ada.get("/now/"))
    ben = person(server, "ben-next-door").browser
    for path in (address, f"{address}erase/"):
        never = path.replace(address.split("/")[2], str(uuid4()))
        seen, unseen = ben.get(path), ben.get(never)
        assert (seen.status, unseen.status) == (404, 404)
        assert said(seen) == said(unseen)
        eve = Visitor(server.address).get(path)
        assert (eve.status, eve.headers["Location"]) == (303, "/open/")
    assert ben.post(f"{address}erase/", own_form(ben.get("/people/")).fields).status == 303
    assert CANARY in ada.get(address).text


def link_to_sheet(now: Answer) -> str:
    """The address of the page that the card on Now leads to."""
    found = re.search(r'href="(/sheet/[0-9a-f-]{36}/)"', now.text)
    assert found is not None, now.text
    return found[1]
