"""What a reading is asked to hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from leanings.core.reading import Zone
from leanings.engine.priors import Priors


@dataclass(frozen=True)
class Wish:
    """What a reading is asked to hold.

    `since` is a stretch the person marked as usual, in the diary's days, both ends included; `zones` the person's own
    thresholds by line; `markers` the columns that go in as covariates; `happened` the one among them that says an
    entry was written because something had just happened; `forecast` how many coming days to look at.
    """

    since: tuple[int, int] | None = None
    zones: Mapping[str, Sequence[Zone]] = field(default_factory=dict)
    markers: tuple[str, ...] = ()
    happened: str | None = None
    forecast: int = 0
    priors: Priors = field(default_factory=Priors)
    seed: int = 0
