"""A reading: what a diary's answers say about where they are, whether they moved, and how sure that is.

Values only, never sentences: the words live in content files. Levels are in the units of the scale, days are
the whole numbers of the diary, shares and probabilities run from 0 to 1, bands hold 80 %.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["no_clear_change", "passing", "held", "too_early", "open", "no_variation"]
Direction = Literal["down", "up"]
Base = Literal["since_began", "marked"]
Band = tuple[float, float]

KINDS: tuple[Kind, ...] = ("no_clear_change", "passing", "held", "too_early", "open", "no_variation")


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its doubt."""

    mean: float
    band80: Band


@dataclass(frozen=True, slots=True)
class Usual:
    """What the present is held against: the person's own first weeks, or a stretch the person marked.

    `within` is the part of the scale in which a level still counts as usual: the mean of the stretch, a change
    that matters to either side.
    """

    base: Base
    start: int
    end: int
    level: Estimate
    within: Band | None = None


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the scale the person named: below a number, above one, or between two."""

    name: str
    below: float | None = None
    above: float | None = None


@dataclass(frozen=True, slots=True)
class ZoneShare:
    """The share of the last 28 and 90 days spent in a zone, missing days counted with their doubt."""

    zone: Zone
    share28: float
    share90: float
    band80_28: Band
    band80_90: Band


@dataclass(frozen=True, slots=True)
class Pattern:
    """Whether the level moved and has held, as the label after hysteresis, with its probability today."""

    kind: Kind
    direction: Direction | None
    probability: float | None
    delta: float


@dataclass(frozen=True, slots=True)
class Since:
    """The day the present excursion began."""

    day: int
    band80: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Step:
    """The day on which a sudden change of level explains most, its size and the log Bayes factor for it."""

    day: int
    size: Estimate
    log_bayes_factor: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """What an answer of a coming day may be; the interval never leaves the scale."""

    day: int
    mean: float
    sd: float
    lower80: float
    upper80: float


@dataclass(frozen=True, slots=True)
class Fit:
    """How the sampling went. `ok` is False when the figures must not be leaned on; `refused` names why."""

    ok: bool
    acceptance: float | None
    ess: float | None
    rhat: float | None
    seconds: float
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Happened:
    """Entries written because something had just happened, and the present level with and without them."""

    marker: str
    entries: int
    level_without: Estimate | None


@dataclass(frozen=True, slots=True)
class Trace:
    """What a picture needs: the level and its band for each day from `first` on, and each answer given."""

    first: int
    level: tuple[float, ...]
    lower80: tuple[float, ...]
    upper80: tuple[float, ...]
    answers: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class SignalReading:
    """One line of one person. A figure that cannot be known is None, never a guess.

    `days` is the number of calendar days from the first to the last entry, `answered` those with an answer.
    A column of `items` that was turned round has a minus before it. `mostly` is the middle half of the answers of the
    last 28 days, `recent` how many days those answers come from.
    """

    name: str
    low: float
    high: float
    items: tuple[str, ...]
    days: int
    answered: int
    recent: int
    mostly: Band | None
    now: Estimate | None
    usual: Usual | None
    zones: tuple[ZoneShare, ...]
    pattern: Pattern
    since: Since | None
    step: Step | None
    back_within: Mapping[int, float] | None
    days_needed: int | None
    began: Estimate | None
    happened: tuple[Happened, ...]
    forecasts: tuple[Forecast, ...]
    missing: Mapping[str, int]
    fit: Fit
    trace: Trace | None


@dataclass(frozen=True, slots=True)
class PersonReading:
    """Every line of one person."""

    couple: str | None
    person: str
    signals: tuple[SignalReading, ...]

    @property
    def label(self) -> str:
        """The person as named on screen: the couple first where there is one."""
        return self.person if self.couple is None else f"{self.couple}/{self.person}"


@dataclass(frozen=True, slots=True)
class Codebook:
    """What one must know to use the figures elsewhere: version, seed, priors, rules."""

    version: str
    seed: int
    priors: Mapping[str, str]
    rules: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole diary, read."""

    file: str
    dated: bool
    days: int
    answered: int
    missing: float
    guessed: Mapping[str, str]
    people: tuple[PersonReading, ...]
    codebook: Codebook
    left_out: int = 0
    invented: bool = False
