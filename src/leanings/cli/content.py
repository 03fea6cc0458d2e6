"""`leanings content`: whether what was written for people to read can be used, and how it looks there.

`check` reads files, or a folder of them, laid over ours. `preview` serves the demo with files laid over, so that
nothing of the house that is really kept here is opened or changed.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from leanings.cli import demo, serve
from leanings.cli.grammar import whole
from leanings.core.refusal import Refusal

PAGES = {"tools": "/tools/{id}/", "doors": "/sheet/blank/", "helplines": "/help/", "lines": "/diary/lines/"}
ELSEWHERE = "/now/"


class CannotBeUsed(Refusal):
    """Content with something wrong in it."""


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `content` to the command line."""
    parser = commands.add_parser("content", help="check what you wrote for people to read, or look at it")
    acts = parser.add_subparsers(required=True, metavar="ACT", dest="act")
    check = acts.add_parser(
        "check",
        help="say what is wrong, file by file",
        description="Reads files, or a folder of them, laid over ours, and names file, line, what is wrong and how to "
        "mend it.",
    )
    check.add_argument(
        "written", metavar="FILE", nargs="*", type=Path, help="files, or a folder; LEANINGS_HOME/content unless you say"
    )
    check.set_defaults(run=run_check)
    preview = acts.add_parser(
        "preview",
        help="look at a file in the house of an invented person",
        description="Serves the demo with these files laid over ours, at the page of the first. Nothing of your own "
        "house is opened. Ctrl-C ends it; a file changed meanwhile is there when you start it anew.",
    )
    preview.add_argument("written", metavar="FILE", nargs="+", type=Path, help="a tool, or any other file of content")
    preview.add_argument("--port", type=whole(0, serve.HIGHEST_PORT), help="the port, as for serve")
    preview.add_argument("--open", action="store_true", help="open the browser")
    preview.set_defaults(run=run_preview)


def run_check(told: argparse.Namespace) -> None:
    """Print each fault; refuse at the end if there is any."""
    from leanings.content.check import faults_of_ours  # here: --help need not wait for them

    found = [*faults_of_ours(), *_faults(told.written)]
    for fault in found:
        print(fault)
    if found:
        raise CannotBeUsed(
            "One thing is to be mended." if len(found) == 1 else f"{len(found)} things are to be mended."
        )
    print("All of it can be used.")


def run_preview(told: argparse.Namespace) -> None:
    """Serve the demo with the files laid over, until somebody stops it."""
    with demo.own_home() as folder:  # before anything else is read: from here on, no other house is known
        from leanings.content.check import faults_of_host
        from leanings.content.laid import NAME, lay

        lay(told.written, folder / NAME)
        found = list(faults_of_host(folder / NAME))
        if found:
            raise CannotBeUsed("\n".join(found))
        os.environ["LEANINGS_PREVIEW"] = page_of(told.written[0])
        serve.serve(_as_demo(told))


def page_of(file: Path) -> str:
    """The address at which a preview of this file opens."""
    from leanings.content.laid import kind_of

    return PAGES.get(kind_of(file), ELSEWHERE).format(id=file.stem)


def _faults(written: Sequence[Path]) -> Iterator[str]:
    """The faults of one folder, of single files, or of what the host of this house wrote."""
    from leanings.content.check import faults_of_host
    from leanings.content.laid import folder_of_host

    folder = written[0] if len(written) == 1 and written[0].is_dir() else folder_of_host(os.environ)
    if written and folder != written[0]:
        yield from _faults_alone(written)
    elif folder is not None:
        yield from faults_of_host(folder)


def _faults_alone(written: Sequence[Path]) -> Iterator[str]:
    """The faults of single files, each laid over ours."""
    from leanings.content.check import faults_of_host
    from leanings.content.laid import lay

    with tempfile.TemporaryDirectory(prefix="leanings-check-") as folder:
        lay(written, Path(folder))
        yield from faults_of_host(Path(folder))


def _as_demo(told: argparse.Namespace) -> argparse.Namespace:
    """What `leanings serve --demo` would have been told."""
    usual = {"host": "127.0.0.1", "socket": None, "behind_proxy": False, "new_pepper": False, "cold": True}
    return argparse.Namespace(**usual, demo=True, port=told.port, open=told.open)
