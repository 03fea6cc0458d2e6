"""`leanings warm`: compile the engine's loops once, with progress, so that the first reading does not wait."""

from __future__ import annotations

import argparse
import sys

from leanings.cli.progress import on_stderr

UNKEPT = "Nothing is writable here, so compiled loops cannot be kept: set LEANINGS_HOME to a folder of your own."


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `warm` to the command line."""
    parser = commands.add_parser(
        "warm", help="compile the sums ahead of time", description="Compile the sums once, so that no reading waits."
    )
    parser.add_argument("--once", action="store_true", help="do nothing where they are compiled already")
    parser.set_defaults(run=run)


def run(told: argparse.Namespace) -> None:
    """Compile everything, one step at a time."""
    from leanings.engine import cache  # here, with the engine: --help need not wait for the compiler

    if cache.FOLDER is None:
        print(UNKEPT, file=sys.stderr)
        return
    whole = cache.FOLDER / "whole"
    if told.once and whole.exists():
        return
    cache.forget_old_editions()
    _compile()
    whole.touch()


def if_cold() -> None:
    """Compile everything where no reading has been made yet, so that the wait is explained."""
    from leanings.engine import cache

    if cache.FOLDER is None:
        print(f"{UNKEPT} This reading takes a minute or two longer.", file=sys.stderr)
    elif not any(cache.FOLDER.rglob("*.nbi")):
        print("The sums are compiled once; this takes a minute or two.", file=sys.stderr)
        _compile()


def _compile() -> None:
    """Every step, with progress."""
    from leanings.engine.warm import STEPS

    show = on_stderr("Getting ready, once")
    for done, step in enumerate(STEPS, start=1):
        step()
        show(done, len(STEPS))
