"""What is looked at before anything is served: the secrets, the settings of the database, its structure."""

from __future__ import annotations

import contextlib
import os
from datetime import datetime

from django.db import DatabaseError, connection

from leanings.core.refusal import Refusal
from leanings.vault import places, sessions
from leanings.vault.models import Place
from leanings.vault.secrets import SecretLost, make_pepper, number_of, pepper, secrets_folder, server_secret
from leanings.vault.turnstile import DAMAGED, CannotWrite, DiskFull, keep_reserve, one_act, write_no_more

WHERE_LOST = "If it is lost: leanings serve --new-pepper, and those places open by their recovery codes alone."
UNREADABLE = (DatabaseError, ValueError)  # ValueError: SQLite's own message, with what stands on a page of noise
WANTED = {"journal_mode": "delete", "synchronous": 2, "secure_delete": 1, "trusted_schema": 0}


class NoDatabase(Refusal):
    """The file of the database is there and is none."""

    def __init__(self) -> None:
        super().__init__(
            f"The file “{connection.settings_dict['NAME']}” is damaged at its very beginning and cannot be read as a"
            " database: put its backup in its place. Nothing was written to it."
        )


class NotHardened(Refusal):
    """The database does not run with the settings that erasing and a power cut need."""


def check_secrets(*, new_pepper: bool = False) -> None:
    """Refuse to serve places with another pepper than theirs; make the secrets of an installation that is new.

    With `new_pepper` another one is made: places of an older one that is gone open by their recovery codes alone.
    """
    folder = secrets_folder(os.environ)
    needed = set(Place.objects.values_list("pepper_id", flat=True).distinct()) - {""}
    if new_pepper:
        make_pepper(folder, beyond=max(map(number_of, needed), default=0))
    elif not needed:
        make_pepper(folder)
    try:
        newest = pepper(folder)
    except SecretLost as lost:
        raise SecretLost(f"{lost.sentence} {WHERE_LOST}") from None
    # One that is older than the newest may be gone: that is why the newest was asked for.
    gone = [number_of(id) for id in needed if number_of(id) >= newest.number and id != newest.id]
    if gone:
        raise SecretLost(
            f"The secret “{folder / f'pepper-p{max(gone)}'}” is missing or is not the one that places were made with."
            f" Put the right one back. {WHERE_LOST}"
        )
    server_secret(folder)


def check_settings() -> None:
    """Read back what SQLite was told; a setting that did not take is found here and not after a power cut."""
    if connection.vendor != "sqlite":
        return
    try:
        with connection.cursor() as cursor:
            found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in WANTED}
    except UNREADABLE:
        raise NoDatabase from None
    for name, wanted in WANTED.items():
        if found[name] != wanted:
            raise NotHardened(
                f"SQLite runs with {name} = {found[name]} and should with {wanted}: use another version of it."
            )


def check_structure() -> str | None:
    """What is wrong with the structure of the database, if anything; then nothing more is written to it."""
    if connection.vendor != "sqlite":
        return None
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(1)")
            found = str(cursor.fetchone()[0])
    except UNREADABLE as fault:
        found = str(fault)
    if found == "ok":
        return None
    write_no_more(DAMAGED)
    return DAMAGED


def tidy(now: datetime) -> None:
    """End sessions that are over, finish what was erased in part, and set room aside for a full disk."""
    keep_reserve()
    with contextlib.suppress(DiskFull, CannotWrite):  # over and unreadable already, whether or not their rows are gone
        with one_act():
            sessions.end_old(now)
        for place in places.erased_in_part():
            places.sweep(place)
