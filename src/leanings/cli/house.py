"""The house made ready: its folder, its settings, its database. For every command that touches what people keep."""

from __future__ import annotations

import contextlib
import fcntl
import os
import resource
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from leanings.core.refusal import Refusal

PRIVATE = 0o077  # nobody else on this machine may read what is made


class NotOurs(Refusal):
    """A folder that belongs to somebody else, or stands open and cannot be closed."""


class CannotUse(Refusal):
    """A database that cannot be reached, cannot be read, or is not for this version."""


class ServedAlready(Refusal):
    """Another server works on the same folder."""

    def __init__(self, folder: Path, address: str) -> None:
        super().__init__(f"Leanings already runs on “{folder}”, at {address or 'an address it has not said yet'}.")
        self.address = address


def enter() -> Path:
    """The folder of the house, for its owner's eyes alone; from here on a crash leaves no picture of the memory."""
    from leanings.vault.secrets import place_of  # here: a command that keeps nothing need not wait for the vault

    os.umask(PRIVATE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.environ["DJANGO_SETTINGS_MODULE"] = "leanings.web.settings"  # whatever else of Django lives on this machine
    try:
        folder = place_of(os.environ)
        found = folder.stat()
        if found.st_uid != os.geteuid():
            raise NotOurs(f"The folder “{folder}” belongs to another user: set LEANINGS_HOME to one of your own.")
        if stat.S_IMODE(found.st_mode) & PRIVATE:
            folder.chmod(0o700)
    except OSError as error:
        raise NotOurs(f"Leanings keeps its things in a folder, and that cannot be used: {error}.") from error
    return folder


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[Path]:
    """A stretch in which no other server works on this folder; the file given holds the address once it is known."""
    place = folder / "serve.lock"
    with place.open("a+", encoding="utf-8") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ServedAlready(folder, place.read_text(encoding="utf-8").strip()) from None
        held.truncate(0)
        yield place


def open_database(*, new_pepper: bool = False) -> str | None:
    """Bring the database up to date once its secrets and settings are right; what is wrong with it, if anything.

    Nothing is written before the secrets of the places that are there have been found.
    """
    import django  # here, with the vault: --help need not wait for them

    django.setup()
    from django.db import DatabaseError, connection

    try:
        damage = _brought_up_to_date(new_pepper=new_pepper)
    except DatabaseError as fault:
        raise CannotUse(f"The database cannot be used: {str(fault).strip().splitlines()[0]}.") from None
    connection.close()
    return damage


def _brought_up_to_date(*, new_pepper: bool) -> str | None:
    """What is wrong with the structure of the database; where nothing is, it is as this version wants it."""
    from django.core.management import call_command
    from django.db import connection

    from leanings.vault import start
    from leanings.vault.models import Place

    start.check_settings()
    before = Place._meta.db_table in connection.introspection.table_names()
    if before:
        _refuse_newer()
        start.check_secrets(new_pepper=new_pepper)
    damage = start.check_structure() if before else None
    if damage is None:
        call_command("migrate", interactive=False, verbosity=0)
    if not before:
        start.check_secrets(new_pepper=new_pepper)
    start.tidy(datetime.now(UTC))
    return damage


def _refuse_newer() -> None:
    """Leave alone what a later version has changed the tables of."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    known = MigrationLoader(connection)
    assert known.disk_migrations is not None, "a loader that has not looked"  # noqa: S101  # Django's half-open type
    if known.applied_migrations.keys() - known.disk_migrations.keys():
        raise CannotUse("A newer version of Leanings has used this database: start that one, and nothing is lost.")
