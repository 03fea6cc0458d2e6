"""Looking for damage. Without any passphrase: what SQLite says, what should lie where, and the sums of what is sealed.

Whoever looks learns the ids of damaged things, which mean nothing to anyone else, and nothing that stands in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple, TypeGuard
from uuid import UUID

from django.apps import apps
from django.db import DatabaseError, connection
from django.db.models import CharField
from django.db.models.functions import Cast

from leanings.core.everything import value_or_text
from leanings.vault.items import open_all, rows
from leanings.vault.keys import drawer_token, shelf_token
from leanings.vault.models import Item, KeySlot, Place, Tombstone
from leanings.vault.passphrase import TooCheap, recipe_from
from leanings.vault.room import Room
from leanings.vault.seal import OVERHEAD, STARTS, check_sum
from leanings.vault.slots import DRAWER, ENVELOPES, PASSPHRASE, SIGNATURES

NEEDED = (PASSPHRASE, ENVELOPES, SIGNATURES, DRAWER)
SOME = 500  # things at a time
# What a row of a damaged page may raise: the page cannot be read, or what stands in it is no id, no number, no bytes.
UNREADABLE = (DatabaseError, ValueError, TypeError, OverflowError)


class Damage(NamedTuple):
    """Something that is not as it was written: the database, a table, a place, or a thing (`item`), and its id."""

    what: str
    id: str
    why: str


def damages() -> Iterator[Damage]:
    """All that can be found without a passphrase."""
    for look in (_file, _tables, _places, _things):
        try:
            yield from look()
        except UNREADABLE:
            yield Damage("database", "", "it cannot be read to its end")


def damaged_in(room: Room) -> Iterator[Damage]:
    """What does not open in one place, or lies where no page looks for it: only its keys can tell."""
    if room.me_lost:
        yield Damage("place", str(room.place), "its settings do not open")
    there = Item.objects.filter(place_id=room.place)
    opened, lost = open_all(room.place, room.keys, rows(there))
    for item in lost:
        yield Damage("item", str(item), "it does not open")
    tokens = {item: (bytes(drawer), bytes(shelf)) for item, drawer, shelf in there.values_list("id", "drawer", "shelf")}
    for found in opened:
        value, key = value_or_text(found.doc), room.keys.drawer
        if tokens[found.item] != (drawer_token(key, value.word), shelf_token(key, value.word, value.day)):
            yield Damage("item", str(found.item), "it opens, but lies where no page looks for it")


def _file() -> Iterator[Damage]:
    """What SQLite says of its own file."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(1)")
        if cursor.fetchone() != ("ok",):
            yield Damage("database", "", "its structure is damaged")
        cursor.execute("PRAGMA foreign_key_check")
        for table in sorted({str(row[0]) for row in cursor.fetchall()}):
            yield Damage("table", table, "it has rows whose owner is gone")


def _tables() -> Iterator[Damage]:
    """Tables that are gone, or that have a page which cannot be read."""
    there = connection.introspection.table_names()
    for model in apps.get_app_config("vault").get_models():
        table = model._meta.db_table
        if table not in there:
            yield Damage("table", table, "it is not there")
            continue
        try:
            model._default_manager.count()
        except DatabaseError:
            yield Damage("table", table, "it cannot be read to its end")


def _places() -> Iterator[Damage]:
    """Places without a slot that every place has, or with one that was not sealed by us; erased ones need none."""
    slots: dict[UUID, dict[str, object]] = {}
    for place, kind, blob in KeySlot.objects.values_list("place_id", "kind", "blob"):
        slots.setdefault(place, {})[kind] = blob
    erased = set(Tombstone.objects.values_list("id", flat=True))
    for place, kdf in Place.objects.values_list("id", "kdf"):
        if place in erased:
            continue
        mine = slots.get(place, {})
        for kind in NEEDED:
            if kind not in mine:
                yield Damage("place", str(place), f"its slot “{kind}” is not there")
        for kind in (kind for kind, sealed in mine.items() if not _is_sealed(sealed)):
            yield Damage("place", str(place), f"its slot “{kind}” is damaged")
        if not _is_recipe(kdf):
            yield Damage("place", str(place), "how its passphrase is stretched is damaged")


def _things() -> Iterator[Damage]:
    """Things without their key, without the text of their revision, or whose text is not what was written."""
    left = iter(list(Item.objects.annotate(hex=Cast("id", CharField())).values_list("hex", flat=True)))
    while some := list(islice(left, SOME)):
        try:
            yield from list(_among(some))
        except UNREADABLE:
            yield from _one_by_one(some)


def _one_by_one(some: Sequence[str]) -> Iterator[Damage]:
    """The same where a row among them cannot be read, so that the others still are."""
    for item in some:
        try:
            yield from list(_among([item]))
        except UNREADABLE:
            yield Damage("item", item, "it cannot be read")


def _among(some: Sequence[str]) -> Iterator[Damage]:
    columns = ("place_id", "place__gen", "rev", "keyitem__gen", "keyitem__blob")
    text = ("itemblob__rev", "itemblob__blob", "itemblob__sum")
    for item, *row in Item.objects.filter(id__in=[UUID(one) for one in some]).values_list("id", *columns, *text):
        why = _why(item, *row)
        if why is not None:
            yield Damage("item", str(item), why)


def _why(
    item: UUID,
    place: UUID,
    gen: int,
    rev: int,
    key_gen: int | None,
    key: object,
    blob_rev: int | None,
    blob: object,
    total: object,
) -> str | None:
    """What is wrong with a thing, as far as that can be told from outside."""
    if key is None:
        return "its key is not there"
    if key_gen != gen or not _is_sealed(key):
        return "its key is damaged"
    if blob is None or blob_rev != rev:
        return "its text is not there"
    if not _is_bytes(blob) or not _is_bytes(total):
        return "its text is damaged"
    right = check_sum("item_blob", item.bytes, place.bytes, rev, bytes(blob))
    return None if right == bytes(total) else "its text is damaged"


def _is_sealed(blob: object) -> bool:
    return _is_bytes(blob) and len(blob) > OVERHEAD and bytes(blob[: len(STARTS)]) == STARTS


def _is_bytes(column: object) -> TypeGuard[bytes | memoryview]:
    return isinstance(column, bytes | memoryview)


def _is_recipe(kdf: str) -> bool:
    try:
        recipe_from(kdf)
    except (ValueError, KeyError, TypeError, TooCheap):
        return False
    return True
