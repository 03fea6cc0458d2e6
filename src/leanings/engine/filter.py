"""The Kalman filter: one pass over the rows, the items of a partner's day collapsed into one number, no inverses.

State of P partners: levels l (P), then passing parts x (P). Between rows k days apart the level gains k times its
daily covariance, the passing part is multiplied by phi^k. An answer is y = mu + lam (l + x + beta'c) + e.
Collapsing: Jungbacker & Koopman 2015; scalar updates: Durbin & Koopman 2012, section 6.4.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from leanings.engine.compiled import compiled
from leanings.engine.rows import Floats, Rows

LOG_2PI = 1.8378770664093453


class Natural(NamedTuple):
    """The parameters as the model writes them; also their gradient, in the same places.

    `mu`, `lam`, `s2` (K); `phi`, `qx`, `v0`, `ql` (P, P): carry-over per day, innovation covariance of the passing
    part, its covariance on the first day, covariance of the level's daily step; `beta` (P, J).
    """

    mu: Floats
    lam: Floats
    s2: Floats
    phi: Floats
    qx: Floats
    v0: Floats
    ql: Floats
    beta: Floats


class Pass(NamedTuple):
    """What the forward pass leaves behind: T rows, n = 2P states, G distinct gaps, powers up to the longest gap.

    `a`, `p` predicted, `af`, `pf` filtered; `z`, `v`, `f` the gain row, innovation and its precision per partner;
    `j`, `seen` the collapsed precision and answer, `offset` the covariates' part of it, with `by_count`, `centre`,
    `by_day` what rows share of these; `power`, `noise` phi^k and the
    covariance gathered in k days, for k from 0 up.
    """

    a: Floats
    p: Floats
    af: Floats
    pf: Floats
    z: Floats
    v: Floats
    f: Floats
    j: Floats
    seen: Floats
    offset: Floats
    by_count: Floats
    centre: Floats
    by_day: Floats
    power: Floats
    noise: Floats


def make_natural(items: int, partners: int, covariates: int) -> Natural:
    """Room for the parameters, all zero."""
    square = (partners, partners)
    zeros = np.zeros
    return Natural(
        zeros(items),
        zeros(items),
        zeros(items),
        zeros(square),
        zeros(square),
        zeros(square),
        zeros(square),
        zeros((partners, covariates)),
    )


def make_pass(rows: Rows) -> Pass:
    """Room for one forward pass over these rows."""
    t, partners = len(rows.day), len(rows.who)
    n = 2 * partners
    longest = int(rows.gap.max()) + 1
    per = (t, partners)
    return Pass(
        np.zeros((t, n)),
        np.zeros((t, n, n)),
        np.zeros((t, n)),
        np.zeros((t, n, n)),
        np.zeros((t, partners, n)),
        np.zeros(per),
        np.zeros(per),
        np.zeros(per),
        np.zeros(per),
        np.zeros(per),
        np.zeros((len(rows.counts), partners)),
        np.zeros((len(rows.counts), partners)),
        np.zeros((len(rows.covariates), partners)),
        np.zeros((longest, partners, partners)),
        np.zeros((longest, partners, partners)),
    )


@compiled
def fill_powers(nat: Natural, room: Pass, who: tuple[int, ...]) -> None:
    """Write phi^k and the covariance of k days' innovations for every k up to the longest gap."""
    size = len(who)
    power, noise, phi, qx = room.power, room.noise, nat.phi, nat.qx
    for i in range(size):
        for j in range(size):
            power[0, i, j] = 1.0 if i == j else 0.0
            noise[0, i, j] = 0.0
    for k in range(1, power.shape[0]):
        for i in range(size):
            for j in range(size):
                gathered = qx[i, j]
                carried = 0.0
                for u in range(size):
                    carried += phi[i, u] * power[k - 1, u, j]
                    for w in range(size):
                        gathered += phi[i, u] * noise[k - 1, u, w] * phi[j, w]
                power[k, i, j] = carried
                noise[k, i, j] = gathered


@compiled
def predict(
    a: Floats, p: Floats, power: Floats, noise: Floats, ql: Floats, days: int, spare: Floats, who: tuple[int, ...]
) -> None:
    """Carry mean and covariance over a gap of `days`, in place; `spare` (n, n) is scratch."""
    size = len(who)
    for i in range(size):
        spare[0, i] = 0.0
        for u in range(size):
            spare[0, i] += power[days, i, u] * a[size + u]
    for i in range(size):
        a[size + i] = spare[0, i]
    for i in range(2 * size):  # p <- p F'
        for j in range(size):
            spare[i, j] = 0.0
            for u in range(size):
                spare[i, j] += p[i, size + u] * power[days, j, u]
        for j in range(size):
            p[i, size + j] = spare[i, j]
    for j in range(2 * size):  # p <- F p
        for i in range(size):
            spare[i, j] = 0.0
            for u in range(size):
                spare[i, j] += power[days, i, u] * p[size + u, j]
        for i in range(size):
            p[size + i, j] = spare[i, j]
    for i in range(size):
        for j in range(size):
            p[i, j] += days * ql[i, j]
            p[size + i, size + j] += noise[days, i, j]


@compiled
def update(
    a: Floats, p: Floats, j: float, observed: float, z: Floats, i: int, partner: int, who: tuple[int, ...]
) -> tuple[float, float]:
    """Take in a partner's collapsed answer, in place; the innovation and its precision. Row i of `z` is filled."""
    size = len(who)
    for s in range(2 * size):
        z[i, partner, s] = p[s, partner] + p[s, size + partner]
    f = j / (1.0 + j * (z[i, partner, partner] + z[i, partner, size + partner]))
    v = observed - a[partner] - a[size + partner]
    for s in range(2 * size):
        gain = z[i, partner, s] * f
        a[s] += gain * v
        for u in range(2 * size):
            p[s, u] -= gain * z[i, partner, u]
    return v, f


@compiled
def keep(a: Floats, p: Floats, means: Floats, covariances: Floats, i: int, who: tuple[int, ...]) -> None:
    """Copy mean and covariance into their places for row i."""
    for s in range(2 * len(who)):
        means[i, s] = a[s]
        for u in range(2 * len(who)):
            covariances[i, s, u] = p[s, u]


@compiled
def start(nat: Natural, a: Floats, p: Floats, who: tuple[int, ...]) -> None:
    """The state before the first row: the level at zero (mu carries it), the passing part as v0 says."""
    size = len(who)
    a[:] = 0.0
    p[:] = 0.0
    for i in range(size):
        for j in range(size):
            p[size + i, size + j] = nat.v0[i, j]


@compiled
def collapse(rows: Rows, nat: Natural, room: Pass) -> float:
    """Fill `room.j`, `room.seen`: each partner's answers of a row as one number with its precision.

    j = sum lam^2 n / s2; seen = sum lam (y - n mu) / s2 / j less the covariates' part. Returns the part of the
    log-likelihood that needs no state.
    """
    bounds, total, answered, circumstance = rows.bounds, rows.total, rows.answered, rows.circumstance
    counts, covariates, mu, lam, s2, beta = rows.counts, rows.covariates, nat.mu, nat.lam, nat.s2, nat.beta
    precision, seen, j, h, away, offset = room.j, room.seen, room.by_count, room.centre, room.offset, room.by_day
    weight = lam / s2
    for partner in range(len(rows.who)):
        first, last = bounds[partner], bounds[partner + 1]
        for c in range(counts.shape[0]):
            tight, centre = 0.0, 0.0
            for k in range(first, last):
                tight += lam[k] * weight[k] * counts[c, k]
                centre += weight[k] * mu[k] * counts[c, k]
            j[c, partner] = tight
            h[c, partner] = centre
        for c in range(covariates.shape[0]):
            apart = 0.0
            for k in range(covariates.shape[2]):
                apart += beta[partner, k] * covariates[c, partner, k]
            offset[c, partner] = apart
        for i in range(answered.shape[0]):
            weighted = -h[answered[i], partner]
            for k in range(first, last):
                weighted += weight[k] * total[i, k]
            precision[i, partner] = j[answered[i], partner]
            away[i, partner] = offset[circumstance[i], partner]
            seen[i, partner] = weighted / precision[i, partner]
    return constant_part(rows.n, rows.s1, rows.s2, mu, s2)


@compiled
def constant_part(n: Floats, s1: Floats, s2: Floats, mu: Floats, variance: Floats) -> float:
    """The part of the log-likelihood that needs no state: sums over all answers of each item."""
    part = 0.0
    for k in range(len(mu)):
        squares = s2[k] - 2.0 * mu[k] * s1[k] + n[k] * mu[k] ** 2
        part -= 0.5 * (n[k] * (LOG_2PI + np.log(variance[k])) + squares / variance[k])
    return part


@compiled
def log_likelihood(rows: Rows, nat: Natural, room: Pass) -> float:
    """The log-likelihood of all answers; fills `room`. O(T (K + P^3)).

    Arrays are taken out of their tuples once: each access inside the loop would count a reference.
    """
    who, gap = rows.who, rows.gap
    n = 2 * len(who)
    a, p, spare = np.zeros(n), np.zeros((n, n)), np.zeros((n, n))
    means, covariances, means_after, covariances_after = room.a, room.p, room.af, room.pf
    z, v, f, j, seen, offset = room.z, room.v, room.f, room.j, room.seen, room.offset
    power, noise, ql = room.power, room.noise, nat.ql
    fill_powers(nat, room, who)
    start(nat, a, p, who)
    loglik = collapse(rows, nat, room)
    product = 1.0
    for i in range(len(gap)):
        if i > 0 and gap[i] > 0:
            predict(a, p, power, noise, ql, gap[i], spare, who)
        keep(a, p, means, covariances, i, who)
        for partner in range(len(who)):
            precision, observed = j[i, partner], seen[i, partner]
            if precision > 0.0:
                innovation, spread = update(a, p, precision, observed - offset[i, partner], z, i, partner, who)
                v[i, partner] = innovation
                f[i, partner] = spread
                loglik -= 0.5 * (innovation * innovation * spread - precision * observed * observed)
                product *= spread / precision
                if product > 1e100 or product < 1e-100:  # one logarithm for many rows
                    loglik += 0.5 * np.log(product)
                    product = 1.0
        keep(a, p, means_after, covariances_after, i, who)
    return float(loglik + 0.5 * np.log(product))
