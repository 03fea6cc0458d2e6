"""Pictures of where a person stands: dots by day, and two kinds of days side by side. Values in, coordinates out.

No line joins the dots of days: nobody was asked what was between them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from leanings.acts.stand import Time
from leanings.content.loader import Content
from leanings.content.spell import Days
from leanings.core.filled import UNSURE
from leanings.core.leaning import Leaning, Put
from leanings.core.tool import HIGH, LOW
from leanings.web.kit.axes import Mark, day_marks, scale_labels
from leanings.web.kit.charts import Box
from leanings.web.kit.paths import Point

LEFT, AIR = 30.0, 14.0  # room for the numbers at the side, and for half a ring at the other
RING, DOT = 7.0, 4.0
ROW, ABOVE = 58.0, 22.0  # one kind of days: how tall, and the room over it for its name
HALF_BAND = 9.0


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper of a drawing: its name, its size and the largest type on it."""

    name: str
    width: int
    height: int
    type_size: int


PHONE, WIDE = Paper("phone", 320, 240, 15), Paper("wide", 680, 280, 14)


@dataclass(frozen=True, slots=True)
class OverTime:
    """How clear as dots, how sure as rings, one of each for a day on which it was said."""

    paper: Paper
    plot: Box
    clear: tuple[Point, ...]
    sure: tuple[Point, ...]
    scale: tuple[Mark, ...]
    foot: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One side on one kind of days: its name stands on `name_y`; dots, larger where several days gave one answer."""

    side: str
    kind: str
    name_y: float
    y: float
    top: float
    tall: float
    dots: tuple[tuple[float, float], ...]
    middle: float
    band: Box


@dataclass(frozen=True, slots=True)
class OnDays:
    """Both sides on better and on harder days."""

    paper: Paper
    plot: Box
    rows: tuple[Row, ...]
    scale: tuple[Mark, ...]


def over_time(times: Sequence[Time], content: Content) -> tuple[OverTime, ...]:
    """The picture for a phone and for a wide page; none where there are no two days to hold beside each other."""
    if len({time.day for time in times}) < 2:
        return ()
    return tuple(_over_time(times, content, paper) for paper in (PHONE, WIDE))


def on_days(told: Leaning) -> tuple[OnDays, ...]:
    """The picture for a phone and for a wide page; none where there are too few days."""
    if told.stay is None or told.go is None:
        return ()
    puts = [
        (side, kind, getattr(getattr(told, side), kind)) for side in ("stay", "go") for kind in ("better", "harder")
    ]
    return tuple(_on_days(puts, paper) for paper in (PHONE, WIDE))


def told_in(said: int | str | None) -> int | None:
    """The number that was said; None where none was."""
    return said if isinstance(said, int) else None


def is_unsure(said: int | str | None) -> bool:
    """Whether it was said that one is not sure."""
    return said == UNSURE


def _over_time(times: Sequence[Time], content: Content, paper: Paper) -> OverTime:
    first, last = times[0].day.toordinal(), times[-1].day.toordinal()
    plot = Box(LEFT, AIR, paper.width - LEFT - AIR, paper.height - AIR - 2.4 * paper.type_size)

    def at(time: Time, said: int | str | None) -> Point | None:
        value = told_in(said)
        if value is None:
            return None
        share = (time.day.toordinal() - first) / (last - first)
        return round(plot.x + AIR + (plot.width - 2 * AIR) * share, 1), _y(plot, value)

    days = Days(True, times[0].day.year != times[-1].day.year, content.words["calendar"])
    return OverTime(
        paper=paper,
        plot=plot,
        clear=tuple(point for time in times if (point := at(time, time.clear)) is not None),
        sure=tuple(point for time in times if (point := at(time, time.sure)) is not None),
        scale=tuple(Mark(_y(plot, value), label, "end") for value, label in scale_labels(LOW, HIGH)),
        foot=day_marks(first, last, plot.x, plot.x + plot.width, paper.type_size, days),
    )


def _on_days(puts: Sequence[tuple[str, str, Put]], paper: Paper) -> OnDays:
    plot = Box(AIR, 0.0, paper.width - 2 * AIR, ROW * len(puts))

    def x(value: float) -> float:
        return round(plot.x + plot.width * (value - LOW) / (HIGH - LOW), 1)

    rows = []
    for place, (side, kind, put) in enumerate(puts):
        y = ROW * place + ABOVE + 14
        low, high = put.band
        left, right = x(low - 0.25), x(high + 0.25)
        dots = tuple(
            (x(value), round(2.2 + 1.6 * times**0.5, 1)) for value, times in sorted(Counter(put.answers).items())
        )
        band = Box(
            max(left, 1.0), y - HALF_BAND, round(min(right, paper.width - 1.0) - max(left, 1.0), 1), 2 * HALF_BAND
        )
        name_y, top = ROW * place + ABOVE - 4, y - HALF_BAND - 4
        rows.append(Row(side, kind, name_y, y, top, 2 * HALF_BAND + 8, dots, x(put.middle), band))
    scale = tuple(Mark(x(value), label) for value, label in scale_labels(LOW, HIGH))
    return OnDays(
        Paper(paper.name, paper.width, round(plot.height + 2.2 * paper.type_size), paper.type_size),
        plot,
        tuple(rows),
        scale,
    )


def _y(plot: Box, value: float) -> float:
    return round(plot.y + plot.height * (1 - (value - LOW) / (HIGH - LOW)), 1)
