"""Where the posterior is highest, by limited-memory BFGS, and how sharply it bends there."""

from __future__ import annotations

import numpy as np

from leanings.engine.compiled import compiled
from leanings.engine.density import Problem, log_density
from leanings.engine.parameters import first_guess
from leanings.engine.rows import Floats

MEMORY = 12
MOST_STEPS = 200
CLOSE_ENOUGH = 1e-3  # a gain this small cannot move a whitened sampler


@compiled
def direction(grad: Floats, steps: Floats, turns: Floats, used: int, scale: Floats, out: Floats) -> None:
    """The quasi-Newton direction by the two-loop recursion (Nocedal & Wright 2006, algorithm 7.4), for ascent."""
    weights = np.zeros(MEMORY)
    out[:] = grad
    for back in range(min(used, MEMORY)):
        k = (used - 1 - back) % MEMORY
        weights[k] = np.sum(steps[k] * out) / np.sum(steps[k] * turns[k])
        out -= weights[k] * turns[k]
    if used > 0:
        k = (used - 1) % MEMORY
        out *= np.sum(steps[k] * turns[k] / scale) / np.sum(turns[k] * turns[k])
    out *= scale
    for ahead in range(max(0, used - MEMORY), used):
        k = ahead % MEMORY
        out += steps[k] * (weights[k] - np.sum(turns[k] * out) / np.sum(steps[k] * turns[k]))


@compiled
def climb(problem: Problem, theta: Floats, scale: Floats) -> float:
    """Move theta to a mode, in place, and return the log density there. `scale` (D) is a guess at the variances."""
    size = problem.place.size
    grad, ahead, trial, towards = np.zeros(size), np.zeros(size), np.zeros(size), np.zeros(size)
    steps, turns = np.zeros((MEMORY, size)), np.zeros((MEMORY, size))
    used = 0
    value = log_density(problem, theta, grad)
    for _ in range(MOST_STEPS):
        direction(grad, steps, turns, used, scale, towards)
        slope = np.sum(towards * grad)
        if slope <= 0.0:  # the memory misleads: forget it
            used = 0
            towards[:] = grad * scale
            slope = np.sum(towards * grad)
        length = min(1.0, 1.5 / np.sqrt(np.max(towards * towards / scale) + 1e-300))
        found = -np.inf
        for _ in range(30):
            trial[:] = theta + length * towards
            found = log_density(problem, trial, ahead)
            if found >= value + 1e-4 * length * slope:
                break
            length *= 0.4
        if not found > value:
            break
        step, turn = trial - theta, grad - ahead
        if np.sum(step * turn) > 1e-10:
            steps[used % MEMORY] = step
            turns[used % MEMORY] = turn
            used += 1
        gained = found - value
        theta[:] = trial
        grad[:] = ahead
        value = found
        if gained < CLOSE_ENOUGH and slope < 10.0 * CLOSE_ENOUGH:
            break
    return value


@compiled
def curvature(problem: Problem, theta: Floats, reach: Floats) -> Floats:
    """Minus the Hessian of the log density (D, D), by central differences of the gradient over `reach` (D)."""
    size = len(theta)
    bend, above, below, moved = np.zeros((size, size)), np.zeros(size), np.zeros(size), theta.copy()
    for i in range(size):
        moved[i] = theta[i] + reach[i]
        log_density(problem, moved, above)
        moved[i] = theta[i] - reach[i]
        log_density(problem, moved, below)
        moved[i] = theta[i]
        bend[i] = (below - above) / (2.0 * reach[i])
    return 0.5 * (bend + bend.T)


def whiten(bend: Floats, least: float = 0.02) -> Floats:
    """The matrix (D, D) that turns standard normals into draws of the Laplace approximation.

    Curvatures under `least` are raised to it: every direction has a prior, so a flatter one is rounding.
    """
    values, vectors = np.linalg.eigh(bend)
    return np.ascontiguousarray(vectors / np.sqrt(np.maximum(values, least)))


def guesses(problem: Problem) -> list[Floats]:
    """Points to climb from: the plain one, one with much carry-over and little drift, one with the reverse.

    Carry-over near its limit and drift explain the same answers, so the posterior may have two hills.
    """
    place = problem.place
    plain = first_guess(problem.rows, place, problem.priors)
    sticky, drifting = plain.copy(), plain.copy()
    sticky[place.phi : place.drift] = 1.8
    sticky[place.drift : place.beta] -= 1.5
    drifting[place.phi : place.drift] = -0.6
    drifting[place.drift : place.beta] += 1.2
    return [plain, sticky, drifting]
