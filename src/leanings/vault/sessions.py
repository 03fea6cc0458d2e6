"""Sessions: what a browser may open, and for how long.

The User Key lies in the row, sealed by what only the cookie and the server hold together. The row is taken out when
it locks; a token is good for one level only.
"""

from __future__ import annotations

import hashlib
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from uuid import UUID

from leanings.vault.keys import extract
from leanings.vault.models import Session
from leanings.vault.seal import beside, seal, unseal

LASTS = 12 * 60  # minutes a session can be unlocked again with the passphrase alone
FRESH = 5 * 60  # seconds after the passphrase in which grave things may be done
SEEN_EVERY = 1  # minutes between two writes of when it was last used


class Level(IntEnum):
    """What a session allows."""

    NONE = 0
    LOCKED = 1
    OPEN = 2
    FRESH = 3


@dataclass(frozen=True, slots=True, repr=False)
class State:
    """A session as it is now; `user` is the User Key while it is open."""

    place: UUID
    level: Level
    row: bytes
    idle: int
    seen: int
    user: bytes | None


def new_token() -> str:
    """What the cookie holds."""
    return secrets.token_urlsafe(32)


def row_of(token: str) -> bytes:
    """What the database holds instead."""
    return hashlib.sha256(token.encode()).digest()


def begin(token: str, place: UUID, gen: int, user: bytes, idle: int, server: bytes, now: datetime) -> None:
    """A session that is open and fresh. Belongs inside an act."""
    row, minute = row_of(token), _minute(now)
    wrapped = seal(_key(token, server), user, beside("session", row, place.bytes), generation=gen)
    Session.objects.create(
        token_sha256=row,
        place_id=place,
        wrapped_uk=wrapped,
        level=Level.OPEN,
        fresh_until=int(now.timestamp()) + FRESH,
        idle=idle,
        began=minute,
        minute=minute,
    )


def lock(state: State, server: bytes) -> str:
    """Put a session that can open nothing in place of this one; its token. Belongs inside an act.

    Two requests may find the same session over its time at once. Both get the same token, since it comes from the row
    and the server's secret.
    """
    token = urlsafe_b64encode(extract(state.row + server, "locked")).decode().rstrip("=")
    found = Session.objects.filter(token_sha256=state.row).values_list("began", flat=True).first()
    if found is not None:
        Session.objects.filter(token_sha256=state.row).delete()
        Session.objects.create(
            token_sha256=row_of(token),
            place_id=state.place,
            level=Level.LOCKED,
            idle=state.idle,
            began=found,
            minute=state.seen,
        )
    return token


def at(token: str, server: bytes, now: datetime) -> State | None:
    """The session of a token, as its age and its last use allow; None when there is none, or it is over.

    A clock that went back locks: nobody can tell how long it really was.
    """
    row = row_of(token)
    columns = ("place_id", "wrapped_uk", "level", "fresh_until", "idle", "began", "minute")
    found = Session.objects.filter(token_sha256=row).values_list(*columns).first()
    if found is None:
        return None
    place, wrapped, level, fresh_until, idle, began, seen = found
    minute = _minute(now)
    if not began - 1 <= minute < began + LASTS:
        return None
    if level < Level.OPEN or wrapped is None or not seen - 1 <= minute < seen + idle:
        return State(place, Level.LOCKED, row, idle, seen, None)
    user = unseal(_key(token, server), bytes(wrapped), beside("session", row, place.bytes))
    fresh = 0 <= fresh_until - now.timestamp() <= FRESH
    return State(place, Level.FRESH if fresh else Level.OPEN, row, idle, seen, user)


def is_there(row: bytes) -> bool:
    """Whether this session was not ended meanwhile."""
    return Session.objects.filter(token_sha256=row).exists()


def place_of(row: bytes) -> UUID | None:
    """The place of a session; None where there is no such session."""
    return Session.objects.filter(token_sha256=row).values_list("place_id", flat=True).first()


def still_holds_key(state: State) -> bool:
    """Whether a session that is over its time still has its key in the database."""
    return Session.objects.filter(token_sha256=state.row, wrapped_uk__isnull=False).exists()


def is_due(state: State, now: datetime) -> bool:
    """Whether its last use should be written down again."""
    return _minute(now) - state.seen >= SEEN_EVERY


def seen(state: State, now: datetime) -> None:
    """Write down that it was used. A session that was ended meanwhile stays ended. Belongs inside an act."""
    Session.objects.filter(token_sha256=state.row).update(minute=_minute(now))


def end(row: bytes) -> None:
    """End one session. Belongs inside an act."""
    Session.objects.filter(token_sha256=row).delete()


def end_all(place: UUID, but: bytes | None = None) -> None:
    """End every session of a place, or every other one. Belongs inside an act."""
    found = Session.objects.filter(place_id=place)
    (found.exclude(token_sha256=but) if but else found).delete()


def end_old(now: datetime) -> None:
    """End the sessions of everyone that are over their time. Belongs inside an act."""
    Session.objects.filter(began__lt=_minute(now) - LASTS).delete()


def days_of(place: UUID) -> list[tuple[bytes, int]]:
    """The sessions of a place with the minute each was last used."""
    found = Session.objects.filter(place_id=place).values_list("token_sha256", "minute").order_by("-minute")
    return [(bytes(row), int(minute)) for row, minute in found]


def _minute(now: datetime) -> int:
    return int(now.timestamp() // 60)


def _key(token: str, server: bytes) -> bytes:
    return extract(token.encode() + server, "session")
