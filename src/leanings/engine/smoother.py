"""Going back from any day: the gains that turn filtered states into smoothed ones, and the doubt each step adds.

s_i given s_(i+1) and the answers up to i is normal with mean af_i + J_i (s_(i+1) - a_(i+1)) and covariance
root_i root_i' (Carter & Kohn 1994). J and root depend on which days were answered, not on the answers.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from leanings.engine.compiled import compiled
from leanings.engine.filter import Pass
from leanings.engine.rows import Floats, Integers


class Gains(NamedTuple):
    """For T rows of n states: `carry` (J), `root` of what a step back adds, `end` root of the filtered covariance."""

    carry: Floats
    root: Floats
    end: Floats


def make_gains(rows: int, states: int) -> Gains:
    """Room for the gains of so many rows."""
    shape = (rows, states, states)
    return Gains(np.zeros(shape), np.zeros(shape), np.zeros(shape))


@compiled
def square_root(a: Floats, out: Floats, i: int, who: tuple[int, ...]) -> None:
    """Write a lower triangular root of a (n, n) to row i of `out`; a direction without variance gets zeros."""
    n = 2 * len(who)
    for c in range(n):
        for r in range(n):
            out[i, r, c] = 0.0
    for c in range(n):
        pivot = a[c, c]
        for u in range(c):
            pivot -= out[i, c, u] ** 2
        if pivot > 1e-14 * a[c, c] and pivot > 0.0:
            top = np.sqrt(pivot)
            out[i, c, c] = top
            for r in range(c + 1, n):
                part = a[r, c]
                for u in range(c):
                    part -= out[i, r, u] * out[i, c, u]
                out[i, r, c] = part / top


@compiled
def solve_right(root: Floats, cross: Floats, out: Floats, i: int, who: tuple[int, ...]) -> None:
    """Write cross (root root')^-1 to row i of `out`; `root` (1, n, n) is lower triangular without zero pivots."""
    n = 2 * len(who)
    for r in range(n):
        for c in range(n):
            part = cross[r, c]
            for u in range(c):
                part -= out[i, r, u] * root[0, c, u]
            out[i, r, c] = part / root[0, c, c] if root[0, c, c] > 0.0 else 0.0
        for c in range(n - 1, -1, -1):
            part = out[i, r, c]
            for u in range(c + 1, n):
                part -= out[i, r, u] * root[0, u, c]
            out[i, r, c] = part / root[0, c, c] if root[0, c, c] > 0.0 else 0.0


@compiled
def fill_gains(room: Pass, gap: Integers, gains: Gains, who: tuple[int, ...]) -> None:
    """Fill the gains after the filter has filled `room`; `gap` (T) are the days before each row."""
    n, size = 2 * len(who), len(who)
    carry, root, end = gains.carry, gains.root, gains.end
    p, pf, power = room.p, room.pf, room.power
    cross, left, ahead = np.zeros((n, n)), np.zeros((n, n)), np.zeros((1, n, n))
    for i in range(len(gap)):
        square_root(pf[i], end, i, who)
        if i + 1 == len(gap):
            break
        days = gap[i + 1]
        for r in range(n):
            for c in range(size):
                cross[r, c] = pf[i, r, c]
                part = 0.0
                for u in range(size):
                    part += pf[i, r, size + u] * power[days, c, u]
                cross[r, size + c] = part
        if days == 0:  # the same day: the state is the same
            for r in range(n):
                for c in range(n):
                    carry[i, r, c] = 1.0 if r == c else 0.0
                    root[i, r, c] = 0.0
            continue
        square_root(p[i + 1], ahead, 0, who)
        solve_right(ahead, cross, carry, i, who)
        for r in range(n):
            for c in range(n):
                left[r, c] = pf[i, r, c]
                for u in range(n):
                    left[r, c] -= carry[i, r, u] * cross[c, u]
        square_root(left, root, i, who)


@compiled
def last_state(room: Pass, gains: Gains, i: int, noise: Floats, out: Floats, who: tuple[int, ...]) -> None:
    """Draw the state of row i from what is known on that row; `noise` (T, n) standard normals."""
    n = 2 * len(who)
    af, end = room.af, gains.end
    for r in range(n):
        out[i, r] = af[i, r]
        for u in range(r + 1):
            out[i, r] += end[i, r, u] * noise[i, u]


@compiled
def step_back(room: Pass, gains: Gains, i: int, noise: Floats, out: Floats, who: tuple[int, ...]) -> float:
    """Draw the state of row i given that of row i + 1; returns how far the first level moved from what stood there."""
    n = 2 * len(who)
    a, af, carry, root = room.a, room.af, gains.carry, gains.root
    before = out[i, 0]
    for r in range(n):
        drawn = af[i, r]
        for u in range(n):
            drawn += carry[i, r, u] * (out[i + 1, u] - a[i + 1, u]) + root[i, r, u] * noise[i, u]
        out[i, r] = drawn
    return float(abs(out[i, 0] - before))
