"""The paper of a drawing and the shapes on it, in units of the drawing; each picture is drawn for a phone and wide."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Frame:
    """The paper of a drawing: its size, its margins, and the largest type it is shown with, in its own units."""

    name: str
    width: int
    height: int
    right: int
    top: int
    bottom: int
    type_size: int


PHONE = Frame("phone", 320, 262, 6, 26, 32, 15)
WIDE = Frame("wide", 680, 308, 6, 28, 34, 14)


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle."""

    x: float
    y: float
    width: float
    height: float


def row_of(frame: Frame) -> int:
    """How much one row of words takes."""
    return frame.type_size + 4


def taller(frame: Frame) -> Frame:
    """The same paper with one more row of words above the plot."""
    return replace(frame, top=frame.top + row_of(frame), height=frame.height + row_of(frame))
