"""Now, looking for a word, Tools and People by plain HTTP: no number, no word in an address, nobody else’s things."""

from __future__ import annotations

import re
import sqlite3
from datetime import date
from uuid import uuid4

import pytest

from leanings.core.brought import Brought, BroughtLine
from tests.running import Running
from tests.visitor import Answer, Visitor
from tests.web.diaries import PASSPHRASE, Person, person, said
from tests.web.nights import own_form, send, settled
from tests.web.test_sheet import SHEET

pytestmark = pytest.mark.loopback

CANARY = "quill-harbour-ember"
LONG = "before " * 40 + f"the {CANARY} stood " + "after " * 40


def words(day: str, text: str) -> dict[str, object]:
    """A journal entry of a day."""
    return {
        "word": "journal", "v": 1, "day": day, "entered": f"{day}T20:00Z", "lang": "en", "words": text,
        "fact": "", "reading": "", "feeling": "", "unknown": "", "after": "untouched",
    }  # fmt: skip


def part_of_file(file: str, part: int) -> dict[str, object]:
    """One of two parts of a diary that was brought, in months of their own."""
    return Brought(
        file_id="7a1e0000-0000-4000-8000-00000000000a",
        part=part,
        parts=2,
        entered="2021-04-01T20:00Z",
        file=file,
        couple=None,
        person="",
        header=("day", "mood"),
        told=(),
        lines=(BroughtLine("mood", ("mood",), 1, 5),),
        days=(date(2021, part, 1).toordinal(),),
        columns=("mood",),
        answers=((3.0,),),
    ).as_doc()


@pytest.fixture
def ada(server: Running, request: pytest.FixtureRequest) -> Person:
    """Ada, with an open place."""
    return person(server, f"ada-{request.node.name}")


def look(somebody: Person, word: str, **also: str) -> Answer:
    """Look for a word."""
    return send(somebody.browser, somebody.browser.get("/now/"), "/search/", **{"for": word}, **also)


def test_now_is_the_day_three_cards_and_one_line(ada: Person) -> None:
    page = ada.browser.get("/now/")
    assert re.search(r"<h1>(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day</h1>", page.text)
    assert re.findall(r'<p class="eyebrow">([^<]+)</p>', page.text) == ["Next", "Where I stand", "Check in"]
    assert "Nothing is waiting. That is fine." in said(page)
    assert "Five touches" in said(page)
    assert 'href="/diary/day/"' in page.text
    assert page.text.count('type="search"') == 1


def test_no_number_and_no_badge_stands_on_now_however_much_is_kept(server: Running) -> None:
    sheets = [{**SHEET, "day": f"2021-0{month}-11"} for month in range(1, 8)]
    full = settled(server, "ada-has-much", sheets, {"again": "2021-01-01"}).browser.get("/now/")
    assert re.search(r"\d", said(full)) is None
    assert "A while ago" in said(full)


def test_the_two_questions_that_were_asked_for_can_be_let_be(server: Running) -> None:
    ada = settled(server, "ada-was-asked", [SHEET], {"again": "2021-03-02", "door": "torn"}).browser
    page = ada.get("/now/")
    assert "The same two questions" in said(page)
    assert 'href="/sheet/again/"' in page.text
    assert ada.submit(page, "/now/later/", act="let").headers["Location"] == "/now/"
    assert "The same two questions" not in said(ada.get("/now/"))


def test_a_form_that_was_not_kept_is_found_again_from_now(ada: Person) -> None:
    page = ada.browser.get("/diary/words/")
    ada.browser.submit(ada.browser.get("/people/"), "/lock/")
    ada.browser.post("/diary/words/", {**own_form(page).fields, "words": CANARY})
    ada.browser.submit(ada.browser.get("/now/"), "/open/", passphrase=PASSPHRASE)
    now = ada.browser.get("/now/")
    assert "Something you had not kept" in said(now)
    assert CANARY not in now.text
    assert 'href="/diary/words/"' in now.text


def test_looking_for_a_word_answers_in_place_and_leaves_it_in_no_address(ada: Person) -> None:
    ada.words(words=LONG)
    found = look(ada, CANARY.upper())
    assert (found.status, found.address) == (200, "/search/")
    assert "Location" not in found.headers
    assert not re.search(rf'(href|action|src)="[^"]*{CANARY}', found.text, re.IGNORECASE)
    assert ada.browser.get("/search/").headers["Location"] == "/now/"


def test_what_is_found_shows_its_day_the_letters_around_the_word_and_the_way_there(ada: Person) -> None:
    address = ada.words(words=LONG).address
    found = look(ada, CANARY)
    assert f'<a href="{address}">' in found.text
    shown = re.findall(r'<span class="around">([^<]*)</span>', found.text)
    assert len(shown) == 1
    assert re.fullmatch(rf"… (before )+the {CANARY} stood (after )+…", shown[0])
    assert len(shown[0]) < 180


def test_each_kind_of_thing_is_found_under_its_own_address(server: Running) -> None:
    unsent = {
        "word": "unsent", "v": 1, "day": "2021-03-01", "entered": "2021-03-01T21:04Z", "words": CANARY, "until": None
    }  # fmt: skip
    parts = [part_of_file(f"{CANARY}.csv", number) for number in (1, 2)]
    ada = settled(server, "ada-of-all-kinds", [SHEET, unsent, words("2021-03-01", CANARY), *parts])
    ada.day(day_1="4", note=CANARY)
    ada.turning(them_now=CANARY)
    found = look(ada, CANARY)
    links = re.findall(r'<a href="(/[^"]+/[0-9a-f-]{36}/)"', found.text)
    assert sorted(re.sub(r"[0-9a-f-]{36}", "…", link) for link in links) == [
        "/diary/bring/…/",
        "/diary/turning/…/",
        "/diary/words/…/",
        "/diary/…/",
        "/sheet/…/",
        "/unsent/…/",
    ]
    for link in links:
        assert CANARY in ada.browser.get(link).text


@pytest.mark.parametrize("typed", ["", "   ", "nowhere-at-all", "%", "_", "' OR 1=1 --", "a" * 500, "\x00", "🌒"])
def test_what_is_in_nothing_finds_nothing_and_harms_nothing(ada: Person, typed: str) -> None:
    ada.words(words="Plain.")
    found = look(ada, typed)
    assert found.status == 200
    assert 'class="hits"' not in found.text


def test_an_older_word_is_found_by_looking_further_back(server: Running) -> None:
    told = [words("2021-03-01", CANARY), words("2011-03-01", f"{CANARY} long ago")]
    ada = settled(server, "ada-looks-back", told)
    assert "long ago" in look(ada, CANARY).text
    assert "long ago" in look(ada, CANARY, before="2015-12").text
    assert "2021" not in said(look(ada, CANARY, before="2015-12"))
    assert look(ada, CANARY, before="'; --").text.count('class="around"') == 2


def test_what_a_word_finds_is_shown_and_never_run(ada: Person) -> None:
    ada.words(words="<img src=x onerror=alert(1)> marks")
    found = look(ada, "marks")
    assert "&lt;img src=x onerror=alert(1)&gt; marks" in found.text
    assert 'value="&lt;b&gt;"' in look(ada, "<b>").text


def test_bens_words_are_not_found_by_ada(server: Running, ada: Person) -> None:
    person(server, "ben-has-words").words(words=CANARY)
    assert 'class="hits"' not in look(ada, CANARY).text


def test_somebody_to_turn_to_is_added_once_shown_and_taken_off(ada: Person) -> None:
    for _ in range(2):
        answer = send(
            ada.browser, ada.browser.get("/people/"), "/people/", name="Aunt <i>Jo</i>", reach=f"after nine, {CANARY}"
        )
        assert answer.headers["Location"] == "/people/"
    page = ada.browser.get("/people/")
    assert page.text.count(f"after nine, {CANARY}</p>") == 1
    assert "Aunt &lt;i&gt;Jo&lt;/i&gt;" in page.text
    assert ada.browser.submit(page, "/people/off/").headers["Location"] == "/people/"
    assert CANARY not in ada.browser.get("/people/").text


def test_a_nameless_somebody_is_told_beside_the_field_and_what_was_typed_comes_back(ada: Person) -> None:
    page = send(ada.browser, ada.browser.get("/people/"), "/people/", name="  ", reach=CANARY)
    assert page.status == 422
    assert "A name is needed, so that you find them again." in said(page)
    assert f'value="{CANARY}"' in page.text


def test_naming_somebody_adds_no_row_and_no_size_to_the_database(server: Running, ada: Person) -> None:
    def shape() -> list[tuple[int, int]]:
        with sqlite3.connect(server.home / "db.sqlite3") as database:
            return [tuple(row) for row in database.execute("SELECT rev, LENGTH(blob) FROM item_blob ORDER BY item_id")]

    before = shape()
    send(ada.browser, ada.browser.get("/people/"), "/people/", name="Jo", reach=CANARY)
    assert [size for _, size in shape()] == [size for _, size in before]


@pytest.mark.parametrize("path", ["/now/", "/tools/", "/people/", "/sheet/again/", "/unsent/here/", "/keep/code/"])
def test_eve_meets_the_door_before_every_one_of_these_pages(server: Running, path: str) -> None:
    answer = Visitor(server.address).get(path)
    assert (answer.status, answer.headers["Location"]) == (303, "/open/")


def test_a_locked_place_shows_none_of_these_pages(server: Running) -> None:
    ada = settled(server, "ada-locks-it", [SHEET], {"helpers": [{"name": CANARY, "reach": ""}]}).browser
    ada.submit(ada.get("/people/"), "/lock/")
    for path in ("/now/", "/people/", "/search/", f"/sheet/{uuid4()}/"):
        page = ada.get(path)
        assert "Locked" in said(page)
        assert CANARY not in page.text
