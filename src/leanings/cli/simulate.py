"""`leanings simulate`: diaries of invented lives whose truth is known."""

from __future__ import annotations

import argparse
import csv
import math
import sys
from datetime import date
from pathlib import Path
from typing import TextIO

from leanings.core.diary import Diary
from leanings.core.refusal import Refusal
from leanings.engine.scenarios import SCENARIOS


class CannotSimulate(Refusal):
    """Asked for lives that make no sense."""


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `simulate` to the command line."""
    parser = commands.add_parser("simulate", help="invent diaries whose truth is known", description=__doc__)
    parser.add_argument("--scenario", choices=sorted(SCENARIOS), default="drop_holds", help="what the lives are like")
    parser.add_argument("--days", type=int, default=180, metavar="N", help="how long each diary is")
    parser.add_argument("--people", type=int, default=1, metavar="N", help="how many people")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="the dice")
    parser.add_argument("--demo", action="store_true", help="seven months of one person with three lines")
    parser.add_argument("--out", type=Path, metavar="FILE", help="where to write; else to the screen")
    parser.set_defaults(run=run)


def run(told: argparse.Namespace) -> None:
    """Write the invented diary as CSV."""
    from leanings.engine.simulate import demo_diary, simulated_diary  # here: --help need not wait for the compiler

    if not 2 <= told.days <= 20_000 or not 1 <= told.people <= 100_000:
        raise CannotSimulate("Ask for 2 to 20,000 days and 1 to 100,000 people.")
    diary = demo_diary() if told.demo else simulated_diary(told.scenario, told.days, told.people, told.seed)
    if told.out is None:
        write_csv(diary, sys.stdout)
        return
    try:
        with told.out.open("w", encoding="utf-8", newline="") as out:
            write_csv(diary, out)
    except OSError as error:
        raise CannotSimulate(f"The diary cannot be written to {told.out}: {error.strerror}.") from error


def write_csv(diary: Diary, out: TextIO) -> None:
    """Write a diary as a table with one row per entry; a missing answer is an empty cell."""
    writer = csv.writer(out, lineterminator="\n")
    several = len(diary.people) > 1
    writer.writerow([*(["person"] if several else []), "date", *diary.columns])
    for person in diary.people:
        for place, day in enumerate(person.days):
            cells = (person.answers[column][place] for column in diary.columns)
            shown = ["" if math.isnan(cell) else f"{cell:g}" for cell in cells]
            writer.writerow([*([person.name] if several else []), date.fromordinal(day).isoformat(), *shown])
