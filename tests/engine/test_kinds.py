"""From counts of courses to one word that does not flicker."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from leanings.core.reading import KINDS
from leanings.engine.excursions import CODES, HELD_DOWN, HELD_UP, NONE, OTHER, PASSING_DOWN, PASSING_UP
from leanings.engine.kinds import LED, OPEN, PLACES, SURE, TOO_EARLY, Named, name_day, probability, settle
from leanings.engine.rows import Floats

STEADY, DOWN = Named("no_clear_change", None), Named("held", "down")


def counts(code: int, share: float) -> Floats:
    """Counts of 200 draws of which this share has the code, the rest another."""
    out = np.zeros(CODES)
    out[code] = round(200 * share)
    out[OTHER] += 200 - out[code]
    return out


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (NONE, STEADY),
        (HELD_DOWN, DOWN),
        (HELD_UP, Named("held", "up")),
        (PASSING_DOWN, Named("passing", "down")),
        (PASSING_UP, Named("passing", "up")),
    ],
)
def test_a_kind_is_named_above_its_threshold_and_not_at_it(code: int, name: Named) -> None:
    assert name_day(counts(code, SURE[name.kind] + 0.01), OPEN) == name
    assert name_day(counts(code, SURE[name.kind]), OPEN) == OPEN
    assert probability(counts(code, 0.75), name) == 0.75


def test_no_two_kinds_can_both_be_sure() -> None:
    assert set(SURE) == {name.kind for name in PLACES}
    assert set(SURE) | {"too_early", "open", "no_variation"} == set(KINDS)
    for one, other in combinations(PLACES, 2):
        even = counts(PLACES[one], 0.5)
        even[OTHER], even[PLACES[other]] = 0, 100
        assert name_day(even, OPEN) == OPEN


def test_courses_that_fall_under_no_kind_name_none() -> None:
    assert name_day(counts(OTHER, 1.0), TOO_EARLY) == TOO_EARLY
    assert name_day(np.zeros(CODES), OPEN) == OPEN
    assert probability(counts(NONE, 1.0), OPEN) is None


def spelled(text: str) -> list[Named]:
    """Days as letters: s steady, d held down, o open."""
    return [{"s": STEADY, "d": DOWN, "o": OPEN}[letter] for letter in text]


@pytest.mark.parametrize(
    ("days", "label"),
    [
        ("s", STEADY),
        ("sssd", STEADY),
        ("sssssss" + "d" * 4, STEADY),
        ("sssssss" + "d" * 5, DOWN),
        ("sssssss" + "ddsdsdd", DOWN),
        ("sssssss" + "ddsdssd", STEADY),
        ("sssssss" + "dddddss", DOWN),
        ("sssssss" + "dddddsssss", STEADY),
        ("sdsdsdsdsdsdsdsdsdsdsdsdsdsd", STEADY),
        ("ddddsss" + "ddddddd", DOWN),
        ("sssdddo" + "ooooo", OPEN),
        ("sssssss" + "dddoooo" + "dddoooo", STEADY),
    ],
)
def test_a_label_changes_only_when_another_has_led_for_five_of_seven_days(days: str, label: Named) -> None:
    assert LED == (5, 7)
    assert settle(spelled(days)) == label


def test_a_lucky_day_never_changes_the_label() -> None:
    for place in range(28):
        days = spelled("s" * 28)
        days[place] = DOWN
        assert settle(days) == STEADY
