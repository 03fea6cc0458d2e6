"""Lines and pages of a paper, broken where a typographer would break them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leanings.web.kit.paper import render_paper
from leanings.web.kit.paper_flow import Page, Piece, pages_of
from leanings.web.kit.paper_letters import in_letters, is_written_otherwise
from leanings.web.kit.paper_lines import break_lines
from leanings.web.kit.paper_paint import Part, paint_of
from leanings.web.kit.paper_sheet import Hand, Sheets
from leanings.web.kit.report import SHEETS
from tests import examples
from tests.web.papers import HEIGHT, open_paper

SAID = "Your answers about close have mostly been 3 to 5 out of 10 over the last 28 days."


def broken(text: str, letters: int, *, balanced: bool = False) -> tuple[str, ...]:
    """The lines of a text in a column of so many letters, each as wide as the other."""
    return break_lines(text, letters, lambda part: float(len(part)), balanced=balanced)


@given(st.text(alphabet="ab ", max_size=200), st.integers(1, 40), st.booleans())
def test_no_letter_is_lost_and_no_line_is_too_long(text: str, letters: int, balanced: bool) -> None:
    lines = broken(text, letters, balanced=balanced)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(0 < len(line) <= letters for line in lines)


def test_a_heading_has_lines_of_about_one_length() -> None:
    lines = broken(SAID, 60, balanced=True)
    assert len(lines) == 2
    assert abs(len(lines[0]) - len(lines[1])) < 12
    assert len(broken(SAID, 60)[0]) > 50


def test_no_paragraph_ends_in_one_short_word() -> None:
    text = "these are some words of no great length, and then at last comes this one"
    assert [len(line) > 10 for line in broken(text, 35)] == [True] * 3
    assert len(text.split(", ")[1]) > 10


@pytest.mark.parametrize("letters", range(20, 80))
def test_a_number_stays_with_what_it_counts_and_with_the_other_end_of_its_range(letters: int) -> None:
    lines = broken(SAID, letters)
    assert any("3 to 5 out" in line for line in lines)
    assert any("28 days." in line for line in lines)


def test_what_is_bound_is_parted_where_the_column_is_too_narrow() -> None:
    assert broken("3 to 5 out", 4) == ("3 to", "5", "out")


def nothing(_sheets: Sheets, _y: float) -> None:
    """Put nothing."""


def piece(height: float, *, above: float = 0, with_next: bool = False, again: Piece | None = None) -> Piece:
    return Piece(height, nothing, above, with_next, again)


def tops(pages: tuple[Page, ...]) -> list[list[float]]:
    return [[placed.top for placed in page] for page in pages]


def test_a_heading_goes_to_the_next_page_with_what_it_heads() -> None:
    pages = pages_of([piece(60), piece(10, above=10, with_next=True), piece(30)], 0, 100)
    assert tops(pages) == [[0], [0, 10]]


def test_air_at_the_head_of_a_page_is_left_out() -> None:
    assert tops(pages_of([piece(60), piece(60, above=20)], 0, 100)) == [[0], [0]]


def test_a_chain_longer_than_a_page_is_cut_all_the_same() -> None:
    pages = pages_of([piece(60, with_next=True) for _ in range(3)], 0, 100)
    assert [len(page) for page in pages] == [1, 1, 1]


def test_the_head_of_a_table_stands_again_on_the_next_page() -> None:
    head = piece(10)
    pages = pages_of([head, *(piece(20, again=head) for _ in range(6))], 0, 100)
    assert tops(pages) == [[0, 10, 30, 50, 70], [0, 10, 30]]


def test_what_only_parts_two_pieces_is_no_first_of_a_page() -> None:
    rule = Piece(1, nothing, 10, with_next=True, only_parts=True)
    assert [len(page) for page in pages_of([piece(95), rule, piece(40)], 0, 100)] == [1, 1]


@given(st.lists(st.tuples(st.floats(1, 90), st.floats(0, 20), st.booleans()), max_size=30))
def test_every_piece_is_put_once_in_order_and_within_its_page(rows: list[tuple[float, float, bool]]) -> None:
    pieces = [piece(height, above=above, with_next=near) for height, above, near in rows]
    pages = pages_of(pieces, 5, 100)
    assert [placed.piece for page in pages for placed in page] == pieces
    for page in pages:
        assert all(placed.top >= 5 and placed.top + placed.piece.height <= 100.1 for placed in page)
        assert [placed.top for placed in page] == sorted(placed.top for placed in page)


def test_nothing_is_drawn_outside_of_a_page_and_no_page_ends_in_a_heading() -> None:
    for make in (examples.years, examples.couple, examples.practice):
        opened = open_paper(render_paper(make()))
        boxes = [box for page in opened.shapes for box in page]
        assert all(left > 40 and top > 40 and right < 555 and foot < HEIGHT - 40 for left, top, right, foot in boxes)
        for page in opened.pages:
            last = page.replace("This diary is invented. Nobody kept it.", "").splitlines()
            told = [line.strip() for line in last if line.strip() and " / " not in line]
            assert told[-1] not in ("Codebook", "More lines, as pictures", "What it rests on", "Figure Level 8 in 10")


def test_only_known_letters_are_left() -> None:
    known = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ ?:'é")
    assert in_letters("e\u0301a\tb\u200dc", known) == "éa bc"
    assert in_letters("жд\uffff", known) == "zhd?"
    assert is_written_otherwise("ж", known)
    assert not is_written_otherwise("é\u200d\n", known)


@given(st.text())
def test_every_text_becomes_one_of_known_letters(text: str) -> None:
    known = frozenset(map(chr, range(32, 127)))
    assert set(in_letters(text, known)) <= known


def test_a_rule_with_more_classes_weighs_more_and_one_for_screens_nothing() -> None:
    chart = Part("svg", frozenset({"level-chart", "wide"}))
    own, theirs = (Part("section", frozenset({"person", *more})) for more in ((), ("theirs",)))
    line, paint = Part("path", frozenset({"line-of-level"})), paint_of(SHEETS)
    assert paint.of(line, (own, chart))["stroke"] == paint.palette["--mine"]
    assert paint.of(line, (theirs, chart))["stroke"] == paint.palette["--theirs"]
    assert paint.of(line, (own, chart))["fill"] == "none"
    assert paint.of(Part("text", frozenset({"mark"})), (own, chart))["font-size"] == "13.5px"


def test_a_word_may_hold_letters_of_two_fonts() -> None:
    sheets = Sheets("en")
    sheets.add_page()
    for place, font in enumerate(("title", "serif", "italic", "sans", "strong")):
        sheets.write_at(60, 60 + 20 * place, "Łódź ďaleko", Hand(font, 12, 14, "#000"))
    assert open_paper(sheets.whole()).pages[0].count("Łódź") == 5
