"""`leanings audit`: how even, how hard and how free of certain words everything is that people read."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from leanings.core.refusal import Refusal

if TYPE_CHECKING:
    from leanings.content.audit import Audit, Measure

NAMES = {"stay": "staying", "part": "parting", "open": "not deciding", "any": "all alike"}
HEADS = f"{'tools':>7}{'share':>8}{'words':>8}{'telling':>9}{'sources':>9}{'year':>6}"
FIRST = 16  # letters of the first column


class Uneven(Refusal):
    """Content that gives one path more than another, is too hard to read, or says what nothing here says."""


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `audit` to the command line."""
    parser = commands.add_parser(
        "audit",
        help="measure how even the content is",
        description="Tools, words, sentences that tell what to do, sources and school year, for each path and for "
        "what is met behind each door; and what is beyond its limits.",
    )
    parser.add_argument("folder", metavar="FOLDER", nargs="?", type=Path, help="LEANINGS_HOME/content unless you say")
    parser.set_defaults(run=run)


def run(told: argparse.Namespace) -> None:
    """Print the measures; refuse at the end if something is beyond its limits."""
    from leanings.content.audit import audit, gather  # here: --help need not wait for them
    from leanings.content.laid import folder_of_host

    there = gather(over=told.folder or folder_of_host(os.environ))
    found = audit(there)
    print("\n".join(table(found, len(there.tools))))
    for fault in found.faults:
        print(fault)
    if found.faults:
        raise Uneven(f"Beyond its limits: {len(found.faults)}.")
    print("Nothing is beyond its limits.")


def table(found: Audit, tools: int) -> list[str]:
    """The measures as lines of text; the share is that of all tools."""
    lines = [f"{'serving':{FIRST}}{HEADS}"]
    lines += [_line(NAMES[path], one, tools) for path, one in found.paths.items()]
    lines += ["", f"{'behind the door':{FIRST}}{HEADS}"]
    lines += [_line(door, one, tools) for door, one in found.doors.items()]
    return [
        *lines,
        "",
        "A tool may serve several paths. “telling”: sentences that tell what to do, questions left out.",
        "“year”: the school year that half of the texts ask for at most, labels left out.",
        "",
    ]


def _line(name: str, one: Measure, tools: int) -> str:
    share = f"{one.tools / tools:.0%}" if tools else ""
    return f"  {name:{FIRST - 2}}{one.tools:7}{share:>8}{one.words:8,}{one.tells:9}{one.cites:9}{one.grade:6.1f}"
