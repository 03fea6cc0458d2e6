"""Invented readings for tests and for looking at: plain arithmetic, nobody's diary.

Each kind has one reading of Ada; a couple is Ada and Ben; Dr Cole's practice is sixty people who never lived.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from math import exp, sin

from leanings.core.reading import (
    Codebook,
    Direction,
    Estimate,
    Fit,
    Forecast,
    Happened,
    Kind,
    Pattern,
    PersonReading,
    Reading,
    SignalReading,
    Since,
    Step,
    Trace,
    Usual,
    Zone,
    ZoneShare,
)

FIRST = date(2031, 7, 24).toordinal()
SETTLED = Fit(ok=True, acceptance=0.93, ess=240.0, rhat=1.01, seconds=0.11)
CASES: tuple[tuple[Kind, Direction | None], ...] = (
    ("no_clear_change", None),
    ("passing", "down"),
    ("passing", "up"),
    ("held", "down"),
    ("held", "up"),
    ("too_early", None),
    ("open", None),
    ("no_variation", None),
)
FIVE_LINES: tuple[tuple[str, int, int, Kind, Direction | None], ...] = (
    ("close", 0, 10, "held", "down"),
    ("heard", 1, 7, "passing", "up"),
    ("mood", -3, 3, "open", None),
    ("calm", 0, 100, "no_clear_change", None),
    ("rested", 0, 4, "held", "up"),
)
Curve = Callable[[int], float]


def noise(day: int, seed: int = 0) -> float:
    """A number around nought that looks like chance, mostly within one, and is always the same."""

    def even(step: int) -> float:
        return (sin((day + 1) * 12.9898 + (seed + step) * 78.233) * 43758.5453) % 1.0

    return (even(0) + even(1) + even(2) + even(3) - 2.0) * 1.7


def curve(kind: Kind, direction: Direction | None, length: int) -> Curve:
    """The made-up level of a kind, in shares of the scale."""
    sign = 1.0 if direction == "up" else -1.0
    turn = int(length * 0.66)

    def level(day: int) -> float:
        wave = 0.02 * sin(day / 11) + 0.01 * sin(day / 5)
        if kind == "held":
            return 0.5 - sign * 0.12 + wave + sign * 0.24 / (1 + exp(-(day - turn) / 3))
        if kind == "passing":
            return 0.5 + wave + sign * 0.24 * exp(-(((day - turn + 14) / 9) ** 2))
        if kind == "open":
            return 0.52 + wave - 0.1 * day / length
        return 0.58 + wave

    return level


def answered_on(day: int, gaps: int) -> bool:
    """Whether a day has an answer: none in a week away, and about one in `gaps` missing."""
    return not 30 <= day < 37 and noise(day, 99) < 2.0 - 5.5 / gaps


def doubts(length: int, gaps: int) -> list[float]:
    """How unsure the level is, in shares of the scale: more where answers are far, and towards the end."""
    shares, far = [], 0
    for day in range(length):
        far = 0 if answered_on(day, gaps) else far + 1
        shares.append(0.045 + 0.006 * far + 0.02 * exp(-(length - 1 - day) / 5))
    return shares


def trace_of(level: Curve, length: int, low: float, high: float, first: int, gaps: int, seed: int) -> Trace:
    """Level, band and answers of a line, whole numbers on scales that are wide enough."""
    width = high - low

    def answer(day: int) -> float:
        told = low + width * min(1.0, max(0.0, level(day) + 0.15 * noise(day, seed)))
        return round(told) if width >= 6 else round(told * 3) / 3

    middle = tuple(low + width * level(day) for day in range(length))
    doubt = [width * share for share in doubts(length, gaps)]
    return Trace(
        first=first,
        level=middle,
        lower80=tuple(m - d for m, d in zip(middle, doubt, strict=True)),
        upper80=tuple(m + d for m, d in zip(middle, doubt, strict=True)),
        answers=tuple((first + day, answer(day)) for day in range(length) if answered_on(day, gaps)),
    )


def middle_half(values: list[float]) -> tuple[float, float]:
    """The lower and the upper quartile, each an answer that was given."""
    ordered = sorted(values)
    return ordered[len(ordered) // 4], ordered[(3 * len(ordered)) // 4 - (len(ordered) > 2)]


def signal(
    kind: Kind = "open",
    direction: Direction | None = None,
    *,
    name: str = "close",
    low: float = 0,
    high: float = 10,
    length: int = 120,
    first: int = FIRST,
    gaps: int = 5,
    seed: int = 1,
) -> SignalReading:
    """One line of a kind, with gaps, whole."""
    if kind == "no_variation":
        return _hardly_varies(name, low, high, length, first, gaps)
    trace = trace_of(curve(kind, direction, length), length, low, high, first, gaps, seed)
    line = _bare(name, low, high, length, trace, Pattern(kind, direction, 0.86, 0.5))
    line = replace(line, now=_now(trace), fit=SETTLED, forecasts=_forecasts(trace, high - low))
    if kind == "too_early":
        return replace(line, pattern=Pattern(kind, None, None, 0.5), days_needed=21)
    line = _against_beginning(line, trace)
    if kind == "open":
        line = replace(line, pattern=Pattern(kind, None, None, 0.5))
    return _with_change(line, first + int(length * 0.66)) if kind == "held" else line


def _bare(name: str, low: float, high: float, length: int, trace: Trace, pattern: Pattern) -> SignalReading:
    """A line of which only the answers are known."""
    last = max(day for day, _ in trace.answers) if not trace.level else trace.first + length - 1
    recent = [value for day, value in trace.answers if day > last - 28]
    return SignalReading(
        name=name,
        low=low,
        high=high,
        items=(name,),
        days=length,
        answered=len(trace.answers),
        recent=len(recent),
        mostly=middle_half(recent) if recent else None,
        now=None,
        usual=None,
        zones=(),
        pattern=pattern,
        since=None,
        step=None,
        back_within=None,
        days_needed=None,
        began=None,
        happened=(),
        forecasts=(),
        missing={"skipped": 3, "not_asked": 5},
        fit=Fit(ok=False, acceptance=None, ess=None, rhat=None, seconds=0.0, refused="no_variation"),
        trace=trace,
    )


def _now(trace: Trace) -> Estimate:
    """The level at the end."""
    return Estimate(trace.level[-1], (trace.lower80[-1], trace.upper80[-1]))


def _forecasts(trace: Trace, width: float) -> tuple[Forecast, ...]:
    """What an answer tomorrow and in a week may be."""
    now, last = trace.level[-1], trace.first + len(trace.level) - 1
    return tuple(Forecast(last + ahead, now, 0.16 * width, now - 0.2 * width, now + 0.2 * width) for ahead in (1, 7))


def _against_beginning(line: SignalReading, trace: Trace) -> SignalReading:
    """The line held against its first 28 days, with a zone and entries after something had happened."""
    width, now = line.high - line.low, _now(trace)
    start = sum(trace.level[:28]) / 28
    band = (start - 0.03 * width, start + 0.03 * width)
    change = now.mean - start
    zone = Zone("low", below=line.low + 0.3 * width)
    return replace(
        line,
        usual=Usual(
            "since_began",
            trace.first,
            trace.first + 27,
            Estimate(start, band),
            (start - 0.09 * width, start + 0.09 * width),
        ),
        zones=(ZoneShare(zone, 0.22, 0.14, (0.12, 0.35), (0.09, 0.2)),),
        back_within={28: 0.12, 56: 0.2},
        began=Estimate(change, (change - 0.06 * width, change + 0.06 * width)),
        happened=(Happened("happened", 14, replace(now, mean=now.mean + 0.01 * width)),),
    )


def _with_change(line: SignalReading, turn: int) -> SignalReading:
    """The line with the day of its change."""
    size = line.began if line.began is not None else Estimate(0.0, (0.0, 0.0))
    return replace(line, since=Since(turn, (turn - 4, turn + 6)), step=Step(turn, size, 4.2))


def _hardly_varies(name: str, low: float, high: float, length: int, first: int, gaps: int) -> SignalReading:
    """A line with the same answer on every day: dots, but no level."""
    answers = tuple((first + day, high) for day in range(length) if answered_on(day, gaps))
    trace = Trace(first=first, level=(), lower80=(), upper80=(), answers=answers)
    return replace(_bare(name, low, high, length, trace, Pattern("no_variation", None, None, 0.5)), missing={})


def reading(*people: PersonReading, dated: bool = True) -> Reading:
    """A diary of these people, read."""
    lines = [line for person in people for line in person.signals]
    return Reading(
        file="an-invented-diary.csv",
        dated=dated,
        days=max(line.days for line in lines),
        answered=sum(line.answered for line in lines),
        missing=1 - sum(line.answered for line in lines) / sum(line.days for line in lines),
        guessed={"date": "date", "delimiter": ","},
        people=people,
        codebook=Codebook(
            version="0.1.0",
            seed=1,
            priors={"drift a day": "log-normal around 0.09 of the day-to-day swing"},
            rules={"held": "beyond usual for 28 days or more, 8 in 10 sure"},
        ),
        invented=True,
    )


def of_kind(kind: Kind, direction: Direction | None = None) -> Reading:
    """Ada's diary of one line, of the kind asked for."""
    length = 20 if kind == "too_early" else 120
    return reading(PersonReading(None, "Ada", (signal(kind, direction, length=length),)))


def undated() -> Reading:
    """Ada's diary in numbered days, on a scale around nought."""
    line = signal("held", "up", name="mood", low=-3, high=3, first=1)
    return reading(PersonReading(None, "Ada", (line,)), dated=False)


def years() -> Reading:
    """Ada's diary of two and a half years, five lines on five scales."""
    first = date(2030, 2, 11).toordinal()
    lines = tuple(
        signal(kind, way, name=name, low=low, high=high, length=900, first=first, seed=high)
        for name, low, high, kind, way in FIVE_LINES
    )
    return reading(PersonReading(None, "Ada", lines))


def couple() -> Reading:
    """Ada and Ben, two lines each."""
    return reading(
        PersonReading("7", "Ada", (signal("held", "down"), signal("open", name="heard", low=1, high=7, seed=2))),
        PersonReading(
            "7", "Ben", (signal("passing", "down", seed=3), signal("no_variation", name="heard", low=1, high=7))
        ),
    )


def practice() -> Reading:
    """Sixty people of thirty couples, one line each, every kind among them."""
    people = []
    for number in range(60):
        kind, direction = CASES[number % len(CASES)]
        line = signal(kind, direction, length=40 + 3 * number, gaps=4 + number % 5, seed=number)
        people.append(PersonReading(str(number // 2 + 1), "AB"[number % 2], (line,)))
    return reading(*people)
