"""`leanings warm`: compile the engine's loops once, with progress, so that the first reading does not wait."""

from __future__ import annotations

import argparse
import sys


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `warm` to the command line."""
    parser = commands.add_parser("warm", help="compile the engine ahead of time", description=__doc__)
    parser.set_defaults(run=run)


def run(told: argparse.Namespace) -> None:  # noqa: ARG001  # every command is called alike
    """Compile everything, one step at a time."""
    from leanings.cli.progress import on_stderr  # here, with the engine: --help need not wait for the compiler
    from leanings.engine import cache
    from leanings.engine.warm import STEPS

    if cache.FOLDER is None:
        print("Nothing is writable here, so compiled loops cannot be kept.", file=sys.stderr)
        return
    cache.forget_old_editions()
    show = on_stderr("Getting ready, once")
    for done, step in enumerate(STEPS, start=1):
        step()
        show(done, len(STEPS))
