"""Something written and not sent: put aside until a morning the person chose. Nothing anywhere can send it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from leanings.core.refusal import Refusal

WORD = "unsent"
VERSION = 1

SOON = (1, 3, 7)  # the mornings offered by name: the next one, in three days, in a week
FURTHEST = 366  # days: what is put aside for longer would be forgotten, not put aside


class NoSuchMorning(Refusal):
    """A morning that has begun already, or lies more than a year away."""


@dataclass(frozen=True, slots=True)
class Unsent:
    """The words, the day they were written, and the morning they come back on; None when they lie without a morning."""

    word: ClassVar[str] = WORD

    day: date
    entered: str
    words: str
    until: date | None

    def as_doc(self) -> dict[str, Any]:
        """The mapping that is sealed."""
        until = self.until.isoformat() if self.until else None
        return {"word": WORD, "v": VERSION, **asdict(self), "day": self.day.isoformat(), "until": until}

    def text(self) -> str:
        """What the person wrote."""
        return self.words


def waits(unsent: Unsent, today: date) -> bool:
    """Whether its morning is still to come."""
    return unsent.until is not None and today < unsent.until


def due(unsent: Unsent, today: date) -> bool:
    """Whether its morning has come; what lies without a morning is never due."""
    return unsent.until is not None and unsent.until <= today


def morning(today: date, days: int) -> date:
    """The morning so many days from now; a night before the day turns still belongs to the day that ends."""
    return check_morning(today + timedelta(days=days), today)


def check_morning(until: date, today: date) -> date:
    """The same morning; refused when it is here already or more than a year away."""
    if not timedelta(days=1) <= until - today <= timedelta(days=FURTHEST):
        raise NoSuchMorning("Pick a morning between tomorrow and a year from now.")
    return until


def from_doc(doc: Mapping[str, Any]) -> Unsent:
    """The value of a mapping of the present version."""
    until = doc["until"]
    return Unsent(
        day=date.fromisoformat(doc["day"]),
        entered=str(doc["entered"]),
        words=str(doc["words"]),
        until=None if until is None else date.fromisoformat(until),
    )


def upgrade(doc: Mapping[str, Any], from_v: int) -> Mapping[str, Any]:
    """The mapping of an earlier version in the present shape."""
    del from_v  # there is one version so far
    return doc
