"""The fonts of a paper: each one weight of a vendored file, cut once and kept in memory, set with its kerning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import groupby

import uharfbuzz as hb
from fontTools.ttLib import woff2
from fpdf import FPDF
from fpdf.fonts import HarfBuzzFont, TTFFont

from leanings.web.kit.fonts import FACES, FACES_EXTENDED, FOLDER

EM = 1000.0  # a PDF measures letters in thousandths of their size


@dataclass(frozen=True, slots=True)
class Weight:
    """One weight of one family, upright or italic."""

    family: str
    style: str
    weight: int


WEIGHTS = {
    "title": Weight("Newsreader", "normal", 480),
    "serif": Weight("Newsreader", "normal", 400),
    "italic": Weight("Newsreader", "italic", 400),
    "sans": Weight("Figtree", "normal", 400),
    "strong": Weight("Figtree", "normal", 600),
}


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one font, ready to be set: the font's number, its codes with the room between them, how wide it is."""

    font: int
    codes: str
    width: float


class CutFont(TTFFont):
    """A font from memory; fpdf2 itself takes only files."""

    __slots__ = ("data",)

    def __init__(self, paper: FPDF, name: str, data: bytes) -> None:
        super().__init__(paper, BytesIO(data), name, "")  # type: ignore[arg-type]  # read as a file, never named
        self.data = data
        self.name = name

    @property
    def hbfont(self) -> HarfBuzzFont:
        """The font as the shaper knows it."""
        if self._hbfont is None:
            self._hbfont = HarfBuzzFont(hb.Face(self.data))
        return self._hbfont


class Fonts:
    """The fonts of one paper, each put into it when its first letter is set."""

    def __init__(self, paper: FPDF) -> None:
        self._paper = paper
        self._set: dict[tuple[str, str, bool], tuple[Run, ...]] = {}

    def runs(self, text: str, name: str, *, tabular: bool = False) -> tuple[Run, ...]:
        """A text in a font; letters of the larger set come from a font of their own."""
        key = (text, name, tabular)
        if key not in self._set:
            self._set[key] = tuple(self._runs(text, name, tabular))
        return self._set[key]

    def width(self, text: str, name: str, size: float, *, tabular: bool = False) -> float:
        """How wide a text is when set in this size."""
        return sum(run.width for run in self.runs(text, name, tabular=tabular)) * size / EM

    def _runs(self, text: str, name: str, tabular: bool) -> Iterator[Run]:
        plain = letters_of(name, extended=False)
        for extended, letters in groupby(text, lambda letter: letter not in plain):
            font = self._font(f"{name}-more" if extended else name)
            yield _run(font, "".join(letters), tabular)

    def _font(self, key: str) -> CutFont:
        """The font, put into the paper if it is not there yet."""
        font = self._paper.fonts.get(key)
        if not isinstance(font, CutFont):
            name = key.removesuffix("-more")
            weight = WEIGHTS[name]
            font = CutFont(self._paper, f"{weight.family}-{weight.style}-{key}", cut(name, extended=key != name))
            self._paper.fonts[key] = font
        return font


def _run(font: CutFont, text: str, tabular: bool) -> Run:
    """The codes of a text in one font, and how wide it is, with its kerning and ligatures."""
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.direction, buffer.script, buffer.language = "ltr", "Latn", "en"
    hb.shape(font.hbfont, buffer, {"kern": True, "liga": True, "tnum": tabular})
    starts = [info.cluster for info in buffer.glyph_infos]
    codes, width, pending = [], 0.0, 0.0
    for place, (info, position) in enumerate(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)):
        end = next((start for start in starts[place + 1 :] if start > info.cluster), len(text))
        said = text[info.cluster : end] if place == 0 or starts[place - 1] != info.cluster else ""
        name = font.ttfont.getGlyphName(info.codepoint)
        advance, drawn = (round(font.scale * wide) for wide in (position.x_advance, font.ttfont["hmtx"][name][0]))
        aside = round(font.scale * position.x_offset)
        glyph = font.subset.get_glyph(
            glyph=info.codepoint, unicode=tuple(map(ord, said)), glyph_name=name, glyph_width=drawn
        )
        code = font.subset.pick_glyph(glyph) or 0
        codes.append(f"{_moved(pending + aside)}<{code:04X}>")
        width, pending = width + advance, advance - drawn - aside
    return Run(font.i, "".join(codes) + _moved(pending), width)


def _moved(room: float) -> str:
    """So much more room to the right, as a PDF says it."""
    return f" {-room:g} " if room else ""


@cache
def cut(name: str, *, extended: bool) -> bytes:
    """A font of one weight, with all its letters."""
    weight = WEIGHTS[name]
    faces = FACES_EXTENDED if extended else FACES
    face = next(face for face in faces if (face.family, face.style) == (weight.family, weight.style))
    whole = BytesIO()
    with (FOLDER / f"{face.name}.woff2").open("rb") as packed:
        woff2.decompress(packed, whole)
    variable = hb.Face(whole.getvalue())
    wish = hb.SubsetInput()
    wish.unicode_set.invert()  # of nothing left out: all
    wish.layout_feature_tag_set.invert()
    wish.pin_axis_location(variable, "wght", weight.weight)
    return bytes(hb.subset(variable, wish).blob.data)


@cache
def letters_of(name: str, *, extended: bool) -> frozenset[str]:
    """The letters that one font has."""
    return frozenset(map(chr, hb.Face(cut(name, extended=extended)).unicodes))


@cache
def known_letters() -> frozenset[str]:
    """The letters that every font of the paper has, so that a name looks the same wherever it stands."""
    each = [letters_of(name, extended=False) | letters_of(name, extended=True) for name in WEIGHTS]
    return frozenset.intersection(*each)
