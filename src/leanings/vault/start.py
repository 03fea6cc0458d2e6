"""What is looked at before anything is served: the secrets, the settings of the database, its structure."""

from __future__ import annotations

import os
from datetime import datetime

from django.db import DatabaseError, connection

from leanings.core.refusal import Refusal
from leanings.vault import sessions
from leanings.vault.models import Place
from leanings.vault.secrets import SecretLost, make_pepper, pepper, secrets_folder, server_secret
from leanings.vault.turnstile import CannotWrite, DiskFull, keep_reserve, one_act, write_no_more

WANTED = {"journal_mode": "delete", "synchronous": 2, "secure_delete": 1, "trusted_schema": 0}


class NotHardened(Refusal):
    """The database does not run with the settings that erasing and a power cut need."""


def check_secrets(*, new_pepper: bool = False) -> None:
    """Refuse to serve places with another pepper than theirs; make the secrets of an installation that is new.

    With `new_pepper` another one is made: places of the old one open by their recovery codes alone.
    """
    folder = secrets_folder(os.environ)
    if new_pepper or not Place.objects.exists():
        make_pepper(folder, another=new_pepper)
    server_secret(folder)
    present = pepper(folder).id
    number = present.partition("-")[0]
    wrong = Place.objects.filter(pepper_id__startswith=f"{number}-").exclude(pepper_id=present)
    if wrong.exists():
        raise SecretLost(
            f"The secret “pepper-{number}” in “{folder}” is not the one these places were made with. Put the right one"
            " back. If it is lost: leanings serve --new-pepper, and every place opens by its recovery code alone."
        )


def check_settings() -> None:
    """Read back what SQLite was told; a setting that did not take is found here and not after a power cut."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for name, wanted in WANTED.items():
            cursor.execute(f"PRAGMA {name}")
            found = cursor.fetchone()[0]
            if found != wanted:
                raise NotHardened(
                    f"SQLite runs with {name} = {found} and should with {wanted}: use another version of it."
                )


def check_structure() -> str | None:
    """What is wrong with the structure of the database, if anything; then nothing more is written to it."""
    if connection.vendor != "sqlite":
        return None
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(1)")
            found = str(cursor.fetchone()[0])
    except DatabaseError as fault:
        found = str(fault)
    if found == "ok":
        return None
    reason = "The database is damaged, so nothing more is written to it. What can still be read is there."
    write_no_more(reason)
    return reason


def tidy(now: datetime) -> None:
    """End sessions that are over, and set room aside for what must be done on a full disk."""
    keep_reserve()
    try:
        with one_act():
            sessions.end_old(now)
    except (DiskFull, CannotWrite):
        pass  # the sessions are over by their age, whether or not their rows are gone
