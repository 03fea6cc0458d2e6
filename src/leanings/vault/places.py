"""Places: made, opened, given another passphrase, turned round wholly, recovered, erased.

Each is one act. Stretching a passphrase is done before, in `locks`.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from leanings.core.document import Document
from leanings.core.everything import value_or_text
from leanings.core.kinds import SELF
from leanings.core.me import Me
from leanings.core.refusal import Refusal
from leanings.core.unknown import Unknown
from leanings.vault import notes, sessions
from leanings.vault.drawn import draw_code, plain_code
from leanings.vault.items import open_row, put, put_again, put_all, rows
from leanings.vault.keys import drawer_token
from leanings.vault.locks import CannotOpen, Guessed, Lock, put_lock
from leanings.vault.models import Item, KeySlot, Note, Place, Session, Tombstone
from leanings.vault.once import let_go_of_old
from leanings.vault.room import Keys, Room, Shut, act_in
from leanings.vault.rotation import mended, rotate
from leanings.vault.seal import CannotBeOpened
from leanings.vault.secrets import secrets_folder, server_secret
from leanings.vault.slots import RECOVERY, keys_of, new_keys, open_slot, place_of_code, put_slot, recovery_key
from leanings.vault.turnstile import CannotRead, CannotWrite, DiskFull, may_write, one_act


class NameTaken(Refusal):
    """Two draws of the same name; it is drawn again."""

    def __init__(self) -> None:
        super().__init__("This name is in use already, so another one was drawn. Write that one down.")


class WrongCode(Refusal):
    """A recovery code that opens nothing."""

    def __init__(self) -> None:
        super().__init__("This code opens nothing here. A code works once, and a newer one replaces it.")


class WrittenLater(Refusal):
    """Something a later Leanings wrote; this one does not know what it would lose by writing over it."""

    def __init__(self) -> None:
        super().__init__("A newer Leanings wrote this, so this one does not change it.")


class SetMeanwhile(Refusal):
    """The same setting, set to something else meanwhile."""

    def __init__(self) -> None:
        super().__init__("This was changed somewhere else meanwhile, so it was not changed here. Look at it once more.")


class Myself(NamedTuple):
    """Where the self document lies and what it says: no mapping where it is damaged, no settings where a later Leanings
    wrote it."""

    item: UUID | None = None
    rev: int = 0
    me: Me | None = None
    doc: Mapping[str, Any] | None = None


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


def opened(guessed: Guessed, lock: Lock | None, now: datetime, token: str, ends: bytes | None, *, again: bool) -> None:
    """Begin a session, and do what every opening does, so that none looks different from outside.

    The passphrase was stretched before this act, so it is looked at once more whether it still is the one; and where
    a session is to go on (`again`), whether that was ended meanwhile. A full disk or a damaged database keeps nobody
    from reading what is there.
    """
    with one_act(must=True):
        if not Place.objects.filter(id=guessed.place, auth=guessed.auth).exists():
            raise CannotOpen
        if again and not (ends and sessions.is_there(ends)):
            raise Shut
        idle = Me().idle
        if may_write():
            idle = _settle(guessed, lock, now)
        if ends is not None:
            sessions.end(ends)
        sessions.begin(token, guessed.place, guessed.gen, guessed.user, idle, secret(), now)


def room_of(place: UUID, user: bytes, now: datetime, *, fresh: bool, session: bytes = b"") -> Room:
    """The open place of a session."""
    keys = keys_of(place, user)
    try:
        me = self_document(place, keys).me
    except CannotRead:
        me = None  # what lies elsewhere can be read
    return Room(place, keys, now, me or Me(), fresh, me is None, session)


def self_document(place: UUID, keys: Keys) -> Myself:
    """The self document and where it lies. Damage there keeps nobody from everything else."""
    lies = Myself()
    for row in rows(Item.objects.filter(place_id=place, drawer=drawer_token(keys.drawer, SELF))):
        try:
            found = open_row(place, keys, row)
        except CannotBeOpened:
            lies = Myself(UUID(bytes=row.item), row.rev)
            continue
        value = value_or_text(found.doc)
        if value.word == SELF:
            return Myself(found.item, found.rev, value if isinstance(value, Me) else None, found.doc)
    return lies


def keep_me(room: Room, me: Me) -> None:
    """Write the self document anew, with what is changed in it since the room was opened. Belongs inside an act.

    Its revision stays what it is: a number that grows would tell how often it was written.
    """
    lies = self_document(room.place, room.keys)
    if lies.doc is not None and lies.me is None:
        raise WrittenLater
    if lies.item is None:
        put(room.place, room.keys, me)
    else:
        put_again(room.place, room.keys, _merged(room.me, me, lies.me or room.me), lies.item, lies.rev)


def change_passphrase(room: Room, lock: Lock, token: str) -> None:
    """Another passphrase for the same keys; every other session ends. No kept text is touched."""
    with act_in(room, grave=True):
        put_lock(room.place, lock, room.keys.user, room.keys.gen)
        sessions.end_all(room.place)
        sessions.begin(token, room.place, room.keys.gen, room.keys.user, room.me.idle, secret(), room.now)


def turn_round(room: Room, lock: Lock, token: str) -> None:
    """Another name, passphrase and every other key: what somebody knew of the old ones opens nothing any more."""
    with act_in(room, grave=True):
        _turn_round(room.place, room.keys, lock, room.me.idle, room.now, token)


def recover(typed: str, lock: Lock, now: datetime, token: str) -> None:
    """Open a place by its recovery code, and turn it round; the code is used up."""
    with one_act():
        place, user, gen = by_code(typed)
        keys = mended(place, user, gen)
        me = self_document(place, keys).me or Me()
        _turn_round(place, keys, lock, me.idle, now, token)


def by_code(typed: str) -> tuple[UUID, bytes, int]:
    """The place of a recovery code, its User Key and generation; refused when it opens none."""
    code = plain_code(typed)
    place = place_of_code(code) if code is not None else None
    if code is None or place is None:
        raise WrongCode
    try:
        return place, *open_slot(place, RECOVERY, recovery_key(code))
    except CannotBeOpened:
        raise WrongCode from None


def make_code(room: Room) -> str:
    """A new recovery code, in place of the one before; it can never be shown again."""
    shown, code = draw_code()
    with act_in(room, grave=True):
        put_slot(room.place, RECOVERY, room.keys.gen, recovery_key(code), room.keys.user)
    return shown


def has_code(room: Room) -> bool:
    """Whether there is a recovery code now."""
    return KeySlot.objects.filter(place_id=room.place, kind=RECOVERY).exists()


def erase(room: Room) -> None:
    """Erase a place: its keys first, so that nothing that is left can be opened, then all the rest.

    Two acts: the first is small enough for the fullest disk. What the second has no room for goes at the next start.
    """
    with act_in(room, must=True, grave=True):
        KeySlot.objects.filter(place_id=room.place).delete()
        Session.objects.filter(place_id=room.place).delete()
        nobody = {"lookup": secrets.token_bytes(16), "auth": secrets.token_bytes(32), "kdf": "", "pepper_id": ""}
        Place.objects.filter(id=room.place).update(**nobody)
        Tombstone.objects.create(id=room.place, day=room.today)
    with contextlib.suppress(DiskFull, CannotWrite):
        sweep(room.place)


def sweep(place: UUID) -> None:
    """Take out every row of a place whose keys are gone."""
    with one_act(must=True):
        Note.objects.filter(place_id=place).delete()
        Item.objects.filter(place_id=place).delete()
        Place.objects.filter(id=place).delete()


def erased_in_part() -> list[UUID]:
    """The places whose keys are gone and whose rows are still to be taken out."""
    return list(Place.objects.filter(id__in=Tombstone.objects.values("id")).values_list("id", flat=True))


def secret() -> bytes:
    """The server's own secret."""
    return server_secret(secrets_folder(os.environ))


def _settle(guessed: Guessed, lock: Lock | None, now: datetime) -> int:
    """What is done to a place whenever it is opened; the minutes until it locks."""
    place = guessed.place
    keys = mended(place, guessed.user, guessed.gen)
    lies = self_document(place, keys)
    if lies.item is not None and lies.doc is not None:
        put_again(place, keys, Unknown(lies.doc), lies.item, lies.rev)  # as it is, whoever wrote it
    notes.look_through(place, keys, now)
    let_go_of_old(place, keys, now)
    if lock is not None:
        put_lock(place, lock, guessed.user, keys.gen)
    return (lies.me or Me()).idle


def _merged(before: Me, wished: Me, present: Me) -> Me:
    """What is there now, with what somebody wished to change; refused where both changed the same."""
    changed = {}
    for name in (field.name for field in fields(Me)):
        was, wish, now = getattr(before, name), getattr(wished, name), getattr(present, name)
        if wish != was:
            if now not in (was, wish):
                raise SetMeanwhile
            changed[name] = wish
    return replace(present, **changed)


def _turn_round(place: UUID, old: Keys, lock: Lock, idle: int, now: datetime, token: str) -> None:
    if Place.objects.filter(lookup=lock.lookup).exclude(id=place).exists():
        raise NameTaken
    keys = rotate(place, old)
    put_lock(place, lock, keys.user, keys.gen)
    KeySlot.objects.filter(place_id=place, kind=RECOVERY).delete()
    sessions.end_all(place)
    sessions.begin(token, place, keys.gen, keys.user, idle, secret(), now)
