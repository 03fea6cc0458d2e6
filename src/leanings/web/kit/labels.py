"""Where the words on a drawing stand: near what they name, over as few answers as can be, never over one another."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from leanings.web.kit.axes import text_width
from leanings.web.kit.frames import Box, Frame
from leanings.web.kit.paths import Point, tidy

CLEAR = 3.0  # air around a label, in units of the drawing
CLOSE = 9.0  # a label nearer than this to its band needs no line to lead there
FAR = 22.0  # standing so far off is as bad as covering one answer
APART = 6.0  # between two numbers above the plot
EVERY = 4.0  # how densely points stand along an upright


@dataclass(frozen=True, slots=True)
class Label:
    """A text on the drawing, centred on x, its letters standing on y; `leader` leads to what it names."""

    x: float
    y: float
    text: str
    leader: str = ""


def above(band: Box | None, text: str, frame: Frame, plot: Box, row: int = 0) -> Label | None:
    """A label over an upright band, above the plot, where no answer can lie; `row` is how far to lift it."""
    if band is None:
        return None
    half = text_width(text, frame.type_size) / 2
    x = min(max(plot.x + half, band.x + band.width / 2), frame.width - frame.right - half)
    return Label(round(x, 1), round(plot.y - 0.6 * frame.type_size - row, 1), text)


def numbers(marks: Sequence[tuple[float, int]], frame: Frame, plot: Box) -> tuple[Label, ...]:
    """The numbers of upright marks above the plot, from left to right; those that would touch share one label: 3–5."""
    runs: list[list[tuple[float, int]]] = []
    for mark in sorted(marks):
        run = [mark]
        while runs and _over(_number(runs[-1], frame, plot), _number(run, frame, plot), frame):
            run = [*runs.pop(), *run]
        runs.append(run)
    return tuple(_number(run, frame, plot) for run in runs)


def _number(run: Sequence[tuple[float, int]], frame: Frame, plot: Box) -> Label:
    """One label for these marks, over their middle, kept on the paper."""
    named = [number for _, number in run]
    text = str(named[0]) if len(named) == 1 else f"{min(named)}–{max(named)}"
    half = text_width(text, frame.type_size) / 2
    middle = sum(x for x, _ in run) / len(run)
    x = min(max(plot.x + half, middle), frame.width - frame.right - half)
    return Label(round(x, 1), round(plot.y - 0.4 * frame.type_size, 1), text)


def meet(label: Label | None, others: Sequence[Label], frame: Frame) -> bool:
    """Whether a label of the same row comes too near to one of the others."""
    if label is None:
        return False
    return any(_over(min(label, one, key=_x), max(one, label, key=_x), frame) for one in others)


def _x(label: Label) -> float:
    return label.x


def _over(left: Label, right: Label, frame: Frame) -> bool:
    """Whether the left one of two labels of a row reaches into the right one."""
    wide = (text_width(left.text, frame.type_size) + text_width(right.text, frame.type_size)) / 2
    return left.x + wide + APART > right.x


def along(band: Box) -> list[Point]:
    """Points along an upright band or mark, so that a label rather stands beside it."""
    xs = (band.x, band.x + band.width / 2, band.x + band.width) if band.width else (band.x,)
    return [(x, band.y + EVERY * row) for x in xs for row in range(int(band.height / EVERY))]


def across(band: Box) -> list[Point]:
    """Points along a line across the plot, so that a label does not stand on it."""
    return [(band.x + EVERY * step, band.y) for step in range(int(band.width / EVERY))]


def beside(
    band: Box | None, text: str, frame: Frame, plot: Box, taken: Sequence[Point], others: Sequence[Box] = ()
) -> Label | None:
    """A label for a band across the plot: of all places clear of `others` the one that covers least and lies near."""
    if band is None:
        return None
    size = frame.type_size
    wide = text_width(text, size)
    room = max(0.0, plot.width - wide - 8)
    tries = []
    heights = _by_height(taken)
    for top in _tops(band, plot, size):
        near = sorted(x for y, xs in heights.items() if top - CLEAR <= y <= top + size + CLEAR for x in xs)
        away = max(0.0, band.y - top - size, top - band.y - band.height)
        for part in range(33):
            left = plot.x + 4 + room * part / 32
            covered = bisect_right(near, left + wide + CLEAR) - bisect_left(near, left - CLEAR)
            hidden = any(_touch(Box(left, top, wide, size), other) for other in others)
            tries.append((hidden, covered + away / FAR, left, top))
    _, _, left, top = min(tries)
    x, y = round(left + wide / 2, 1), round(top + 0.8 * size, 1)
    return Label(x, y, text, _leader(x, top, band, size))


def _by_height(taken: Sequence[Point]) -> dict[float, list[float]]:
    """Where points stand, by their height: answers are whole points of a scale, so there are few heights."""
    heights: dict[float, list[float]] = {}
    for x, y in taken:
        heights.setdefault(y, []).append(x)
    return heights


def room_of(label: Label, frame: Frame) -> Box:
    """The place that a label takes."""
    wide = text_width(label.text, frame.type_size)
    return Box(label.x - wide / 2, label.y - 0.8 * frame.type_size, wide, frame.type_size)


def _touch(one: Box, other: Box) -> bool:
    """Whether two boxes come nearer than the air that words need."""
    across = one.x < other.x + other.width + CLEAR and other.x < one.x + one.width + CLEAR
    return across and one.y < other.y + other.height + CLEAR and other.y < one.y + one.height + CLEAR


def _tops(band: Box, plot: Box, size: float) -> list[float]:
    """Where the top of a label may stand: close over or under the band first, then anywhere on the plot."""
    last = plot.y + plot.height - size - 2
    close = [band.y - size - 2, band.y + band.height + 2]
    anywhere = [plot.y + 2 + 6 * row for row in range(int((last - plot.y - 2) / 6) + 1)]
    return [top for top in (*close, *anywhere) if plot.y <= top <= last] or [plot.y]


def _leader(x: float, top: float, band: Box, size: float) -> str:
    """A thin line from a label to the edge of its band; empty where the label stands close or inside."""
    over, under = band.y - top - size, top - band.y - band.height
    if over > CLOSE:
        return f"M{tidy(x)} {tidy(top + size)}V{tidy(band.y)}"
    return f"M{tidy(x)} {tidy(top)}V{tidy(band.y + band.height)}" if under > CLOSE else ""
