"""Taking everything along and bringing it back, through the pages."""

from __future__ import annotations

import io
import json
import zipfile
from email.message import Message

import pytest

from tests.running import Running
from tests.web.diaries import Person, person, said
from tests.web.taking import bring, looked_into, place_of, rows, take

pytestmark = pytest.mark.loopback

CANARY = "canary-in-the-bag"
NAMES = ["everything.json", "check-ins.csv", "everything.md"]


@pytest.fixture
def ada(server: Running) -> Person:
    """Ada, with a check-in, words of her own, and settings she chose."""
    found = person(server, "ada-packs")
    found.day(contact="wrote", day_1="4", note=f"{CANARY} noted")
    found.words(words=f"{CANARY} written", after="lighter")
    found.browser.submit(found.browser.get("/kept/settings/"), "/kept/settings/", idle="5", door="part", turn="6")
    return found


def file_name(headers: Message) -> str:
    """The name under which a browser would keep an answer."""
    kind, _, name = headers["Content-Disposition"].partition("; filename=")
    assert kind == "attachment"
    return str(name.strip('"'))


def things(file: bytes) -> list[dict[str, object]]:
    """The things in a file of everything."""
    with zipfile.ZipFile(io.BytesIO(file)) as held:
        found: list[dict[str, object]] = json.loads(held.read("everything.json"))["documents"]
        return found


def test_everything_comes_as_one_file_with_a_dull_name(ada: Person) -> None:
    answer = take(ada.browser)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/zip")
    assert file_name(answer.headers) == "notes.zip"
    assert answer.headers["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(answer.body)) as held:
        assert held.namelist() == NAMES
        for name in NAMES:
            assert f"{CANARY} noted" in held.read(name).decode()
    assert {thing["word"] for thing in things(answer.body)} == {"checkin", "journal"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("everything.json", "application/json"),
        ("check-ins.csv", "text/csv; charset=utf-8"),
        ("everything.md", "text/markdown; charset=utf-8"),
    ],
)
def test_each_file_comes_alone_too(ada: Person, name: str, kind: str) -> None:
    answer = take(ada.browser, name)
    assert (file_name(answer.headers), answer.headers["Content-Type"]) == (name, kind)
    with zipfile.ZipFile(io.BytesIO(take(ada.browser).body)) as held:
        assert held.read(name) == answer.body


def test_taking_changes_nothing_and_says_that_the_file_is_not_sealed(server: Running, ada: Person) -> None:
    before = rows(server)
    assert "The file is not sealed." in said(ada.browser.get("/kept/take/"))
    take(ada.browser)
    assert rows(server) == before


@pytest.mark.parametrize("name", ["", "x", "../secrets/server", "everything.json\r\nX: y"])
def test_no_other_file_can_be_had(ada: Person, name: str) -> None:
    answer = take(ada.browser, name)
    assert answer.status == 422
    assert "There is no such file to take." in said(answer)
    assert "X" not in answer.headers


def test_brought_to_a_new_place_it_is_the_same_place(server: Running, ada: Person) -> None:
    out = take(ada.browser).body
    afresh = person(server, "ada-unpacks")
    answer = bring(afresh.browser, out, settings="on")
    assert "2 things were kept." in said(answer)
    assert "The settings are those of the file now." in said(answer)
    assert take(afresh.browser).body == out
    assert (
        f"{CANARY} written"
        in afresh.browser.get(afresh.entries()[0]).text + afresh.browser.get(afresh.entries()[1]).text
    )


def test_brought_twice_it_is_kept_once_and_how_much_was_there_is_said(server: Running, ada: Person) -> None:
    out, before = take(ada.browser).body, rows(server)
    assert "Nothing new 2 things were here already and are not doubled." in said(bring(ada.browser, out))
    assert rows(server) == before
    ada.words(words="One more.")
    answer = bring(person(server, "ada-again").browser, take(ada.browser).body)
    assert "3 things were kept." in said(answer)
    assert "The settings here stay as they were." in said(answer)


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (b"not one of ours", "This file is not JSON: line 1, letter 1."),
        (b"PK\x03\x04 cut short", "This ZIP file is damaged: its end is missing."),
        (b'{"schema":"leanings-takeout/1","self":null,"documents":[{"word":"journal","v":1}]}', "Thing 1 in this file"),
        (b'{"schema":"leanings-takeout/1","self":null,"documents":[]}', ""),
    ],
)
def test_a_file_that_cannot_be_read_is_said_beside_its_field(
    server: Running, ada: Person, file: bytes, sentence: str
) -> None:
    before = rows(server)
    answer = bring(ada.browser, file, name="<b>notes</b>.zip", settings="on")
    if sentence:
        assert answer.status == 422
        assert sentence in said(answer)
        assert 'id="id_file_error"' in answer.text
        assert " checked" in answer.text.partition('name="settings"')[2].partition(">")[0]
    else:
        assert "The file holds nothing to keep." in said(answer)
    assert "<b>notes</b>" not in answer.text
    assert rows(server) == before


def test_no_file_at_all_is_said_beside_the_field(ada: Person) -> None:
    assert "Pick a file first." in said(ada.browser.submit(ada.browser.get("/kept/bring/"), "/kept/bring/"))
    assert "This file is empty." in said(bring(ada.browser, b""))


def test_a_file_as_large_as_may_come_in_is_looked_at(ada: Person) -> None:
    answer = bring(ada.browser, b"[" * (31 << 20), name="everything.json")
    assert answer.status == 422
    assert "lists in lists without end" in said(answer)
    assert "up to 32 MiB" in said(answer)


def test_what_ben_brings_is_bens_alone(server: Running, ada: Person) -> None:
    ben = person(server, "ben-unpacks")
    before = take(ada.browser).body
    bring(ben.browser, before, settings="on")
    ben.words(words="And this is his.")
    assert take(ada.browser).body == before


def test_where_something_is_damaged_that_is_said_first_and_the_rest_can_be_taken(server: Running, ada: Person) -> None:
    place = place_of(server, ada)
    with looked_into(server) as database:
        (item,) = database.execute("SELECT id FROM item WHERE place_id = ? ORDER BY id", [place.hex()]).fetchall()[0]
        whole = database.execute("SELECT COUNT(*) FROM item WHERE place_id = ?", [place.hex()]).fetchone()[0]
        database.execute("UPDATE key_item SET blob = zeroblob(80) WHERE item_id = ?", [item])
    answer = take(ada.browser)
    assert "Content-Disposition" not in answer.headers
    assert "Something here is damaged and cannot be in the file." in said(answer)
    rest = ada.browser.submit(answer, "/kept/take/", file="notes.zip")
    assert file_name(rest.headers) == "notes.zip"
    with zipfile.ZipFile(io.BytesIO(rest.body)) as held:
        told = json.loads(held.read("everything.json"))
    assert len(told["documents"]) + (told["self"] is not None) == whole - 1
