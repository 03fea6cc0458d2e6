"""Grave things ask for the passphrase once more (A-17), and erasing is for good (D-40)."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running import Running, serve
from tests.visitor import Answer, Visitor
from tests.web.diaries import PASSPHRASE, Person, person, said
from tests.web.taking import at_once, grow_stale, keys_of, left_of, opens, place_of, rows, sessions, take

pytestmark = pytest.mark.loopback

CANARY = "canary-before-the-door"
GRAVE = {
    "/kept/take/": {"file": "notes.zip"},
    "/kept/door/": {},
    "/kept/door/words/": {"passphrase": "other words than those before"},
    "/kept/door/anew/": {"passphrase": "other words than those before"},
    "/kept/door/others/": {},
    "/keep/code/": {"choice": "outside"},
    "/kept/erase/": {"sure": "on"},
}


@pytest.fixture
def ada(server: Running) -> Person:
    """Ada, with one entry, in a browser that she opened just now, and in another one."""
    found = person(server, "ada-of-grave-things")
    found.words(words=CANARY)
    assert opens(server.address, found.name, PASSPHRASE)
    return found


def fields_of(browser: Visitor, path: str) -> dict[str, str]:
    """What the form of a grave page would send, had it been opened in time; the token alone where it has none."""
    page = browser.get("/kept/door/" if path == "/kept/door/others/" else path)
    found = [form.fields for form in page.forms if form.action == path]
    return found[0] if found else {"csrfmiddlewaretoken": page.form("/lock/").fields["csrfmiddlewaretoken"]}


def asks_once_more(answer: Answer) -> None:
    """Fails unless this is the page that asks for the passphrase, and nothing else."""
    assert answer.status == 200
    assert "<h1>Your passphrase, once more</h1>" in answer.text
    assert "Content-Disposition" not in answer.headers
    assert CANARY not in answer.text
    assert answer.form("/open/").fields["next"] == answer.address


@pytest.mark.parametrize("path", GRAVE)
def test_an_open_place_whose_passphrase_was_typed_a_while_ago_does_none_of_it(
    server: Running, ada: Person, path: str
) -> None:
    fields = {**fields_of(ada.browser, path), **GRAVE[path]}
    grow_stale(server)
    before, held = rows(server), sessions(server)
    asks_once_more(ada.browser.get(path)) if path != "/kept/door/others/" else None
    asks_once_more(ada.browser.post(path, fields))
    assert (rows(server), sessions(server)) == (before, held)
    assert CANARY in ada.browser.get(ada.entries()[0]).text


@pytest.mark.parametrize("path", GRAVE)
def test_a_locked_place_does_none_of_it_and_puts_no_passphrase_aside(server: Running, ada: Person, path: str) -> None:
    fields = {**fields_of(ada.browser, path), **GRAVE[path]}
    ada.browser.submit(ada.browser.get("/kept/"), "/lock/")
    before = rows(server)
    answer = ada.browser.post(path, fields)
    assert "<h1>Locked</h1>" in answer.text
    assert rows(server) == before


@pytest.mark.parametrize("path", GRAVE)
def test_nobody_else_does_any_of_it(server: Running, ada: Person, path: str) -> None:
    fields = {**fields_of(ada.browser, path), **GRAVE[path]}
    before = rows(server)
    eve = Visitor(server.address, cookies={"s": "made-up", "c": ada.browser.cookies["c"]})
    assert eve.post(path, fields).headers["Location"] == "/open/"
    assert rows(server) == before


def test_after_the_passphrase_the_page_is_there_for_five_minutes(server: Running, ada: Person) -> None:
    grow_stale(server)
    asked = ada.browser.get("/kept/take/")
    on = ada.browser.submit(asked, "/open/", passphrase=PASSPHRASE)
    assert on.headers["Location"] == "/kept/take/"
    assert take(ada.browser).headers["Content-Type"] == "application/zip"
    assert ada.browser.get("/kept/erase/").status == 200


def test_a_wrong_passphrase_opens_no_grave_page(server: Running, ada: Person) -> None:
    grow_stale(server)
    again = ada.browser.submit(ada.browser.get("/kept/take/"), "/open/", passphrase="not these words at all")  # noqa: S106  # a test's own
    assert again.status == 403
    asks_once_more(ada.browser.get("/kept/take/"))


def test_erasing_wants_a_tick(server: Running, ada: Person) -> None:
    before = rows(server)
    answer = ada.browser.submit(ada.browser.get("/kept/erase/"), "/kept/erase/")
    assert answer.status == 422
    assert "Nothing was erased. If you mean it, tick this first." in said(answer)
    assert 'id="id_sure_error"' in answer.text
    assert rows(server) == before


def test_after_erasing_nothing_is_left_and_the_copy_that_was_taken_can_be_read(server: Running, ada: Person) -> None:
    ben, copy = person(server, "ben-of-grave-things"), take(ada.browser).body
    ben.words(words="What Ben wrote.")
    other = opens(server.address, ada.name, PASSPHRASE)
    assert other is not None
    place = place_of(server, ada)
    keys = keys_of(server, place)
    assert len(keys) > 5
    answer = ada.browser.submit(ada.browser.get("/kept/erase/"), "/kept/erase/", sure="on")
    assert (answer.status, answer.headers["Location"]) == (303, "/kept/end/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "s" not in ada.browser.cookies

    assert left_of(server, place) == {}
    files = [file.read_bytes() for file in server.home.rglob("*") if file.is_file()]
    assert [key for key in keys if any(key in text for text in files)] == []
    for browser in (ada.browser, other):
        assert browser.get("/now/").headers["Location"] in ("/open/", "/")
    assert opens(server.address, ada.name, PASSPHRASE) is None
    assert "What Ben wrote." in ben.browser.get(ben.entries()[0]).text
    with zipfile.ZipFile(io.BytesIO(copy)) as held:
        assert json.loads(held.read("everything.json"))["documents"][0]["words"] == CANARY


def test_the_last_page_names_nobody_and_is_the_same_for_everyone(server: Running, ada: Person) -> None:
    ada.browser.submit(ada.browser.get("/kept/erase/"), "/kept/erase/", sure="on")
    last, nobodys = ada.browser.get("/kept/end/"), Visitor(server.address).get("/kept/end/")
    assert last.text == nobodys.text
    body = last.text.partition("<body>")[2]
    assert "Everything is erased here." in body
    assert "A copy that you took out is still yours." in body
    assert "for up to 90 days" in body
    assert "Leanings" not in body
    assert "looked after by whoever" not in body


def test_erasing_twice_at_once_is_done_once_and_the_other_press_is_told_so_or_led_to_the_door(ada: Person) -> None:
    page = ada.browser.get("/kept/erase/")
    answers = at_once(ada.browser, page, "/kept/erase/", sure="on")
    done, other = sorted(answers, key=lambda answer: answer.headers["Location"] != "/kept/end/")
    assert (done.status, done.headers["Location"]) == (303, "/kept/end/")
    assert (other.status, other.headers["Location"]) in ((303, "/open/"), (409, None))
    assert other.status == 303 or "If you pressed twice, the first time did it." in said(other)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few MiB, where this machine lets us make one."""
    folder, mount = tmp_path / "disk", shutil.which("mount")
    folder.mkdir()
    made = mount and subprocess.run([mount, "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)], check=False)  # noqa: S603  # fixed words
    if not made or made.returncode:
        pytest.skip("only who looks after a machine can make a small disk on it")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)  # noqa: S603, S607  # as above


def test_a_full_disk_keeps_nobody_from_erasing(small_disk: Path) -> None:
    running = serve(small_disk / "home")
    ada = person(running, "ada-on-a-full-disk")
    for _ in range(40):
        ada.words(words=CANARY + " long words" * 500)
    place, page = place_of(running, ada), ada.browser.get("/kept/erase/")
    fill(small_disk / "ballast")
    assert ada.send("/diary/words/", words="no room for this").status == 507
    answer = ada.browser.submit(page, "/kept/erase/", sure="on")
    assert (answer.status, answer.headers["Location"]) == (303, "/kept/end/")
    assert "key_slot" not in left_of(running, place)
    assert opens(running.address, ada.name, PASSPHRASE) is None
    (small_disk / "ballast").unlink()
    assert running.stop() == 0
    again = serve(small_disk / "home")
    assert left_of(again, place) == {}
    again.stop()


def fill(file: Path) -> None:
    """Write until nothing more fits."""
    with file.open("wb", buffering=0) as out, contextlib.suppress(OSError):
        while out.write(bytes(4096)):
            pass
    assert shutil.disk_usage(file.parent).free < 4096
