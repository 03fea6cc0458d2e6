"""A look at a file: what was told, what its columns hold, and which of them are still free to be guessed about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from leanings.diary.facts import Facts
from leanings.diary.source import Source
from leanings.diary.told import Told


class Look(NamedTuple):
    """All that guesses are made from; `wanted` are the columns of the signals asked for, never anything else."""

    source: Source
    told: Told
    facts: Mapping[str, Facts]
    repeating: frozenset[str]
    wanted: frozenset[str]

    def free(self, taken: Iterable[str | None] = ()) -> tuple[str, ...]:
        """The columns of which nothing is told and that are not taken yet, in the order of the file."""
        spoken_for = {*self.told.roles, *self.told.markers, *self.told.ignored, *self.wanted, *taken}
        return tuple(name for name in self.facts if name not in spoken_for)
