"""A PDF, opened again: what is read on each of its pages, and what is drawn there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2.raw import FPDF_PAGEOBJ_PATH

HEIGHT = 841.89  # an A4 page in points
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Opened:
    """A PDF as a reader sees it: the words of each page, its boxes of drawn shapes, and what it says about itself."""

    pages: tuple[str, ...]
    shapes: tuple[tuple[Box, ...], ...]
    about: dict[str, str]

    @property
    def text(self) -> str:
        """All that is read, in its order, with one space between two words."""
        return " ".join(" ".join(self.pages).split())


def open_paper(paper: bytes) -> Opened:
    """The PDF, read by the engine that Chromium shows it with."""
    document = pypdfium2.PdfDocument(paper)
    try:
        pages = tuple(page.get_textpage().get_text_range() for page in document)
        shapes = tuple(tuple(_boxes(page)) for page in document)
        about = {name: value for name, value in document.get_metadata_dict().items() if value}
    finally:
        document.close()
    return Opened(pages, shapes, about)


def _boxes(page: pypdfium2.PdfPage) -> Iterator[Box]:
    """The box of every shape: left, top, right, bottom, measured from the upper left corner."""
    for shape in page.get_objects(filter=[FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = shape.get_bounds()
        yield left, HEIGHT - top, right, HEIGHT - bottom


def places_of(paper: bytes, words: str) -> list[tuple[float, float]]:
    """Where these words stand on the first page: the left edge of the first letter, the foot of the letters."""
    document = pypdfium2.PdfDocument(paper)
    try:
        text = document[0].get_textpage()
        found = []
        for match in re.finditer(re.escape(words), text.get_text_range()):
            left, bottom, _, _ = text.get_charbox(match.start(), loose=False)
            found.append((left, HEIGHT - bottom))
        return found
    finally:
        document.close()
