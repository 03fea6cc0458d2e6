"""How long it takes to look at a large diary and to read it, and how much memory: 100,000 lines in five shapes.

    python -m bench.files [--rows 100000] [--runs 3] [--write --date YYYY-MM-DD --machine "two cores of …"]

The files lie in memory, as those that come through a page do. Seconds are those of the processor, the middle of the
runs; the most memory is watched in a run of its own, since watching takes time.
"""

from __future__ import annotations

import argparse
import io
import random
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import numpy as np

from bench.machine import heading, table
from bench.page import made, put
from leanings.diary import InMemory, look_at, read_file

HEAD = ("100,000 lines", "file, MB", "look, s", "read, s", "one person of it, s", "most memory, MB", "of it the file")
FIRST = date(2001, 1, 1)
Line = Callable[[int, random.Random], str]


def alone(row: int, dice: random.Random) -> str:
    """An entry of one person: eight answers."""
    return f"{FIRST + timedelta(row // 10)},{_answers(8, dice)}\n"


def cohort(row: int, dice: random.Random) -> str:
    """An entry of one of two hundred people: eight answers."""
    return f"{row % 200},{FIRST + timedelta(row // 200)},{_answers(8, dice)}\n"


def long(row: int, dice: random.Random) -> str:
    """An answer of one of a hundred people."""
    return f"{row % 100},{FIRST + timedelta(row // 500)},item {row // 100 % 5},{dice.randint(0, 10)}\n"


def unlike(row: int, dice: random.Random) -> str:
    """An entry of one person with many a day, no answer like another: nothing can be remembered."""
    return f"{FIRST + timedelta(row // 40)},{dice.random():.4f},{dice.random():.4f},{dice.random():.4f}\n"


SHAPES: tuple[tuple[str, str, Line], ...] = (
    ("one person, 8 columns", "date,a,b,c,d,e,f,g,h\n", alone),
    ("200 people, 8 columns", "person,date,a,b,c,d,e,f,g,h\n", cohort),
    ("100 people, an answer a line", "person,date,item,value\n", long),
    ("one person, no answer like another", "date,a,b,c\n", unlike),
)


def files(rows: int) -> Iterator[tuple[str, InMemory]]:
    """Every shape with its file, the last one as Parquet."""
    for name, header, line in SHAPES:
        dice = random.Random(7)  # noqa: S311  # chance, not secrecy
        yield name, InMemory("diary.csv", (header + "".join(line(row, dice) for row in range(rows))).encode())
    import pyarrow as pa  # type: ignore[import-untyped]  # ships no types
    import pyarrow.parquet as pq  # type: ignore[import-untyped]  # ships no types

    out, dice = io.BytesIO(), random.Random(7)  # noqa: S311  # chance, not secrecy
    answers = {name: [dice.randint(0, 10) for _ in range(rows)] for name in "abcdefgh"}
    days = [FIRST + timedelta(row // 10) for row in range(rows)]
    pq.write_table(pa.table({"date": days, **answers}), out)
    yield "one person, 8 columns, Parquet", InMemory("diary.parquet", out.getvalue())


def measure(name: str, file: InMemory, runs: int) -> list[str]:
    """A row of the table."""
    many = look_at(file).people
    only = (many[0].couple, many[0].name)
    acts: tuple[Callable[[], object], ...] = (
        lambda: look_at(file),
        lambda: read_file(file),
        lambda: read_file(file, only=only),
    )
    took = [f"{np.median([_seconds(act) for _ in range(runs)]):.2f}" for act in acts]
    tracemalloc.start()
    look_at(file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return [name, f"{file.size / 1e6:.1f}", *took, f"{peak / 1e6:.1f}", f"{peak / file.size:.1f} times"]


def _answers(count: int, dice: random.Random) -> str:
    return ",".join(str(dice.randint(0, 10)) for _ in range(count))


def _seconds(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began


def main() -> None:
    """Measures, prints and, if asked to, writes."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--rows", type=int, default=100_000, help="how many lines each file has")
    parser.add_argument("--runs", type=int, default=3, help="how often each is read")
    parser.add_argument("--date", default="an unknown day")
    parser.add_argument("--machine", default="an unknown machine")
    parser.add_argument("--write", action="store_true", help="write docs/speed.md")
    told = parser.parse_args()
    line = heading("bench.files", ("pyarrow",))
    text = table(HEAD, [measure(name, file, told.runs) for name, file in files(told.rows)])
    print(f"{line}\n\n{text}")
    if told.write:
        words = (
            "A look shows what a file holds and how it would be read; it goes through all of it, as reading does. The\n"
            "most memory is that of a look, beside the file itself, which lies in memory."
        )
        put("Files", f"{made(told.date, told.machine, line)}\n\n{words}\n\n{text}")


if __name__ == "__main__":
    main()
