"""Who may see what now: making a place, opening it, locking it, leaving it, and changing what opens it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from leanings.acts import held
from leanings.core.document import Document
from leanings.core.me import Me
from leanings.core.refusal import Refusal
from leanings.vault import guesses, locks, places, sessions
from leanings.vault.drawn import draw_name, draw_passphrase, lookup_of
from leanings.vault.guesses import Busy, Wait, network_of
from leanings.vault.locks import CannotOpen, LockDamaged
from leanings.vault.notes import Draft, drafts, drop_draft, put_draft
from leanings.vault.passphrase import WeakPassphrase, check_strength
from leanings.vault.places import NameTaken, WrongCode
from leanings.vault.room import Room, Shut
from leanings.vault.seal import CannotBeOpened
from leanings.vault.sessions import Level
from leanings.vault.turnstile import CannotWrite, DiskFull, one_act

__all__ = [
    "Busy",
    "CannotBeOpened",
    "CannotOpen",
    "CannotWrite",
    "DiskFull",
    "Draft",
    "Level",
    "LockDamaged",
    "NameTaken",
    "Room",
    "Shut",
    "Visit",
    "Wait",
    "WeakPassphrase",
    "WrongCode",
    "change",
    "change_wholly",
    "draft_of",
    "end_others",
    "keep_draft",
    "leave",
    "lock",
    "make_place",
    "new_code",
    "offer",
    "open_place",
    "open_with_code",
    "reopen",
    "visit",
]


@dataclass(frozen=True, slots=True)
class Offer:
    """What is drawn for someone who makes a place."""

    name: str
    passphrase: str


@dataclass(frozen=True, slots=True)
class Visit:
    """What a browser may see now. `token` is what its cookie should hold from now on, when that changed."""

    level: Level
    room: Room | None = None
    token: str | None = None

    @property
    def idle(self) -> int:
        """The minutes after which an open place locks itself."""
        return self.room.me.idle if self.room else 0


NOBODY = Visit(Level.NONE)
REMEMBERED = 1000  # forms for a code, in memory alone
_sent: OrderedDict[str, None] = OrderedDict()
_sent_lock = threading.Lock()


def offer() -> Offer:
    """A name and a passphrase, drawn."""
    return Offer(draw_name(), draw_passphrase())


def visit(token: str | None, now: datetime) -> Visit:
    """What the holder of a token may see; a session that was idle for too long is locked here."""
    if not token:
        return NOBODY
    try:
        state = sessions.at(token, places.secret(), now)
    except CannotBeOpened:
        return NOBODY  # the server's secret is another one now: every session is over
    if state is None:
        return NOBODY
    if state.user is None:
        return Visit(Level.LOCKED, token=_lock_late(state))
    _note_use(state, now)
    try:
        room = places.room_of(state.place, state.user, now, fresh=state.level >= Level.FRESH, session=state.row)
    except CannotBeOpened:
        return NOBODY  # other keys since a moment ago, or a damaged one, which is mended at the next opening
    return Visit(state.level, room)


def make_place(name: str, passphrase: str, me: Me, documents: Sequence[Document], now: datetime) -> str:
    """Make a place, with what was written already; the token of its first session."""
    lock_ = locks.chosen_lock(name, passphrase)
    token = sessions.new_token()
    places.make(lock_, me, documents, now, token)
    return token


def check_passphrase(passphrase: str, name: str) -> None:
    """Refuse a passphrase that would soon be guessed, before anything slow is done."""
    check_strength(passphrase, name)


def open_place(name: str, passphrase: str, address: str, now: datetime, before: str | None = None) -> str:
    """Open a place by its name and passphrase; the token of the new session. The one before it ends."""
    return _open(locks.guess(name, passphrase, network_of(address)), passphrase, now, before)


def reopen(token: str, passphrase: str, now: datetime) -> str:
    """Unlock, or make fresh, the session of a token by its passphrase; its new token."""
    state = sessions.at(token, places.secret(), now)
    if state is None:
        raise CannotOpen
    return _open(locks.guess_again(state.place, passphrase, state.row), passphrase, now, token, again=True)


def lock(token: str, now: datetime) -> str | None:
    """Lock the session of a token; its new token, or None when there was none that was open."""
    try:
        state = sessions.at(token, places.secret(), now)
    except CannotBeOpened:
        leave(token)  # nobody can open it any more, so it goes
        return None
    if state is None or not sessions.still_holds_key(state):
        return None
    return _lock(state)


def leave(token: str | None) -> None:
    """End the session of a token, wherever it stands, and let go of a file that waits."""
    if token:
        held.drop(sessions.place_of(sessions.row_of(token)))
        with one_act(must=True):
            sessions.end(sessions.row_of(token))


def change(room: Room, passphrase: str) -> str:
    """Another passphrase for the same name; every other session ends; the token of the new one."""
    locked = locks.changed_lock(room.place, passphrase)
    token = sessions.new_token()
    places.change_passphrase(room, locked, token)
    held.drop(room.place)
    return token


def change_wholly(room: Room, name: str, passphrase: str) -> str:
    """Someone may know the passphrase: another name, passphrase and every key in one act; the new token."""
    lock_ = locks.chosen_lock(name, passphrase)
    token = sessions.new_token()
    places.turn_round(room, lock_, token)
    held.drop(room.place)
    return token


def open_with_code(code: str, name: str, passphrase: str, address: str, now: datetime) -> str:
    """Open a place by its recovery code, under a new name and passphrase; the token of the session."""
    check_strength(passphrase, name)
    try:
        held.drop(places.by_code(code)[0])
    except WrongCode:
        # A right code never waits: nobody guesses 128 bits, and somebody else's wrong ones must not keep its owner out.
        network, door = network_of(address), lookup_of("recovery")
        guesses.check(door, network)
        guesses.was_wrong(door, network)
        raise
    token = sessions.new_token()
    places.recover(code, locks.chosen_lock(name, passphrase), now, token)
    return token


class SentTwice(Refusal):
    """The same form for a code, a second time."""

    def __init__(self) -> None:
        super().__init__(
            "This was pressed twice, and the first code may not have been shown. Make one more: the newest opens."
        )


def new_code(room: Room, once: str | None = None) -> str:
    """A recovery code in place of any before; it can be shown this once."""
    if once is not None and not _first_time(f"{room.place} {once}"):
        raise SentTwice  # else two codes were made at once, and the page might show the one that opens nothing
    return places.make_code(room)


def _first_time(mark: str) -> bool:
    with _sent_lock:
        known = mark in _sent
        _sent[mark] = None
        while len(_sent) > REMEMBERED:
            _sent.popitem(last=False)
    return not known


def has_code(room: Room) -> bool:
    """Whether a recovery code opens this place."""
    return places.has_code(room)


def end_others(room: Room, token: str) -> None:
    """End every session of this place but the one of this token."""
    with one_act(must=True):
        sessions.end_all(room.place, but=sessions.row_of(token))


def sessions_of(room: Room, token: str) -> tuple[tuple[bool, int], ...]:
    """The sessions of this place: whether it is this browser's, and the days since it was last used."""
    minute, mine = int(room.now.timestamp() // 60), sessions.row_of(token)
    return tuple((row == mine, (minute - used) // 1440) for row, used in sessions.days_of(room.place))


def keep_draft(token: str, draft: Draft, now: datetime) -> bool:
    """Put a form that was not kept aside for whoever holds this token's place, open or locked; False for nobody."""
    try:
        state = sessions.at(token, places.secret(), now)
    except CannotBeOpened:
        state = None
    if state is None:
        return False
    with one_act():
        put_draft(state.place, draft)
    return True


def draft_of(room: Room, path: str) -> Draft | None:
    """The newest draft of the form at this address."""
    return next((draft for draft in drafts(room.place, room.keys) if draft.path == path), None)


def waiting(room: Room) -> tuple[Draft, ...]:
    """Every draft that waits, the newest first."""
    return drafts(room.place, room.keys)


def let_go(room: Room, form: str) -> None:
    """Let go of the draft of a form."""
    with one_act():
        drop_draft(room.place, form)


def erase_place(room: Room) -> None:
    """Erase a place and everything in it, for good."""
    held.drop(room.place)
    places.erase(room)


def _open(guessed: locks.Guessed, passphrase: str, now: datetime, before: str | None, *, again: bool = False) -> str:
    renewed = None if guessed.present else locks.new_lock(guessed.lookup, passphrase)
    token = sessions.new_token()
    places.opened(guessed, renewed, now, token, sessions.row_of(before) if before else None, again=again)
    return token


def _lock(state: sessions.State) -> str:
    held.drop(state.place)
    with one_act(must=True):
        return sessions.lock(state, places.secret())


def _lock_late(state: sessions.State) -> str | None:
    """Lock what is over its time; its new token. Where nothing can be written, its time is over all the same."""
    if not sessions.still_holds_key(state):
        return None
    try:
        return _lock(state)
    except (DiskFull, CannotWrite):
        return None


def _note_use(state: sessions.State, now: datetime) -> None:
    if sessions.is_due(state, now):
        try:
            with one_act():
                sessions.seen(state, now)
        except (DiskFull, CannotWrite):
            pass  # reading goes on; the session only locks the sooner
