"""What is only made from kept things, sealed like them: kept until one of those changes, and then gone with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import QuerySet

from leanings.core.kinds import MADE, value_of
from leanings.core.made import FROM, Made
from leanings.vault.items import open_all, put, rows
from leanings.vault.keys import drawer_token
from leanings.vault.models import Item, ItemBlob, KeyItem
from leanings.vault.room import Room, act_in


def inputs(room: Room) -> list[tuple[UUID, int]]:
    """The ids and revisions of everything that things are made from, in one order: what they say changes with them."""
    there = Item.objects.filter(place_id=room.place, drawer__in=_from(room)).order_by("id")
    return [(item, int(rev)) for item, rev in there.values_list("id", "rev")]


def all_made(room: Room) -> list[Made]:
    """What is there; what cannot be opened or read is passed over, since it can be made again."""
    opened, _ = open_all(room.place, room.keys, rows(_there(room)))
    found = []
    for each in opened:
        try:
            value = value_of(each.doc)
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
        if isinstance(value, Made):
            found.append(value)
    return found


def keep_made(room: Room, made: Iterable[Made], keys: Collection[str], before: list[tuple[UUID, int]]) -> bool:
    """Keep these and let go of those whose key is not among `keys`; False, and nothing kept, where what they were made
    from is no longer what it was `before`."""
    with act_in(room):
        if inputs(room) != before:
            return False
        here = all_made(room)
        still = {one.name: one for one in here if one.key in keys}
        fresh = {one.name: one for one in made}
        if len(here) != len(still) or fresh:
            unmake(room)
            for one in (still | fresh).values():
                put(room.place, room.keys, one)
    return True


def unmake(room: Room) -> None:
    """Let go of everything that was made. Belongs inside an act."""
    there = list(_there(room).values_list("id", flat=True))
    KeyItem.objects.filter(item_id__in=there).delete()
    ItemBlob.objects.filter(item_id__in=there).delete()
    Item.objects.filter(id__in=there).delete()


def unmake_from(room: Room, words: Iterable[str]) -> None:
    """Let go of it where a thing of one of these words is kept or erased. Belongs inside an act."""
    if FROM.intersection(words):
        unmake(room)


def feeds(room: Room, drawer: bytes) -> bool:
    """Whether what lies in the drawer of this token is what things are made from."""
    return drawer in _from(room)


def _from(room: Room) -> list[bytes]:
    return [drawer_token(room.keys.drawer, word) for word in sorted(FROM)]


def _there(room: Room) -> QuerySet[Item]:
    return Item.objects.filter(place_id=room.place, drawer=drawer_token(room.keys.drawer, MADE))
