"""`leanings takeout`: everything of one place as one file, for whoever has its name and passphrase."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from leanings.cli import asking
from leanings.cli.writing import OWNER_ONLY, check_place, write_bytes_whole

ABOUT = (
    "Write everything of one place into a ZIP file, in open formats: everything.json, check-ins.csv, everything.md. "
    "The name of the place and its passphrase are asked for; without a terminal they are read from standard input."
)


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `takeout` to the command line."""
    parser = commands.add_parser("takeout", help="take everything out of a place", description=ABOUT)
    parser.add_argument("--out", type=Path, metavar="FILE", required=True, help="where to write, such as notes.zip")
    parser.add_argument("--name", metavar="WORDS", help="the name of the place; asked for unless you say it")
    parser.set_defaults(run=run)


def run(told: argparse.Namespace) -> None:
    """Write the file, for its owner's eyes alone."""
    check_place(told.out)
    asking.enter_kept()
    from leanings.acts import takeout  # here: --help need not wait for the vault

    with asking.opened(told.name) as room:
        taken = takeout.take(room)
    text = takeout.given(taken.everything, takeout.ALL).text
    write_bytes_whole(told.out, lambda out: out.write(text), OWNER_ONLY)
    if not taken.whole:
        print("Something in this place is damaged and is not in the file: leanings verify --open.", file=sys.stderr)
    print(f"{told.out} is not sealed: whoever has it can read it.", file=sys.stderr)
