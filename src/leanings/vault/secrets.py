"""Secrets of the installation, outside the database: the pepper of every passphrase, and the server's own."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from leanings.core.home import home
from leanings.core.refusal import Refusal

SIZE = 32
MARK = 8  # hexadecimal digits by which a pepper is known again; of 256 random bits they tell nothing


class SecretLost(Refusal):
    """A secret is missing or is not what it was."""


@dataclass(frozen=True, slots=True, repr=False)
class Pepper:
    """A pepper and the name that places keep of it, such as p1-0a1b2c3d."""

    id: str
    key: bytes

    @property
    def number(self) -> int:
        """Which one it is, in the order they were made."""
        return number_of(self.id)


def place_of(environ: Mapping[str, str]) -> Path:
    """The folder everything is kept in, made for its owner's eyes alone."""
    folder = home(environ)
    if folder is None:
        raise SecretLost("There is no folder to keep anything in: set LEANINGS_HOME to one of your own.")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def secrets_folder(environ: Mapping[str, str]) -> Path:
    """The folder of the secrets: LEANINGS_SECRETS, else a folder in the home."""
    named = environ.get("LEANINGS_SECRETS")
    return Path(named) if named else place_of(environ) / "secrets"


def pepper(folder: Path) -> Pepper:
    """The newest pepper; refused when there is none, since making another in silence would shut every place."""
    return _pepper(folder / f"pepper-p{max(_numbers(folder), default=1)}")


def pepper_named(folder: Path, id: str) -> Pepper | None:
    """An older pepper, under which places lie that were not opened since; None when it is gone or is another one."""
    number = number_of(id)
    found = _pepper(folder / f"pepper-p{number}") if number in _numbers(folder) else None
    return found if found and found.id == id else None


def make_pepper(folder: Path, *, beyond: int | None = None) -> None:
    """A pepper where there is none yet; or a new one, numbered beyond those here and `beyond` those of any place."""
    numbers = _numbers(folder)
    if not numbers or beyond is not None:
        _make(folder / f"pepper-p{max((*numbers, beyond or 0)) + 1}")


def number_of(id: str) -> int:
    """The number in the name of a pepper; 0 in what is no such name."""
    match = re.match(r"p([1-9][0-9]*)-", id)
    return int(match[1]) if match else 0


def server_secret(folder: Path) -> bytes:
    """The server's own secret, made when missing: losing it ends every session and nothing else."""
    place = folder / "server"
    if not place.exists():
        _make(place)
    return _read(place)


def _numbers(folder: Path) -> list[int]:
    if not folder.is_dir():
        return []
    found = (re.fullmatch(r"pepper-p([1-9][0-9]*)", place.name) for place in folder.iterdir())
    return [int(match[1]) for match in found if match]


def _pepper(place: Path) -> Pepper:
    key = _read(place)
    mark = hashlib.sha256(b"leanings pepper" + key).hexdigest()[:MARK]
    return Pepper(f"{place.name.removeprefix('pepper-')}-{mark}", key)


def _make(place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "wb") as out:
        out.write(secrets.token_bytes(SIZE))
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(part, place)  # unlike a rename, this never takes the place of one made meanwhile
    except FileExistsError:
        pass
    finally:
        part.unlink()


def _read(place: Path) -> bytes:
    try:
        text = place.read_bytes()
    except OSError:
        raise SecretLost(f"The secret “{place}” cannot be read: put it back, and nothing is lost.") from None
    if len(text) != SIZE:
        raise SecretLost(f"The secret “{place}” is not {SIZE} bytes long, so it is not the one that was made.")
    return text
