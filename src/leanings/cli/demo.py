"""`leanings serve --demo`: an invented person in a house of their own, which is gone when it ends.

It lies in a temporary folder. Of whoever lives here nothing is opened and nothing is read: no folder, no settings, no
database. A server that was killed cannot remove its folder any more; the next demo does.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from leanings.cli import stopping
from leanings.core.refusal import Refusal

NAME = "leanings-demo-"  # how a folder of a demo begins; one that nobody holds any more is swept away
NEW = "leanings-new-"  # how it begins until it is held
KEPT = {"LEANINGS_AWAY", "LEANINGS_COUNTRY", "LEANINGS_DEBUG"}  # what may be told from outside: no place, no database
ENDS = (signal.SIGTERM, signal.SIGHUP)


class NotWithDemo(Refusal):
    """Something asked of the demo that is for the house of a real person."""


def check(told: Namespace) -> None:
    """Refuse what has no meaning where everything is invented."""
    for name, given in (
        ("--behind-proxy", told.behind_proxy),
        ("--socket", told.socket),
        ("--new-pepper", told.new_pepper),
    ):
        if given:
            raise NotWithDemo(f"The demo is for this computer alone and keeps nothing, so it does not go with {name}.")


@contextlib.contextmanager
def own_home() -> Iterator[Path]:
    """A stretch with a house of its own, however it ends; what an earlier demo had to leave is swept away first."""
    where = Path(tempfile.gettempdir())
    sweep(where)
    with contextlib.ExitStack() as stack:
        stack.enter_context(_until_asked_to_end())
        folder = stack.enter_context(_held_folder(where))
        _say_surroundings(folder)
        yield folder


def sweep(where: Path) -> None:
    """Remove the folders of demos that were killed; one that is held by a demo that runs stays."""
    for folder in where.glob(f"{NAME}*"):
        with contextlib.suppress(OSError):  # somebody else's, or no folder, or held
            held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                if os.fstat(held).st_uid == os.geteuid():
                    fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(held)


def settle() -> str:
    """Let the invented person move in; what whoever looks at the demo needs to know."""
    from leanings.acts import opening  # here: these wait for the settings of Django, and for the simulator
    from leanings.cli.invented import invented
    from leanings.web.kit.zone import zone_here

    now, offer = datetime.now(UTC), opening.offer()
    me, things = invented(now, zone_here(os.environ))
    opening.make_place(offer.name, offer.passphrase, me, things, now)
    page = os.environ.get("LEANINGS_PREVIEW", "")
    return (
        "This is a demo. The person in it is invented, and what you type there is gone when it ends.\n"
        f"  name        {offer.name}\n"
        f"  passphrase  {offer.passphrase}\n" + (f"  opens at    {page}\n" if page else "")
    )


@contextlib.contextmanager
def _held_folder(where: Path) -> Iterator[Path]:
    """A fresh folder for its owner's eyes alone, held until it is removed."""
    new = Path(tempfile.mkdtemp(prefix=NEW, dir=where))
    held = os.open(new, os.O_RDONLY | os.O_DIRECTORY)
    # Held before it has the name by which others sweep.
    fcntl.flock(held, fcntl.LOCK_EX)
    folder = new.rename(where / new.name.replace(NEW, NAME))
    try:
        yield folder
    finally:
        for number in (signal.SIGINT, *ENDS):
            signal.signal(number, signal.SIG_IGN)  # asking once more must not leave half of it behind
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


@contextlib.contextmanager
def _until_asked_to_end() -> Iterator[None]:
    """A stretch in which Ctrl-C, a polite kill and a closed terminal are met as exceptions, so that it can clear up."""
    for number in ENDS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)
    with stopping.half_written():
        yield


def _end(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _say_surroundings(folder: Path) -> None:
    """Tell everything that starts from here where it is, and leave out what points to another house."""
    for name in [name for name in os.environ if name.startswith("LEANINGS_") and name not in KEPT]:
        del os.environ[name]
    os.environ |= {"LEANINGS_HOME": str(folder), "LEANINGS_DEMO": "1"}
    # Compiled sums hold nobody's answers: they stay with the environment, so that the next demo starts warm.
    if sys.prefix != sys.base_prefix:
        os.environ.setdefault("NUMBA_CACHE_DIR", str(Path(sys.prefix) / "cache" / "numba"))
