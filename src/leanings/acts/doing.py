"""What runs in a process that does sums: one task after another, with nothing around it that could tell of them."""

from __future__ import annotations

import os
import resource
import signal
import struct
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from leanings.core.refusal import Refusal

PRIORITY = 10  # how far they step back for those who answer pages
NEWS = struct.Struct("<Qd")  # the number of a job and its share: so short that it is written whole or not at all


@dataclass(eq=False, slots=True, repr=False)
class Load:
    """What a job brings to the process that does it."""

    number: int
    task: Callable[..., Any]
    args: tuple[Any, ...] = ()
    named: dict[str, Any] = field(default_factory=dict)


class Answer(NamedTuple):
    """What a task came to: its result, or how it said no, or where it failed."""

    result: Any = None
    no: tuple[type[Refusal], dict[str, Any]] | None = None
    failed: str | None = None


class _Telling:
    """The pipe to the server, and the number of the job that runs."""

    def __init__(self, pipe: Connection) -> None:
        self.pipe = pipe
        self.number = 0


_telling: _Telling | None = None


def tell(share: float) -> None:
    """Within a task: say how far it is, from 0 to 1. Elsewhere it does nothing."""
    if _telling is not None and _telling.number:
        with suppress(OSError):  # nobody listens, or nobody asked for so long that the pipe is full
            os.write(_telling.pipe.fileno(), NEWS.pack(_telling.number, share))


def begin(pipe: Connection) -> None:
    """Step back, leave Ctrl-C to the server, say nothing, leave no picture of the memory, and end with the server."""
    global _telling
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(PRIORITY)
    os.set_blocking(pipe.fileno(), False)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    _telling = _Telling(pipe)
    threading.Thread(target=_end_with_server, daemon=True).start()


def _end_with_server() -> None:
    """Wait for the end of the server; whoever waits for the next job in a pool would never notice it."""
    server = parent_process()
    if server is not None:
        server.join()
        os._exit(1)


def do(load: Load) -> Answer:
    """What a task comes to. An error goes back as its kind and place: its words may hold what it failed on."""
    if _telling is not None:
        _telling.number = load.number
    try:
        return Answer(result=load.task(*load.args, **load.named))
    except Refusal as refusal:
        return Answer(no=(type(refusal), vars(refusal)))
    except Exception as fault:  # noqa: BLE001  # whatever it is, it must not carry anybody's words with it
        frames = list(traceback.walk_tb(fault.__traceback__))[-1:]
        places = [f"{'/'.join(Path(frame.f_code.co_filename).parts[-2:])}:{line}" for frame, line in frames]
        return Answer(failed=f"{type(fault).__name__} in {' '.join(places)}")
    finally:
        if _telling is not None:
            _telling.number = 0


def nothing() -> None:
    """What is left to do of a job that nobody wants any more."""
