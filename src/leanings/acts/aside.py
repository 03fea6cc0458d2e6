"""Of all that was put aside, the one whose morning comes first: found again without opening the others every time.

It is written down in the settings with a stamp of everything that lies aside, by ids and revisions. As soon as one of
these is another one, all are opened once more; what is written down is never trusted without its stamp.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from leanings.acts import desk
from leanings.acts.derived import stamp
from leanings.acts.desk import Found, Room
from leanings.core import unsent
from leanings.core.refusal import Refusal
from leanings.core.unsent import Unsent
from leanings.vault import store


@dataclass(frozen=True, slots=True)
class Morning:
    """The morning for which something was put aside."""

    until: date
    item: UUID


def first_morning(room: Room) -> Morning | None:
    """The morning that comes first, be it gone by; None where nothing waits for one."""
    lies = store.marks(room, unsent.WORD)
    if not lies:
        return None
    mark = stamp(lies).inputs
    if room.me.aside[:1] == (mark,):
        return _written_down(room.me.aside)
    found = first_of(desk.drawer(room, unsent.WORD))
    told = (mark,) if found is None else (mark, found.until.isoformat(), str(found.item))
    if not room.me_lost:
        with suppress(Refusal):  # where it cannot be written down now, it is found anew the next time
            desk.keep_me(room, replace(room.me, aside=told))
    return found


def first_of(aside: Iterable[Found]) -> Morning | None:
    """The first morning of these; of several on one day always the same."""
    mornings = [
        Morning(one.doc.until, one.item) for one in aside if isinstance(one.doc, Unsent) and one.doc.until is not None
    ]
    return min(mornings, key=lambda one: (one.until, one.item.int), default=None)


def _written_down(told: tuple[str, ...]) -> Morning | None:
    return Morning(date.fromisoformat(told[1]), UUID(told[2])) if len(told) > 1 else None
