"""Writing: what the last entries give reason to offer before the next one."""

from __future__ import annotations

from leanings.acts import desk
from leanings.acts.desk import Room
from leanings.content.loader import content_in
from leanings.core import journal
from leanings.core.journal import JournalEntry, Offer


def offer(room: Room) -> Offer | None:
    """What is quietly offered to this person; mostly nothing."""
    entries = [found.doc for found in desk.page(room, journal.WORD).found]
    why = content_in(room.me.language).words["journal"]["why"]
    return journal.offer([entry for entry in entries if isinstance(entry, JournalEntry)], why)
