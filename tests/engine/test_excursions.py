"""Courses made by hand get the code a person would give them."""

from __future__ import annotations

import numpy as np
import pytest

from leanings.engine.excursions import (
    HELD_DOWN,
    HELD_UP,
    LASTED,
    LOOK_BACK,
    NONE,
    OTHER,
    PASSING_DOWN,
    PASSING_UP,
    RUN,
    back_again,
    judge_course,
    recent_mean,
    weighted_mean,
)
from leanings.engine.rows import Floats

BASE = 28


def course(*parts: tuple[int, float]) -> Floats:
    """A level that stays so many days at each height, after a base at nought."""
    return np.concatenate([np.zeros(BASE), *[np.full(days, height) for days, height in parts]])


def code(level: Floats, sign: float = 1.0) -> tuple[int, int]:
    return judge_course(sign * level, 0.0, 0.5, BASE, len(level) - 1)


# what happened after the base, the code, and on which day after the base the present excursion began
TABLE = [
    ("nothing happens", [(60, 0.0)], NONE, None),
    ("near the line is not over it", [(60, -0.5)], NONE, None),
    ("low for exactly 28 days", [(30, 0.0), (28, -1.0)], HELD_DOWN, 30),
    ("low for 27 days", [(30, 0.0), (27, -1.0)], OTHER, 30),
    ("low for 7 days", [(30, 0.0), (7, -1.0)], OTHER, 30),
    ("low for 6 days", [(30, 0.0), (6, -1.0)], OTHER, None),
    ("low since the base ended", [(40, -1.0)], HELD_DOWN, 0),
    ("a day across the line does not end it", [(10, 0.0), (20, -1.0), (1, 1.0), (20, -1.0)], HELD_DOWN, 10),
    ("six days back do not end it", [(10, 0.0), (20, -1.0), (6, 0.0), (20, -1.0)], HELD_DOWN, 10),
    ("seven days back do", [(10, 0.0), (30, -1.0), (7, 0.0)], PASSING_DOWN, None),
    ("six days back: still out, but the present is near", [(10, 0.0), (30, -1.0), (6, 0.0)], OTHER, 10),
    ("seven days back, then low again", [(10, 0.0), (20, -1.0), (7, 0.0), (20, -1.0)], OTHER, 37),
    ("a single low day makes none", [(30, 0.0), (1, -5.0), (30, 0.0)], NONE, None),
    ("six low days make none", [(30, 0.0), (6, -1.0), (30, 0.0)], NONE, None),
    ("seven low days make one", [(30, 0.0), (7, -1.0), (30, 0.0)], PASSING_DOWN, None),
    ("over, its last day within the last 90", [(9, 0.0), (7, -1.0), (LOOK_BACK - 1, 0.0)], PASSING_DOWN, None),
    ("over, its last day before the last 90", [(9, 0.0), (7, -1.0), (LOOK_BACK, 0.0)], NONE, None),
    ("from low straight to high", [(10, 0.0), (30, -1.0), (30, 1.0)], HELD_UP, 40),
    ("high, over; then low, over", [(9, 0.0), (9, 1.0), (9, 0.0), (9, -1.0), (9, 0.0)], PASSING_DOWN, None),
    ("a last week far out that is no run", [(40, 0.0), (1, 0.0), (6, -1.0)], OTHER, None),
]


@pytest.mark.parametrize(("parts", "expected", "began"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_a_course_made_by_hand_gets_its_code(parts: list[tuple[int, float]], expected: int, began: int | None) -> None:
    assert code(course(*parts)) == (expected, -1 if began is None else BASE + began)


MIRROR = {HELD_DOWN: HELD_UP, HELD_UP: HELD_DOWN, PASSING_DOWN: PASSING_UP, PASSING_UP: PASSING_DOWN}


@pytest.mark.parametrize("parts", [row[1] for row in TABLE], ids=[row[0] for row in TABLE])
def test_a_course_turned_over_gets_the_mirrored_code(parts: list[tuple[int, float]]) -> None:
    level = course(*parts)
    (down, began), (up, began_up) = code(level), code(level, -1.0)
    assert up == MIRROR.get(down, down)
    assert began == began_up


def plain_code(level: Floats, first: int, day: int) -> int:
    """The same rule in other words: mark each day out or in by runs, then look at the marks."""
    out = np.zeros(day + 1, dtype=int)
    for t in range(first, day + 1):
        before = out[t - 1] if t > first else 0
        week = range(max(first, t - RUN + 1), t + 1)
        whole = t - first + 1 >= RUN
        back = (
            before != 0
            and whole
            and all(before * level[u] <= 0.5 for u in week)
            and (out[t - RUN + 1 : t] == before).all()
        )
        out[t] = 0 if back else before
        if out[t] == 0 and whole:
            out[t] = next((side for side in (1, -1) if all(side * level[u] > 0.5 for u in week)), 0)
    now = level[day - RUN + 1 : day + 1].mean()
    return int(out[day]) if abs(now) > 0.5 else 0


def test_chance_courses_are_out_exactly_when_the_plain_rule_says_so() -> None:
    for seed in range(60):
        rng = np.random.default_rng(seed)
        level = np.concatenate([np.zeros(BASE), np.cumsum(0.25 * rng.standard_normal(90))])
        told, began = code(level)
        side = {HELD_DOWN: -1, HELD_UP: 1}.get(told, 0)
        lasted = began >= 0 and len(level) - began >= LASTED
        assert side == (plain_code(level, BASE, len(level) - 1) if lasted else 0)


def test_means_weigh_the_first_days_by_half() -> None:
    level = np.arange(10.0)
    assert recent_mean(level, 9) == 6.0
    assert weighted_mean(level, 0, 3, 2) == pytest.approx((0.0 + 0.5 + 2.0 + 3.0) / 3.0)


def test_the_chance_of_being_back_is_that_of_a_wandering_level() -> None:
    rng = np.random.default_rng(1)
    ends = -1.2 + 0.1 * np.sqrt(28) * rng.standard_normal(400_000)
    assert back_again(-1.2, 0.5, 0.1, 28) == pytest.approx((np.abs(ends) < 0.5).mean(), abs=2e-3)
    assert back_again(0.9, 0.5, 0.0, 28) == 0.0
    assert back_again(0.2, 0.5, 0.0, 28) == 1.0
