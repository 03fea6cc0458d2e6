"""What is kept, by day; what was typed and not kept; the settings; and the day on which everything changes."""

from __future__ import annotations

import re
from datetime import date, timedelta
from hashlib import sha256

import pytest

from tests.running import Running
from tests.visitor import Answer, Visitor
from tests.web.diaries import PASSPHRASE, Person, person, said
from tests.web.nights import settled
from tests.web.taking import looked_into, place_of

pytestmark = pytest.mark.loopback

CANARY = "canary-under-the-table"
ASKED = {"tool": "doors/torn", "version": 1, "language": "en", "question": "?", "stay": "Stay", "go": "Go"}
TODAY = date.today()


def a_sheet(day: date) -> dict[str, object]:
    """A sheet of that day."""
    told = {"asked": ASKED, "stay": 8, "go": 3, "words": CANARY, "tomorrow": "", "says": "It is said."}
    return {"word": "sheet", "v": 1, "day": day.isoformat(), "entered": f"{day}T10:00Z", **told}


def an_unsent(day: date) -> dict[str, object]:
    """Something written and not sent on that day."""
    return {
        "word": "unsent",
        "v": 1,
        "day": day.isoformat(),
        "entered": f"{day}T10:00Z",
        "words": CANARY,
        "until": None,
    }


@pytest.fixture(scope="module")
def ada(server: Running) -> Person:
    """Ada, with forty sheets of forty months and two letters she did not send."""
    sheets = [a_sheet(TODAY - timedelta(days=31 * number)) for number in range(40)]
    return settled(server, "ada-keeps-forty", [*sheets, an_unsent(TODAY), an_unsent(TODAY - timedelta(days=3))])


def listed(page: Answer, kind: str) -> list[str]:
    """The addresses of one kind on a page."""
    return re.findall(rf'<li><a href="(/{kind}/[0-9a-f-]{{36}}/)">', page.text)


def test_the_page_shows_the_last_ones_by_day_and_not_a_word_of_them(ada: Person) -> None:
    page = ada.browser.get("/kept/")
    assert len(listed(page, "sheet")) == 5
    assert len(listed(page, "unsent")) == 2
    assert f"{TODAY:%A}, {TODAY.day} {TODAY:%B %Y}" in said(page)
    assert CANARY not in page.text
    assert "40" not in said(page).replace(str(TODAY.year), "")


def test_each_of_them_leads_to_itself(ada: Person) -> None:
    page = ada.browser.get("/kept/")
    for kind in ("sheet", "unsent"):
        assert CANARY in ada.browser.get(listed(page, kind)[0]).text


def test_all_sheets_are_found_going_back(ada: Person) -> None:
    seen: list[str] = []
    page = ada.browser.get("/kept/sheets/")
    while True:
        seen += listed(page, "sheet")
        further = re.search(r'href="(/kept/sheets/\?before=\d{4}-\d\d)"', page.text)
        if further is None:
            break
        page = ada.browser.get(further[1])
    assert len(seen) == len(set(seen)) == 40
    assert len(listed(ada.browser.get("/kept/unsent/"), "unsent")) == 2


@pytest.mark.parametrize("before", ["x", "2031-13", "' OR 1=1", "9999-99", "%00"])
def test_an_address_typed_by_hand_shows_the_newest(ada: Person, before: str) -> None:
    assert listed(ada.browser.get(f"/kept/sheets/?before={before.replace(' ', '%20')}"), "sheet") == listed(
        ada.browser.get("/kept/sheets/"), "sheet"
    )


def test_ben_who_kept_nothing_sees_nothing_of_hers(server: Running) -> None:
    ben = person(server, "ben-of-kept")
    page = ben.browser.get("/kept/")
    assert listed(page, "sheet") == listed(page, "unsent") == []
    assert said(page).count("Nothing lies here.") == 2


def put_aside(somebody: Person, path: str, fields: dict[str, str]) -> Answer:
    """Put a form aside as the page of an open place does while somebody types."""
    token = somebody.browser.get("/kept/").form("/lock/").fields["csrfmiddlewaretoken"]
    return somebody.browser.post("/draft/", {**fields, "path": path, "csrfmiddlewaretoken": token})


def test_what_was_typed_and_not_kept_can_be_gone_back_to_or_let_go(server: Running) -> None:
    ada = person(server, "ada-types")
    assert "Nothing is waiting here." in said(ada.browser.get("/kept/aside/"))
    fields = {"once": "d" * 22, "words": f"{CANARY} and more <b>", "after": "heavier"}
    assert put_aside(ada, "/diary/words/", fields).status == 204
    page = ada.browser.get("/kept/aside/")
    assert f"{CANARY} and more &lt;b&gt;" in page.text
    assert "heavier" not in said(page)
    assert '<a class="btn quiet" href="/diary/words/">' in page.text
    assert CANARY in ada.browser.get("/diary/words/").text

    gone = ada.browser.submit(page, "/draft/drop/")
    assert (gone.status, gone.headers["Location"]) == (303, "/kept/aside/")
    assert "Nothing is waiting here." in said(ada.browser.get("/kept/aside/"))


def test_a_form_without_words_is_named_as_one(server: Running) -> None:
    ada = person(server, "ada-touches")
    put_aside(ada, "/diary/day/", {"once": "e" * 22, "contact": "wrote", "day.1": "4"})
    assert "A few answers, and no words." in said(ada.browser.get("/kept/aside/"))


@pytest.mark.parametrize("path", ["javascript:alert(1)", "//evil.example/", "https://evil.example/", "/nothing/", ""])
def test_a_form_of_no_page_of_ours_is_shown_without_a_way_back(server: Running, path: str) -> None:
    ada = person(server, "ada-elsewhere")
    put_aside(ada, path, {"once": "f" * 22, "words": f"{CANARY} elsewhere"})
    page = ada.browser.get("/kept/aside/")
    if CANARY in page.text:
        assert "Go back to it" not in said(page)
        assert "evil.example" not in page.text
        assert "javascript:" not in page.text


def test_what_ada_typed_is_nothing_to_ben(server: Running) -> None:
    ada, ben = person(server, "ada-and-ben"), person(server, "ben-and-ada")
    put_aside(ada, "/diary/words/", {"once": "g" * 22, "words": CANARY})
    page = ada.browser.get("/kept/aside/")
    token = ben.browser.get("/kept/").form("/lock/").fields["csrfmiddlewaretoken"]
    sent = {**page.form("/draft/drop/").fields, "csrfmiddlewaretoken": token}
    assert ben.browser.post("/draft/drop/", sent).status == 303
    assert CANARY in ada.browser.get("/kept/aside/").text


def test_settings_can_be_changed_and_are_shown_as_they_are(server: Running) -> None:
    ada = person(server, "ada-sets")
    page = ada.browser.get("/kept/settings/")
    assert re.search(r'name="idle" value="10"[^>]*checked', page.text)
    told = {"zone": "Pacific/Auckland", "turn": "0", "idle": "2", "door": "part"}
    kept = ada.browser.submit(page, "/kept/settings/", **told)
    assert (kept.status, kept.headers["Location"]) == (303, "/kept/")
    page = ada.browser.get("/kept/settings/")
    assert 'value="Pacific/Auckland" selected' in page.text
    assert '<option value="0" selected>at midnight</option>' in page.text
    assert re.search(r'name="idle" value="2"[^>]*checked', page.text)
    assert re.search(r'name="door" value="part"[^>]*checked', page.text)
    assert 'data-idle="2"' in page.text


def test_where_one_is_now_can_be_taken_back(server: Running) -> None:
    ada = person(server, "ada-takes-back")
    ada.browser.submit(ada.browser.get("/kept/settings/"), "/kept/settings/", door="out", idle="5")
    ada.browser.submit(ada.browser.get("/kept/settings/"), "/kept/settings/", door="", idle="5")
    assert re.search(r'name="door" value=""[^>]*checked', ada.browser.get("/kept/settings/").text)


@pytest.mark.parametrize(
    ("field", "value", "said_beside"),
    [
        ("zone", "Atlantis/Capital", "Pick a place from the list."),
        ("turn", "13", "Pick an hour from the list."),
        ("idle", "100000", "Pick one of these."),
        ("door", "trapdoor", "Pick one of these."),
    ],
)
def test_a_setting_that_is_none_is_said_beside_its_field(
    server: Running, field: str, value: str, said_beside: str
) -> None:
    ada = person(server, "ada-errs")
    answer = ada.browser.submit(ada.browser.get("/kept/settings/"), "/kept/settings/", **{"idle": "5", field: value})
    assert answer.status == 422
    assert said_beside in said(answer)
    assert f'id="id_{field}_error"' in answer.text
    assert re.search(r'name="idle" value="10"[^>]*checked', ada.browser.get("/kept/settings/").text)


def test_settings_that_cannot_be_opened_any_more_can_be_set_anew(server: Running) -> None:
    ada = person(server, "ada-lost-hers")
    ada.words(words=CANARY)
    ada.browser.submit(ada.browser.get("/kept/settings/"), "/kept/settings/", idle="5", turn="7")
    with looked_into(server) as database:
        own = "SELECT id FROM item JOIN item_blob ON item_id = id WHERE place_id = ? AND length(blob) > 16000"
        (item,) = database.execute(own, [place_of(server, ada).hex()]).fetchone()
        database.execute("UPDATE item_blob SET blob = zeroblob(16416) WHERE item_id = ?", [item])
    page = ada.browser.get("/kept/settings/")
    assert "What you set before cannot be opened any more." in said(page)
    assert ada.browser.submit(page, "/kept/settings/", turn="6").status == 303
    page = ada.browser.get("/kept/settings/")
    assert "cannot be opened" not in said(page)
    assert '<option value="6" selected>' in page.text
    assert CANARY in ada.browser.get(ada.entries()[0]).text


def minutes_of(server: Running, somebody: Person) -> int:
    """The minutes after which the session of this browser locks, as the server counts them."""
    row = sha256(somebody.browser.cookies["s"].encode()).digest()
    with looked_into(server) as database:
        return int(database.execute("SELECT idle FROM session WHERE token_sha256 = ?", [row]).fetchone()[0])


def test_another_number_of_minutes_counts_from_the_next_opening(server: Running) -> None:
    ada = person(server, "ada-in-a-hurry")
    ada.browser.submit(ada.browser.get("/kept/settings/"), "/kept/settings/", idle="2")
    assert minutes_of(server, ada) == 10
    ada.browser.submit(ada.browser.get("/kept/"), "/lock/")
    ada.browser.submit(ada.browser.get("/kept/"), "/open/", passphrase=PASSPHRASE)
    assert minutes_of(server, ada) == 2


def test_a_heavy_word_stands_one_touch_further_in(ada: Person) -> None:
    page = ada.browser.get("/kept/settings/").text
    shown = page.partition("<summary>")[0]
    assert "I want out" not in shown
    assert "<details><summary>Where I am now</summary></details>" in page


def test_the_day_on_which_everything_changes_has_one_page(ada: Person) -> None:
    page = ada.browser.get("/kept/changed/")
    for way in ("/kept/door/anew/", "/kept/door/", "/kept/take/", "/kept/erase/", "/help/"):
        assert f'href="{way}"' in page.text


def test_every_title_is_the_name_of_the_house_and_no_heading_tells(ada: Person, server: Running) -> None:
    browser = ada.browser
    for path in ("", "sheets/", "unsent/", "aside/", "changed/", "take/", "bring/", "settings/", "door/", "erase/"):
        page = browser.get(f"/kept/{path}")
        assert page.status == 200, path
        assert "<title>Leanings</title>" in page.text
        assert not re.search(r"<h1>[^<]*(divorce|danger|safety|partner|secret)", page.text, re.IGNORECASE)
    assert "<title>Leanings</title>" in Visitor(server.address).get("/kept/end/").text


def test_a_locked_place_shows_none_of_it(server: Running) -> None:
    ada = settled(server, "ada-is-locked", [a_sheet(TODAY)])
    page = ada.browser.get("/kept/")
    ada.browser.submit(page, "/lock/")
    for path in ("/kept/", "/kept/sheets/", "/kept/aside/", "/kept/settings/"):
        assert "<h1>Locked</h1>" in ada.browser.get(path).text
    ada.browser.submit(ada.browser.get("/kept/"), "/open/", passphrase=PASSPHRASE)
    assert listed(ada.browser.get("/kept/"), "sheet") == listed(page, "sheet")
