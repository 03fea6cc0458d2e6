"""The doubt of the present level against the base is the dense one, today and after more days."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leanings.engine.courses import Base
from leanings.engine.density import Problem
from leanings.engine.outlook import Outlook
from leanings.engine.parameters import to_natural
from leanings.engine.rows import Floats
from leanings.engine.spread import coming_days, daily_precision
from tests.engine import dense
from tests.engine.cases import Shape, make_entries, make_problem, make_theta
from tests.engine.dense import Entries
from tests.engine.test_courses import weights

BASE = Base(0, 13, 3)


def posed(seed: int, items: int = 2) -> tuple[Problem, Entries, Floats]:
    entries = make_entries(Shape(seed=seed, items=(items,), entries=40, longest_gap=2, missing=0.4))
    problem = make_problem(entries)
    return problem, entries, make_theta(problem, seed)


def dense_sd(problem: Problem, theta: Floats, entries: Entries, day: int) -> float:
    """The SD of the mean level of the week up to `day` less that of the base, in fast SDs, given answers up to then."""
    to_natural(theta, problem.place, problem.priors, problem.rows, problem.nat)
    whole = dense.gaussian(problem.nat, entries, until=day)
    length = whole.states.shape[0] // 2
    along = weights(range(day - 6, day + 1), 0, length) - weights(range(BASE.last + 1), BASE.half_until, length)
    _, cov = dense.states_given(whole)
    return float(np.sqrt(along @ cov @ along) / np.exp(theta[problem.place.fast]))


@given(seed=st.integers(0, 10_000), back=st.integers(0, 9))
@settings(max_examples=15)
def test_the_doubt_of_the_present_is_the_dense_one_on_any_day(seed: int, back: int) -> None:
    problem, entries, theta = posed(seed)
    day = int(problem.rows.day[-1]) - back
    outlook = Outlook(problem, theta[None], BASE)
    assert outlook.sd(day + 1) == pytest.approx(dense_sd(problem, theta, entries, day), rel=1e-8)


def test_the_doubt_after_more_days_is_the_dense_one_with_those_answers() -> None:
    problem, entries, theta = posed(7, items=1)
    last = int(problem.rows.day[-1])
    coming = coming_days(daily_precision(problem, theta), 28)
    single = daily_precision(problem, theta)
    one = np.median(single[-28:][single[-28:] > 0])
    answered = np.flatnonzero(coming[:, 0] > 0)
    assert len(answered)
    assert np.allclose(coming[answered], one)
    per_day = round(float(one * problem.nat.s2[0]))
    days = entries.days[0] + last + 1 + np.repeat(answered, per_day)
    longer = Entries(
        np.concatenate([entries.days, days]),
        np.concatenate([entries.values, np.full((len(days), 1), 0.5)]),
        np.concatenate([entries.marks, np.zeros((len(days), 0))]),
        entries.owner,
    )
    ahead = last + 28
    padded = Entries(
        np.append(longer.days, entries.days[0] + ahead),
        np.concatenate([longer.values, [[np.nan]]]),
        np.zeros((len(longer.days) + 1, 0)),
        entries.owner,
    )
    found = Outlook(problem, theta[None], BASE).sd(last + 1, 28)
    assert found == pytest.approx(dense_sd(problem, theta, padded, ahead), rel=1e-8)


def test_coming_days_come_at_the_rate_of_the_last_four_weeks() -> None:
    precision = np.zeros((60, 1))
    precision[32::2] = 5.0
    precision[:32] = 9.0
    coming = coming_days(precision, 28)
    assert (coming > 0).sum() == 14
    assert set(coming[coming > 0]) == {5.0}
    assert (coming_days(np.zeros((40, 1)), 28) == 0).all()


def test_more_days_never_make_the_present_less_sure_than_silence() -> None:
    problem, _, theta = posed(9)
    outlook = Outlook(problem, theta[None], BASE)
    today = int(problem.rows.day[-1]) + 1
    silent = Outlook(problem, theta[None], BASE)
    silent.precision = np.concatenate([outlook.precision, np.zeros((56, 1))])
    assert all(outlook.sd(today, more) <= silent.sd(today + more) + 1e-12 for more in (7, 28, 56))
