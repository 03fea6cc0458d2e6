"""Numbers to coordinates: one function a picture, frozen values out, no colour and no HTML.

Each picture is drawn twice, for a phone and for a wide page; the style sheet shows the one that fits. On paper, and in
a file of its own, the wide one is used; whoever sets it there needs the LevelChart and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from leanings.content.spell import Days, span_of
from leanings.core.reading import SignalReading, Trace
from leanings.web.kit.axes import Mark, day_marks, scale_labels, text_width
from leanings.web.kit.frames import PHONE, WIDE, Box, Frame, row_of, taller
from leanings.web.kit.labels import Label, above, across, along, beside, meet, numbers, room_of
from leanings.web.kit.paths import Point, dots, polyline, ribbon, ticks

__all__ = ["PHONE", "WIDE", "Added", "Box", "Captions", "Frame", "Label", "LevelChart", "level_chart"]

GAP = 7  # between the plot and the labels of its axes, in units of the drawing
TICK = 5.0
NARROWEST = 5.0  # a band of one day must still be seen
DENSEST = 1.5  # units of the drawing between two points of a line; a level does not turn within a week
MOST_WEIGHED = 400  # answers a word is kept clear of; of more, some stand for the others
OVER = 4.0  # how far the mark of a turning point stands out of the plot, towards its number


@dataclass(frozen=True, slots=True)
class Captions:
    """The words on and about a picture, ready to be set."""

    title: str
    told: str
    usual: str
    changed: str
    remembered: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """What a person put on a picture themselves; no figure is worked out from it.

    `remembered` is a level on the scale, `turnings` are numbered days, oldest first. `dots` shows the answers and the
    band their level lies in, and never the level, what is usual or a change.
    """

    remembered: float | None = None
    turnings: tuple[tuple[int, int], ...] = ()
    dots: bool = False


NOTHING_ADDED = Added()


@dataclass(frozen=True, slots=True)
class LevelChart:
    """A line of answers as a picture: everything the template needs, in units of the drawing.

    `remembered` is the height of a dashed line across the plot; `turnings` are upright marks, `numbers` their labels.
    """

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
    remembered: float | None = None
    remembered_label: Label | None = None
    turnings: tuple[Box, ...] = ()
    numbers: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class _Axes:
    """Days to x and answers to y; nothing ever leaves the plot."""

    x: Callable[[float], float]
    y: Callable[[float], float]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What stands fixed before anything is drawn: the frame, the plot in it, its axes, and the days it covers."""

    frame: Frame
    plot: Box
    axes: _Axes
    span: tuple[int, int]
    lift: int = 0


@dataclass(frozen=True, slots=True)
class _Shapes:
    """The bands and marks that words stand beside."""

    usual: Box | None
    stretch: Box | None
    changed: Box | None
    turnings: tuple[Box, ...]
    remembered: float | None
    answers: list[Point] = field(default_factory=list)
    lower: list[Point] = field(default_factory=list)
    level: list[Point] = field(default_factory=list)
    upper: list[Point] = field(default_factory=list)


def level_chart(
    signal: SignalReading, frame: Frame, days: Days, captions: Captions, added: Added = NOTHING_ADDED
) -> LevelChart | None:
    """The picture of a line: answers, level, doubt, usual range; None where there is nothing to draw."""
    span = span_of(signal)
    if signal.trace is None or span is None:
        return None
    sheet = _sheet(signal, frame, span, captions, added)
    frame, plot, axes = sheet.frame, sheet.plot, sheet.axes
    shapes = _shapes(signal, signal.trace, sheet, added)
    usual_label, remembered_label = _words(shapes, captions, sheet)
    return LevelChart(
        frame=frame,
        plot=plot,
        title=captions.title,
        told=captions.told,
        scale_x=plot.x - GAP,
        scale=tuple(Mark(axes.y(value), label, "end") for value, label in scale_labels(signal.low, signal.high)),
        foot_y=frame.height - GAP,
        foot=day_marks(*span, plot.x, plot.x + plot.width, frame.type_size, days),
        dots=dots(shapes.answers),
        dot_size=_dot_size(plot, *span),
        level="" if added.dots else polyline(shapes.level),
        doubt=ribbon(shapes.upper, shapes.lower),
        missing=ticks(_without(signal.trace, axes, *span), plot.y + plot.height + 3, TICK),
        usual=shapes.usual,
        stretch=shapes.stretch,
        usual_label=usual_label,
        changed=shapes.changed,
        changed_label=above(shapes.changed, captions.changed, frame, plot, sheet.lift),
        remembered=shapes.remembered,
        remembered_label=remembered_label,
        turnings=shapes.turnings,
        numbers=_numbers(sheet, added),
    )


def _sheet(signal: SignalReading, frame: Frame, span: tuple[int, int], captions: Captions, added: Added) -> _Sheet:
    """The paper; with one more row of words above the plot where a number would stand in the word about a change."""
    plot = _plot(signal, frame)
    sheet = _Sheet(frame, plot, _axes(signal, plot, *span), span)
    changed = above(_changed(signal, sheet, added), captions.changed, frame, plot)
    if not meet(changed, _numbers(sheet, added), frame):
        return sheet
    frame = taller(frame)
    plot = _plot(signal, frame)
    return _Sheet(frame, plot, _axes(signal, plot, *span), span, row_of(frame))


def _shapes(signal: SignalReading, trace: Trace, sheet: _Sheet, added: Added) -> _Shapes:
    """Everything that is drawn, in units of the drawing."""
    axes, plot = sheet.axes, sheet.plot
    usual, stretch = (None, None) if added.dots else _usual(signal, axes, plot)
    lower, level, upper = _lines(trace, axes, plot)
    return _Shapes(
        usual=usual,
        stretch=stretch,
        changed=_changed(signal, sheet, added),
        turnings=tuple(Box(x, plot.y - OVER, 0.0, plot.height + OVER) for x, _ in _turnings(sheet, added)),
        remembered=None if added.remembered is None else axes.y(added.remembered),
        answers=[(axes.x(day), axes.y(value)) for day, value in trace.answers],
        lower=lower,
        level=level,
        upper=upper,
    )


def _words(shapes: _Shapes, captions: Captions, sheet: _Sheet) -> tuple[Label | None, Label | None]:
    """The labels of the usual range and of the dashed line."""
    frame, plot = sheet.frame, sheet.plot
    uprights = [*filter(None, [shapes.changed]), *shapes.turnings]
    drawn = (shapes.answers, shapes.lower, shapes.level, shapes.upper)
    taken = [point for points in drawn for point in points[:: 1 + len(points) // MOST_WEIGHED]]
    taken += [point for upright in uprights for point in along(upright)]
    if shapes.remembered is None:
        return beside(shapes.usual, captions.usual, frame, plot, taken), None
    dashed = Box(plot.x, shapes.remembered, plot.width, 0.0)
    remembered = beside(dashed, captions.remembered, frame, plot, taken)
    others = [] if remembered is None else [room_of(remembered, frame)]
    return beside(shapes.usual, captions.usual, frame, plot, [*taken, *across(dashed)], others), remembered


def _turnings(sheet: _Sheet, added: Added) -> list[tuple[float, int]]:
    """Where the turning points stand that lie on these days, each with its number."""
    first, last = sheet.span
    return [(sheet.axes.x(day), number) for number, day in added.turnings if first <= day <= last]


def _numbers(sheet: _Sheet, added: Added) -> tuple[Label, ...]:
    """The numbers of the turning points, above the plot."""
    return numbers(_turnings(sheet, added), sheet.frame, sheet.plot)


def _plot(signal: SignalReading, frame: Frame) -> Box:
    """The part of the paper that holds the answers: right of the longest label of the scale."""
    labels = (label for _, label in scale_labels(signal.low, signal.high))
    left = round(max(text_width(label, frame.type_size) for label in labels) + GAP + 2, 1)
    return Box(
        left, frame.top, round(frame.width - left - frame.right, 1), float(frame.height - frame.top - frame.bottom)
    )


def _lines(trace: Trace, axes: _Axes, plot: Box) -> tuple[list[Point], list[Point], list[Point]]:
    """The lower edge of the doubt, the level and the upper edge as points."""
    every = _every(len(trace.level), plot)
    lower, level, upper = (
        [(axes.x(trace.first + index), axes.y(values[index])) for index in every]
        for values in (trace.lower80, trace.level, trace.upper80)
    )
    return lower, level, upper


def _every(days: int, plot: Box) -> list[int]:
    """The days at which a line is drawn: all of them, or where they lie too close to be told apart, one of several."""
    apart = max(1, int(DENSEST * days / plot.width))
    return sorted({*range(0, days, apart), *([days - 1] if days else [])})


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


def _without(trace: Trace, axes: _Axes, first: int, last: int) -> Sequence[float]:
    """Where the days without an answer stand."""
    answered = {day for day, _ in trace.answers}
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


def _changed(signal: SignalReading, sheet: _Sheet, added: Added) -> Box | None:
    """The upright band in which the change lies."""
    if signal.since is None or added.dots:
        return None
    plot = sheet.plot
    left, right = (sheet.axes.x(day) for day in signal.since.band80)
    wide = max(NARROWEST, right - left)
    left = min(max(plot.x, (left + right - wide) / 2), plot.x + plot.width - wide)
    return Box(round(left, 1), plot.y, round(wide, 1), plot.height)
