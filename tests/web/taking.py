"""What tests of the pages of Kept share: sending a file, and a session whose passphrase was typed a while ago."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from hashlib import sha256

from tests.running import Running
from tests.visitor import Answer, Visitor
from tests.web.diaries import Person

BOUNDARY = "leanings-boundary-0123456789"
GRAVE_TABLES = ("place", "key_slot", "item", "key_item", "item_blob", "note", "tombstone")


def bring(browser: Visitor, file: bytes, name: str = "notes.zip", **said: str) -> Answer:
    """Send this file with the form that brings one."""
    fields = {**browser.get("/kept/bring/").form("/kept/bring/").fields, **said}
    fields.pop("file", None)
    parts = [f'Content-Disposition: form-data; name="{key}"\r\n\r\n{value}'.encode() for key, value in fields.items()]
    head = f'Content-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: application/zip\r\n\r\n'
    parts.append(head.encode() + file)
    mark = f"--{BOUNDARY}".encode()
    body = b"".join(mark + b"\r\n" + part + b"\r\n" for part in parts) + mark + b"--\r\n"
    return browser.ask("POST", "/kept/bring/", body, {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"})


def take(browser: Visitor, file: str = "notes.zip") -> Answer:
    """Press the button of one of the files."""
    return browser.submit(browser.get("/kept/take/"), "/kept/take/", file=file)


@contextmanager
def looked_into(server: Running) -> Iterator[sqlite3.Connection]:
    """The database of a house, past every rule; closed again, so that its disk can be taken away."""
    with closing(sqlite3.connect(server.home / "db.sqlite3", isolation_level=None)) as database:
        yield database


def grow_stale(server: Running) -> None:
    """Five minutes and more pass for every session of the house: they are open, and no longer fresh."""
    with looked_into(server) as database:
        database.execute("UPDATE session SET fresh_until = 0")


def rows(server: Running) -> dict[str, list[object]]:
    """All that the house holds, but for its sessions."""
    with looked_into(server) as database:
        return {table: database.execute(f"SELECT * FROM {table}").fetchall() for table in GRAVE_TABLES}  # noqa: S608  # ours


def sessions(server: Running) -> int:
    """How many sessions there are in the house."""
    with looked_into(server) as database:
        return int(database.execute("SELECT COUNT(*) FROM session").fetchone()[0])


def at_once(browser: Visitor, page: Answer, action: str, **said: str) -> list[Answer]:
    """Press the button of this page twice in one moment, as a finger that trembles does: both answers."""
    twins = [Visitor(browser.address, browser.headers, dict(browser.cookies)) for _ in range(2)]
    with ThreadPoolExecutor(len(twins)) as hands:
        return list(hands.map(lambda twin: twin.submit(page, action, **said), twins))


def opens(address: str, name: str, passphrase: str) -> Visitor | None:
    """A browser in which this name and passphrase open a place; None when they open none."""
    browser = Visitor(address)
    answer = tried(browser, "/open/", "/open/other/", place=name, passphrase=passphrase)
    assert answer.status in (303, 403), answer.text
    return browser if answer.status == 303 else None


def opens_by_code(address: str, code: str) -> bool:
    """Whether a place opens by this code; it has another name and passphrase then."""
    return tried(Visitor(address), "/open/code/", "/open/code/", code=code).status == 303


def tried(browser: Visitor, path: str, action: str, **said: str) -> Answer:
    """What a door answers, after as long a wait as it asks for: whoever guessed wrong before has to."""
    while True:
        answer = browser.submit(browser.get(path), action, **said)
        wait = re.search(r"Wait (\d+) seconds", answer.text)
        if wait is None:
            return answer
        time.sleep(int(wait[1]))


def place_of(server: Running, somebody: Person) -> bytes:
    """The id of somebody's place, found by what their browser holds, as a host could."""
    row = sha256(somebody.browser.cookies["s"].encode()).digest()
    with looked_into(server) as database:
        (place,) = database.execute("SELECT place_id FROM session WHERE token_sha256 = ?", [row]).fetchone()
    return bytes.fromhex(place)


def keys_of(server: Running, place: bytes) -> list[bytes]:
    """Every sealed key of a place, as it lies on the disk."""
    slots = "SELECT blob FROM key_slot WHERE place_id = ?"
    items = "SELECT key_item.blob FROM key_item JOIN item ON item.id = key_item.item_id WHERE place_id = ?"
    with looked_into(server) as database:
        return [row[0] for sql in (slots, items) for row in database.execute(sql, [place.hex()])]


def left_of(server: Running, place: bytes) -> dict[str, int]:
    """How many rows of each table still belong to a place."""
    found = {}
    with looked_into(server) as database:
        for table, column in (
            ("place", "id"),
            ("session", "place_id"),
            ("item", "place_id"),
            ("note", "place_id"),
            ("key_slot", "place_id"),
        ):
            count = database.execute(f"SELECT COUNT(*) FROM {table} WHERE {column} = ?", [place.hex()]).fetchone()[0]  # noqa: S608  # ours
            if count:
                found[table] = count
        orphans = "SELECT COUNT(*) FROM key_item WHERE item_id NOT IN (SELECT id FROM item)"
        if lost := database.execute(orphans).fetchone()[0]:
            found["key_item"] = lost
    return found
