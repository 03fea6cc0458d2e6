"""The report: a whole reading as one page that needs nothing but itself."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from leanings.content import spell
from leanings.content.figures import UNKNOWN, Fact, codebook, estimate_text
from leanings.content.loader import Content, content_in
from leanings.content.sentences import Speech, four_sentences, speech_for
from leanings.core.reading import PersonReading, Reading
from leanings.web.kit.fonts import faces_for
from leanings.web.kit.line import Line, line_of
from leanings.web.kit.templates import fill

KIT = Path(__file__).parent
SHEETS = ("look.css", "chart.css", "report.css")
SENTENCED = 3  # more lines than three become a search for the one that says something
DRAWN = 40  # people drawn in one file; a page of hundreds is neither read nor printed
ONLY = "--only NAME"


@dataclass(frozen=True, slots=True)
class Person:
    """One person, ready for the template; `more` are pictures only, `other` marks the second of a couple."""

    key: str
    label: str
    other: bool
    lines: tuple[Line, ...]
    more: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the overview of many people; `key` is empty for one who is not drawn."""

    key: str
    person: str
    line: str
    days: int
    answered: int
    now: str
    between: str
    words: str


@dataclass(frozen=True, slots=True)
class Report:
    """A whole reading in words, pictures and figures, in the order in which they are read."""

    language: str
    labels: Mapping[str, str]
    several: bool
    alone: str
    when: str
    invented: str
    overview: tuple[Row, ...]
    drawn_first: str
    people: tuple[Person, ...]
    codebook: tuple[Fact, ...]


def render_report(reading: Reading, content: Content | None = None) -> str:
    """The page as text: sentences, pictures and figures of every person, with style and fonts inside."""
    content = content_in("en") if content is None else content
    report = report_of(reading, content)
    style = _style(reading, content, report.codebook)
    style_sum = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    told = {field.name: getattr(report, field.name) for field in fields(report)}
    return fill("report.html", {**told, "style": style, "style_sum": style_sum})


def report_of(reading: Reading, content: Content, people: tuple[Person, ...] | None = None) -> Report:
    """What every report of this reading says and shows, on a page or on paper; `people` where they are ready."""
    speech, several = speech_for(reading, content), len(reading.people) > 1
    return Report(
        language=content.words["calendar"].language,
        labels=content.words["figures"].words,
        several=several,
        alone=_alone(reading),
        when=_when(reading, content),
        invented=content.say("invented") if reading.invented else "",
        overview=tuple(_overview(reading, speech)) if several else (),
        drawn_first=_drawn_first(reading, content),
        people=tuple(_people(reading, speech)) if people is None else people,
        codebook=codebook(reading, content),
    )


def _style(reading: Reading, content: Content, facts: tuple[Fact, ...]) -> str:
    """The style of the page: its fonts, the shared look, the look of the report."""
    told = [fact.label + fact.value for fact in facts]
    told += [person.label for person in reading.people]
    told += [text for sentence in content.sentences.values() for text in sentence.texts.values()]
    fonts = fill("fonts.css", {"faces": faces_for("".join(told))})
    return fonts + "".join((KIT / sheet).read_text(encoding="utf-8") for sheet in SHEETS)


def _alone(reading: Reading) -> str:
    """The name of the line where the diary has but one; empty otherwise."""
    lines = [line.name for person in reading.people for line in person.signals]
    return lines[0] if len(lines) == 1 else ""


def _when(reading: Reading, content: Content) -> str:
    """The stretch of days the diary covers, with its year."""
    spans = [span for person in reading.people for line in person.signals if (span := spell.span_of(line))]
    if not spans:
        return ""
    days = spell.Days(reading.dated, True, content.words["calendar"])
    return days.stretch(min(first for first, _ in spans), max(last for _, last in spans))


def _drawn_first(reading: Reading, content: Content) -> str:
    """How to see those who are not drawn; empty where all are."""
    people = len(reading.people)
    if people <= DRAWN:
        return ""
    return content.say("drawn_first", drawn=str(DRAWN), people=str(people), option=ONLY)


def _overview(reading: Reading, speech: Speech) -> Iterator[Row]:
    """Every line of every person in one row each."""
    for number, person in enumerate(reading.people):
        for signal in person.signals:
            said = four_sentences(signal, speech.content, speech.voice, speech.days)
            now, between = UNKNOWN, UNKNOWN
            if signal.now is not None:
                now, between = estimate_text(signal.now, signal, speech.content.words["figures"])
            key = f"p{number + 1}" if number < DRAWN else ""
            yield Row(key, person.label, signal.name, signal.days, signal.answered, now, between, said.kind)


def _people(reading: Reading, speech: Speech) -> Iterator[Person]:
    """The people that are drawn, in the order of the diary."""
    couples: set[str] = set()
    for number, person in enumerate(reading.people[:DRAWN]):
        key = f"p{number + 1}"
        lines = tuple(line_of(signal, f"{key}l{place + 1}", speech) for place, signal in enumerate(person.signals))
        yield Person(key, person.label, _second(person, couples), lines[:SENTENCED], lines[SENTENCED:])
        if person.couple is not None:
            couples.add(person.couple)


def _second(person: PersonReading, couples: set[str]) -> bool:
    """Whether the person's partner has already been drawn."""
    return person.couple is not None and person.couple in couples
