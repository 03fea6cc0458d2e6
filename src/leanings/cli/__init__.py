"""The command line: `leanings read | simulate | warm`. It turns words into calls and refusals into one sentence."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from leanings import __version__
from leanings.cli import read, simulate, warm
from leanings.core.refusal import Refusal

COMMANDS = (read, simulate, warm)


def parser() -> argparse.ArgumentParser:
    """The whole grammar of the command line."""
    whole = argparse.ArgumentParser(prog="leanings", description="Where are you leaning, and how sure are you?")
    whole.add_argument("--version", action="version", version=__version__)
    commands = whole.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add_command(commands)
    return whole


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it was done, 1 when it was refused, with the reason on stderr."""
    told = parser().parse_args(arguments)
    try:
        told.run(told)
        sys.stdout.flush()
    except Refusal as refusal:
        print(refusal.sentence, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. Nothing was changed.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of our output, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
