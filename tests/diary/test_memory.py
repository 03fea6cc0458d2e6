"""A large diary takes little more memory than its file takes room."""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from leanings.diary import read_file

ROWS = 10_000
FIRST = date(2031, 1, 1)


def wide(row: int, dice: random.Random) -> str:
    """An entry of one of a hundred people."""
    answers = ",".join(str(dice.randint(0, 10)) for _ in range(6))
    return f"{row % 100},{FIRST + timedelta(row // 100)},{answers}\n"


def long(row: int, dice: random.Random) -> str:
    """An answer of one of twenty people."""
    return f"{row % 20},{FIRST + timedelta(row // 100)},item {row // 20 % 5},{dice.randint(0, 10)}\n"


def alone(row: int, dice: random.Random) -> str:
    """One of many entries a day of one person, no answer like another."""
    return f"{FIRST + timedelta(row // 40)},{dice.random():.4f},{dice.random():.4f}\n"


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("person,date,a,b,c,d,e,f\n", wide),
        ("person,date,item,value\n", long),
        ("date,a,b\n", alone),
    ],
)
def test_reading_takes_less_than_ten_times_the_size_of_the_file(
    tmp_path: Path, header: str, line: Callable[[int, random.Random], str]
) -> None:
    dice = random.Random(7)  # noqa: S311  # chance, not secrecy
    path = tmp_path / "cohort.csv"
    path.write_text(header + "".join(line(row, dice) for row in range(ROWS)))
    tracemalloc.start()
    diary = read_file(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sum(len(person.days) for person in diary.people) >= ROWS / 5
    assert peak < 10 * path.stat().st_size
