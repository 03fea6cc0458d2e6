"""The first page, with nothing kept: six doors, the same for everyone, and no trace of which was opened."""

from __future__ import annotations

import re
import sqlite3
from html import unescape

import pytest

from leanings.content.doors import doors
from tests.running import Running, make_place
from tests.visitor import Visitor
from tests.web.diaries import PASSPHRASE, said
from tests.web.nights import behind, holds, send, sheet, without_tokens

pytestmark = pytest.mark.loopback

CANARY = "quill-harbour-ember"


@pytest.fixture
def ada(server: Running) -> Visitor:
    """Ada at the first page, with a browser that was never here."""
    return Visitor(server.address)


def rows(running: Running) -> list[str]:
    """All that the database holds, as its file says it."""
    with sqlite3.connect(running.home / "db.sqlite3") as database:
        return list(database.iterdump())


def test_it_asks_what_it_is_about_and_offers_six_doors_in_one_order(ada: Visitor) -> None:
    page = ada.get("/").text
    shown = re.findall(r'<button name="door" value="(\w+)">([^<]+)</button>', page)
    assert [(id, unescape(own)) for id, own in shown] == [(door.id, door.texts["own"]) for door in doors().values()]
    assert "What is it about?" in page
    assert "Nothing is kept here unless you say so. Your phone may still show that you visited." in page


def test_help_exit_a_low_moment_the_screen_and_both_ways_in_are_all_there(ada: Visitor) -> None:
    page = ada.get("/").text
    for way in ("/help/", "/minute/", "/screen/", "/sheet/blank/", "/open/", "/keep/"):
        assert f'href="{way}"' in page
    assert 'action="/exit/"' in page
    assert page.index("/exit/") < page.index("/help/") < page.index("What is it about?")


def test_at_its_foot_stands_who_looks_after_the_place(ada: Visitor) -> None:
    foot = ada.get("/").text.partition("<footer")[2]
    assert "looked after by" in foot


def test_its_bytes_are_the_same_with_no_place_with_one_and_with_many(server: Running) -> None:
    def first_page() -> str:
        return without_tokens(Visitor(server.address).get("/").text)

    none = first_page()
    make_place(server.home, "alone-in-here", PASSPHRASE)
    one = first_page()
    for name in ("second-in-here", "third-in-here"):
        make_place(server.home, name, PASSPHRASE)
    assert none == one == first_page()


def test_whether_a_place_is_locked_in_this_browser_does_not_show_on_the_first_page(server: Running) -> None:
    make_place(server.home, "locked-for-now", PASSPHRASE)
    ben = Visitor(server.address)
    ben.submit(ben.get("/open/"), "/open/other/", place="locked-for-now", passphrase=PASSPHRASE)
    ben.submit(ben.get("/people/"), "/lock/")
    assert "Locked" in ben.get("/people/").text
    assert without_tokens(ben.get("/").text) == without_tokens(Visitor(server.address).get("/").text)


@pytest.mark.parametrize("door", doors())
def test_a_door_leads_on_without_telling_address_or_cookie(ada: Visitor, door: str) -> None:
    page = behind(ada, door)
    assert (page.status, page.address) == (200, "/sheet/")
    assert doors()[door].questions[0].step.say in unescape(page.text)
    assert list(ada.cookies) == ["c"]  # against forgery, random, and there since the first page
    shown = without_tokens(page.text).partition("<main")[2]  # in a sealed field any word may stand by chance
    assert not re.search(rf'(value|action|href)="[^"]*\b{door}\b', shown)


def test_a_door_that_is_none_leads_back_to_the_doors(ada: Visitor) -> None:
    for wrong in ("nowhere", ""):
        answer = send(ada, ada.get("/"), door=wrong)
        assert (answer.status, answer.headers["Location"]) == (303, "/")
    assert ada.get("/sheet/").headers["Location"] == "/"


def test_from_the_door_to_the_sheet_and_away_the_database_does_not_change(server: Running, ada: Visitor) -> None:
    before = rows(server)
    page = sheet(ada, "part", f"I wrote {CANARY}.", first=["home"], tomorrow=CANARY, again="on")
    assert CANARY in page.text
    for step in ("paper", "back", "change", "on", "before", "skip", "show", "forget"):
        page = send(ada, page, step=step)
    assert page.status == 303
    assert rows(server) == before
    assert holds(server.home, CANARY) == []
    assert CANARY not in server.log


def test_a_form_of_another_site_opens_no_door(server: Running) -> None:
    eve = Visitor(server.address)
    page = eve.get("/")
    fields = {**page.form("/sheet/").fields, "door": "torn"}
    assert eve.post("/sheet/", {"door": "torn"}).status == 403
    assert eve.post("/sheet/", fields, Origin="https://eve.example").status == 403
    eve.cookies.clear()
    assert eve.post("/sheet/", fields).status == 403


def test_a_shared_computer_shows_nothing_of_the_door_once_the_person_let_go(ada: Visitor) -> None:
    page = sheet(ada, "after", CANARY)
    form = page.form("/sheet/").fields
    send(ada, page, step="forget")
    again = ada.post("/sheet/", {**form, "step": "back"})
    assert again.status == 403
    assert CANARY not in again.text
    assert "over" not in said(again)
