"""A sheet: where a person stands on one day, in answers to a few questions and a few words of their own.

A point on it has two sides, reasons to stay and reasons to go, each from 0 to 10. They are never taken from one
another: both may be strong and both may be weak.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Literal, TypeAlias, get_args

from leanings.core.filled import Asked, asked_doc, asked_of, written
from leanings.core.missing import UNTOUCHED

WORD = "sheet"
VERSION = 2

LOW, MIDDLE, HIGH = 0, 5, 10
BEHIND = "doors/"  # what begins the name of whatever asked, where a door did
PAIR, WORDS = "pair", "pair_words"  # the two questions of the morning, and what may be written beside them

Region: TypeAlias = Literal["both", "stay", "go", "neither", "between", "one", "open"]
REGIONS: tuple[Region, ...] = get_args(Region)
Strength: TypeAlias = Literal["none", "weak", "middle", "strong", "most", "open"]
STRENGTHS: tuple[Strength, ...] = get_args(Strength)

Side: TypeAlias = int | str  # 0 to 10, or the code of why there is none


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of one day: what was asked by `tool` in this version and language, each question as it was shown; the
    line that said it back as it read then; one thing for tomorrow, and whether to ask `again` in the morning."""

    word: ClassVar[str] = WORD

    day: date
    entered: str
    tool: str
    version: int = 1
    lang: str = "en"
    asked: tuple[Asked, ...] = ()
    says: str = ""
    tomorrow: str = ""
    again: bool = False

    @property
    def door(self) -> str | None:
        """The door it was asked behind; None where no door asked."""
        return self.tool.removeprefix(BEHIND) if self.tool.startswith(BEHIND) else None

    def as_doc(self) -> dict[str, Any]:
        """The mapping that is sealed."""
        return {
            "word": WORD,
            "v": VERSION,
            "day": self.day.isoformat(),
            "entered": self.entered,
            "tool": self.tool,
            "version": self.version,
            "lang": self.lang,
            "asked": [asked_doc(one) for one in self.asked],
            "says": self.says,
            "tomorrow": self.tomorrow,
            "again": self.again,
        }

    def text(self) -> str:
        """What the person wrote."""
        own = (text for one in self.asked for text in written(one.field, one.answer))
        return "\n".join(part for part in (*own, self.tomorrow) if part)


def sides(answer: Mapping[str, Side]) -> tuple[Side, Side]:
    """The two sides of a point: reasons to stay, reasons to go."""
    return answer.get("stay", UNTOUCHED), answer.get("go", UNTOUCHED)


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
    """The value of a mapping of the present version; a ValueError where an answer is none to its question."""
    return Sheet(
        day=date.fromisoformat(doc["day"]),
        entered=str(doc["entered"]),
        tool=doc["tool"],
        version=doc["version"],
        lang=doc["lang"],
        asked=tuple(asked_of(one) for one in doc["asked"]),
        says=str(doc["says"]),
        tomorrow=str(doc["tomorrow"]),
        again=doc["again"],
    )


def upgrade(doc: Mapping[str, Any], from_v: int) -> Mapping[str, Any]:
    """The mapping of an earlier version in the present shape. The first held one point and one text; whether to ask
    again stood in the settings alone."""
    del from_v  # the first is the only earlier one
    asked = doc["asked"]
    return {
        "word": WORD,
        "v": VERSION,
        "day": doc["day"],
        "entered": doc["entered"],
        "tool": asked["tool"],
        "version": asked["version"],
        "lang": asked["language"],
        "asked": list(_asked_at_first(doc)),
        "says": doc["says"],
        "tomorrow": doc["tomorrow"],
        "again": False,
    }


def _asked_at_first(doc: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The point and the text of a first version as questions and answers; what stood above the text was not kept."""
    asked, step = doc["asked"], {"step": PAIR, "title": ""}
    point = {"field": PAIR, "kind": "square", "label": asked["question"], "stay": asked["stay"], "go": asked["go"]}
    yield {**step, **point, "answer": {"stay": doc["stay"], "go": doc["go"]}}
    if doc["words"]:
        yield {**step, "field": WORDS, "kind": "text", "label": "", "answer": doc["words"]}
