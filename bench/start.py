"""How long it takes to start: to the first page of the house, to import the engine, and to the first reading.

    python -m bench.start [--runs 5] [--write --date YYYY-MM-DD --machine "two cores of …"]

Every start is a process of its own. Seconds are those of the clock from the start of the process, its own share in
brackets where the machine has other things to do. The cold start compiles into a folder made for it and thrown away.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bench.machine import ONE_THREAD, heading, table
from bench.page import made, put

SOURCE = Path(__file__).resolve().parent.parent / "src"
IMPORT = "import leanings.engine"
FIRST = """
from leanings.engine import read
from leanings.engine.simulate import simulated_diary
read(simulated_diary("drop_holds", 365, 1, 0))
"""
HEAD = ("what", "runs", "s of the clock, middle", "s of the clock, slowest", "s of the processor, middle")


class Took(NamedTuple):
    """Seconds of a process by the clock and by the processor."""

    clock: float
    processor: float


def start(code: str, home: Path) -> Took:
    """A new Python that runs the code with its compiled kernels under `home`."""
    kept = {name: value for name, value in os.environ.items() if name != "NUMBA_CACHE_DIR"}
    path = os.pathsep.join(filter(None, (str(SOURCE), kept.get("PYTHONPATH", ""))))
    environment = {**kept, **ONE_THREAD, "LEANINGS_HOME": str(home), "PYTHONPATH": path}
    before, began = os.times(), time.perf_counter()
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)  # noqa: S603  # our own lines above
    clock, after = time.perf_counter() - began, os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return Took(clock, spent)


def first_page(home: Path) -> Took:
    """A new server on `home`, until its first page is there; kernels are compiled beside it, as for anyone."""
    environment = {**os.environ, "LEANINGS_HOME": str(home), "PYTHONPATH": str(SOURCE)}
    command = [sys.executable, "-m", "leanings", "serve", "--port", "0"]
    before, began = os.times(), time.perf_counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:  # noqa: S603  # ours
        assert server.stdout is not None
        address = server.stdout.readline().decode().split()[-1]
        with urllib.request.urlopen(address) as page:  # noqa: S310  # the address of our own server
            page.read()
        clock = time.perf_counter() - began
        server.terminate()
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return Took(clock, spent)


def row(name: str, took: list[Took]) -> list[str]:
    """A row of the table."""
    clock, processor = np.median(took, axis=0)
    return [name, str(len(took)), f"{clock:.2f}", f"{max(one.clock for one in took):.2f}", f"{processor:.2f}"]


def measure(runs: int) -> list[list[str]]:
    """Starts with nothing compiled, then with all of it."""
    with tempfile.TemporaryDirectory(prefix="leanings-start-") as folder:
        home = Path(folder)
        empty = [start("pass", home) for _ in range(runs)]
        house = [first_page(home)]
        again = [first_page(home) for _ in range(runs)]
        imported = [start(IMPORT, home) for _ in range(runs)]
        cold = [start(FIRST, home)]
        warm = [start(FIRST, home) for _ in range(runs)]
    return [
        row("Python alone", empty),
        row("first page of the house, nothing there yet", house),
        row("first page of the house, from the second start on", again),
        row("`import leanings.engine`", imported),
        row("first reading, nothing compiled yet", cold),
        row("first reading, kernels kept from before", warm),
    ]


def main() -> None:
    """Measures, prints and, if asked to, writes."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--runs", type=int, default=5, help="how often each warm start is made")
    parser.add_argument("--date", default="an unknown day")
    parser.add_argument("--machine", default="an unknown machine")
    parser.add_argument("--write", action="store_true", help="write docs/speed.md")
    told = parser.parse_args()
    line = heading("bench.start", ("numpy", "numba"))
    text = table(HEAD, measure(told.runs))
    print(f"{line}\n\n{text}")
    if told.write:
        words = "Each start is a process of its own; the reading is of one line of one item over a year."
        put("Starting", f"{made(told.date, told.machine, line)}\n\n{words}\n\n{text}")


if __name__ == "__main__":
    main()
