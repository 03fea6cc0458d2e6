"""The page and the command line say the same of the same diary, figure by figure."""

from __future__ import annotations

import csv
import json
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from leanings.acts import columns, desk, takeout, worker
from leanings.acts.columns import Signed, Waiting
from leanings.acts.desk import Room
from leanings.acts.reading import choose, look, together
from leanings.acts.telling import ANSWERS, HAPPENED, MARKER, ColumnTold, Telling
from leanings.cli import main
from leanings.core.as_json import as_json
from leanings.core.shows import Shows, Threshold
from leanings.vault import store
from tests.acts.answers import THEN, check_ins, keep, value
from tests.keeping import TODAY, settle

LONG = 120.0
DAYS = 90
FILE = "01234567-89ab-cdef-0123-456789abcdef"


@pytest.fixture(scope="module", autouse=True)
def _workers() -> Iterator[None]:
    yield
    worker.end()


@pytest.fixture
def diary(tmp_path: Path) -> Path:
    """A diary of two people, of which one is Ada's: two lines, one of two columns, a code, a gap, and two markers."""
    place = tmp_path / "our diary.csv"
    with place.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(["date", "person", "close", "mood", "low mood", "happened", "ill"])
        for day in range(DAYS):
            if day % 13 == 5:
                continue
            when = date.fromordinal(date(2030, 3, 1).toordinal() + day).isoformat()
            close = "skipped" if day % 10 == 4 else value(day, 1)
            row = [close, value(day, 2), 10 - value(day, 3), int(day % 6 == 0), int(day % 7 == 0)]
            table.writerow([when, "Ada", *row])
            table.writerow([when, "Ben", *reversed(row[:3]), 0, 0])
    return place


def test_a_brought_file_says_what_the_command_says_of_it(diary: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every figure of every line, with the thresholds, the stretch and the marker that were chosen; and together."""
    ada = settle("Ada")
    _bring(ada.room(), diary)
    marked = Shows(
        lines=("brought:mood:0-10", "brought:close:0-10"),
        stretch=("2030-03-10", "2030-04-10"),
        thresholds=(Threshold("brought:mood:0-10", 3, 7),),
        markers=("ill",),
    )
    for shows, options in (
        (Shows(lines=marked.lines), []),
        (marked, ["--since", "2030-03-10..2030-04-10", "--zone", "mood=3,7", "--marker", "ill"]),
    ):
        choose(ada.room(), shows)
        found = look(ada.room(), (), LONG)
        told = _read(capsys, diary, "--signal", "mood=mood,-low mood:0-10", "--signal", "close:0-10", *options)
        here = together(found)
        assert here is not None
        page = _plain(as_json(here))
        assert page["people"] == told["people"]
        assert page["codebook"] == told["codebook"]
        assert {**page["diary"], "guessed": None} == {**told["diary"], "guessed": None}
        for key, signal in zip(marked.lines, told["people"][0]["signals"], strict=True):
            assert _plain(as_json(found.readings[key]))["people"][0]["signals"] == [signal]


@pytest.mark.parametrize("happened", [False, True])
def test_check_ins_taken_out_say_the_same_when_they_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], happened: bool
) -> None:
    """To the last digit where no entry was written because something had just happened and a line is called by its id.

    Else by kind, counts and level: the table holds why an entry was written as a word and not as a marker, so the
    command does not know of it; and the dice of a line hang on its name, which is not its id in every language. Codes
    of missing stand in a column of their own there, where the command does not count them.
    """
    ada = settle("Ada")
    keep(ada, *check_ins(DAYS, happened=happened))
    place = tmp_path / "check-ins.csv"
    place.write_bytes(takeout.given(takeout.take(ada.room()).everything, "check-ins.csv").text)
    options = [option for id in ("close", "day", "ease") for option in ("--signal", f"{id}:0-10")]
    told = {one["name"]: one for one in _read(capsys, place, *options)["people"][0]["signals"]}
    found = look(ada.room(), (), LONG)
    page = {key: _plain(as_json(one))["people"][0]["signals"][0] for key, one in found.readings.items()}
    assert set(page) == set(told) == {"close", "day", "ease"}
    if not happened:
        assert page["close"] == told["close"]
    for id, signal in page.items():
        other = told[id]
        for figure in ("days", "answered", "recent", "mostly", "scale", "items"):
            assert signal[figure] == other[figure]
        assert (signal["pattern"]["kind"], signal["pattern"]["direction"]) == (
            other["pattern"]["kind"],
            other["pattern"]["direction"],
        )
        assert signal["now"]["mean"] == pytest.approx(other["now"]["mean"], abs=0.3)
    assert _plain(as_json(found.readings["close"]))["diary"]["file"] == "check-ins.csv"


def _bring(room: Room, place: Path) -> None:
    """Bring the file as the page would: Ada says which person she is, and what each column holds."""
    told = Telling(
        date_column="date",
        person="person",
        columns=(
            ColumnTold("mood", ANSWERS, "mood", 0, 10),
            ColumnTold("low mood", ANSWERS, "mood", 0, 10, turned=True),
            ColumnTold("close", ANSWERS, "close", 0, 10),
            ColumnTold("happened", HAPPENED),
            ColumnTold("ill", MARKER),
        ),
        who=(None, "Ada"),
    )
    waiting = Waiting(place.name, zlib.compress(place.read_bytes()))
    parts = columns.read(waiting, told, (), Signed(FILE, THEN, ()), TODAY).parts
    store.keep_all(room, parts)
    assert desk.drawer(room, "brought")


def _read(capsys: pytest.CaptureFixture[str], place: Path, *options: str) -> dict[str, Any]:
    """What `leanings read` says of Ada in this file."""
    only = ["--only", "Ada"] if place.name == "our diary.csv" else []
    assert main(["read", str(place), "--json", *only, *options]) == 0
    return _plain(json.loads(capsys.readouterr().out))


def _plain(told: dict[str, Any]) -> dict[str, Any]:
    """The figures without how long they took, as JSON has them."""
    plain: dict[str, Any] = json.loads(json.dumps(told))
    for person in plain["people"]:
        for signal in person["signals"]:
            del signal["fit"]["seconds"]
    return plain
