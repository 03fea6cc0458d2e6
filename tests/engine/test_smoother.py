"""Drawn courses are draws from the dense Gaussian of the states given the answers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leanings.engine.density import Problem
from leanings.engine.filter import log_likelihood, make_pass
from leanings.engine.rows import Floats, every_day
from leanings.engine.smoother import fill_gains, last_state, make_gains, square_root, step_back
from tests.engine import dense
from tests.engine.cases import Shape, make_entries, make_parameters, make_problem, rows_of, shapes


def drawn_states(shape: Shape, count: int, seed: int) -> Floats:
    """So many draws (S, N n) of the states of every calendar day, by stepping back from the last."""
    rows, nat = every_day(rows_of(make_entries(shape))), make_parameters(shape)
    n, room = 2 * len(rows.who), make_pass(rows)
    gains, last = make_gains(len(rows.gap), n), len(rows.gap) - 1
    log_likelihood(rows, nat, room)
    fill_gains(room, rows.gap, gains, rows.who)
    rng, ends = np.random.default_rng(seed), np.flatnonzero(np.diff(rows.day, append=-1))
    draws = np.zeros((count, len(ends), n))
    states = np.zeros((len(rows.gap), n))
    for s in range(count):
        noise = rng.standard_normal(states.shape)
        last_state(room, gains, last, noise, states, rows.who)
        for i in range(last - 1, -1, -1):
            step_back(room, gains, i, noise, states, rows.who)
        draws[s] = states[ends]
    return draws.reshape(count, -1)


def strangeness(draws: Floats, mean: Floats, cov: Floats) -> float:
    """How far draws (S, D) are from this normal: the larger of two figures that chance alone keeps under 4.

    The squared distance of their mean and that of their covariance, each after whitening, in standard errors.
    Directions without variance must have none.
    """
    values, vectors = np.linalg.eigh(cov)
    kept = values > 1e-10 * values[-1]
    away = draws - mean
    assert np.abs(away @ vectors[:, ~kept]).max(initial=0.0) < 1e-4 * np.sqrt(values[-1])
    z = away @ vectors[:, kept] / np.sqrt(values[kept])
    count, size = z.shape
    far = count * (z.mean(axis=0) ** 2).sum() / size - 1.0
    wide = count * ((z.T @ z / count - np.eye(size)) ** 2).sum() / (size * (size + 1)) - 1.0
    return float(max(abs(far) * np.sqrt(size / 2.0), abs(wide) * (size + 1) / 2.0))


@pytest.mark.parametrize(
    "shape",
    [
        Shape(seed=11, items=(1,), entries=14, longest_gap=3, missing=0.3),
        Shape(seed=12, items=(3,), entries=12, longest_gap=2, missing=0.5, marks=2),
        Shape(seed=13, items=(1, 2), entries=10, longest_gap=2, missing=0.3, marks=1),
    ],
)
def test_stepping_back_draws_from_the_dense_gaussian(shape: Shape) -> None:
    draws = drawn_states(shape, 6000, 1)
    mean, cov = dense.states_given(dense.gaussian(make_parameters(shape), make_entries(shape)))
    assert strangeness(draws, mean, cov) < 4.0


def test_a_wrong_gaussian_would_be_noticed() -> None:
    shape = Shape(seed=12, items=(3,), entries=12, longest_gap=2, missing=0.5, marks=2)
    draws = drawn_states(shape, 6000, 1)
    mean, cov = dense.states_given(dense.gaussian(make_parameters(shape), make_entries(shape)))
    assert strangeness(draws, mean + 0.1 * np.sqrt(np.diag(cov)), cov) > 6.0
    assert strangeness(draws, mean, 1.05 * cov) > 6.0


def backward_moments(problem: Problem, seed: int) -> tuple[Floats, Floats]:
    """Mean and covariance of the first state as the gains tell it, without any dice."""
    rows, nat = problem.rows, make_parameters(Shape(seed=seed, items=(1,)))
    room, gains = make_pass(rows), make_gains(len(rows.gap), 2)
    log_likelihood(rows, nat, room)
    fill_gains(room, rows.gap, gains, rows.who)
    mean, cov = room.af[-1], gains.end[-1] @ gains.end[-1].T
    for i in range(len(rows.gap) - 2, -1, -1):
        mean = room.af[i] + gains.carry[i] @ (mean - room.a[i + 1])
        cov = gains.carry[i] @ cov @ gains.carry[i].T + gains.root[i] @ gains.root[i].T
    return mean, cov


@given(seed=st.integers(0, 10_000))
@settings(max_examples=25)
def test_the_gains_lead_back_to_the_dense_mean_and_covariance(seed: int) -> None:
    shape = Shape(seed=seed, items=(1,), entries=12, longest_gap=3, missing=0.3)
    entries = make_entries(shape)
    mean, cov = backward_moments(make_problem(entries), seed)
    told_mean, told_cov = dense.states_given(dense.gaussian(make_parameters(shape), entries))
    assert np.allclose(mean, told_mean[:2], atol=1e-9)
    assert np.allclose(cov, told_cov[:2, :2], atol=1e-9)


@given(shape=shapes(2))
@settings(max_examples=25)
def test_filtered_states_are_the_dense_ones_given_the_answers_so_far(shape: Shape) -> None:
    entries, nat = make_entries(shape), make_parameters(shape)
    rows = rows_of(entries)
    room = make_pass(rows)
    log_likelihood(rows, nat, room)
    last = int(np.searchsorted(rows.day, rows.day[len(rows.day) // 2], side="right")) - 1
    day = int(rows.day[last])
    mean, cov = dense.states_given(dense.gaussian(nat, entries, until=day))
    here = slice(4 * day, 4 * day + 4)
    assert np.allclose(room.af[last], mean[here], atol=1e-9)
    assert np.allclose(room.pf[last], cov[here, here], atol=1e-9)


def test_a_root_squares_to_its_matrix_and_nothing_comes_of_nothing() -> None:
    half = np.array([[1.0, 0.0, 0.0, 0.0], [0.5, 0.0, 0.0, 0.0], [0.2, 0.0, 0.7, 0.0], [0.0, 0.0, 0.1, 0.3]])
    out = np.zeros((1, 4, 4))
    square_root(half @ half.T, out, 0, (0, 1))
    assert np.allclose(out[0] @ out[0].T, half @ half.T, atol=1e-12)
    assert (out[0, :, 1] == 0).all()
