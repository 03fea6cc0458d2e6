"""The fonts a page carries in itself, and which of them a text needs."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"
LATIN = (
    "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2191, "
    "U+2193, U+2212, U+2215, U+FEFF, U+FFFD"
)
EXTENDED = "U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, U+1E00-1E9F, U+1EF2-1EFF, U+20A0-20AB"
LETTERS_OF_EXTENDED = ((0x100, 0x2FF), (0x1E00, 0x1EFF))


@dataclass(frozen=True, slots=True)
class Face:
    """One font file, the letters it is for, and its bytes as base64."""

    family: str
    style: str
    weight: str
    name: str
    range: str
    data: str = ""


FACES = (
    Face("Newsreader", "normal", "200 800", "newsreader-latin-wght-normal", LATIN),
    Face("Newsreader", "italic", "200 800", "newsreader-latin-wght-italic", LATIN),
    Face("Figtree", "normal", "300 900", "figtree-latin-wght-normal", LATIN),
)
FACES_EXTENDED = (
    Face("Newsreader", "normal", "200 800", "newsreader-latin-ext-wght-normal", EXTENDED),
    Face("Newsreader", "italic", "200 800", "newsreader-latin-ext-wght-italic", EXTENDED),
    Face("Figtree", "normal", "300 900", "figtree-latin-ext-wght-normal", EXTENDED),
)


def faces_for(text: str) -> tuple[Face, ...]:
    """The fonts a text needs, with their bytes: the larger set of letters only where the text has one of them."""
    extended = any(low <= ord(letter) <= high for letter in set(text) for low, high in LETTERS_OF_EXTENDED)
    wanted = FACES + FACES_EXTENDED if extended else FACES
    return tuple(replace(face, data=_base64(face.name)) for face in wanted)


@cache
def _base64(name: str) -> str:
    """A font file as base64."""
    return base64.b64encode((FOLDER / f"{name}.woff2").read_bytes()).decode("ascii")
