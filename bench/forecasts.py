"""One step ahead on a real diary file: how much better than "the mean of one's own earlier answers".

Every answer from a person's fifteenth on is forecast from earlier answers only; the hyperparameters are fitted anew
at most weekly, from earlier days only. Squared errors are in points of the scale, summed over everybody. Intervals
are those of 80 %, cut to the scale.

    python -m bench.forecasts FILE [--people N] [--line NAME ...] [--processes N]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np

from leanings import __version__
from leanings.core.diary import Person
from leanings.core.signal import Signal
from leanings.diary import read_file
from leanings.engine.density import pose
from leanings.engine.filter import log_likelihood
from leanings.engine.fit import fit
from leanings.engine.forecast import mixture_quantile
from leanings.engine.line import Line, make_line
from leanings.engine.parameters import to_natural
from leanings.engine.priors import Priors
from leanings.engine.rows import Floats, make_rows

FIRST = 15  # the first answer that is forecast
REFIT = 7  # days
DRAWS = 60  # of the posterior, for each forecast


class Score(NamedTuple):
    """Sums over the forecasts of one line: how many, squared errors of ours and of the mean, answers inside."""

    line: str
    answers: int
    ours: float
    mean: float
    inside: int


def one_step(line: Line, from_day: int, to_day: int, rng: np.random.Generator) -> tuple[Floats, Floats, Floats]:
    """Forecasts of the answers on days after `from_day` up to `to_day`, from a fit on the days up to `from_day`.

    Returns the days, and means and SDs (S, H) for each draw, as shares of the scale.
    """
    day = line.days - line.days[0]
    known, ahead = day <= from_day, day <= to_day
    thetas = fit(make_rows(line.days[known], line.values[known]), Priors(), rng).draws
    thetas = thetas[np.linspace(0, len(thetas) - 1, DRAWS).astype(int)]
    problem = pose(make_rows(line.days[ahead], line.values[ahead]), Priors())
    wanted = np.flatnonzero((problem.rows.day > from_day) & (problem.rows.counts[problem.rows.answered, 0] > 0))
    means, sds = np.zeros((len(thetas), len(wanted))), np.zeros((len(thetas), len(wanted)))
    for s, theta in enumerate(thetas):
        to_natural(theta, problem.place, problem.priors, problem.rows, problem.nat)
        log_likelihood(problem.rows, problem.nat, problem.room)
        a, p = problem.room.a[wanted], problem.room.p[wanted]
        means[s] = problem.nat.mu[0] + a[:, 0] + a[:, 1] + problem.room.offset[wanted, 0]
        sds[s] = np.sqrt(p[:, 0, 0] + 2 * p[:, 0, 1] + p[:, 1, 1] + problem.nat.s2[0])
    return problem.rows.day[wanted].astype(float), means, sds


def score_line(person: Person, signal: Signal, seed: int) -> Score | None:
    """The score of one line of one person; None where there are too few answers."""
    rng = np.random.default_rng(seed)
    line = make_line(person, signal)
    given = ~np.isnan(line.values[:, 0])
    day, value = (line.days - line.days[0])[given], line.values[given, 0]
    if len(day) < FIRST:
        return None
    ours, plain, inside, count = 0.0, 0.0, 0, 0
    start = int(day[FIRST - 2])
    while start < day[-1]:
        stop = min(start + REFIT, int(day[-1]))
        days, means, sds = one_step(line, start, stop, rng)
        for h, when in enumerate(days):
            truth, earlier = value[day == when][0], value[day < when]
            low, high = (mixture_quantile(means[:, h].copy(), sds[:, h].copy(), share) for share in (0.1, 0.9))
            ours += (min(max(means[:, h].mean(), 0.0), 1.0) - truth) ** 2
            plain += (earlier.mean() - truth) ** 2
            inside += max(low, 0.0) - 1e-9 <= truth <= min(high, 1.0) + 1e-9
            count += 1
        start = stop
    width2 = signal.scale.width**2
    return Score(signal.name, count, ours * width2, plain * width2, int(inside))


def _task(task: tuple[Person, Signal, int]) -> Score | None:
    return score_line(*task)


def report(scores: Sequence[Score]) -> str:
    """A table by line, and all lines together."""
    rows = ["| line | forecasts | error against the mean | inside the 80 % interval |", "|---|---|---|---|"]
    for name in [*dict.fromkeys(score.line for score in scores), "all"]:
        of = [score for score in scores if name in (score.line, "all")]
        count, ours = sum(score.answers for score in of), sum(score.ours for score in of)
        gain = 100 * (ours / sum(score.mean for score in of) - 1)
        rows.append(f"| {name} | {count} | {gain:+.1f} % | {100 * sum(s.inside for s in of) / count:.1f} % |")
    return "\n".join(rows)


def main() -> None:
    """Read the file, forecast every line, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--people", type=int, default=10**9)
    parser.add_argument("--line", action="append", default=[], help="only this line; may be given again")
    parser.add_argument("--processes", type=int, default=2)
    told = parser.parse_args()
    began = time.perf_counter()
    diary = read_file(told.file)
    tasks = [
        (person, signal, place)
        for place, person in enumerate(diary.people[: told.people])
        for signal in diary.signals
        if not told.line or signal.name in told.line
    ]
    with ProcessPoolExecutor(told.processes) as pool:
        scores = [score for score in pool.map(_task, tasks, chunksize=8) if score is not None]
    print(f"python -m bench.forecasts {' '.join(sys.argv[1:])}   (leanings {__version__})\n")
    print(report(scores))
    print(f"\n{len(tasks)} lines, {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
