"""The answers for one line of one person: where it is, whether it moved, how far since the beginning."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter
from typing import NamedTuple

import numpy as np

from leanings.core.diary import Person
from leanings.core.reading import Fit, Happened, Pattern, SignalReading
from leanings.core.signal import Signal
from leanings.engine.courses import Base, Courses, draw_courses
from leanings.engine.density import Problem, pose
from leanings.engine.figures import difference, estimate, largest_step, since, trace, usual, zone_shares
from leanings.engine.fit import Fitted, fit, sketch
from leanings.engine.forecast import coming_answers, forecasts
from leanings.engine.kinds import (
    DELTA,
    ENOUGH_AFTER,
    NO_VARIATION,
    OPEN,
    TOO_EARLY,
    Named,
    name_day,
    probability,
    settle,
)
from leanings.engine.line import Line, hardly_varies, make_line, marked_base, middle_half, own_base
from leanings.engine.outlook import Outlook, back_within, days_needed
from leanings.engine.rows import Floats, Rows
from leanings.engine.scan import scan_steps
from leanings.engine.wish import Wish

LEAST_DAYS = 14  # no summary under two weeks of answers
COURSES = 200  # drawn for each line
SCANNED = 20  # draws over which the scan for steps is averaged


class Known(NamedTuple):
    """Everything known of a fitted line."""

    line: Line
    rows: Rows
    problem: Problem
    fitted: Fitted
    thetas: Floats
    courses: Courses
    base: Base | None


def read_line(person: Person, signal: Signal, wish: Wish, rng: np.random.Generator) -> SignalReading:
    """The reading of one line. What cannot be known is None; a fit that went badly says so."""
    began = perf_counter()
    line = make_line(person, signal, tuple(dict.fromkeys((*wish.markers, *filter(None, [wish.happened])))))
    blank = _blank(person, line)
    refused = "too_few" if len(line.answered) < LEAST_DAYS else "no_variation" if hardly_varies(line) else None
    if refused is not None:
        name = TOO_EARLY if refused == "too_few" else NO_VARIATION
        report = Fit(False, None, None, None, perf_counter() - began, refused)
        return replace(blank, pattern=Pattern(name.kind, None, None, DELTA), fit=report)
    known = _fit(line, wish, wish.stretch(person), rng)
    reading = _with_level(blank, known, wish)
    reading = _with_pattern(reading, known)
    reading = replace(reading, happened=_happened(person, line, wish, rng))
    verdict = known.fitted.verdict
    report = Fit(verdict.good, verdict.acceptance, verdict.ess, verdict.rhat, perf_counter() - began, verdict.refused)
    return replace(reading, fit=report)


def _blank(person: Person, line: Line) -> SignalReading:
    """What can be said without a fit."""
    recent, mostly = middle_half(line)
    missing: dict[str, int] = {}
    for item in line.signal.items:
        for code, count in person.missing.get(item.column, {}).items():
            missing[code] = missing.get(code, 0) + count
    return SignalReading(
        name=line.signal.name,
        low=line.signal.scale.low,
        high=line.signal.scale.high,
        items=tuple("-" * item.reversed + item.column for item in line.signal.items),
        days=line.length,
        answered=len(line.answered),
        recent=recent,
        mostly=mostly,
        now=None,
        usual=None,
        zones=(),
        pattern=Pattern("too_early", None, None, DELTA),
        since=None,
        step=None,
        back_within=None,
        days_needed=None,
        began=None,
        happened=(),
        forecasts=(),
        missing=missing,
        fit=Fit(False, None, None, None, 0.0, None),
        trace=trace(line, None),
    )


def _fit(line: Line, wish: Wish, stretch: tuple[int, int] | None, rng: np.random.Generator) -> Known:
    """Fit a line and draw its courses."""
    rows = line.rows()
    fitted = fit(rows, wish.priors, rng)
    base = own_base(line) if stretch is None else marked_base(line, *stretch)
    thetas = fitted.draws[np.linspace(0, len(fitted.draws) - 1, COURSES).astype(int)]
    courses = draw_courses(rows, wish.priors, thetas, base, DELTA, rng)
    return Known(line, rows, pose(rows, wish.priors), fitted, thetas, courses, base)


def _loading(known: Known) -> float:
    """The average item's loading, by which a change of the first item's level is seen on the line."""
    place = known.problem.place
    loadings = np.exp(known.thetas[:, place.loading : place.phi])
    return float((1.0 + loadings.sum(axis=1)).mean() / (1 + loadings.shape[1]))


def _with_level(reading: SignalReading, known: Known, wish: Wish) -> SignalReading:
    """Add where the level is, where it was, and what may come."""
    line, courses, base = known.line, known.courses, known.base
    reach = DELTA * courses.unit * _loading(known) * line.signal.scale.width
    scan = scan_steps(known.rows, wish.priors, known.thetas[:: COURSES // SCANNED])
    coming: tuple[Floats, Floats] | None = None
    if wish.forecast:
        coming = coming_answers(known.problem, known.thetas, courses.end, line.length - 1, wish.forecast)
        if line.turned:
            coming = (1.0 - coming[0], coming[1])
    return replace(
        reading,
        now=estimate(line.to_scale(courses.now)),
        usual=usual(line, courses, base, wish.marked, reach) if base else None,
        began=difference(line, courses) if base else None,
        zones=zone_shares(line, courses, wish.zones.get(line.signal.name, ())),
        step=largest_step(line, scan, known.rows.day, _loading(known)),
        forecasts=forecasts(*coming, line.signal.scale, int(line.days[-1]) + 1) if coming else (),
        trace=trace(line, courses),
    )


def _with_pattern(reading: SignalReading, known: Known) -> SignalReading:
    """Add whether it moved and has held; a bad fit only ever says too early or open."""
    line, courses, base = known.line, known.courses, known.base
    if base is None:
        return reading
    outlook = Outlook(known.problem, known.thetas, base)
    days = [_name_day(known, base, outlook, back) for back in range(len(courses.codes) - 1, -1, -1)]
    label = settle(days)
    if not known.fitted.verdict.good:
        label = OPEN if label != TOO_EARLY else TOO_EARLY
    direction = label.direction
    if line.turned and direction is not None:
        direction = "up" if direction == "down" else "down"
    loading = _loading(known)
    drifts = np.exp(known.thetas[:, known.problem.place.fast] + known.thetas[:, known.problem.place.drift])
    return replace(
        reading,
        pattern=Pattern(label.kind, direction, probability(courses.codes[-1], label), DELTA),
        since=since(line, courses) if label.kind == "held" else None,
        back_within=back_within(courses, drifts, loading),
        days_needed=days_needed(outlook, courses, line.length, loading) if label == TOO_EARLY else None,
    )


def _name_day(known: Known, base: Base, outlook: Outlook, back: int) -> Named:
    """The kind as it would have been named `back` days ago."""
    day = known.line.length - 1 - back
    answered = known.line.answered
    counts = known.courses.codes[len(known.courses.codes) - 1 - back]
    sure = name_day(counts, OPEN)
    if sure != OPEN:
        return sure
    few = ((answered > base.last) & (answered <= day)).sum() < ENOUGH_AFTER
    return TOO_EARLY if few or outlook.worth_waiting(day + 1) else OPEN


def _happened(person: Person, line: Line, wish: Wish, rng: np.random.Generator) -> tuple[Happened, ...]:
    """Entries written because something had happened, and the present level without them."""
    marks = person.marks.get(wish.happened or "")
    if marks is None or not any(marks):
        return ()
    plain = np.asarray(marks) == 0
    given = ~np.isnan(line.values).all(axis=1)
    entries = int((~plain & given).sum())
    level = None
    if entries > 0 and len(np.unique(line.days[plain & given])) >= LEAST_DAYS:
        kept = replace(line, values=np.where(plain[:, None], line.values, np.nan), marks=np.zeros((len(plain), 0)))
        level = estimate(line.to_scale(_level_now(kept, wish, rng)))
    return (Happened(wish.happened or "", entries, level),)


def _level_now(line: Line, wish: Wish, rng: np.random.Generator) -> Floats:
    """Draws of the present level alone (S), as shares of the scale."""
    rows = line.rows()
    thetas = sketch(rows, wish.priors, rng, COURSES)
    if thetas is None:
        return _fit(line, wish, None, rng).courses.now
    return draw_courses(rows, wish.priors, thetas, None, DELTA, rng).now
