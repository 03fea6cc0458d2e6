"""Tables on paper: rows that are not cut, a head that stands again on every page, numbers under each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from leanings.web.kit.axes import Anchor
from leanings.web.kit.paper_flow import Piece
from leanings.web.kit.paper_pieces import LEFT, RISE, WIDTH, Hands, lines_of
from leanings.web.kit.paper_sheet import Hand, Sheets

PAD = 3.5  # above and below the words of a row
GUTTER = 12.0  # between two columns
START: Anchor = "start"
END: Anchor = "end"
TALLEST = 24  # lines; a row with more is gone on with in the next


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its share of the width, how it is set, and whether its words end at its right edge."""

    head: str
    share: float
    hand: Hand
    right: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """The words of a row, one text for each column, and the place of the paper its first word leads to."""

    cells: Sequence[str]
    leads_to: str = ""


def table(
    sheets: Sheets, columns: Sequence[Column], rows: Sequence[TableRow], hands: Hands, *, above: float
) -> Iterator[Piece]:
    """The table; its head stays with the first two rows, and its last row with the one before."""
    head = _head(sheets, columns, hands) if any(column.head for column in columns) else None
    if head is not None and rows:
        yield replace(head, above=above, with_next=True)
    for place, row in enumerate(rows):
        pieces = _row(sheets, columns, row, hands)
        near = place == 0 or place == len(rows) - 2
        for part, piece in enumerate(pieces):
            air = above if head is None and place == part == 0 else 0.0
            close = near and len(pieces) == 1 and place < len(rows) - 1
            yield replace(piece, above=air, again=head, with_next=close)


def _head(sheets: Sheets, columns: Sequence[Column], hands: Hands) -> Piece:
    """The names of the columns."""
    heads = [replace(column, hand=hands.cell_head) for column in columns]
    return _cells(heads, _broken(sheets, heads, [column.head for column in columns]), hands, low=True)


def _row(sheets: Sheets, columns: Sequence[Column], row: TableRow, hands: Hands) -> list[Piece]:
    """A row, in several pieces where it is very tall."""
    cells = _broken(sheets, columns, row.cells)
    tall = max(len(lines) for lines in cells)
    starts = range(0, max(1, tall), TALLEST)
    return [
        _cells(
            columns,
            [lines[start : start + TALLEST] for lines in cells],
            hands,
            ruled=start + TALLEST >= tall,
            leads_to=row.leads_to,
        )
        for start in starts
    ]


def _broken(sheets: Sheets, columns: Sequence[Column], texts: Sequence[str]) -> list[tuple[str, ...]]:
    """The lines of each cell."""
    return [
        lines_of(sheets, text, column.hand, column.share * WIDTH - GUTTER)
        for column, text in zip(columns, texts, strict=True)
    ]


def _cells(
    columns: Sequence[Column],
    cells: Sequence[Sequence[str]],
    hands: Hands,
    *,
    low: bool = False,
    ruled: bool = True,
    leads_to: str = "",
) -> Piece:
    """One row of lines above its rule; `low` lets all cells end together, as in a head."""
    leading = max(column.hand.leading for column in columns)
    tall = max(1, *(len(lines) for lines in cells))
    height = 2 * PAD + tall * leading

    def put(sheets: Sheets, y: float) -> None:
        with sheets.tagged("P"):
            for column, left, right, lines in zip(columns, *_edges(columns), cells, strict=True):
                stands = y + PAD + (leading - column.hand.size) / 2 + RISE * column.hand.size
                for place, line in enumerate(lines, start=tall - len(lines) if low else 0):
                    x, anchor = (right, END) if column.right else (left, START)
                    sheets.write_at(x, stands + place * leading, line, column.hand, anchor)
        if leads_to:
            sheets.lead(LEFT, y, columns[0].share * WIDTH, height, leads_to)
        if ruled:
            with sheets.beside():
                sheets.rule(LEFT, y + height, LEFT + WIDTH, y + height, hands.line)

    return Piece(height, put)


def _edges(columns: Sequence[Column]) -> tuple[list[float], list[float]]:
    """Where the words of each column begin, and where they end."""
    left = [LEFT + WIDTH * sum(column.share for column in columns[:place]) for place in range(len(columns))]
    return left, [*(x - GUTTER for x in left[1:]), LEFT + WIDTH]
