"""What a host laid over our content: files in a folder of the same shape. The same name replaces ours, a new one adds.

There is one way for every kind: a loader lists the files that count through `files_of`, and reads each alike. What a
host wrote is read once, when a house is opened; a file changed later counts from the next start.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from leanings.content.raw import ContentFault, listed
from leanings.core.home import home

NAME = "content"  # of the folder in the house
KINDS = ("tools", "doors", "lines", "journeys", "rules", "helplines", "sentences", "words")


def files_of(
    kind: str, language: str = "en", folder: Traversable | None = None, over: Traversable | None = None
) -> tuple[Traversable, ...]:
    """The files of a kind in order of name: those of Leanings, or of `folder`, with what lies in `over` over them."""
    place = files("leanings.content") if folder is None else folder
    found = {file.name: file for file in listed(place / language / kind)}
    added = over / language / kind if over is not None else None
    if added is not None and added.is_dir():
        found |= {file.name: file for file in listed(added)}
    return tuple(found[name] for name in sorted(found))


def folder_of_host(environ: Mapping[str, str]) -> Path | None:
    """Where a host writes what is laid over ours; None where there is no such folder."""
    place = home(environ)
    folder = place / NAME if place is not None else None
    return folder if folder is not None and folder.is_dir() else None


@cache
def hosts() -> Path | None:
    """The folder of the host of this house, looked for once."""
    return folder_of_host(os.environ)


def lay(written: Iterable[Path], folder: Path, language: str = "en") -> None:
    """Copy single files to where they would lie in a folder of a host."""
    for file in written:
        place = folder / language / kind_of(file)
        place.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(file, place / file.name)
        except OSError as fault:
            raise ContentFault(f"“{file}” cannot be read: {fault.strerror}. Name a file of content.") from None


def kind_of(file: Path) -> str:
    """Of which kind a file is: its folder says so; in any other folder it is a tool."""
    parent = file.absolute().parent.name
    return parent if parent in KINDS else "tools"
