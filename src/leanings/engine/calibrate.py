"""Whether the doubt is honest: diaries made from the priors themselves, and how often a band holds what made them.

Where parameters are drawn from the prior and answers from the model, the rank of the true parameter among draws of
the posterior is uniform (Cook, Gelman & Rubin 2006), so a band of 80 % holds the truth in 80 of 100 diaries.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from leanings.engine.fit import Fitted, fit
from leanings.engine.parameters import Layout, beta_sds, layout
from leanings.engine.priors import Priors
from leanings.engine.rows import Floats, Rows, covariates, make_rows


class Made(NamedTuple):
    """One made diary, fitted: the theta that made it (D), its fit, and where theta lies among the draws (D)."""

    theta: Floats
    fitted: Fitted
    ranks: Floats


def draw_from_prior(
    rng: np.random.Generator, days: int, items: int, priors: Priors, missing: float = 0.0
) -> tuple[Floats, Rows]:
    """A theta (D) drawn from the priors, and rows of one person's answers drawn from the model at that theta.

    Each answer is missing with chance `missing`, save on the first and the last day.
    """
    place = layout(make_rows([0, days - 1], np.full((2, items), np.nan)))
    theta = draw_theta(rng, place, priors)
    answers = simulate(rng, days, place, priors, theta)
    away = rng.random(answers.shape) < missing
    away[[0, -1]] = False
    return theta, make_rows(np.arange(days), np.where(away, np.nan, answers))


def draw_theta(rng: np.random.Generator, place: Layout, priors: Priors) -> Floats:
    """A theta (D) drawn from the priors, each by its own name rather than by the density the sampler is given."""
    items, partners = place.fast, place.noise - place.fast
    noise = rng.beta(priors.noise_a, priors.noise_b, items)
    phi = rng.normal(priors.phi_centre, priors.phi_sd, partners)
    while (outside := (phi <= priors.phi_low) | (phi >= priors.phi_high)).any():
        phi[outside] = rng.normal(priors.phi_centre, priors.phi_sd, int(outside.sum()))
    share = (phi - priors.phi_low) / (priors.phi_high - priors.phi_low)
    sds = np.tile(beta_sds(priors, (place.size - place.beta) // partners), partners)
    return np.concatenate(
        [
            rng.normal(priors.mean_centre, priors.mean_sd, items),
            rng.normal(priors.log_fast_centre, priors.log_fast_sd, partners),
            np.log(noise / (1.0 - noise)),
            rng.normal(priors.log_loading_centre, priors.log_loading_sd, items - partners),
            np.log(share / (1.0 - share)),
            rng.normal(priors.log_drift_centre, priors.log_drift_sd, partners),
            rng.normal(0.0, sds),
        ]
    )


def simulate(rng: np.random.Generator, days: int, place: Layout, priors: Priors, theta: Floats) -> Floats:
    """One person's answers (days, K) at theta, day by day as the model is written: level, passing part, noise."""
    fast, drift = np.exp(theta[place.fast]), np.exp(theta[place.drift])
    noise = 1.0 / (1.0 + np.exp(-theta[place.noise : place.loading]))
    loading = np.concatenate([[1.0], np.exp(theta[place.loading : place.phi])])
    phi = priors.phi_low + (priors.phi_high - priors.phi_low) / (1.0 + np.exp(-theta[place.phi]))
    passing_sd = fast * np.sqrt(1.0 - noise[0])
    noise_sd = loading * passing_sd * np.sqrt(noise / (1.0 - noise))
    effects = fast * covariates(np.arange(days), np.zeros((days, 0))) @ theta[place.beta :]
    answers = np.zeros((days, place.fast))
    level, passing = 0.0, passing_sd * rng.standard_normal()
    for day in range(days):
        if day > 0:
            level += fast * drift * rng.standard_normal()
            passing = phi * passing + passing_sd * np.sqrt(1.0 - phi**2) * rng.standard_normal()
        felt = level + passing + effects[day]
        answers[day] = theta[: place.fast] + loading * felt + noise_sd * rng.standard_normal(place.fast)
    return answers


def rank(theta: Floats, draws: Floats) -> Floats:
    """Where theta (D) lies among draws (S, D): the share of them below it, between 0 and 1 and never either."""
    return np.asarray((0.5 + (draws < theta).sum(axis=0)) / (len(draws) + 1.0))


def coverage(ranks: Floats, width: float) -> Floats:
    """How often the middle `width` of the draws held the truth, by parameter (D), from ranks (R, D)."""
    return np.asarray((np.abs(ranks - 0.5) < 0.5 * width).mean(axis=0))


def unevenness(ranks: Floats) -> float:
    """How far ranks (R, D) are from uniform: squared z of their mean and of their spread, about 2 D by chance alone.

    The mean is off where a posterior is off to one side, the spread where it is too sure or not sure enough.
    """
    count = len(ranks)
    middle = (ranks.mean(axis=0) - 0.5) / np.sqrt(1.0 / 12.0 / count)
    spread = (((ranks - 0.5) ** 2).mean(axis=0) - 1.0 / 12.0) / np.sqrt(1.0 / 180.0 / count)
    return float((middle**2 + spread**2).sum())


def named(place: Layout) -> tuple[str, ...]:
    """What each parameter of theta is called, for one person."""
    items = place.fast
    each = [
        ["mean"] * items,
        ["fast SD"],
        ["noise share"] * items,
        ["loading"] * (items - 1),
        ["carry-over"],
        ["drift"],
    ]
    return tuple(name for names in [*each, ["weekday"] * 7, ["first days"]] for name in names)


def make_and_fit(rng: np.random.Generator, days: int, items: int, priors: Priors, missing: float = 0.0) -> Made:
    """One diary made from the priors, and what the fit says of it."""
    theta, rows = draw_from_prior(rng, days, items, priors, missing)
    fitted = fit(rows, priors, rng)
    return Made(theta, fitted, rank(theta, fitted.draws))
