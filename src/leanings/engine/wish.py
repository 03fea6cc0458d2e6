"""What a reading is asked to hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from leanings.core.diary import Person
from leanings.core.reading import Zone
from leanings.engine.priors import Priors


@dataclass(frozen=True)
class Wish:
    """What a reading is asked to hold.

    `since` is a stretch the person marked as usual, in the diary's days, both ends included, or `since_marker` the
    column whose marked days, from the first to the last, are the stretch; `zones` the person's own
    thresholds by line; `markers` the columns that go in as covariates; `happened` the one among them that says an
    entry was written because something had just happened; `forecast` how many coming days to look at.
    """

    since: tuple[int, int] | None = None
    since_marker: str | None = None
    zones: Mapping[str, Sequence[Zone]] = field(default_factory=dict)
    markers: tuple[str, ...] = ()
    happened: str | None = None
    forecast: int = 0
    priors: Priors = field(default_factory=Priors)
    seed: int = 0

    @property
    def marked(self) -> bool:
        """Whether usual is a stretch the person marked."""
        return self.since is not None or self.since_marker is not None

    def stretch(self, person: Person) -> tuple[int, int] | None:
        """The stretch this person marked, in the diary's days; empty where nothing is marked."""
        if self.since_marker is None:
            return self.since
        days = [day for day, mark in zip(person.days, person.marks.get(self.since_marker, ()), strict=False) if mark]
        return (min(days), max(days)) if days else (0, -1)
