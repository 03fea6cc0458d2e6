"""`leanings read FILE`: a diary in, an honest reading out."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import webbrowser
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from leanings.cli import warm
from leanings.cli.only import choose
from leanings.cli.options import add_reading_options, processes_of, signals_of, wish_of
from leanings.cli.progress import on_stderr
from leanings.cli.remarks import about_file, about_since
from leanings.cli.writing import OWNER_ONLY, CannotWrite, check_place, to_screen, write_bytes_whole, write_whole
from leanings.core.as_json import json_text
from leanings.core.diary import Diary
from leanings.core.home import home
from leanings.core.reading import Reading
from leanings.core.refusal import Refusal
from leanings.diary import add_file_options, read_file, told_from

if TYPE_CHECKING:
    from leanings.engine import Wish


class ProcessLost(Refusal):
    """A process that shared the work was ended from outside."""


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `read` to the command line."""
    parser = commands.add_parser(
        "read",
        help="read a diary",
        usage="leanings read FILE [options]",
        description="A diary in, an honest reading out: where the answers are, whether they moved, how sure that is.",
        epilog="For example: leanings read my-diary.csv --signal close:0-10 --zone close=3,8",
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="CSV, TSV, Daylio, m-Path or Parquet")
    shown = parser.add_argument_group("what comes out", "Without any of these the reading is printed as text.")
    shown.add_argument("--json", action="store_true", help="print the figures for a program")
    shown.add_argument("--html", metavar="OUT", type=Path, help="write a page with pictures, sentences and figures")
    shown.add_argument("--pdf", metavar="OUT", type=Path, help="write the same as a PDF, for paper")
    shown.add_argument("--open", action="store_true", help="open that page in the browser")
    shown.add_argument("--invented", action="store_true", help="say on it that nobody kept this diary")
    add_reading_options(parser)
    add_file_options(parser)
    parser.set_defaults(run=run)


def run(told: argparse.Namespace) -> None:
    """Read the file and show it: as JSON, as a page, or as text."""
    signals, about = signals_of(told), told_from(told)
    page = _page(told)
    for place in (page, told.pdf):
        if place is not None:
            check_place(place, told.file)
    if page is not None and told.pdf is not None and page.resolve() == told.pdf.resolve():
        raise CannotWrite(f"{page} cannot be both the page and the PDF; give one of them another name.")
    diary = read_file(told.file, about, skip_bad=told.skip_bad, signals=signals)
    diary = replace(diary, file=_spoken(diary.file), invented=told.invented or diary.invented)
    chosen, wish = choose(diary, told.only), wish_of(told, diary, about.markers)
    for remark in about_file(diary, guesses=not told.json):
        print(remark, file=sys.stderr)
    reading = _read(chosen, wish, told)
    for remark in about_since(reading, told.since):
        print(remark, file=sys.stderr)
    _show(reading, told, page)


def _spoken(name: str) -> str:
    """The name of a file in letters that can be written down; bytes that are none become question marks."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _read(diary: Diary, wish: Wish, told: argparse.Namespace) -> Reading:
    """The reading of a diary, shared among processes where that is quicker."""
    from concurrent.futures.process import BrokenProcessPool  # here: a refused file need not wait for all this

    from leanings.engine import read

    warm.if_cold()
    try:
        return read(diary, wish=wish, processes=processes_of(told, diary), progress=on_stderr("People read"))
    except BrokenProcessPool:
        raise ProcessLost(
            "A process that shared the work was ended from outside, perhaps because memory ran out; try --processes 1."
        ) from None


def _page(told: argparse.Namespace) -> Path | None:
    """Where the page goes: as told, or among the reports of Leanings where it is only to be opened."""
    if told.html is not None or not told.open:
        return Path(told.html) if told.html is not None else None
    place = home(os.environ)
    return (Path.cwd() if place is None else place / "reports") / "reading.html"


def _show(reading: Reading, told: argparse.Namespace, page: Path | None) -> None:
    """Print or write the reading as asked."""
    if page is not None:
        from leanings.web.kit.report import render_report  # here: only a page needs the templates

        text = render_report(reading)
        write_whole(page, lambda out: out.write(text), OWNER_ONLY)
        print(f"The page is at {page}", file=sys.stderr)
        if told.open:
            webbrowser.open(page.resolve().as_uri())
    if told.pdf is not None:
        from leanings.web.kit.paper import render_paper  # here: only a PDF needs its fonts

        paper = render_paper(reading)
        write_bytes_whole(told.pdf, lambda out: out.write(paper), OWNER_ONLY)
        print(f"The PDF is at {told.pdf}", file=sys.stderr)
    if told.json:
        plain = sys.stdout is not None and (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
        text = json_text(reading, ascii_only=plain)
        to_screen(lambda out: print(text, file=out))
    elif page is None and told.pdf is None:
        to_screen(lambda out: print(_as_text(reading), file=out))


def _as_text(reading: Reading) -> str:
    """The reading for a person at a terminal."""
    from leanings.cli.terminal import render_terminal  # here: --json needs no words

    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    width = shutil.get_terminal_size((80, 24)).columns
    return render_terminal(reading, width, colour, sys.stdout.encoding or "ascii")
