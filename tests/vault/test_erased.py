"""D-40: what was erased is gone: its key from every page of the file, and with it all that could ever be read of it.

Asserted on SQLite, where the file itself is searched with its free pages, and the journal and every other file beside
it. Limits, stated and not asserted: blocks that the file system or the disk gave back (an old journal, the spares of an
SSD) are out of our reach, so a disk should be encrypted whole; PostgreSQL keeps the old rows in its files until it
cleans up after itself (VACUUM), and in its log for as long as the log is archived, so there the promise of erasing is
as long as that archive. On both, the key that is gone is gone from every answer the database can give.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import pytest
from django.db import connection

from leanings.acts import desk, opening
from leanings.acts.opening import CannotOpen, Draft, Level, WrongCode
from leanings.core.me import Me
from leanings.vault.models import ItemBlob, KeyItem, KeySlot, Note, Place, Session
from tests.keeping import NOW, Person, all_rows, counted, entry, home, is_sqlite, once, settle, words_of

PIECE = 32  # bytes; none of them comes twice by chance


@pytest.fixture
def ada() -> Person:
    """Ada, with short and long things, a code, a draft, and a second browser; Ben lives here too."""
    ben = settle("Ben")
    ben.keep(entry("Ben's own"))
    person = settle("Ada", me=Me(plan="to be erased"))
    for number in range(6):
        person.keep(entry(f"thing {number} " * (1 + 100 * number)))
    opening.new_code(person.room())
    opening.keep_draft(person.token, Draft(once(), "/diary/words/", "words=half", 1), NOW)
    opening.open_place(person.name, person.passphrase, "192.0.2.99", NOW)
    return person


def test_of_an_erased_thing_no_key_and_no_text_is_left(ada: Person) -> None:
    """Its wrapped key and its sealed text, in pieces: on no page, used or free, of no file in the house."""
    for found in desk.drawer(ada.room(), "journal"):
        sealed = [_key(found.item), _text(found.item)]
        assert not is_sqlite() or all(_lies(sealed))
        desk.forget(ada.room(), found.item)
        assert not any(_lies(sealed))
    assert words_of(ada.room()) == []
    assert counted()["tombstone"] == 6


def test_of_an_older_text_no_key_is_left(ada: Person) -> None:
    """Each save makes a new key and lets go of the old one: yesterday's words cannot be read out of today's file."""
    found = desk.drawer(ada.room(), "journal")[0]
    older = [_key(found.item), _text(found.item)]
    ada.keep(entry("what I would rather have written"), found.item, found.rev)
    assert not any(_lies(older))


def test_after_turning_round_no_old_key_is_left(ada: Person) -> None:
    """Slots, wrapped keys, sessions, the draft's envelope, the name and the check: all that the old passphrase, code or
    cookie opened. The texts stay as they are sealed: their own keys were rewrapped, and what was damaged stays."""
    before = _everything_of(ada)
    texts = [bytes(blob) for blob in ItemBlob.objects.values_list("blob", flat=True)]
    opening.change_wholly(ada.room(), "second-drawn-name", "second words of Ada")
    assert not any(_lies(before))
    assert sorted(texts) == sorted(bytes(blob) for blob in ItemBlob.objects.values_list("blob", flat=True))


def test_after_another_passphrase_the_old_slot_is_gone(ada: Person) -> None:
    """The slot, the check, and every session but the new one."""
    place = ada.room().place
    slot = KeySlot.objects.get(place_id=place, kind="pw")
    gone = [bytes(slot.blob), bytes(slot.tag), bytes(Place.objects.get(id=place).auth)]
    gone += [bytes(row.wrapped_uk or b"") for row in Session.objects.filter(place_id=place)]
    opening.change(ada.room(), "second words of Ada")
    assert not any(_lies(gone))


def test_a_locked_session_leaves_no_key(ada: Person) -> None:
    """Locked by hand, over its time, left, or ended from elsewhere: the wrapped key is on no page."""
    place = ada.room().place
    wrapped = [bytes(row.wrapped_uk or b"") for row in Session.objects.filter(place_id=place)]
    assert len(wrapped) == 2
    opening.end_others(ada.room(), ada.token)
    opening.lock(ada.token, NOW)
    assert not any(_lies(wrapped))


def test_of_an_erased_place_nothing_is_left_but_that_there_was_one(ada: Person) -> None:
    """Keys, texts, notes, sessions, name: on no page of any file. A tombstone says that some place was erased on a day.
    Name, passphrase, code and cookies open nothing; Ben's place does not change by a byte."""
    room, kept = ada.room(), _everything_of(ada)
    code = opening.new_code(room)
    kept += _everything_of(ada)
    assert len(kept) > 30
    assert not is_sqlite() or sum(_lies(kept)) > 30
    opening.erase_place(room)
    assert not any(_lies(kept))
    left = all_rows()
    assert room.place.hex not in repr(left["place"]) + repr(left["item"]) + repr(left["key_slot"])
    assert counted() == counted() | {"place": 1, "item": 2, "note": 0, "session": 1, "tombstone": 1}
    assert opening.visit(ada.token, NOW).level is Level.NONE
    with pytest.raises(CannotOpen):
        opening.open_place(ada.name, ada.passphrase, ada.address, NOW)
    with pytest.raises(WrongCode):
        opening.open_with_code(code, "another-drawn-name", "four words or so", ada.address, NOW)


def test_an_old_copy_of_the_texts_is_of_no_use_without_its_keys(ada: Person) -> None:
    """A backup of the content tables from before, laid back after the erasing: no key of today opens any of it."""
    found = desk.drawer(ada.room(), "journal")[0]
    row, text = KeyItem.objects.get(item_id=found.item), ItemBlob.objects.get(item_id=found.item)
    other = desk.drawer(ada.room(), "journal")[1]
    desk.forget(ada.room(), found.item)
    kept = KeyItem.objects.get(item_id=other.item)
    ItemBlob.objects.filter(item_id=other.item).update(blob=text.blob, rev=text.rev)
    assert bytes(kept.blob) != bytes(row.blob)
    assert other.item not in {one.item for one in desk.drawer(ada.room(), "journal")}


def test_erasing_twice_is_erasing_once(ada: Person) -> None:
    """A thing, and a place: the second time changes nothing and says nothing."""
    room = ada.room()
    kept = ada.keep(entry("gone"))
    desk.forget(room, kept.item)
    before = all_rows()
    desk.forget(room, kept.item)
    assert all_rows() == before
    opening.erase_place(room)
    before = all_rows()
    with pytest.raises(opening.Shut):
        opening.erase_place(room)
    assert all_rows() == before


def _everything_of(person: Person) -> list[bytes]:
    """Every sealed or blind cell that hangs on a key or name of this person's place."""
    place = person.room().place
    row = Place.objects.get(id=place)
    found = [bytes(cell) for cell in (row.lookup, row.auth, row.usk_pub, row.sig_pub)]
    for slot in KeySlot.objects.filter(place_id=place):
        found += [bytes(slot.tag), bytes(slot.blob)]
    found += [bytes(row.wrapped_uk or b"") for row in Session.objects.filter(place_id=place)]
    found += [bytes(blob) for blob in Note.objects.filter(place_id=place).values_list("hpke", flat=True)]
    found += [bytes(blob) for blob in KeyItem.objects.filter(item__place_id=place).values_list("blob", flat=True)]
    return found


def _key(item: UUID) -> bytes:
    return bytes(KeyItem.objects.get(item_id=item).blob)


def _text(item: UUID) -> bytes:
    return bytes(ItemBlob.objects.get(item_id=item).blob)


def _lies(cells: Iterable[bytes]) -> list[bool]:
    """Of each cell, whether any piece of it lies anywhere: in what the database answers, or on any page of any file.

    A long cell lies on several pages, so it is looked for piece by piece.
    """
    there = b"\n".join(cell for rows in all_rows().values() for row in rows for cell in row if isinstance(cell, bytes))
    connection.close()
    if is_sqlite():
        assert not (home() / "db.sqlite3-journal").exists()
        files = [path for path in home().rglob("*") if path.is_file() and path.name != "reserve"]  # that one is random
        assert home() / "db.sqlite3" in files
        there += b"\n".join(path.read_bytes() for path in files)
    return [any(piece in there for piece in _pieces(cell)) for cell in cells]


def _pieces(cell: bytes) -> list[bytes]:
    size = min(PIECE, len(cell))
    return [cell[at : at + size] for at in range(0, len(cell) - size + 1, size)]
