"""The parameters as the sampler moves them: one unbounded vector theta, its prior, and the way to the model's own.

theta, for K items, P partners, J covariates: mu (K) as a share of the scale | log fast SD (P) | logit noise share (K)
| log loading of each item but the partner's first (K - P) | logit phi between its limits (P) | log drift per day (P)
| covariates (P x J), these and the drift in fast SDs. The fast variance of a partner's first item is
s1^2 + var(x); its noise share is s1^2 over that.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from leanings.engine.compiled import compiled
from leanings.engine.filter import Natural
from leanings.engine.priors import Priors
from leanings.engine.rows import WEEK, Floats, Rows


class Layout(NamedTuple):
    """Where each block of theta begins; `size` is the length of theta."""

    fast: int
    noise: int
    loading: int
    phi: int
    drift: int
    beta: int
    size: int


def layout(rows: Rows) -> Layout:
    """The layout of theta for these rows."""
    items, partners, covariates = len(rows.n), len(rows.who), rows.covariates.shape[2]
    noise = items + partners
    loading = noise + items
    phi = loading + items - partners
    drift = phi + partners
    beta = drift + partners
    return Layout(items, noise, loading, phi, drift, beta, beta + partners * covariates)


def beta_sds(priors: Priors, covariates: int) -> Floats:
    """The prior SD of each covariate, in fast SDs: seven weekdays, the first days, markers."""
    sds = np.full(covariates, priors.marker_sd)
    sds[:WEEK] = priors.weekday_sd
    sds[WEEK] = priors.first_days_sd
    return sds


def first_guess(rows: Rows, place: Layout, priors: Priors) -> Floats:
    """A theta to start from: the items' own means and spread, the priors' centres elsewhere."""
    theta = np.zeros(place.size)
    n = np.maximum(rows.n, 1.0)
    mean = rows.s1 / n
    spread = np.sqrt(np.maximum(rows.s2 / n - mean**2, 1e-6))
    theta[: place.fast] = np.where(rows.n > 0, mean, priors.mean_centre)
    theta[place.fast : place.noise] = np.log(spread[rows.bounds[:-1]])
    theta[place.noise : place.loading] = np.log(priors.noise_a / priors.noise_b)
    theta[place.loading : place.phi] = priors.log_loading_centre
    share = (priors.phi_centre - priors.phi_low) / (priors.phi_high - priors.phi_low)
    theta[place.phi : place.drift] = np.log(share / (1 - share))
    theta[place.drift : place.beta] = priors.log_drift_centre
    return theta


@compiled
def logistic(x: float) -> float:
    """1 / (1 + exp(-x)), held away from 0 and 1 so that its logarithms stay finite."""
    return float(min(max(1.0 / (1.0 + np.exp(-x)), 1e-12), 1.0 - 1e-12))


@compiled
def to_natural(theta: Floats, place: Layout, priors: Priors, rows: Rows, nat: Natural) -> None:
    """Write the model's parameters for theta into `nat`."""
    phis, v0, qx, ql, beta = nat.phi, nat.v0, nat.qx, nat.ql, nat.beta
    mu, lam, s2, bounds, covariates = nat.mu, nat.lam, nat.s2, rows.bounds, nat.beta.shape[1]
    for partner in range(len(rows.who)):
        first = bounds[partner]
        fast = np.exp(theta[place.fast + partner])
        passing = fast * fast * (1.0 - logistic(theta[place.noise + first]))
        drift = fast * np.exp(theta[place.drift + partner])
        phi = priors.phi_low + (priors.phi_high - priors.phi_low) * logistic(theta[place.phi + partner])
        phis[partner, partner] = phi
        v0[partner, partner] = passing
        qx[partner, partner] = passing * (1.0 - phi * phi)
        ql[partner, partner] = drift * drift
        for c in range(covariates):
            beta[partner, c] = fast * theta[place.beta + partner * covariates + c]
        for k in range(first, bounds[partner + 1]):
            share = logistic(theta[place.noise + k])
            mu[k] = theta[k]
            lam[k] = 1.0 if k == first else np.exp(theta[place.loading + k - partner - 1])
            s2[k] = lam[k] ** 2 * passing * share / (1.0 - share)


@compiled
def to_theta(
    theta: Floats, place: Layout, priors: Priors, rows: Rows, nat: Natural, grad: Natural, out: Floats
) -> None:
    """Write the gradient with respect to theta into `out`, given that with respect to the model's own in `grad`."""
    v0, qx, ql, beta, mu, lam, s2 = grad.v0, grad.qx, grad.ql, grad.beta, grad.mu, grad.lam, grad.s2
    qx_now, beta_now, lam_now, s2_now = nat.qx, nat.beta, nat.lam, nat.s2
    bounds, covariates = rows.bounds, nat.beta.shape[1]
    for partner in range(len(rows.who)):
        first = bounds[partner]
        passing, phi = nat.v0[partner, partner], nat.phi[partner, partner]
        by_passing = v0[partner, partner] * passing + qx[partner, partner] * qx_now[partner, partner]
        by_drift = 2.0 * ql[partner, partner] * nat.ql[partner, partner]
        by_fast, fast = 0.0, np.exp(theta[place.fast + partner])
        for c in range(covariates):
            by_fast += beta[partner, c] * beta_now[partner, c]
            out[place.beta + partner * covariates + c] = beta[partner, c] * fast
        for k in range(first, bounds[partner + 1]):
            by_noise = s2[k] * s2_now[k]
            by_passing += by_noise
            out[k] = mu[k]
            out[place.noise + k] = by_noise
            if k > first:
                out[place.loading + k - partner - 1] = lam[k] * lam_now[k] + 2.0 * by_noise
        out[place.fast + partner] = by_fast + 2.0 * by_passing + by_drift
        # a larger share of noise in the first item leaves less for the passing part, which scales every item
        out[place.noise + first] -= logistic(theta[place.noise + first]) * by_passing
        share = logistic(theta[place.phi + partner])
        slope = (priors.phi_high - priors.phi_low) * share * (1.0 - share)
        by_phi = grad.phi[partner, partner] - 2.0 * phi * passing * qx[partner, partner]
        out[place.phi + partner] = slope * by_phi
        out[place.drift + partner] = by_drift


@compiled
def normal(x: float, centre: float, sd: float) -> tuple[float, float]:
    """The log density of a normal, without its constant, and its slope."""
    z = (x - centre) / sd
    return -0.5 * z * z, -z / sd


@compiled
def add_log_prior(theta: Floats, place: Layout, priors: Priors, sds: Floats, out: Floats) -> float:
    """The log prior of theta, Jacobians included, its slope added to `out`."""
    total = 0.0
    for i in range(place.size):
        if i < place.fast:
            value, slope = normal(theta[i], priors.mean_centre, priors.mean_sd)
        elif i < place.noise:
            value, slope = normal(theta[i], priors.log_fast_centre, priors.log_fast_sd)
        elif i < place.loading:
            share = logistic(theta[i])
            value = priors.noise_a * np.log(share) + priors.noise_b * np.log(1.0 - share)
            slope = priors.noise_a * (1.0 - share) - priors.noise_b * share
        elif i < place.phi:
            value, slope = normal(theta[i], priors.log_loading_centre, priors.log_loading_sd)
        elif i < place.drift:
            share = logistic(theta[i])
            width = priors.phi_high - priors.phi_low
            value, slope = normal(priors.phi_low + width * share, priors.phi_centre, priors.phi_sd)
            value += np.log(share) + np.log(1.0 - share)
            slope = slope * width * share * (1.0 - share) + 1.0 - 2.0 * share
        elif i < place.beta:
            value, slope = normal(theta[i], priors.log_drift_centre, priors.log_drift_sd)
        else:
            value, slope = normal(theta[i], 0.0, sds[(i - place.beta) % len(sds)])
        total += value
        out[i] += slope
    return total
