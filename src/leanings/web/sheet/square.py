"""The point of a sheet as a drawing: from answers to coordinates, and nothing more."""

from __future__ import annotations

from dataclasses import dataclass

from leanings.core.sheet import HIGH, Side, number

EDGE = 26  # room for the words beside the axes, in the units of the drawing
SIDE = 260
WIDE = EDGE + SIDE + 2
TALL = SIDE + EDGE + 2


@dataclass(frozen=True, slots=True)
class Square:
    """Where the two sides lie; a side that was left open has no coordinate, and what is there is drawn as a line."""

    x: float | None
    y: float | None
    left: int = EDGE
    top: int = 1
    side: int = SIDE
    wide: int = WIDE
    tall: int = TALL
    middle_x: float = EDGE + SIDE / 2
    middle_y: float = 1 + SIDE / 2


def square(stay: Side, go: Side) -> Square:
    """The drawing of a point: reasons to stay run to the right, reasons to go run up."""
    stays, goes = number(stay), number(go)
    return Square(
        x=None if stays is None else EDGE + SIDE * stays / HIGH,
        y=None if goes is None else 1 + SIDE - SIDE * goes / HIGH,
    )
