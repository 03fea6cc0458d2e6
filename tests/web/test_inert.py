"""What is typed stays text: three hundred payloads in every field, on every page that shows them, and in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape, unescape
from html.parser import HTMLParser

import pytest

from tests.browsing import NewPage, enter
from tests.running import Running
from tests.visitor import Answer, Visitor
from tests.web.diaries import PASSPHRASE, Person, person
from tests.web.nights import sheet
from tests.web.payloads import MARK, PAYLOADS, PLAIN

ALL = "\n".join(PAYLOADS)
CHUNKS = ["\n".join(PAYLOADS[start : start + 25]) for start in range(0, len(PAYLOADS), 25)]
FEW = "\n".join(PLAIN)
FORM = "</textarea><b>"
FORMS = ("/diary/lines/", "/diary/day/", "/diary/words/", "/diary/turning/new/")


class Marks(HTMLParser):
    """Collects what could run or leave: elements that a page of ours never has, and attributes that begin with on."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag in ("iframe", "math", "animate", "base", "style", "object", "embed", "b"):
            self.found.append(tag)
        if tag == "script" and not (told.get("src") or "").startswith("/static/"):
            self.found.append("script")
        for name, value in attrs:
            outside = name in ("href", "src", "action", "hx-get") and (value or "").lower().startswith(
                ("java", "data:")
            )
            if (
                name.startswith(("on", "hx-on"))
                or outside
                or (name in ("href", "src") and "evil.example" in (value or ""))
            ):
                self.found.append(f"{tag} {name}")


def marks(answer: Answer) -> list[str]:
    """What in this page is more than text, and should not be."""
    parser = Marks()
    parser.feed(answer.text)
    return parser.found


def typed_by(ada: Person, some: str = FEW) -> Iterator[Answer]:
    """Every long text field there is, filled: the journal with all of them, the others with as many as they take."""
    browser = ada.browser
    yield ada.words(words=ALL)
    yield ada.words(fact=some, reading=some, feeling=some, unknown=some)
    yield ada.day(contact="together", day_1="4", note=some)
    yield ada.turning(what=some[:120], why=some, me_then=some, them_then=some, me_now=some, them_now=some)
    shown = sheet(browser, "torn", some, if_deep=some, tomorrow=some[:300])
    yield shown
    yield browser.follow(browser.post("/keep/here/", shown.form("/sheet/again/").fields))
    yield browser.follow(browser.submit(browser.get("/unsent/here/"), "/unsent/here/", words=some))


def pages_of(browser: Visitor) -> Iterator[Answer]:
    """Every page that shows what was typed, and where its lists lead."""
    for path in ("/now/", "/diary/", "/diary/turning/", "/kept/", "/people/", *FORMS):
        page = browser.get(path)
        yield page
        for found in sorted(set(links(page))):
            yield browser.follow(browser.get(found))


def links(page: Answer) -> Iterator[str]:
    """Addresses of kept things on a page."""
    for piece in page.text.split('href="')[1:]:
        address = piece.partition('"')[0]
        if address.count("/") >= 3 and not address.startswith("/static/"):
            yield address


@pytest.fixture(scope="module")
def ada(server: Running) -> Person:
    """Ada, who typed all of them everywhere."""
    return person(server, "ada-of-the-payloads")


@pytest.mark.loopback
def test_there_are_three_hundred() -> None:
    assert len(set(PAYLOADS)) == 300


@pytest.mark.loopback
def test_on_every_page_they_are_text(ada: Person) -> None:
    typed = list(typed_by(ada))
    assert {page.status for page in typed} == {200}
    assert [marks(page) for page in typed if marks(page)] == []
    seen = list(pages_of(ada.browser))
    assert {page.address: marks(page) for page in seen if marks(page)} == {}
    shown = [page for page in seen if PAYLOADS[0] in unescape(page.text)]
    assert len(shown) >= 3, "they were not shown, so nothing was tried"


@pytest.mark.full
@pytest.mark.loopback
def test_on_every_page_all_of_them_are_text_in_every_long_field(ada: Person) -> None:
    for some in CHUNKS:
        typed = list(typed_by(ada, some))
        assert {page.status for page in typed} == {200}
        assert [marks(page) for page in typed if marks(page)] == []
    assert {page.address: marks(page) for page in pages_of(ada.browser) if marks(page)} == {}


@pytest.mark.loopback
def test_short_fields_give_them_back_as_text_one_by_one(ada: Person) -> None:
    browser = ada.browser
    page, now = browser.get("/people/"), browser.get("/now/")
    for payload in PAYLOADS:
        answer = browser.submit(now, "/search/", **{"for": payload})
        assert marks(answer) == [], payload
    for payload in PAYLOADS[::5]:
        tried = browser.submit(page, "/people/", name=payload[:80], reach=payload * 9)
        assert marks(tried) == [], payload
        assert tried.status in (303, 422), payload
    for payload in PAYLOADS[::5]:
        tried = ada.send("/diary/turning/new/", what=payload, day=payload, way=payload)
        assert (tried.status, marks(tried)) == (200, []), payload
    own = browser.get("/diary/lines/")
    for payload in PAYLOADS[:40]:
        tried = browser.post(
            "/diary/lines/", {**own.forms[-2].fields, "label": payload, "low": payload, "high": payload}
        )
        assert marks(tried) == [], payload


@pytest.mark.loopback
def test_at_the_door_and_in_what_is_given_back_they_are_text(server: Running) -> None:
    eve = Visitor(server.address)
    page = eve.get("/open/")
    for payload in PAYLOADS[::7]:
        answer = eve.submit(page, "/open/other/", place=payload, passphrase=payload, next=payload, carried=payload)
        assert marks(answer) == [], payload
        assert answer.status in (403, 429)
    page = eve.submit(eve.get("/"), "/sheet/", door="torn")
    for payload in PAYLOADS[::7]:
        sent = {"reasons.stay": payload, "reasons.go": payload, "carried": payload, "at": payload, "step": "show"}
        assert marks(eve.submit(page, "/sheet/", **sent)) == [], payload
        assert escape(payload) not in eve.get("/").text


@pytest.mark.browser
@pytest.mark.loopback
def test_in_a_browser_none_of_them_runs_and_the_policy_has_nothing_to_stop(
    server: Running, ada: Person, new_page: NewPage
) -> None:
    assert {typed.status for typed in typed_by(ada)} == {200}
    page = enter(new_page(at=server), ada.name, PASSPHRASE)
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    addresses = sorted({seen.address for seen in pages_of(ada.browser)})
    assert len(addresses) > 10
    for address in addresses:
        page.goto(address)
        assert page.evaluate(f"typeof window.{MARK}") == "undefined", address
