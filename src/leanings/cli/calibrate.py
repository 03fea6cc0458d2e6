"""`leanings calibrate`: what one guess of a passphrase should cost on this machine."""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from leanings.cli import house
from leanings.cli.writing import OWNER_ONLY, write_whole

if TYPE_CHECKING:
    from leanings.vault.passphrase import Cost

FASTEST, SLOWEST = 0.5, 1.0  # seconds: slow enough for whoever guesses, quick enough for whoever opens
USUAL_KIB, SMALL_KIB = 128 << 10, 64 << 10
SMALL_HOST = 1 << 30  # bytes of memory, below which the usual 128 MiB for each core would push others out
PASSES = 3  # fewer are never used; more only where the machine is quick
MOST_PASSES = 12
TIMES = 3  # measurements; the quickest counts, since only other work makes one slower
CGROUP = Path("/sys/fs/cgroup/memory.max")
FILE = "kdf.json"

Measure: TypeAlias = "Callable[[Cost], float]"


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `calibrate` to the command line."""
    about = (
        "Measure how long stretching a passphrase takes here, and keep in LEANINGS_HOME what makes it last half a "
        "second to a second. Each place gets the new cost when it is opened next."
    )
    parser = commands.add_parser("calibrate", help="fit the cost of a guess to this machine", description=about)
    parser.set_defaults(run=run)


def run(_told: argparse.Namespace) -> None:
    """Measure, keep, and say what was kept."""
    folder = house.enter()
    cost, seconds = fitting(memory_here(CGROUP), measured)
    kept = {"memory_kib": cost.memory_kib, "iterations": cost.iterations, "lanes": cost.lanes}
    write_whole(folder / FILE, lambda out: out.write(json.dumps(kept) + "\n"), OWNER_ONLY)
    print(f"One guess costs {cost.memory_kib >> 10} MiB, {cost.iterations} passes, {seconds:.2f} s. Kept in {FILE}.")
    if seconds > SLOWEST:
        print("That is slower than it should be, but anything cheaper would be too easy to guess.")


def fitting(memory: int, measure: Measure) -> tuple[Cost, float]:
    """The cost for a host with this much memory, in bytes, and how long it takes."""
    from leanings.vault.passphrase import Cost  # here: --help need not wait for the vault

    sizes = [SMALL_KIB] if memory < SMALL_HOST else [USUAL_KIB, SMALL_KIB]
    for size in sizes:
        cost = Cost(size, PASSES)
        seconds = measure(cost)
        if seconds <= SLOWEST:
            break
    while seconds < FASTEST and cost.iterations < MOST_PASSES:
        dearer = Cost(cost.memory_kib, cost.iterations + 1)
        taken = measure(dearer)
        if taken > SLOWEST:
            break
        cost, seconds = dearer, taken
    return cost, seconds


def measured(cost: Cost) -> float:
    """The seconds that stretching a passphrase takes at this cost."""
    from leanings.vault.passphrase import Recipe, stretch

    taken = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        stretch("four words for measuring", bytes(16), Recipe(cost, bytes(16)), bytes(32))
        taken.append(time.perf_counter() - begun)
    return min(taken)


def memory_here(limit: Path) -> int:
    """The bytes of memory that this process may use: those of the machine, or of the container it runs in."""
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    try:
        told = limit.read_text(encoding="ascii").strip()
    except OSError:
        return whole
    return min(whole, int(told)) if told.isdecimal() else whole
