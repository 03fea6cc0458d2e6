"""Other processes of the same house, for tests of what happens when several write at once or one of them is killed.

They are forked from a process that has everything loaded and no connection yet, so that a round takes milliseconds.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leanings.web.settings")

import django

django.setup()

from django.db import connection  # noqa: E402  # Django must be set up first, also where this is loaded alone

from leanings.acts import desk, opening  # noqa: E402, F401  # as above; loaded here once for every child

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload([__name__])
GIVEN_UP = 60  # seconds without a word from a child


class Child(NamedTuple):
    """A process, and what it tells us."""

    process: Any
    told: Connection

    def hear(self, seconds: float = GIVEN_UP) -> Any:
        """The next thing it says, or None when it is silent or gone."""
        with suppress(EOFError):
            if self.told.poll(seconds):
                return self.told.recv()
        return None

    def hear_all(self) -> list[Any]:
        """All that it still says, until it ends."""
        heard = []
        with suppress(EOFError):
            while self.told.poll(GIVEN_UP):
                heard.append(self.told.recv())
        self.process.join(GIVEN_UP)
        assert self.process.exitcode == 0, "a child failed: see its traceback"
        return heard

    def kill(self) -> list[Any]:
        """Kill it in the middle of whatever it does, as a power cut would; all that it said before."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.join(GIVEN_UP)
        heard = []
        with suppress(EOFError):
            while self.told.poll(0):
                heard.append(self.told.recv())
        return heard


def begin(act: Callable[..., None], *arguments: object) -> Child:
    """A child that runs `act(say, *arguments)` in the house of this test."""
    connection.close()
    ours, theirs = _forks.Pipe(duplex=False)
    house = str(connection.settings_dict["NAME"]), os.environ["LEANINGS_HOME"]
    process = _forks.Process(target=_live, args=(act, theirs, house, arguments), daemon=True)
    process.start()
    theirs.close()
    return Child(process, ours)


def _live(act: Callable[..., None], say: Connection, house: tuple[str, str], arguments: tuple[object, ...]) -> None:
    connection.settings_dict["NAME"], os.environ["LEANINGS_HOME"] = house
    act(say.send, *arguments)
    connection.close()
