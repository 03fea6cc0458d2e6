"""Places: made, opened, given another passphrase, turned round wholly, recovered, erased.

Each is one act. Stretching a passphrase is done before, in `locks`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from leanings.core.document import Document
from leanings.core.kinds import SELF, value_of
from leanings.core.me import Me
from leanings.core.refusal import Refusal
from leanings.vault import notes, sessions
from leanings.vault.drawn import draw_code, plain_code
from leanings.vault.items import open_row, put_again, put_all, rows
from leanings.vault.keys import drawer_token
from leanings.vault.locks import Lock, put_lock
from leanings.vault.models import Item, KeySlot, Note, Place, Session, Tombstone
from leanings.vault.once import let_go_of_old
from leanings.vault.room import Found, Keys, Room
from leanings.vault.rotation import rotate
from leanings.vault.seal import CannotBeOpened
from leanings.vault.secrets import secrets_folder, server_secret
from leanings.vault.slots import RECOVERY, keys_of, new_keys, open_slot, place_of_code, put_slot, recovery_key
from leanings.vault.turnstile import one_act


class NameTaken(Refusal):
    """Two draws of the same name; it is drawn again."""

    def __init__(self) -> None:
        super().__init__("This name is in use already, so another one was drawn. Write that one down.")


class WrongCode(Refusal):
    """A recovery code that opens nothing."""

    def __init__(self) -> None:
        super().__init__("This code opens nothing here. A code works once, and a newer one replaces it.")


class Unreadable(Refusal):
    """The self document of a place is damaged."""

    def __init__(self) -> None:
        super().__init__(
            "What this place knows of its own settings is damaged. Ask whoever looks after it to bring it back."
        )


def make(lock: Lock, me: Me, documents: Sequence[Document], now: datetime, token: str) -> UUID:
    """Make a place, with what was written before it was there."""
    place = Place(id=uuid4(), lookup=lock.lookup, kdf="", pepper_id="", auth=b"")
    with one_act():
        if Place.objects.filter(lookup=lock.lookup).exists():
            raise NameTaken
        keys = new_keys(place, 1)
        put_lock(place.id, lock, keys.user, keys.gen)
        put_all(place.id, keys, (me, *documents))
        sessions.begin(token, place.id, keys.gen, keys.user, me.idle, secret(), now)
    return place.id


def opened(place: UUID, user: bytes, lock: Lock | None, now: datetime, token: str, before: bytes | None) -> None:
    """Begin a session, and do what every opening does, so that none looks different from outside."""
    with one_act():
        keys = keys_of(place, user)
        found, me = self_document(place, keys)
        put_again(place, keys, me, found.item, found.rev + 1)
        notes.drop_old_drafts(place, keys, now)
        let_go_of_old(place, keys, now)
        if lock is not None:
            put_lock(place, lock, user, keys.gen)
        if before is not None:
            sessions.end(before)
        sessions.begin(token, place, keys.gen, user, me.idle, secret(), now)


def room_of(place: UUID, user: bytes, now: datetime, *, fresh: bool) -> Room:
    """The open place of a session."""
    keys = keys_of(place, user)
    found, me = self_document(place, keys)
    return Room(place, keys, now, me, found, fresh)


def self_document(place: UUID, keys: Keys) -> tuple[Found, Me]:
    """The self document and where it lies."""
    row = next(rows(Item.objects.filter(place_id=place, drawer=drawer_token(keys.drawer, SELF))), None)
    try:
        found = open_row(place, keys, row) if row is not None else None
    except CannotBeOpened:
        found = None
    value = value_of(found.doc) if found is not None else None
    if found is None or not isinstance(value, Me):
        raise Unreadable
    return found, value


def change_passphrase(room: Room, lock: Lock, token: str) -> None:
    """Another passphrase for the same keys; every other session ends. No kept text is touched."""
    with one_act():
        put_lock(room.place, lock, room.keys.user, room.keys.gen)
        sessions.end_all(room.place)
        sessions.begin(token, room.place, room.keys.gen, room.keys.user, room.me.idle, secret(), room.now)


def turn_round(room: Room, lock: Lock, token: str) -> None:
    """Another name, passphrase and every other key: what somebody knew of the old ones opens nothing any more."""
    with one_act():
        _turn_round(room.place, room.keys, lock, room.me.idle, room.now, token)


def recover(typed: str, lock: Lock, now: datetime, token: str) -> None:
    """Open a place by its recovery code, and turn it round; the code is used up."""
    place, user = by_code(typed)
    with one_act():
        keys = keys_of(place, user)
        _, me = self_document(place, keys)
        _turn_round(place, keys, lock, me.idle, now, token)


def by_code(typed: str) -> tuple[UUID, bytes]:
    """The place of a recovery code and its User Key; refused when it opens none."""
    code = plain_code(typed)
    place = place_of_code(code) if code is not None else None
    if code is None or place is None:
        raise WrongCode
    try:
        return place, open_slot(place, RECOVERY, recovery_key(code))[0]
    except CannotBeOpened:
        raise WrongCode from None


def make_code(room: Room) -> str:
    """A new recovery code, in place of the one before; it can never be shown again."""
    shown, code = draw_code()
    with one_act():
        put_slot(room.place, RECOVERY, room.keys.gen, recovery_key(code), room.keys.user)
    return shown


def has_code(room: Room) -> bool:
    """Whether there is a recovery code now."""
    return KeySlot.objects.filter(place_id=room.place, kind=RECOVERY).exists()


def erase(place: UUID, today: date) -> None:
    """Erase a place: its keys first, so that nothing that is left can be opened, then all the rest."""
    with one_act(must=True):
        KeySlot.objects.filter(place_id=place).delete()
        Session.objects.filter(place_id=place).delete()
        Note.objects.filter(place_id=place).delete()
        Item.objects.filter(place_id=place).delete()
        Place.objects.filter(id=place).delete()
        Tombstone.objects.create(id=place, day=today)


def secret() -> bytes:
    """The server's own secret."""
    return server_secret(secrets_folder(os.environ))


def _turn_round(place: UUID, old: Keys, lock: Lock, idle: int, now: datetime, token: str) -> None:
    if Place.objects.filter(lookup=lock.lookup).exclude(id=place).exists():
        raise NameTaken
    keys = rotate(place, old)
    put_lock(place, lock, keys.user, keys.gen)
    KeySlot.objects.filter(place_id=place, kind=RECOVERY).delete()
    sessions.end_all(place)
    sessions.begin(token, place, keys.gen, keys.user, idle, secret(), now)
