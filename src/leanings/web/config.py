"""What a host says about an installation: its name, who looks after it, where Exit leads, its addresses, its database.

The file `leanings.toml` in the folder of Leanings says it, or the surroundings do (LEANINGS_NAME, LEANINGS_HOSTS and so
on), and those win. Nothing has to be said on one's own computer.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leanings.core.refusal import Refusal

FILE = "leanings.toml"
LOCAL_HOSTS = ("127.0.0.1", "localhost")  # any other name on a loopback address would be DNS rebinding
AWAY = "https://www.wikipedia.org/"  # where Exit leads: known to everyone, and says nothing about anyone
LONGEST_WORDS = 300  # letters of a name or a keeper: it stands at the foot of a page
HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*")


class NotSet(Refusal):
    """Something a host said cannot be used."""


@dataclass(frozen=True, slots=True)
class Config:
    """What the host said. Empty means that nothing was said."""

    name: str = "Leanings"
    keeper: str = ""
    away: str = AWAY
    hosts: tuple[str, ...] = ()
    database: str = ""
    country: str = ""


def read_config(folder: Path | None, environ: Mapping[str, str]) -> Config:
    """What the file in this folder says, and over it what the surroundings say."""
    said: dict[str, tuple[str, Any]] = {}
    if folder is not None:
        file = folder / FILE
        said |= {key: (f"“{key}” in {file}", value) for key, value in _from_file(file).items()}
    for key in READERS:
        variable = f"LEANINGS_{key.upper()}"
        if environ.get(variable):
            value: object = environ[variable]
            if key == "hosts":
                value = [host.strip() for host in environ[variable].split(",")]
            said[key] = (variable, value)
    return Config(**{key: READERS[key](where, value) for key, (where, value) in said.items()})


def _from_file(file: Path) -> dict[str, Any]:
    """The keys of the file, all of them known; none where there is no file."""
    try:
        keys = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise NotSet(f"{file} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NotSet(f"{file} is not TOML: {error}.") from error
    unknown = sorted(keys.keys() - READERS.keys())
    if unknown:
        raise NotSet(f"{file} says “{unknown[0]}”, and the keys are {', '.join(READERS)}.")
    return keys


def _words(where: str, value: object) -> str:
    """A short line of text."""
    if not isinstance(value, str) or not value.strip() or not value.isprintable() or len(value) > LONGEST_WORDS:
        raise NotSet(f"{where} must be one line of text, of at most {LONGEST_WORDS} letters.")
    return value.strip()


def _away(where: str, value: object) -> str:
    """An address somewhere else."""
    address = _words(where, value)
    if not re.fullmatch(r"https?://[^\s\"'<>]+", address):
        raise NotSet(f"{where} must be a whole address, such as {AWAY}")
    return address


def _hosts(where: str, value: object) -> tuple[str, ...]:
    """The names people type to come here; no patterns, since each of them is trusted."""
    names = value if isinstance(value, list) else []
    if not names or not all(isinstance(name, str) and HOST.fullmatch(name) for name in names):
        raise NotSet(f'{where} must be a list of host names in small letters, such as ["notes.example.org"].')
    return tuple(names)


def _database(where: str, value: object) -> str:
    """The address of a PostgreSQL database, as written; it is taken apart where it is used."""
    address = _words(where, value)
    if not re.match(r"postgres(ql)?://", address):
        raise NotSet(f"{where} must be an address such as postgresql://leanings@/leanings, or not be there for SQLite.")
    return address


def _country(where: str, value: object) -> str:
    """A country by its two letters."""
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z]{2}", value):
        raise NotSet(f"{where} must be the two letters of a country, such as DE.")
    return value.upper()


READERS: Mapping[str, Callable[[str, object], Any]] = {
    "name": _words,
    "keeper": _words,
    "away": _away,
    "hosts": _hosts,
    "database": _database,
    "country": _country,
}
