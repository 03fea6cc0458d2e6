"""What a paper is made of: paragraphs, notes at the side of a rule, cards, the picture with its caption."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from leanings.web.kit.paper_drawing import Drawing
from leanings.web.kit.paper_flow import Piece
from leanings.web.kit.paper_fonts import known_letters
from leanings.web.kit.paper_letters import in_letters
from leanings.web.kit.paper_lines import break_lines
from leanings.web.kit.paper_sheet import Hand, Sheets

LEFT = 62.0  # about 22 mm on either side: lines of a length that is read with ease
WIDTH = 471.0
INSIDE = 15.0  # from the frame of a card to what is in it
BETWEEN = 14.0  # from one card to the next
RISE = 0.76  # of the size: from the top of a line of letters, set close, to where they stand
ALONE = 6  # lines; a longer paragraph may be cut, and never so that one line stands alone
HIGHEST = 420.0  # points; cards of much text are set below each other, without frames, so that they can be cut


@dataclass(frozen=True, slots=True)
class Hands:
    """Every way in which words are set on a paper, from the palette of print."""

    name: Hand
    where: Hand
    where_several: Hand
    say: Hand
    head: Hand
    eyebrow: Hand
    text: Hand
    caption: Hand
    note: Hand
    last: Hand
    cell: Hand
    cell_soft: Hand
    cell_head: Hand
    who: Hand
    foot: Hand
    ink: str
    soft: str
    line: str


def hands_of(palette: Mapping[str, str]) -> Hands:
    """The hands in the colours of this palette."""
    ink, soft, line = (palette[name] for name in ("--ink", "--soft", "--line"))
    return Hands(
        name=Hand("title", 13, 16, ink),
        where=Hand("title", 22, 27, ink),
        where_several=Hand("title", 16, 20.5, ink),
        say=Hand("serif", 13, 18.5, ink),
        head=Hand("title", 12.5, 16, ink),
        eyebrow=Hand("strong", 9.5, 13, soft),
        text=Hand("sans", 9.5, 13.8, soft),
        caption=Hand("sans", 8.5, 12.2, soft),
        note=Hand("italic", 12, 16.5, ink),
        last=Hand("italic", 12.5, 17, ink),
        cell=Hand("sans", 9, 12.4, ink, tabular=True),
        cell_soft=Hand("sans", 9, 12.4, soft, tabular=True),
        cell_head=Hand("sans", 8.5, 12, soft),
        who=Hand("title", 14, 18, ink),
        foot=Hand("sans", 8, 10, soft, tabular=True),
        ink=ink,
        soft=soft,
        line=line,
    )


def lines_of(sheets: Sheets, text: str, hand: Hand, width: float, *, balanced: bool = False) -> tuple[str, ...]:
    """The lines of a text, in letters that can be printed."""
    plain = in_letters(text, known_letters())
    return break_lines(plain, width, lambda part: sheets.wide(part, hand), balanced=balanced)


def put_lines(sheets: Sheets, lines: Sequence[str], hand: Hand, x: float, y: float) -> None:
    """Set lines below each other, from this top on."""
    half_air = (hand.leading - hand.size) / 2
    for place, line in enumerate(lines):
        sheets.write_at(x, y + half_air + RISE * hand.size + place * hand.leading, line, hand)


def paragraph(
    sheets: Sheets,
    text: str,
    hand: Hand,
    *,
    kind: str = "P",
    above: float = 0.0,
    balanced: bool = False,
    with_next: bool = False,
    mark: str = "",
) -> Iterator[Piece]:
    """A paragraph across the paper; a long one may go on overleaf, two lines at least on either side."""
    lines = lines_of(sheets, text, hand, WIDTH, balanced=balanced)
    size = len(lines) if len(lines) <= ALONE else 2
    cuts = [*range(0, max(1, len(lines) - 1), size), len(lines)]
    for start, end in pairwise(cuts):
        part = lines[start:end]

        def put(sheets: Sheets, y: float, part: Sequence[str] = part) -> None:
            with sheets.tagged(kind):
                put_lines(sheets, part, hand, LEFT, y)

        first, last = start == 0, end == len(lines)
        yield Piece(
            hand.leading * len(part), put, above if first else 0.0, with_next and last, mark=mark if first else ""
        )


def beside_rule(sheets: Sheets, text: str, hands: Hands, *, above: float, with_next: bool = False) -> Piece:
    """A note in italics with a rule at its left."""
    lines = lines_of(sheets, text, hands.note, WIDTH - 14)
    height = hands.note.leading * len(lines) + 4

    def put(sheets: Sheets, y: float) -> None:
        with sheets.beside():
            sheets.rule(LEFT + 1, y, LEFT + 1, y + height, hands.soft, 2)
        with sheets.tagged("P"):
            put_lines(sheets, lines, hands.note, LEFT + 14, y + 2)

    return Piece(height, put, above, with_next)


def divider(hands: Hands, *, above: float) -> Piece:
    """A rule across the paper, before what comes next."""

    def put(sheets: Sheets, y: float) -> None:
        with sheets.beside():
            sheets.rule(LEFT, y, LEFT + WIDTH, y, hands.line)

    return Piece(0.6, put, above, with_next=True, only_parts=True)


def figure(sheets: Sheets, drawing: Drawing, caption: str, hands: Hands, *, above: float) -> Piece:
    """The picture in its card, with its caption."""
    inner = WIDTH - 2 * INSIDE
    drawn = inner * drawing.height / drawing.width
    lines = lines_of(sheets, caption, hands.caption, inner)
    height = INSIDE + drawn + 7 + hands.caption.leading * len(lines) + INSIDE - 3
    alt = in_letters(f"{drawing.title}. {drawing.told}", known_letters())

    def put(sheets: Sheets, y: float) -> None:
        with sheets.beside():
            sheets.card(LEFT, y, WIDTH, height, hands.line)
        with sheets.tagged("Figure", alt):
            sheets.picture(drawing, LEFT + INSIDE, y + INSIDE, inner)
        with sheets.tagged("Caption"):
            put_lines(sheets, lines, hands.caption, LEFT + INSIDE, y + INSIDE + drawn + 7)

    return Piece(height, put, above)


@dataclass(frozen=True, slots=True)
class Said:
    """A heading and its paragraphs."""

    head: str
    texts: Sequence[str]


def cards(sheets: Sheets, pair: tuple[Said, Said], hands: Hands, *, kind: str, above: float) -> Iterator[Piece]:
    """Two cards side by side; where they hold very much, one below the other."""
    width = (WIDTH - BETWEEN) / 2
    laid = [_laid(sheets, said, hands, width - 2 * INSIDE) for said in pair]
    height = max(_card_height(lines, hands) for lines in laid)
    if height > HIGHEST:
        for said in pair:
            yield from paragraph(sheets, said.head, hands.head, kind=kind, above=above, with_next=True)
            for text in said.texts:
                yield from paragraph(sheets, text, hands.text, above=4)
        return

    def put(sheets: Sheets, y: float) -> None:
        for place, (said, lines) in enumerate(zip(pair, laid, strict=True)):
            x = LEFT + place * (width + BETWEEN)
            with sheets.beside():
                sheets.card(x, y, width, height, hands.line)
            top = y + INSIDE - 2
            with sheets.tagged(kind):
                put_lines(sheets, [in_letters(said.head, known_letters())], hands.head, x + INSIDE, top)
            top += hands.head.leading
            for part in lines:
                top += 5
                with sheets.tagged("P"):
                    put_lines(sheets, part, hands.text, x + INSIDE, top)
                top += hands.text.leading * len(part)

    yield Piece(height, put, above)


def _laid(sheets: Sheets, said: Said, hands: Hands, width: float) -> list[tuple[str, ...]]:
    """The paragraphs of a card as lines."""
    return [lines_of(sheets, text, hands.text, width) for text in said.texts]


def _card_height(parts: Sequence[Sequence[str]], hands: Hands) -> float:
    """How high a card is."""
    inside = sum(5 + hands.text.leading * len(part) for part in parts)
    return 2 * INSIDE - 4 + hands.head.leading + inside


def tied(pieces: Sequence[Piece]) -> list[Piece]:
    """The same pieces, each kept on the page of the next."""
    return [replace(piece, with_next=True) for piece in pieces[:-1]] + list(pieces[-1:])
