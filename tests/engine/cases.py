"""Made-up diaries of every shape for the proofs: several answers a day, gaps, missing items, marks, two partners."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st

from leanings.core.diary import Diary, Person
from leanings.core.signal import Item, Scale, Signal
from leanings.engine.calibrate import draw_theta
from leanings.engine.density import Problem, pose
from leanings.engine.filter import Natural, make_natural
from leanings.engine.priors import Priors
from leanings.engine.rows import Floats, Rows, make_rows
from tests.engine.dense import Entries

PRIORS = Priors()
CLOSE = Signal("close", (Item("close"),), Scale(0.0, 10.0))


class Shape(NamedTuple):
    """The shape of a made-up diary."""

    seed: int = 1
    items: tuple[int, ...] = (1,)
    entries: int = 12
    longest_gap: int = 3
    missing: float = 0.2
    marks: int = 0


def shapes(partners: int) -> st.SearchStrategy[Shape]:
    """Any small shape for so many partners; a gap of nought is a second answer on one day."""
    return st.builds(
        Shape,
        seed=st.integers(0, 2**32 - 1),
        items=st.tuples(*[st.integers(1, 3)] * partners),
        entries=st.integers(2, 14),
        longest_gap=st.integers(1, 9),
        missing=st.sampled_from([0.0, 0.3, 0.7]),
        marks=st.integers(0, 2),
    )


def make_entries(shape: Shape) -> Entries:
    """Entries of this shape: answers are chance, since any answers must do."""
    rng = np.random.default_rng(shape.seed)
    gaps = rng.integers(0, shape.longest_gap + 1, shape.entries)
    gaps[0] = 0
    owner = np.repeat(np.arange(len(shape.items)), shape.items)
    values = rng.normal(0.5, 0.3, (shape.entries, len(owner)))
    values[rng.random(values.shape) < shape.missing] = np.nan
    marks = (rng.random((shape.entries, shape.marks)) < 0.3).astype(float)
    return Entries(730_000 + np.cumsum(gaps), values, marks, owner)


def rows_of(entries: Entries) -> Rows:
    """The same entries as the kernels read them."""
    return make_rows(entries.days, entries.values, entries.marks, entries.owner.tolist())


def make_parameters(shape: Shape) -> Natural:
    """Parameters of the model for this shape, partners bound to each other in every way the model knows."""
    rng = np.random.default_rng([shape.seed, 1])
    partners, items = len(shape.items), sum(shape.items)
    nat = make_natural(items, partners, 8 + shape.marks)
    nat.mu[:] = rng.normal(0.5, 0.2, items)
    nat.lam[:] = np.exp(rng.normal(-0.1, 0.4, items))
    nat.s2[:] = np.exp(rng.normal(-4.0, 0.8, items))
    phi = np.diag(rng.uniform(-0.2, 0.85, partners)) + 0.1 * rng.standard_normal((partners, partners))
    nat.phi[:] = phi * min(1.0, 0.95 / np.abs(np.linalg.eigvals(phi)).max())
    for square, size in ((nat.qx, 0.02), (nat.v0, 0.03), (nat.ql, 0.002)):
        root = rng.standard_normal((partners, partners))
        square[:] = size * (root @ root.T + 0.2 * np.eye(partners))
    nat.beta[:] = 0.1 * rng.standard_normal(nat.beta.shape)
    return nat


def make_theta(problem: Problem, seed: int) -> Floats:
    """A theta drawn from the priors."""
    return draw_theta(np.random.default_rng([seed, 2]), problem.place, problem.priors)


def make_problem(entries: Entries, priors: Priors = PRIORS) -> Problem:
    """The problem these entries pose."""
    return pose(rows_of(entries), priors)


def person(
    answers: Mapping[str, Sequence[float]],
    days: Sequence[int] | None = None,
    name: str = "Ada",
    marks: Mapping[str, Sequence[int]] | None = None,
) -> Person:
    """A person with these answers, on days in a row unless told otherwise."""
    length = len(next(iter(answers.values())))
    return Person(
        couple=None,
        name=name,
        days=array("q", days if days is not None else range(length)),
        answers={column: array("d", values) for column, values in answers.items()},
        marks={column: array("b", values) for column, values in (marks or {}).items()},
    )


def diary(*people: Person) -> Diary:
    """A diary of these people."""
    return Diary("ada.csv", False, people, tuple(people[0].answers))


def wandering(
    days: int, seed: int = 1, *, fall: float = 0.0, fall_on: int = 0, low: float = 0.0, high: float = 10.0
) -> list[float]:
    """Whole answers on a scale of 0 to 10 that wander and, from a day on, lie lower by `fall`; then put on a scale."""
    rng = np.random.default_rng([seed, 3])
    level = np.cumsum(0.12 * rng.standard_normal(days)) + 6.0
    level[fall_on:] -= fall
    answers = np.clip(np.round(level + 1.3 * rng.standard_normal(days)), 0, 10)
    return [float(value) for value in low + (high - low) * answers / 10.0]
