"""Whether a line moved and has held: from counts of drawn courses to one word, with hysteresis and no stored state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from leanings.core.reading import Direction, Kind
from leanings.engine.excursions import HELD_DOWN, HELD_UP, NONE, PASSING_DOWN, PASSING_UP
from leanings.engine.rows import Floats

DELTA = 0.5  # fast SDs: a shift that can be felt; house rule, judged by the error table
# House rules, moved by the error table: at .80 nearly every quiet life and every dip that passed was called open. That
# something is over asks least of a person, so it may be said above an even chance.
SURE: dict[Kind, float] = {"no_clear_change": 0.60, "held": 0.60, "passing": 0.50}
LED = (5, 7)  # a new kind must have led on 5 of the last 7 days
WORTH_WAITING = 0.85  # 28 more days must cut the doubt by 15 %
ENOUGH_AFTER = 14  # answered days after the base


class Named(NamedTuple):
    """A kind with its side."""

    kind: Kind
    direction: Direction | None


PLACES: dict[Named, int] = {
    Named("no_clear_change", None): NONE,
    Named("held", "down"): HELD_DOWN,
    Named("held", "up"): HELD_UP,
    Named("passing", "down"): PASSING_DOWN,
    Named("passing", "up"): PASSING_UP,
}
TOO_EARLY, OPEN, NO_VARIATION = Named("too_early", None), Named("open", None), Named("no_variation", None)


def name_day(counts: Floats, undecided: Named) -> Named:
    """The kind of one day from how many courses fell under each code, or what to say when none is sure."""
    total = counts.sum()
    sure = (name for name, place in PLACES.items() if total > 0 and counts[place] > SURE[name.kind] * total)
    return next(sure, undecided)


def probability(counts: Floats, name: Named) -> float | None:
    """The share of courses that fall under a kind; None for the kinds that are not about the level."""
    place = PLACES.get(name)
    return None if place is None else float(counts[place] / counts.sum())


def settle(days: Sequence[Named]) -> Named:
    """The label after hysteresis, from the kinds of the last days, oldest first.

    It begins as the most frequent kind of the first seven and gives way once another has led on 5 of 7 days, so
    that looking every day cannot be lucky once.
    """
    led, of = LED
    label = Counter(days[:of]).most_common(1)[0][0]
    for t in range(of, len(days) + 1):
        name, count = Counter(days[t - of : t]).most_common(1)[0]
        if name != label and count >= led and days[t - 1] == name:
            label = name
    return label
