"""Notes: what comes in while a place is locked waits in an envelope to its own key until the next opening."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from leanings.core.refusal import Refusal
from leanings.vault.envelope import close, open_envelope
from leanings.vault.keys import pack
from leanings.vault.models import Note, Place
from leanings.vault.room import Keys
from leanings.vault.seal import CannotBeOpened, pad, unpad
from leanings.vault.slots import ENVELOPES, open_slot

MOST = 50  # notes that may wait in one place: a browser left open must not fill a disk
KEPT_DAYS = 7


class TooMany(Refusal):
    """More notes than may wait."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A form that was not kept: where it stands, what was typed into it, when."""

    form: str
    path: str
    fields: str
    minute: int


def put_draft(place: UUID, draft: Draft) -> None:
    """Seal a draft for its owner; the one that form left before is replaced. Belongs inside an act."""
    row = note_id(place, draft.form)
    others = Note.objects.filter(place_id=place).exclude(id=row).count()
    if others >= MOST:
        raise TooMany("Many things that were not kept wait in this place already. Open it to look at them first.")
    public = bytes(Place.objects.values_list("usk_pub", flat=True).get(id=place))
    said: dict[str, Any] = {"form": draft.form, "path": draft.path, "fields": draft.fields, "minute": draft.minute}
    envelope = close(public, pad(json.dumps(said).encode()), "note", row.bytes, place.bytes)
    Note.objects.update_or_create(id=row, defaults={"place_id": place, "hpke": envelope})


def drafts(place: UUID, keys: Keys) -> tuple[Draft, ...]:
    """The drafts that wait, the newest first; one that cannot be opened is passed over."""
    waiting = list(Note.objects.filter(place_id=place).values_list("id", "hpke"))
    if not waiting:
        return ()
    secret, _ = open_slot(place, ENVELOPES, keys.user)
    found = []
    for row, envelope in waiting:
        try:
            text = unpad(open_envelope(secret, bytes(envelope), "note", row.bytes, place.bytes))
        except CannotBeOpened:
            continue
        found.append(Draft(**json.loads(text)))
    return tuple(sorted(found, key=lambda draft: draft.minute, reverse=True))


def drop_draft(place: UUID, form: str) -> None:
    """Let go of the draft of one form. Belongs inside an act."""
    Note.objects.filter(id=note_id(place, form), place_id=place).delete()


def drop_all(place: UUID) -> None:
    """Let go of everything that waits. Belongs inside an act."""
    Note.objects.filter(place_id=place).delete()


def drop_old_drafts(place: UUID, keys: Keys, now: datetime) -> None:
    """Let go of drafts of more than a week ago. Belongs inside an act."""
    oldest = int((now - timedelta(days=KEPT_DAYS)).astimezone(UTC).timestamp() // 60)
    for draft in drafts(place, keys):
        if draft.minute < oldest:
            drop_draft(place, draft.form)


def note_id(place: UUID, form: str) -> UUID:
    """The row of a form's draft: the same for the same form, and nothing to read in it."""
    return UUID(bytes=hashlib.sha256(pack("draft", place.bytes, form)).digest()[:16])
