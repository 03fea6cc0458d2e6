"""Rotation: fresh keys of every kind, and every content key under them. No kept text is sealed anew.

And mending: what is damaged among the keys that lie under the User Key is made anew, since nothing but it is needed.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from leanings.core.everything import value_or_text
from leanings.vault import made, notes
from leanings.vault.items import Row, open_row, rewrapped, rows
from leanings.vault.keys import drawer_token, new_key, shelf_token
from leanings.vault.models import Item, KeyItem, Place
from leanings.vault.room import Keys
from leanings.vault.seal import CannotBeOpened
from leanings.vault.slots import DRAWER, keys_of, mend_pairs, new_keys, put_slot


def mended(place: UUID, user: bytes, gen: int) -> Keys:
    """The keys of a place that is being opened, with what was damaged among them made anew. Belongs inside an act."""
    mend_pairs(place, user, gen)
    try:
        return keys_of(place, user)
    except CannotBeOpened:
        keys = Keys(gen, user, new_key())
    put_slot(place, DRAWER, gen, user, keys.drawer)
    _rename(place, keys, keys, {row.item: row for row in rows(Item.objects.filter(place_id=place))})
    return keys


def rotate(place: UUID, old: Keys) -> Keys:
    """Give a place fresh keys. Belongs inside an act. What is damaged already stays as it is."""
    made.unmake(place, old)  # it can be made again, under the new keys alone
    waiting = notes.drafts(place, old)
    keys = new_keys(Place.objects.get(id=place), old.gen + 1)
    sealed = {row.item: row for row in rows(Item.objects.filter(place_id=place))}
    _rename(place, old, keys, sealed)
    _rewrap(place, old, keys, sealed)
    notes.drop_all(place)
    for draft in waiting:
        notes.put_draft(place, draft)
    return keys


def _rewrap(place: UUID, old: Keys, keys: Keys, sealed: dict[bytes, Row]) -> None:
    wrapped = []
    for row in sealed.values():
        if row.key is not None:
            try:
                wrapped.append(
                    KeyItem(item_id=UUID(bytes=row.item), gen=keys.gen, blob=rewrapped(place, old, keys, row))
                )
            except CannotBeOpened:
                wrapped.append(KeyItem(item_id=UUID(bytes=row.item), gen=old.gen, blob=row.key))
    KeyItem.objects.filter(item__place_id=place).delete()
    KeyItem.objects.bulk_create(wrapped, batch_size=500)


def _rename(place: UUID, old: Keys, keys: Keys, sealed: dict[bytes, Row]) -> None:
    """New tokens, shelf by shelf: things on one shelf have one word and one month, so one of them tells for all."""
    shelves: dict[bytes, list[UUID]] = {}
    for item, shelf in Item.objects.filter(place_id=place).values_list("id", "shelf"):
        shelves.setdefault(bytes(shelf), []).append(item)
    for shelf, items in shelves.items():
        told = next((told for item in items if (told := _told(place, old, sealed[item.bytes])) is not None), None)
        if told is not None:
            word, day = told
            drawer, fresh = drawer_token(keys.drawer, word), shelf_token(keys.drawer, word, day)
            Item.objects.filter(place_id=place, shelf=shelf).update(drawer=drawer, shelf=fresh, once=None)


def _told(place: UUID, keys: Keys, row: Row) -> tuple[str, date] | None:
    try:
        value = value_or_text(open_row(place, keys, row).doc)
    except CannotBeOpened:
        return None
    return value.word, value.day
