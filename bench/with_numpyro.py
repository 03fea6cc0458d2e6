"""NUTS by numpyro, on jax's processor code, of the model written anew."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from bench.machine import Untyped, seconds
from bench.plain_model import Plain, log_prior, natural
from leanings.engine.priors import Priors
from leanings.engine.rows import Floats, covariates

JITTER = 0.3  # SDs of the starting points about the centre, where the coordinates are whitened


class Run(NamedTuple):
    """Draws of theta (C, N, D), gradients taken while tuning and drawing, seconds a gradient takes, and in all."""

    draws: Floats
    tuning: int
    drawing: int
    each: float
    seconds: float


def log_posterior(values: Floats, priors: Priors) -> Callable[[Untyped], Untyped]:
    """theta -> the log posterior density in jax: the answers of a day collapsed into one number, then one scan."""
    jax: Untyped = importlib.import_module("jax")
    jax.config.update("jax_enable_x64", True)
    jnp: Untyped = importlib.import_module("jax.numpy")
    days, items = values.shape
    seen, given = jnp.array(~np.isnan(values)), jnp.array(np.nan_to_num(values))
    design = jnp.array(covariates(np.arange(days), np.zeros((days, 0))))

    def collapse(nat: Plain) -> tuple[Untyped, Untyped, Untyped]:
        weight = seen * nat.lam / nat.s2
        away = given - nat.mu - nat.lam * (design @ nat.beta)[:, None]
        apart = jnp.sum(seen * (jnp.log(nat.s2) + away**2 / nat.s2))
        return jnp.sum(weight * nat.lam, axis=1), jnp.sum(weight * away, axis=1), -0.5 * apart

    def density(theta: Untyped) -> Untyped:
        nat = natural(jnp, theta, items, priors)
        precision, weighted, total = collapse(nat)
        move = jnp.array([1.0, 0.0]), jnp.array([0.0, 1.0])
        carry = move[0] + nat.phi * move[1]
        noise = jnp.diag(nat.drift * move[0] + nat.passing * (1.0 - nat.phi**2) * move[1])

        def step(state: Untyped, row: Untyped) -> Untyped:
            a, p, value = state
            j, h = row
            z = p.sum(axis=1)
            f = 1.0 / (1.0 + j * z.sum())
            v = h - j * a.sum()
            value = value + 0.5 * (jnp.log(f) + v * v * f * z.sum() + 2.0 * h * a.sum() - j * a.sum() ** 2)
            a, p = a + z * f * v, p - j * f * jnp.outer(z, z)
            return (carry * a, carry[:, None] * p * carry + noise, value), None

        start = (jnp.zeros(2), jnp.diag(nat.passing * move[1]), total)
        return jax.lax.scan(step, start, (precision, weighted))[0][2] + log_prior(jnp, theta, items, priors)

    return density


def sample(
    density: Callable[[Untyped], Untyped], centre: Floats, scale: Floats, draws: int, tune: int, chains: int
) -> Run:
    """One run in these coordinates. Its seconds hold some for compiling, which numpyro does anew in every run."""
    jax: Untyped = importlib.import_module("jax")
    infer: Untyped = importlib.import_module("numpyro.infer")

    def potential(z: Untyped) -> Untyped:
        return -density(centre + scale @ z)

    chain = infer.MCMC(
        infer.NUTS(potential_fn=potential),
        num_warmup=tune,
        num_samples=draws,
        num_chains=chains,
        chain_method="sequential",
        progress_bar=False,
    )
    start = JITTER * np.random.default_rng(1).standard_normal((chains, len(centre)))

    def run() -> tuple[int, int]:
        first = start if chains > 1 else start[0]
        chain.warmup(jax.random.PRNGKey(1), init_params=first, collect_warmup=True, extra_fields=("num_steps",))
        tuned = int(chain.get_extra_fields()["num_steps"].sum())
        chain.run(chain.post_warmup_state.rng_key, extra_fields=("num_steps",))
        return tuned, int(chain.get_extra_fields()["num_steps"].sum())

    (tuned, drawn), took = seconds(run)
    z = np.asarray(chain.get_samples(group_by_chain=True))
    return Run(centre + z @ scale.T, tuned, drawn, gradient_seconds(potential, len(centre)), took)


def gradient_seconds(potential: Callable[[Untyped], Untyped], size: int) -> float:
    """Seconds of one compiled gradient: the middle of five times twenty."""
    jax: Untyped = importlib.import_module("jax")
    slope = jax.jit(jax.value_and_grad(potential))
    jax.block_until_ready(slope(np.zeros(size)))
    times = [seconds(lambda: [jax.block_until_ready(slope(np.zeros(size))) for _ in range(20)])[1] for _ in range(5)]
    return float(np.median(times)) / 20.0
