"""Invented diaries for the command line, small enough to be read in a blink, and one way to call it."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from leanings.cli import main
from tests.examples import noise

FIRST = date(2031, 3, 1)
PRIVATE = "he cried in the car, and I let him"


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, as a program reads it."""
        return json.loads(self.out)

    @property
    def line(self) -> Any:
        """The first line of the first person."""
        return self.json["people"][0]["signals"][0]

    @property
    def refused(self) -> str:
        """The one sentence of a command that was refused before it printed anything."""
        assert (self.code, self.out) == (1, ""), self.err
        assert len(self.err.splitlines()) == 1
        return self.err.strip()


def call(capsys: pytest.CaptureFixture[str], *words: object) -> Ran:
    """Run `leanings` with these words, here."""
    capsys.readouterr()
    try:
        code = main([str(word) for word in words])
    except SystemExit as left:
        code = int(left.code or 0)
    said = capsys.readouterr()
    return Ran(code, said.out, said.err)


def apart(*words: object, **settings: str) -> Ran:
    """Run `leanings` with these words in a process of its own."""
    ran = subprocess.run(command(*words), env=environment(**settings), capture_output=True, check=False)  # noqa: S603  # our own
    return Ran(ran.returncode, ran.stdout.decode("utf-8", "replace"), ran.stderr.decode("utf-8", "replace"))


def command(*words: object) -> list[str]:
    """The words of a process that is `leanings`."""
    return [sys.executable, "-m", "leanings", *map(str, words)]


def environment(**settings: str) -> dict[str, str]:
    """The surroundings of such a process; a setting that is empty is not there at all."""
    return {name: value for name, value in {**os.environ, **settings}.items() if value}


def answer(day: int, seed: int = 1, middle: float = 6.0) -> int:
    """An answer from 0 to 10."""
    return max(0, min(10, round(middle + 1.6 * noise(day, seed))))


def written(place: Path, rows: Iterable[Mapping[str, object]]) -> Path:
    """The path of a CSV with these rows."""
    listed: Sequence[Mapping[str, object]] = list(rows)
    text = io.StringIO()
    table = csv.DictWriter(text, list(listed[0]), lineterminator="\n")
    table.writeheader()
    table.writerows(listed)
    place.write_text(text.getvalue(), encoding="utf-8")
    return place


def rows_of_ada(days: int = 60) -> list[dict[str, object]]:
    """Ada's days: how close, how sad, whether she was on leave or something had happened, and a note."""
    return [
        {
            "date": (FIRST + timedelta(day)).isoformat(),
            "close": answer(day) if day % 7 != 5 else "",
            "sad": answer(day, 2, 3.0) if day % 9 != 4 else "skipped",
            "on_leave": int(5 <= day < 30),
            "happened": int(day % 6 == 1),
            "note": f"{PRIVATE}, day {day}" if day % 10 == 0 else "",
        }
        for day in range(days)
    ]


def ada(folder: Path, days: int = 60) -> Path:
    """Ada's diary."""
    return written(folder / "ada.csv", rows_of_ada(days))


def couples(folder: Path, pairs: int = 3, days: int = 20) -> Path:
    """Diaries of couples by day number; in each of them the partners are called F and M."""
    return written(
        folder / "couples.csv",
        (
            {"couple": pair, "person": who, "day": day, "close": answer(day, 10 * pair + seed)}
            for pair in range(1, pairs + 1)
            for seed, who in enumerate("FM")
            for day in range(1, days + 1)
        ),
    )
