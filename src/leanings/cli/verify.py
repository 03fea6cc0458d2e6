"""`leanings verify`: whether what is kept is as it was written. It changes nothing."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING

from leanings.cli import asking
from leanings.core.refusal import Refusal

if TYPE_CHECKING:
    from leanings.vault.verify import Damage

ABOUT = (
    "Look for damage: in the structure of the database, in what should lie where, and in the sums of what is sealed. "
    "No passphrase is needed, and nothing is opened. The ids of what is damaged are printed, one a line, and the exit "
    "status is 1 then. With --open everything of one place is opened, which finds the rest."
)


class Damaged(Refusal):
    """Something is not as it was written."""


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `verify` to the command line."""
    parser = commands.add_parser("verify", help="look for damage in what is kept", description=ABOUT)
    parser.add_argument("--open", action="store_true", help="open everything of one place; its passphrase is asked for")
    parser.add_argument("--name", metavar="WORDS", help="the name of that place; asked for unless you say it")
    parser.set_defaults(run=run)


def run(told: argparse.Namespace) -> None:
    """Print what is damaged, and refuse at the end if anything is."""
    asking.enter_kept()
    from leanings.vault import verify  # here: --help need not wait for the vault

    if told.open:
        with asking.opened(told.name) as room:
            count = _print(verify.damaged_in(room))
    else:
        count = _print(verify.damages())
    if count:
        things = "One thing is" if count == 1 else f"{count} things are"
        raise Damaged(f"{things} damaged. Everything else is whole; a backup may hold what is not.")
    print("Everything in this place opens." if told.open else "Everything is as it was written.")


def _print(found: Iterable[Damage]) -> int:
    """One line for each damage; how many there were."""
    count = 0
    for damage in found:
        print(f"{damage.what} {damage.id}: {damage.why}" if damage.id else f"{damage.what}: {damage.why}")
        count += 1
    return count
