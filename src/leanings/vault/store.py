"""The store: keeping, finding and erasing in an open room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from leanings.core.document import Document
from leanings.core.everything import value_or_text
from leanings.core.kinds import MADE, SELF
from leanings.core.me import Me
from leanings.core.refusal import Refusal
from leanings.core.unknown import Unknown
from leanings.vault import made, notes
from leanings.vault.items import Row, open_all, open_row, opener, put, put_again, put_all, rows
from leanings.vault.keys import drawer_token, once_token, shelf_token
from leanings.vault.models import Item, ItemBlob, KeyItem, Tombstone
from leanings.vault.once import already
from leanings.vault.places import WrittenLater, keep_me
from leanings.vault.room import Found, Room, act_in
from leanings.vault.seal import CannotBeOpened


class NotHere(Refusal):
    """No such thing in this room: never was, erased, or somebody else's."""

    def __init__(self) -> None:
        super().__init__("There is nothing here.")


class Conflict(Refusal):
    """Somebody, perhaps the same person in another tab, saved meanwhile; `found` is what they saved."""

    def __init__(self, found: Found) -> None:
        super().__init__("This was changed somewhere else meanwhile. Both texts are here, and nothing is lost.")
        self.found = found


def keep(room: Room, doc: Document, once: str, item: UUID | None = None, rev: int | None = None) -> tuple[UUID, int]:
    """Keep a new thing, or revision `rev` + 1 of one that is there; the same form again changes nothing."""
    token = once_token(room.keys.drawer, once)
    with act_in(room):
        before = already(room.place, room.keys, once)
        if before is not None:
            return before
        notes.drop_draft(room.place, once)
        made.unmake_from(room, [doc.word])
        if item is None:
            return put(room.place, room.keys, doc, token), 1
        present = find(room, item)
        if rev != present.rev:
            raise Conflict(present)
        if isinstance(value_or_text(present.doc), Unknown):
            raise WrittenLater
        put_again(room.place, room.keys, doc, item, present.rev + 1, token)
        return item, present.rev + 1


def keep_all(room: Room, documents: Sequence[Document], me: Me | None = None) -> None:
    """Keep many new things, and perhaps the settings with them: all or none."""
    with act_in(room):
        made.unmake_from(room, {document.word for document in documents})
        put_all(room.place, room.keys, documents)
        if me is not None:
            keep_me(room, me)


def keep_settings(room: Room, me: Me) -> None:
    """Keep the settings of a room."""
    with act_in(room):
        keep_me(room, me)


def find(room: Room, item: UUID) -> Found:
    """One thing of this room; the self document is none."""
    row = next(rows(own_items(room).filter(id=item)), None)
    if row is None:
        raise NotHere
    return open_row(room.place, room.keys, row)


def replace_all(room: Room, items: Sequence[UUID], documents: Sequence[Document]) -> None:
    """Keep many new things in the place of others, which are erased for good: all of it or nothing."""
    with act_in(room):
        forget_all(room, items)
        keep_all(room, documents)


def forget(room: Room, item: UUID) -> None:
    """Erase one thing for good, key first; silent when it is gone already."""
    forget_all(room, [item])


def forget_all(room: Room, items: Sequence[UUID]) -> None:
    """Erase things for good, all of them or none, keys first, with what was made from them; silent about those that
    are gone already."""
    with act_in(room, must=True):
        there = dict(own_items(room).filter(id__in=items).values_list("id", "drawer"))
        if any(made.feeds(room, bytes(drawer)) for drawer in there.values()):
            made.unmake(room.place, room.keys)
        KeyItem.objects.filter(item_id__in=list(there)).delete()
        ItemBlob.objects.filter(item_id__in=list(there)).delete()
        Item.objects.filter(id__in=list(there)).delete()
        Tombstone.objects.bulk_create([Tombstone(id=item, day=room.today) for item in there])


def drawer(room: Room, word: str) -> tuple[list[Found], list[UUID]]:
    """Everything of one word, and the ids of what cannot be opened."""
    token = drawer_token(room.keys.drawer, word)
    return _opened(room, Item.objects.filter(place_id=room.place, drawer=token), word)


def shelf(room: Room, word: str, month: date) -> tuple[list[Found], list[UUID]]:
    """Everything of one word in one month, and the ids of what cannot be opened."""
    token = shelf_token(room.keys.drawer, word, month)
    return _opened(room, Item.objects.filter(place_id=room.place, shelf=token), word, month)


def shelves(room: Room, word: str | None = None) -> set[bytes]:
    """The tokens of all shelves that hold something, of one word or of every one."""
    found = own_items(room)
    if word is not None:
        found = found.filter(drawer=drawer_token(room.keys.drawer, word))
    return {bytes(shelf) for shelf in found.values_list("shelf", flat=True).distinct()}


def marks(room: Room, word: str) -> list[tuple[UUID, int]]:
    """The ids and revisions of everything of one word, in one order: while they stay, so does what lies there."""
    there = Item.objects.filter(place_id=room.place, drawer=drawer_token(room.keys.drawer, word)).order_by("id")
    return [(item, int(rev)) for item, rev in there.values_list("id", "rev")]


def own_items(room: Room) -> QuerySet[Item]:
    """The rows of what a person keeps: not the self document, nor what is only made from other things."""
    others = [drawer_token(room.keys.drawer, word) for word in (SELF, MADE)]
    return Item.objects.filter(place_id=room.place).exclude(drawer__in=others)


def texts(room: Room, on: set[bytes]) -> Iterator[tuple[Row, bytes]]:
    """Everything on these shelves as opened text, not yet read as mappings; what cannot be opened is passed over."""
    open_text = opener(room.place, room.keys)
    for row in rows(own_items(room).filter(shelf__in=on)):
        try:
            yield row, open_text(row)
        except CannotBeOpened:
            continue


def _opened(room: Room, found: QuerySet[Item], word: str, month: date | None = None) -> tuple[list[Found], list[UUID]]:
    """What lies in a drawer or on a shelf. Tokens are not sealed: what somebody moved there from elsewhere says so
    itself, and is not taken for what it is not."""
    opened, damaged = open_all(room.place, room.keys, rows(found))
    right = []
    for each in opened:
        elsewhere = month is not None and str(each.doc.get("day", month))[:7] != f"{month:%Y-%m}"
        if elsewhere or each.doc.get("word") != word:
            damaged.append(each.item)
        else:
            right.append(each)
    return right, damaged
