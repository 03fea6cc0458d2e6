"""`leanings content check`: whether what was written for people to read can be used, and where it cannot."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from leanings.core.home import home
from leanings.core.refusal import Refusal


class CannotBeUsed(Refusal):
    """Content with something wrong in it."""


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `content` to the command line."""
    parser = commands.add_parser("content", help="check what you wrote for people to read")
    acts = parser.add_subparsers(required=True, metavar="ACT", dest="act")
    check = acts.add_parser(
        "check",
        help="say what is wrong, file by file",
        description="Reads every file of your folder of content, laid over ours, and names file, line, what is wrong "
        "and how to mend it.",
    )
    check.add_argument("folder", metavar="FOLDER", nargs="?", type=Path, help="LEANINGS_HOME/content unless you say")
    check.set_defaults(run=run_check)


def run_check(told: argparse.Namespace) -> None:
    """Print each fault; refuse at the end if there is any."""
    from leanings.content.check import faults_of_host, faults_of_ours  # here: --help need not wait for them

    folder = told.folder or _usual()
    found = [*faults_of_ours(), *(faults_of_host(folder) if folder is not None else ())]
    for fault in found:
        print(fault)
    if found:
        raise CannotBeUsed(
            "One thing is to be mended." if len(found) == 1 else f"{len(found)} things are to be mended."
        )
    print("All of it can be used.")


def _usual() -> Path | None:
    """The folder of a host, where there is one."""
    place = home(os.environ)
    folder = place / "content" if place is not None else None
    return folder if folder is not None and folder.is_dir() else None
