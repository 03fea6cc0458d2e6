"""The paper: a whole reading as a PDF, with the words, pictures and figures of the page, for a drawer or a desk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from leanings.content.loader import Content, content_in
from leanings.core.reading import Reading
from leanings.web.kit.charts import WIDE
from leanings.web.kit.line import Line
from leanings.web.kit.paper_drawing import drawing_of
from leanings.web.kit.paper_flow import Page, Piece, pages_of
from leanings.web.kit.paper_fonts import known_letters
from leanings.web.kit.paper_letters import in_letters, is_written_otherwise
from leanings.web.kit.paper_paint import Paint, paint_of
from leanings.web.kit.paper_pieces import (
    LEFT,
    RISE,
    WIDTH,
    Hands,
    Said,
    beside_rule,
    cards,
    divider,
    figure,
    hands_of,
    lines_of,
    paragraph,
    put_lines,
    tied,
)
from leanings.web.kit.paper_sheet import NAME, Sheets
from leanings.web.kit.paper_table import Column, TableRow, table
from leanings.web.kit.printing import Extra
from leanings.web.kit.report import SHEETS, Person, Report, Row, report_of
from leanings.web.kit.templates import say

TOP, FOOT = 56.0, 776.0  # where the words of a page begin and end, in points of 842
FOOT_LINE = 806.0  # where the number of the page stands


@dataclass(frozen=True, slots=True)
class _Paper:
    """Everything a piece of the paper needs to be made."""

    sheets: Sheets
    report: Report
    extras: Mapping[str, Extra]
    paint: Paint
    hands: Hands


def render_paper(reading: Reading, content: Content | None = None) -> bytes:
    """The paper of a reading as a PDF; the same reading gives the same bytes."""
    content = content_in("en") if content is None else content
    return print_report(report_of(reading, content), content.say("letters"))


def print_report(report: Report, letters: str, extras: Mapping[str, Extra] | None = None) -> bytes:
    """The paper of a report; `letters` is said where a name had to be written otherwise, `extras` go by line keys."""
    paint = paint_of(SHEETS)
    paper = _Paper(Sheets(report.language), report, extras or {}, paint, hands_of(paint.palette))
    pages = pages_of(list(_story(paper, letters)), TOP, FOOT)
    paper.sheets.expect({piece.mark: (number, top) for number, top, piece in _marks(pages)})
    for number, page in enumerate(pages, start=1):
        paper.sheets.add_page()
        for placed in page:
            placed.piece.put(paper.sheets, placed.top)
        _foot(paper, f"{number} / {len(pages)}", report.invented if number > 1 else "")
    return paper.sheets.whole()


def _marks(pages: Sequence[Page]) -> Iterator[tuple[int, float, Piece]]:
    """Every place that a link may lead to."""
    for number, page in enumerate(pages, start=1):
        yield from ((number, placed.top, placed.piece) for placed in page if placed.piece.mark)


def _foot(paper: _Paper, number: str, invented: str) -> None:
    """The number of a page, and on an invented diary that it is one."""
    with paper.sheets.beside():
        paper.sheets.write_at(LEFT + WIDTH, FOOT_LINE, number, paper.hands.foot, "end")
        paper.sheets.write_at(LEFT, FOOT_LINE, invented, paper.hands.foot)


def _story(paper: _Paper, letters: str) -> Iterator[Piece]:
    """Everything in the order in which it is read."""
    sheets, report, hands = paper.sheets, paper.report, paper.hands
    yield _name(report, hands)
    if report.invented:
        yield beside_rule(sheets, report.invented, hands, above=14)
    title = say("What these diaries show") if report.several else say("What my diary shows")
    about = f"{title}: “{report.alone}”" if report.alone else title
    yield from paragraph(sheets, about, hands.eyebrow, kind="H1", above=20, with_next=True)
    if report.several:
        yield from _overview(paper)
    for person in report.people:
        yield from _person(paper, person)
    yield divider(hands, above=30)
    yield from paragraph(sheets, say("Codebook"), hands.head, kind="H2", above=14, with_next=True)
    yield from _facts(paper)
    if _is_written_otherwise(report):
        yield from paragraph(sheets, letters, hands.text, above=14)


def _name(report: Report, hands: Hands) -> Piece:
    """The first line: who made this paper, and of which days."""

    def put(sheets: Sheets, y: float) -> None:
        with sheets.tagged("P"):
            put_lines(sheets, [NAME], hands.name, LEFT, y)
            when = in_letters(report.when, known_letters())
            sheets.write_at(LEFT + WIDTH, y + 1.5 + RISE * hands.name.size, when, hands.text, "end")

    return Piece(hands.name.leading, put)


def _overview(paper: _Paper) -> Iterator[Piece]:
    """Every line of every person in one row."""
    words, hands = paper.report.labels, paper.hands
    columns = (
        Column(words["person"], 0.13, hands.cell),
        Column(words["line"], 0.13, hands.cell),
        Column(words["days"], 0.07, hands.cell_soft, right=True),
        Column(words["answered"], 0.11, hands.cell_soft, right=True),
        Column(words["now_short"], 0.07, hands.cell_soft, right=True),
        Column(words["between"], 0.14, hands.cell_soft, right=True),
        Column(words["words"], 0.35, hands.cell),
    )
    rows = [_overview_row(row) for row in paper.report.overview]
    yield from table(paper.sheets, columns, rows, hands, above=8)
    if paper.report.drawn_first:
        yield from paragraph(paper.sheets, paper.report.drawn_first, hands.text, above=10)


def _overview_row(row: Row) -> TableRow:
    cells = (row.person, f"“{row.line}”", str(row.days), str(row.answered), row.now, row.between, row.words)
    return TableRow(cells, row.key)


def _person(paper: _Paper, person: Person) -> Iterator[Piece]:
    """One person: the lines with their sentences, then those that are pictures only."""
    sheets, hands, several = paper.sheets, paper.hands, paper.report.several
    if several:
        yield divider(hands, above=30)
        yield _who(paper, person)
    for place, line in enumerate(person.lines):
        if place and not several:
            yield divider(hands, above=30)
        yield from _line(paper, line, person)
    if person.more and person.lines:
        yield divider(hands, above=30)
        kind = "H3" if several else "H2"
        yield from paragraph(sheets, say("More lines, as pictures"), hands.head, kind=kind, above=14, with_next=True)
    for line in person.more:
        heading = paragraph(sheets, f"“{line.name}”", hands.eyebrow, kind="H3", above=18, with_next=True)
        yield from tied([*heading, *_picture(paper, line, person)])
        yield from _figures(paper, line)


def _who(paper: _Paper, person: Person) -> Piece:
    """The name of a person, with a dot in the hue of their picture."""
    hand = paper.hands.who
    lines = lines_of(paper.sheets, person.label, hand, WIDTH - 14)
    hue = paper.paint.palette["--theirs" if person.other else "--mine"]

    def put(sheets: Sheets, y: float) -> None:
        with sheets.beside():
            sheets.dot(LEFT + 4, y + hand.leading / 2 + 0.3, 3.6, hue)
        with sheets.tagged("H2"):
            put_lines(sheets, lines, hand, LEFT + 14, y)

    return Piece(hand.leading * len(lines), put, above=14, with_next=True, mark=person.key)


def _line(paper: _Paper, line: Line, person: Person) -> Iterator[Piece]:
    """One line: its sentences, its picture, what it rests on and what it cannot know, its figures."""
    sheets, hands, labels, said = paper.sheets, paper.hands, paper.report.labels, line.said
    yield from tied([*_opening(paper, line), *_picture(paper, line, person)])
    if said is not None:
        rests, cannot = Said(labels["rests"], said.rests), Said(labels["cannot"], said.cannot)
        yield from cards(sheets, (rests, cannot), hands, kind="H4" if paper.report.several else "H3", above=14)
    figures = list(_figures(paper, line))
    if said is None:
        yield from figures
    else:
        # Its last row goes with the last line, which would be lost at the head of a page.
        yield from (*figures[:-1], *tied([*figures[-1:], *paragraph(sheets, said.last, hands.last, above=14)]))


def _opening(paper: _Paper, line: Line) -> Iterator[Piece]:
    """What is said before the picture: where it is, and whether it moved."""
    sheets, hands, said, several = paper.sheets, paper.hands, line.said, paper.report.several
    extra = paper.extras.get(line.key, Extra())
    if not paper.report.alone:
        yield from paragraph(sheets, f"“{line.name}”", hands.eyebrow, above=8 if several else 14)
    if said is None:
        return
    first, *rest = (extra.lead, said.where) if extra.lead else (said.where,)
    where, kind = (hands.where_several, "H3") if several else (hands.where, "H2")
    yield from paragraph(sheets, first, where, kind=kind, above=6, balanced=True)
    for text in rest:
        yield from paragraph(sheets, text, hands.say, above=10, balanced=True)
    if said.zones:
        yield from paragraph(sheets, " ".join(said.zones), hands.text, above=8)
    yield from paragraph(sheets, said.moved, hands.say, above=10, balanced=True)
    for note in filter(None, (said.caution, extra.note)):
        yield beside_rule(sheets, note, hands, above=12)


def _picture(paper: _Paper, line: Line, person: Person) -> Iterator[Piece]:
    """The wide drawing of a line in its card, and the turning points on it; nothing where there is none."""
    for chart in line.charts:
        if chart.frame.name == WIDE.name:
            drawing = drawing_of(chart, paper.paint, other=person.other)
            yield figure(paper.sheets, drawing, line.caption, paper.hands, above=16)
    for turning in paper.extras.get(line.key, Extra()).turnings:
        yield from paragraph(paper.sheets, turning, paper.hands.text, above=5)


def _figures(paper: _Paper, line: Line) -> Iterator[Piece]:
    """The figures of a line as a table."""
    words, hand = paper.report.labels, paper.hands.cell
    columns = (
        Column(words["figure"], 0.45, hand),
        Column(words["level"], 0.22, hand, right=True),
        Column(words["between"], 0.33, hand, right=True),
    )
    rows = [TableRow((row.label, row.value, row.between)) for row in line.figures]
    yield from table(paper.sheets, columns, rows, paper.hands, above=12)


def _facts(paper: _Paper) -> Iterator[Piece]:
    """The codebook as a table."""
    columns = (Column("", 0.4, paper.hands.cell_soft), Column("", 0.6, paper.hands.cell))
    rows = [TableRow((fact.label, fact.value)) for fact in paper.report.codebook]
    yield from table(paper.sheets, columns, rows, paper.hands, above=6)


def _is_written_otherwise(report: Report) -> bool:
    """Whether a name had to be written in other letters."""
    names = [person.label for person in report.people]
    names += [line.name for person in report.people for line in (*person.lines, *person.more)]
    names += [text for fact in report.codebook for text in (fact.label, fact.value)]
    return any(is_written_otherwise(name, known_letters()) for name in names)
