"""The filter says what one dense Gaussian of all answers says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from leanings.engine.filter import Natural, log_likelihood, make_pass
from leanings.engine.rows import Rows, every_day
from tests.engine import dense
from tests.engine.cases import Shape, make_entries, make_parameters, rows_of, shapes
from tests.engine.dense import Entries

EXACT = 1e-9


def clever(rows: Rows, nat: Natural) -> float:
    return log_likelihood(rows, nat, make_pass(rows))


def apart(one: float, other: float) -> float:
    """How far apart two log-likelihoods are, as a share of their size."""
    return abs(one - other) / max(1.0, abs(one))


@given(shape=shapes(1))
@settings(max_examples=60)
def test_the_filter_is_one_dense_gaussian(shape: Shape) -> None:
    entries, nat = make_entries(shape), make_parameters(shape)
    assert apart(dense.log_likelihood(nat, entries), clever(rows_of(entries), nat)) < EXACT


@given(shape=shapes(2))
@settings(max_examples=60)
def test_the_filter_is_one_dense_gaussian_for_two_partners(shape: Shape) -> None:
    entries, nat = make_entries(shape), make_parameters(shape)
    assert apart(dense.log_likelihood(nat, entries), clever(rows_of(entries), nat)) < EXACT


def test_the_made_up_diaries_hold_what_is_hard() -> None:
    entries = make_entries(Shape(seed=3, items=(2, 3), entries=14, longest_gap=4, missing=0.3, marks=2))
    rows, nat = rows_of(entries), make_parameters(Shape(seed=3, items=(2, 3), marks=2))
    assert (rows.gap == 0).any()
    assert (rows.gap > 1).any()
    assert rows.counts.max() > 1
    assert (rows.counts == 0).any()
    assert all(abs(square[0, 1]) > 1e-4 for square in (nat.phi, nat.qx, nat.v0, nat.ql))


def one_by_one(entries: Entries) -> Rows:
    """Rows with one answer each, following each other at distance zero, so that nothing is collapsed."""
    number = np.arange(len(entries.days) * entries.values.shape[1])
    entry, item = number // entries.values.shape[1], number % entries.values.shape[1]
    values = np.full((len(number), entries.values.shape[1]), np.nan)
    values[number, item] = entries.values[entry, item]
    # a mark that is different in every row keeps the rows apart; it has no effect
    marks = np.column_stack([entries.marks[entry], number.astype(float)])
    return rows_of(Entries(entries.days[entry], values, marks, entries.owner))


def with_one_more_mark(nat: Natural) -> Natural:
    return nat._replace(beta=np.column_stack([nat.beta, np.zeros(len(nat.beta))]))


@given(shape=shapes(2))
@settings(max_examples=30)
def test_a_collapsed_day_says_what_its_answers_say_one_by_one(shape: Shape) -> None:
    entries, nat = make_entries(shape), make_parameters(shape)
    single = one_by_one(entries)
    assert single.counts.max(initial=0.0) <= 1.0
    assert apart(clever(rows_of(entries), nat), clever(single, with_one_more_mark(nat))) < EXACT


@given(shape=shapes(2))
@settings(max_examples=30)
def test_a_gap_says_what_days_without_answers_say(shape: Shape) -> None:
    entries, nat = make_entries(shape), make_parameters(shape)
    rows = rows_of(entries)
    daily = every_day(rows, more=5)
    assert daily.gap.max() == 1
    assert apart(clever(rows, nat), clever(daily, nat)) < EXACT


def test_ten_thousand_days_between_two_answers_are_exact() -> None:
    nat = make_parameters(Shape(seed=5))
    nat.ql[:] = 1e-6
    entries = Entries(np.array([0, 10_000]), np.array([[0.2], [0.9]]), np.zeros((2, 0)), np.zeros(1, dtype=np.int64))
    effects = [nat.beta[0, 0] + nat.beta[0, 7], nat.beta[0, 10_000 % 7]]
    mean = nat.mu[0] + nat.lam[0] * np.array(effects)
    stationary = nat.qx[0, 0] / (1.0 - nat.phi[0, 0] ** 2)
    cov = nat.lam[0] ** 2 * np.diag([nat.v0[0, 0], stationary + 10_000 * nat.ql[0, 0]]) + nat.s2[0] * np.eye(2)
    assert clever(rows_of(entries), nat) == pytest.approx(dense.log_normal(np.array([0.2, 0.9]), mean, cov), rel=EXACT)
