"""Who may open a place: another passphrase, another everything, a code, and the browsers it is open in."""

from __future__ import annotations

import re

import pytest

from tests.running import Running
from tests.visitor import Answer, Visitor
from tests.web.diaries import PASSPHRASE, Person, person, said
from tests.web.taking import at_once, keys_of, looked_into, opens, opens_by_code, place_of, rows

pytestmark = pytest.mark.loopback

CANARY = "canary-behind-the-door"
NEW = "lantern gravel orchard mitten"
WORDS, ANEW = "/kept/door/words/", "/kept/door/anew/"


@pytest.fixture
def ada(server: Running) -> Person:
    """Ada, with one entry and an open browser."""
    found = person(server, "ada-at-the-door")
    found.words(words=CANARY)
    return found


def reads(browser: Visitor) -> bool:
    """Whether this browser can read the entry."""
    found = re.findall(r'<li><a href="([^"]+)"', browser.get("/diary/").text)
    return bool(found) and CANARY in browser.get(found[0]).text


def drawn_on(page: Answer) -> tuple[str, str]:
    """The name and the passphrase that a page offers."""
    name = re.search(r'id="drawn" value="([a-z-]+)" readonly', page.text)
    assert name is not None
    return name[1], page.form(ANEW).fields["passphrase"]


def csrf(page: Answer) -> str:
    """The token against forgery of a page."""
    return page.form("/lock/").fields["csrfmiddlewaretoken"]


def test_another_passphrase_opens_from_then_on_and_the_old_one_nothing(server: Running, ada: Person) -> None:
    other = opens(server.address, ada.name, PASSPHRASE)
    assert other is not None
    before = ada.browser.cookies["s"]
    page = ada.browser.get(WORDS)
    assert re.fullmatch(r"[a-z]+( [a-z]+){3}", page.form(WORDS).fields["passphrase"])
    done = ada.browser.submit(page, WORDS, passphrase=NEW)
    assert (done.status, done.headers["Location"]) == (303, "/kept/door/done/")
    assert "only the new passphrase opens your place" in said(ada.browser.follow(done))

    assert ada.browser.cookies["s"] != before
    assert csrf(ada.browser.get("/kept/")) != csrf(page)
    assert reads(ada.browser)
    assert other.get("/now/").headers["Location"] in ("/open/", "/")
    assert Visitor(server.address, cookies={"s": before}).get("/now/").headers["Location"] in ("/open/", "/")
    assert opens(server.address, ada.name, PASSPHRASE) is None
    again = opens(server.address, ada.name, NEW)
    assert again is not None
    assert reads(again)


def test_changing_the_passphrase_touches_no_text_and_keeps_the_code(server: Running, ada: Person) -> None:
    code = made_code(ada)
    before = rows(server)
    ada.browser.submit(ada.browser.get(WORDS), WORDS, passphrase=NEW)
    after = rows(server)
    assert [after[table] for table in ("item", "item_blob", "key_item")] == [
        before[table] for table in ("item", "item_blob", "key_item")
    ]
    assert opens_by_code(server.address, code)


@pytest.mark.parametrize("weak", ["short", "aaaaaaaaaaaaaaaa", ""])
@pytest.mark.parametrize("path", [WORDS, ANEW])
def test_a_weak_one_is_said_beside_its_field_and_changes_nothing(
    server: Running, ada: Person, path: str, weak: str
) -> None:
    before = rows(server)
    page = ada.browser.get(path)
    answer = ada.browser.submit(page, path, passphrase=weak)
    assert answer.status == 422
    assert 'id="passphrase_error"' in answer.text
    assert answer.form(path).fields["passphrase"] == (weak or answer.form(path).fields["passphrase"])
    if path == ANEW:
        assert drawn_on(answer)[0] == drawn_on(page)[0]
    assert rows(server) == before
    assert reads(ada.browser)


def test_a_button_pressed_twice_leaves_one_passphrase_that_opens_everything(server: Running, ada: Person) -> None:
    answers = at_once(ada.browser, ada.browser.get(WORDS), WORDS, passphrase=NEW)
    assert sorted({answer.status for answer in answers} - {409}) == [303]
    found = opens(server.address, ada.name, NEW)
    assert found is not None
    assert reads(found)
    assert opens(server.address, ada.name, PASSPHRASE) is None


def test_after_someone_may_know_it_nothing_they_knew_opens_anything(server: Running, ada: Person) -> None:
    other, code = opens(server.address, ada.name, PASSPHRASE), made_code(ada)
    assert other is not None
    place = place_of(server, ada)
    keys = keys_of(server, place)
    page = ada.browser.get(ANEW)
    name, passphrase = drawn_on(page)
    done = ada.browser.submit(page, ANEW)
    assert (done.status, done.headers["Location"]) == (303, "/kept/door/done/")
    assert "About a recovery code" in said(ada.browser.follow(done))

    assert reads(ada.browser)
    assert csrf(ada.browser.get("/kept/")) != csrf(page)
    assert other.get("/now/").headers["Location"] in ("/open/", "/")
    for old in ((ada.name, PASSPHRASE), (ada.name, passphrase), (name, PASSPHRASE)):
        assert opens(server.address, *old) is None
    assert not opens_by_code(server.address, code)
    fresh = keys_of(server, place)
    assert len(fresh) == len(keys) - 1  # all but the one of the code
    assert set(fresh) & set(keys) == set()
    found = opens(server.address, name, passphrase)
    assert found is not None
    assert reads(found)


def test_the_button_for_all_of_it_pressed_twice_loses_nothing(server: Running, ada: Person) -> None:
    page = ada.browser.get(ANEW)
    name, passphrase = drawn_on(page)
    answers = at_once(ada.browser, page, ANEW)
    assert [(answer.status, answer.headers["Location"]) for answer in answers] == [(303, "/kept/door/done/")] * 2
    found = opens(server.address, name, passphrase)
    assert found is not None
    assert reads(found)
    assert opens(server.address, ada.name, PASSPHRASE) is None


def test_nobody_can_choose_a_name_and_so_nobody_learns_which_names_there_are(server: Running, ada: Person) -> None:
    ben = person(server, "ben-at-the-door")
    before = rows(server)
    other = ada.browser.get("/keep/code/")  # any page whose form holds nothing sealed
    for carried in ("", "made-up", ben.name, csrf(other)):
        answer = ada.browser.submit(ada.browser.get(ANEW), ANEW, carried=carried, passphrase=NEW)
        assert answer.status == 422
        assert "half an hour" in said(answer)
        assert answer.form(ANEW).fields["passphrase"] == NEW
    assert rows(server) == before
    ada.browser.submit(ada.browser.get(ANEW), ANEW, drawn=ben.name, place=ben.name, name=ben.name)
    assert opens(server.address, ben.name, PASSPHRASE) is not None


def test_a_field_that_was_sealed_for_another_page_gives_no_name(server: Running, ada: Person) -> None:
    eve = Visitor(server.address)
    shut = eve.post("/people/", {**eve.get("/open/").form("/open/other/").fields, "name": "x"})
    sealed = shut.form("/open/other/").fields["carried"]
    before = rows(server)
    assert ada.browser.submit(ada.browser.get(ANEW), ANEW, carried=sealed, passphrase=NEW).status == 422
    assert rows(server) == before


def test_the_browsers_a_place_is_open_in_are_named_without_place_or_address(server: Running, ada: Person) -> None:
    other = opens(server.address, ada.name, PASSPHRASE)
    assert other is not None
    with looked_into(server) as database:
        database.execute("UPDATE session SET minute = minute - 1440, began = began - 300")
    page = ada.browser.get("/kept/door/")
    if "Locked" in said(page):
        ada.browser.submit(page, "/open/", passphrase=PASSPHRASE)
        page = ada.browser.get("/kept/door/")
    assert "This browser, today Another browser, yesterday" in said(page)
    assert not re.search(r"\d+\.\d+\.\d+\.\d+|Mozilla|python|\d\d:\d\d", said(page))

    ada.browser.submit(page, "/kept/door/others/")
    assert "It is open nowhere else." in said(ada.browser.get("/kept/door/"))
    assert other.get("/now/").headers["Location"] in ("/open/", "/")
    assert reads(ada.browser)


def test_shutting_the_others_leaves_bens_place_alone(server: Running, ada: Person) -> None:
    ben = person(server, "ben-stays-open")
    assert opens(server.address, ada.name, PASSPHRASE)
    ada.browser.submit(ada.browser.get("/kept/door/"), "/kept/door/others/")
    assert ben.browser.get("/now/").status == 200


def test_a_code_is_shown_once_and_only_its_newest_opens(server: Running, ada: Person) -> None:
    assert "There is no recovery code." in said(ada.browser.get("/kept/door/"))
    first = made_code(ada)
    assert "There is a recovery code." in said(ada.browser.get("/kept/door/"))
    assert first not in ada.browser.get("/keep/code/").text
    second = made_code(ada)
    assert not opens_by_code(server.address, first)
    assert opens_by_code(server.address, second)


def made_code(somebody: Person) -> str:
    """A new recovery code."""
    page = somebody.browser.submit(somebody.browser.get("/keep/code/"), "/keep/code/", choice="outside")
    code = re.search(r'class="code">([A-Z2-7-]+)<', page.text)
    assert code is not None, page.text
    return code[1]
