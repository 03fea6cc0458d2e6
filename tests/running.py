"""The real server for tests: `leanings serve` in a process of its own, on a home of its own, with cheap keys."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

# The floor of what a guess may cost: tests open many places. Written before the start, as a host would.
CHEAP = '{"memory_kib": 19456, "iterations": 2, "lanes": 1}'
AWAY = "https://away.example/"  # where Exit leads in tests; `new_page` answers for it
HOST = "notes.example.org"  # the name of the house behind a proxy
MAKE_PLACE = """
import sys
from datetime import UTC, datetime

import django

django.setup()
from leanings.acts.opening import make_place
from leanings.core.me import Me

make_place(sys.argv[1], sys.argv[2], Me(), (), datetime.now(UTC))
"""
ROOT = Path(__file__).resolve().parents[1]
SLOWEST = 30  # seconds to the address; on a machine with other things to do
PROXIED = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7", "Host": HOST}


started: list[subprocess.Popen[bytes]] = []


class DidNotStart(AssertionError):
    """The server ended, or said nothing, before it gave its address."""


@dataclass(frozen=True)
class Running:
    """A server that answers."""

    address: str
    home: Path
    process: subprocess.Popen[bytes]
    said: Path

    @property
    def log(self) -> str:
        """All that it said on stderr until now."""
        return self.said.read_text(encoding="utf-8")

    def stop(self) -> int:
        """Ask it to end, and wait; its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self._ended()

    def kill(self) -> None:
        """End it in the middle of whatever it does, as a power cut would."""
        self.process.kill()
        self._ended()

    def _ended(self) -> int:
        code = self.process.wait(timeout=SLOWEST)
        if self.process.stdout is not None:
            self.process.stdout.close()
        return code


def environment(home: Path, **also: str) -> dict[str, str]:
    """The surroundings of a server: nothing of what this test was told, and its own home."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("LEANINGS_")}
    return {**plain, "PYTHONPATH": str(ROOT), "LEANINGS_HOME": str(home), "LEANINGS_AWAY": AWAY, **also}


def serve(
    home: Path, *arguments: str, cold: bool = True, port: str | None = "0", program: str = "leanings", **also: str
) -> Running:
    """Start a server on this home, with more arguments and LEANINGS_ variables, and wait until it answers."""
    prepare(home)
    said = home.parent / f"{home.name}.said"
    words = ["serve", *(["--port", port] if port else []), *(["--cold"] if cold else []), *arguments]
    with said.open("ab") as err:
        process = subprocess.Popen(  # noqa: S603  # our own command
            [sys.executable, "-m", program, *words],
            env=environment(home, **also),
            stdout=subprocess.PIPE,
            stderr=err,
            stdin=subprocess.DEVNULL,
        )
    started.append(process)
    return Running(_address(process, said), home, process, said)


def pytest_sessionfinish() -> None:
    """End the servers of tests that failed before they could."""
    for process in started:
        if process.poll() is None:
            process.kill()
            process.wait()


def prepare(home: Path) -> None:
    """Make the folder of a house in which guessing is cheap, if there is none yet."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    cost = home / "kdf.json"
    if not cost.exists():
        cost.write_text(CHEAP, encoding="utf-8")


def serve_behind_proxy(home: Path, *arguments: str, **also: str) -> Running:
    """Start a server as a host would behind a proxy; requests need the headers `PROXIED`."""
    told = {"LEANINGS_HOSTS": HOST, "LEANINGS_KEEPER": "Dr Cole, cole@example.org"} | also
    return serve(home, "--behind-proxy", *arguments, cold=True, port="0", program="leanings", **told)


def make_place(home: Path, name: str, passphrase: str, **also: str) -> None:
    """Make a place in a house, from outside the server and before anything is kept in it."""
    command = [sys.executable, "-c", MAKE_PLACE, name, passphrase]
    subprocess.run(command, env=environment(home, **also), check=True, timeout=SLOWEST)  # noqa: S603  # our own lines


def _address(process: subprocess.Popen[bytes], said: Path) -> str:
    """What the server says its address is."""
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], SLOWEST)
    line = process.stdout.readline().decode() if ready else ""
    if not line.startswith("Leanings is at "):
        process.kill()
        process.wait()
        raise DidNotStart(f"{line}{said.read_text(encoding='utf-8')}")
    return line.removeprefix("Leanings is at ").strip().rstrip("/")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One server for all tests of a file; those that need the house to themselves call `serve`."""
    running = serve(tmp_path_factory.mktemp("house") / "home")
    yield running
    running.stop()


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One server behind a proxy that is not there, for all tests of a file."""
    running = serve_behind_proxy(tmp_path_factory.mktemp("proxied") / "home")
    yield running
    running.stop()
