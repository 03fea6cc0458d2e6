"""Makes place-1.json: a place as schema 0001 kept it, with all that is needed to open it, for tests to open for ever.

    LEANINGS_HOME=$(mktemp -d) python tests/data/vault/make_place_1.py place-1.json

It was run once, on the day the vault was made. Its keys, ids and ciphertexts are random, so another run gives another
place: the file that lies here is never made again. A later schema gets a script and a file of its own, beside these.
Nothing in it belongs to anyone; Ada is invented.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

os.environ["DJANGO_SETTINGS_MODULE"] = "leanings.web.settings"

NAME, PASSPHRASE = "amber-otter-lantern", "vier Wörter ohne jeden Sinn"
NOW = datetime(2031, 3, 1, 21, 4, tzinfo=UTC)
ENTERED = "2031-03-01T21:04Z"
SHARED = "A letter to Ben, as it was on the first of March."

SHEET = {
    "day": "2031-03-01",
    "entered": ENTERED,
    "asked": {
        "tool": "square",
        "version": 1,
        "language": "en",
        "question": "Where do you stand?",
        "stay": "Reasons to stay",
        "go": "Reasons to go",
    },
    "stay": 7,
    "go": "skipped",
    "words": "Both at once.",
    "tomorrow": "Walk before breakfast.",
    "says": "Strong reasons to stay; the other side is open.",
}


def main(out: Path) -> None:
    """Write the file; refuse to write over one that is there."""
    import django

    django.setup()
    home = Path(os.environ["LEANINGS_HOME"])
    (home / "kdf.json").write_text('{"memory_kib": 19456, "iterations": 2, "lanes": 1}', encoding="utf-8")
    from django.core.management import call_command

    from leanings.vault import start

    call_command("migrate", interactive=False, verbosity=0)
    start.check_secrets()
    told = _live()
    secrets = {path.name: path.read_bytes().hex() for path in sorted((home / "secrets").iterdir())}
    with out.open("x", encoding="utf-8") as file:
        json.dump({"migration": "0001_first", **told, "secrets": secrets, "rows": _rows()}, file, indent=1)
        file.write("\n")


def _live() -> dict[str, Any]:
    """Ada makes a place and keeps one thing of every word; what it takes to find it all again."""
    from leanings.acts import desk, opening
    from leanings.acts.opening import Draft

    token = opening.make_place(NAME, PASSPHRASE, _me(), (), NOW)
    room = opening.visit(token, NOW).room
    assert room is not None, "a place that was made just now is open"
    for number, document in enumerate(_documents()):
        desk.keep(room, document, f"form-{number}")
    kept = desk.drawer(room, "journal")[0]
    edited = desk.drawer(room, "unsent")[0]
    desk.keep(room, edited.doc, "form-again", item=edited.item, rev=edited.rev)
    gone = desk.keep(room, kept.doc, "form-gone")
    desk.forget(room, gone.item)
    draft = Draft("form-locked", "/diary/words/", "words=What+I+was+writing+when+it+locked%2E", 32_170_000)
    opening.keep_draft(token, draft, NOW)
    code = opening.new_code(room)
    _share(room.place)
    documents = [_me().as_doc(), *(document.as_doc() for document in _documents())]
    return {
        "name": NAME,
        "passphrase": PASSPHRASE,
        "code": code,
        "token": token,
        "now": NOW.isoformat(),
        "place": str(room.place),
        "journal": str(kept.item),
        "documents": documents,
        "draft": {"form": draft.form, "path": draft.path, "fields": draft.fields, "minute": draft.minute},
        "shared": SHARED,
    }


def _me() -> Any:
    from leanings.core.me import Me, OwnLine, Someone

    return Me(
        zone="Europe/Berlin",
        idle=30,
        door="torn",
        lines=("close", "own-1a2b3c4d"),
        off=("tired",),
        own=(OwnLine("own-1a2b3c4d", 1, "Did we laugh?", "not at all", "a lot"),),
        helpers=(Someone("Ilse", "the blue door, any hour"),),
        plan="Keys in the coat. Ilse knows.",
        again="2031-03-02",
    )


def _documents() -> tuple[Any, ...]:
    from leanings.core.checkin import Answer, CheckIn
    from leanings.core.journal import JournalEntry
    from leanings.core.missing import NOT_ASKED, SKIPPED
    from leanings.core.sheet import from_doc, upgrade
    from leanings.core.unsent import Unsent

    answers = (
        Answer("close", 1, "How close did you feel?", "far", "close", value=4),
        Answer("own-1a2b3c4d", 1, "Did we laugh?", "not at all", "a lot", code=SKIPPED),
        Answer("tired", 1, code=NOT_ASKED),
    )
    return (
        CheckIn(date(2031, 2, 28), ENTERED, "en", "together", "checking", answers, "A quiet evening, “almost” good."),
        JournalEntry(date(2031, 3, 1), ENTERED, words="Łódź, ein Regentag. 雨 \N{UMBRELLA}\nSecond line."),
        from_doc(upgrade(SHEET, 1)),  # on that day it was kept as this mapping says
        Unsent(date(2031, 3, 1), ENTERED, "Ben, I did not send this.", date(2031, 3, 4)),
    )


def _share(place: UUID) -> None:
    """A share as its tables were shaped on the first day. No page makes one yet, so it is put together here."""
    from leanings.vault.envelope import close
    from leanings.vault.keys import new_key
    from leanings.vault.models import KeyEnvelope, Place, Share
    from leanings.vault.seal import beside, check_sum, pad, seal
    from leanings.vault.turnstile import one_act

    share, key = uuid4(), new_key()
    blob = seal(key, pad(SHARED.encode()), beside("share", share.bytes, place.bytes, "1"))
    consent = seal(key, pad(b'{"kind":"letter"}'), beside("consent", share.bytes, place.bytes, "1"))
    total = check_sum("share", share.bytes, place.bytes, 1, blob)
    with one_act():
        Share.objects.create(id=share, owner_id=place, schema=1, blob=blob, consent=consent, sum=total)
        public = bytes(Place.objects.values_list("usk_pub", flat=True).get(id=place))
        KeyEnvelope.objects.create(share_id=share, recipient_id=place, hpke=close(public, key, "share", share.bytes))


def _rows() -> dict[str, list[dict[str, Any]]]:
    """Every row of the vault, each cell with its kind where JSON has none for it."""
    from django.apps import apps

    found = {}
    for model in apps.get_app_config("vault").get_models():
        columns = [field.attname for field in model._meta.concrete_fields]
        names = [str(field.column) for field in model._meta.concrete_fields]
        rows = model._default_manager.values_list(*columns)
        found[model._meta.db_table] = [dict(zip(names, map(_cell, row), strict=True)) for row in rows]
    return found


def _cell(value: object) -> object:
    if isinstance(value, bytes | memoryview):
        return {"bytes": bytes(value).hex()}
    if isinstance(value, UUID):
        return {"uuid": str(value)}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return value


if __name__ == "__main__":
    main(Path(sys.argv[1]))
