"""The server of `leanings serve`: waitress, with limits of ours and our headers on what it says by itself.

What people send and get stays in memory: waitress would put larger things into temporary files, unsealed, on the disk.
So memory is bounded by how large a body may be and by how many larger ones come in at a time.
"""

from __future__ import annotations

import contextlib
import copy
import ctypes
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from waitress import create_server
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.task import ErrorTask
from waitress.utilities import Error

from leanings.web.kit.files import may_bring_file
from leanings.web.kit.headers import headers_for

FORM = 1 << 20  # bytes of a form, as in the settings
FILE = 32 << 20  # bytes of a form that brings a file
FILES_AT_ONCE = 2
IN_MEMORY = 64 << 20  # bytes; above every limit, so that nothing is spilled to the disk
HEADER = 32 << 10  # bytes of a request's head; ours are under 4 KiB
PATIENCE = 60  # seconds that a whole request may take to come in, and that an idle connection is held
CONNECTIONS = 200
# Some two dozen may wait for their turn to open a place; ten more threads answer everyone else meanwhile.
THREADS = 30 + (os.cpu_count() or 1)
SOON = 5  # seconds after which to try again
M_MMAP_THRESHOLD, LARGE = -3, 1 << 20  # of mallopt, in the C library of GNU; bytes

Application: TypeAlias = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Listening:
    """Where the server listens: on a port of this machine, or at a socket in a folder; and for whom."""

    host: str = "127.0.0.1"
    port: int = 0
    socket: Path | None = None
    behind_proxy: bool = False


class TooMany(Error):  # type: ignore[misc]  # waitress carries no types
    """More files come in at once than there is memory for."""

    code = 503
    reason = "Service Unavailable"


class Request(HTTPRequestParser):  # type: ignore[misc]  # waitress carries no types
    """A request as it comes in; whether its body may be large depends on the page it is for."""

    adj: Any
    brings_file = False
    let_in = False

    def parse_header(self, header_plus: bytes) -> None:
        """Take the head apart, and settle how much may follow."""
        super().parse_header(header_plus)
        if (self.content_length >= FORM or self.chunked) and may_bring_file(self.path):
            self.brings_file = True
            self.adj = copy.copy(self.adj)
            self.adj.max_request_body_size = FILE


class Refused(ErrorTask):  # type: ignore[misc]  # waitress carries no types
    """An answer that the pages never see: a request too large, too slow or too odd. It has their headers too."""

    def execute(self) -> None:
        """Send the status, the headers and one plain line."""
        error = self.request.error
        body = f"{error.reason}\n".encode()
        self.status = f"{error.code} {error.reason}"
        secure = self.channel.adj.trusted_proxy is not None
        self.response_headers.extend(headers_for(secure=secure).items())
        self.response_headers.append(("Content-Type", "text/plain; charset=utf-8"))
        if error.code == TooMany.code:
            self.response_headers.append(("Retry-After", str(SOON)))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Connection(HTTPChannel):  # type: ignore[misc]  # waitress carries no types
    """A connection. Drop by drop does not count as activity: a request comes in whole within its time."""

    parser_class = Request
    error_task_class = Refused
    began = 0.0

    def received(self, data: bytes) -> bool:
        """Take in what came; remember when the request began, and refuse a file while others still come in."""
        before = self.request
        taken: bool = super().received(data)
        request = self.request
        if request is not None:
            if request is not before:
                self.began = time.time()
            self.last_activity = self.began
            if request.brings_file and not request.let_in:
                self._let_in_or_refuse(request)
        return taken

    def _let_in_or_refuse(self, request: Request) -> None:
        """Let a file in where there is memory for it."""
        request.let_in = _files_coming(self.server) < FILES_AT_ONCE
        if not request.let_in:
            request.error, request.completed = TooMany(""), True
            with self.requests_lock:
                self.request = None
                self.requests.append(request)
            self.server.add_task(self)


def _files_coming(server: Any) -> int:  # noqa: ANN401  # waitress carries no types
    """How many requests with a file are in memory, whole or in part."""
    open_now = list(server.active_channels.values())
    held = (one for channel in open_now for one in (channel.request, *channel.requests) if one is not None)
    return sum(one.brings_file and one.let_in for one in held)


def make_server(application: Application, there: Listening) -> Any:  # noqa: ANN401  # waitress carries no types
    """The server, already listening; `run()` answers until it is stopped."""
    trusted = {
        # The peer of a connection, as waitress names it; for a socket in a folder that is always localhost.
        "trusted_proxy": "localhost" if there.socket else there.host,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
    }
    server = create_server(
        application,
        **({"unix_socket": str(there.socket), "unix_socket_perms": "660"} if there.socket else _port(there)),
        **(trusted if there.behind_proxy else {}),
        clear_untrusted_proxy_headers=True,
        ident=None,
        threads=THREADS,
        connection_limit=CONNECTIONS,
        channel_timeout=PATIENCE,
        cleanup_interval=min(5, PATIENCE),
        max_request_header_size=HEADER,
        max_request_body_size=FORM,
        inbuf_overflow=IN_MEMORY,
        outbuf_overflow=IN_MEMORY,
        outbuf_high_watermark=IN_MEMORY,
        asyncore_use_poll=True,
        log_socket_errors=False,
    )
    server.channel_class = Connection
    _give_back_memory()
    return server


def _give_back_memory() -> None:
    """Have the C library give back at once what a file took; else each thread keeps as much as the last one needed."""
    with contextlib.suppress(OSError, AttributeError, TypeError):  # another C library
        ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, LARGE)


def _port(there: Listening) -> dict[str, str | int]:
    return {"host": there.host, "port": there.port}


def port_of(server: Any) -> int:  # noqa: ANN401  # waitress carries no types
    """The port it listens on, also where any free one was asked for."""
    return int(server.effective_port)
