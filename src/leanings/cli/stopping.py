"""Ctrl-C: whoever asks to stop is stopped, wherever the asking falls.

An exception raised while machine code is made or run is swallowed, renamed, or ends in a crash when its frames are
let go; so the process ends where it stands, unless a file is half written, which is taken away first.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from types import FrameType

CODE = 130  # what a shell expects of a program that was interrupted
SENTENCE = "Stopped. Nothing was changed."
_half_written: list[object] = []


def listen() -> None:
    """Answer Ctrl-C from now on, unless the surroundings ask that it be ignored."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _stop)


@contextlib.contextmanager
def half_written() -> Iterator[None]:
    """A stretch that has something to take away when it is stopped: there the asking is raised as an exception."""
    _half_written.append(None)
    try:
        yield
    finally:
        _half_written.pop()


def _stop(_number: int, _frame: FrameType | None) -> None:
    if _half_written:
        raise KeyboardInterrupt
    for worker in multiprocessing.active_children():
        worker.terminate()
    sys.stderr.write(f"{SENTENCE}\n")
    sys.stderr.flush()
    os._exit(CODE)
