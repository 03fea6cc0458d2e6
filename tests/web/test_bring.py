"""A diary from elsewhere through the pages, without scripts: picked, told about, kept, taken out again."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from tests.running import Running
from tests.visitor import Answer
from tests.web.bringing import DIARY, LOOK, UPLOAD, brought, lines_of, looked, tell, waited
from tests.web.diaries import PASSPHRASE, Person, person, said, told
from tests.web.taking import rows

pytestmark = pytest.mark.loopback

BAD = DIARY + b"2024-02-31,3,0,\n2024-02-01,hello,1,\n"


@pytest.fixture
def ada(server: Running) -> Person:
    return person(server, "ada-brings")


def test_a_file_is_picked_looked_at_and_kept(ada: Person) -> None:
    page = looked(ada.browser, DIARY)
    assert "mine.csv: 28 rows. Nothing of it is kept yet." in said(page)
    assert "Found by what it holds: dates." in said(page)
    assert "Holds words, so it is left out." in said(page)
    assert "canary" not in said(page)
    kept = tell(ada.browser, page)
    assert "This is kept" in said(kept)
    assert told(kept) == {"Entries": "28", "Days": "28", "First day": "1 January 2024", "Last day": "28 January 2024"}
    assert lines_of(kept) == [("close", "0 to 10")]
    assert "Yes or no: worked late" in said(kept)


def test_until_it_is_kept_nothing_is_kept_but_the_draft_of_what_was_told(server: Running, ada: Person) -> None:
    before = rows(server)
    page = looked(ada.browser, DIARY)
    assert rows(server) == before
    tell(ada.browser, page, "away")
    assert rows(server) == before
    assert "does not wait" not in said(ada.browser.follow(ada.browser.get(LOOK)))


def test_what_was_told_is_read_again_and_kept_so(ada: Person) -> None:
    page = tell(ada.browser, looked(ada.browser, DIARY), "look", c0_line="near", c0_low="0", c0_high="20")
    assert page.form(LOOK).fields["c0-line"] == "near"
    assert page.form(LOOK).fields["c0-high"] == "20"
    kept = tell(ada.browser, page, c0_turned="on", c1_role="happened")
    assert lines_of(kept) == [("near", "0 to 20")]
    assert "close, turned round" in said(kept)


@pytest.mark.parametrize(
    ("said_of_it", "sentence"),
    [
        ({"c0_low": "10", "c0_high": "0"}, "The highest answer must be above the lowest."),
        ({"c0_low": "many"}, "Give a number."),
        ({"c0_low": "nan"}, "Give a number."),
        ({"c0_low": "-1e300"}, "This number is too large for a scale."),
        ({"c0_line": ""}, "Give the line a name."),
        ({"c0_line": "x" * 61}, "Ensure this value has at most 60 characters"),
        ({"c0_role": "left"}, "No column is one of answers"),
        ({"c0_role": "; DROP TABLE item"}, "Pick one from the list."),
        ({"when": "date:nowhere"}, "Pick one from the list."),
        ({"c0_role": "happened", "c1_role": "happened"}, "Only one column can say"),
        (
            {"c1_role": "answers", "c1_line": "my own words", "c1_low": "0", "c1_high": "1"},
            "need the same lowest and highest",
        ),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_typed_is_lost(
    server: Running, ada: Person, said_of_it: dict[str, str], sentence: str
) -> None:
    before = rows(server)
    page = tell(ada.browser, looked(ada.browser, DIARY), **{"c0_line": "my own words", **said_of_it})
    assert page.status == 422
    assert sentence in said(page)
    assert "Something below needs another look." in said(page)
    if "c0_line" not in said_of_it:
        assert page.form(LOOK).fields["c0-line"] == "my own words"
    assert rows(server) == before


def test_a_bad_line_is_named_and_all_of_it_stays_out_until_it_may_be_left(server: Running, ada: Person) -> None:
    page = looked(ada.browser, BAD)
    assert "2 lines cannot be read" in said(page)
    assert "30 " in said(page)
    assert "31 " in said(page)
    before = rows(server)["item"]
    refused = tell(ada.browser, page)
    assert refused.status == 422
    assert "Some lines cannot be read, so nothing was kept." in said(refused)
    assert rows(server)["item"] == before
    assert "Brought before" not in said(ada.browser.get(UPLOAD))
    kept = tell(ada.browser, refused, skip="on")
    assert told(kept)["Lines left out"] == "2"
    assert told(kept)["Entries"] == "28"


def test_what_was_brought_is_taken_out_again_after_one_question(ada: Person) -> None:
    kept = brought(ada, DIARY)
    assert "mine.csv" in said(ada.browser.get(UPLOAD))
    asked = ada.browser.get(f"{kept.address}erase/")
    assert "Take this out again?" in said(asked)
    gone = ada.browser.submit(asked, "")
    assert gone.status == 303
    assert ada.browser.get(kept.address).status == 404
    assert "mine.csv" not in said(ada.browser.get(UPLOAD))
    assert ada.browser.submit(asked, "").status == 303  # pressed twice


def test_the_same_form_sent_twice_keeps_it_once(server: Running, ada: Person) -> None:
    page = looked(ada.browser, DIARY)
    kept = tell(ada.browser, page)
    before = rows(server)
    assert tell(ada.browser, page).address == kept.address
    assert rows(server) == before


def test_settings_are_remembered_and_said_with_their_day(ada: Person) -> None:
    brought(ada, DIARY, c0_line="near", c0_high="12")
    page = looked(ada.browser, DIARY.replace(b"2024-01", b"2024-03"))
    assert "Filled in as you told it on" in said(page)
    assert page.form(LOOK).fields["c0-line"] == "near"
    afresh = tell(ada.browser, page, "afresh")
    assert "Filled in" not in said(afresh)
    assert afresh.form(LOOK).fields["c0-line"] == "close"
    other = looked(ada.browser, DIARY.replace(b"close", b"calm"))
    assert "Filled in" not in said(other)


@pytest.mark.parametrize(("act", "files"), [("replace", 1), ("both", 2), ("stop", 1)])
def test_a_newer_export_of_the_same_diary_asks_what_becomes_of_the_earlier_one(
    ada: Person, act: str, files: int
) -> None:
    brought(ada, DIARY)
    asked = tell(ada.browser, looked(ada.browser, DIARY + b"2024-02-01,4,0,\n"))
    assert "Some of these days are here already" in said(asked)
    ada.browser.submit(asked, LOOK, act=act)
    waited(ada.browser)
    assert len(re.findall(r'href="/diary/bring/[0-9a-f-]{36}/"', ada.browser.get(UPLOAD).text)) == files


def test_of_two_people_one_says_this_is_me(ada: Person) -> None:
    file = b"name,day,close\n" + b"".join(
        b"%s,%d,%d\n" % (who, day, (day + shift) % 8) for day in range(20) for who, shift in ((b"Ada", 0), (b"Ben", 3))
    )
    page = looked(ada.browser, file)
    assert "This file holds 2 people." in said(page)
    asked = tell(ada.browser, page)
    assert "Pick the one who is you." in said(asked)
    assert "Give the date of one of them." in said(asked)
    kept = tell(ada.browser, asked, who='[null, "Ada"]', first="2024-02-28")
    assert told(kept)["Entries"] == "20"
    assert told(kept)["First day"] == "28 February 2024"


def test_a_daylio_export_asks_for_words_it_does_not_know_and_keeps_no_note(ada: Person) -> None:
    file = b"full_date,date,weekday,time,mood,activities,note_title,note\n" + b"".join(
        b'2024-01-%02d,January,Mon,21:00,%s,"family | work",canary-title,canary-note\n' % (day, mood)
        for day, mood in enumerate([b"good", b"super", b"bad", b"rad", b"meh"] * 3, start=1)
    )
    page = looked(ada.browser, file, "daylio_export.csv")
    fields = page.form(LOOK).fields
    assert "super" in fields.values()
    place = next(name for name, value in fields.items() if value == "super").removesuffix("-word")
    kept = tell(ada.browser, page, **{f"{place}_number": "5"})
    assert told(kept)["Entries"] == "15"
    assert ("mood", "1 to 5") in lines_of(kept)


@pytest.mark.parametrize("act", ["look", "keep"])
def test_a_daylio_export_with_none_of_its_own_five_words_asks_for_them_before_all_else(ada: Person, act: str) -> None:
    file = b"full_date,date,weekday,time,mood,activities,note_title,note\n" + b"".join(
        b"2024-01-%02d,January,Mon,21:00,%s,walk,,\n" % (day, mood)
        for day, mood in enumerate([b"super", b"mies", b"geht so"] * 5, start=1)
    )
    page = looked(ada.browser, file, "daylio_export.csv")
    assert "The columns" not in said(page)
    fields = page.form(LOOK).fields
    places = {value: name.removesuffix("-word") for name, value in fields.items() if name.endswith("-word")}
    numbers = {"super": "5", "mies": "1", "geht so": "3"}
    seen = tell(ada.browser, page, act, **{f"{places[word]}_number": number for word, number in numbers.items()})
    assert "15 rows. Nothing of it is kept yet." in said(seen)
    kept = tell(ada.browser, seen)
    assert told(kept)["Entries"] == "15"
    assert ("mood", "1 to 5") in lines_of(kept)


def test_ben_and_eve_see_nothing_of_it(server: Running, ada: Person) -> None:
    kept = brought(ada, DIARY, "canary-hers.csv")
    looked(ada.browser, DIARY, "canary-waits.csv")
    ben = person(server, "ben-brings")
    for path in (kept.address, f"{kept.address}erase/"):
        hers, nobodys = ben.browser.get(path), ben.browser.get(path.replace(kept.address[13:49], str(uuid4())))
        assert (hers.status, nobodys.status) == (404, 404)
    assert "canary" not in ben.browser.get(UPLOAD).text
    assert ben.browser.get(LOOK).status == 303
    token = ben.browser.get(UPLOAD).form(UPLOAD).fields["csrfmiddlewaretoken"]
    assert ben.browser.post(f"{kept.address}erase/", {"csrfmiddlewaretoken": token}).status == 303
    for act in ("keep", "look", "away", "stop", "replace", "afresh"):
        answer = ben.browser.post(LOOK, {"csrfmiddlewaretoken": token, "act": act, "once": "b" * 22})
        assert answer.status in (303, 409, 422)
        assert "canary" not in answer.text
    assert ada.browser.get(kept.address).status == 200
    assert "canary-waits.csv" in ada.browser.get(LOOK).text


def test_after_a_lock_the_file_is_picked_once_more_and_what_was_told_is_there(ada: Person) -> None:
    page = tell(ada.browser, looked(ada.browser, DIARY), "look", c0_line="my own words")
    lock = ada.browser.get("/people/")
    ada.browser.submit(lock, "/lock/")
    door = tell_locked(ada, page)
    assert "my own words" not in door.text
    ada.browser.submit(ada.browser.get("/open/"), "/open/", passphrase=PASSPHRASE)
    gone = ada.browser.get(LOOK)
    assert gone.status == 409
    assert "Pick it once more; what you told about it is still here." in said(gone)
    again = looked(ada.browser, DIARY)
    assert again.form(LOOK).fields["c0-line"] == "my own words"


def tell_locked(ada: Person, page: Answer) -> Answer:
    """Send the form to a place that is locked."""
    return ada.browser.follow(ada.browser.post(LOOK, {**page.form(LOOK).fields, "act": "keep"}))


def test_the_file_gone_while_the_page_was_open_loses_nothing_that_was_typed(ada: Person) -> None:
    page = looked(ada.browser, DIARY)
    ada.browser.post(LOOK, {**page.form(LOOK).fields, "act": "away"})
    answer = ada.browser.post(LOOK, {**page.form(LOOK).fields, "c0-line": "typed meanwhile", "act": "keep"})
    assert answer.status == 409
    assert "what you told about it is still here" in said(answer)
    assert looked(ada.browser, DIARY).form(LOOK).fields["c0-line"] == "typed meanwhile"


def test_another_file_with_other_columns_does_not_take_over_what_was_told(ada: Person) -> None:
    tell(ada.browser, looked(ada.browser, DIARY), "look", c0_line="my own words")
    other = looked(ada.browser, DIARY.replace(b"close", b"calm"))
    assert other.form(LOOK).fields["c0-line"] == "calm"


def test_a_table_with_very_many_columns_can_be_told_about(ada: Person) -> None:
    names = [f"q{n}" for n in range(300)]
    rows_ = [",".join([f"2024-01-{day:02d}", *(str((day + n) % 7) for n in range(300))]) for day in range(1, 15)]
    page = looked(ada.browser, "\n".join([",".join(["date", *names]), *rows_]).encode())
    assert "200 more columns are left out" in said(page)
    assert len(page.form(LOOK).fields) < 900
    assert len(lines_of(tell(ada.browser, page))) == 100
