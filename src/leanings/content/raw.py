"""The files of content as they lie: a folder listed, and the refusal that every wrong file ends in."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources.abc import Traversable

from leanings.core.refusal import Refusal

LICENCE = "CC BY 4.0"
END = ".toml"


class ContentFault(Refusal):
    """A content file that cannot be used; names the file, the line, what is wrong and how to mend it."""


def listed(folder: Traversable) -> Iterable[Traversable]:
    """The TOML files of a folder, in order of name."""
    if not folder.is_dir():
        raise ContentFault(f"There is no folder of content named “{folder.name}”. Make it, or name another one.")
    return sorted((file for file in folder.iterdir() if is_content(file)), key=lambda file: file.name)


def is_content(file: Traversable) -> bool:
    """Whether this is a file of content, and nothing that an editor or a system left beside one."""
    return file.name.endswith(END) and not file.name.startswith(".")


def named(file: Traversable) -> str:
    """A file as a sentence names it: with its folder, since a door and its path are both called stay.toml."""
    folder = getattr(file, "parent", None)
    return f"{folder.name}/{file.name}" if folder is not None else file.name
