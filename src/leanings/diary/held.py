"""Where a file lies: on a disk, or in memory only, so that nothing of it is ever written down.

Both are opened in the same two ways, as bytes and as text. A file that came through a page lies in memory; it can go
through a pipe to another process.
"""

from __future__ import annotations

import io
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, TextIO

from leanings.diary.refusals import FileNotAllowed, FileNotThere
from leanings.diary.visible import visible

_LONGEST_NAME = 100
_MOST_LINES = 1_000_000  # of a file in memory: ten times the longest diary known, and half a minute of work
_NAMELESS = "your file"


@dataclass(frozen=True, slots=True)
class InMemory:
    """A file that lies in memory. Its name is cut to what can be seen, without folders; its bytes are never shown."""

    name: str
    data: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Takes of the name what a line of text can hold."""
        last = visible(self.name.replace("\\", "/").rpartition("/")[2])[:_LONGEST_NAME].strip()
        object.__setattr__(self, "name", last or _NAMELESS)

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return len(self.data)

    @property
    def most_lines(self) -> int | None:
        """How many lines of it are read at most."""
        return _MOST_LINES

    def as_bytes(self) -> BinaryIO:
        """The bytes, from the first one on."""
        return io.BytesIO(self.data)

    def as_text(self, encoding: str) -> TextIO:
        """The text, line ends as they are."""
        return io.TextIOWrapper(io.BytesIO(self.data), encoding=encoding, newline="")


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A plain file on a disk."""

    path: Path

    @property
    def name(self) -> str:
        """The name, without its folder."""
        return self.path.name

    @property
    def size(self) -> int:
        """How many bytes it has; what is no plain file that can be opened is refused."""
        try:
            found = self.path.stat()
        except PermissionError:
            raise self._not_allowed() from None
        except (OSError, ValueError):
            raise self._not_there() from None
        if stat.S_ISDIR(found.st_mode):
            raise FileNotThere(f"{self.path} is a folder; name the diary file in it.")
        if not stat.S_ISREG(found.st_mode):
            raise FileNotThere(f"{self.path} is not a file that can be read twice; save it as a plain file first.")
        return found.st_size

    @property
    def most_lines(self) -> int | None:
        """How many lines of it are read at most: all there are, as whoever reads it waits for nobody else."""
        return None

    def as_bytes(self) -> BinaryIO:
        """The bytes, from the first one on; a file that cannot be opened is refused."""
        try:
            return self.path.open("rb")
        except PermissionError:
            raise self._not_allowed() from None
        except (OSError, ValueError):
            raise self._not_there() from None

    def as_text(self, encoding: str) -> TextIO:
        """The text, line ends as they are."""
        return self.path.open(encoding=encoding, newline="")

    def _not_allowed(self) -> FileNotAllowed:
        return FileNotAllowed(f"{self.path} may not be read by you; change its permissions or copy it.")

    def _not_there(self) -> FileNotThere:
        return FileNotThere(f"There is no file {self.path}.")


File = InMemory | OnDisk


def file_of(told: InMemory | Path | str) -> File:
    """The file as it can be opened: what lies in memory as it is, a path as a file on a disk."""
    return told if isinstance(told, InMemory) else OnDisk(Path(told))
