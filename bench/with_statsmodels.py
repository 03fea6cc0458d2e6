"""Two ways to come near the same reading with statsmodels: its ready-made components, and our model written for it."""

from __future__ import annotations

import importlib
import warnings
from typing import NamedTuple

import numpy as np

from bench.machine import Untyped, seconds
from bench.plain_model import log_prior, natural
from leanings.engine.density import Problem
from leanings.engine.parameters import first_guess
from leanings.engine.priors import Priors
from leanings.engine.rows import Floats, covariates


class Mode(NamedTuple):
    """What was found: the carry-over with its standard error, the seconds, and where it is theta: theta and its SDs."""

    phi: float
    phi_error: float
    seconds: float
    theta: Floats | None
    sd: Floats | None


def components(values: Floats) -> Mode:
    """A local level and an AR(1) with noise, fitted to the mean answer of each day; likelihood alone, no prior."""
    api: Untyped = importlib.import_module("statsmodels.api")
    apart = values - np.nanmean(values, axis=0)
    seen = ~np.isnan(values)
    mean = np.where(seen.any(axis=1), np.where(seen, apart, 0.0).sum(axis=1) / np.maximum(seen.sum(axis=1), 1), np.nan)

    def fit() -> tuple[float, float]:
        model = api.tsa.UnobservedComponents(mean, level="llevel", autoregressive=1)
        found = model.fit(disp=0, maxiter=500)
        place = found.param_names.index("ar.L1")
        return float(found.params[place]), float(found.bse[place])

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that it did not converge is seen in what it finds
        (phi, error), took = seconds(fit)
    return Mode(phi, error, took, None, None)


def state_space(values: Floats, priors: Priors) -> Untyped:
    """Our model as a state space of statsmodels, its log-likelihood with our log prior added."""
    parent: Untyped = importlib.import_module("statsmodels.tsa.statespace.mlemodel").MLEModel
    days, items = values.shape
    design = covariates(np.arange(days), np.zeros((days, 0)))

    class Line(parent):  # type: ignore[misc]  # the parent is there only where statsmodels is
        """One level, one passing part, as many items as there are."""

        def __init__(self) -> None:
            super().__init__(values, k_states=2, k_posdef=2)
            self.ssm.filter_univariate = True  # the faster of its filters here
            self["selection"] = np.eye(2)

        @property
        def param_names(self) -> list[str]:
            return [f"theta {k}" for k in range(3 * items + 2 + design.shape[1])]

        def update(self, params: Untyped, **settings: Untyped) -> None:
            params = super().update(params, **settings)
            nat = natural(np, params, items, priors)
            self["design"] = np.column_stack([nat.lam, nat.lam])
            self["obs_intercept"] = nat.mu[:, None] + nat.lam[:, None] * (design @ nat.beta)
            self["obs_cov"] = np.diag(nat.s2)
            self["transition"] = np.diag([np.ones_like(nat.phi), nat.phi])
            self["state_cov"] = np.diag([nat.drift, nat.passing * (1.0 - nat.phi**2)])
            start = np.diag([np.zeros_like(nat.passing), nat.passing])
            self.ssm.initialize_known(np.zeros(2, dtype=start.dtype), start)

        def loglike(self, params: Untyped, *args: Untyped, **settings: Untyped) -> Untyped:
            return super().loglike(params, *args, **settings) + log_prior(np, params, items, priors)

    return Line()


def mode(problem: Problem, values: Floats) -> Mode:
    """The mode of our model and the covariance there, by statsmodels' own climbing and differences."""
    start = first_guess(problem.rows, problem.place, problem.priors)
    line = state_space(values, problem.priors)

    def fit() -> tuple[Floats, Floats]:
        found = line.fit(start, method="lbfgs", maxiter=500, disp=0, cov_type="approx")
        return np.asarray(found.params), np.asarray(found.bse)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that it did not converge is seen in what it finds
        (theta, sd), took = seconds(fit)
    share = 1.0 / (1.0 + np.exp(-theta[problem.place.phi]))
    width = problem.priors.phi_high - problem.priors.phi_low
    error = width * share * (1.0 - share) * sd[problem.place.phi]
    return Mode(float(problem.priors.phi_low + width * share), float(error), took, theta, sd)
