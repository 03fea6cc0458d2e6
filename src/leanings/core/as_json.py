"""A reading as the plain values of `leanings read --json`: what is unknown is null, never NaN."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Any

from leanings.core.missing import CODES
from leanings.core.reading import Band, Estimate, Fit, Pattern, PersonReading, Reading, SignalReading

SCHEMA = "leanings-read/1"
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wording:
    """The words in which a line was asked, and their language where that is known."""

    question: str
    language: str | None = None


def json_text(reading: Reading, wordings: Mapping[str, Wording] | None = None, *, ascii_only: bool = False) -> str:
    """The whole reading as text, the same wherever it is given out."""
    return json.dumps(as_json(reading, wordings), ensure_ascii=ascii_only, allow_nan=False, indent=1)


def as_json(reading: Reading, wordings: Mapping[str, Wording] | None = None) -> Plain:
    """The whole reading, ready for a JSON writer; days are ISO dates, or the diary's own integers.

    `wordings` go by the names of lines: a file does not tell them.
    """
    return {
        "schema": SCHEMA,
        "diary": {
            "file": reading.file,
            "people": len(reading.people),
            "days": reading.days,
            "answered": reading.answered,
            "missing": round(reading.missing, 4),
            "guessed": dict(reading.guessed),
            "left_out": reading.left_out,
            "invented": reading.invented,
        },
        "people": [_person(person, reading.dated) for person in reading.people],
        "codebook": {
            "version": reading.codebook.version,
            "seed": reading.codebook.seed,
            "priors": dict(sorted(reading.codebook.priors.items())),
            "rules": dict(sorted(reading.codebook.rules.items())),
            "lines": _lines(reading, wordings or {}),
            "missing_codes": list(CODES),
        },
    }


def _person(person: PersonReading, dated: bool) -> Plain:
    """One person."""
    signals = [_signal(signal, dated) for signal in person.signals]
    return {"couple": person.couple, "person": person.person, "signals": signals}


def _lines(reading: Reading, wordings: Mapping[str, Wording]) -> list[Plain]:
    """Each line's name, columns and scale, once, and how it was asked where that is known."""
    lines = {signal.name: signal for person in reading.people for signal in person.signals}
    return [
        {
            "name": name,
            "items": list(signal.items),
            "scale": [signal.low, signal.high],
            "question": wordings[name].question if name in wordings else None,
            "language": wordings[name].language if name in wordings else None,
        }
        for name, signal in lines.items()
    ]


def day_text(day: int, dated: bool) -> str | int:
    """A day as it is written outside: an ISO date, or the integer the diary used."""
    return date.fromordinal(day).isoformat() if dated else day


def _round(value: float | None) -> float | None:
    """Six significant digits, as more would be noise of the sampler; what is unknown or no finite number is None."""
    return None if value is None or not isfinite(value) else float(f"{value:.6g}") + 0.0  # no -0.0


def _band(band: Band) -> list[float | None]:
    """A band as a list of two."""
    return [_round(band[0]), _round(band[1])]


def _estimate(estimate: Estimate | None) -> Plain | None:
    """A figure with its doubt."""
    return None if estimate is None else {"mean": _round(estimate.mean), "band80": _band(estimate.band80)}


def _signal(signal: SignalReading, dated: bool) -> Plain:
    """One line."""
    return {
        "name": signal.name,
        "scale": [signal.low, signal.high],
        "items": list(signal.items),
        "days": signal.days,
        "answered": signal.answered,
        "missing": dict(signal.missing),
        "recent": signal.recent,
        "mostly": None if signal.mostly is None else _band(signal.mostly),
        "now": _estimate(signal.now),
        "usual": _usual(signal, dated),
        "zones": _zones(signal),
        "pattern": _pattern(signal.pattern),
        **_dates(signal, dated),
        "back_within": None
        if signal.back_within is None
        else {str(days): _round(chance) for days, chance in signal.back_within.items()},
        "days_needed": signal.days_needed,
        "began": _estimate(signal.began),
        "happened": [
            {"marker": each.marker, "entries": each.entries, "level_without": _estimate(each.level_without)}
            for each in signal.happened
        ],
        "forecasts": _forecasts(signal, dated),
        "fit": _fit(signal.fit),
    }


def _pattern(pattern: Pattern) -> Plain:
    """Whether it moved and has held."""
    chance = _round(pattern.probability)
    return {"kind": pattern.kind, "direction": pattern.direction, "probability": chance, "delta": pattern.delta}


def _fit(fit: Fit) -> Plain:
    """How the sampling went."""
    return {
        "ok": fit.ok,
        "acceptance": _round(fit.acceptance),
        "ess": _round(fit.ess),
        "rhat": _round(fit.rhat),
        "seconds": _round(fit.seconds),
        "refused": fit.refused,
    }


def _usual(signal: SignalReading, dated: bool) -> Plain | None:
    """What the present is held against."""
    usual = signal.usual
    if usual is None:
        return None
    stretch = {"base": usual.base, "from": day_text(usual.start, dated), "to": day_text(usual.end, dated)}
    within = None if usual.within is None else _band(usual.within)
    return {**stretch, "mean": _round(usual.level.mean), "band80": _band(usual.level.band80), "within": within}


def _zones(signal: SignalReading) -> list[Plain]:
    """The shares of the zones the person named."""
    return [
        {
            "name": share.zone.name,
            "below": _round(share.zone.below),
            "above": _round(share.zone.above),
            "share28": _round(share.share28),
            "share90": _round(share.share90),
            "band80_28": _band(share.band80_28),
            "band80_90": _band(share.band80_90),
        }
        for share in signal.zones
    ]


def _dates(signal: SignalReading, dated: bool) -> Plain:
    """Since when, and the day on which a sudden step explains most."""
    since, step = signal.since, signal.step
    return {
        "since": None
        if since is None
        else {"date": day_text(since.day, dated), "band80": [day_text(day, dated) for day in since.band80]},
        "step": None
        if step is None
        else {
            "date": day_text(step.day, dated),
            "size": _round(step.size.mean),
            "band80": _band(step.size.band80),
            "log_bayes_factor": _round(step.log_bayes_factor),
        },
    }


def _forecasts(signal: SignalReading, dated: bool) -> list[Plain]:
    """The coming days."""
    return [
        {
            "date": day_text(each.day, dated),
            "mean": _round(each.mean),
            "sd": _round(each.sd),
            "lower80": _round(each.lower80),
            "upper80": _round(each.upper80),
        }
        for each in signal.forecasts
    ]
