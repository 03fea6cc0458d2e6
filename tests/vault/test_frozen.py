"""D-38, first half: a place kept by every schema there ever was is opened by the code of today, exactly.

The rows lie in tests/data/vault, one file for each schema, with the script that made it beside. They are put into an
empty database of that schema, which is then brought up to date; on SQLite and on PostgreSQL alike.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from leanings.acts import desk, opening
from leanings.acts.opening import Draft, Level
from leanings.core.kinds import value_of
from leanings.core.me import Me
from leanings.vault import notes, start, verify
from leanings.vault.envelope import open_envelope
from leanings.vault.items import open_all, rows
from leanings.vault.models import Item, KeyEnvelope, Share
from leanings.vault.room import Room
from leanings.vault.seal import beside, unpad, unseal
from leanings.vault.slots import ENVELOPES, open_slot
from tests.keeping import is_sqlite
from tests.tree import ROOT

FROZEN = sorted((ROOT / "tests" / "data" / "vault").glob("place-*.json"))
LATER = datetime(2034, 7, 1, 9, 0, tzinfo=UTC)


@pytest.fixture(params=FROZEN, ids=lambda path: path.stem)
def frozen(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[dict[str, Any]]:
    """The place of a file, in the database of today, with the secrets of its installation."""
    told: dict[str, Any] = json.loads(request.param.read_text(encoding="utf-8"))
    for name, key in told["secrets"].items():
        (tmp_path / name).write_bytes(bytes.fromhex(key))
    monkeypatch.setenv("LEANINGS_SECRETS", str(tmp_path))
    call_command("migrate", "vault", "zero", interactive=False, verbosity=0)
    call_command("migrate", "vault", told["migration"], interactive=False, verbosity=0)
    _put(told["rows"])
    call_command("migrate", interactive=False, verbosity=0)
    yield told
    call_command("migrate", interactive=False, verbosity=0)


def test_there_is_a_frozen_place_for_every_schema() -> None:
    """Whoever adds a migration freezes a place that was kept by it, before it goes out."""
    folder = ROOT / "src" / "leanings" / "vault" / "migrations"
    schemas = {path.stem for path in folder.glob("0*.py")}
    assert {json.loads(path.read_text(encoding="utf-8"))["migration"] for path in FROZEN} == schemas


def test_its_passphrase_opens_it_and_every_text_is_there(frozen: dict[str, Any]) -> None:
    """Every word: check-in, journal, sheet, unsent, the self document. Documents are compared as they were sealed."""
    token = opening.open_place(frozen["name"], frozen["passphrase"], "192.0.2.7", LATER)
    room = _room(token, LATER)
    assert _sealed_in(room) == sorted(map(_text, frozen["documents"]))
    for document in frozen["documents"]:
        value = value_of(document)
        assert room.me == value if isinstance(value, Me) else value in _all(room, value.word)
    assert desk.find(room, UUID(frozen["journal"]), "journal").doc.text().startswith("Łódź, ein Regentag. 雨")
    assert [hit.doc.word for hit in desk.search(room, "regentag").found] == ["journal"]


def test_its_recovery_code_opens_it_without_the_pepper_it_had(frozen: dict[str, Any], tmp_path: Path) -> None:
    """The code works whatever became of the pepper; afterwards the old passphrase, name and code open nothing."""
    (tmp_path / "pepper-p1").unlink()
    start.check_secrets(new_pepper=True)
    token = opening.open_with_code(frozen["code"], "new-name-drawn", "another four words", "192.0.2.8", LATER)
    assert _sealed_in(_room(token, LATER)) == sorted(map(_text, frozen["documents"]))
    with pytest.raises(opening.CannotOpen):
        opening.open_place(frozen["name"], frozen["passphrase"], "192.0.2.8", LATER)
    with pytest.raises(opening.WrongCode):
        opening.open_with_code(frozen["code"], "other-name-drawn", "another four words", "192.0.2.9", LATER)


def test_its_session_is_still_one(frozen: dict[str, Any]) -> None:
    """A server that is brought up to date in the middle of the day shuts nobody out."""
    visit = opening.visit(frozen["token"], datetime.fromisoformat(frozen["now"]))
    assert visit.level is Level.FRESH
    assert visit.room is not None
    assert visit.room.me.plan == "Keys in the coat. Ilse knows."


def test_its_draft_waits_and_its_share_opens(frozen: dict[str, Any]) -> None:
    """The note in its envelope; the shared copy under its own key, which lies in an envelope to the place."""
    now = datetime.fromisoformat(frozen["now"])
    room = _room(frozen["token"], now)
    assert notes.drafts(room.place, room.keys) == (Draft(**frozen["draft"]),)
    share = Share.objects.get()
    secret, _ = open_slot(room.place, ENVELOPES, room.keys.user)
    key = open_envelope(secret, bytes(KeyEnvelope.objects.get().hpke), "share", share.id.bytes)
    bound = beside("share", share.id.bytes, room.place.bytes, "1")
    assert unpad(unseal(key, bytes(share.blob), bound)).decode() == frozen["shared"]


def test_nothing_in_it_looks_damaged(frozen: dict[str, Any]) -> None:
    """What `leanings verify` asks without a passphrase, and with one."""
    room = _room(frozen["token"], datetime.fromisoformat(frozen["now"]))
    assert list(verify.damages()) == []
    assert list(verify.damaged_in(room)) == []


def test_it_can_be_written_in_and_turned_round(frozen: dict[str, Any]) -> None:
    """The next save writes today's version over the old one; every key is changed; every text stays."""
    now = datetime.fromisoformat(frozen["now"])
    room = _room(frozen["token"], now)
    found = desk.find(room, UUID(frozen["journal"]), "journal")
    desk.keep(room, found.doc, "form-today", item=found.item, rev=found.rev)
    before = _sealed_in(room)
    again = _room(opening.change_wholly(room, "turned-name-drawn", "another four words"), now)
    assert _sealed_in(again) == before
    assert desk.find(again, found.item, "journal").doc == found.doc
    assert again.me == room.me
    assert list(verify.damages()) == []


@pytest.mark.parametrize("path", FROZEN, ids=lambda path: path.stem)
def test_eve_who_has_the_file_reads_nothing_of_it_without_its_secrets(path: Path) -> None:
    """The rows alone, in hexadecimal or as bytes: no text, no name, no code."""
    told = json.loads(path.read_text(encoding="utf-8"))
    stolen = json.dumps(told["rows"])
    cells = [
        cell["bytes"] for rows in told["rows"].values() for row in rows for cell in row.values() if _is_bytes(cell)
    ]
    blobs = b"\n".join(map(bytes.fromhex, cells))
    for canary in ("Regentag", "Ilse", "own-1a2b3c4d", "Walk before", "did not send", told["name"], told["code"]):
        assert canary not in stolen
        assert canary.encode() not in blobs


def _put(tables: dict[str, list[dict[str, Any]]]) -> None:
    """The rows as they are, past every model: those of today may know other columns."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table, lying in tables.items():
            for row in lying:
                columns, marks = ", ".join(f'"{name}"' for name in row), ", ".join(["%s"] * len(row))
                cells = [_cell(cell) for cell in row.values()]
                cursor.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', cells)  # noqa: S608  # our file


def _cell(cell: Any) -> Any:
    if not isinstance(cell, dict):
        return cell
    ((kind, value),) = cell.items()
    if kind == "bytes":
        return bytes.fromhex(value)
    if kind == "uuid":
        return UUID(value).hex if is_sqlite() else UUID(value)
    return date.fromisoformat(value).isoformat()


def _is_bytes(cell: object) -> bool:
    return isinstance(cell, dict) and "bytes" in cell


def _room(token: str, now: datetime) -> Room:
    room = opening.visit(token, now).room
    assert room is not None
    return room


def _all(room: Room, word: str) -> list[Any]:
    return [found.doc for found in desk.drawer(room, word)]


def _sealed_in(room: Room) -> list[str]:
    """Every mapping of a place as it is sealed, none upgraded."""
    opened, damaged = open_all(room.place, room.keys, rows(Item.objects.filter(place_id=room.place)))
    assert damaged == []
    return sorted(_text(found.doc) for found in opened)


def _text(document: object) -> str:
    return json.dumps(document, sort_keys=True)
