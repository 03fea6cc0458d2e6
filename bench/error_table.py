"""How often a reading is wrong about whether a line moved, on invented lives whose truth is known.

    python -m bench.error_table [--lives N] [--processes N] [--date YYYY-MM-DD --write]

Prints the table; with --write it goes to docs/error-table.md, and how often each sentence is wrong to
src/leanings/content/error_table.toml, which the sentences quote.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np

from leanings import __version__
from leanings.engine.read import read
from leanings.engine.scenarios import BEGINNINGS, SCENARIOS
from leanings.engine.simulate import as_diary, as_person, live, truth

ROOT = Path(__file__).resolve().parent.parent
LENGTHS = (60, 120, 240)
LINES = 3  # of a page
CHANGED = ("held", "passing")
HEAD = """# How often a reading is wrong

Made on {date} with `{command}` (leanings {version}) from {lines} lines of invented lives whose truth is known: what the
true level did, judged by the rule that readings use. See [model.md](model.md) for the kinds and
`src/leanings/engine/scenarios.py` for the lives. A page has three lines, of three lives of the same scenario.

* **right**: the reading named what happened, or saw a change younger than four weeks on its true side.
* **false alarm**: it named a change that was not there, was over, or went the other way.
* **miss**: it said *no clear change* where there was one.
* **too early**, **open**: it did not decide.
"""


class Told(NamedTuple):
    """One line: the life, how it began, its length, which page it is on, what happened and what was said."""

    scenario: str
    begins: str
    days: int
    page: int
    happened: tuple[str, str | None]
    said: tuple[str, str | None]


def judge(told: Told) -> str:
    """One word for how the reading did."""
    kind, side = told.said
    if kind in ("too_early", "open", "no_variation"):
        return kind
    if told.said == told.happened:
        return "right"
    if kind == "no_clear_change":
        return "miss"
    return "right" if kind == "held" and told.happened == ("too_early", side) else "false alarm"


def one_page(task: tuple[str, str, int, int]) -> list[Told]:
    """The lines of one page."""
    scenario, begins, days, page = task
    seed = [page, days, sorted(SCENARIOS).index(scenario), sorted(BEGINNINGS).index(begins)]
    rng = np.random.default_rng(seed)
    lives = {f"line {k}": live(SCENARIOS[scenario], days, rng, begins=begins) for k in range(LINES)}
    signals = read(as_diary([as_person("1", lives)])).people[0].signals
    said = [(signal.pattern.kind, signal.pattern.direction) for signal in signals]
    return [Told(*task, truth(life), word) for life, word in zip(lives.values(), said, strict=True)]


def tasks(pages: int) -> list[tuple[str, str, int, int]]:
    """Every scenario beginning in quiet, and a quiet life beginning otherwise, at every length."""
    lives = [(scenario, "in quiet") for scenario in SCENARIOS]
    lives += [("steady_high", begins) for begins in BEGINNINGS if begins != "in quiet"]
    return [(scenario, begins, days, page) for scenario, begins in lives for days in LENGTHS for page in range(pages)]


def share(part: int, whole: int) -> str:
    """A share in percent."""
    return f"{100 * part / whole:.1f}" if whole else "-"


def table(lines: Sequence[Told], name: str, group: Callable[[Told], str]) -> str:
    """One table: a row for each group, columns for how readings did, per line and per page."""
    words = ("right", "false alarm", "miss", "too_early", "open", "no_variation")
    head = [name, "lines", *(word.replace("_", " ") + " %" for word in words), "pages with a false alarm %"]
    rows = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for key in dict.fromkeys(group(line) for line in lines):
        of = [line for line in lines if group(line) == key]
        counts = [sum(judge(line) == word for line in of) for word in words]
        pages = {line[:4]: False for line in of}
        for line in of:
            pages[line[:4]] |= judge(line) == "false alarm"
        cells = [
            key,
            str(len(of)),
            *(share(count, len(of)) for count in counts),
            share(sum(pages.values()), len(pages)),
        ]
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows)


def sentences(lines: Iterable[Told]) -> dict[str, tuple[int, int]]:
    """For each kind with its side: how often it was said, and how often wrongly."""
    counts: dict[str, tuple[int, int]] = {}
    for line in lines:
        name = "_".join(word for word in line.said if word)
        said, wrong = counts.get(name, (0, 0))
        counts[name] = (said + 1, wrong + (judge(line) in ("false alarm", "miss")))
    return counts


def mirrored(counts: dict[str, tuple[int, int]], kind: str) -> tuple[int, int]:
    """How often a kind was said on either side, and how often wrongly: a mirror must not change the odds."""
    of = [counts[name] for name in counts if name.startswith(kind)]
    return sum(said for said, _ in of), sum(wrong for _, wrong in of)


def document(lines: Sequence[Told], date: str) -> str:
    """The whole page of docs."""
    command = f"python -m bench.error_table {' '.join(sys.argv[1:])}".strip()
    parts = [HEAD.format(date=date, command=command, version=__version__, lines=len(lines))]
    quiet = [line for line in lines if line.begins == "in quiet"]
    parts += ["## By life\n", table(quiet, "life", lambda line: line.scenario)]
    parts += ["\n## By length, in days\n", table(quiet, "days", lambda line: str(line.days))]
    began = [line for line in lines if line.scenario == "steady_high"]
    parts += [
        "\n## By how the diary began\n",
        "A quiet life afterwards; beginning low, the true level is later higher.\n",
    ]
    parts += [table(began, "began", lambda line: line.begins)]
    parts += ["\n## By sentence\n", "| sentence | said | wrong | one in |", "|---|---|---|---|"]
    counts = sentences(lines)
    for name in sorted(counts):
        said, wrong = counts[name]
        parts.append(
            f"| {name.replace('_', ' ')} | {said} | {wrong} | {said / wrong:.0f} |"
            if wrong
            else f"| {name.replace('_', ' ')} | {said} | 0 | - |"
        )
    return "\n".join(parts) + "\n"


def toml(lines: Sequence[Told], date: str) -> str:
    """How often each sentence is wrong, for the content; one more wrong is counted than was seen, to stay honest."""
    counts = sentences(lines)
    rows = [f"# Made on {date} by bench/error_table.py from {len(lines)} invented lines; see docs/error-table.md."]
    for kind in (*CHANGED, "no_clear_change"):
        said, wrong = mirrored(counts, kind)
        if said:
            rows += [
                "",
                f"[{kind}]",
                f"said = {said}",
                f"wrong = {wrong}",
                f"wrong_one_in = {max(1, round(said / (wrong + 1)))}",
            ]
    return "\n".join(rows) + "\n"


def main() -> None:
    """Make the lives, read them, print or write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lives", type=int, default=20, help="pages of three lines, for each life and length")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--date", default="an unknown day")
    parser.add_argument("--write", action="store_true")
    told = parser.parse_args()
    with ProcessPoolExecutor(told.processes) as pool:
        lines = [line for page in pool.map(one_page, tasks(told.lives), chunksize=4) for line in page]
    text = document(lines, told.date)
    print(text)
    if told.write:
        (ROOT / "docs" / "error-table.md").write_text(text, encoding="utf-8")
        (ROOT / "src" / "leanings" / "content" / "error_table.toml").write_text(
            toml(lines, told.date), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
