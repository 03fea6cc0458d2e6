"""A journey: behind a door, the path of five tools that is suggested one at a time, and never asked for."""

from __future__ import annotations

from dataclasses import dataclass

LENGTH = 5  # tools on every path: no door has more to do than another


@dataclass(frozen=True, slots=True)
class Stop:
    """One tool on a path, and why it stands there."""

    tool: str
    why: str


@dataclass(frozen=True, slots=True)
class Journey:
    """The path behind a door, whose id it has."""

    id: str
    version: int
    language: str
    by: str
    say: str
    stops: tuple[Stop, ...]
