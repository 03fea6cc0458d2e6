"""The paper: it says and shows what the page does, in its order, tells nothing else, and is the same every time."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leanings.content import spell
from leanings.content.loader import load_content
from leanings.content.sentences import four_sentences, voice_of
from leanings.core.reading import Direction, Fit, Kind, PersonReading, Reading
from leanings.web.kit.charts import WIDE
from leanings.web.kit.paper import render_paper
from leanings.web.kit.paper_drawing import Drawing, drawing_of
from leanings.web.kit.paper_paint import paint_of
from leanings.web.kit.paper_sheet import Sheets
from leanings.web.kit.report import SHEETS, report_of
from leanings.web.kit.templates import fill
from tests import examples
from tests.tree import ROOT
from tests.web.papers import Box, Opened, open_paper, places_of

CONTENT = load_content()
WHOLE: tuple[Callable[[], Reading], ...] = (examples.undated, examples.years, examples.couple, examples.practice)
SVG = "{http://www.w3.org/2000/svg}"
NAMES = {
    "<svg><script>": ("<svg><script>", False),
    "קרבה": ("krvh", True),
    "близость": ("blizost'", True),
    "关系": ("GuanXi", True),
    "a\u202eb\u0007c\x00d": ("abcd", False),
    "Łódź ❤️": ("Łódź :heart:", True),
    "i\u0308n": ("ïn", False),
    "\ud800\ue000": ("??", True),
}


def alone(name: str) -> Reading:
    """Ada's only line, under this name."""
    return examples.reading(PersonReading(None, "Ada", (examples.signal("held", "down", name=name),)))


def opened(reading: Reading) -> Opened:
    """The paper of a reading, opened again."""
    return open_paper(render_paper(reading))


@pytest.mark.parametrize(("kind", "direction"), examples.CASES)
def test_each_kind_says_its_four_sentences_in_their_order(kind: Kind, direction: Direction | None) -> None:
    reading = examples.of_kind(kind, direction)
    days = spell.name_days(reading, CONTENT)
    said = four_sentences(reading.people[0].signals[0], CONTENT, voice_of(CONTENT, 1), days)
    text = opened(reading).text
    order = [text.index(one) for one in (said.where, said.moved, *said.rests, *said.cannot, said.last)]
    assert order == sorted(order)
    assert text.rindex("Codebook") > order[-1]


@pytest.mark.parametrize("make", WHOLE)
def test_every_figure_and_every_fact_of_the_page_is_on_the_paper(make: Callable[[], Reading]) -> None:
    reading = make()
    report, text = report_of(reading, CONTENT), opened(make()).text
    lines = [line for person in report.people for line in (*person.lines, *person.more)]
    told = [part for line in lines for row in line.figures for part in (row.label, row.value, row.between)]
    told += [part for fact in report.codebook for part in (fact.label, fact.value)]
    told += [row.words for row in report.overview] + [line.caption for line in lines]
    assert len(told) > 60
    assert [part for part in told if " ".join(part.split()) not in text] == []
    assert text.count("You do not have to wait for this to decide anything.") == sum(
        len(person.lines) for person in report.people
    )


def wide_drawing(reading: Reading) -> tuple[Drawing, ElementTree.Element]:
    """The picture of the first line: as it is made ready for paper, and as the page has it."""
    chart = next(
        chart for chart in report_of(reading, CONTENT).people[0].lines[0].charts if chart.frame.name == WIDE.name
    )
    return drawing_of(chart, paint_of(SHEETS)), ElementTree.fromstring(  # noqa: S314  # our own drawing
        fill("chart_level.svg", {"chart": chart, "key": "test"})
    )


def box_of(shape: ElementTree.Element) -> Box:
    """The box around a shape of the template, worked out from its numbers alone."""
    if shape.tag == "rect":
        x, y, wide, high = (float(shape.attrib[name]) for name in ("x", "y", "width", "height"))
        return x, y, x + wide, y + high
    xs, ys, x, y = [], [], 0.0, 0.0
    for letter, numbers in re.findall(r"([MmLlHhVvz])([^A-Za-z]*)", shape.attrib["d"]):
        values = [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", numbers)]
        flat = [(v, 0.0) if letter in "hH" else (0.0, v) for v in values]
        pairs = flat if letter in "hHvV" else list(zip(values[::2], values[1::2], strict=True))
        for dx, dy in pairs:
            if letter.islower():
                x, y = x + dx, y + dy
            else:
                x, y = (dx, y) if letter == "H" else (x, dy) if letter == "V" else (dx, dy)
            xs.append(x)
            ys.append(y)
    return min(xs), min(ys), max(xs), max(ys)


@pytest.mark.parametrize(("kind", "direction"), examples.CASES)
def test_every_shape_and_every_word_of_the_picture_is_where_the_page_has_it(
    kind: Kind, direction: Direction | None
) -> None:
    drawing, page = wide_drawing(examples.of_kind(kind, direction))
    left, top, scale = 60.0, 100.0, 0.5
    sheets = Sheets("en")
    sheets.add_page()
    sheets.picture(drawing, left, top, WIDE.width * scale)
    paper = sheets.whole()
    drawn = list(open_paper(paper).shapes[0])
    shapes = [element for element in page.iter() if element.tag in ("path", "rect")]
    assert len(drawn) == len(shapes) >= 5
    near = 3.5  # half a line is drawn outside of its path, and its ends are round
    for shape in shapes:
        there = [(left, top, left, top)[place] + scale * edge for place, edge in enumerate(box_of(shape))]
        found = next((box for box in drawn if all(abs(a - b) < near for a, b in zip(box, there, strict=True))), None)
        assert found is not None, (shape.attrib, there)
        drawn.remove(found)
    words = [element for element in page.iter() if element.tag == "text"]
    assert len(words) >= 5
    for word in words:
        assert word.text
        foot = top + scale * (float(word.attrib["y"]) + (13.5 * 0.35 if "dy" in word.attrib else 0))
        assert any(abs(y - foot) < 2.5 for _, y in places_of(paper, word.text)), word.text


def test_words_on_a_picture_stand_where_their_anchor_says() -> None:
    drawing, page = wide_drawing(examples.of_kind("held", "down"))
    sheets = Sheets("en")
    sheets.add_page()
    sheets.picture(drawing, 0, 0, WIDE.width / 2)
    paper = sheets.whole()
    marks = [element for element in page.iter() if element.attrib.get("class") == "mark"]
    start = next(mark for mark in marks if mark.attrib["text-anchor"] == "start")
    end = next(mark for mark in reversed(marks) if mark.attrib["text-anchor"] == "end" and len(mark.text or "") > 3)
    assert places_of(paper, start.text or "")[0][0] == pytest.approx(float(start.attrib["x"]) / 2, abs=1.5)
    assert places_of(paper, end.text or "")[0][0] < float(end.attrib["x"]) / 2 - 15


@pytest.mark.parametrize("make", WHOLE)
def test_every_part_of_every_picture_has_a_colour_of_print(make: Callable[[], Reading]) -> None:
    paint = paint_of(SHEETS)
    for person in report_of(make(), CONTENT).people:
        for chart in (
            chart for line in (*person.lines, *person.more) for chart in line.charts if chart.frame.name == WIDE.name
        ):
            drawing = drawing_of(chart, paint, other=person.other)
            for shape in ElementTree.fromstring(drawing.in_size(10)):  # noqa: S314  # our own drawing
                colours = [shape.attrib.get(name, "none") for name in ("fill", "stroke")]
                assert any(re.fullmatch(r"#[0-9a-f]{3,6}", colour) for colour in colours), shape.attrib
                assert "class" not in shape.attrib
                assert shape.tag.removeprefix(SVG) in ("path", "rect")
            assert all(re.fullmatch(r"#[0-9a-f]{3,6}", word.colour) for word in drawing.words)


def test_the_second_of_a_couple_has_a_hue_of_their_own() -> None:
    ada, ben = (
        drawing_of(person.lines[0].charts[1], paint_of(SHEETS), other=person.other)
        for person in report_of(examples.couple(), CONTENT).people
    )
    hues = [paint_of(SHEETS).palette[name] for name in ("--mine", "--theirs")]
    assert [f'stroke="{hues[0]}"' in drawing.shapes for drawing in (ada, ben)] == [True, False]
    assert [f'stroke="{hues[1]}"' in drawing.shapes for drawing in (ada, ben)] == [False, True]


def test_on_paper_the_palette_is_that_of_print_and_of_no_screen() -> None:
    palette = paint_of(SHEETS).palette
    assert (palette["--paper"], palette["--ink"]) == ("#fff", "#000")
    assert "#191714" not in palette.values()


def test_an_invented_diary_says_so_on_every_page_and_a_kept_one_nowhere() -> None:
    reading = examples.of_kind("open")
    said = "This diary is invented. Nobody kept it."
    assert all(said in page for page in opened(reading).pages)
    assert said not in opened(replace(reading, invented=False)).text


def test_every_page_has_its_number() -> None:
    pages = opened(examples.years()).pages
    assert len(pages) > 4
    assert all(f"{number} / {len(pages)}" in page for number, page in enumerate(pages, start=1))


def test_the_paper_says_nothing_about_itself_but_what_made_it() -> None:
    paper = render_paper(examples.of_kind("held", "down"))
    assert open_paper(paper).about == {"Producer": "Leanings"}
    for word in (b"/CreationDate", b"/ModDate", b"/Author", b"/Title", b"/Metadata", b"/JavaScript", b"/URI"):
        assert word not in paper


def test_pictures_and_the_language_are_told_to_those_who_do_not_see_the_page() -> None:
    paper = render_paper(examples.of_kind("held", "down"))
    assert b"/Lang (en)" in paper
    assert b"/MarkInfo" in paper
    assert paper.count(b"/S /Figure") == 1
    alt = bytes.fromhex(re.findall(rb"/Alt <feff([0-9a-f]+)>", paper)[0].decode()).decode("utf-16-be")
    assert "92 days with an answer. The level is now 3.5" in alt
    assert b"/S /H1" in paper


def test_the_same_reading_gives_the_same_bytes_in_every_process() -> None:
    code = (
        "import hashlib; from tests import examples; from leanings.web.kit.paper import render_paper; "
        "print(hashlib.sha256(render_paper(examples.couple())).hexdigest())"
    )
    sums = {
        subprocess.run(  # noqa: S603  # our own Python
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "TZ": zone},
            check=True,
            capture_output=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(sums) == 1


@pytest.mark.parametrize("name", NAMES)
def test_any_name_can_be_printed(name: str) -> None:
    shown, otherwise = NAMES[name]
    text = opened(alone(name)).text
    assert f"about “{shown}” have mostly been" in text
    assert ("Some letters of the names could not be printed." in text) == otherwise


def test_a_name_of_three_hundred_letters_is_there_to_its_end() -> None:
    name = "".join(chr(97 + place % 26) for place in range(299)) + "Z"
    assert f"“{name}”" in opened(alone(name)).text.replace(" ", "")


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40))
def test_no_name_breaks_the_paper(name: str) -> None:
    line = examples.signal("held", "down", name=name, length=40)
    reading = examples.reading(PersonReading(name, name, (line,)), PersonReading(None, "Ada", (line,)))
    assert "Codebook" in opened(replace(reading, file=name, guessed={name: name})).text


def test_many_people_begin_with_a_table_of_all_that_leads_to_the_forty_who_are_drawn() -> None:
    paper = render_paper(examples.practice())
    text = open_paper(paper).text
    assert text.index("30/B") < text.index("The first 40 of 60 people are drawn here.") < text.index("What it rests on")
    assert paper.count(b"/S /Figure") == 40
    assert paper.count(b"/Subtype /Link") == 40


def test_three_lines_get_sentences_and_further_ones_are_pictures() -> None:
    paper = render_paper(examples.years())
    text = open_paper(paper).text
    assert text.count("What it cannot know") == 3
    assert paper.count(b"/S /Figure") == 5
    assert text.index("More lines, as pictures") > text.rindex("What it cannot know")


def test_figures_that_did_not_settle_are_marked_before_the_picture() -> None:
    reading = examples.of_kind("held", "down")
    line = replace(reading.people[0].signals[0], fit=Fit(False, 0.4, 12, 1.4, 0.3, "acceptance"))
    text = opened(replace(reading, people=(PersonReading(None, "Ada", (line,)),))).text
    assert text.index("Please do not lean on the figures.") < text.index("Dots are your answers")


def test_a_diary_without_a_picture_still_has_its_words() -> None:
    line = replace(examples.signal("open"), trace=None)
    paper = render_paper(examples.reading(PersonReading(None, "Ada", (line,))))
    assert b"/S /Figure" not in paper
    assert "Your answers do not settle this" in open_paper(paper).text


def test_sixty_people_fit_in_a_file_one_can_send() -> None:
    assert len(render_paper(examples.practice())) < 1_000_000
