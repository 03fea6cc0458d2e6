"""`leanings takeout`, `verify` and `calibrate` as they are typed, each in a process of its own."""

from __future__ import annotations

import json
import sqlite3
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from leanings.cli.calibrate import FASTEST, SLOWEST, fitting, memory_here
from leanings.vault.passphrase import Cost, cost_in
from tests.running import environment, make_place, prepare

NAME, PASSPHRASE = "copper-meadow-whisper", "anchor violin harvest lantern"
GIB = 1 << 30


def leanings(home: Path, *words: str, typed: str = "", **also: str) -> subprocess.CompletedProcess[str]:
    """Run a command on this home, with these lines on its standard input."""
    return subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-m", "leanings", *words],
        env=environment(home, **also),
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with Ada's place in it, made by nobody's server."""
    found = tmp_path_factory.mktemp("kept") / "home"
    prepare(found)
    begun = leanings(found, "verify")
    assert begun.returncode == 1
    make_database(found)
    make_place(found, NAME, PASSPHRASE)
    return found


def make_database(home: Path) -> None:
    """The tables of a house, as the first start of a server makes them."""
    line = "from leanings.cli import house; house.enter(); house.open_database()"
    subprocess.run([sys.executable, "-c", line], env=environment(home), check=True, timeout=60)  # noqa: S603  # our own line


def test_everything_is_written_for_its_owners_eyes_alone(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "notes.zip"
    ran = leanings(home, "takeout", "--out", str(out), typed=f"{NAME}\n{PASSPHRASE}\n")
    assert (ran.returncode, ran.stdout) == (0, "")
    assert ran.stderr == f"{out} is not sealed: whoever has it can read it.\n"
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    with zipfile.ZipFile(out) as held:
        assert json.loads(held.read("everything.json"))["schema"] == "leanings-takeout/1"


def test_the_session_of_a_command_is_over_when_it_is(home: Path, tmp_path: Path) -> None:
    leanings(home, "takeout", "--out", str(tmp_path / "notes.zip"), "--name", NAME, typed=f"{PASSPHRASE}\n")
    with sqlite3.connect(home / "db.sqlite3") as database:
        before = database.execute("SELECT COUNT(*) FROM session").fetchone()[0]
    leanings(home, "verify", "--open", "--name", NAME, typed=f"{PASSPHRASE}\n")
    with sqlite3.connect(home / "db.sqlite3") as database:
        assert database.execute("SELECT COUNT(*) FROM session").fetchone()[0] == before


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (f"{NAME}\nwrong words these are\n", "do not belong together"),
        (f"no-such-place\n{PASSPHRASE}\n", "do not belong together"),
        ("", "Name of the place: nothing was typed"),
        (f"{NAME}\n", "Passphrase: nothing was typed"),
    ],
)
def test_eve_gets_nothing_and_no_file_is_made(home: Path, tmp_path: Path, typed: str, said: str) -> None:
    out = tmp_path / "notes.zip"
    ran = leanings(home, "takeout", "--out", str(out), typed=typed)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert said in ran.stderr
    assert len(ran.stderr.splitlines()) == 1
    assert not out.exists()


def test_a_place_where_no_file_can_be_is_said_before_anything_is_asked(home: Path, tmp_path: Path) -> None:
    ran = leanings(home, "takeout", "--out", str(tmp_path))
    assert ran.returncode == 1
    assert "is a folder; name a file in it." in ran.stderr


@pytest.mark.parametrize("words", [("takeout", "--out", "x.zip"), ("verify",), ("verify", "--open")])
def test_where_nothing_is_kept_nothing_is_made(tmp_path: Path, words: tuple[str, ...]) -> None:
    nowhere = tmp_path / "nowhere"
    ran = leanings(nowhere, *words)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == f"Nothing is kept at “{nowhere}”: set LEANINGS_HOME to the folder that holds it.\n"
    assert not nowhere.exists()
    nowhere.mkdir()
    assert "There is no database in" in leanings(nowhere, *words).stderr
    assert [place.name for place in nowhere.iterdir()] == []


def test_a_whole_house_is_whole_with_and_without_a_passphrase(home: Path) -> None:
    ran = leanings(home, "verify")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "Everything is as it was written.\n", "")
    ran = leanings(home, "verify", "--open", typed=f"{NAME}\n{PASSPHRASE}\n")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "Everything in this place opens.\n", "")


def test_a_damaged_house_is_named_by_ids_and_ends_with_one(tmp_path: Path) -> None:
    home = tmp_path / "home"
    prepare(home)
    make_database(home)
    make_place(home, NAME, PASSPHRASE)
    with sqlite3.connect(home / "db.sqlite3") as database:
        database.execute("UPDATE item_blob SET blob = zeroblob(300)")
    ran = leanings(home, "verify")
    assert ran.returncode == 1
    (line,) = ran.stdout.splitlines()
    assert line.startswith("item ")
    assert line.endswith(": its text is damaged")
    assert ran.stderr == "One thing is damaged. Everything else is whole; a backup may hold what is not.\n"
    opened = leanings(home, "verify", "--open", "--name", NAME, typed=f"{PASSPHRASE}\n")
    assert opened.returncode == 1
    assert f"{line.partition(':')[0]}: it does not open" in opened.stdout


def test_calibrating_keeps_a_cost_that_the_house_uses(tmp_path: Path) -> None:
    ran = leanings(tmp_path, "calibrate")
    assert (ran.returncode, ran.stderr) == (0, "")
    told = cost_in(tmp_path)
    assert told.memory_kib in (64 << 10, 128 << 10)
    assert told.iterations >= 3
    assert ran.stdout.startswith(f"One guess costs {told.memory_kib >> 10} MiB, {told.iterations} passes, ")
    assert stat.S_IMODE((tmp_path / "kdf.json").stat().st_mode) == 0o600


def machine(mib_a_second: float) -> object:
    """A machine that goes through so much memory in a second."""
    return lambda cost: (cost.memory_kib >> 10) * cost.iterations / mib_a_second


@pytest.mark.parametrize(
    ("memory", "speed", "cost"),
    [
        (4 * GIB, 128 * 3 / 0.6, Cost(128 << 10, 3)),  # a small server: the usual
        (4 * GIB, 128 * 3 / 0.2, Cost(128 << 10, 8)),  # a quick one: more passes
        (4 * GIB, 128 * 3 / 1.5, Cost(64 << 10, 3)),  # a slow one: less memory
        (4 * GIB, 128 * 3 / 9.0, Cost(64 << 10, 3)),  # a very slow one: no less than that
        (GIB - 1, 128 * 3 / 0.6, Cost(64 << 10, 5)),  # little memory: half of it, and more passes
        (GIB - 1, 128 * 3 / 9.0, Cost(64 << 10, 3)),
        (64 * GIB, 1e9, Cost(128 << 10, 12)),  # a clock that does not move ends somewhere
    ],
)
def test_the_cost_fits_the_machine(memory: int, speed: float, cost: Cost) -> None:
    found, seconds = fitting(memory, machine(speed))  # type: ignore[arg-type]  # a machine that is pretended
    assert found == cost
    assert seconds <= SLOWEST or found == Cost(64 << 10, 3)
    assert seconds >= FASTEST or found.iterations == 12


def test_a_container_has_no_more_memory_than_it_is_given(tmp_path: Path) -> None:
    limit = tmp_path / "memory.max"
    whole = memory_here(limit)
    assert whole > 64 << 20
    limit.write_text("536870912\n", encoding="ascii")
    assert memory_here(limit) == 536870912
    limit.write_text("max\n", encoding="ascii")
    assert memory_here(limit) == whole
