"""Write it, don't send it: typed with nothing kept, or kept until a morning; and no way from here to anybody."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from tests.running import Running
from tests.tree import PACKAGE
from tests.visitor import Answer, Visitor
from tests.web.diaries import PASSPHRASE, Person, person, said
from tests.web.nights import disk_full, holds, own_form, send, settled

pytestmark = pytest.mark.loopback

CANARY = "quill-harbour-ember"
WORDS = f"Please call me.\n\nI miss {CANARY}."
SENDING = re.compile(
    r"mailto:|\bsms:|\btel:|whatsapp|navigator\s*\.\s*(share|clipboard|contacts)|execCommand|smtplib|send_mail|EmailMessage"
)


def days_from_now(days: int) -> str:
    """A day as a form and a document carry it, in the zone these places are in."""
    return (datetime.now(UTC) - timedelta(hours=4) + timedelta(days)).strftime("%Y-%m-%d")


def kept_until(until: str | None) -> dict[str, object]:
    """Something that was put aside on a Monday long ago."""
    return {
        "word": "unsent",
        "v": 1,
        "day": "2021-03-01",
        "entered": "2021-03-01T21:04Z",
        "words": WORDS,
        "until": until,
    }


@pytest.fixture
def ada(server: Running) -> Visitor:
    """Ada, with nothing kept."""
    return Visitor(server.address)


@pytest.fixture
def home(server: Running, request: pytest.FixtureRequest) -> Person:
    """Ada, with an open place."""
    return person(server, f"ada-{request.node.name}")


def aside(somebody: Person) -> str:
    """The address of the one thing that was put aside."""
    found = re.findall(r'href="(/unsent/[0-9a-f-]{36}/)"', find(somebody).text)
    assert len(found) == 1, found
    return str(found[0])


def find(somebody: Person, word: str = CANARY) -> Answer:
    """What looking for a word gives."""
    return send(somebody.browser, somebody.browser.get("/now/"), "/search/", **{"for": word})


def test_nothing_in_the_whole_package_could_send_it() -> None:
    found = {
        str(path.relative_to(PACKAGE)): hit[0]
        for path in PACKAGE.rglob("*")
        if path.suffix in (".py", ".html", ".js", ".toml")
        and "vendor" not in path.parts
        # Helplines can be called by touching their number: the one thing here that leads to anybody.
        and "help" not in path.parts
        if (hit := SENDING.search(path.read_text(encoding="utf-8")))
    }
    assert found == {}


def test_the_pages_name_no_other_machine_and_no_field_for_somebody_to_send_it_to(ada: Visitor) -> None:
    page = ada.get("/unsent/")
    ready = send(ada, page, words=WORDS)
    for one in (page, ready, send(ada, ready, step="copy")):
        main = one.text.partition("<main")[2].partition("</main>")[0]
        assert not re.search(r"https?://", main)
        assert {form.action for form in one.forms} == {"/exit/", "/unsent/"}
        assert set(own_form(one).fields) <= {"csrfmiddlewaretoken", "once", "words", "morning", "day", "carried"}


def test_typed_with_nothing_kept_it_leaves_no_trace(server: Running, ada: Visitor) -> None:
    page = send(ada, ada.get("/unsent/"), words=WORDS, morning="3")
    assert "Not sent" in said(page)
    assert WORDS in page.text
    assert set(own_form(page).fields) == {"csrfmiddlewaretoken", "once", "carried"}
    assert re.findall(r"<button[^>]*>([^<]+)</button>", page.text)[1:] == [
        "Keep it until then",
        "Copy",
        "Close and forget",
        "Change something",
    ]
    copied = send(ada, page, step="copy")
    assert "readonly spellcheck" in copied.text
    assert WORDS in copied.text
    assert WORDS in send(ada, copied, step="back").text
    changed = send(ada, page, step="change")
    assert f"{WORDS}</textarea>" in changed.text
    assert re.search(r'value="3"[^>]* checked', changed.text)
    form = own_form(page).fields
    assert send(ada, page, step="forget").headers["Location"] == "/"
    assert ada.post("/unsent/", {**form, "step": "back"}).status == 403
    assert holds(server.home, CANARY) == []
    assert CANARY not in server.log


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"words": " \n "}, "There is nothing here yet."),
        ({"words": ""}, "There is nothing here yet."),
        ({"words": "a" * 20_001}, "longer than can be put aside"),
        ({"morning": "date"}, "Pick a day."),
        ({"morning": "date", "day": "soon"}, "This is not a day."),
        ({"morning": "date", "day": days_from_now(0)}, "Pick a morning between tomorrow and a year from now."),
        ({"morning": "date", "day": days_from_now(400)}, "Pick a morning between tomorrow and a year from now."),
        ({"morning": "never"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_put_aside_is_told_beside_its_field_and_the_words_come_back(
    ada: Visitor, given: dict[str, str], sentence: str
) -> None:
    page = send(ada, ada.get("/unsent/"), **{"words": WORDS, **given})
    assert page.status == 422
    assert sentence in said(page)
    assert (given.get("words") or (WORDS if "words" not in given else "")) in page.text


def test_a_day_that_does_not_matter_is_not_asked_about(ada: Visitor) -> None:
    page = send(ada, ada.get("/unsent/"), words=WORDS, morning="7", day=days_from_now(400))
    assert page.status == 200


@pytest.mark.parametrize("step", ["change", "copy", "back"])
def test_what_was_carried_too_long_is_told_kindly(ada: Visitor, step: str) -> None:
    page = send(ada, ada.get("/unsent/"), words=WORDS)
    late = send(ada, page, step=step, carried="run-out")
    assert (late.status, "It was let go" in said(late)) == (422, True)


def test_kept_in_an_open_place_it_waits_and_shows_no_word_of_itself(server: Running, home: Person) -> None:
    ada = home.browser
    assert ada.get("/unsent/").headers["Location"] == "/unsent/here/"
    answer = send(ada, ada.get("/unsent/here/"), words=WORDS, morning="1")
    page = ada.follow(answer)
    assert answer.headers["Location"] == page.address == aside(home)
    assert "You put this aside until" in said(page)
    hits = find(home)
    assert "It waits for its morning." in said(hits)
    for shown in (page, hits, ada.get("/now/")):
        assert "I miss" not in shown.text
    assert "Nothing is waiting." in said(ada.get("/now/"))
    assert holds(server.home, CANARY) == []


def test_before_its_morning_it_is_read_by_asking_twice_and_never_refused(home: Person) -> None:
    ada = home.browser
    page = ada.follow(send(ada, ada.get("/unsent/here/"), words=WORDS, morning="7"))
    once = send(ada, page, step="ask")
    assert "It is yours, and you may read it at any time." in said(once)
    assert CANARY not in once.text
    assert WORDS in send(ada, once, step="read").text
    assert CANARY not in ada.get(page.address).text


def test_on_its_morning_it_is_the_first_card_and_can_be_read_changed_kept_longer_or_left(server: Running) -> None:
    home = settled(server, "ada-in-the-morning", [kept_until("2021-03-02")], {"again": "2021-03-02"})
    ada = home.browser
    now = ada.get("/now/")
    assert "Something you put aside" in said(now)
    assert CANARY not in now.text
    address = aside(home)
    assert f'href="{address}"' in now.text
    page = ada.get(address)
    assert WORDS in page.text
    assert "You wrote this on Monday, 1 March 2021" in said(page)

    longer = send(ada, page, step="save", words=f"{WORDS} Still.", morning="3")
    assert longer.headers["Location"] == "/now/"
    assert "The same two questions" in said(ada.get("/now/"))
    assert "You put this aside until" in said(ada.get(address))

    read = send(ada, ada.get(address), step="read")
    assert f"{WORDS} Still." in read.text
    assert send(ada, read, step="save", words="Let it be.", morning="never").status == 303
    assert "Let it be." in ada.get(address).text
    assert "Something you put aside" not in said(ada.get("/now/"))


def test_erasing_asks_once_and_then_nothing_is_left(server: Running) -> None:
    home = settled(server, "ada-lets-go", [kept_until("2021-03-02")])
    ada, address = home.browser, aside(home)
    asked = ada.get(f"{address}erase/")
    assert CANARY not in asked.text
    assert send(ada, asked).headers["Location"] == "/now/"
    assert ada.get(address).status == 404
    assert "Nothing is waiting." in said(ada.get("/now/"))


def test_two_windows_on_one_text_lose_neither(server: Running) -> None:
    home = settled(server, "ada-two-windows", [kept_until("2021-03-02")])
    ada, address = home.browser, aside(home)
    one, other = ada.get(address), ada.get(address)
    assert send(ada, one, step="save", words="From the first window.", morning="never").status == 303
    both = send(ada, other, step="save", words="From the second window.", morning="never")
    assert both.status == 409
    assert "From the first window." in both.text
    assert "From the second window.</textarea>" in both.text
    assert send(ada, both, step="save", words="From the second window.", morning="never").status == 303
    assert "From the second window." in ada.get(address).text


def test_a_text_that_was_erased_meanwhile_does_not_come_back_by_itself(server: Running) -> None:
    home = settled(server, "ada-erased-it", [kept_until("2021-03-02")])
    ada, address = home.browser, aside(home)
    page = ada.get(address)
    send(ada, ada.get(f"{address}erase/"))
    assert send(ada, page, step="save", words="Late.", morning="never").status == 404


def test_what_was_typed_when_the_place_locked_is_back_after_unlocking(home: Person) -> None:
    ada = home.browser
    page = ada.get("/unsent/here/")
    ada.submit(ada.get("/people/"), "/lock/")
    locked = send(ada, page, words=WORDS, morning="3")
    assert CANARY not in locked.text
    ada.submit(locked, "/open/", passphrase=PASSPHRASE)
    back = ada.get("/unsent/here/")
    assert f"{WORDS}</textarea>" in back.text
    assert re.search(r'value="3"[^>]* checked', back.text)


def test_a_locked_browser_may_still_write_it_with_nothing_kept(home: Person) -> None:
    ada = home.browser
    ada.submit(ada.get("/people/"), "/lock/")
    assert "Not sent" in said(send(ada, ada.get("/unsent/"), words=WORDS))


def test_a_disk_that_takes_no_more_keeps_nothing_and_gives_the_words_back(server: Running, home: Person) -> None:
    ada = home.browser
    page = ada.get("/unsent/here/")
    with disk_full(server):
        full = send(ada, page, words=WORDS, morning="3")
    assert full.status in (503, 507)
    assert f"{WORDS}</textarea>" in full.text
    assert send(ada, full).status == 303


def test_what_a_later_version_put_aside_is_shown_as_text(server: Running) -> None:
    home = settled(server, "ada-later-aside", [{**kept_until("2021-03-02"), "v": 9, "compass": "north"}])
    page = home.browser.get(aside(home))
    assert (page.status, "From a later version" in said(page), "compass" in page.text) == (200, True, True)


def test_ben_and_eve_cannot_tell_it_from_what_never_was(server: Running) -> None:
    address = aside(settled(server, "ada-keeps-it", [kept_until("2021-03-02")]))
    ben = person(server, "ben-elsewhere").browser
    for path in (address, f"{address}erase/"):
        never = path.replace(address.split("/")[2], str(uuid4()))
        assert (ben.get(path).status, said(ben.get(path))) == (404, said(ben.get(never)))
        assert Visitor(server.address).get(path).headers["Location"] == "/open/"
