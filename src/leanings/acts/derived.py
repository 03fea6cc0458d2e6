"""What is made from answers, as it is kept: its key, which says from what it was made, and its short form."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from itertools import accumulate, pairwise
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from leanings import __version__
from leanings.acts.answered import LineFacts, Lines
from leanings.acts.edition import edition
from leanings.acts.tasks import Asked
from leanings.core import made
from leanings.core.made import Made
from leanings.core.plain import plain, whole
from leanings.core.reading import Reading

SHAPE = 1  # of how answers become columns, and of the short form
LINES = "lines"

Value = TypeVar("Value")


class Stamp(NamedTuple):
    """What everything is made from: the answers as they are kept now, by their ids and revisions."""

    inputs: str

    def of_lines(self) -> str:
        """The key of the list of lines."""
        return _hash(LINES, self.inputs)

    def of_line(self, facts: LineFacts, asked: Asked) -> str:
        """The key of the reading of a line. It has no day in it: a reading ends with the last entry, and a new day that
        nobody wrote on changes nothing."""
        said = [facts.key, facts.name, facts.low, facts.high, plain(asked)]
        return _hash("line", self.inputs, edition(), __version__, *said)


def stamp(inputs: Iterable[tuple[UUID, int]]) -> Stamp:
    """The stamp of these ids and revisions."""
    digest = hashlib.sha256()
    for item, rev in inputs:
        digest.update(item.bytes + rev.to_bytes(8, "big"))
    return Stamp(digest.hexdigest())


def line_as_made(facts: LineFacts, key: str, reading: Reading) -> Made:
    """A reading of one line as it is kept."""
    return Made(f"line:{facts.key}", key, _packed(reading))


def reading_of(there: Made | None) -> Reading | None:
    """The reading that is kept so; None where there is none, or it is not to be read."""
    return _back(Reading, None if there is None else _unpacked(there.value))


def lines_as_made(lines: Lines, key: str) -> Made:
    """The list of lines as it is kept."""
    return Made(LINES, key, plain(lines))


def lines_of(there: Made | None) -> Lines | None:
    """The list that is kept so; None as above."""
    return _back(Lines, None if there is None else there.value)


def _back(kind: type[Value], told: Any) -> Value | None:  # noqa: ANN401  # what was kept
    if told is None:
        return None
    try:
        return whole(kind, told)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _hash(*said: object) -> str:
    text = json.dumps([SHAPE, made.VERSION, *said], ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _packed(reading: Reading) -> dict[str, Any]:
    """A reading as plain values; each answer is told by the days since the one before, and without a needless point."""
    told: dict[str, Any] = plain(reading)
    for trace in _traces(told):
        answers = trace["answers"]
        days = [day for day, _ in answers]
        trace["answers"] = {
            "days": [days[0], *(then - day for day, then in pairwise(days))] if days else [],
            "values": [int(value) if value.is_integer() else value for _, value in answers],
        }
    return told


def _unpacked(told: Any) -> Any:  # noqa: ANN401  # what was kept
    """What `plain` gave; None where this is not its short form."""
    try:
        for trace in _traces(told):
            answers = trace["answers"]
            trace["answers"] = list(zip(accumulate(answers["days"]), answers["values"], strict=True))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return told


def _traces(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    signals = (signal for person in told["people"] for signal in person["signals"])
    return [signal["trace"] for signal in signals if signal["trace"] is not None]
