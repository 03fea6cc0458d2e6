"""Making a place by plain HTTP: a drawn name, an offered passphrase, and what was written kept in the same act."""

from __future__ import annotations

import re
import sqlite3

import pytest

from tests.running import Running
from tests.visitor import Answer, Visitor
from tests.web.diaries import PASSPHRASE, Person, person, said
from tests.web.nights import disk_full, holds, own_form, send, sheet

pytestmark = pytest.mark.loopback

CANARY = "quill-harbour-ember"


@pytest.fixture
def ada(server: Running) -> Visitor:
    """Ada, with nothing kept."""
    return Visitor(server.address)


def offered(page: Answer) -> tuple[str, str]:
    """The name and the passphrase that were drawn."""
    form = own_form(page, "/keep/").fields
    return form["place"], form["passphrase"]


def make(somebody: Visitor, page: Answer, **said: str) -> Answer:
    """Press the button that makes the place."""
    return send(somebody, page, "/keep/", step="make", **said)


def places(running: Running) -> int:
    """How many places there are."""
    with sqlite3.connect(running.home / "db.sqlite3") as database:
        return int(database.execute("SELECT COUNT(*) FROM place").fetchone()[0])


def zone_of(page: Answer) -> str:
    """The zone that is chosen on a page."""
    return own_form(page, "/keep/").fields["zone"]


def test_a_place_is_offered_with_three_drawn_words_and_four_and_says_what_it_cannot_do(ada: Visitor) -> None:
    page = ada.get("/keep/")
    name, passphrase = offered(page)
    assert re.fullmatch(r"[a-z]+-[a-z]+-[a-z]+", name)
    assert re.fullmatch(r"[a-z]+ [a-z]+ [a-z]+ [a-z]+", passphrase)
    assert offered(ada.get("/keep/")) != (name, passphrase)
    assert re.search(r'id="place"[^>]*readonly autocomplete="username"', page.text)
    assert re.search(r'id="passphrase"[^>]*autocomplete="new-password"', page.text)
    for words in ("A court could ask for what is kept", "whoever runs this computer could", "No e-mail is asked for."):
        assert words in said(page)


def test_looking_at_the_offer_makes_nothing(server: Running, ada: Visitor) -> None:
    before = places(server)
    send(ada, sheet(ada, words=CANARY), "/keep/")
    ada.get("/keep/")
    assert places(server) == before


def test_from_the_first_door_to_a_place_that_holds_the_page(server: Running, ada: Visitor) -> None:
    offer = send(ada, sheet(ada, "in", words=CANARY, again="on"), "/keep/")
    assert CANARY not in offer.text
    name, passphrase = offered(offer)
    made = make(ada, offer, zone="Europe/Berlin")
    assert (made.status, made.headers["Location"]) == (303, "/keep/code/")
    assert "Where I stand Today" in said(ada.get("/now/"))
    address = re.findall(r'href="(/sheet/[0-9a-f-]{36}/)"', ada.get("/now/").text)[0]
    assert CANARY in ada.get(address).text

    again = Visitor(server.address)
    again.submit(again.get("/open/"), "/open/other/", place=name.replace("-", " ").title(), passphrase=passphrase)
    assert CANARY in again.get(address).text
    assert holds(server.home, CANARY) == []


def test_a_name_cannot_be_chosen(ada: Visitor, server: Running) -> None:
    page = ada.get("/keep/")
    name, _ = offered(page)
    make(ada, page, place="ada-was-here", passphrase=PASSPHRASE)
    for typed, opens in [("ada-was-here", 403), (name, 303)]:
        eve = Visitor(server.address)
        answer = eve.submit(eve.get("/open/"), "/open/other/", place=typed, passphrase=PASSPHRASE)
        assert answer.status == opens


def test_whoever_would_rather_not_is_back_at_the_page_with_nothing_lost(ada: Visitor) -> None:
    offer = send(ada, sheet(ada, words=CANARY), "/keep/")
    assert 'formaction="/sheet/" name="step" value="back"' in offer.text
    assert CANARY in send(ada, offer, "/sheet/", step="back").text
    ready = send(ada, ada.get("/unsent/"), words=CANARY)
    offer = send(ada, ready, "/keep/")
    assert 'formaction="/unsent/" name="step" value="back"' in offer.text
    assert CANARY in send(ada, offer, "/unsent/", step="back").text


def test_a_changed_or_old_offer_makes_nothing_and_offers_anew(server: Running, ada: Visitor) -> None:
    before = places(server)
    late = make(ada, ada.get("/keep/"), carried="run-out", passphrase="my own words are here")  # noqa: S106  # a test's own
    assert late.status == 422
    assert "half an hour" in said(late)
    assert offered(late)[1] == "my own words are here"
    assert places(server) == before
    assert make(ada, late).status == 303


def test_a_passphrase_of_ones_own_can_be_taken_and_a_weak_one_is_told_beside_its_field(ada: Visitor) -> None:
    page = send(ada, sheet(ada, words=CANARY), "/keep/")
    name, drawn = offered(page)
    weak = make(ada, page, passphrase="short", zone="Asia/Tokyo")  # noqa: S106  # a test's own
    assert weak.status == 422
    assert 'id="passphrase_error"' in weak.text
    assert offered(weak) == (name, "short")
    assert drawn in said(weak)
    assert zone_of(weak) == "Asia/Tokyo"
    assert make(ada, weak, passphrase=PASSPHRASE).status == 303
    assert "Where I stand Today" in said(ada.get("/now/"))


def test_the_button_pressed_twice_makes_one_place_and_both_answers_open_it(server: Running, ada: Visitor) -> None:
    page = send(ada, sheet(ada, words=CANARY), "/keep/")
    before = places(server)
    cookies = dict(ada.cookies)
    assert make(ada, page).status == 303
    impatient = Visitor(server.address, cookies=cookies)
    assert make(impatient, page).status == 303
    assert places(server) == before + 1
    for one in (ada, impatient):
        assert found(Person("ada", one)).count('href="/sheet/') == 1


def test_the_zone_is_one_of_the_list_or_that_of_the_server(ada: Visitor) -> None:
    page = ada.get("/keep/")
    names = re.findall(r'<option value="([^"]+)"', page.text)
    assert {"Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC"} <= set(names)
    assert len(names) == len(set(names)) > 400
    assert zone_of(page) in names
    assert make(ada, page, zone="Nowhere/At All").status == 303
    assert ada.get("/now/").status == 200


def test_a_place_that_is_there_already_can_take_it_in_and_asks_once_more_before_it_does(server: Running) -> None:
    home = person(server, "ada-has-one")
    elsewhere = Visitor(server.address)
    offer = send(elsewhere, sheet(elsewhere, "after", words=CANARY), "/keep/")
    shut = elsewhere.submit(offer, "/keep/here/")
    assert "Your place is shut" in said(shut)
    onward = elsewhere.submit(shut, "/open/other/", place=home.name, passphrase=PASSPHRASE)
    here = elsewhere.follow(onward)
    assert here.address == "/keep/here/"
    assert "It is not kept yet." in said(here)
    assert CANARY not in found(home)
    assert send(elsewhere, here).headers["Location"] == "/now/"
    assert CANARY in found(home)
    assert "Something you had not kept" not in said(elsewhere.get("/now/"))


def test_whoever_opens_a_place_and_lets_it_go_after_all_keeps_nothing(server: Running) -> None:
    home = person(server, "ada-lets-it-go")
    elsewhere = Visitor(server.address)
    offer = send(elsewhere, sheet(elsewhere, words=CANARY), "/keep/")
    shut = elsewhere.submit(offer, "/keep/here/")
    here = elsewhere.follow(elsewhere.submit(shut, "/open/other/", place=home.name, passphrase=PASSPHRASE))
    assert send(elsewhere, here, step="forget").headers["Location"] == "/now/"
    assert CANARY not in found(home)
    assert "Nothing is waiting." in said(elsewhere.get("/now/"))


def test_what_ran_out_before_it_was_kept_is_told_kindly(server: Running) -> None:
    ada = person(server, "ada-was-slow").browser
    page = sheet(ada, words=CANARY)
    late = send(ada, page, "/keep/here/", carried="run-out")
    assert (late.status, "It was let go" in said(late)) == (422, True)
    assert ada.get("/keep/here/").headers["Location"] == "/now/"


def test_an_open_place_is_not_offered_another(server: Running) -> None:
    assert person(server, "ada-is-home").browser.get("/keep/").headers["Location"] == "/now/"


def test_the_code_has_three_ways_each_said_with_what_it_means_and_none_is_a_way(ada: Visitor) -> None:
    made = make(ada, ada.get("/keep/"))
    page = ada.follow(made)
    assert re.findall(r'name="choice" value="(\w+)"', page.text) == ["outside", "trusted", "none"]
    assert "Whoever holds the code can read everything" in said(page)
    assert "all that is kept here is lost with it" in said(page)
    assert send(ada, page, choice="none").headers["Location"] == "/now/"
    assert "There is a code already" not in said(ada.get("/keep/code/"))


@pytest.mark.parametrize("choice", ["outside", "trusted"])
def test_a_code_is_shown_once_and_opens_the_place(server: Running, ada: Visitor, choice: str) -> None:
    page = ada.follow(make(ada, ada.get("/keep/")))
    shown = send(ada, page, choice=choice)
    code = re.search(r'<output class="code">([A-Z2-7-]+)</output>', shown.text)
    assert code is not None
    assert len(code[1].replace("-", "")) == 26
    again = ada.get("/keep/code/")
    assert code[1] not in again.text
    assert "There is a code already" in said(again)
    other = Visitor(server.address)
    assert other.submit(other.get("/open/code/"), "/open/code/", code=code[1]).status == 303


def test_eve_gets_no_code_and_keeps_nothing_in_a_place_that_is_not_hers(server: Running, ada: Visitor) -> None:
    make(ada, ada.get("/keep/"))
    eve = Visitor(server.address)
    assert eve.get("/keep/code/").headers["Location"] == "/open/"
    page = sheet(eve, words="From Eve.")
    assert "Your place is shut" in said(send(eve, page, "/keep/here/"))
    assert "From Eve." not in found(Person("ada", ada), "From")


def test_a_full_disk_makes_nothing_and_the_offer_comes_back_with_what_was_carried(
    server: Running, ada: Visitor
) -> None:
    page = send(ada, sheet(ada, words=CANARY), "/keep/")
    before = places(server)
    with disk_full(server):
        full = make(ada, page, passphrase=PASSPHRASE, zone="Asia/Tokyo")
    assert full.status in (503, 507)
    assert places(server) == before
    assert offered(full) == (offered(page)[0], PASSPHRASE)
    assert zone_of(full) == "Asia/Tokyo"
    assert make(ada, full).status == 303
    assert CANARY in found(Person("ada", ada))


def found(somebody: Person, word: str = CANARY) -> str:
    """What looking for a word shows in a place, without the word that was typed."""
    page = send(somebody.browser, somebody.browser.get("/now/"), "/search/", **{"for": word}).text
    return page.partition('class="hits"')[2]
