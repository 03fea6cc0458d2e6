"""How far a long reading is, on one line of stderr, with the time left."""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import monotonic
from typing import TextIO

SHOW_FROM = 3  # with fewer people a line of progress is noise


def spoken(seconds: float) -> str:
    """A length of time as one says it."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min"


def on_stderr(
    what: str, out: TextIO | None = None, clock: Callable[[], float] = monotonic
) -> Callable[[int, int], None]:
    """A function to call with how much is done and how much there is; it rewrites one line on a terminal."""
    stream = sys.stderr if out is None else out
    began = clock()
    rewrites = stream.isatty()

    def show(done: int, total: int) -> None:
        if total < SHOW_FROM or not (rewrites or done == total):
            return
        left = (clock() - began) / done * (total - done)
        end = "\n" if done == total or not rewrites else ""
        text = f"{what}: {done} of {total}" + (f", about {spoken(left)} left" if done < total else ", done")
        stream.write(("\r\x1b[K" if rewrites else "") + text + end)
        stream.flush()

    return show
