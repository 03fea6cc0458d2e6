"""Forms that come in twice: known again by a token of theirs, for a week."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from leanings.core.day import minute
from leanings.vault.items import open_all, rows
from leanings.vault.keys import once_token
from leanings.vault.models import Item
from leanings.vault.room import Keys

KEPT_DAYS = 7


def already(place: UUID, keys: Keys, once: str) -> tuple[UUID, int] | None:
    """The thing this very form made or changed before, and its revision."""
    found = Item.objects.filter(place_id=place, once=once_token(keys.drawer, once)).values_list("id", "rev").first()
    return (found[0], int(found[1])) if found else None


def let_go_of_old(place: UUID, keys: Keys, now: datetime) -> None:
    """Drop the tokens of more than a week ago. When a thing was written is sealed in it. Belongs inside an act."""
    oldest = minute(now - timedelta(days=KEPT_DAYS))
    opened, _ = open_all(place, keys, rows(Item.objects.filter(place_id=place, once__isnull=False)))
    old = [found.item for found in opened if str(found.doc.get("entered", "")) < oldest]
    Item.objects.filter(id__in=old).update(once=None)
