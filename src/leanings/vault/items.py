"""Things in and out of the database: sealed on the way in, opened on the way out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.db import DatabaseError
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast

from leanings.core.document import Document
from leanings.core.kinds import SELF, schema_of
from leanings.core.refusal import Refusal
from leanings.vault.keys import drawer_token, new_key, pack, shelf_token
from leanings.vault.models import Item, ItemBlob, KeyItem
from leanings.vault.room import Found, Keys
from leanings.vault.seal import CannotBeOpened, beside, check_sum, pad, seal, unpad, unseal, unsealer
from leanings.vault.turnstile import CannotRead, is_damage

SELF_BUCKET = 16_384  # every self document is as long as any other
COLUMNS = ("hex", "rev", "keyitem__blob", "itemblob__rev", "itemblob__schema", "itemblob__blob")
LONGEST = 1 << 20  # bytes of one document
# What was said about being safe, as if nothing had been, and the bytes that all of it may take.
UNSAID, SAYING = {"afraid": None, "safety": ()}, 192


class TooLong(Refusal):
    """A text that is longer than one thing may be."""

    def __init__(self) -> None:
        super().__init__("This text is longer than a thick book, so it was not kept. Split it, and keep it in parts.")


class Row(NamedTuple):
    """A sealed thing as it lies in the database, under the bytes of its id; what is missing is None."""

    item: bytes
    rev: int
    key: bytes | None
    blob_rev: int | None
    schema: int | None
    blob: bytes | None


class Sealed(NamedTuple):
    """A thing ready to be written: its row, its wrapped key, its blob."""

    item: Item
    key: KeyItem
    blob: ItemBlob


def put(place: UUID, keys: Keys, doc: Document, once: bytes | None = None) -> UUID:
    """Write a new thing. Belongs inside an act."""
    sealed = sealed_as(place, keys, doc, uuid4(), 1, once)
    for row in sealed:
        row.save(force_insert=True)
    return sealed.item.id


def put_all(place: UUID, keys: Keys, documents: Iterable[Document]) -> None:
    """Write many new things. Belongs inside an act."""
    sealed = [sealed_as(place, keys, doc, uuid4(), 1, None) for doc in documents]
    Item.objects.bulk_create([each.item for each in sealed], batch_size=500)
    KeyItem.objects.bulk_create([each.key for each in sealed], batch_size=500)
    ItemBlob.objects.bulk_create([each.blob for each in sealed], batch_size=500)


def put_again(place: UUID, keys: Keys, doc: Document, item: UUID, rev: int, once: bytes | None = None) -> None:
    """Write the next revision of a thing: the key and the text of the one before are gone. Belongs inside an act."""
    KeyItem.objects.filter(item_id=item).delete()
    ItemBlob.objects.filter(item_id=item).delete()
    sealed = sealed_as(place, keys, doc, item, rev, once)
    sealed.item.save(force_update=True)
    sealed.key.save(force_insert=True)
    sealed.blob.save(force_insert=True)


def sealed_as(place: UUID, keys: Keys, doc: Document, item: UUID, rev: int, once: bytes | None) -> Sealed:
    """A document under a content key of its own, which lies under the User Key."""
    drawer, shelf = drawer_token(keys.drawer, doc.word), shelf_token(keys.drawer, doc.word, doc.day)
    key, mapping = new_key(), doc.as_doc()
    schema, text = schema_of(mapping), as_bytes(mapping)
    if len(text) > LONGEST:
        raise TooLong
    if doc.word == SELF:  # else an answer could be what makes a full one longer by a bucket
        text = text.ljust(len(as_bytes({**mapping, **UNSAID})) + SAYING)
    padded = pad(text, SELF_BUCKET if doc.word == SELF else 0)
    blob = seal(key, padded, _bound("item_blob", item.bytes, place.bytes, rev, schema))
    wrapped = seal(keys.user, key, _bound("key_item", item.bytes, place.bytes, rev), generation=keys.gen)
    total = check_sum("item_blob", item.bytes, place.bytes, rev, blob)
    return Sealed(
        Item(id=item, place_id=place, drawer=drawer, shelf=shelf, rev=rev, once=once),
        KeyItem(item_id=item, gen=keys.gen, blob=wrapped),
        ItemBlob(item_id=item, rev=rev, schema=schema, blob=blob, sum=total),
    )


def rows(found: QuerySet[Item]) -> Iterator[Row]:
    """The sealed rows of a query, without a model object, and without an id object, for each: they may be thousands."""
    columns = found.annotate(hex=Cast("id", CharField())).values_list(*COLUMNS)
    try:
        for item, rev, key, blob_rev, schema, blob in columns.iterator(chunk_size=2000):
            yield Row(bytes.fromhex(item.replace("-", "")), rev, _bytes(key), blob_rev, schema, _bytes(blob))
    except DatabaseError as fault:
        if is_damage(fault):
            raise CannotRead from None
        raise


def _bytes(column: bytes | memoryview | None) -> bytes | None:
    return None if column is None else bytes(column)


def opener(place: UUID, keys: Keys) -> Callable[[Row], bytes]:
    """What opens the sealed rows of a place: from a row to its text, refused when anything is not as it was sealed."""
    unwrap = unsealer(keys.user)
    owner = place.bytes

    def open_text(row: Row) -> bytes:
        if row.key is None or row.blob is None or row.blob_rev != row.rev:
            raise CannotBeOpened
        key = unwrap(row.key, _bound("key_item", row.item, owner, row.rev))
        return unpad(unseal(key, row.blob, _bound("item_blob", row.item, owner, row.rev, row.schema)))

    return open_text


def open_row(place: UUID, keys: Keys, row: Row) -> Found:
    """The mapping of a sealed row."""
    return Found(UUID(bytes=row.item), row.rev, json.loads(opener(place, keys)(row)))


def open_all(place: UUID, keys: Keys, found: Iterable[Row]) -> tuple[list[Found], list[UUID]]:
    """What can be opened, and the ids of what cannot; one damaged thing keeps nobody from the rest."""
    open_text = opener(place, keys)
    opened: list[Found] = []
    damaged: list[UUID] = []
    for row in found:
        try:
            opened.append(Found(UUID(bytes=row.item), row.rev, json.loads(open_text(row))))
        except CannotBeOpened:
            damaged.append(UUID(bytes=row.item))
    return opened, damaged


def rewrapped(place: UUID, old: Keys, new: Keys, row: Row) -> bytes:
    """A row's content key under a new User Key."""
    if row.key is None:
        raise CannotBeOpened
    bound = _bound("key_item", row.item, place.bytes, row.rev)
    return seal(new.user, unseal(old.user, row.key, bound), bound, generation=new.gen)


def as_bytes(doc: Mapping[str, Any]) -> bytes:
    """A mapping as text: one form for one mapping, letters as they are, so that a word can be looked for in it."""
    return json.dumps(doc, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _bound(table: str, item: bytes, place: bytes, rev: int, schema: int | None = None) -> bytes:
    """As `beside` packs it; what stays the same from row to row is packed once."""
    return _before(table) + item + _after(place, rev, schema)


@cache
def _before(table: str) -> bytes:
    return beside(table) + (16).to_bytes(4, "big")


@lru_cache(4096)
def _after(place: bytes, rev: int, schema: int | None) -> bytes:
    return pack(place, str(rev)) if schema is None else pack(place, str(rev), str(schema))
