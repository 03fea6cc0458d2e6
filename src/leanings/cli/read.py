"""`leanings read FILE`: a diary in, an honest reading out."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import webbrowser
from dataclasses import replace
from pathlib import Path

from leanings.cli.options import add_reading_options, choose, wish_of
from leanings.cli.progress import on_stderr
from leanings.core.as_json import as_json
from leanings.core.reading import Reading
from leanings.core.refusal import Refusal
from leanings.core.signal import parse_signal
from leanings.diary import add_file_options, read_file, told_from

MOST_NAMED = 10  # left-out lines spelled out; the rest is counted


class CannotWrite(Refusal):
    """The place for the HTML report cannot be written."""


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `read` to the command line."""
    parser = commands.add_parser("read", help="read a diary", description=__doc__)
    parser.add_argument("file", metavar="FILE", type=Path, help="CSV, TSV, Daylio, m-Path or Parquet")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--html", metavar="OUT", type=Path, help="write the report as one HTML file")
    parser.add_argument("--open", action="store_true", help="open the report in the browser")
    parser.add_argument("--invented", action="store_true", help="mark the diary as one nobody kept")
    add_reading_options(parser)
    add_file_options(parser)
    parser.set_defaults(run=run)


def run(told: argparse.Namespace) -> None:
    """Read the file and show it: as JSON, as a page, or as text."""
    signals = tuple(parse_signal(text) for text in told.signal)
    about = told_from(told)
    diary = read_file(told.file, about, skip_bad=told.skip_bad, signals=signals)
    for line in diary.left_out[:MOST_NAMED]:
        print(f"Left out line {line.number}: {line.reason}", file=sys.stderr)
    if len(diary.left_out) > MOST_NAMED:
        print(f"Left out {len(diary.left_out) - MOST_NAMED} more lines.", file=sys.stderr)
    diary = replace(choose(diary, told.only), invented=told.invented or diary.invented)
    wish = wish_of(told, diary, about.markers)
    from leanings.engine import cache, read  # here: a refused file need not wait for the compiler

    if cache.FOLDER is None:
        print("Nothing is writable here, so the engine compiles anew; this takes a minute.", file=sys.stderr)
    reading = read(diary, wish=wish, processes=told.processes, progress=on_stderr("People read"))
    show(reading, told)


def show(reading: Reading, told: argparse.Namespace) -> None:
    """Print or write the reading as asked."""
    if told.html is not None or told.open:
        page = told.html if told.html is not None else Path(tempfile.mkdtemp(prefix="leanings-")) / "reading.html"
        write_page(reading, page)
        if not (told.open and webbrowser.open(page.resolve().as_uri())):
            print(f"The report is at {page}", file=sys.stderr)
    if told.json:
        json.dump(as_json(reading), sys.stdout, ensure_ascii=False, allow_nan=False, indent=1)
        print()
    elif told.html is None and not told.open:
        print_text(reading)


def print_text(reading: Reading) -> None:
    """Print the reading for a person at a terminal."""
    from leanings.cli.terminal import render_terminal  # here: --json needs no words

    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    width = shutil.get_terminal_size((80, 24)).columns
    print(render_terminal(reading, width, colour, sys.stdout.encoding or "ascii"))


def write_page(reading: Reading, page: Path) -> None:
    """Write the report whole or not at all, for its owner's eyes."""
    from leanings.web.kit.report import render_report  # here: only a page needs the templates

    text = render_report(reading)
    part = page.with_name(page.name + ".part")
    try:
        page.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
            out.write(text)
        part.replace(page)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CannotWrite(f"The report cannot be written to {page}: {error.strerror}.") from error
