"""What is given out: a file whole or not at all and never over a diary, or text on the screen."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO

from leanings.cli import stopping
from leanings.core.refusal import Refusal

OWNER_ONLY = 0o600  # nobody else who uses this machine may open it
AS_USUAL = 0o666  # what the person's own settings leave of it


class CannotWrite(Refusal):
    """A place that cannot be written to."""


def check_place(place: Path, diary: Path | None = None) -> None:
    """Refuse, before anything is worked out, a place where no file can be made or where the diary lies."""
    if place.is_dir():
        raise CannotWrite(f"{place} is a folder; name a file in it.")
    if place.exists() and not place.is_file():
        raise CannotWrite(f"{place} is not a plain file, so nothing can be written in its place.")
    if diary is not None and place.exists() and diary.exists() and place.samefile(diary):
        raise CannotWrite(f"{place} is the diary itself; name another file.")
    above = next(folder for folder in place.absolute().parents if folder.exists())
    if not above.is_dir():
        raise CannotWrite(f"{place} cannot be written, because {above} is not a folder.")
    if not os.access(above, os.W_OK | os.X_OK):
        raise CannotWrite(f"{place} cannot be written, because {above} does not let you.")


def write_whole(place: Path, fill: Callable[[TextIO], object], mode: int) -> None:
    """Write a text beside its place and move it there once it is whole; a file that was there stays until then."""

    def as_text(out: BinaryIO) -> None:
        text = TextIOWrapper(out, encoding="utf-8", newline="")
        fill(text)
        text.flush()
        text.detach()

    write_bytes_whole(place, as_text, mode)


def write_bytes_whole(place: Path, fill: Callable[[BinaryIO], object], mode: int) -> None:
    """The same for what is no text."""
    target = place.resolve()
    part = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.part")
    try:
        with stopping.half_written():
            _write(target, part, fill, mode)
    except OSError as error:
        raise CannotWrite(f"{place} cannot be written: {error.strerror}.") from error


def _write(target: Path, part: Path, fill: Callable[[BinaryIO], object], mode: int) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(opened, "wb") as out:
            fill(out)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def to_screen(fill: Callable[[TextIO], object]) -> None:
    """Write to standard output and send all of it out; a reader that has seen enough, such as `head`, is no fault."""
    if sys.stdout is None:
        raise CannotWrite("There is nothing to print to: standard output is closed.")
    try:
        fill(sys.stdout)
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
    except OSError as error:
        _drop_output()
        raise CannotWrite(f"The output cannot be written: {error.strerror}.") from error


def _drop_output() -> None:
    """Let what is still held back go nowhere, so that leaving does not stumble over it again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
