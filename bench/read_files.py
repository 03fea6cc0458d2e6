"""How long it takes to read a large diary, and how much memory: 100,000 lines in three shapes.

Seconds are those of the processor, so that what else the machine does changes little.

    python bench/read_files.py [ROWS]

Prints the seconds, the size of the file, the most memory taken, and how many times the file's size that is.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from leanings.diary import read_file

FIRST = date(2031, 1, 1)
Line = Callable[[int, random.Random], str]


def wide(row: int, dice: random.Random) -> str:
    """An entry of one of two hundred people: six answers."""
    answers = ",".join(str(dice.randint(0, 10)) for _ in range(6))
    return f"{row % 200},{FIRST + timedelta(row // 200)},{answers}\n"


def long(row: int, dice: random.Random) -> str:
    """An answer of one of a hundred people."""
    return f"{row % 100},{FIRST + timedelta(row // 500)},item {row // 100 % 5},{dice.randint(0, 10)}\n"


def unlike(row: int, dice: random.Random) -> str:
    """An entry of one person with many a day, no answer like another: nothing can be remembered."""
    return f"{FIRST + timedelta(row // 40)},{dice.random():.4f},{dice.random():.4f},{dice.random():.4f}\n"


SHAPES: tuple[tuple[str, str, Line], ...] = (
    ("wide", "person,date,a,b,c,d,e,f\n", wide),
    ("long", "person,date,item,value\n", long),
    ("unlike", "date,a,b,c\n", unlike),
)


def measure(path: Path) -> tuple[float, int]:
    """Seconds to read the file, and the most memory it takes; measured apart, since watching memory takes time."""
    began = time.process_time()
    read_file(path)
    seconds = time.process_time() - began
    tracemalloc.start()
    read_file(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return seconds, peak


def main(rows: int) -> None:
    """Writes, reads and measures each shape."""
    print(f"{'shape':8}{'lines':>10}{'seconds':>10}{'file MB':>10}{'peak MB':>10}{'times':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for name, header, line in SHAPES:
            dice = random.Random(7)  # noqa: S311  # chance, not secrecy
            path = Path(folder) / f"{name}.csv"
            with path.open("w", encoding="utf-8") as stream:
                stream.write(header)
                stream.writelines(line(row, dice) for row in range(rows))
            seconds, peak = measure(path)
            size = path.stat().st_size
            print(f"{name:8}{rows:10,}{seconds:10.2f}{size / 1e6:10.1f}{peak / 1e6:10.1f}{peak / size:8.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
