"""A journal entry: words of one's own, taken apart where that helps, and how it was afterwards.

Writing helps many people and harms some. Among people newly separated who were searching for meaning, those told to
write about their feelings did worse for months, and those told to write down plain facts did best (Sbarra and others
2013). So entries that leave a person heavier, and the same "why" over and over, lead to a quiet offer; never to a lock.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, ClassVar, Literal, TypeAlias, get_args

from leanings.core.missing import CODES, UNTOUCHED

WORD = "journal"
VERSION = 1

PARTS = ("words", "fact", "reading", "feeling", "unknown")
LONGEST = 100_000  # letters in one part: a small book, and still opened in a moment

After: TypeAlias = Literal["lighter", "same", "heavier"]
AFTERS: tuple[After, ...] = get_args(After)

LOOKED_AT = 3  # the last entries that say how it was afterwards: a habit, not one bad night
HEAVY = 2  # of those, how many heavier ones bring the offer
WHYS = 3  # questions that begin with why: once is a question, three times is a circle

Offer: TypeAlias = Literal["heavier", "circle"]


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One entry: free words; what happened, what I make of it, what I feel, what I do not know; how it was after."""

    word: ClassVar[str] = WORD

    day: date
    entered: str
    lang: str = "en"
    words: str = ""
    fact: str = ""
    reading: str = ""
    feeling: str = ""
    unknown: str = ""
    after: str = UNTOUCHED

    @property
    def empty(self) -> bool:
        """Whether nothing was written."""
        return not self.text().strip()

    @property
    def parted(self) -> bool:
        """Whether something stands in one of the four parts."""
        return any(getattr(self, name) for name in PARTS[1:])

    def as_doc(self) -> dict[str, Any]:
        """The mapping that is sealed."""
        return {"word": WORD, "v": VERSION, **asdict(self), "day": self.day.isoformat()}

    def text(self) -> str:
        """What the person wrote."""
        return "\n".join(part for name in PARTS if (part := str(getattr(self, name))))


def offer(recent: Sequence[JournalEntry], why: str) -> Offer | None:
    """What the last entries, newest first, give reason to offer: they weigh, or they circle; mostly neither.

    `why` is the word that asks for reasons in the language of the entries.
    """
    told = [entry.after for entry in recent if entry.after in AFTERS][:LOOKED_AT]
    if told.count("heavier") >= HEAVY:
        return "heavier"
    return "circle" if sum(whys(entry, why) for entry in recent[:LOOKED_AT]) >= WHYS else None


def whys(entry: JournalEntry, why: str) -> int:
    """How many questions of an entry begin with why."""
    sentences = re.findall(r"[^.!?\n]+\?", entry.text())
    return sum(
        re.match(rf"[\W_]*(?:\w+[\s,]+)?{re.escape(why)}\b", one, re.IGNORECASE) is not None for one in sentences
    )


def from_doc(doc: Mapping[str, Any]) -> JournalEntry:
    """The value of a mapping of the present version; a ValueError where it says an afterwards nobody knows."""
    after = str(doc["after"])
    if after not in (*AFTERS, *CODES):
        raise ValueError("an afterwards that is no answer here")
    return JournalEntry(
        date.fromisoformat(doc["day"]),
        str(doc["entered"]),
        str(doc["lang"]),
        **{name: str(doc[name]) for name in PARTS},
        after=after,
    )


def upgrade(doc: Mapping[str, Any], from_v: int) -> Mapping[str, Any]:
    """The mapping of an earlier version in the present shape."""
    del from_v  # there is one version so far
    return doc
