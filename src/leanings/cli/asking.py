"""Opening a place from the terminal. Its passphrase is asked for: it is never an argument, and never shown.

Where there is no terminal, name and passphrase come from standard input, a line each; the name only where it was not
told.
"""

from __future__ import annotations

import contextlib
import getpass
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from leanings.cli import house
from leanings.core.home import home
from leanings.core.refusal import Refusal

if TYPE_CHECKING:
    from leanings.acts.opening import Room


class NothingTyped(Refusal):
    """No name or no passphrase came."""


class NothingKept(Refusal):
    """There is no house here yet."""


def enter_kept() -> None:
    """The house as it was left; refused where there is none, since nothing may be made by looking for it."""
    folder = home(os.environ)
    if folder is None or not folder.is_dir():
        raise NothingKept(f"Nothing is kept at “{folder}”: set LEANINGS_HOME to the folder that holds it.")
    house.enter()
    import django  # here: --help need not wait for it

    django.setup()
    from django.db import connection

    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).is_file():
        raise NothingKept(f"There is no database in “{folder}”: set LEANINGS_HOME to the folder that holds it.")


@contextlib.contextmanager
def opened(name: str | None) -> Iterator[Room]:
    """The place whose name and passphrase are asked for, open for as long as this lasts. Enter the house before."""
    damage = house.open_database()
    if damage is not None:
        print(damage, file=sys.stderr)
    from leanings.acts import opening  # here: --help need not wait for the vault

    place = name or _asked("Name of the place: ", hidden=False)
    passphrase = _asked("Passphrase: ", hidden=True)
    token = opening.open_place(place, passphrase, "terminal", datetime.now(UTC))
    try:
        room = opening.visit(token, datetime.now(UTC)).room
        assert room is not None, "what was just opened is open"  # noqa: S101  # our own mistake
        yield room
    finally:
        opening.leave(token)


def _asked(question: str, *, hidden: bool) -> str:
    """What is typed; what it asks goes to stderr, so that the output holds the answer alone."""
    if not sys.stdin.isatty():
        typed = sys.stdin.readline()
    elif hidden:
        typed = getpass.getpass(question)
    else:
        print(question, end="", file=sys.stderr, flush=True)
        typed = sys.stdin.readline()
    if not typed.strip():
        raise NothingTyped(f"{question.rstrip(': ')}: nothing was typed, so nothing was opened.")
    return typed.strip("\r\n")
