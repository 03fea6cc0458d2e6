"""What a person chose to see of their diary: which lines, against what, and their own thresholds.

It is kept in the self document, since it says what somebody watches: nothing of it may be seen from outside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MOST_LINES = 3  # that get sentences; more become a search for the one that says something
MOST_OWN = 24  # thresholds, remembered levels, circumstances: the self document is small on purpose


@dataclass(frozen=True, slots=True)
class Threshold:
    """Where a line is low and where it is high for this person, on its own scale; one of them may be missing."""

    line: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Remembered:
    """Where a line was before, as the person remembers it: drawn as a dashed line, never calculated with."""

    line: str
    level: float


@dataclass(frozen=True, slots=True)
class Shows:
    """The choices. `lines` are keys of lines (none: those asked every time); `stretch`, two ISO days, both included, is
    what counts as usual (None: since the person began); `markers` are circumstances the figures take into account.
    """

    lines: tuple[str, ...] = ()
    stretch: tuple[str, str] | None = None
    thresholds: tuple[Threshold, ...] = ()
    remembered: tuple[Remembered, ...] = ()
    markers: tuple[str, ...] = ()

    def threshold(self, line: str) -> Threshold | None:
        """The thresholds of a line, where there are some."""
        return next((one for one in self.thresholds if one.line == line), None)

    def before(self, line: str) -> float | None:
        """The remembered level of a line, where there is one."""
        return next((one.level for one in self.remembered if one.line == line), None)


NOTHING_CHOSEN = Shows()


def from_part(told: Mapping[str, Any]) -> Shows:
    """The value of its part of the self document."""
    stretch = told.get("stretch")
    return Shows(
        lines=tuple(told.get("lines", ())),
        stretch=None if stretch is None else (stretch[0], stretch[1]),
        thresholds=tuple(Threshold(**one) for one in told.get("thresholds", ())),
        remembered=tuple(Remembered(**one) for one in told.get("remembered", ())),
        markers=tuple(told.get("markers", ())),
    )
