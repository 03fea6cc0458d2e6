"""A turning point: a day on which something changed where a person leans, in their own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, ClassVar, Literal, TypeAlias, get_args

from leanings.core.missing import CODES, UNTOUCHED

WORD = "turning"
VERSION = 1

LONGEST_WHAT = 120  # letters: it stands beside a picture
LONGEST = 10_000  # letters in one part

Way: TypeAlias = Literal["stay", "go", "both", "neither", "open"]
WAYS: tuple[Way, ...] = get_args(Way)  # more to stay, more to go, both more, neither, cannot say
PARTS = ("what", "why", "me_then", "them_then", "me_now", "them_now")


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """What happened, which way it moved the person and why; what each wanted then and wants now, as this person sees
    it. Every part but the day may be empty."""

    word: ClassVar[str] = WORD

    day: date
    entered: str
    lang: str = "en"
    what: str = ""
    way: str = UNTOUCHED
    why: str = ""
    me_then: str = ""
    them_then: str = ""
    me_now: str = ""
    them_now: str = ""

    @property
    def then_and_now(self) -> bool:
        """Whether something was said about what either wanted."""
        return any(getattr(self, name) for name in PARTS[2:])

    @property
    def empty(self) -> bool:
        """Whether nothing was said."""
        return self.way not in WAYS and not self.text().strip()

    def as_doc(self) -> dict[str, Any]:
        """The mapping that is sealed."""
        return {"word": WORD, "v": VERSION, **asdict(self), "day": self.day.isoformat()}

    def text(self) -> str:
        """What the person wrote."""
        return "\n".join(part for name in PARTS if (part := str(getattr(self, name))))


def from_doc(doc: Mapping[str, Any]) -> TurningPoint:
    """The value of a mapping of the present version; a ValueError where it says a way nobody knows."""
    way = str(doc["way"])
    if way not in (*WAYS, *CODES):
        raise ValueError("a way that is none here")
    told = {name: str(doc[name]) for name in ("entered", "lang", *PARTS)}
    return TurningPoint(day=date.fromisoformat(doc["day"]), way=way, **told)


def upgrade(doc: Mapping[str, Any], from_v: int) -> Mapping[str, Any]:
    """The mapping of an earlier version in the present shape."""
    del from_v  # there is one version so far
    return doc
