"""Words that stand in a box of a drawing: broken into lines that are never wider than it, and cut where it is full.

The server does not measure type. It takes each letter as wide as the wider of our two typefaces has it, or wider, so
that no line of any alphabet leaves its box; a test in a browser holds that.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

# Widths in sizes of the type, measured on Newsreader 400 at 15.5 px and Figtree 500 at 14.5 px; what is in neither
# comes from a typeface of the reader's device, and is taken as wide as such letters get.
_NARROW, _SLIM, _LETTER, _LATIN, _CAPITAL, _WIDE, _FULL = 0.3, 0.41, 0.53, 0.62, 0.8, 1.0, 1.15
_NARROW_ONES = frozenset(" |,.:;/\\ijlt'")
_SLIM_ONES = frozenset("!()-I[]`fr‘’")
_WIDE_ONES = frozenset("mwMW@%&—…")
_END_OF_LATIN = 0x180
CUT = "…"


def width(text: str, size: float) -> float:
    """How wide a text is at most when it is set in that size."""
    return sum(map(_width, text)) * size


def lines(text: str, room: float, size: float, most: int) -> tuple[str, ...]:
    """At most so many lines that fit into the room; where more was said, the last ends with a sign that it goes on."""
    found: list[str] = []
    for word in _pieces(text, room, size):
        joined = f"{found[-1]} {word}" if found else word
        if found and width(joined, size) <= room:
            found[-1] = joined
        elif len(found) < most:
            found.append(word)
        else:
            return (*found[:-1], _cut(found[-1], room, size))
    return tuple(found)


def _pieces(text: str, room: float, size: float) -> Iterator[str]:
    """The words of a text; a word wider than the room in pieces."""
    for word in text.split():
        piece = ""
        for letter in word:
            if piece and width(piece + letter, size) > room:
                yield piece
                piece = ""
            piece += letter
        yield piece


def _cut(line: str, room: float, size: float) -> str:
    while line and width(line + CUT, size) > room:
        line = line[:-1]
    return line.rstrip() + CUT


def _width(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    for width_, ones in ((_NARROW, _NARROW_ONES), (_SLIM, _SLIM_ONES), (_WIDE, _WIDE_ONES)):
        if letter in ones:
            return width_
    if ord(letter) >= _END_OF_LATIN and letter not in "“”–":
        return _FULL
    if letter.isupper():
        return _CAPITAL
    return _LETTER if letter.isascii() else _LATIN
