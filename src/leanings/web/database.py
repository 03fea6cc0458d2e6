"""Which database the pages use, in Django's terms: SQLite in the folder of Leanings, or a PostgreSQL that was named."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from leanings.web.config import NotSet

WAIT = 20  # seconds for a lock; at the usual 5, three of 1,600 writes by eight processes failed
KEPT_OPEN = 60  # seconds a connection to PostgreSQL is used again
# A rollback journal and not a write-ahead log: the log kept deleted keys, even where deleting overwrites.
PRAGMAS = (
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
)


def database(address: str, folder: Path) -> dict[str, Any]:
    """The settings of the database at this address; without one, of the file in this folder."""
    found = _postgresql(address) if address else _sqlite(folder / "db.sqlite3")
    return {**found, "ATOMIC_REQUESTS": False}  # every page would take the write lock


def _sqlite(file: Path) -> dict[str, Any]:
    """A file of SQLite. Every transaction takes the write lock at its start, so that none fails halfway."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": {"timeout": WAIT, "transaction_mode": "IMMEDIATE", "init_command": ";".join(PRAGMAS)},
    }


def _postgresql(address: str) -> dict[str, Any]:
    """A database of PostgreSQL; a socket's folder may be named as `?host=/run/postgresql`."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise NotSet("The address of the database has a port that is no number.") from None
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", parts.hostname or "")
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise NotSet("The address of the database names no database: it ends like /leanings.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port or ""),
        "CONN_MAX_AGE": KEPT_OPEN,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
