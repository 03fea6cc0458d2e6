"""Exit: the session is dead, the browser is somewhere dull, and nothing can refuse it."""

from __future__ import annotations

import re

import pytest

from tests.running import AWAY, PROXIED, Running, make_place, serve_behind_proxy
from tests.visitor import Visitor

pytestmark = pytest.mark.loopback

NAME = "amber-river-lantern"
FOUR_WORDS = "copper meadow whisper anchor"


@pytest.fixture(scope="module")
def place(server: Running) -> Running:
    """The server, with Ada's place in it."""
    make_place(server.home, NAME, FOUR_WORDS)
    return server


def inside(running: Running) -> Visitor:
    """Ada, in her open place."""
    ada = Visitor(running.address)
    page = ada.get("/open/other/")
    answer = ada.submit(page, "/open/other/", place=NAME, passphrase=FOUR_WORDS)
    assert answer.status == 303, answer.text
    assert "Now" in ada.get("/help/").text
    return ada


def test_exit_needs_no_script_and_ends_at_a_page_without_a_name(place: Running) -> None:
    ada = inside(place)
    answer = ada.submit(ada.get("/help/"), "/exit/")
    assert (answer.status, answer.headers["Location"]) == (303, "/away/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert ada.cookies == {}
    last = ada.follow(answer)
    assert (last.address, last.status) == ("/away/", 200)
    assert last.cookies == ()
    assert f'http-equiv="refresh" content="0;url={AWAY}"' in last.text
    assert f'<a href="{AWAY}"' in last.text
    assert "Leanings" not in last.text
    assert not re.search(r"<form|<script|href=\"/", last.text)


def test_after_exit_the_old_cookie_opens_nothing(place: Running) -> None:
    ada = inside(place)
    old = dict(ada.cookies)
    ada.submit(ada.get("/help/"), "/exit/")
    eve = Visitor(place.address, cookies=old)
    assert ">Now<" not in eve.get("/help/").text
    assert eve.get("/diary/").headers["Location"] == "/open/"


def test_exit_works_from_a_page_whose_token_is_long_gone(place: Running) -> None:
    ada = inside(place)
    ada.cookies.pop("c", None)
    assert ada.post("/exit/", {}).headers["Location"] == "/away/"
    assert "s" not in ada.cookies


def test_exit_works_for_someone_without_a_place(place: Running) -> None:
    eve = Visitor(place.address)
    answer = eve.follow(eve.submit(eve.get("/help/"), "/exit/"))
    assert answer.address == "/away/"
    assert eve.cookies == {}


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
def test_a_form_of_another_site_ends_nobodys_session(place: Running, origin: str) -> None:
    ada = inside(place)
    answer = ada.post("/exit/", {}, Origin=origin)
    assert (answer.status, answer.headers["Location"]) == (303, "/away/")
    assert "Clear-Site-Data" not in answer.headers
    assert ">Now<" in ada.get("/help/").text


def test_our_own_address_is_known_behind_a_proxy_too(tmp_path_factory: pytest.TempPathFactory) -> None:
    running = serve_behind_proxy(tmp_path_factory.mktemp("proxied") / "home")
    ada = Visitor(running.address, headers=PROXIED)
    answer = ada.post("/exit/", {}, Origin=f"https://{PROXIED['Host']}")
    other = ada.post("/exit/", {}, Origin=f"http://{PROXIED['Host']}")
    running.stop()
    assert "Clear-Site-Data" in answer.headers
    assert "Clear-Site-Data" not in other.headers


def test_a_link_cannot_end_a_session(place: Running) -> None:
    ada = inside(place)
    assert ada.get("/exit/").status == 405
    assert ">Now<" in ada.get("/help/").text
