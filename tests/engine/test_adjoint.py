"""The gradient is the slope of the dense Gaussian, found by taking differences."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from hypothesis import given, settings

from leanings.engine.adjoint import gradient, make_back
from leanings.engine.density import log_density
from leanings.engine.filter import Natural, log_likelihood, make_natural, make_pass
from leanings.engine.parameters import add_log_prior, to_natural
from leanings.engine.rows import Floats, Rows, every_day
from tests.engine import dense
from tests.engine.cases import Shape, make_entries, make_parameters, make_problem, make_theta, rows_of, shapes
from tests.engine.dense import Entries
from tests.engine.test_filter import one_by_one, with_one_more_mark

CLOSE = 1e-6
SYMMETRIC = ("qx", "v0", "ql")


def slope(function: Callable[[float], float], reach: float) -> float:
    """The slope at nought by central differences at three distances, their errors of order 2 and 4 taken out."""
    one, two, four = ((function(h) - function(-h)) / (2.0 * h) for h in (reach, reach / 2, reach / 4))
    return (16.0 * (4.0 * four - two) - (4.0 * two - one)) / 45.0


def gradient_of(rows: Rows, nat: Natural) -> Natural:
    room, grad = make_pass(rows), make_natural(len(nat.mu), len(nat.phi), nat.beta.shape[1])
    log_likelihood(rows, nat, room)
    gradient(rows, nat, room, make_back(rows), grad)
    return grad


def moved(nat: Natural, field: str, place: tuple[int, ...], by: float) -> Natural:
    """The parameters with one of them moved; a covariance stays symmetric."""
    values = getattr(nat, field).copy()
    values[place] += by
    if field in SYMMETRIC and place[0] != place[1]:
        values[place[::-1]] += by
    return nat._replace(**{field: values})


def size_of(nat: Natural, field: str, place: tuple[int, ...]) -> float:
    """A length on which a parameter matters: its own size, or for a covariance that of the variances."""
    values = getattr(nat, field)
    if field in SYMMETRIC:
        return float(np.sqrt(values[place[0], place[0]] * values[place[1], place[1]]))
    return float(abs(values[place]) if field == "s2" else max(abs(values[place]), 0.1))


def furthest(entries: Entries, nat: Natural) -> float:
    """The largest difference between the gradient and the slopes of the dense Gaussian, each by its own unit."""
    grad, worst = gradient_of(rows_of(entries), nat), 0.0
    for field in nat._fields:
        values = getattr(grad, field)
        for place in np.ndindex(*values.shape):
            if field in SYMMETRIC and place[0] > place[1]:
                continue
            unit = size_of(nat, field, place)
            found = slope(
                lambda h, f=field, p=place, u=unit: dense.log_likelihood(moved(nat, f, p, h * u), entries),  # type: ignore[misc]  # mypy cannot infer a lambda with defaults
                4e-3,
            )
            told = values[place] + (values[place[::-1]] if field in SYMMETRIC and place[0] != place[1] else 0.0)
            worst = max(worst, abs(found - unit * told) / (1.0 + abs(found)))
    return worst


@given(shape=shapes(1))
@settings(max_examples=15)
def test_the_gradient_is_the_slope_of_the_dense_gaussian(shape: Shape) -> None:
    assert furthest(make_entries(shape), make_parameters(shape)) < CLOSE


@given(shape=shapes(2))
@settings(max_examples=8)
def test_the_gradient_is_the_slope_of_the_dense_gaussian_for_two_partners(shape: Shape) -> None:
    assert furthest(make_entries(shape), make_parameters(shape)) < CLOSE


def most_apart(one: Natural, other: Natural) -> float:
    return max(float(np.max(np.abs(a - b) / (1.0 + np.abs(a)), initial=0.0)) for a, b in zip(one, other, strict=True))


@given(shape=shapes(2))
@settings(max_examples=30)
def test_the_gradient_of_a_collapsed_day_is_that_of_its_answers_one_by_one(shape: Shape) -> None:
    entries, nat = make_entries(shape), make_parameters(shape)
    apart = gradient_of(one_by_one(entries), with_one_more_mark(nat))
    whole = gradient_of(rows_of(entries), nat)
    assert most_apart(whole, apart._replace(beta=apart.beta[:, :-1])) < 1e-8


@given(shape=shapes(2))
@settings(max_examples=30)
def test_the_gradient_over_a_gap_is_that_over_days_without_answers(shape: Shape) -> None:
    rows, nat = rows_of(make_entries(shape)), make_parameters(shape)
    assert most_apart(gradient_of(rows, nat), gradient_of(every_day(rows), nat)) < 1e-8


def plain_density(entries: Entries, theta: Floats) -> float:
    """The log posterior of theta: the dense Gaussian and the prior."""
    problem = make_problem(entries)
    to_natural(theta, problem.place, problem.priors, problem.rows, problem.nat)
    prior = add_log_prior(theta, problem.place, problem.priors, problem.sds, np.zeros(len(theta)))
    return dense.log_likelihood(problem.nat, entries) + prior


def furthest_from_theta(shape: Shape) -> float:
    entries = make_entries(shape)
    problem = make_problem(entries)
    theta = make_theta(problem, shape.seed)
    told, worst = np.zeros(len(theta)), 0.0
    value = log_density(problem, theta, told)
    assert abs(value - plain_density(entries, theta)) <= 1e-9 * max(1.0, abs(value))
    for i, direction in enumerate(np.eye(len(theta))):
        found = slope(lambda h, d=direction: plain_density(entries, theta + h * d), 4e-3)  # type: ignore[misc]  # as above
        worst = max(worst, abs(found - told[i]) / (1.0 + abs(found)))
    return worst


@given(shape=shapes(1))
@settings(max_examples=15)
def test_the_slope_of_the_posterior_is_right_for_every_parameter(shape: Shape) -> None:
    assert furthest_from_theta(shape) < CLOSE


@given(shape=shapes(2))
@settings(max_examples=6)
def test_the_slope_of_the_posterior_is_right_for_two_partners(shape: Shape) -> None:
    assert furthest_from_theta(shape) < CLOSE
