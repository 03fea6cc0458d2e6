"""The gradient of the log-likelihood by one backward pass, without inverses.

With r, N as in Durbin & Koopman 2012 (4.44 f.), r r' - N is twice the derivative with respect to the covariance
that entered at that row, and the smoothed state gives the rest by Fisher's identity (Koopman & Shephard 1992).
Gradients for phi^k and the covariance gathered in k days are first summed by k, then pulled back through the powers
once, so that a gap of any length costs what one day costs.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from leanings.engine.compiled import compiled
from leanings.engine.filter import Natural, Pass
from leanings.engine.rows import Floats, Rows


class Back(NamedTuple):
    """Room for the backward pass: r (n), N and scratch (n, n), and sums.

    Sums are kept by length of gap, by item, by pattern of answers (`by_count`) and of covariates (`by_day`); `mean`
    and `variance` (T, P) are those of the smoothed l + x of each row.
    """

    r: Floats
    n: Floats
    spare: Floats
    by_power: Floats
    by_noise: Floats
    by_level: Floats
    items: Floats
    by_count: Floats
    by_day: Floats
    mean: Floats
    variance: Floats


def make_back(rows: Rows) -> Back:
    """Room for one backward pass over these rows."""
    size = len(rows.who)
    n = 2 * size
    longest = int(rows.gap.max()) + 1
    powers = (longest, size, size)
    return Back(
        np.zeros(n),
        np.zeros((n, n)),
        np.zeros((n, n)),
        np.zeros(powers),
        np.zeros(powers),
        np.zeros((size, size)),
        np.zeros((len(rows.n), 3)),
        np.zeros((len(rows.counts), size, 2)),
        np.zeros((len(rows.covariates), size)),
        np.zeros((len(rows.day), size)),
        np.zeros((len(rows.day), size)),
    )


@compiled
def back_over_gap(r: Floats, n: Floats, spare: Floats, power: Floats, days: int, who: tuple[int, ...]) -> None:
    """Pull r and N back through the transition: r <- F'r, N <- F'NF, in place."""
    size = len(who)
    for j in range(size):
        spare[0, j] = 0.0
        for u in range(size):
            spare[0, j] += power[days, u, j] * r[size + u]
    for j in range(size):
        r[size + j] = spare[0, j]
    for i in range(2 * size):
        for j in range(size):
            spare[i, j] = 0.0
            for u in range(size):
                spare[i, j] += n[i, size + u] * power[days, u, j]
        for j in range(size):
            n[i, size + j] = spare[i, j]
    for j in range(2 * size):
        for i in range(size):
            spare[i, j] = 0.0
            for u in range(size):
                spare[i, j] += power[days, u, i] * n[size + u, j]
        for i in range(size):
            n[size + i, j] = spare[i, j]


@compiled
def back_over_answer(
    r: Floats, n: Floats, spare: Floats, z: Floats, v: float, f: float, i: int, partner: int, who: tuple[int, ...]
) -> None:
    """Pull r and N back through one partner's update: r <- Z'v/f + L'r, N <- Z'Z/f + L'NL, in place."""
    size = len(who)
    along = 0.0
    for s in range(2 * size):
        along += z[i, partner, s] * r[s]
    step = (v - along) * f
    r[partner] += step
    r[size + partner] += step
    quadratic = 0.0
    for s in range(2 * size):
        moved = 0.0
        for u in range(2 * size):
            moved += n[s, u] * z[i, partner, u]
        spare[0, s] = moved * f
        quadratic += z[i, partner, s] * spare[0, s]
    gained = (quadratic + 1.0) * f
    for s in range(2 * size):
        n[s, partner] -= spare[0, s]
        n[s, size + partner] -= spare[0, s]
    for s in range(2 * size):
        n[partner, s] -= spare[0, s]
        n[size + partner, s] -= spare[0, s]
    n[partner, partner] += gained
    n[partner, size + partner] += gained
    n[size + partner, partner] += gained
    n[size + partner, size + partner] += gained


@compiled
def sum_gap(
    r: Floats,
    n: Floats,
    by_level: Floats,
    by_noise: Floats,
    by_power: Floats,
    power: Floats,
    af: Floats,
    pf: Floats,
    i: int,
    days: int,
    who: tuple[int, ...],
) -> None:
    """Add what the transition into row i + 1 says of phi^k, of the gathered noise and of the level's step."""
    size = len(who)
    for u in range(size):
        for w in range(size):
            by_level[u, w] += 0.5 * days * (r[u] * r[w] - n[u, w])
            by_noise[days, u, w] += 0.5 * (r[size + u] * r[size + w] - n[size + u, size + w])
    for j in range(size):
        for u in range(size):
            part = r[size + u] * af[i, size + j]
            for s in range(size):
                part += (r[size + u] * r[s] - n[size + u, s]) * pf[i, s, size + j]
                carried = 0.0
                for w in range(size):
                    carried += power[days, s, w] * pf[i, size + w, size + j]
                part += (r[size + u] * r[size + s] - n[size + u, size + s]) * carried
            by_power[days, u, j] += part


@compiled
def smoothed(
    a: Floats, p: Floats, r: Floats, n: Floats, i: int, partner: int, who: tuple[int, ...]
) -> tuple[float, float]:
    """The mean and variance of a partner's l + x on row i given all answers, from r and N at that row."""
    size = len(who)
    mean = a[i, partner] + a[i, size + partner]
    variance = 0.0
    for s in range(2 * size):
        along = p[i, s, partner] + p[i, s, size + partner]
        mean += along * r[s]
        if s == partner or s == size + partner:
            variance += along
        for u in range(2 * size):
            variance -= along * n[s, u] * (p[i, u, partner] + p[i, u, size + partner])
    return mean, variance


@compiled
def sum_answers(rows: Rows, back: Back, room: Pass) -> None:
    """Add up what all rows say of items and covariates, from the smoothed values kept in `back.mean`."""
    total, bounds, answered, circumstance = rows.total, rows.bounds, rows.answered, rows.circumstance
    items, by_count, by_day, mean, variance = back.items, back.by_count, back.by_day, back.mean, back.variance
    j, seen, counts = room.j, room.seen, rows.counts
    items[:] = 0.0
    by_count[:] = 0.0
    by_day[:] = 0.0
    for partner in range(len(rows.who)):
        first, last = bounds[partner], bounds[partner + 1]
        for i in range(len(answered)):
            f = mean[i, partner]
            by_count[answered[i], partner, 0] += f
            by_count[answered[i], partner, 1] += f * f + variance[i, partner]
            if j[i, partner] > 0.0:
                by_day[circumstance[i], partner] += j[i, partner] * (seen[i, partner] - f)
            for k in range(first, last):
                items[k, 1] += total[i, k] * f
        for c in range(counts.shape[0]):
            for k in range(first, last):
                items[k, 0] += counts[c, k] * by_count[c, partner, 0]
                items[k, 2] += counts[c, k] * by_count[c, partner, 1]


@compiled
def finish_covariates(rows: Rows, back: Back, grad: Natural) -> None:
    """The gradient of beta from the sums over rows with the same covariates."""
    beta, covariates, by_day = grad.beta, rows.covariates, back.by_day
    beta[:] = 0.0
    for c in range(covariates.shape[0]):
        for partner in range(covariates.shape[1]):
            for k in range(covariates.shape[2]):
                beta[partner, k] += covariates[c, partner, k] * by_day[c, partner]


@compiled
def finish_items(rows: Rows, nat: Natural, back: Back, grad: Natural) -> None:
    """The gradients of mu, lam and s2 from the sums over rows."""
    answers, sums, squares, items = rows.n, rows.s1, rows.s2, back.items
    mus, lams, variances = nat.mu, nat.lam, nat.s2
    by_mu, by_lam, by_s2 = grad.mu, grad.lam, grad.s2
    for k in range(len(mus)):
        n, s1, mu, lam, w = answers[k], sums[k], mus[k], lams[k], 1.0 / variances[k]
        nf, yf, nff = items[k, 0], items[k, 1], items[k, 2]
        by_mu[k] = w * (s1 - n * mu - lam * nf)
        by_lam[k] = w * (yf - mu * nf - lam * nff)
        left = squares[k] - 2.0 * mu * s1 + n * mu * mu - 2.0 * lam * (yf - mu * nf) + lam * lam * nff
        by_s2[k] = 0.5 * w * (w * left - n)


@compiled
def finish_powers(nat: Natural, back: Back, room: Pass, grad: Natural, who: tuple[int, ...]) -> None:
    """Pull the sums by gap back through phi^k = phi phi^(k-1) and noise_k = phi noise_(k-1) phi' + qx."""
    size = len(who)
    power, noise, powers, noises = back.by_power, back.by_noise, room.power, room.noise
    phi, by_phi, by_qx = nat.phi, grad.phi, grad.qx
    by_phi[:] = 0.0
    by_qx[:] = 0.0
    for k in range(power.shape[0] - 1, 0, -1):
        for i in range(size):
            for j in range(size):
                by_qx[i, j] += noise[k, i, j]
                for u in range(size):
                    by_phi[i, j] += power[k, i, u] * powers[k - 1, j, u]
                    power[k - 1, i, j] += phi[u, i] * power[k, u, j]
                    for w in range(size):
                        by_phi[i, j] += 2.0 * noise[k, i, u] * phi[u, w] * noises[k - 1, w, j]
                        noise[k - 1, i, j] += phi[u, i] * noise[k, u, w] * phi[w, j]


@compiled
def smooth_back(rows: Rows, room: Pass, back: Back) -> None:
    """The backward pass: leaves the smoothed l + x + covariates of each row and the sums by gap in `back`."""
    who, gap = rows.who, rows.gap
    size = len(who)
    r, n, spare, mean, variance = back.r, back.n, back.spare, back.mean, back.variance
    power, z, v, f, j, a, p, offset = room.power, room.z, room.v, room.f, room.j, room.a, room.p, room.offset
    by_level, by_noise, by_power, af, pf = back.by_level, back.by_noise, back.by_power, room.af, room.pf
    r[:] = 0.0
    n[:] = 0.0
    for i in range(len(gap) - 1, -1, -1):
        if i + 1 < len(gap):
            days = gap[i + 1]
            if days > 0:
                sum_gap(r, n, by_level, by_noise, by_power, power, af, pf, i, days, who)
                back_over_gap(r, n, spare, power, days, who)
        for partner in range(size - 1, -1, -1):
            if j[i, partner] > 0.0:
                back_over_answer(r, n, spare, z, v[i, partner], f[i, partner], i, partner, who)
        for partner in range(size):
            if j[i, partner] > 0.0:
                centre, spread = smoothed(a, p, r, n, i, partner, who)
                mean[i, partner] = centre + offset[i, partner]
                variance[i, partner] = spread


@compiled
def gradient(rows: Rows, nat: Natural, room: Pass, back: Back, grad: Natural) -> None:
    """Fill `grad` with the gradient at `nat`, after `log_likelihood` has filled `room` there."""
    size = len(rows.who)
    r, n, by_level, v0, ql = back.r, back.n, back.by_level, grad.v0, grad.ql
    back.by_power[:] = 0.0
    back.by_noise[:] = 0.0
    by_level[:] = 0.0
    smooth_back(rows, room, back)
    for i in range(size):
        for j in range(size):
            v0[i, j] = 0.5 * (r[size + i] * r[size + j] - n[size + i, size + j])
            ql[i, j] = by_level[i, j]
    sum_answers(rows, back, room)
    finish_covariates(rows, back, grad)
    finish_items(rows, nat, back, grad)
    finish_powers(nat, back, room, grad, rows.who)
