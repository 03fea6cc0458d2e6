"""A-01: the database is stolen, with its journal, its temporary files and all that lies beside. Nothing is in clear.

Two hundred canaries are kept through the acts that pages call: in every field of every word, in the settings, in
drafts; and names, passphrases and codes are canaries too.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection

from leanings.acts import carry, desk, opening
from leanings.acts.opening import CannotOpen, Draft, Level, WrongCode
from leanings.core.checkin import Answer, CheckIn
from leanings.core.document import Document
from leanings.core.filled import Asked
from leanings.core.journal import JournalEntry
from leanings.core.kinds import words
from leanings.core.me import Me, OwnLine, Someone
from leanings.core.sheet import Sheet
from leanings.core.tool import Field
from leanings.core.unsent import Unsent
from leanings.vault import slots
from leanings.vault.models import ItemBlob, KeyItem, KeySlot, Place, Session
from leanings.vault.seal import CannotBeOpened, beside, unseal
from leanings.vault.secrets import pepper, secrets_folder, server_secret
from leanings.vault.turnstile import one_act
from tests.keeping import NOW, TODAY, all_rows, home, is_sqlite, once, settle

EACH = 40  # things of each word
NEVER_WRITTEN = {"kdf.json"}  # it is of the test's own making


@pytest.fixture
def canaries(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Ada writes them all; everything of the process that goes to a temporary folder goes to ours."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path))
    told = [f"canary{number:03}zq" for number in range(300)]
    left = iter(told)
    ada = settle("Ada")
    for document in _documents(left):
        ada.keep(document)
    desk.keep_me(ada.room(), _me(left))
    opening.keep_draft(ada.token, Draft(once(), "/diary/words/", f"words={next(left)}", 1), NOW)
    edited = desk.drawer(ada.room(), "journal")[0]
    ada.keep(replace(edited.doc, words=next(left)), edited.item, edited.rev)  # type: ignore[type-var]  # a journal entry
    assert len(desk.search(ada.room(), "canary").found) >= 20
    carry.seal(next(left).encode(), NOW)
    token = opening.change_wholly(ada.room(), f"{next(left)}-name".translate(LETTERS), f"words {next(left)} of Ada")
    opening.lock(token, NOW)
    used = told[: told.index(next(left))]
    assert len(used) > 200
    return [*used, "zqname", ada.name, ada.passphrase, token]


LETTERS = str.maketrans("0123456789", "abcdefghij")


def test_nothing_that_was_typed_is_in_clear_anywhere(canaries: list[str], tmp_path: Path) -> None:
    """Every row; every byte of the database file with its free pages; every other file of the house but the secrets,
    and every temporary one. In UTF-8, in UTF-16, and in hexadecimal."""
    stolen = _everything() + b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    found = [canary for canary in canaries for coded in _codings(canary) if coded in stolen]
    assert found == []
    for word in (*words(), "self"):
        assert word.encode() not in b"".join(_cells())
    assert b"2031-03" not in b"".join(_cells())


def test_nothing_is_in_clear_in_the_journal_either() -> None:
    """The journal lies beside the database only while an act runs; it is read from inside one that writes much."""
    if not is_sqlite():
        pytest.skip("PostgreSQL has no journal beside it; its log holds the rows that are looked at above")
    ada = settle("Ada")
    kept = ada.keep(JournalEntry(TODAY, "2031-03-01T21:04Z", words="canary-before " * 300))
    room = ada.room()
    with one_act():
        desk.keep(
            room, JournalEntry(TODAY, "2031-03-01T21:04Z", words="canary-after " * 300), once(), item=kept.item, rev=1
        )
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_spill = ON")
        journal = home() / "db.sqlite3-journal"
        assert journal.stat().st_size > 0
        assert b"canary" not in journal.read_bytes()
    assert not journal.exists()


def test_what_is_sealed_opens_with_nothing_that_the_thief_has() -> None:
    """The database, and even pepper and server secret: no cell opens under any other cell, nor under the secrets, nor
    under what is made of them. Without the pepper the right passphrase opens nothing either."""
    ada = settle("Ada")
    kept = ada.keep(JournalEntry(TODAY, "2031-03-01T21:04Z", words="sealed"))
    opening.new_code(ada.room())
    folder = secrets_folder(os.environ)
    loot = {pepper(folder).key, server_secret(folder), bytes(32)}
    loot |= {cell[:32] for cell in _cells() if len(cell) >= 32} | {cell[-32:] for cell in _cells() if len(cell) >= 32}
    loot |= {slots.recovery_key(key[:16]) for key in loot}
    place = Place.objects.get()
    key, text = KeyItem.objects.get(item_id=kept.item), ItemBlob.objects.get(item_id=kept.item)
    session, owner, item = Session.objects.get(), place.id.bytes, kept.item.bytes
    sealed = [
        (bytes(key.blob), beside("key_item", item, owner, "1")),
        (bytes(text.blob), beside("item_blob", item, owner, "1", "1")),
        (bytes(session.wrapped_uk or b""), beside("session", bytes(session.token_sha256), owner)),
        *((bytes(slot.blob), beside("key_slot", owner, slot.kind)) for slot in KeySlot.objects.all()),
    ]
    assert len(sealed) == 8
    for cell in sealed:
        assert len(cell[0]) > 60
    for stolen in loot:
        for blob, bound in sealed:
            with pytest.raises(CannotBeOpened):
                unseal(stolen, blob, bound)


@pytest.mark.parametrize("what", ["pepper", "server"])
def test_every_way_in_fails_without_the_secrets(what: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The thief runs our own code on the stolen database with secrets of their own: the cookie without the server's
    secret, name and passphrase without the pepper. What still opens is the recovery code, which needs neither: who has
    that code on paper is let in, and that is what it is for."""
    ada = settle("Ada")
    code = opening.new_code(ada.room())
    real = secrets_folder(os.environ)
    for name in ("pepper-p1", "server"):
        (tmp_path / name).write_bytes(os.urandom(32) if name.startswith(what) else (real / name).read_bytes())
    monkeypatch.setenv("LEANINGS_SECRETS", str(tmp_path))
    if what == "server":
        assert opening.visit(ada.token, NOW).level is Level.NONE
    else:
        with pytest.raises(CannotOpen):
            opening.open_place(ada.name, ada.passphrase, ada.address, NOW)
    with pytest.raises(WrongCode):
        opening.open_with_code("ABCDE-ABCDE-ABCDE-ABCDE-ABCDE-A", "a-drawn-name", "four words or so", ada.address, NOW)
    token = opening.open_with_code(code, "another-drawn-name", "four words or so", "192.0.3.1", NOW)
    assert opening.visit(token, NOW).level is Level.FRESH


def test_no_object_shows_keys_or_words_when_it_is_printed() -> None:
    """What ends up in a report of an error by mistake says nothing: rooms, keys, drafts, peppers, guesses, states."""
    ada = settle("Ada", me=Me(plan="canary-plan"))
    room = ada.room()
    shown = [repr(room.keys), str(room.keys), repr(pepper(secrets_folder(os.environ)))]
    shown.append(repr(Draft("canary-form", "/", "canary-fields", 1)))
    assert not any(key in text for text in shown for key in (repr(room.keys.user), repr(room.keys.drawer), "canary"))


def _documents(left: Iterator[str]) -> Iterator[Document]:
    """Things of every word, each text field of theirs a canary."""
    for number in range(EACH // 10):
        day, entered = TODAY - timedelta(days=number), "2031-03-01T21:04Z"
        own = Answer("own-1a2b3c4d", 1, next(left), next(left), next(left), value=3)
        yield CheckIn(day, entered, answers=(own,), note=next(left))
        yield JournalEntry(
            day, entered, **{name: next(left) for name in ("words", "fact", "reading", "feeling", "unknown")}
        )
        point = Field("pair", "square", next(left), stay=next(left), go=next(left))
        asked = (
            Asked("a", next(left), point, {"stay": 7, "go": 3}),
            Asked("b", next(left), Field("words", "text", next(left)), next(left)),
        )
        yield Sheet(day, entered, next(left), 1, "en", asked, next(left), next(left))
        yield Unsent(day, entered, next(left), date(2031, 4, 1))
    for number in range(EACH):
        yield JournalEntry(TODAY, "2031-03-01T21:04Z", words=f"{next(left)} " * (1 + number * 20), fact=next(left))
        yield Unsent(TODAY, "2031-03-01T21:04Z", next(left), None)


def _me(left: Iterator[str]) -> Me:
    """Settings in which everything that is a text is a canary."""
    own = tuple(OwnLine(next(left), 1, next(left), next(left), next(left)) for _ in range(2))
    helpers = tuple(Someone(next(left), next(left)) for _ in range(2))
    more = {"door": next(left), "lines": (next(left),), "off": (next(left),), "plan": next(left), "again": "2031-03-02"}
    me = Me(zone="Europe/Berlin", own=own, helpers=helpers, **more)  # type: ignore[arg-type]  # texts and tuples, as told
    assert {field.name for field in fields(Me)} >= set(more)
    return me


def _cells() -> list[bytes]:
    found: list[bytes] = []
    for rows in all_rows().values():
        for row in rows:
            found += [cell if isinstance(cell, bytes) else repr(cell).encode() for cell in row]
    return found


def _everything() -> bytes:
    """All that a thief carries away: rows, the file of the database, whatever lies beside it but the secrets."""
    connection.close()
    folder = secrets_folder(os.environ)
    files = [path for path in home().rglob("*") if path.is_file() and folder not in path.parents]
    assert not is_sqlite() or home() / "db.sqlite3" in files
    return b"\n".join([*_cells(), *(path.read_bytes() for path in files if path.name not in NEVER_WRITTEN)])


def _codings(canary: str) -> tuple[bytes, ...]:
    return canary.encode(), canary.encode("utf-16-le"), canary.encode().hex().encode()
