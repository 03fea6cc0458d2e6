"""What stands on the three cards of Now: one thing that is next, where the person stood last, and the check-in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias
from uuid import UUID

from leanings.acts import desk, opening
from leanings.acts.desk import Found, Room
from leanings.core import sheet, unsent
from leanings.core.unsent import Unsent, due
from leanings.vault import made

TWO_WEEKS = 14  # entries from which on the page of what a diary shows is named here

What: TypeAlias = Literal["aside", "again", "draft", "morning", "nothing"]


@dataclass(frozen=True, slots=True)
class Next:
    """The one thing that is next, and where it lies: `item` was put aside and its morning has come, `path` is the page
    of a form that was not kept. Else it is the two questions, now or on a morning to come, or nothing.
    """

    what: What
    item: UUID | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Cards:
    """The first two cards; the third never changes. `shows`: there are two weeks of entries."""

    next: Next
    stood: Found | None
    shows: bool = False


def cards(room: Room) -> Cards:
    """The cards of today."""
    path = next((draft.path for draft in opening.waiting(room)), None)
    kept = desk.page(room, sheet.WORD).found
    return Cards(
        next=what_is_next(desk.drawer(room, unsent.WORD), room.me.again, path, room.today),
        stood=kept[0] if kept else None,
        shows=_two_weeks(room),
    )


def what_is_next(aside: Iterable[Found], again: str | None, path: str | None, today: date) -> Next:
    """One thing only, always in the same order; of several things put aside, the one whose morning came first."""
    come = [(one.doc.until, one.item) for one in aside if isinstance(one.doc, Unsent) and due(one.doc, today)]
    if come:
        return Next("aside", item=min(come, key=lambda pair: (str(pair[0]), pair[1].int))[1])
    if again is not None and again <= today.isoformat():
        return Next("again")
    if path is not None:
        return Next("draft", path=path)
    return Next("nothing" if again is None else "morning")


def _two_weeks(room: Room) -> bool:
    """Whether a diary may have something to show: as many entries as two weeks have days. They are only counted."""
    return len(made.inputs(room)) >= TWO_WEEKS
