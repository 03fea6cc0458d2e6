"""A form that another site sends, or one without its token, is refused everywhere and changes nothing."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping

import pytest

from tests.running import PROXIED, Running
from tests.visitor import Visitor
from tests.web.addresses import every_address
from tests.web.diaries import PASSPHRASE, Person, person

pytestmark = pytest.mark.loopback

EVIL = "https://evil.example"
NOT_FORMS = {"exit"}  # a way out that can be refused is none: whose session it ends is asked in its own test


@pytest.fixture(scope="module")
def ada(server: Running) -> Person:
    """Ada, with an open place and one entry."""
    found = person(server, "ada-of-the-forgery")
    found.words(words="Before.")
    return found


def rows(server: Running) -> dict[str, list[object]]:
    """Everything the database holds, but for the minute a session was last used."""
    tables = ("place", "key_slot", "item", "key_item", "item_blob", "note", "tombstone")
    with sqlite3.connect(server.home / "db.sqlite3") as database:
        found = {table: database.execute(f"SELECT * FROM {table}").fetchall() for table in tables}  # noqa: S608  # ours
        found["session"] = database.execute("SELECT token_sha256, level FROM session").fetchall()
    return found


def token_of(browser: Visitor) -> str:
    """The token against forgery that this browser would send."""
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.get("/people/").text)
    assert found is not None
    return found[1]


def sent(token: str = "") -> dict[str, str]:
    """A form that would do something on most pages."""
    plain = {"once": "c" * 22, "words": "Forged.", "passphrase": "forged words are not yours", "step": "keep"}
    return {**plain, "csrfmiddlewaretoken": token} if token else plain


@pytest.mark.parametrize(
    "headers",
    [{"Origin": EVIL}, {"Origin": "null"}, {"Origin": "http://127.0.0.1:1"}, {}],
    ids=["another site", "no site", "another port", "no token"],
)
def test_every_page_refuses_it_and_nothing_changes(server: Running, ada: Person, headers: Mapping[str, str]) -> None:
    token = token_of(ada.browser) if headers else ""
    before = rows(server)
    for name, path in every_address().items():
        if name not in NOT_FORMS:
            answer = ada.browser.post(path, sent(token), **headers)
            assert answer.status == 403, name
            assert "Before." not in answer.text
    assert rows(server) == before


def test_the_same_token_from_our_own_page_is_taken(ada: Person, server: Running) -> None:
    answer = ada.browser.post("/lock/", {"csrfmiddlewaretoken": token_of(ada.browser)}, Origin=server.address)
    assert answer.status == 303
    ada.browser.submit(ada.browser.get("/open/"), "/open/", passphrase=PASSPHRASE)


def test_nobody_can_be_let_into_a_place_they_do_not_know_of(server: Running, ada: Person) -> None:
    ben = Visitor(server.address)
    told = {"place": ada.name, "passphrase": PASSPHRASE}
    assert ben.post("/open/other/", told, Origin=EVIL).status == 403
    assert ben.post("/open/other/", told).status == 403
    assert "s" not in ben.cookies


def test_another_site_cannot_shut_a_place_by_sending_exit(server: Running, ada: Person) -> None:
    before = rows(server)
    answer = ada.browser.post("/exit/", {}, Origin=EVIL)
    assert (answer.status, answer.headers["Location"]) == (303, "/away/")
    assert answer.cookies == ()
    assert rows(server) == before


def test_the_address_that_sends_a_form_reaches_our_pages_only(server: Running) -> None:
    page = Visitor(server.address).get("/")
    assert page.headers["Referrer-Policy"] == "same-origin"


def test_behind_a_proxy_the_same_is_refused_over_https(proxied: Running) -> None:
    visitor = Visitor(proxied.address, PROXIED)
    page = visitor.get("/open/")
    token = page.form("/open/other/").fields["csrfmiddlewaretoken"]
    told = {"place": "one-two-three", "passphrase": "no such words here", "csrfmiddlewaretoken": token}
    assert visitor.post("/open/other/", told, Origin=EVIL).status == 403
    assert visitor.post("/open/other/", told, Origin="null").status == 403
    assert visitor.post("/open/other/", told, Referer="https://evil.example/").status == 403
    assert "wrong" in visitor.post("/open/other/", told, Origin="https://notes.example.org").text
