"""Which sentences a line of answers gets, and in what order: where it is, whether it moved, what it rests on,
what it cannot know."""

from __future__ import annotations

from dataclasses import dataclass

from leanings.content import spell
from leanings.content.loader import Content, Words
from leanings.content.spell import Days
from leanings.core.reading import Estimate, Happened, Reading, SignalReading, ZoneShare

RECENT = 28  # days that “where it is” looks back on
LESS_SURE = 0.5  # under an even chance the words say that the doubt has grown; labels themselves move only slowly
PLAIN_MARKERS = ("happened", "something happened", "something_happened")  # names that add nothing to the sentence


@dataclass(frozen=True, slots=True)
class FourSentences:
    """What is said about one line, in this order on every page; `zones` belongs to `where`, `caution` to `moved`.

    `kind` is the part of `moved` without how sure it is, for a table of many people.
    """

    where: str
    zones: tuple[str, ...]
    moved: str
    caution: str | None
    rests: tuple[str, ...]
    cannot: tuple[str, ...]
    last: str
    kind: str


@dataclass(frozen=True, slots=True)
class Speech:
    """What every sentence of one reading needs: the content, the way of speaking, how days are named."""

    content: Content
    voice: Words
    days: Days


def speech_for(reading: Reading, content: Content) -> Speech:
    """How this reading is spoken of, alike on every page and in the terminal."""
    return Speech(content, voice_of(content, len(reading.people)), spell.name_days(reading, content))


def voice_of(content: Content, people: int) -> Words:
    """The way of speaking: to the one whose diary it is, or of no one in particular where there are several."""
    return content.words["own" if people == 1 else "several"]


def four_sentences(signal: SignalReading, content: Content, voice: Words, days: Days) -> FourSentences:
    """The sentences for one line, each from its content file."""
    kind = _kind(signal, content, voice, days)
    return FourSentences(
        where=_where(signal, content, voice),
        zones=tuple(_zone(share, signal, content) for share in signal.zones),
        moved=f"{kind} {_how_sure(signal, content)}".rstrip(),
        caution=_caution(signal, content),
        rests=tuple(_rests(signal, content, voice, days)),
        cannot=(
            content.say("cannot_know", partner=voice["partner"]),
            content.say("calm_not_safe"),
            content.say("low_not_end"),
        ),
        last=content.say("last_line"),
        kind=kind,
    )


def since_began(signal: SignalReading, content: Content, voice: Words) -> str:
    """How far the present is from where it began, or from the marked stretch, in points of the scale with its band."""
    base = "marked" if signal.usual is not None and signal.usual.base == "marked" else "began"
    began, usual = voice["marked" if base == "marked" else "usual_began"], voice[f"usual_{base}"]
    if signal.began is None or not signal.fit.ok:
        return content.say("began_unknown", answers=voice["answers_within"], line=signal.name, began=began)
    places = spell.places_of(signal.high - signal.low)
    low, high = signal.began.band80
    near, far = (spell.number(abs(end), places) for end in sorted((low, high), key=abs))
    if low <= 0 <= high:
        lower, higher = (spell.number(abs(end), places) for end in (low, high))
        return content.say(
            "began_same", answers=voice["answers"], line=signal.name, began=began, lower=lower, higher=higher
        )
    return content.say(
        "began_up" if low > 0 else "began_down",
        answers=voice["answers"],
        line=signal.name,
        change=spell.number(abs(signal.began.mean), places),
        usual=usual,
        low=near,
        high=far,
    )


def _window(signal: SignalReading, content: Content) -> str:
    """The stretch of days the first sentence looks back on."""
    if signal.days >= RECENT:
        return content.say("window", "last")
    return content.say("window", "one") if signal.days == 1 else content.say("window", "whole", days=str(signal.days))


def _where(signal: SignalReading, content: Content, voice: Words) -> str:
    """Where the answers are: the middle half of the recent ones."""
    window = _window(signal, content)
    if signal.mostly is None or signal.recent == 0:
        return content.say("where_it_is", "none", line=signal.name, window=window)
    return content.say(
        "where_it_is",
        "one" if signal.recent == 1 else "several",
        answers=voice["answers"],
        one_answer=voice["one_answer"],
        line=signal.name,
        range=spell.answer_range(content, signal.mostly, signal.low, signal.high),
        window=window,
    )


def _zone(share: ZoneShare, signal: SignalReading, content: Content) -> str:
    """How much of the recent days lay in a part of the scale the person named."""
    zone = share.zone
    ends = {
        name: spell.short_number(end, 2)
        for name, end in (("below", zone.below), ("above", zone.above))
        if end is not None
    }
    shape = "between" if len(ends) == 2 else next(iter(ends), None)
    return content.say(
        "zone_share",
        "bounds" if shape else "plain",
        share=spell.tenths(content, "share", share.share28),
        zone=zone.name,
        bounds=content.say("zone_bounds", shape, **ends) if shape else "",
        window=_window(signal, content),
    )


def _kind(signal: SignalReading, content: Content, voice: Words, days: Days) -> str:
    """Whether it moved, in the words of its kind."""
    kind, direction, usual = signal.pattern.kind, signal.pattern.direction, signal.usual
    base = "marked" if usual is not None and usual.base == "marked" else "began"
    if kind == "held":
        if signal.since is None:
            return content.say(f"held_{direction}", usual=voice[f"usual_{base}"])
        return content.say(f"held_{direction}", "since", since=days.long(signal.since.day))
    if kind == "passing":
        return content.say(f"passing_{direction}")
    if kind == "no_clear_change":
        return content.say(kind, base, began=voice["began"], stretch=voice["marked"])
    return content.say(kind, answers=voice["answers"])


def _how_sure(signal: SignalReading, content: Content) -> str:
    """How sure that is; nothing for the kinds that say themselves that it is not known."""
    chance = signal.pattern.probability
    if chance is None or signal.pattern.kind not in ("held", "passing", "no_clear_change"):
        return ""
    return content.say("how_sure", "less" if chance < LESS_SURE else "sure", sure=spell.tenths(content, "sure", chance))


def _caution(signal: SignalReading, content: Content) -> str | None:
    """What is said where the sums went wrong; answers that hardly vary need none."""
    if signal.fit.ok or signal.pattern.kind == "no_variation":
        return None
    return content.say("fit_not_good", "none" if signal.now is None else "figures")


def _rests(signal: SignalReading, content: Content, voice: Words, days: Days) -> list[str]:
    """What the words rest on: days, the stretch they are held against, marked entries, the error table."""
    said = [_answered(signal, content)]
    if signal.usual is not None:
        said.append(
            content.say(
                "held_against",
                "began" if signal.usual.base == "since_began" else "marked",
                stretch=spell.stretch_of(signal.usual, days),
                first_weeks=voice["first_weeks"],
                hard=voice["hard"],
                marked=voice["marked"],
            )
        )
    said += [_happened(one, signal, content) for one in signal.happened if one.entries]
    times = content.wrong_once_in(signal.pattern.kind, signal.pattern.direction)
    if times is not None and signal.fit.ok:
        said.append(content.say("wrong_one_in", times=str(times)))
    return said


def _answered(signal: SignalReading, content: Content) -> str:
    """How many days have an answer and how many have none."""
    answered, missing = signal.answered, signal.days - signal.answered
    if answered == 0:
        shape = "none"
    elif missing == 0:
        shape = "single" if answered == 1 else "all"
    elif answered == 1:
        shape = "one_answered"
    else:
        shape = "one_missing" if missing == 1 else "some"
    return content.say("days_answered", shape, answered=str(answered), days=str(signal.days), missing=str(missing))


def _happened(happened: Happened, signal: SignalReading, content: Content) -> str:
    """How many entries were written because something had happened, and what the level is without them."""
    named = "" if happened.marker.lower() in PLAIN_MARKERS else "_named"
    entries = content.say(
        "happened_entries",
        ("one" if happened.entries == 1 else "several") + named,
        entries=str(happened.entries),
        marker=happened.marker,
    )
    effect, change = _effect(signal.now, happened.level_without)
    places = spell.places_of(signal.high - signal.low)
    return content.say("happened_level", effect, entries=entries, change=spell.number(change, places))


def _effect(now: Estimate | None, without: Estimate | None) -> tuple[str, float]:
    """Whether leaving marked entries out moves the level beyond its own doubt, and by how much."""
    if now is None or without is None:
        return "unknown", 0.0
    change = without.mean - now.mean
    if now.band80[0] <= without.mean <= now.band80[1]:
        return "same", 0.0
    return ("lower" if change < 0 else "higher"), abs(change)
