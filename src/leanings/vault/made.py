"""What is only made from kept things, sealed like them: kept until one of those changes, and then gone with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import QuerySet

from leanings.core.kinds import MADE, value_of
from leanings.core.made import FROM, Made
from leanings.vault.items import open_all, put_all, rows
from leanings.vault.keys import drawer_token
from leanings.vault.models import Item, ItemBlob, KeyItem
from leanings.vault.room import Keys, Room, act_in


def inputs(room: Room) -> list[tuple[UUID, int]]:
    """The ids and revisions of everything that things are made from, in one order: what they say changes with them."""
    there = Item.objects.filter(place_id=room.place, drawer__in=_from(room)).order_by("id")
    return [(item, int(rev)) for item, rev in there.values_list("id", "rev")]


def are_inputs(room: Room, least: int) -> bool:
    """Whether there are at least so many things that things are made from; no more of them are counted."""
    return Item.objects.filter(place_id=room.place, drawer__in=_from(room))[:least].count() >= least


def all_made(room: Room) -> list[Made]:
    """What is there; what cannot be opened or read is passed over, since it can be made again."""
    return [one for _, one in _opened(room)]


def keep_made(room: Room, made: Iterable[Made], keys: Collection[str], before: list[tuple[UUID, int]]) -> bool:
    """Keep these and let go of all whose key is not among `keys`, and of what cannot be opened; False, and nothing
    kept, where what they were made from is no longer what it was `before`."""
    with act_in(room):
        if inputs(room) != before:
            return False
        still = {one.key: item for item, one in _opened(room) if one.key in keys}
        _take_out(_there(room.place, room.keys).exclude(id__in=list(still.values())))
        put_all(room.place, room.keys, {one.key: one for one in made if one.key not in still}.values())
    return True


def unmake(place: UUID, keys: Keys) -> None:
    """Let go of everything that was made. Belongs inside an act."""
    _take_out(_there(place, keys))


def unmake_from(room: Room, words: Iterable[str]) -> None:
    """Let go of it where a thing of one of these words is kept or erased. Belongs inside an act."""
    if FROM.intersection(words):
        unmake(room.place, room.keys)


def feeds(room: Room, drawer: bytes) -> bool:
    """Whether what lies in the drawer of this token is what things are made from."""
    return drawer in _from(room)


def _from(room: Room) -> list[bytes]:
    return [drawer_token(room.keys.drawer, word) for word in sorted(FROM)]


def _there(place: UUID, keys: Keys) -> QuerySet[Item]:
    return Item.objects.filter(place_id=place, drawer=drawer_token(keys.drawer, MADE))


def _opened(room: Room) -> list[tuple[UUID, Made]]:
    opened, _ = open_all(room.place, room.keys, rows(_there(room.place, room.keys)))
    found = []
    for each in opened:
        try:
            value = value_of(each.doc)
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
        if isinstance(value, Made):
            found.append((each.item, value))
    return found


def _take_out(gone: QuerySet[Item]) -> None:
    """Keys first, as with everything that is erased; no tombstone, since nobody erased it."""
    items = list(gone.values_list("id", flat=True))
    KeyItem.objects.filter(item_id__in=items).delete()
    ItemBlob.objects.filter(item_id__in=items).delete()
    Item.objects.filter(id__in=items).delete()
