"""Notes: what comes in while a place is locked waits in an envelope to its own key until the next opening."""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
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


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """A form that was not kept: where it stands, what was typed into it, when; `met`, the minute of the first opening
    at which it waited."""

    form: str
    path: str
    fields: str
    minute: int
    met: int | None = None


def put_draft(place: UUID, draft: Draft) -> None:
    """Seal a draft for its owner; the one that form left before is replaced. Belongs inside an act."""
    others = Note.objects.filter(place_id=place).exclude(id=note_id(place, draft.form)).count()
    if others >= MOST:
        raise TooMany("Many things that were not kept wait in this place already. Open it to look at them first.")
    _put(place, draft)


def drafts(place: UUID, keys: Keys) -> tuple[Draft, ...]:
    """The drafts that wait, the newest first; what cannot be opened, or is no draft, is passed over."""
    found = (_draft(place, row, text) for row, text in _opened(place, keys).items() if text is not None)
    return tuple(sorted(filter(None, found), key=lambda draft: draft.minute, reverse=True))


def drop_draft(place: UUID, form: str) -> None:
    """Let go of the draft of one form. Belongs inside an act."""
    Note.objects.filter(id=note_id(place, form), place_id=place).delete()


def drop_all(place: UUID) -> None:
    """Let go of everything that waits. Belongs inside an act."""
    Note.objects.filter(place_id=place).delete()


def look_through(place: UUID, keys: Keys, now: datetime) -> None:
    """Let go of what cannot be opened, and of drafts that were there at an opening more than a week ago. Belongs inside
    an act.

    The week begins when the person could first see it: who comes back after a month finds what was typed then.
    """
    minute = int(now.timestamp() // 60)
    for row, text in _opened(place, keys).items():
        draft = _draft(place, row, text) if text is not None else None
        if text is None or (draft and draft.met is not None and minute - draft.met > KEPT_DAYS * 24 * 60):
            Note.objects.filter(id=row, place_id=place).delete()
        elif draft and draft.met is None:
            _put(place, replace(draft, met=minute))


def note_id(place: UUID, form: str) -> UUID:
    """The row of a form's draft: the same for the same form, and nothing to read in it."""
    return UUID(bytes=hashlib.sha256(pack("draft", place.bytes, form)).digest()[:16])


def _put(place: UUID, draft: Draft) -> None:
    row = note_id(place, draft.form)
    public = bytes(Place.objects.values_list("usk_pub", flat=True).get(id=place))
    envelope = close(public, pad(json.dumps(asdict(draft)).encode()), "note", row.bytes, place.bytes)
    Note.objects.update_or_create(id=row, defaults={"place_id": place, "hpke": envelope})


def _opened(place: UUID, keys: Keys) -> dict[UUID, bytes | None]:
    """The texts of all envelopes by their rows; None for one that cannot be opened."""
    waiting = {row: bytes(hpke) for row, hpke in Note.objects.filter(place_id=place).values_list("id", "hpke")}
    if not waiting:
        return {}
    found: dict[UUID, bytes | None] = dict.fromkeys(waiting)
    with contextlib.suppress(CannotBeOpened):
        secret, _ = open_slot(place, ENVELOPES, keys.user)
        for row, envelope in waiting.items():
            with contextlib.suppress(CannotBeOpened):
                found[row] = unpad(open_envelope(secret, envelope, "note", row.bytes, place.bytes))
    return found


def _draft(place: UUID, row: UUID, text: bytes) -> Draft | None:
    """The draft in an envelope. Anyone may have closed it who knows the public key, so it is read with care."""
    try:
        said = json.loads(text)
        form, path, fields = (str(said[name]) for name in ("form", "path", "fields"))
        met = said.get("met")
        draft = Draft(form, path, fields, int(said["minute"]), None if met is None else int(met))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return draft if note_id(place, draft.form) == row else None
