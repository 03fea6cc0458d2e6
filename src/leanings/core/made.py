"""What was made from other kept things and can be made again: a reading, the list of lines.

It lies sealed beside what it was made from, is gone as soon as any of that changes, and is never taken out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

WORD = "made"
VERSION = 1
FROM = frozenset({"checkin", "brought"})  # the words it is made from


@dataclass(frozen=True, slots=True)
class Made:
    """One thing that was made: its name among its like, the key that says from what it was made, what it is."""

    word: ClassVar[str] = WORD

    name: str
    key: str
    value: Any

    @property
    def day(self) -> date:
        """It belongs to no day, and so always to the same shelf."""
        return date(1970, 1, 1)

    def as_doc(self) -> dict[str, Any]:
        """The mapping that is sealed."""
        return {"word": WORD, "v": VERSION, "name": self.name, "key": self.key, "value": self.value}

    def text(self) -> str:
        """Nothing here is found by searching."""
        return ""


def from_doc(doc: Mapping[str, Any]) -> Made:
    """The value of a mapping of the present version."""
    return Made(str(doc["name"]), str(doc["key"]), doc["value"])


def upgrade(doc: Mapping[str, Any], from_v: int) -> Mapping[str, Any]:
    """The mapping of an earlier version in the present shape."""
    del from_v  # there is one version so far
    return doc
