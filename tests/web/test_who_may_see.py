"""Every address, and what each visitor gets there: nobody, Ada whose things they are, Ben, Eve, and the host.

The table is written by hand. An address that is not in it fails the build, and so does one that is no longer there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.urls import URLPattern, get_resolver

from tests.running import Running
from tests.visitor import Answer, Visitor
from tests.web.bringing import brought
from tests.web.diaries import Person, person
from tests.web.nights import sheet
from tests.web.readings import shown

pytestmark = pytest.mark.loopback

DOOR, SEEN, NOT_HERE, NO_WAY = 303, 200, 404, 405  # sent to the door, shown, as if it never was, asked in the wrong way
ON = 303  # done or nothing to do, and sent on to another page of their own

# Asked by GET. The host runs the machine: without a passphrase that is nobody on the pages, and gets no more.
#                       nobody    Ada       Ben       Eve       host
READ = {
    "first":            (SEEN,     SEEN,     SEEN,     SEEN,     SEEN),
    "help":             (SEEN,     SEEN,     SEEN,     SEEN,     SEEN),
    "help_more":        (SEEN,     SEEN,     SEEN,     SEEN,     SEEN),
    "help_read":        (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "help_own":         (SEEN,     SEEN,     SEEN,     SEEN,     SEEN),
    "why":              (SEEN,     SEEN,     SEEN,     SEEN,     SEEN),
    "minute":           (SEEN,     SEEN,     SEEN,     SEEN,     SEEN),
    "screen":           (SEEN,     SEEN,     SEEN,     SEEN,     SEEN),
    "away":             (SEEN,     SEEN,     SEEN,     SEEN,     SEEN),
    "exit":             (NO_WAY,   NO_WAY,   NO_WAY,   NO_WAY,   NO_WAY),
    "open":             (SEEN,     ON,       ON,       SEEN,     SEEN),
    "open_other":       (SEEN,     SEEN,     SEEN,     SEEN,     SEEN),
    "open_code":        (SEEN,     SEEN,     SEEN,     SEEN,     SEEN),
    "lock":             (NO_WAY,   NO_WAY,   NO_WAY,   NO_WAY,   NO_WAY),
    "draft":            (NO_WAY,   NO_WAY,   NO_WAY,   NO_WAY,   NO_WAY),
    "drop_draft":       (DOOR,     NO_WAY,   NO_WAY,   DOOR,     DOOR),
    "sheet":            (ON,       ON,       ON,       ON,       ON),
    "sheet_blanks":     (SEEN,     SEEN,     SEEN,     SEEN,     SEEN),
    "sheet_blank":      (SEEN,     SEEN,     SEEN,     SEEN,     SEEN),
    "sheet_again":      (DOOR,     SEEN,     ON,       DOOR,     DOOR),
    "sheet_kept":       (DOOR,     SEEN,     NOT_HERE, DOOR,     DOOR),
    "sheet_erase":      (DOOR,     SEEN,     NOT_HERE, DOOR,     DOOR),
    "unsent":           (SEEN,     ON,       ON,       SEEN,     SEEN),
    "unsent_here":      (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "unsent_kept":      (DOOR,     SEEN,     NOT_HERE, DOOR,     DOOR),
    "unsent_erase":     (DOOR,     SEEN,     NOT_HERE, DOOR,     DOOR),
    "keep":             (SEEN,     ON,       ON,       SEEN,     SEEN),
    "keep_here":        (DOOR,     ON,       ON,       DOOR,     DOOR),
    "keep_code":        (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "now":              (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "not_now":          (DOOR,     NO_WAY,   NO_WAY,   DOOR,     DOOR),
    "path":             (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "now_door":         (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "stand":            (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "stand_days":       (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "search":           (DOOR,     ON,       ON,       DOOR,     DOOR),
    "tools":            (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "tool":             (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "tool_begin":       (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "tool_blank":       (SEEN,     SEEN,     SEEN,     SEEN,     SEEN),
    "tool_kept":        (DOOR,     SEEN,     NOT_HERE, DOOR,     DOOR),
    "tool_step":        (DOOR,     SEEN,     NOT_HERE, DOOR,     DOOR),
    "tool_erase":       (DOOR,     SEEN,     NOT_HERE, DOOR,     DOOR),
    "people":           (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "people_remove":    (DOOR,     NO_WAY,   NO_WAY,   DOOR,     DOOR),
    "kept":             (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "kept_sheets":      (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "kept_unsent":      (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "kept_aside":       (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "kept_changed":     (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "kept_take":        (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "kept_bring":       (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "kept_settings":    (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "kept_door":        (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "kept_passphrase":  (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "kept_anew":        (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "kept_others":      (DOOR,     NO_WAY,   NO_WAY,   DOOR,     DOOR),
    "kept_done":        (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "kept_erase":       (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "kept_end":         (SEEN,     ON,       ON,       SEEN,     SEEN),
    "diary":            (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "lines":            (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "reading":          (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "reading_choose":   (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "reading_example":  (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "reading_pdf":      (DOOR,     SEEN,     ON,       DOOR,     DOOR),
    "reading_json":     (DOOR,     SEEN,     ON,       DOOR,     DOOR),
    "bring":            (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "bring_look":       (DOOR,     ON,       ON,       DOOR,     DOOR),
    "brought":          (DOOR,     SEEN,     NOT_HERE, DOOR,     DOOR),
    "brought_erase":    (DOOR,     SEEN,     NOT_HERE, DOOR,     DOOR),
    "day":              (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "day_kept":         (DOOR,     SEEN,     NOT_HERE, DOOR,     DOOR),
    "day_edit":         (DOOR,     SEEN,     NOT_HERE, DOOR,     DOOR),
    "day_erase":        (DOOR,     SEEN,     NOT_HERE, DOOR,     DOOR),
    "words":            (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "words_kept":       (DOOR,     SEEN,     NOT_HERE, DOOR,     DOOR),
    "words_edit":       (DOOR,     SEEN,     NOT_HERE, DOOR,     DOOR),
    "words_erase":      (DOOR,     SEEN,     NOT_HERE, DOOR,     DOOR),
    "turning":          (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "turning_new":      (DOOR,     SEEN,     SEEN,     DOOR,     DOOR),
    "turning_kept":     (DOOR,     SEEN,     NOT_HERE, DOOR,     DOOR),
    "turning_edit":     (DOOR,     SEEN,     NOT_HERE, DOOR,     DOOR),
    "turning_erase":    (DOOR,     SEEN,     NOT_HERE, DOOR,     DOOR),
}  # fmt: skip
GAPS = {"<int:place>": "1", "<slug:id>": "inventory"}  # a door, or a step of a tool; a tool
VISITORS = ("nobody", "Ada", "Ben", "Eve", "host")


@dataclass(frozen=True)
class House:
    """Ada's things, and everyone who may come to look at them."""

    things: dict[str, str]
    browsers: dict[str, Visitor]

    def path(self, name: str, thing: str | None = None) -> str:
        """The address of this name, of one of Ada's things where it has a gap."""
        for pattern in get_resolver().url_patterns:
            assert isinstance(pattern, URLPattern)
            if pattern.name == name:
                own = self.things.get(name.partition("_")[0], "")
                path = str(pattern.pattern)
                for gap, told in GAPS.items():
                    path = path.replace(gap, told)
                return "/" + re.sub("<uuid:(item|file)>", thing or own, path)
        raise AssertionError(name)


@pytest.fixture(scope="module")
def house(server: Running) -> House:
    """Ada has kept one thing of every word; Ben has a place of his own; Eve brings a cookie she made up."""
    ada, ben = person(server, "ada-of-the-table"), person(server, "ben-of-the-table")
    eve = Visitor(server.address, cookies={"s": "a-token-that-eve-made-up-0123456789"})
    host = Visitor(server.address)
    browsers = {"nobody": Visitor(server.address), "Ada": ada.browser, "Ben": ben.browser, "Eve": eve, "host": host}
    things = kept_by(ada)
    shown(ada.browser)  # so that what is taken along from there is made
    return House(things, browsers)


def kept_by(person: Person) -> dict[str, str]:
    """One thing of every word, kept through the pages: the word of its address, and its id."""
    found = {
        "day": person.day(contact="together", day_1="4"),
        "words": person.words(words="Only mine."),
        "turning": person.turning(what="Only hers."),
        "brought": brought(person, b"date,close\n2024-01-01,3\n2024-01-02,5\n"),
        "unsent": unsent_of(person.browser),
        "sheet": sheet_of(person.browser),
        "tool": tool_of(person.browser),
    }
    assert {name: answer.status for name, answer in found.items()} == dict.fromkeys(found, SEEN)
    return {name: ID.findall(answer.address)[-1] for name, answer in found.items()}


def sheet_of(browser: Visitor) -> Answer:
    """A sheet, from the first page to where Now leads to it."""
    shown = sheet(browser, "torn", "Only mine.")
    now = browser.follow(browser.post("/keep/here/", shown.form("/sheet/again/").fields))
    return browser.get(re.findall(r'href="(/sheet/[^"]+)"', now.text)[0])


def unsent_of(browser: Visitor) -> Answer:
    """Something written and not sent, put aside until tomorrow."""
    return browser.follow(browser.submit(browser.get("/unsent/here/"), "/unsent/here/", words="Never sent."))


def tool_of(browser: Visitor) -> Answer:
    """A tool of which one step was answered."""
    begun = browser.submit(browser.get("/tools/inventory/begin/"), "", works_here="laugh", step="works")
    return browser.follow(begun)


ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def named() -> set[str]:
    """The names of every address."""
    return {str(pattern.name) for pattern in get_resolver().url_patterns if isinstance(pattern, URLPattern)}


def test_every_address_stands_in_the_table_and_no_other() -> None:
    assert set(READ) == named()


@pytest.mark.parametrize("name", sorted(READ))
def test_each_visitor_gets_what_the_table_says(house: House, name: str) -> None:
    got = {who: browser.get(house.path(name)) for who, browser in house.browsers.items()}
    assert tuple(got[who].status for who in VISITORS) == READ[name]
    led = {who: answer.headers["Location"] for who, answer in got.items() if answer.status == DOOR}
    outside = {led[who] for who in ("nobody", "Eve", "host") if who in led}
    assert outside in (set(), {"/open/"}, {"/"})


@pytest.mark.parametrize("name", sorted(name for name in READ if name.partition("_")[2]))
def test_what_is_adas_looks_to_ben_as_if_it_never_was(house: House, name: str) -> None:
    if "<uuid:item>" not in house.path(name, "<uuid:item>"):
        pytest.skip("this address belongs to nobody's thing")
    ben = house.browsers["Ben"]
    hers, nobodys = ben.get(house.path(name)), ben.get(house.path(name, str(uuid4())))
    assert (hers.status, nobodys.status) == (NOT_HERE, NOT_HERE)
    assert plain(hers) == plain(nobodys)
    lengths = {answer.headers["Content-Length"] for answer in (hers, nobodys)}
    assert len(lengths) == 1
    assert sorted(hers.headers.keys()) == sorted(nobodys.headers.keys())


def test_ben_cannot_change_or_erase_what_is_adas(house: House) -> None:
    ada, ben = house.browsers["Ada"], house.browsers["Ben"]
    token = ben.get("/people/").form("/lock/").fields["csrfmiddlewaretoken"]
    sending = [name for name in READ if name.endswith(("_edit", "_erase")) and "<uuid" in house.path(name, "<uuid>")]
    for name in (*sending, "unsent_kept"):
        path = house.path(name)
        sent = {"csrfmiddlewaretoken": token, "once": "a" * 22, "rev": "1", "words": "Ben was here.", "step": "erase"}
        answers = [ben.ask("POST", at, urlencode(sent).encode(), FORM) for at in (path, house.path(name, str(uuid4())))]
        assert answers[0].status == answers[1].status, name
        assert len(ID.sub("", plain(answers[0]))) == len(ID.sub("", plain(answers[1]))), name
        assert ada.get(house.path(name)).status == SEEN
    assert "Only mine." in ada.get(house.path("words_kept")).text


def test_what_is_sent_by_someone_without_an_open_place_changes_nothing(house: House) -> None:
    for who in ("nobody", "Eve", "host"):
        browser = house.browsers[who]
        token = browser.get("/open/other/").form("/open/other/").fields["csrfmiddlewaretoken"]
        for name, expected in READ.items():
            if expected[0] == DOOR:
                sent = {"csrfmiddlewaretoken": token, "once": "b" * 22, "words": "x"}
                answer = browser.post(house.path(name), sent)
                assert answer.status in (DOOR, SEEN), name
                assert answer.status == SEEN or answer.headers["Location"] in ("/open/", "/"), name
                assert "Only mine." not in answer.text


FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def plain(answer: Answer) -> str:
    """A page without the token against forgery, which is another one each time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.text)
