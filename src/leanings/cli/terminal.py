"""The reading as text for a terminal: the same sentences and figures as on the page, the picture in letters."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from leanings.cli.drawing import ASCII, UNICODE, Drawing, Signs, draw
from leanings.content.figures import UNKNOWN, Figure, estimate_text, figures
from leanings.content.loader import Content, Words, content_in
from leanings.content.sentences import FourSentences, Speech, four_sentences, speech_for
from leanings.core.reading import Reading, SignalReading

MOST_DRAWN = 5  # people with pictures; more are read better as a table
SENTENCED = 3  # lines of a person with sentences, as on the page
MEASURE = 78  # letters to a line of text; longer ones tire
NARROWEST = 40
LONG_VALUES = 24  # letters of a level and its band; dates are longer, and would leave no room for labels
LEAST_LABEL = 20  # letters that the label of a figure needs beside its values
LEAST_WORDS = 20  # letters that the words need beside the figures of a table
PLAIN = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "–": "-", "—": "-", "−": "-", "…": "...", "\u00a0": " "})
COLOURS = {"level": "36", "both": "36", "doubt": "2;36", "usual": "2", "strong": "1", "soft": "2"}


@dataclass(frozen=True, slots=True)
class Paper:
    """What is written on: how wide, with colour or not, in which encoding and with which signs."""

    width: int
    colour: bool
    encoding: str
    signs: Signs

    def clean(self, text: str) -> str:
        """The text without control letters, in letters the terminal has."""
        shown = "".join(letter if letter.isprintable() else "?" for letter in text)
        if self.signs is ASCII:
            shown = shown.translate(PLAIN)
        return shown.encode(self.encoding, "replace").decode(self.encoding)

    def paint(self, text: str, what: str) -> str:
        """The text in the colour of what it is."""
        return f"\x1b[{COLOURS[what]}m{text}\x1b[0m" if self.colour and what in COLOURS and text.strip() else text

    def wrap(self, text: str, indent: str = "", what: str = "") -> list[str]:
        """The text in lines of the measure."""
        lines = _broken(self.clean(text), min(self.width, MEASURE), indent)
        return [self.paint(line, what) for line in lines]


def render_terminal(
    reading: Reading, width: int, colour: bool, encoding: str = "utf-8", content: Content | None = None
) -> str:
    """The whole reading as text; beyond five people a table of one row a line."""
    content = content_in("en") if content is None else content
    paper = _paper(width, colour, encoding)
    speech = speech_for(reading, content)
    lines = [*paper.wrap(content.say("invented"), what="strong"), ""] if reading.invented else []
    drawn = len(reading.people) <= MOST_DRAWN
    lines += _people(reading, speech, paper) if drawn else _overview(reading, speech, paper)
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"


def _paper(width: int, colour: bool, encoding: str) -> Paper:
    """What is written on, with the signs that the encoding has; one nobody knows is taken for ASCII."""
    try:
        "".join(asdict(UNICODE).values()).encode(encoding)
        "“”’–−".encode(encoding)
    except UnicodeEncodeError:
        return Paper(max(NARROWEST, width), colour, encoding, ASCII)
    except LookupError:
        return Paper(max(NARROWEST, width), colour, "ascii", ASCII)
    return Paper(max(NARROWEST, width), colour, encoding, UNICODE)


def _people(reading: Reading, speech: Speech, paper: Paper) -> list[str]:
    """Every line of every person, with its picture."""
    lines: list[str] = []
    for person in reading.people:
        for number, signal in enumerate(person.signals):
            name = f"“{signal.name}”" if len(reading.people) == 1 else f"{person.label}: “{signal.name}”"
            lines += _line(signal, name, number < SENTENCED, speech, paper)
    return lines


def _line(signal: SignalReading, name: str, sentenced: bool, speech: Speech, paper: Paper) -> list[str]:
    """One line: its words around its picture, then its figures."""
    said = four_sentences(signal, speech.content, speech.voice, speech.days)
    labels = speech.content.words["figures"]
    return [
        *paper.wrap(name, what="soft"),
        *(_told(said, paper) if sentenced else []),
        "",
        *_picture(signal, speech, paper),
        *(_beneath(said, labels, paper) if sentenced else []),
        *_table(figures(signal, speech.content, speech.days), labels, paper),
        "",
        *(paper.wrap(said.last) if sentenced else []),
        "",
        "",
    ]


def _told(said: FourSentences, paper: Paper) -> list[str]:
    """Where it is, then whether it moved."""
    return [
        *paper.wrap(said.where, what="strong"),
        *(line for zone in said.zones for line in paper.wrap(zone)),
        *paper.wrap(said.moved),
        *(paper.wrap(said.caution, what="strong") if said.caution else []),
    ]


def _beneath(said: FourSentences, labels: Words, paper: Paper) -> list[str]:
    """What it rests on and what it cannot know."""
    return [
        *paper.wrap(labels["rests"], what="soft"),
        *paper.wrap(" ".join(said.rests), "  "),
        "",
        *paper.wrap(labels["cannot"], what="soft"),
        *paper.wrap(" ".join(said.cannot), "  "),
        "",
    ]


def _picture(signal: SignalReading, speech: Speech, paper: Paper) -> list[str]:
    """The picture with its axes, its days and what its signs mean."""
    drawing = draw(signal, speech.days, min(paper.width, MEASURE), paper.signs)
    if drawing is None:
        return []
    signs, indent = paper.signs, " " * (drawing.margin + 1)
    lines = [
        paper.clean(label) + signs.axis + "".join(paper.paint(cell.sign, cell.what) for cell in row)
        for label, row in zip(drawing.labels, drawing.rows, strict=True)
    ]
    lines.append(" " * drawing.margin + signs.corner + signs.foot * len(drawing.rows[0]))
    lines += [indent + drawing.foot] if drawing.foot else []
    lines.append(indent + paper.clean(drawing.days))
    lines += [indent + drawing.changed] if drawing.changed else []
    return [*lines, *_key(drawing, signal, speech, paper), ""]


def _key(drawing: Drawing, signal: SignalReading, speech: Speech, paper: Paper) -> list[str]:
    """What the signs of a picture mean, naming only those that are there; no meaning breaks over two lines."""
    content, voice, labels, signs = speech.content, speech.voice, speech.content.words["figures"], paper.signs
    base = "marked" if signal.usual is not None and signal.usual.base == "marked" else "began"
    usual = content.say("picture_usual", base, range=voice["range"], began=voice["began"], marked=voice["marked"])
    meanings = (
        ("answer", signs.answer, voice["answers_within"]),
        ("level", signs.level, labels["key_level"]),
        ("both", signs.both, labels["key_both"]),
        ("doubt", signs.doubt, labels["key_doubt"]),
        ("usual", signs.usual, usual),
        ("missing", signs.missing, labels["key_missing"]),
        ("changed", signs.changed, content.say("picture_changed")),
    )
    there = drawing.held | ({"missing"} if drawing.foot else set()) | ({"changed"} if drawing.changed else set())
    lines = [""]
    for one in (f"{sign} {paper.clean(meaning)}" for what, sign, meaning in meanings if what in there):
        if lines[-1] and drawing.margin + 4 + len(lines[-1]) + len(one) > min(paper.width, MEASURE):
            lines.append("")
        lines[-1] += ("   " if lines[-1] else "") + one
    return [" " * (drawing.margin + 1) + line for line in lines]


def _table(rows: tuple[Figure, ...], labels: Words, paper: Paper) -> list[str]:
    """The figures in three columns; the values stand beneath their label where they are long or there is no room."""
    cells = [(labels["figure"], labels["level"], labels["between"])]
    cells += [(row.label, row.value, row.between) for row in rows]
    shown = [tuple(paper.clean(cell) for cell in row) for row in cells]
    short = [shown[0], *(row for row in shown[1:] if _cells(row[1] + row[2]) <= LONG_VALUES)]
    value, between = (max(_cells(row[column]) for row in short) for column in (1, 2))
    first = min(min(paper.width, MEASURE) - value - between - 4, max(_cells(row[0]) for row in short))
    lines: list[str] = []
    for number, row in enumerate(shown):
        if first < LEAST_LABEL or row not in short:
            lines += [*paper.wrap(row[0]), *paper.wrap("  ".join(row[1:]), "    ")]
            continue
        label, *more = _broken(row[0], first) or [""]
        line = f"{_pad(label, first)}  {' ' * (value - _cells(row[1]))}{row[1]}  {row[2]}"
        lines += [paper.paint(text, "" if number else "soft") for text in (line, *more)]
    return lines


def _overview(reading: Reading, speech: Speech, paper: Paper) -> Iterator[str]:
    """A table of many people: one row a line, the words last or, where there is no room, beneath."""
    rows = list(_rows(reading, speech, paper))
    wide = [max(_cells(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    room = paper.width - sum(wide) - 2 * len(wide)
    for number, row in enumerate(rows):
        start = "".join(f"{_pad(cell, size)}  " for cell, size in zip(row, wide, strict=False))
        if room >= LEAST_WORDS:
            words = _broken(row[-1], room)
            lines = [start + words[0], *(" " * _cells(start) + text for text in words[1:])]
        elif number:
            lines = [*paper.wrap("  ".join(row[:-1])), *paper.wrap(row[-1], "    ")]
        else:
            lines = paper.wrap("  ".join(row))
        yield from (paper.paint(text, "" if number else "soft") for text in lines)


def _rows(reading: Reading, speech: Speech, paper: Paper) -> Iterator[tuple[str, ...]]:
    """The names of the columns, then every line of every person."""
    labels = speech.content.words["figures"]
    names = ("person", "line", "days", "answered", "now_short", "between", "words")
    yield tuple(paper.clean(labels[name]) for name in names)
    for person in reading.people:
        for signal in person.signals:
            said = four_sentences(signal, speech.content, speech.voice, speech.days)
            now = (UNKNOWN, UNKNOWN) if signal.now is None else estimate_text(signal.now, signal, labels)
            cells = (person.label, f"“{signal.name}”", str(signal.days), str(signal.answered), *now, said.kind)
            yield tuple(paper.clean(cell) for cell in cells)


def _broken(text: str, width: int, indent: str = "") -> list[str]:
    """The text in lines of that width; a word with a hyphen stays whole where it can."""
    return textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


def _cells(text: str) -> int:
    """How many places a text takes on the screen."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def _pad(text: str, size: int) -> str:
    """The text filled up to that many places."""
    return text + " " * max(0, size - _cells(text))
