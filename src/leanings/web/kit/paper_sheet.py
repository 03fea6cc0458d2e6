"""The sheets of a paper: words, rules and pictures put in their places, for eyes and for those who listen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from fpdf import FPDF
from fpdf.enums import PDFResourceType
from fpdf.output import OutputProducer, PDFInfo
from fpdf.svg import SVGObject

from leanings.web.kit.axes import Anchor
from leanings.web.kit.paper_drawing import Drawing
from leanings.web.kit.paper_fonts import Fonts, known_letters
from leanings.web.kit.paper_letters import in_letters

NAME = "Leanings"
ROUND = 7.0  # corners of a card, in points
FIRM = 1.6  # a halo is drawn as a line on both sides of a letter's edge; this much of it keeps small letters crisp
SHARE = {"start": 0.0, "middle": 0.5, "end": 1.0}


@dataclass(frozen=True, slots=True)
class Hand:
    """How words are set: font, size and line height in points, colour; `tabular` figures are all of one width."""

    font: str
    size: float
    leading: float
    colour: str
    tabular: bool = False


class Sheets(FPDF):
    """An A4 paper, measured in points from its upper left corner."""

    def __init__(self, language: str) -> None:
        super().__init__(unit="pt", format="A4")
        self.set_auto_page_break(False)
        self.set_margin(0)
        self.set_lang(language)
        self.creation_date = None  # type: ignore[assignment]  # it would make its bytes others each time
        self._setter = Fonts(self)
        self._marks: dict[str, int] = {}

    def wide(self, text: str, hand: Hand) -> float:
        """How wide a text is."""
        return self._setter.width(text, hand.font, hand.size, tabular=hand.tabular)

    def write_at(self, x: float, y: float, text: str, hand: Hand, anchor: Anchor = "start") -> None:
        """Set a text, its letters standing on y."""
        self._text(x - SHARE[anchor] * self.wide(text, hand), y, text, hand, f"{_rgb(hand.colour)} rg 0 Tr")

    def write_on_picture(
        self, x: float, y: float, text: str, hand: Hand, anchor: Anchor, halo: tuple[float, str]
    ) -> None:
        """Set a text that stays readable on a drawing: around its letters the paper is left free."""
        left = x - SHARE[anchor] * self.wide(text, hand)
        if halo[0]:
            self._text(left, y, text, hand, f"{_rgb(halo[1])} RG {halo[0] * FIRM / 2:.2f} w 1 j 1 Tr")
        self._text(left, y, text, hand, f"{_rgb(hand.colour)} rg 0 Tr")

    def rule(self, x: float, y: float, right: float, bottom: float, colour: str, wide: float = 0.6) -> None:
        """Draw a straight line."""
        top = self.h - y
        self._out(f"q {_rgb(colour)} RG {wide:g} w {x:.2f} {top:.2f} m {right:.2f} {self.h - bottom:.2f} l S Q")

    def card(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Draw the frame of a card."""
        with self.local_context(draw_color=colour, line_width=0.6):
            self.rect(x, y, width, height, round_corners=True, corner_radius=ROUND)

    def dot(self, x: float, y: float, radius: float, colour: str) -> None:
        """Draw a dot around a place."""
        with self.local_context(fill_color=colour):
            self.circle(x, y, radius, style="F")

    def picture(self, drawing: Drawing, x: float, y: float, width: float) -> None:
        """Draw a picture in this width: its shapes first, then its words."""
        scale = width / drawing.width
        SVGObject(drawing.in_size(width).encode()).draw_to_page(self, x=x, y=y)
        for word in drawing.words:
            hand = Hand("sans", word.size * scale, 0, word.colour, tabular=True)
            text = in_letters(word.text, known_letters())
            halo = (word.halo * scale, word.halo_colour)
            self.write_on_picture(x + word.x * scale, y + word.y * scale, text, hand, word.anchor, halo)

    def expect(self, marks: Mapping[str, tuple[int, float]]) -> None:
        """Remember the page and the height of every place that links lead to."""
        self._marks = {mark: self.add_link(y=top, page=number) for mark, (number, top) in marks.items()}

    def lead(self, x: float, y: float, width: float, height: float, mark: str) -> None:
        """Let a part of the paper lead to a place of it."""
        if mark in self._marks:
            self.link(x, y, width, height, self._marks[mark])

    @contextmanager
    def tagged(self, kind: str, alt: str | None = None) -> Iterator[None]:
        """Say what a piece is to whoever does not see it: P, H1, Figure and its description."""
        mark = self.struct_builder.next_mcid_for_page(self.page)
        self._add_marked_content(struct_type=f"/{kind}", mcid=mark, alt_text=alt)
        self._out(f"/{kind} <</MCID {mark}>> BDC")
        yield
        self._out("EMC")

    @contextmanager
    def beside(self) -> Iterator[None]:
        """What is no part of the text: rules, frames, numbers of pages."""
        self._out("/Artifact BMC")
        yield
        self._out("EMC")

    def whole(self) -> bytes:
        """The paper as a file."""
        return bytes(self.output(output_producer_class=_Silent))

    def _text(self, x: float, y: float, text: str, hand: Hand, how: str) -> None:
        """The words themselves, font by font."""
        runs = self._setter.runs(text, hand.font, tabular=hand.tabular)
        if not runs:
            return
        set_ = "".join(f"/F{run.font} {hand.size:g} Tf [{run.codes}] TJ " for run in runs)
        for run in runs:
            self._resource_catalog.add(PDFResourceType.FONT, run.font, self.page)
        self._out(f"q BT {how} {x:.2f} {self.h - y:.2f} Td {set_}ET Q")


class _Silent(OutputProducer):
    """Says nothing about the paper but what made it: no title, no author, no time."""

    def _add_info(self) -> PDFInfo:
        nothing = PDFInfo(None, None, None, None, None, NAME, None)  # type: ignore[arg-type]  # it has no time
        self._add_pdf_obj(nothing)
        return nothing


def _rgb(colour: str) -> str:
    """A colour such as #1d474d or #fff as a PDF says it."""
    digits = colour.removeprefix("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    return " ".join(f"{int(digits[place : place + 2], 16) / 255:.3g}" for place in (0, 2, 4))
