"""Taking everything out, and bringing it back: all of a place at once, whichever word it is of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from leanings.core.document import Document
from leanings.core.everything import as_line, value_or_text
from leanings.core.me import Me
from leanings.vault.items import open_all, rows
from leanings.vault.room import Room, act_in
from leanings.vault.store import keep_all, own_items


def everything(room: Room) -> tuple[list[Document], list[UUID]]:
    """Every thing of a place, of later versions too, and the ids of what cannot be opened; without the settings, and
    without what is only made from those things."""
    opened, damaged = open_all(room.place, room.keys, rows(own_items(room)))
    return [value_or_text(found.doc) for found in opened], damaged


def keep_missing(room: Room, documents: Sequence[Document], me: Me | None) -> int:
    """Keep those that are not there yet, and perhaps the settings, all or none; how many were kept.

    A thing that says the same is the same thing. What stands there twice is there twice.
    """
    with act_in(room):  # with the looking inside it, so that the same file twice at once is kept once
        there = Counter(map(as_line, everything(room)[0]))
        missing = []
        for document in documents:
            line = as_line(document)
            there[line] -= 1
            if there[line] < 0:
                missing.append(document)
        keep_all(room, missing, me)
    return len(missing)
