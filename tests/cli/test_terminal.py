"""The reading in a terminal: the same four sentences as on the page, a picture in letters, figures beneath."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leanings.cli.drawing import ASCII, ROWS, UNICODE, draw
from leanings.cli.terminal import render_terminal
from leanings.content import spell
from leanings.content.loader import load_content
from leanings.content.sentences import four_sentences, voice_of
from leanings.core.reading import Direction, Fit, Kind, PersonReading, Reading
from leanings.web.kit.report import render_report
from tests import examples

CONTENT = load_content()


def running(text: str) -> str:
    """A text without its line ends and indents."""
    return " ".join(text.split())


@pytest.mark.parametrize(("kind", "direction"), examples.CASES)
def test_the_terminal_and_the_page_say_the_same_four_sentences(kind: Kind, direction: Direction | None) -> None:
    reading = examples.of_kind(kind, direction)
    days = spell.name_days(reading, CONTENT)
    said = four_sentences(reading.people[0].signals[0], CONTENT, voice_of(CONTENT, 1), days)
    sentences = [said.where, *said.zones, said.moved, *said.rests, *said.cannot, said.last]
    terminal = running(render_terminal(reading, 80, False))
    page = running(unescape(render_report(reading)))
    for text in (terminal, page):
        order = [text.index(one) for one in sentences]
        assert order == sorted(order)


@pytest.mark.parametrize("width", [40, 57, 80, 200])
@pytest.mark.parametrize("make", [examples.undated, examples.years, examples.couple, examples.practice])
def test_no_line_is_longer_than_the_terminal(make: Callable[[], Reading], width: int) -> None:
    text = render_terminal(make(), width, False)
    assert max(map(len, text.splitlines())) <= width


def test_a_narrow_or_odd_terminal_still_gets_a_reading() -> None:
    assert "You do not have to wait" in render_terminal(examples.of_kind("open"), 0, False)


@pytest.mark.parametrize("width", [40, 57, 80])
def test_a_word_with_a_hyphen_is_not_taken_apart(width: int) -> None:
    lines = render_terminal(examples.of_kind("held", "down"), width, False).splitlines()
    assert any("day-to-day" in line for line in lines)
    assert [line for line in lines if line.rstrip().endswith("-")] == []


def test_colour_comes_only_when_asked_and_changes_no_letter() -> None:
    plain = render_terminal(examples.couple(), 80, False)
    coloured = render_terminal(examples.couple(), 80, True)
    assert "\x1b" not in plain
    assert "\x1b[36m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "no-such-encoding"])
def test_a_terminal_without_the_signs_gets_plain_letters(encoding: str) -> None:
    text = render_terminal(examples.undated(), 80, False, encoding)
    text.encode("ascii")
    assert '"mood"' in text
    assert "-1.2" in text


def test_letters_that_would_steer_the_terminal_are_shown_as_question_marks() -> None:
    line = examples.signal("held", "down", name="clo\x1b[2Jse")
    text = render_terminal(examples.reading(PersonReading(None, "E\x07ve", (line,))), 80, False)
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "clo?[2Jse" in text


def test_the_picture_holds_every_sign_it_explains() -> None:
    line = examples.signal("held", "down")
    days = spell.name_days(examples.of_kind("held", "down"), CONTENT)
    drawing = draw(line, days, 80, UNICODE)
    assert drawing is not None
    shown = "".join(cell.sign for row in drawing.rows for cell in row)
    for sign in (UNICODE.answer, UNICODE.level, UNICODE.both, UNICODE.doubt, UNICODE.usual):
        assert sign in shown
    assert len(drawing.rows) == ROWS
    assert UNICODE.changed in drawing.changed
    assert UNICODE.missing in drawing.foot
    assert [label.strip() for label in drawing.labels if label.strip()] == ["10", "5", "0"]


def test_a_lower_answer_stands_lower_in_the_picture() -> None:
    line = examples.signal("held", "down")
    days = spell.name_days(examples.of_kind("held", "down"), CONTENT)
    drawing = draw(line, days, 80, ASCII)
    assert drawing is not None
    rows = [
        next(number for number, row in enumerate(drawing.rows) if row[column].what in ("level", "both"))
        for column in (2, -2)
    ]
    assert rows[0] < rows[1]


@given(st.integers(1, 300), st.integers(40, 120), st.sampled_from([(0, 10), (-3, 3), (0, 100), (0, 1)]))
@settings(max_examples=40)
def test_any_line_can_be_drawn_in_any_width(length: int, width: int, scale: tuple[int, int]) -> None:
    kind: Kind = "too_early" if length < 60 else "passing"
    direction: Direction | None = None if kind == "too_early" else "up"
    line = examples.signal(kind, direction, low=scale[0], high=scale[1], length=length)
    text = render_terminal(examples.reading(PersonReading(None, "Ada", (line,))), width, False)
    assert max(map(len, text.splitlines())) <= width


def test_figures_that_did_not_settle_are_marked() -> None:
    line = replace(examples.signal("held", "down"), fit=Fit(False, 0.4, 12, 1.4, 0.3, "acceptance"))
    text = render_terminal(examples.reading(PersonReading(None, "Ada", (line,))), 80, False)
    assert "Please do not lean on the figures." in text


def test_three_lines_get_sentences_and_all_get_pictures_and_figures() -> None:
    text = render_terminal(examples.years(), 80, False)
    assert text.count("You do not have to wait for this to decide anything.") == 3
    assert text.count("└") == 5
    assert text.count("Now: the last 7 days") == 5


def test_more_than_five_people_are_a_table_of_one_row_a_line() -> None:
    text = render_terminal(examples.practice(), 120, False)
    rows = [line for line in text.splitlines() if re.match(r"\d+/[AB] ", line)]
    assert len(rows) == 60
    assert "└" not in text
    assert "28/B" in text
    assert "This diary is invented. Nobody kept it." in text


def test_the_chance_of_return_and_the_days_needed_are_not_shown() -> None:
    reading = examples.of_kind("too_early")
    line = replace(reading.people[0].signals[0], back_within={28: 0.91}, days_needed=777)
    other = replace(reading, people=(PersonReading(None, "Ada", (line,)),))
    assert render_terminal(other, 80, False) == render_terminal(reading, 80, False)


def test_a_line_without_a_trace_has_words_and_figures_alone() -> None:
    line = replace(examples.signal("open"), trace=None)
    text = render_terminal(examples.reading(PersonReading(None, "Ada", (line,))), 80, False)
    assert "Your answers do not settle this" in text
    assert "└" not in text
