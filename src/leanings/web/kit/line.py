"""One line of answers, ready for a template: its sentences, drawings and figures; on a page and in a file alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from leanings.content import spell
from leanings.content.figures import Figure, estimate_text, figures
from leanings.content.sentences import FourSentences, Speech, four_sentences
from leanings.core.reading import SignalReading
from leanings.web.kit.charts import NOTHING_ADDED, PHONE, WIDE, Added, Captions, LevelChart, level_chart


@dataclass(frozen=True, slots=True)
class Line:
    """One line of one person; without sentences where it is shown as dots."""

    key: str
    name: str
    said: FourSentences | None
    charts: tuple[LevelChart, ...]
    caption: str
    figures: tuple[Figure, ...]


def line_of(signal: SignalReading, key: str, speech: Speech, added: Added = NOTHING_ADDED) -> Line:
    """One line with its words, its two drawings and its figures; a line of dots has its answers and their band."""
    captions = _captions(signal, speech, added)
    charts = (level_chart(signal, frame, speech.days, captions, added) for frame in (PHONE, WIDE))
    said = None if added.dots else four_sentences(signal, speech.content, speech.voice, speech.days)
    return Line(
        key=key,
        name=signal.name,
        said=said,
        charts=tuple(chart for chart in charts if chart is not None),
        caption=" ".join(_caption(signal, speech, added)),
        figures=figures(signal, speech.content, speech.days, still=added.dots),
    )


def _captions(signal: SignalReading, speech: Speech, added: Added) -> Captions:
    """The words on a picture and for those who cannot see it."""
    content, voice, span = speech.content, speech.voice, spell.span_of(signal)
    base = "marked" if signal.usual is not None and signal.usual.base == "marked" else "began"
    return Captions(
        title=content.say("picture_title", line=signal.name, stretch=speech.days.stretch(*span) if span else ""),
        told=" ".join(_told(signal, speech, added)),
        usual=content.say("picture_usual", base, range=voice["range"], began=voice["began"], marked=voice["marked"]),
        changed=content.say("picture_changed"),
        remembered=content.say("picture_remembered"),
    )


def _told(signal: SignalReading, speech: Speech, added: Added) -> Iterator[str]:
    """What a picture shows, in words: answers and level, the dashed line, the marks."""
    content, span = speech.content, spell.span_of(signal)
    if signal.now is None or added.dots:
        yield content.say("picture_told", "dots", answered=str(signal.answered))
    else:
        now, between = estimate_text(signal.now, signal, content.words["figures"])
        yield content.say("picture_told", "level", answered=str(signal.answered), now=now, between=between)
    if added.remembered is not None:
        yield content.say("picture_remembered", "told", level=spell.short_number(added.remembered, 2))
    for number, day in added.turnings:
        if span is not None and span[0] <= day <= span[1]:
            yield content.say("picture_turning", "told", number=str(number), day=speech.days.long(day))


def _caption(signal: SignalReading, speech: Speech, added: Added) -> Iterator[str]:
    """What the marks of the picture mean, naming only those that are there."""
    levelled, span = signal.trace is not None and bool(signal.trace.level), spell.span_of(signal)
    shape = ("band" if added.dots else "level") if levelled else "dots"
    yield speech.content.say("picture_caption", shape, answers=speech.voice["answers_within"])
    if signal.answered < signal.days:
        yield speech.content.say("picture_caption", "ticks")
    if span is not None and any(span[0] <= day <= span[1] for _, day in added.turnings):
        yield speech.content.say("picture_turning", "caption")
