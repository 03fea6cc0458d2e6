"""`leanings simulate`: diaries of invented lives whose truth is known."""

from __future__ import annotations

import argparse
import csv
import math
from datetime import date
from pathlib import Path
from typing import TextIO

from leanings.cli.grammar import whole
from leanings.cli.writing import AS_USUAL, check_place, to_screen, write_whole
from leanings.core.diary import Diary
from leanings.core.refusal import Refusal


class NoSuchScenario(Refusal):
    """Asked for lives that nobody has thought out."""


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `simulate` to the command line."""
    about = "Invent diaries whose truth is known, as a table for `leanings read`."
    parser = commands.add_parser("simulate", help="invent diaries whose truth is known", description=about)
    parser.add_argument("--demo", action="store_true", help="one person with three lines, whatever else is asked for")
    parser.add_argument("--scenario", default="drop_holds", metavar="NAME", help="what the lives are like (drop_holds)")
    parser.add_argument("--scenarios", action="store_true", help="name every scenario, and nothing else")
    parser.add_argument("--days", type=whole(2, 20_000), default=180, metavar="N", help="how long each diary is (180)")
    parser.add_argument("--people", type=whole(1, 100_000), default=1, metavar="N", help="how many people (1)")
    parser.add_argument(
        "--seed", type=whole(0), default=0, metavar="N", help="the dice; the same seed, the same diary (0)"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="where to write; else to the screen")
    parser.set_defaults(run=run)


def run(told: argparse.Namespace) -> None:
    """Write the invented diary as CSV."""
    if told.out is not None:
        check_place(told.out)
    from leanings.engine.scenarios import SCENARIOS  # here: --help need not wait for the compiler
    from leanings.engine.simulate import demo_diary, simulated_diary

    if told.scenarios:
        to_screen(lambda out: out.write("".join(f"{name}\n" for name in SCENARIOS)))
        return
    if told.scenario not in SCENARIOS:
        raise NoSuchScenario(f"There is no scenario “{told.scenario}”. There is: {', '.join(SCENARIOS)}.")
    diary = demo_diary() if told.demo else simulated_diary(told.scenario, told.days, told.people, told.seed)
    if told.out is None:
        to_screen(lambda out: write_csv(diary, out))
    else:
        write_whole(told.out, lambda out: write_csv(diary, out), AS_USUAL)


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
