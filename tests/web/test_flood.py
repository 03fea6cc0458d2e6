"""Many, large and slow requests: memory stays bounded, nothing is put on the disk, and others are still answered."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from leanings.vault.drawn import draw_name
from tests.running import Running, serve
from tests.visitor import Visitor

ON_LINUX = Path("/proc/self/status").exists()
pytestmark = [pytest.mark.loopback, pytest.mark.skipif(not ON_LINUX, reason="only Linux tells what a process holds")]

MIB = 1 << 20
FILE = b'--x\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n' + b"a" * (2 * MIB) + b"\r\n--x--\r\n"
MULTIPART = {"Content-Type": "multipart/form-data; boundary=x"}
LOGIN_MIB = 64  # what one guess costs in the house that is stormed
CORES = os.cpu_count() or 1


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = serve(tmp_path_factory.mktemp("odd") / "home", program="tests.web.odd_house")
    yield running
    running.stop()


def peak(running: Running) -> float:
    """The most memory the server ever held, in MiB."""
    status = Path(f"/proc/{running.process.pid}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def line_to(running: Running) -> socket.socket:
    """A connection, for what no browser would do."""
    where = urlsplit(running.address)
    return socket.create_connection((where.hostname, where.port or 0), timeout=20)


def spilled(running: Running) -> list[str]:
    """The files without a name that the server holds open: what it put on the disk for a while."""
    held = Path(f"/proc/{running.process.pid}/fd")
    targets = []
    for link in held.iterdir():
        with contextlib.suppress(OSError):  # closed meanwhile
            targets.append(str(link.readlink()))
    return [target for target in targets if target.endswith("(deleted)")]


@pytest.mark.parametrize("how", ["Content-Length: 52428800", "Transfer-Encoding: chunked"])
def test_a_body_of_fifty_mebibytes_is_refused_and_not_held(odd: Running, how: str) -> None:
    before = peak(odd)
    with line_to(odd) as line:
        line.sendall(f"POST /size/ HTTP/1.1\r\nHost: localhost\r\n{how}\r\n\r\n".encode())
        got = b""
        with contextlib.suppress(OSError):  # it stops listening
            for _ in range(50):
                line.sendall(b"100000\r\n" + b"a" * MIB + b"\r\n")
        with contextlib.suppress(OSError):  # and its no may be lost with the connection
            got = line.recv(65536)
    assert got == b"" or got.startswith(b"HTTP/1.1 413")
    assert peak(odd) < before + 20
    assert Visitor(odd.address).post("/size/", {"a": "b"}).text == "3"


def test_a_long_text_comes_in_whole_and_never_touches_the_disk(odd: Running) -> None:
    sent = 900_000
    with line_to(odd) as line:
        line.sendall(f"POST /size/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: {sent}\r\n\r\n".encode())
        line.sendall(b"a" * (sent - 1))
        until = time.monotonic() + 0.5
        while time.monotonic() < until:
            assert spilled(odd) == []
            time.sleep(0.05)
        line.sendall(b"a")
        answer = b""
        while b"\r\n\r\n" not in answer or answer.endswith(b"\r\n\r\n"):
            answer += line.recv(65536)
    assert answer.startswith(b"HTTP/1.1 200")
    assert answer.endswith(str(sent).encode())


def test_two_files_come_in_at_a_time_and_a_third_is_told_when_to_come_again(odd: Running) -> None:
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda _: Visitor(odd.address).ask("POST", "/file/", FILE, MULTIPART), range(5)))
    taken = [answer for answer in answers if answer.status == 200]
    sent_off = [answer for answer in answers if answer.status == 503]
    assert {answer.text for answer in taken} == {str(2 * MIB)}
    assert len(taken) == 2
    assert {answer.headers["Retry-After"] for answer in sent_off} == {"5"}
    assert Visitor(odd.address).ask("POST", "/file/", FILE, MULTIPART).text == str(2 * MIB)


def test_a_large_file_comes_in_whole_without_touching_the_disk(odd: Running) -> None:
    large = FILE.replace(b"a" * MIB, b"a" * (10 * MIB))
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(Visitor(odd.address).ask, "POST", "/file/", large, MULTIPART)
        while not answer.done():
            assert spilled(odd) == []
            time.sleep(0.05)
    assert answer.result().text == str(20 * MIB)


def test_a_file_is_taken_by_no_page_but_those_that_ask_for_one(odd: Running) -> None:
    kind = f"Content-Type: {MULTIPART['Content-Type']}"
    for path in ("/size/", "/open/", "/nowhere/"):
        with line_to(odd) as line:  # the head says how much would follow: it is refused before any of it is sent
            head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\n{kind}\r\nContent-Length: {2 * MIB}\r\n\r\n"
            line.sendall(head.encode())
            assert line.recv(65536).startswith(b"HTTP/1.1 413")


def test_dripping_connections_are_closed_and_hold_nobody_up(odd: Running) -> None:
    slow = {line_to(odd) for _ in range(60)}
    for line in slow:
        line.sendall(b"GET / HTTP/1.1\r\nX-Drip: ")
        line.settimeout(0.001)
    began = time.monotonic()
    while slow and time.monotonic() - began < 15:
        slow -= {line for line in slow if not drip(line)}
        assert Visitor(odd.address).post("/size/", {"a": "b"}).status == 200
    assert slow == set()


def drip(line: socket.socket) -> bool:
    """One more letter of a request; whether the server still listens."""
    try:
        line.sendall(b"a")
        heard = line.recv(1)
    except TimeoutError:
        return True
    except OSError:
        heard = b""
    if not heard:
        line.close()
    return bool(heard)


def test_two_hundred_who_want_in_at_once_cost_no_more_than_a_few(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    (home / "kdf.json").write_text(
        f'{{"memory_kib": {LOGIN_MIB * 1024}, "iterations": 1, "lanes": 1}}', encoding="utf-8"
    )
    running = serve(home)
    names = [draw_name() for _ in range(200)]
    before, others, over = peak(running), [], threading.Event()

    visitor = Visitor(running.address)
    page = visitor.get("/open/")

    def knock(name: str) -> int:
        answer = visitor.submit(page, place=name, passphrase="one two three four")  # noqa: S106  # a guess
        assert answer.status != 503 or int(answer.headers["Retry-After"]) > 0
        return answer.status

    def read_on() -> None:
        while not over.is_set():
            began = time.monotonic()
            assert Visitor(running.address).get("/open/").status == 200
            others.append(time.monotonic() - began)

    with ThreadPoolExecutor(201) as pool:
        reading = pool.submit(read_on)
        statuses = Counter(pool.map(knock, names))
        over.set()
        reading.result()
    held = peak(running) - before
    running.stop()
    assert statuses[403] >= 20
    assert statuses[503] > 0
    assert set(statuses) == {403, 503}
    assert held < CORES * LOGIN_MIB + 60
    print(f"{statuses}, {held:.0f} MiB more, others waited at most {max(others):.2f} s")
