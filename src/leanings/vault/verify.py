"""Looking for damage. Without any passphrase: what SQLite says, what should lie where, and the sums of what is sealed.

Whoever looks learns ids of damaged things, which mean nothing to anyone else, and nothing that stands in them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from uuid import UUID

from django.db import DatabaseError, connection

from leanings.vault.models import Item, KeyItem, KeySlot, Place
from leanings.vault.passphrase import recipe_from
from leanings.vault.room import Room
from leanings.vault.seal import OVERHEAD, STARTS, check_sum
from leanings.vault.slots import DRAWER, ENVELOPES, PASSPHRASE, SIGNATURES
from leanings.vault.takeout import everything

NEEDED = (PASSPHRASE, ENVELOPES, SIGNATURES, DRAWER)
TABLES = ("place", "key_slot", "item", "key_item", "item_blob", "note", "session", "tombstone")
FAULTS = 100  # that SQLite tells before it stops looking
SOME = 500  # rows at a time


class Damage(NamedTuple):
    """Something that is not as it was written: a table, a place, or a thing (`item`), and its id where it has one."""

    what: str
    id: str
    why: str


def damages() -> Iterator[Damage]:
    """All that can be found without a passphrase."""
    yield from _file()
    for look in (_tables, _places, _things, _strays):
        try:
            yield from look()
        except DatabaseError:
            yield Damage("database", "", "it cannot be read to its end")


def damaged_in(room: Room) -> Iterator[Damage]:
    """What does not open in one place, which only its keys can tell."""
    if room.me_lost:
        yield Damage("place", str(room.place), "its settings do not open")
    _, lost = everything(room)
    for item in lost:
        yield Damage("item", str(item), "it does not open")


def _file() -> Iterator[Damage]:
    """What SQLite says of its own file; a damaged one may not even let itself be asked."""
    if connection.vendor != "sqlite":
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA integrity_check({FAULTS})")
            said = [str(row[0]) for row in cursor.fetchall()]
            cursor.execute("PRAGMA foreign_key_check")
            lost = sorted({str(row[0]) for row in cursor.fetchall()})
    except DatabaseError:
        yield Damage("database", "", "its structure is damaged")
        return
    if said != ["ok"]:
        yield Damage("database", "", "its structure is damaged")
    for table in lost:
        yield Damage("table", table, "it has rows whose owner is gone")


def _tables() -> Iterator[Damage]:
    """Tables that cannot be counted: a page of theirs is gone."""
    there = connection.introspection.table_names()
    for table in TABLES:
        if table not in there:
            yield Damage("table", table, "it is not there")
            continue
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")
        except DatabaseError:
            yield Damage("table", table, "it cannot be read to its end")


def _places() -> Iterator[Damage]:
    """Places without a slot that every place has, or with one that was not sealed by us."""
    slots: dict[UUID, dict[str, bytes]] = {}
    for place, kind, blob in KeySlot.objects.values_list("place_id", "kind", "blob").iterator(SOME):
        slots.setdefault(place, {})[kind] = bytes(blob)
    for place, kdf in Place.objects.values_list("id", "kdf").iterator(SOME):
        mine = slots.get(place, {})
        for kind in NEEDED:
            if kind not in mine:
                yield Damage("place", str(place), f"its slot “{kind}” is not there")
        for kind, blob in mine.items():
            if not _is_sealed(blob):
                yield Damage("place", str(place), f"its slot “{kind}” is damaged")
        with contextlib.suppress(ValueError, KeyError, TypeError):
            recipe_from(kdf)
            continue
        yield Damage("place", str(place), "how its passphrase is stretched is damaged")


def _things() -> Iterator[Damage]:
    """Things without their key, without the text of their revision, or whose text is not what was written."""
    columns = ("id", "place_id", "rev", "keyitem__blob", "itemblob__rev", "itemblob__blob", "itemblob__sum")
    for item, place, rev, key, blob_rev, blob, total in Item.objects.values_list(*columns).iterator(SOME):
        why = _why(item.bytes, place.bytes, rev, key, blob_rev, blob, total)
        if why is not None:
            yield Damage("item", str(item), why)


def _why(item: bytes, place: bytes, rev: int, key: Any, blob_rev: int | None, blob: Any, total: Any) -> str | None:  # noqa: ANN401  # columns: bytes from the one database, memoryview from the other
    if key is None:
        return "its key is not there"
    if not _is_sealed(bytes(key)):
        return "its key is damaged"
    if blob is None or blob_rev != rev:
        return "its text is not there"
    if check_sum("item_blob", item, place, rev, bytes(blob)) != bytes(total):
        return "its text is damaged"
    return None


def _strays() -> Iterator[Damage]:
    """Keys of a generation that their place never had: they open nothing."""
    known = dict(Place.objects.values_list("id", "gen"))
    for item, place, gen in KeyItem.objects.values_list("item_id", "item__place_id", "gen").iterator(SOME):
        if gen != known.get(place, gen):
            yield Damage("item", str(item), "its key is of another time than its place")


def _is_sealed(blob: bytes) -> bool:
    return blob[: len(STARTS)] == STARTS and len(blob) > OVERHEAD


LOOKS: tuple[Callable[[], Iterator[Damage]], ...] = (_file, _tables, _places, _things, _strays)
