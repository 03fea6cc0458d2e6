"""A person's answers as the arrays the kernels read: one row per day, exact sums in place of single answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

WEEK = 7
FIRST_DAYS = 3


class Rows(NamedTuple):
    """T rows of K items that belong to P partners, with J covariates.

    `day` (T) is the row's day counted from the first, `gap` (T) the days since the row before (row 0: 1). `total`
    (T, K) is the sum of an item's answers; `n`, `s1`, `s2` (K) their number, sum and sum of squares over all rows.
    Items of partner p are `bounds[p]` to `bounds[p + 1]`. `who` has one entry per partner: its length is known when
    the kernels are compiled, so that the loops over partners unroll. Rows that were answered alike share `counts`
    (C, K) by `answered` (T), rows with the same covariates share `covariates` (D, P, J) by `circumstance` (T): what
    does not depend on the answers is worked out once for all of them.
    """

    day: Integers
    gap: Integers
    answered: Integers
    counts: Floats
    total: Floats
    n: Floats
    s1: Floats
    s2: Floats
    circumstance: Integers
    covariates: Floats
    bounds: Integers
    who: tuple[int, ...]


def make_rows(
    days: Sequence[int] | Integers, values: Floats, marks: Floats | None = None, owner: Sequence[int] | None = None
) -> Rows:
    """The rows of entries on `days` (E, sorted) with `values` (E, K, as shares of the scale, NaN is missing).

    `marks` (E, M) are covariates of an entry. Entries of one day with the same marks are one row; entries that
    differ in their marks follow each other at distance zero. Entries without any answer are dropped, save the
    first and last day's.
    """
    day = np.asarray(days, dtype=np.int64)
    day = day - day[0]
    marks = np.zeros((len(day), 0)) if marks is None else marks
    owners = np.zeros(values.shape[1], dtype=np.int64) if owner is None else np.asarray(owner, dtype=np.int64)
    edge = np.isin(np.arange(len(day)), (0, len(day) - 1))
    keep = edge | ~np.isnan(values).all(axis=1)
    day, values, marks = day[keep], values[keep], marks[keep]
    keys = np.column_stack([day.astype(float), marks])
    order = np.lexsort(keys.T[::-1])
    changes = np.r_[True, (np.diff(keys[order], axis=0) != 0).any(axis=1)]
    starts = np.flatnonzero(changes)
    answers = values[order]
    seen = ~np.isnan(answers)
    filled = np.where(seen, answers, 0.0)
    count = np.add.reduceat(seen.astype(float), starts, axis=0)
    total = np.add.reduceat(filled, starts, axis=0)
    kept = order[starts]
    return _assemble(day[kept], count, total, (filled**2).sum(axis=0), marks[kept], owners)


def _assemble(day: Integers, count: Floats, total: Floats, s2: Floats, marks: Floats, owner: Integers) -> Rows:
    """Rows from the sums of each day; covariates are seven weekdays, the first days, then the marks."""
    partners = int(owner.max()) + 1
    counts, answered = np.unique(count, axis=0, return_inverse=True)
    each, circumstance = np.unique(covariates(day, marks), axis=0, return_inverse=True)
    return Rows(
        day=day,
        gap=np.diff(day, prepend=day[0] - 1),
        answered=answered.ravel().astype(np.int64),
        counts=counts,
        total=total,
        n=count.sum(axis=0),
        s1=total.sum(axis=0),
        s2=s2,
        circumstance=circumstance.ravel().astype(np.int64),
        covariates=np.repeat(each[:, None, :], partners, axis=1),
        bounds=np.searchsorted(owner, np.arange(partners + 1)).astype(np.int64),
        who=tuple(range(partners)),
    )


def covariates(day: Integers, marks: Floats) -> Floats:
    """Weekday (counted from the first entry, so that moving a diary moves nothing), first days, marks: (T, 8 + M)."""
    weekday = np.zeros((len(day), WEEK))
    weekday[np.arange(len(day)), day % WEEK] = 1.0
    first = (day < FIRST_DAYS).astype(float)
    return np.ascontiguousarray(np.column_stack([weekday, first, marks]))


def every_day(rows: Rows, more: int = 0) -> Rows:
    """The same rows with a row for each calendar day that has none, and `more` empty days at the end."""
    last = int(rows.day[-1])
    absent = np.setdiff1d(np.arange(last + more + 1), rows.day)
    day = np.concatenate([rows.day, absent])
    order = np.argsort(day, kind="stable")
    empty = np.zeros((len(absent), len(rows.n)))
    marks = rows.covariates[rows.circumstance, 0, WEEK + 1 :]
    marks = np.concatenate([marks, np.zeros((len(absent), marks.shape[1]))])
    owner = np.searchsorted(rows.bounds, np.arange(len(rows.n)), side="right") - 1
    return _assemble(
        day[order].astype(np.int64),
        np.concatenate([rows.counts[rows.answered], empty])[order],
        np.concatenate([rows.total, empty])[order],
        rows.s2,
        marks[order],
        owner.astype(np.int64),
    )
