"""A sheet: where a person stands on one day, as one point and a few words of their own.

The point has two sides, reasons to stay and reasons to go, each from 0 to 10. They are never taken from one another:
both may be strong and both may be weak.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, ClassVar, Literal, TypeAlias, get_args

from leanings.core.missing import CODES, UNTOUCHED

WORD = "sheet"
VERSION = 1

LOW, MIDDLE, HIGH = 0, 5, 10

Region: TypeAlias = Literal["both", "stay", "go", "neither", "between", "one", "open"]
REGIONS: tuple[Region, ...] = get_args(Region)
Strength: TypeAlias = Literal["none", "weak", "middle", "strong", "most", "open"]
STRENGTHS: tuple[Strength, ...] = get_args(Strength)

Side: TypeAlias = int | str  # 0 to 10, or the code of why there is none


@dataclass(frozen=True, slots=True)
class Pair:
    """The two questions, as they were shown: a later wording never changes what an answer was given to."""

    tool: str
    version: int
    language: str
    question: str
    stay: str
    go: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of one day: the point, the line that says it back as it read then, own words, one thing for tomorrow."""

    word: ClassVar[str] = WORD

    day: date
    entered: str
    asked: Pair
    stay: Side = UNTOUCHED
    go: Side = UNTOUCHED
    words: str = ""
    tomorrow: str = ""
    says: str = ""

    def as_doc(self) -> dict[str, Any]:
        """The mapping that is sealed."""
        return {"word": WORD, "v": VERSION, **asdict(self), "day": self.day.isoformat()}

    def text(self) -> str:
        """What the person wrote."""
        return "\n".join(part for part in (self.words, self.tomorrow) if part)


def number(answer: Side) -> int | None:
    """The number of an answer; None for every code of a missing one."""
    return answer if isinstance(answer, int) else None


def region(stay: Side, go: Side) -> Region:
    """Which part of the square a point lies in; 5 on either side is near the middle, and belongs to no corner."""
    stays, goes = number(stay), number(go)
    if stays is None or goes is None:
        return "open" if stays is goes else "one"
    if MIDDLE in (stays, goes):
        return "between"
    if stays > MIDDLE:
        return "both" if goes > MIDDLE else "stay"
    return "go" if goes > MIDDLE else "neither"


def strength(answer: Side) -> Strength:
    """One side of the point as a word; the same steps for both sides."""
    value = number(answer)
    if value is None:
        return "open"
    if value in (LOW, HIGH):
        return "none" if value == LOW else "most"
    if value == MIDDLE:
        return "middle"
    return "strong" if value > MIDDLE else "weak"


def from_doc(doc: Mapping[str, Any]) -> Sheet:
    """The value of a mapping of the present version."""
    return Sheet(
        day=date.fromisoformat(doc["day"]),
        entered=str(doc["entered"]),
        asked=Pair(**doc["asked"]),
        stay=_side(doc["stay"]),
        go=_side(doc["go"]),
        words=str(doc["words"]),
        tomorrow=str(doc["tomorrow"]),
        says=str(doc["says"]),
    )


def upgrade(doc: Mapping[str, Any], from_v: int) -> Mapping[str, Any]:
    """The mapping of an earlier version in the present shape."""
    del from_v  # there is one version so far
    return doc


def _side(value: object) -> Side:
    """An answer from a mapping; a ValueError for a number off the square or a code nobody knows."""
    if isinstance(value, int) and not isinstance(value, bool) and LOW <= value <= HIGH:
        return value
    if isinstance(value, str) and value in CODES:
        return value
    raise ValueError("an answer that is neither on the square nor a code")
