"""Courses, seen from the last day and from earlier ones, are what the answers up to that day say."""

from __future__ import annotations

import numpy as np
import pytest

from leanings.engine.courses import ALIKE, Base, Courses, Sheet, draw_course, draw_courses, look_from
from leanings.engine.density import Problem, pose
from leanings.engine.excursions import CODES, judge_course, weighted_mean
from leanings.engine.parameters import to_natural
from leanings.engine.rows import Floats, every_day
from leanings.engine.smoother import make_gains
from tests.engine import dense
from tests.engine.cases import PRIORS, Shape, make_entries, make_problem, make_theta
from tests.engine.dense import Entries, Gaussian
from tests.engine.test_smoother import strangeness

DRAWS = 5000
SHAPE = Shape(seed=21, items=(2,), entries=50, longest_gap=2, missing=0.3, marks=1)


def at(theta: Floats, problem: Problem) -> Problem:
    to_natural(theta, problem.place, problem.priors, problem.rows, problem.nat)
    return problem


def asked(whole: Gaussian, along: Floats) -> tuple[Floats, Floats]:
    """Mean and covariance, given the answers, of sums of states with these weights (A, N n)."""
    mean, cov = dense.states_given(whole)
    return along @ mean, along @ cov @ along.T


def weights(days: range, half_until: int, length: int) -> Floats:
    """What the mean level of a stretch gives to each state, days before `half_until` at half weight."""
    out = np.zeros((length, 2))
    out[days.start : days.stop, 0] = 1.0
    out[days.start : min(half_until, days.stop), 0] = 0.5
    return np.asarray((out / out.sum()).ravel())


@pytest.fixture(scope="module")
def seen() -> tuple[Problem, Entries, Courses]:
    """One theta's courses, many of them."""
    entries = make_entries(SHAPE)
    problem = make_problem(entries)
    theta = make_theta(problem, 4)
    thetas = np.repeat(theta[None], DRAWS, axis=0)
    courses = draw_courses(problem.rows, PRIORS, thetas, Base(0, 27, 3), 0.5, np.random.default_rng(5))
    return at(theta, problem), entries, courses


def test_base_and_present_are_the_dense_means_of_their_days(seen: tuple[Problem, Entries, Courses]) -> None:
    problem, entries, courses = seen
    whole = dense.gaussian(problem.nat, entries)
    length = whole.states.shape[0] // 2
    along = np.stack([weights(range(28), 3, length), weights(range(length - 7, length), 0, length)])
    mean, cov = asked(whole, along)
    mu, lam = problem.nat.mu.mean(), problem.nat.lam.mean()
    drawn = (np.column_stack([courses.base, courses.now]) - mu) / lam
    assert strangeness(drawn, mean, cov) < 4.0
    assert np.allclose(drawn.std(axis=0), np.sqrt(np.diag(cov)), rtol=0.05)


def test_level_feeling_and_end_are_the_dense_states(seen: tuple[Problem, Entries, Courses]) -> None:
    problem, entries, courses = seen
    whole = dense.gaussian(problem.nat, entries)
    mean, cov = dense.states_given(whole)
    mu, lam = problem.nat.mu.mean(), problem.nat.lam.mean()
    length = len(mean) // 2
    effects = [float(problem.nat.beta[0] @ dense.circumstances(day, last_marks(entries, day))) for day in range(length)]
    level = mu + lam * mean[0::2]
    feeling = level + lam * (mean[1::2] + np.array(effects))
    sd = lam * np.sqrt(np.diag(cov))
    assert np.abs((courses.level.mean(axis=0) - level)[1:] / sd[2::2]).max() < 4.5 / np.sqrt(DRAWS)
    both = lam * np.sqrt(np.diag(cov)[0::2] + np.diag(cov)[1::2] + 2 * np.diag(cov, 1)[0::2])
    assert np.abs((courses.feeling.mean(axis=0) - feeling) / both).max() < 4.5 / np.sqrt(DRAWS)
    assert np.abs(courses.feeling.std(axis=0) / both - 1.0).max() < 4.5 / np.sqrt(2 * DRAWS)
    assert strangeness(courses.end, mean[-2:], cov[-2:, -2:]) < 4.0


def last_marks(entries: Entries, day: int) -> Floats:
    """The marks of a day's last entry that is kept, nought on a day without any."""
    days = entries.days - entries.days[0]
    edge = np.isin(np.arange(len(days)), (0, len(days) - 1))
    here = np.flatnonzero((days == day) & (edge | ~np.isnan(entries.values).all(axis=1)))
    return np.asarray(np.max(entries.marks[here], axis=0)) if len(here) else np.zeros(entries.marks.shape[1])


def looks(day: int, alike: float, count: int) -> tuple[Floats, Problem, Entries]:
    """Levels (S, day + 1) as known on an earlier day, each redrawn from a course seen from the end."""
    entries = make_entries(SHAPE)
    problem = pose(every_day(make_problem(entries).rows), PRIORS)
    theta = make_theta(problem, 4)
    gains, rng = make_gains(len(problem.rows.day), 2), np.random.default_rng(6)
    length = int(problem.rows.day[-1]) + 1
    row_of = np.searchsorted(problem.rows.day, np.arange(length), side="right") - 1
    out = np.zeros((count, day + 1))
    for s in range(count):
        sheet = Sheet(
            rng.standard_normal((len(problem.rows.day), 2)), np.zeros((len(problem.rows.day), 2)), np.zeros(length)
        )
        draw_course(problem, gains, theta, sheet)
        sheet.level[:] = sheet.states[row_of, 0]
        for back in range(length - 2, day - 1, -1):
            look_from(problem, gains, row_of, back, alike, sheet)
        out[s] = sheet.level[: day + 1]
    return out, problem, entries


def test_a_look_from_an_earlier_day_knows_only_the_answers_up_to_then() -> None:
    length = int(np.ptp(make_entries(SHAPE).days)) + 1
    day = length - 9
    levels, problem, entries = looks(day, 0.0, 4000)
    mean, cov = dense.states_given(dense.gaussian(problem.nat, entries, until=day))
    here = slice(0, 2 * (day + 1), 2)
    assert strangeness(levels, mean[here], cov[here, here]) < 4.0


def test_a_look_that_stops_where_courses_agree_is_the_look_that_goes_all_the_way() -> None:
    day = int(np.ptp(make_entries(SHAPE).days)) - 8
    unit = float(np.exp(make_theta(make_problem(make_entries(SHAPE)), 4)[2]))
    short, _, _ = looks(day, ALIKE * unit, 300)
    whole, _, _ = looks(day, 0.0, 300)
    assert np.abs(short - whole).max() < 0.05 * unit
    assert np.sqrt(((short - whole) ** 2).mean()) < 0.005 * unit


def test_codes_are_those_of_each_course_on_each_day(seen: tuple[Problem, Entries, Courses]) -> None:
    problem, _, courses = seen
    lam, mu = problem.nat.lam.mean(), problem.nat.mu.mean()
    length = courses.level.shape[1]
    counts = np.zeros(CODES)
    for course in (courses.level - mu) / lam:
        usual = weighted_mean(course, 0, 27, 3)
        counts[judge_course(course, usual, 0.5 * courses.unit, 28, length - 1)[0]] += 1
    assert np.array_equal(courses.codes[-1], counts)
    assert (courses.codes.sum(axis=1) == DRAWS).all()
    assert len(courses.codes) == min(28, length - 27 - 14)


def test_without_a_base_there_are_courses_but_no_codes() -> None:
    problem = make_problem(make_entries(SHAPE))
    thetas = np.repeat(make_theta(problem, 4)[None], 5, axis=0)
    courses = draw_courses(problem.rows, PRIORS, thetas, None, 0.5, np.random.default_rng(5))
    assert courses.codes.shape == (0, CODES)
    assert np.isnan(courses.base).all()
    assert np.isfinite(courses.level).all()
    assert (courses.began == -1).all()
