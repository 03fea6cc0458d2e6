"""Whether bands hold what they promise: diaries made from the priors, fitted, and where the truth lay.

    python -m bench.calibration [--sets N] [--days 28 90 365] [--items N] [--processes N] [--date YYYY-MM-DD --write]

Prints the table; with --write it goes to docs/calibration.md, and the histograms of ranks to docs/calibration.svg.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import numpy as np

from leanings import __version__
from leanings.engine.calibrate import coverage, draw_from_prior, make_and_fit, named, unevenness
from leanings.engine.parameters import layout
from leanings.engine.priors import Priors
from leanings.engine.rows import Floats

ROOT = Path(__file__).resolve().parent.parent
MISSING = 0.2  # of the answers: about what real diaries miss
BINS = 20
HEAD = """# Whether bands hold what they promise

Made on {date} with `{command}` (leanings {version}). For each length {sets} diaries of one person with {items} were
made from the priors themselves: parameters drawn from them, then answers drawn from the model, {missing:.0%} of them
missing. Each was fitted like any diary. A band of 80 % should hold the true parameter in 80 of 100 such diaries, and
the rank of the truth among the draws should be even from 0 to 1, its mean .50 and its SD .289.

*Uneven* adds up how far mean and spread of the ranks are from that; by chance it is about 2, and more than 10.6 once
in 200. Fits that the gates refused are left out and counted.

![How often the truth had each rank among the draws, by parameter and length](calibration.svg)
"""


class Task(NamedTuple):
    """One diary to make and fit."""

    days: int
    items: int
    seed: int


class Result(NamedTuple):
    """Where the truth lay (D), whether the gates let the fit pass, and the seconds it took."""

    ranks: Floats
    good: bool
    seconds: float


def one(task: Task) -> Result:
    """Make one diary and fit it."""
    made = make_and_fit(np.random.default_rng(task), task.days, task.items, Priors(), MISSING)
    return Result(made.ranks, made.fitted.verdict.good, made.fitted.seconds)


def by_name(items: int, ranks: Floats) -> dict[str, Floats]:
    """Ranks (R, D) gathered by the name of their parameter, each (R, number of that name)."""
    names = named(layout(draw_from_prior(np.random.default_rng(0), 28, items, Priors())[1]))
    return {
        name: ranks[:, [place for place, word in enumerate(names) if word == name]] for name in dict.fromkeys(names)
    }


def table(days: int, items: int, results: Sequence[Result]) -> str:
    """The table of one length, in Markdown."""
    ranks = np.array([result.ranks for result in results if result.good])
    bad = sum(not result.good for result in results)
    seconds = float(np.median([result.seconds for result in results]))
    lines = [
        f"\n## {days} days\n",
        f"{len(ranks)} fits, {bad} refused by the gates; {1000 * seconds:.0f} ms each in the middle.\n",
        "| parameter | 80 % holds | 95 % holds | mean rank | SD of ranks | uneven |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, own in by_name(items, ranks).items():
        uneven = unevenness(own) / own.shape[1]
        held = f"{coverage(own, 0.80).mean():.3f} | {coverage(own, 0.95).mean():.3f}"
        lines.append(f"| {name} | {held} | {own.mean():.3f} | {own.std():.3f} | {uneven:.1f} |")
    held = f"**{coverage(ranks, 0.80).mean():.3f}** | **{coverage(ranks, 0.95).mean():.3f}**"
    lines.append(
        f"| **all** | {held} | {ranks.mean():.3f} | {ranks.std():.3f} | {unevenness(ranks) / ranks.shape[1]:.1f} |"
    )
    return "\n".join(lines) + "\n"


def histogram(own: Floats, left: float, top: float) -> str:
    """One histogram of ranks as bars, with the band that chance alone gives."""
    counts = np.histogram(own.ravel(), BINS, (0.0, 1.0))[0] / own.size * BINS
    doubt = 2.0 * np.sqrt((BINS - 1) / own.size)
    path = "".join(
        f"M{left + 6 * k:.0f} {top + 40:.0f}v{-24 * count:.1f}h5V{top + 40:.0f}z" for k, count in enumerate(counts)
    )
    place = f'x="{left:.0f}" y="{top + 16 - 24 * doubt:.1f}" width="{6 * BINS - 1}" height="{48 * doubt:.1f}"'
    return f'<rect {place} class="chance"/><path d="{path}" class="bars"/>'


def picture(items: int, lengths: dict[int, list[Result]]) -> str:
    """The histograms of every parameter (rows) and length (columns) as an SVG."""
    found = {
        days: by_name(items, np.array([one.ranks for one in results if one.good])) for days, results in lengths.items()
    }
    names = list(next(iter(found.values())))
    width, height = 110 + 140 * len(found), 30 + 56 * len(names)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" font-family="sans-serif"'
        ' font-size="11">',
        "<title>How often the truth had each rank among the draws</title>",
        "<style>.bars{fill:#4c6a92}.chance{fill:#d9d2c5}text{fill:#444}</style>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for column, (days, own) in enumerate(found.items()):
        left = 110 + 140 * column
        parts.append(f'<text x="{left}" y="16">{days} days</text>')
        parts += [histogram(own[name], left, 30 + 56 * row) for row, name in enumerate(names)]
    parts += [f'<text x="8" y="{62 + 56 * row}">{name}</text>' for row, name in enumerate(names)]
    return "\n".join([*parts, "</svg>"]) + "\n"


def main() -> None:
    """Make the diaries, fit them, print or write what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", type=int, default=400, help="diaries for each length")
    parser.add_argument("--days", type=int, nargs="+", default=[28, 90, 365])
    parser.add_argument("--items", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--date", default="an unknown day")
    parser.add_argument("--write", action="store_true")
    told = parser.parse_args()
    lengths: dict[int, list[Result]] = {}
    with ProcessPoolExecutor(told.processes, mp_context=get_context("spawn")) as pool:
        for days in told.days:
            tasks = [Task(days, told.items, seed) for seed in range(told.sets)]
            lengths[days] = list(pool.map(one, tasks, chunksize=4))
            print(table(days, told.items, lengths[days]), flush=True)
    if told.write:
        items = "one item" if told.items == 1 else f"{told.items} items"
        command = " ".join(["python -m bench.calibration", *sys.argv[1:]])
        head = HEAD.format(
            date=told.date, command=command, version=__version__, sets=told.sets, items=items, missing=MISSING
        )
        tables = "".join(table(days, told.items, results) for days, results in lengths.items())
        (ROOT / "docs" / "calibration.md").write_text(head + tables, encoding="utf-8")
        (ROOT / "docs" / "calibration.svg").write_text(picture(told.items, lengths), encoding="utf-8")


if __name__ == "__main__":
    main()
