"""Where I stand: how clear and how sure a person was over time; and, when asked, on which days they lean how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from leanings.acts import desk, tool
from leanings.acts.desk import Found, Room
from leanings.content.loader import content_in
from leanings.core import checkin
from leanings.core.checkin import CheckIn
from leanings.core.filled import Filled
from leanings.core.leaning import DAY, GO, STAY, Leaning, leaning

TOOL = "stand"
CLEAR, SURE = "clarity", "confidence"  # its two lines that are drawn over time
NOT_FOR = ("part", "after")  # doors behind which nobody is asked on which days they lean how
LOOKED_AT = 366  # days of the diary: what was long ago says little about now
TIMES = 24  # times on a page: whole months, until there are as many
MOST = 800  # check-ins: whole months, until there are as many


@dataclass(frozen=True, slots=True)
class Time:
    """One time: its day, and how clear and how sure the person was; a text where they said so in another way."""

    item: UUID
    day: date
    clear: int | str | None
    sure: int | str | None


def times(room: Room, before: str | None = None) -> tuple[tuple[Time, ...], str | None]:
    """The times the tool was filled in, the oldest first, up to the newest or to the month given; and the month to look
    further back from."""
    page = tool.times(room, TOOL, before, enough=TIMES)
    return tuple(reversed(tuple(_times(page.found)))), page.earlier


def offers_days(room: Room) -> bool:
    """Whether this person is offered to see on which days they lean how."""
    return room.me.door not in NOT_FOR


def on_which_days(room: Room) -> Leaning:
    """The leaning on better and on harder days, of the last year."""
    since = room.today - timedelta(LOOKED_AT)
    found = desk.newest(room, checkin.WORD, _says_both, enough=MOST, down_to=since)
    return leaning(one.doc for one in found if isinstance(one.doc, CheckIn) and one.doc.day >= since)


def said_of(told: Leaning, language: str = "en") -> str:
    """The one sentence about both sides; empty where there are too few days."""
    if told.stay is None or told.go is None:
        return ""
    content = content_in(language)
    sides = {
        name: content.say("on_which_days", side.on_harder) for name, side in (("stay", told.stay), ("go", told.go))
    }
    return content.say("on_which_days", **sides)


def _says_both(doc: Mapping[str, Any]) -> bool:
    """Whether a check-in, as it was sealed, has an answer to how the day was and to both sides."""
    said = {one.get("line") for one in doc.get("answers", ()) if one.get("value") is not None}
    return said.issuperset((DAY, STAY, GO))


def _times(found: tuple[Found, ...]) -> Iterator[Time]:
    for one in found:
        assert isinstance(one.doc, Filled), "a tool is found as one"  # noqa: S101  # our own mistake
        yield Time(one.item, one.doc.day, one.doc.answer(CLEAR), one.doc.answer(SURE))
