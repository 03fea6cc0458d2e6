"""What every bench does first and last: one core, one thread, the seconds of the processor, a table, the versions."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import platform
import shlex
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias, TypeVar

from leanings import __version__

Result = TypeVar("Result")
Untyped: TypeAlias = Any  # what comes from or goes to a library without types

ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "NUMBA_NUM_THREADS": "1",
    "RAYON_NUM_THREADS": "1",
    "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false",
    "JAX_PLATFORMS": "cpu",
}


def use_one_core(module: str) -> None:
    """Start anew with one thread for every library, which they read only as they are imported, and stay on one core."""
    if any(os.environ.get(name) != value for name, value in ONE_THREAD.items()):
        command = [sys.executable, "-m", module, *sys.argv[1:]]
        os.execve(sys.executable, command, {**os.environ, **ONE_THREAD})  # noqa: S606  # this script again
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def installed(name: str) -> bool:
    """Whether a library is there."""
    return importlib.util.find_spec(name) is not None


def seconds(call: Callable[[], Result]) -> tuple[Result, float]:
    """What the call gives, and the seconds of the processor that it took, all threads together."""
    began = time.process_time()
    given = call()
    return given, time.process_time() - began


def heading(module: str, names: Sequence[str]) -> str:
    """The command that was run, and the versions of what it ran on."""
    command = shlex.join(["python", "-m", module, *sys.argv[1:]])
    versions = [f"Python {platform.python_version()}", f"leanings {__version__}"]
    versions += [f"{name} {importlib.metadata.version(name)}" for name in names if installed(name)]
    absent = [f"{name} is not installed" for name in names if not installed(name)]
    return f"`{command}` · {', '.join([*versions, *absent])}"


def table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A table in Markdown, its columns aligned for those who read it as it is."""
    widths = [max(len(line[k]) for line in (head, *lines)) for k in range(len(head))]
    rule = ["-" * (width - 1) + (":" if k else "-") for k, width in enumerate(widths)]

    def written(cells: Sequence[str]) -> str:
        pairs = enumerate(zip(cells, widths, strict=True))
        padded = [cell.rjust(width) if k else cell.ljust(width) for k, (cell, width) in pairs]
        return f"| {' | '.join(padded)} |"

    return "\n".join([written(head), f"| {' | '.join(rule)} |", *(written(line) for line in lines)])
