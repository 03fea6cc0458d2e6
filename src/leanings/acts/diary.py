"""Leafing through the diary: check-ins, words and turning points together, by months, the newest first."""

from __future__ import annotations

from datetime import date

from leanings.acts import desk
from leanings.acts.desk import Found, Page, Room
from leanings.core import checkin, journal, turning

WORDS = (checkin.WORD, journal.WORD, turning.WORD)


def leaf(room: Room, before: str | None = None) -> Page:
    """Whole months of all three, from the newest or from the month given as YYYY-MM."""
    pages = [desk.page(room, word, before) for word in WORDS]
    # Each word goes as far back as it needs to; what the others have not told yet waits for the next leaf.
    earlier = max((page.earlier for page in pages if page.earlier), default="")
    found = [one for page in pages for one in page.found if f"{one.doc.day:%Y-%m}" > earlier]
    return Page(tuple(sorted(found, key=_age, reverse=True)), earlier or None, sum(page.damaged for page in pages))


def _age(found: Found) -> tuple[date, str, int]:
    """Its day, then the minute it was written, then its id, so that the order never changes of itself."""
    return found.doc.day, str(getattr(found.doc, "entered", "")), found.item.int
