"""`leanings serve`: the house itself, for a browser on this machine or for a proxy that speaks https."""

from __future__ import annotations

import argparse
import contextlib
import errno
import os
import signal
import subprocess
import sys
import threading
import webbrowser
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from leanings.cli import demo, house
from leanings.cli.grammar import whole
from leanings.core.refusal import Refusal

if TYPE_CHECKING:
    from leanings.web.server import Listening

PORT = 8484
TRIED = 20  # ports from there on, when the usual one is taken and none was named
LOCAL = {"127.0.0.1": "127.0.0.1", "localhost": "127.0.0.1"}
HIGHEST_PORT = 65535
IDLE = 19  # the priority of what must not be felt


class NotHere(Refusal):
    """An address that cannot be listened on, or must not be."""


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `serve` to the command line."""
    parser = commands.add_parser(
        "serve",
        help="open the house in a browser",
        description="Serve the pages on this machine, until Ctrl-C. What people keep lies in LEANINGS_HOME.",
    )
    parser.add_argument("--port", type=whole(0, HIGHEST_PORT), help=f"the port; {PORT} or one after it unless you say")
    parser.add_argument("--host", default="127.0.0.1", help="127.0.0.1 or localhost; the world comes in by a proxy")
    parser.add_argument("--socket", metavar="PATH", type=Path, help="listen at this socket instead, for a proxy")
    parser.add_argument("--behind-proxy", action="store_true", help="a proxy on this machine speaks https for us")
    parser.add_argument("--open", action="store_true", help="open the browser")
    parser.add_argument("--demo", action="store_true", help="an invented person, in a house that is gone when it ends")
    parser.add_argument("--cold", action="store_true", help="do not compile the sums of readings in the background")
    parser.add_argument("--new-pepper", action="store_true", help="the pepper is lost: places open by their codes")
    parser.set_defaults(run=run)


def run(told: argparse.Namespace) -> None:
    """Serve until somebody stops it."""
    if told.demo:
        demo.check(told)
        with demo.own_home():
            serve(told)
    else:
        os.environ.pop("LEANINGS_DEMO", None)
        serve(told)


def serve(told: argparse.Namespace) -> None:
    """Make the house ready, and serve it."""
    there, searched = _there(told)
    _say_proxy(told.behind_proxy)
    folder = house.enter()
    try:
        with house.alone(folder) as noted:
            _check_config(folder, told.behind_proxy)
            _check_content()
            damage = house.open_database(new_pepper=told.new_pepper)
            if damage is not None:
                print(damage, file=sys.stderr)
            welcome = demo.settle() if told.demo else ""
            server = _listen(there, searched)
            address = _address(server, there)
            with contextlib.suppress(OSError):  # on a full disk the house opens all the same
                noted.write_text(address, encoding="utf-8")
            _answer(server, address, told, welcome)
    except house.ServedAlready as already:
        if not told.open or not already.address.startswith("http"):
            raise
        print(already.sentence)
        _open_browser(already.address)
        return
    print("Stopped.", file=sys.stderr)


def _there(told: argparse.Namespace) -> tuple[Listening, bool]:
    """Where to listen as told, and whether another port will do."""
    from leanings.web.server import Listening  # here: --help need not wait for the server

    if told.host not in LOCAL:
        raise NotHere(
            f"Leanings does not listen on {told.host}, since what people write would travel unsealed: let a proxy on "
            "this machine speak https, and start leanings serve --behind-proxy. docs/how/host.md shows how."
        )
    if told.socket is not None and not told.behind_proxy:
        raise NotHere("No browser can come in by --socket; it is for a proxy, with --behind-proxy.")
    port = PORT if told.port is None else told.port
    place = told.socket.absolute() if told.socket is not None else None
    return Listening(LOCAL[told.host], port, place, told.behind_proxy), told.port is None


def _say_proxy(behind: bool) -> None:
    """Tell the settings, which read the surroundings."""
    if behind:
        os.environ["LEANINGS_BEHIND_PROXY"] = "1"
    else:
        os.environ.pop("LEANINGS_BEHIND_PROXY", None)


def _check_config(folder: Path, behind_proxy: bool) -> None:
    """Refuse to serve the world without knowing its name for us, or without saying who looks after the place."""
    from leanings.web.config import FILE, NotSet, read_config

    config = read_config(folder, os.environ)
    if behind_proxy and not config.hosts:
        raise NotSet(f'{folder / FILE} must say under which names people come: hosts = ["notes.example.org"].')
    if behind_proxy and not config.keeper:
        raise NotSet(f'{folder / FILE} must say who looks after this place: keeper = "Ada Example, ada@example.org".')


def _check_content() -> None:
    """Refuse what a host wrote and cannot be used, before anybody could meet it on a page."""
    from leanings.content.check import refuse_faults
    from leanings.content.laid import hosts

    folder = hosts()
    if folder is not None:
        refuse_faults(folder)


def _listen(there: Listening, searched: bool) -> Any:  # noqa: ANN401  # waitress carries no types
    """The server, listening there, or at the next port that is free."""
    from leanings.web.server import make_server
    from leanings.web.wsgi import application

    ports = range(there.port, there.port + (TRIED if searched else 1))
    for port in ports:
        try:
            return make_server(application, replace(there, port=port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                where = str(there.socket) if there.socket else f"port {port}"
                raise NotHere(f"Leanings cannot listen at {where}: {error.strerror}.") from error
    if searched:
        raise NotHere(f"The ports {ports[0]} to {ports[-1]} are all taken: name one with --port.")
    raise NotHere(f"Port {there.port} is taken by another program: name another one with --port.")


def _address(server: Any, there: Listening) -> str:  # noqa: ANN401  # waitress carries no types
    """Where to go, for a browser; for a proxy, where it finds us."""
    from leanings.web.server import port_of

    return str(there.socket) if there.socket else f"http://{there.host}:{port_of(server)}/"


def _open_browser(address: str) -> None:
    """Open a browser where there is a screen; one made of letters would take the terminal."""
    if sys.platform == "darwin" or any(os.environ.get(name) for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY")):
        webbrowser.open(address)


@contextlib.contextmanager
def _warming(cold: bool) -> Iterator[None]:
    """A stretch in which the sums of readings are compiled, in a process of its own that yields to everything else."""
    if cold:
        yield
        return
    command = [sys.executable, "-m", "leanings", "warm", "--once"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet) as process:  # noqa: S603  # ourselves
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process.pid, IDLE)
        try:
            yield
        finally:
            process.terminate()


def _answer(server: Any, address: str, told: argparse.Namespace, welcome: str) -> None:  # noqa: ANN401  # waitress carries no types
    """Answer until Ctrl-C or a polite kill; what is being answered then is answered to its end."""
    from leanings.acts import worker  # here: --help need not wait for processes

    worker.ahead = not told.cold
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)
    # The server itself takes the exception as the sign to end; here it is met when asked before the server runs.
    with contextlib.suppress(SystemExit):
        print(f"Leanings is at {address}\n{welcome}Ctrl-C ends it.", flush=True)
        if told.open:  # beside the server: some browsers keep whoever opens them waiting
            where = f"{address}open/" if told.demo else address
            threading.Thread(target=_open_browser, args=(where,), daemon=True).start()
        with _warming(told.cold):
            server.run()
    worker.end(for_good=True)
    server.close()
    if told.socket:
        told.socket.unlink(missing_ok=True)


def _stop(_number: int, _frame: FrameType | None) -> None:
    """Leave whatever is waited for. Asking twice changes nothing: what still runs has a few seconds to end."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: None)
    raise SystemExit(0)
