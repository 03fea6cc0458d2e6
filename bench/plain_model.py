"""The model of docs/model.md written anew, over numpy or over jax: what a peer needs to be given the same model.

Complex numbers may go in, so that a peer that takes slopes by complex steps gets true ones.
"""

from __future__ import annotations

from typing import NamedTuple

from bench.machine import Untyped
from leanings.engine.priors import Priors

COVARIATES = 8  # seven weekdays and the first days
FIRST_DAYS = 3


class Plain(NamedTuple):
    """The parameters of one person as the model writes them; arrays of whichever library made them."""

    mu: Untyped
    lam: Untyped
    s2: Untyped
    phi: Untyped
    passing: Untyped
    drift: Untyped
    beta: Untyped


def blocks(theta: Untyped, items: int) -> tuple[Untyped, Untyped, Untyped, Untyped, Untyped, Untyped, Untyped]:
    """theta cut into mu, log fast SD, noise, loadings, phi, drift and covariates."""
    ends = (items, items + 1, 2 * items + 1, 3 * items, 3 * items + 1, 3 * items + 2)
    starts = (0, *ends)
    cut = [theta[start:end] for start, end in zip(starts, (*ends, 3 * items + 2 + COVARIATES), strict=True)]
    return cut[0], cut[1][0], cut[2], cut[3], cut[4][0], cut[5][0], cut[6]


def natural(xp: Untyped, theta: Untyped, items: int, priors: Priors) -> Plain:
    """The model's own parameters; `xp` is numpy or jax.numpy."""
    mu, fast, noise, loading, phi, drift, beta = blocks(theta, items)
    unit = xp.exp(fast)
    passing = unit * unit / (1.0 + xp.exp(noise[0]))
    lam = xp.concatenate([xp.ones(1), xp.exp(loading)])
    return Plain(
        mu=mu,
        lam=lam,
        s2=lam * lam * passing * xp.exp(noise),
        phi=priors.phi_low + (priors.phi_high - priors.phi_low) / (1.0 + xp.exp(-phi)),
        passing=passing,
        drift=(unit * xp.exp(drift)) ** 2,
        beta=unit * beta,
    )


def log_prior(xp: Untyped, theta: Untyped, items: int, priors: Priors) -> Untyped:
    """The log prior density of theta up to a constant, Jacobians included."""
    mu, fast, noise, loading, phi, drift, beta = blocks(theta, items)

    def bell(x: Untyped, centre: float, sd: float) -> Untyped:
        return -0.5 * xp.sum(((x - centre) / sd) ** 2)

    carried = 1.0 / (1.0 + xp.exp(-phi))
    return (
        bell(mu, priors.mean_centre, priors.mean_sd)
        + bell(fast, priors.log_fast_centre, priors.log_fast_sd)
        + xp.sum(priors.noise_a * noise - (priors.noise_a + priors.noise_b) * xp.log(1.0 + xp.exp(noise)))
        + bell(loading, priors.log_loading_centre, priors.log_loading_sd)
        + bell(priors.phi_low + (priors.phi_high - priors.phi_low) * carried, priors.phi_centre, priors.phi_sd)
        + xp.log(carried)
        + xp.log(1.0 - carried)
        + bell(drift, priors.log_drift_centre, priors.log_drift_sd)
        + bell(beta[:7], 0.0, priors.weekday_sd)
        + bell(beta[7:], 0.0, priors.first_days_sd)
    )
