"""Numbers to the short texts of SVG paths: one decimal, relative steps, points that add nothing left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

Point = tuple[float, float]
ENOUGH = 0.15  # a point this near to the straight line between its neighbours cannot be seen, in units of the drawing


def tidy(value: float) -> str:
    """A number with at most one decimal and no needless nought: 3, 3.5, -.5."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text in ("-0", "0") else text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def polyline(points: Sequence[Point]) -> str:
    """A path through the points; empty where there is none."""
    if not points:
        return ""
    first, *steps = _steps(thin(points))
    rest = " ".join(step for step in steps if step != "0 0")
    return f"M{first}l{rest}" if rest else f"M{first}h0"


def _steps(points: Sequence[Point]) -> list[str]:
    """The first point, then the way from each to the next, in tenths so that no error adds up."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    ways = [(x - px, y - py) for (px, py), (x, y) in pairwise([(0, 0), *tenths])]
    return [f"{_tenths(x)} {_tenths(y)}" for x, y in ways]


@lru_cache(8192)  # a long diary takes the same few steps thousands of times
def _tenths(count: int) -> str:
    return tidy(count / 10)


def ribbon(upper: Sequence[Point], lower: Sequence[Point]) -> str:
    """A closed shape between two lines that run over the same days; empty where there is none."""
    if not upper or not lower:
        return ""
    there, back = polyline(upper), polyline(list(reversed(lower)))
    return f"{there}L{back.removeprefix('M').removesuffix('h0')}z"


def dots(points: Iterable[Point]) -> str:
    """A path of lines without length: with round caps each is a dot."""
    return "".join(f"m{step}h0" for step in _steps(list(points)))


def ticks(xs: Iterable[float], top: float, length: float) -> str:
    """A path of short upright strokes of one length, each a step to the right of the last."""
    places = [round(x * 10) for x in xs]
    if not places:
        return ""
    back, stroke = tidy(-length), tidy(length)
    first = f"M{_tenths(places[0])} {tidy(top)}v{stroke}"
    return first + "".join(f"m{_tenths(x - px)} {back}v{stroke}" for px, x in pairwise(places))


def thin(points: Sequence[Point]) -> list[Point]:
    """The points without those that lie on the line between their neighbours (Douglas and Peucker 1973)."""
    if len(points) < 3:
        return list(points)
    keep = {0, len(points) - 1}
    stretches = [(0, len(points) - 1)]
    while stretches:
        start, end = stretches.pop()
        (x0, y0), (x1, y1) = points[start], points[end]
        slope = (y1 - y0) / (x1 - x0) if x1 != x0 else 0.0
        far, at = ENOUGH, None
        for index in range(start + 1, end):
            off = abs(points[index][1] - y0 - slope * (points[index][0] - x0))
            if off > far:
                far, at = off, index
        if at is not None:
            keep.add(at)
            stretches += [(start, at), (at, end)]
    return [points[index] for index in sorted(keep)]
