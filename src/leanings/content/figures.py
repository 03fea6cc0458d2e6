"""The figures of one line as rows of text, the same in the table of the page and in the terminal.

The chance of return and the days still needed are for research and stand only in the JSON.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from leanings.content import spell
from leanings.content.loader import Content, Words
from leanings.content.spell import Days
from leanings.core.reading import Band, Codebook, Estimate, Reading, SignalReading, ZoneShare

MOST_FORECASTS = 14  # two weeks of coming days are enough for an eye; the JSON holds them all
UNKNOWN = "–"


@dataclass(frozen=True, slots=True)
class Figure:
    """One row: what it is, its value, and the band that holds it 8 times in 10."""

    label: str
    value: str
    between: str = UNKNOWN


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of the codebook: what and how."""

    label: str
    value: str


def figures(signal: SignalReading, content: Content, days: Days, *, still: bool = False) -> tuple[Figure, ...]:
    """Every figure of a line that is known, levels first, the workings of the sums last.

    `still` leaves out all that is held against something: for lines that are shown as dots and never spoken of.
    """
    words = content.words["figures"]
    if still:
        return (*_present(signal, words), *_without(signal, content), *_sums(signal, words))
    return (
        *_usual(signal, words, days),
        *_present(signal, words),
        *_held_against(signal, words),
        *(row for share in signal.zones for row in _shares(share, words)),
        *_changes(signal, words, days),
        *_forecasts(signal, words, days),
        *_without(signal, content),
        *_sums(signal, words),
    )


def estimate_text(estimate: Estimate, signal: SignalReading, words: Words) -> tuple[str, str]:
    """An estimate and its band as text, with as many decimals as the scale deserves."""
    places = spell.places_of(signal.high - signal.low)
    return spell.number(estimate.mean, places), band_text(estimate.band80, places, words)


def band_text(band: Band, places: int, words: Words) -> str:
    """A band as “3.9 to 4.9”."""
    return words["to"].format(low=spell.number(band[0], places), high=spell.number(band[1], places))


def _usual(signal: SignalReading, words: Words, days: Days) -> Iterable[Figure]:
    """The level of the stretch that counts as usual."""
    if signal.usual is not None:
        label = words["usual"].format(stretch=spell.stretch_of(signal.usual, days))
        yield Figure(label, *estimate_text(signal.usual.level, signal, words))


def _present(signal: SignalReading, words: Words) -> Iterable[Figure]:
    """The recent answers and the level now."""
    if signal.mostly is not None:
        places = spell.places_of(signal.high - signal.low)
        yield Figure(words["mostly"].format(days=signal.recent), band_text(signal.mostly, places, words))
    if signal.now is not None:
        yield Figure(words["now"], *estimate_text(signal.now, signal, words))


def _held_against(signal: SignalReading, words: Words) -> Iterable[Figure]:
    """The level now less what was usual, and without marked entries."""
    for label, estimate in (
        (words["began"], signal.began),
        *((words["without"].format(marker=one.marker), one.level_without) for one in signal.happened),
    ):
        if estimate is not None:
            yield Figure(label, *estimate_text(estimate, signal, words))


def _shares(share: ZoneShare, words: Words) -> Iterable[Figure]:
    """The shares of recent days in a zone."""
    for label, value, band in (
        ("share28", share.share28, share.band80_28),
        ("share90", share.share90, share.band80_90),
    ):
        low, high = (spell.number(100 * end, 0) for end in band)
        yield Figure(
            words[label].format(zone=share.zone.name),
            words["percent"].format(share=spell.number(100 * value, 0)),
            words["percent"].format(share=words["to"].format(low=low, high=high)),
        )


def _changes(signal: SignalReading, words: Words, days: Days) -> Iterable[Figure]:
    """Since when, the largest sudden step, and how sure the words are."""
    if signal.since is not None:
        yield Figure(words["since"], days.long(signal.since.day), days.stretch(*signal.since.band80))
    if signal.step is not None:
        label = words["step"].format(day=days.long(signal.step.day))
        yield Figure(label, *estimate_text(signal.step.size, signal, words))
    if signal.pattern.probability is not None:
        yield Figure(words["sure"], spell.number(signal.pattern.probability, 2))
    yield Figure(words["delta"], spell.short_number(signal.pattern.delta, 2))


def _forecasts(signal: SignalReading, words: Words, days: Days) -> Iterable[Figure]:
    """What an answer of a coming day may be."""
    places = spell.places_of(signal.high - signal.low)
    for one in signal.forecasts[:MOST_FORECASTS]:
        label = words["forecast"].format(day=days.long(one.day))
        yield Figure(label, spell.number(one.mean, places), band_text((one.lower80, one.upper80), places, words))


def _without(signal: SignalReading, content: Content) -> Iterable[Figure]:
    """How often an answer was not there, by what is known of why."""
    for code, count in signal.missing.items():
        meaning = content.words["codebook"].words.get(code, code)
        yield Figure(content.words["figures"]["missing"].format(meaning=meaning), str(count))


def _sums(signal: SignalReading, words: Words) -> Iterable[Figure]:
    """How the sampling went."""
    for label, value, places in (
        ("acceptance", signal.fit.acceptance, 2),
        ("ess", signal.fit.ess, 0),
        ("rhat", signal.fit.rhat, 2),
    ):
        if value is not None:
            yield Figure(words[label], spell.number(value, places))


def codebook(reading: Reading, content: Content) -> tuple[Fact, ...]:
    """What one must know to use the figures elsewhere, as rows."""
    words = content.words["codebook"]
    return (
        *_about_file(reading, words),
        *_about_lines(reading, words),
        *_about_answers(reading, words),
        *_about_sums(reading.codebook, words),
    )


def _about_file(reading: Reading, words: Words) -> Iterable[Fact]:
    """The file, what was guessed about it and what was left out."""
    yield Fact(words["file"], reading.file)
    for what, guess in reading.guessed.items():
        yield Fact(words["guessed"].format(what=what), guess)
    yield Fact(words["left_out"], str(reading.left_out))
    yield Fact(words["days"], str(reading.days))
    yield Fact(words["answered"], str(reading.answered))
    yield Fact(words["missing"], spell.number(reading.missing, 2))


def _about_lines(reading: Reading, words: Words) -> Iterable[Fact]:
    """Each line once: its columns and its scale."""
    lines = {signal.name: signal for person in reading.people for signal in person.signals}
    for name, signal in lines.items():
        value = words["items"].format(
            items=", ".join(signal.items),
            low=spell.short_number(signal.low, 2),
            high=spell.short_number(signal.high, 2),
        )
        yield Fact(words["line"].format(name=name), value)


def _about_answers(reading: Reading, words: Words) -> Iterable[Fact]:
    """The codes of missing answers with how often each was met, the day rule and the bands."""
    counts: dict[str, int] = {}
    for person in reading.people:
        for signal in person.signals:
            for code, count in signal.missing.items():
                counts[code] = counts.get(code, 0) + count
    for code, count in counts.items():
        meaning = words.words.get(code, code)
        yield Fact(words["code"].format(code=code), words["code_count"].format(meaning=meaning, count=count))
    if counts:
        yield Fact(words["codes"], words["unknown"])
    yield Fact(words["day"], words["dated" if reading.dated else "undated"])
    yield Fact(words["band"], words["band_rule"])


def _about_sums(codebook: Codebook, words: Words) -> Iterable[Fact]:
    """The rules, the priors, the version and the seed."""
    yield from (Fact(words["rule"].format(what=what), rule) for what, rule in sorted(codebook.rules.items()))
    yield from (Fact(words["prior"].format(what=what), prior) for what, prior in sorted(codebook.priors.items()))
    yield Fact(words["version"], codebook.version)
    yield Fact(words["seed"], words["seed_rule"].format(seed=codebook.seed))
