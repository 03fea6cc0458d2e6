"""The loop: numbered places on a ring, with a person's short words in them. Values in, coordinates out.

A ring of two columns on a phone, of two rows on a wide page; both are read clockwise from the top left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from leanings.core.tool import Field
from leanings.web.tools.drawings.typeset import lines

NUMBER = 11.0  # the radius of the disc with the number of a place
AIR = 11.0  # between the edge of a box and its words
LINE = 1.2  # from one line of what is asked to the next, in sizes of its type
ARROW = 5.0  # half the height of an arrow on the ring


@dataclass(frozen=True, slots=True)
class Frame:
    """The paper of a drawing, in units of the drawing: `across` whether the ring is long in width. On the page, one
    unit is never less than .83 px, so that no letter is under 12 px."""

    name: str
    across: bool
    box: tuple[float, float]
    gap: tuple[float, float]
    size: float  # of the words
    label_size: float
    most: int  # lines of words
    label_most: int


PHONE = Frame("phone", False, (134, 144), (22, 34), 15.5, 14.5, 4, 3)
WIDE = Frame("wide", True, (188, 118), (26, 42), 15.5, 14.5, 4, 2)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words, standing on y."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the ring: its box, its number and where that stands, what it asks, what was said to it; `other`:
    something else was said there at the time it is held beside."""

    number: int
    x: float
    y: float
    width: float
    height: float
    at: tuple[float, float]
    label: tuple[Line, ...]
    words: tuple[Line, ...]
    other: bool = False


@dataclass(frozen=True, slots=True)
class Loop:
    """The drawing for one frame."""

    name: str
    template: str
    width: float
    height: float
    ring: str
    arrows: tuple[str, ...]
    places: tuple[Place, ...]


def loops(field: Field, said: Mapping[str, str] | None) -> tuple[Loop, ...]:
    """The drawing of a question for a phone and for a wide page, with what was said to its places; with None only a map
    of them, without room for words."""
    frames = (PHONE, WIDE) if said is not None else (_map(PHONE), _map(WIDE))
    return tuple(_loop(field, said or {}, frame) for frame in frames)


def two_loops(field: Field, then: Mapping[str, str], now: Mapping[str, str]) -> tuple[Loop, Loop]:
    """Two times of one question, to stand side by side: both as on a phone, since each has half of the page."""
    others = {place.id for place in field.places if then.get(place.id, "") != now.get(place.id, "")}
    ids = [place.id for place in field.places]

    def marked(drawn: Loop) -> Loop:
        places = (replace(one, other=id in others) for one, id in zip(drawn.places, ids, strict=True))
        return replace(drawn, places=tuple(places))

    return marked(_loop(field, then, PHONE)), marked(_loop(field, now, PHONE))


def _map(frame: Frame) -> Frame:
    """The same paper with boxes as tall as what they ask."""
    tall = 2 * AIR + LINE * frame.label_size * frame.label_most
    return replace(frame, box=(frame.box[0], round(tall)))


def _loop(field: Field, said: Mapping[str, str], frame: Frame) -> Loop:
    cells = _cells(len(field.places), frame.across)
    corners = [_corner(cell, frame) for cell in cells]
    wide, tall = frame.box
    places = [
        _place(number, corner, frame, place.label, said.get(place.id, ""))
        for number, (place, corner) in enumerate(zip(field.places, corners, strict=True), start=1)
    ]
    centres = [(x + wide / 2, y + tall / 2) for x, y in corners]
    return Loop(
        name=frame.name,
        template="tools/drawings/loop.html",
        width=max(x for x, _ in corners) + wide + 1,
        height=max(y for _, y in corners) + tall + 1,
        ring="M" + "L".join(f"{x:g} {y:g}" for x, y in centres) + "Z",
        arrows=tuple(_arrow(one, other) for one, other in pairwise([*centres, centres[0]])),
        places=tuple(places),
    )


def _cells(count: int, across: bool) -> list[tuple[int, int]]:
    """Column and row of each place, clockwise from the top left; `count` is even."""
    side = count // 2
    if across:
        return [(at, 0) for at in range(side)] + [(at, 1) for at in reversed(range(side))]
    return [(0, 0), *((1, at) for at in range(side)), *((0, at) for at in reversed(range(1, side)))]


def _corner(cell: tuple[int, int], frame: Frame) -> tuple[float, float]:
    """The top left corner of a box."""
    (column, row), (wide, tall), (beside, below) = cell, frame.box, frame.gap
    return NUMBER + column * (wide + beside), NUMBER + row * (tall + below)


def _place(number: int, corner: tuple[float, float], frame: Frame, label: str, said: str) -> Place:
    (x, y), (wide, tall) = corner, frame.box
    room = wide - 2 * AIR
    asked = lines(label, room, frame.label_size, frame.label_most)
    told = lines(said, room, frame.size, frame.most)
    first = y + AIR + frame.label_size
    step = frame.label_size * LINE
    after = first + step * (len(asked) - 1) + AIR / 2 + frame.size
    return Place(
        number=number,
        x=x,
        y=y,
        width=wide,
        height=tall,
        at=(x, y),
        label=_set(asked, x + AIR, first, step),
        words=_set(told, x + AIR, after, frame.size * 1.25),
    )


def _set(texts: Iterable[str], x: float, first: float, step: float) -> tuple[Line, ...]:
    return tuple(Line(x, round(first + step * place, 2), text) for place, text in enumerate(texts))


def _arrow(one: tuple[float, float], other: tuple[float, float]) -> str:
    """The head of an arrow halfway from one place to the next; they stand beside or below each other."""
    (x, y), (to_x, to_y) = one, other
    middle_x, middle_y = (x + to_x) / 2, (y + to_y) / 2
    if y == to_y:
        turn = ARROW if to_x > x else -ARROW
        return f"M{middle_x - turn:g} {middle_y - ARROW:g}l{2 * turn:g} {ARROW:g}l{-2 * turn:g} {ARROW:g}z"
    turn = ARROW if to_y > y else -ARROW
    return f"M{middle_x - ARROW:g} {middle_y - turn:g}l{ARROW:g} {2 * turn:g}l{ARROW:g} {-2 * turn:g}z"
