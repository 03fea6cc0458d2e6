"""Numbers to coordinates: one function a picture, frozen values out, no colour and no HTML.

Each picture is drawn twice, for a phone and for a wide page; the style sheet shows the one that fits.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from leanings.content.spell import Days, span_of
from leanings.core.reading import SignalReading, Trace
from leanings.web.kit.axes import Mark, day_marks, scale_labels, text_width
from leanings.web.kit.paths import Point, dots, polyline, ribbon, ticks, tidy

GAP = 7  # between the plot and the labels of its axes, in units of the drawing
TICK = 5.0
CLEAR = 3.0  # air around a label, in units of the drawing
CLOSE = 9.0  # a label nearer than this to its band needs no line to lead there
FAR = 22.0  # standing so far off is as bad as covering one answer
NARROWEST = 5.0  # a band of one day must still be seen


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


@dataclass(frozen=True, slots=True)
class Label:
    """A text on the drawing, centred on x, its letters standing on y; `leader` leads to what it names."""

    x: float
    y: float
    text: str
    leader: str = ""


@dataclass(frozen=True, slots=True)
class Captions:
    """The words on and about a picture, ready to be set."""

    title: str
    told: str
    usual: str
    changed: str


@dataclass(frozen=True, slots=True)
class LevelChart:
    """A line of answers as a picture: everything the template needs, in units of the drawing."""

    frame: Frame
    plot: Box
    title: str
    told: str
    scale_x: float
    scale: tuple[Mark, ...]
    foot_y: float
    foot: tuple[Mark, ...]
    dots: str
    dot_size: float
    level: str
    doubt: str
    missing: str
    usual: Box | None
    stretch: Box | None
    usual_label: Label | None
    changed: Box | None
    changed_label: Label | None


@dataclass(frozen=True, slots=True)
class _Axes:
    """Days to x and answers to y; nothing ever leaves the plot."""

    x: Callable[[float], float]
    y: Callable[[float], float]


def level_chart(signal: SignalReading, frame: Frame, days: Days, captions: Captions) -> LevelChart | None:
    """The picture of a line: answers, level, doubt, usual range; None where there is nothing to draw."""
    span = span_of(signal)
    if signal.trace is None or span is None:
        return None
    plot = _plot(signal, frame)
    axes = _axes(signal, plot, *span)
    answers = [(axes.x(day), axes.y(value)) for day, value in signal.trace.answers]
    lower, level, upper = _lines(signal.trace, axes)
    usual, stretch = _usual(signal, axes, plot)
    changed = _changed(signal, axes, plot)
    return LevelChart(
        frame=frame,
        plot=plot,
        title=captions.title,
        told=captions.told,
        scale_x=plot.x - GAP,
        scale=tuple(Mark(axes.y(value), label, "end") for value, label in scale_labels(signal.low, signal.high)),
        foot_y=frame.height - GAP,
        foot=day_marks(*span, plot.x, plot.x + plot.width, frame.type_size, days),
        dots=dots(answers),
        dot_size=_dot_size(plot, *span),
        level=polyline(level),
        doubt=ribbon(upper, lower),
        missing=ticks(_without(signal, axes, *span), plot.y + plot.height + 3, TICK),
        usual=usual,
        stretch=stretch,
        usual_label=_beside(
            usual, captions.usual, frame, plot, [*answers, *lower, *level, *upper, *_crossing(changed)]
        ),
        changed=changed,
        changed_label=_above(changed, captions.changed, frame, plot),
    )


def _plot(signal: SignalReading, frame: Frame) -> Box:
    """The part of the paper that holds the answers: right of the longest label of the scale."""
    labels = (label for _, label in scale_labels(signal.low, signal.high))
    left = round(max(text_width(label, frame.type_size) for label in labels) + GAP + 2, 1)
    return Box(
        left, frame.top, round(frame.width - left - frame.right, 1), float(frame.height - frame.top - frame.bottom)
    )


def _lines(trace: Trace, axes: _Axes) -> tuple[list[Point], list[Point], list[Point]]:
    """The lower edge of the doubt, the level and the upper edge as points."""
    lower, level, upper = (
        [(axes.x(trace.first + index), axes.y(value)) for index, value in enumerate(values)]
        for values in (trace.lower80, trace.level, trace.upper80)
    )
    return lower, level, upper


def _axes(signal: SignalReading, plot: Box, first: int, last: int) -> _Axes:
    """How days and answers become places on the paper."""
    scale, wide = signal.high - signal.low, max(1, last - first)

    def x(day: float) -> float:
        share = min(1.0, max(0.0, (day - first) / wide))
        return round(plot.x + plot.width * share, 1)

    def y(value: float) -> float:
        share = min(1.0, max(0.0, (value - signal.low) / scale))
        return round(plot.y + plot.height * (1 - share), 1)

    return _Axes(x, y)


def _dot_size(plot: Box, first: int, last: int) -> float:
    """How large a dot is: smaller where days lie closer, never too small to be seen."""
    return round(min(5.5, max(3.0, 2.4 + 0.6 * plot.width / max(1, last - first))), 1)


def _without(signal: SignalReading, axes: _Axes, first: int, last: int) -> list[float]:
    """Where the days without an answer stand."""
    answered = {day for day, _ in signal.trace.answers} if signal.trace else set()
    return [axes.x(day) for day in range(first, last + 1) if day not in answered]


def _usual(signal: SignalReading, axes: _Axes, plot: Box) -> tuple[Box | None, Box | None]:
    """The usual range across the whole picture, and the part of it that it was taken from."""
    if signal.usual is None:
        return None, None
    low, high = signal.usual.within or signal.usual.level.band80
    top, bottom = axes.y(high), axes.y(low)
    left, right = axes.x(signal.usual.start), axes.x(signal.usual.end)
    height = round(max(2.0, bottom - top), 1)
    top = min(top, round(plot.y + plot.height - height, 1))
    return Box(plot.x, top, plot.width, height), Box(left, top, round(right - left, 1), height)


def _changed(signal: SignalReading, axes: _Axes, plot: Box) -> Box | None:
    """The upright band in which the change lies."""
    if signal.since is None:
        return None
    left, right = (axes.x(day) for day in signal.since.band80)
    wide = max(NARROWEST, right - left)
    left = min(max(plot.x, (left + right - wide) / 2), plot.x + plot.width - wide)
    return Box(round(left, 1), plot.y, round(wide, 1), plot.height)


def _above(band: Box | None, text: str, frame: Frame, plot: Box) -> Label | None:
    """A label over an upright band, above the plot, where no answer can lie."""
    if band is None:
        return None
    half = text_width(text, frame.type_size) / 2
    x = min(max(plot.x + half, band.x + band.width / 2), frame.width - frame.right - half)
    return Label(round(x, 1), round(plot.y - 0.6 * frame.type_size, 1), text)


def _crossing(band: Box | None) -> list[Point]:
    """Points along an upright band, so that a label rather stands beside it."""
    if band is None:
        return []
    xs = (band.x, band.x + band.width / 2, band.x + band.width)
    return [(x, band.y + 4.0 * row) for x in xs for row in range(int(band.height / 4))]


def _beside(band: Box | None, text: str, frame: Frame, plot: Box, taken: Sequence[Point]) -> Label | None:
    """A label for the usual range: of all places the one that covers least and lies near."""
    if band is None:
        return None
    size = frame.type_size
    wide = text_width(text, size)
    room = max(0.0, plot.width - wide - 8)
    tries = []
    for top in _tops(band, plot, size):
        beside = sorted(x for x, y in taken if top - CLEAR <= y <= top + size + CLEAR)
        away = max(0.0, band.y - top - size, top - band.y - band.height)
        for part in range(33):
            left = plot.x + 4 + room * part / 32
            covered = bisect_right(beside, left + wide + CLEAR) - bisect_left(beside, left - CLEAR)
            tries.append((covered + away / FAR, left, top))
    _, left, top = min(tries)
    x, y = round(left + wide / 2, 1), round(top + 0.8 * size, 1)
    return Label(x, y, text, _leader(x, top, band, size))


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
