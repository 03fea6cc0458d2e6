"""Pieces of a paper onto its pages: nothing is cut that belongs together, and no heading stands alone at the foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from leanings.web.kit.paper_sheet import Sheets

MEETS = 0.01  # rounding must not send a piece to the next page


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece that is never cut: its height, the air above it, and how it is put where its top is given.

    `with_next` keeps it on the page of the next piece; `again` is put once more above it where it begins a page, as
    the head of a table is; `mark` is the place that a link leads to. What only parts two pieces is left out where
    a page parts them.
    """

    height: float
    put: Callable[[Sheets, float], None]
    above: float = 0.0
    with_next: bool = False
    again: Piece | None = None
    mark: str = ""
    only_parts: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece and where its top stands."""

    piece: Piece
    top: float


Page = tuple[Placed, ...]


def pages_of(pieces: Sequence[Piece], top: float, foot: float) -> tuple[Page, ...]:
    """The pages, each between `top` and `foot`; air at the head of a page is left out."""
    pages: list[list[Placed]] = [[]]
    y = top
    for chain in _chains(pieces):
        if pages[-1] and y + _height(chain) > foot + MEETS:
            pages.append([])
            y = top
        for piece in chain:
            if piece.only_parts and not pages[-1]:
                continue
            above = piece.above if pages[-1] else 0.0
            if pages[-1] and y + above + piece.height > foot + MEETS:
                pages.append([])
                y, above = top, 0.0
            if not pages[-1] and piece.again is not None:
                pages[-1].append(Placed(piece.again, y))
                y += piece.again.height
            pages[-1].append(Placed(piece, y + above))
            y += above + piece.height
    return tuple(tuple(page) for page in pages)


def _chains(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that stay on one page, as far as one page can hold them."""
    chains: list[list[Piece]] = []
    open_ = False
    for piece in pieces:
        if open_:
            chains[-1].append(piece)
        else:
            chains.append([piece])
        open_ = piece.with_next
    return chains


def _height(chain: Sequence[Piece]) -> float:
    """How high a chain is, with the air above each of its pieces."""
    return sum(piece.above + piece.height for piece in chain)
