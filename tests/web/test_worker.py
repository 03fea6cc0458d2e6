"""The processes of the running server: what they leave behind, and what a log says of what they worked on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.running import SLOWEST, Running, environment, serve
from tests.visitor import Visitor
from tests.web.diaries import PASSPHRASE, open_again

pytestmark = pytest.mark.loopback

CANARY = "canaryline"
READY = 180.0  # seconds until a reading is made, on a machine that compiles everything first
NAME = "worked-on-place"
SETTLE = f"""
import sys
from datetime import UTC, datetime

import django

django.setup()
from leanings.acts.opening import make_place
from leanings.core.me import Me, OwnLine
from tests.acts.answers import own, value

asked = [own(day, 1, "{CANARY}", value(day)) for day in range(40)]
me = Me(own=(OwnLine("own-1", 1, "{CANARY}", "low", "high"),), lines=("own-1",))
make_place(sys.argv[1], sys.argv[2], me, asked, datetime.now(UTC))
"""


def test_a_process_killed_under_a_page_is_no_end_and_the_log_says_nothing(tmp_path: Path) -> None:
    """A question in Ada's own words is read, while its process is killed. The page says so and then shows it; neither
    the log nor any file says a word of it; the server ends with 0, and none of its processes stays."""
    running, ada = _begun(tmp_path)
    there = _working(running)
    for process in there:
        os.kill(process, signal.SIGKILL)
    assert ada.get("/diary/reading/").status == 200
    assert _soon(lambda: "<svg" in ada.get("/diary/reading/").text, READY)
    assert CANARY in ada.get("/diary/reading/").text
    there += _theirs(running)  # none, where the sums were done before their process was killed
    assert running.stop() == 0
    _none_is_left(running, there)
    for place in (tmp_path / "home").rglob("*"):
        assert not place.is_file() or CANARY.encode() not in place.read_bytes()


@pytest.mark.parametrize("how", ["asked to end", "killed"])
def test_however_the_server_ends_nobody_goes_on_working_for_it(tmp_path: Path, how: str) -> None:
    """In the middle of a reading: stopped politely it ends with 0; killed, its processes notice."""
    running, _ = _begun(tmp_path)
    there = _working(running)
    if how == "killed":
        running.kill()
    else:
        assert running.stop() == 0
    _none_is_left(running, there)


def _begun(folder: Path) -> tuple[Running, Visitor]:
    """A server in the middle of a reading of Ada's."""
    running = serve(folder / "home")
    command = [sys.executable, "-c", SETTLE, NAME, PASSPHRASE]
    subprocess.run(command, env=environment(running.home), check=True, timeout=SLOWEST)  # noqa: S603  # our own lines
    ada = open_again(Visitor(running.address), NAME)
    assert ada.get("/diary/reading/").status == 200
    return running, ada


def _theirs(running: Running) -> list[int]:
    """The processes that do sums for a server. What they work on stands in nobody's arguments."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((place / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
            words = (place / "cmdline").read_bytes()
        except (OSError, ValueError):
            continue
        if parent == running.process.pid and b"spawn_main" in words:
            assert CANARY.encode() not in words + (place / "environ").read_bytes()
            found.append(int(place.name))
    return found


def _working(running: Running) -> list[int]:
    """The same, in the middle of their work."""
    found = _theirs(running)
    assert found or sys.platform != "linux"
    return found


def _none_is_left(running: Running, there: list[int]) -> None:
    assert _soon(lambda: not any(map(_runs, there)), 15)
    assert "Traceback" not in running.log
    assert CANARY not in running.log


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _soon(is_so: Callable[[], bool], seconds: float) -> bool:
    """Whether it comes to be so within a time that only a broken thing takes."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if is_so():
            return True
        time.sleep(0.1)
    return is_so()
