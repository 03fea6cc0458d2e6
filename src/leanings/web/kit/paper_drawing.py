"""The picture of a page, made ready for paper: the same drawing, its classes turned into the colours of print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from defusedxml.ElementTree import fromstring

from leanings.web.kit.axes import Anchor
from leanings.web.kit.charts import LevelChart
from leanings.web.kit.paper_paint import Paint, Part
from leanings.web.kit.templates import fill

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NEVER_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
WORDS = ("text", "title", "desc")  # set by the paper itself, in its own fonts
PAINTED = (
    "fill",
    "stroke",
    "stroke-width",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-dasharray",
    "stroke-dashoffset",
    "opacity",
)
DOT = re.compile(r"m(-?[\d.]+) (-?[\d.]+)h0")  # a stroke without length, which readers of PDF draw in many ways
HAIR = 0.05
FOR_PAGES = ("class", "id", "role", "aria-labelledby", "aria-hidden", "focusable")
SIZE = re.compile(r"([\d.]+)px")
ANCHORS: dict[str, Anchor] = {"start": "start", "middle": "middle", "end": "end"}


@dataclass(frozen=True, slots=True)
class Lettering:
    """A text on a drawing, in units of the drawing; `halo` is the width of the paper left free around its letters."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    anchor: Anchor
    halo: float
    halo_colour: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture in two layers: its shapes, as a drawing without words, and the words that stand on it."""

    width: float
    height: float
    shapes: str
    words: tuple[Lettering, ...]
    title: str
    told: str

    def in_size(self, width: float) -> str:
        """The shapes as a drawing of this width."""
        size = f'width="{width:g}" height="{width * self.height / self.width:g}"'
        box = f'viewBox="0 0 {self.width:g} {self.height:g}"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box}>{self.shapes}</svg>'


def drawing_of(chart: LevelChart, paint: Paint, *, other: bool = False) -> Drawing:
    """The picture that the page shows; `other` is the second of a couple, who has a hue of their own."""
    told = NEVER_IN_XML.sub("", fill("chart_level.svg", {"chart": chart, "key": "paper"}))
    root: Element = fromstring(told)
    around = (Part("section", frozenset({"person", "theirs"} if other else {"person"})),)
    inside = (*around, _part(root))
    return Drawing(
        width=chart.frame.width,
        height=chart.frame.height,
        shapes="".join(shape for child in root for shape in _shapes(child, paint, inside)),
        words=tuple(word for child in root for word in _words(child, paint, inside)),
        title=root.findtext("title") or "",
        told=root.findtext("desc") or "",
    )


def _part(element: Element) -> Part:
    return Part(element.tag, frozenset(element.attrib.get("class", "").split()))


def _shapes(element: Element, paint: Paint, around: tuple[Part, ...]) -> Iterator[str]:
    """A shape, or a group of them, with its colours written into it."""
    if element.tag in WORDS:
        return
    part = _part(element)
    said = paint.of(part, around)
    given = {name: value for name, value in element.attrib.items() if name not in FOR_PAGES}
    if "d" in given:
        given["d"] = _with_length(given["d"])
    given |= {name: said[name].replace("px", "") for name in PAINTED if name in said}
    written = "".join(f" {name}={quoteattr(value)}" for name, value in given.items())
    inner = "".join(shape for child in element for shape in _shapes(child, paint, (*around, part)))
    yield f"<{element.tag}{written}>{inner}</{element.tag}>"


def _with_length(path: str) -> str:
    """A path of dots, each as long as a hair; the way to the next is shorter by as much."""
    if not DOT.match(path):
        return path
    steps = [(float(x), y) for x, y in DOT.findall(path)]
    return "".join(f"m{x - (HAIR if place else 0):g} {y}h{HAIR}" for place, (x, y) in enumerate(steps))


def _words(element: Element, paint: Paint, around: tuple[Part, ...]) -> Iterator[Lettering]:
    """The texts of a part, in the order in which the page paints them."""
    part = _part(element)
    if element.tag == "text":
        yield _lettering(element, paint.of(part, around))
    elif element.tag not in WORDS:
        for child in element:
            yield from _words(child, paint, (*around, part))


def _lettering(element: Element, said: dict[str, str]) -> Lettering:
    """One text: where it stands and how it is painted."""
    found = SIZE.search(said.get("font-size") or said.get("font") or "")
    size = float(found[1]) if found else 13.5
    lift = element.attrib.get("dy", "0")
    down = float(lift.removesuffix("em")) * size if lift.endswith("em") else float(lift)
    has_halo = "stroke" in said.get("paint-order", "") and "stroke-width" in said
    return Lettering(
        x=float(element.attrib["x"]),
        y=float(element.attrib["y"]) + down,
        text=" ".join("".join(element.itertext()).split()),
        size=size,
        colour=said["fill"],
        anchor=ANCHORS[element.attrib.get("text-anchor", "start")],
        halo=float(said["stroke-width"].removesuffix("px")) if has_halo else 0.0,
        halo_colour=said["stroke"] if has_halo else "",
    )
