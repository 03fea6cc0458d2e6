"""The headers on the running server: on every page, file and redirect, and on every way of saying no."""

from __future__ import annotations

import re
import socket
import sqlite3
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.running import PROXIED, Running, serve, serve_behind_proxy
from tests.visitor import Answer, Visitor
from tests.web.addresses import every_address

pytestmark = pytest.mark.loopback

# Written out once more: a test that borrowed them from the code could not fail.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FIXED = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
NEVER = ("Server", "Via", "X-Powered-By", "ETag", "Last-Modified")
ODD_REQUESTS = {
    "a request that is none": (b"GET\r\n\r\n", 400),
    "a header that is none": (b"GET / HTTP/1.1\r\nHost: localhost\r\n: x\r\n\r\n", 400),
    "a head without end": (b"GET / HTTP/1.1\r\nX: " + b"a" * 40_000 + b"\r\n\r\n", 431),
    "a coding nobody knows": (b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: br\r\n\r\n", 501),
    "a body too large": (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 52428800\r\n\r\n", 413),
}


def carries_all(headers: dict[str, str], *, secure: bool, lasting: bool = False) -> None:
    """Fails unless every header is there and none that tells too much."""
    assert {name: headers.get(name) for name in FIXED} == FIXED
    assert headers["Cache-Control"] == ("public, max-age=31536000, immutable" if lasting else "no-store")
    assert ("Strict-Transport-Security" in headers) is secure
    devices = headers["Permissions-Policy"].split(", ")
    assert {"camera=()", "microphone=()", "geolocation=()"} <= set(devices)
    assert all(device.endswith("=()") for device in devices)
    assert [name for name in NEVER if name in headers] == []
    assert not re.search(r"django|waitress|python|leanings/\d", str(headers), re.IGNORECASE)


def held(answer: Answer) -> dict[str, str]:
    """The headers of an answer."""
    return dict(answer.headers.items())


@pytest.fixture(params=["on this machine", "behind a proxy"])
def house(request: pytest.FixtureRequest) -> tuple[Visitor, bool]:
    """A visitor who has nothing here, and whether they came by https."""
    if request.param == "on this machine":
        return Visitor(request.getfixturevalue("server").address), False
    return Visitor(request.getfixturevalue("proxied").address, PROXIED), True


@pytest.mark.parametrize("name", sorted(every_address()))
def test_every_page_carries_them_however_it_is_asked_for(house: tuple[Visitor, bool], name: str) -> None:
    visitor, secure = house
    path = every_address()[name]
    for answer in (visitor.get(path), visitor.ask("HEAD", path, None, {}), visitor.post(path, {"a": "b"})):
        carries_all(held(answer), secure=secure)
    assert visitor.get(path).status < 500


def test_so_does_what_is_not_there_and_what_came_from_elsewhere(house: tuple[Visitor, bool]) -> None:
    visitor, secure = house
    for path, status in (("/nothing/here/", 404), ("/static/000000000000/kit/look.css", 404), ("/static/", 404)):
        answer = visitor.get(path)
        assert answer.status == status
        carries_all(held(answer), secure=secure)
    stranger = visitor.get("/", Host="evil.example")
    assert stranger.status == 400
    carries_all(held(stranger), secure=secure)


def test_so_does_a_redirect(house: tuple[Visitor, bool]) -> None:
    visitor, secure = house
    redirects = [answer for path in every_address().values() if (answer := visitor.get(path)).status in (301, 302, 303)]
    assert redirects
    for answer in redirects:
        assert answer.headers["Location"].startswith("/")
        carries_all(held(answer), secure=secure)


def place_of_files(visitor: Visitor) -> str:
    """Where the files of the pages lie now, as a page says it."""
    found = re.search(r'href="(/static/[0-9a-f]{12}/)kit/look\.css"', visitor.get("/").text)
    assert found is not None
    return found[1]


def test_a_file_may_be_kept_for_good_and_carries_all_the_rest(house: tuple[Visitor, bool]) -> None:
    visitor, secure = house
    first = place_of_files(visitor)
    for path, kind in (("kit/look.css", "text/css; charset=utf-8"), ("kit/icon.svg", "image/svg+xml")):
        answer = visitor.get(first + path)
        assert (answer.status, answer.headers["Content-Type"]) == (200, kind)
        assert answer.cookies == ()
        assert "Cookie" not in answer.headers.get("Vary", "")
        carries_all(held(answer), secure=secure, lasting=True)


def test_no_file_but_those_of_the_pages_can_be_had(house: tuple[Visitor, bool]) -> None:
    visitor, _ = house
    first = place_of_files(visitor)
    for path in ("settings.py", "kit/shell.html", "../../../pyproject.toml", "..%2f..%2fpyproject.toml", "kit/"):
        assert visitor.get(first + path).status == 404


def exchanged(address: str, sent: bytes) -> tuple[int, dict[str, str]]:
    """Status and headers of the answer to bytes that no browser would send."""
    where = urlsplit(address)
    with socket.create_connection((where.hostname, where.port or 0), timeout=10) as line:
        line.sendall(sent)
        got = b""
        while b"\r\n\r\n" not in got and (more := line.recv(65536)):
            got += more
    status, *lines = got.split(b"\r\n\r\n")[0].decode().split("\r\n")
    return int(status.split()[1]), dict(line.split(": ", 1) for line in lines)


@pytest.mark.parametrize("odd", ODD_REQUESTS)
def test_so_does_what_the_server_says_before_any_page_is_asked(server: Running, proxied: Running, odd: str) -> None:
    sent, status = ODD_REQUESTS[odd]
    for running, secure in ((server, False), (proxied, True)):
        got, headers = exchanged(running.address, sent)
        assert got == status
        carries_all(headers, secure=secure)


@pytest.mark.parametrize("behind", [False, True])
def test_so_does_a_page_that_broke(tmp_path: Path, behind: bool) -> None:
    running = (serve_behind_proxy if behind else serve)(tmp_path / "home")
    visitor = Visitor(running.address, PROXIED if behind else {})
    visitor.cookies["__Host-s" if behind else "s"] = "a token nobody gave"
    with sqlite3.connect(running.home / "db.sqlite3") as database:
        database.execute("ALTER TABLE session RENAME TO lost")
    answer = visitor.get("/")
    running.stop()
    assert answer.status == 500
    carries_all(held(answer), secure=behind)


def test_over_a_plain_line_a_house_behind_a_proxy_promises_nothing_about_https(proxied: Running) -> None:
    plain = Visitor(proxied.address, {**PROXIED, "X-Forwarded-Proto": "http"})
    carries_all(held(plain.get("/")), secure=False)
