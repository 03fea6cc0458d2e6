"""What the page shows: each line of a look as words, pictures and figures, and what a person added to them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from leanings.acts import reading as readings
from leanings.acts.desk import Found
from leanings.content import spell
from leanings.content.loader import content_in
from leanings.content.sentences import Speech, since_began, speech_for
from leanings.core.me import Me
from leanings.core.reading import Reading, SignalReading
from leanings.core.shows import MOST_LINES, Shows
from leanings.core.turning import TurningPoint
from leanings.web.kit.charts import Added
from leanings.web.kit.line import Line, line_of

if TYPE_CHECKING:
    from leanings.acts.reading import LineFacts, Look

OVER = "after"  # the door of those for whom it is over: they begin with how far it is from where they began
LONG_AGO = timedelta(days=28)  # an answer so old is in none of the last 28 days, as a person reads these words
TOO_FEW = "too_few"  # how the engine names a line with under two weeks of answers


@dataclass(frozen=True, slots=True)
class Mark:
    """A turning point beside the picture: its number there, its day, its words, and where it lies."""

    number: int
    day: date
    what: str
    item: UUID


@dataclass(frozen=True, slots=True)
class Picker:
    """The days of a picture, to pick one of; `around` is the one that is offered."""

    first: date
    last: date
    around: date

    @classmethod
    def over(cls, first: int, last: int, around: int) -> Picker | None:
        """The picker of these days; none where there is no day."""
        return cls(*map(date.fromordinal, (first, last, around))) if last >= first else None


@dataclass(frozen=True, slots=True)
class Section:
    """One line of the page. `line` is None while it is made; `spoken` tells whether it gets sentences.

    `lead` comes before all else where it is over, `unfit` says that the marked stretch could not be used, `ended` is
    the day of the last answer where that is long ago, and `listed` are the turning points on its days that no section
    before it lists.
    """

    sign: str
    key: str
    name: str
    brought: bool = False
    line: Line | None = None
    spoken: bool = False
    lead: str = ""
    unfit: str = ""
    ended: date | None = None
    picker: Picker | None = None
    listed: tuple[Mark, ...] = ()


def sign_of(key: str) -> str:
    """A short name for the key of a line, fit for an id and for the name of a field; keys may hold any letters."""
    return hashlib.blake2s(key.encode(), digest_size=5).hexdigest()


def labels_in(language: str) -> dict[str, str]:
    """The names of figures and of the parts of a line."""
    return dict(content_in(language).words["figures"].words)


def marks_of(found: Sequence[Found]) -> tuple[Mark, ...]:
    """Turning points with their numbers, the oldest first."""
    return tuple(Mark(number, one.doc.day, _what(one), one.item) for number, one in enumerate(found, start=1))


def sections(look: Look, keys: Sequence[str], me: Me, marks: Sequence[Mark], today: date) -> tuple[Section, ...]:
    """The lines of these keys in their order, those that are not made yet without their picture."""
    whole = readings.together(look)
    facts = {one.key: one for one in look.lines}
    shown: list[Section] = []
    for key in keys:
        listed = {mark.number for section in shown for mark in section.listed}
        section = _section(facts[key], look, whole, me, marks)
        last = facts[key].last
        ended = last if section.spoken and today - last >= LONG_AGO else None
        fresh = tuple(mark for mark in section.listed if mark.number not in listed)
        shown.append(replace(section, ended=ended, listed=fresh))
    return tuple(shown)


def example_sections(reading: Reading, language: str) -> tuple[Section, ...]:
    """The lines of an invented reading, shown like those of a diary that somebody kept."""
    speech = speech_for(reading, content_in(language))
    return tuple(
        Section(f"e{place}", "", signal.name, line=line_of(signal, f"e{place}", speech), spoken=place < MOST_LINES)
        for place, signal in enumerate(reading.people[0].signals)
    )


def _section(facts: LineFacts, look: Look, whole: Reading | None, me: Me, marks: Sequence[Mark]) -> Section:
    """One line: words only where it was picked, has enough answers, and is ever spoken of."""
    reading, sign = look.readings.get(facts.key), sign_of(facts.key)
    if reading is None:
        return Section(sign, facts.key, facts.name, facts.brought)
    signal, speech = reading.people[0].signals[0], speech_for(whole or reading, content_in(me.language))
    still = facts.dots or signal.fit.refused == TOO_FEW
    spoken = facts.key in look.picked and not still
    first, last = spell.span_of(signal) or (0, -1)
    turnings = tuple((mark.number, mark.day.toordinal()) for mark in marks)
    return Section(
        sign=sign,
        key=facts.key,
        name=facts.name,
        brought=facts.brought,
        line=line_of(signal, f"l{sign}", speech, Added(me.shows.before(facts.key), turnings, still)),
        spoken=spoken,
        lead=since_began(signal, speech.content, speech.voice) if spoken and me.door == OVER else "",
        unfit=_unfit(signal, me.shows, speech) if spoken else "",
        picker=Picker.over(first, last, signal.since.day if signal.since and spoken else last) if signal.now else None,
        listed=tuple(mark for mark in marks if first <= mark.day.toordinal() <= last),
    )


def _unfit(signal: SignalReading, shows: Shows, speech: Speech) -> str:
    """That the stretch which was marked could not be held against; empty where it could, or where none was."""
    if shows.stretch is None or signal.now is None or signal.usual is not None:
        return ""
    try:
        start, end = (date.fromisoformat(day).toordinal() for day in shows.stretch)
    except ValueError:  # it came with a file from outside, and counts as none
        return ""
    return speech.content.say("stretch_unfit", stretch=speech.days.stretch(start, end))


def _what(found: Found) -> str:
    """The words of a turning point; empty where there are none, or where a later Leanings wrote it."""
    return found.doc.what if isinstance(found.doc, TurningPoint) else ""
