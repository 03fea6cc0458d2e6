"""The self document: what a person set for their place, and what nobody may see from outside that they set.

It is made with the place, is always the same size, and is written anew at every opening, changed or not. So an answer
put here adds no row, no size and no moment to what someone who looks at the disk can see.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, ClassVar

from leanings.core import shows
from leanings.core.shows import NOTHING_CHOSEN, Shows

WORD = "self"
VERSION = 1
IDLE = (2, 5, 10, 30)  # minutes after which a place locks itself: the choices there are


@dataclass(frozen=True, slots=True)
class Someone:
    """Someone to turn to, and how to reach them; both in the person's own words."""

    name: str
    reach: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What helps in a low moment, in the person's own words, in the order in which it may be tried."""

    signs: str = ""
    alone: str = ""
    places: str = ""
    people: str = ""
    lines: str = ""
    safer: str = ""


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A question of one's own. Another wording is another version; answers keep the wording they were given to."""

    id: str
    version: int
    label: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Me:
    """Settings and what must leave no trace.

    `turn` is the hour a day ends, `idle` the minutes until the place locks, `door` where the person is now, `lines` the
    three questions asked every time (none: those the door suggests), `off` the questions switched off, `again` the day
    on which the first two questions are asked once more, `shows` what they see of their diary, `afraid` what they
    said about being afraid of someone or checked on, where they wished that to be kept. `door_since` is the day on
    which the door was chosen or said to be right still, `later` the day on which what is next was left for another
    day, `come` how far the days they set have been let be, `left_out` the tools of the path not to be offered, `aside`
    which of what they put aside has the first morning, behind the stamp of all of it.
    `safety` is what they answered to the full questions, `low` what helps them in a low moment, `plan` what they want
    to tell themselves then, `on` the questions of the check-in that are asked by wish alone.
    """

    word: ClassVar[str] = WORD

    zone: str = "UTC"
    turn: int = 4
    idle: int = 10
    language: str = "en"
    door: str | None = None
    lines: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    own: tuple[OwnLine, ...] = ()
    helpers: tuple[Someone, ...] = ()
    plan: str = ""
    again: str | None = None
    shows: Shows = NOTHING_CHOSEN
    afraid: str | None = None
    door_since: str | None = None
    later: str | None = None
    come: str | None = None
    left_out: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    safety: tuple[tuple[str, str], ...] = ()
    low: Plan = Plan()
    on: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        """It belongs to no day, and so always to the same shelf."""
        return date(1970, 1, 1)

    def as_doc(self) -> dict[str, Any]:
        """The mapping that is sealed."""
        return {"word": WORD, "v": VERSION, **asdict(self)}

    def text(self) -> str:
        """Nothing here is found by searching."""
        return ""


def from_doc(doc: Mapping[str, Any]) -> Me:
    """The value of a mapping of the present version; fields that came later have their usual value."""
    known = {field.name for field in fields(Me)}
    told = {name: value for name, value in doc.items() if name in known}
    for name in ("lines", "off", "on", "left_out", "aside"):
        told[name] = tuple(told.get(name, ()))
    told["own"] = tuple(OwnLine(**line) for line in told.get("own", ()))
    told["helpers"] = tuple(Someone(**helper) for helper in told.get("helpers", ()))
    told["safety"] = tuple((question, answer) for question, answer in told.get("safety", ()))
    if "low" in told:
        told["low"] = Plan(**told["low"])
    if "shows" in told:
        told["shows"] = shows.from_part(told["shows"])
    return Me(**told)


def upgrade(doc: Mapping[str, Any], from_v: int) -> Mapping[str, Any]:
    """The mapping of an earlier version in the present shape."""
    del from_v  # there is one version so far
    return doc
