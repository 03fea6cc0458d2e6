"""Sessions: what a cookie opens and for how long, and that an old one opens nothing (W-23, W-24, the clock of D-37)."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from leanings.acts import desk, opening
from leanings.acts.opening import CannotOpen, Draft, Level, Shut
from leanings.core.me import IDLE, Me
from leanings.vault import locks, places, sessions
from leanings.vault.locks import chosen_lock
from leanings.vault.models import KeyItem, KeySlot, Session
from leanings.vault.seal import CannotBeOpened, beside, unseal
from tests.keeping import NOW, Person, all_rows, entry, once, settle, words_of

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def test_a_new_token_at_every_change_of_level_and_the_old_one_is_nobody() -> None:
    """W-23: open, once more, lock, unlock, another passphrase, turned round, the code. A token seen before, in another
    browser or in a copy of this one, opens nothing: not even the page that knows whose place it is."""
    ada = settle("Ada")
    code = opening.new_code(ada.room())
    seen = [ada.token]
    steps: list[Callable[[str], str | None]] = [
        lambda token: opening.open_place(ada.name, ada.passphrase, ada.address, NOW, token),
        lambda token: opening.reopen(token, ada.passphrase, NOW),
        lambda token: opening.lock(token, NOW),
        lambda token: opening.reopen(token, ada.passphrase, NOW),
        lambda token: opening.change(_room(token), "second words of Ada"),
        lambda token: opening.change_wholly(_room(token), "second-drawn-name", "third words of Ada"),
    ]
    for step in steps:
        token = step(seen[-1])
        assert token is not None
        assert token not in seen
        assert [opening.visit(old, NOW).level for old in seen] == [Level.NONE] * len(seen)
        seen.append(token)
        assert opening.visit(token, NOW).level >= Level.LOCKED
    with pytest.raises(opening.WrongCode):  # turned round, so the code went too
        opening.open_with_code(code, "third-drawn-name", "fourth words of Ada", ada.address, NOW)
    assert Session.objects.count() == 1


def test_a_cookie_that_was_planted_is_never_taken_up() -> None:
    """W-23: Eve gives Ada's browser a cookie of her choosing, even one of a place of Eve's; what Ada opens is under
    another token, and Eve's session ends with it instead of becoming Ada's."""
    ada, eve = settle("Ada"), settle("Eve")
    for planted in ("eve-chose-this", eve.token):
        token = opening.open_place(ada.name, ada.passphrase, ada.address, NOW, planted)
        assert token != planted
        assert opening.visit(planted, NOW).level is Level.NONE
        assert _room(token).place == ada.room().place


def test_the_database_holds_no_token_and_opens_no_key() -> None:
    """Only its sum is there; the User Key in the row opens only with both the cookie and the server's secret."""
    ada = settle("Ada")
    row = Session.objects.get()
    assert bytes(row.token_sha256) == hashlib.sha256(ada.token.encode()).digest()
    assert ada.token.encode() not in repr(all_rows()).encode()
    bound = beside("session", bytes(row.token_sha256), ada.room().place.bytes)
    for wrong in (sessions._key(ada.token, bytes(32)), sessions._key("", places.secret()), bytes(32)):
        with pytest.raises(CannotBeOpened):
            unseal(wrong, bytes(row.wrapped_uk or b""), bound)


def test_what_is_locked_holds_no_key() -> None:
    """The row of an open session holds the wrapped User Key; once locked, by hand or by time, there is none."""
    ada, ben = settle("Ada"), settle("Ben")
    assert Session.objects.filter(wrapped_uk__isnull=False).count() == 2
    opening.lock(ada.token, NOW)
    assert opening.visit(ben.token, NOW + 10 * MINUTE).level is Level.LOCKED
    assert Session.objects.filter(wrapped_uk__isnull=True, level=Level.LOCKED).count() == 2


@pytest.mark.parametrize("idle", IDLE)
def test_an_open_place_locks_itself_after_the_minutes_chosen(idle: int) -> None:
    """Each use puts it off; a minute short of the time it is open, at the time it is locked, and not for the clock."""
    ada = settle("Ada", me=Me(idle=idle))
    now = NOW
    for _ in range(3):
        now += (idle - 1) * MINUTE
        assert ada.level(now) is Level.OPEN if idle > 5 else ada.level(now) >= Level.OPEN
    visit = opening.visit(ada.token, now + idle * MINUTE)
    assert visit.level is Level.LOCKED
    assert visit.room is None
    assert visit.token not in (None, ada.token)
    assert ada.level(now) is Level.NONE
    assert opening.visit(visit.token, now + idle * MINUTE).level is Level.LOCKED


def test_no_use_keeps_a_session_longer_than_twelve_hours() -> None:
    """Used every minute, open all along; at twelve hours it is over, and knows nobody any more."""
    ada = settle("Ada", me=Me(idle=30))
    now = NOW
    while now < NOW + 12 * HOUR - 20 * MINUTE:
        now += 20 * MINUTE
        assert ada.level(now) is Level.OPEN
    assert ada.level(NOW + 12 * HOUR) is Level.NONE


def test_grave_things_are_open_for_five_minutes_after_the_passphrase() -> None:
    """Fresh at the door; only open afterwards; fresh again once the passphrase was typed once more."""
    ada = settle("Ada")
    assert ada.level(NOW + 5 * MINUTE) is Level.FRESH
    later = NOW + 5 * MINUTE + timedelta(seconds=1)
    assert ada.level(later) is Level.OPEN
    assert not ada.room(later).fresh
    ada.token = opening.reopen(ada.token, ada.passphrase, later + 2 * MINUTE)
    assert ada.level(later + 2 * MINUTE) is Level.FRESH
    with pytest.raises(CannotOpen):
        opening.reopen(ada.token, "not the passphrase", later + 8 * MINUTE)
    assert ada.level(later + 8 * MINUTE) is Level.OPEN


@pytest.mark.parametrize("back", [2 * MINUTE, HOUR, 400 * 24 * HOUR])
def test_a_clock_that_goes_back_locks(back: timedelta) -> None:
    """D-37, the part of locking: nobody can tell how long it really was, so what was open an hour is locked, and a
    session that seems to begin in the future is nobody's. A minute is no jump: clocks are put right all the time."""
    ada, ben = settle("Ada", now=NOW - 2 * HOUR, me=Me(idle=30)), settle("Ben")
    for minutes in range(100, -1, -20):
        assert ada.level(NOW - minutes * MINUTE) is Level.OPEN
    assert ada.level(NOW - MINUTE) is Level.OPEN
    assert ben.level(NOW - MINUTE) is Level.OPEN
    visit = opening.visit(ada.token, NOW - back)
    assert visit.room is None
    assert visit.level is (Level.LOCKED if back < 2 * HOUR else Level.NONE)
    assert ben.level(NOW - back) is Level.NONE


@pytest.mark.parametrize("ahead", [HOUR, 24 * HOUR, 3650 * 24 * HOUR])
def test_a_clock_that_jumps_ahead_locks_and_erases_nothing(ahead: timedelta) -> None:
    """D-37: what is kept is there when the clock is right again, and so is what waits."""
    ada = settle("Ada")
    kept = ada.keep(entry("kept"))
    opening.keep_draft(ada.token, Draft("form-x", "/diary/words/", "words=half", 1), NOW)
    assert opening.visit(ada.token, NOW + ahead).level <= Level.LOCKED
    ada.open(NOW + ahead)
    room = ada.open(NOW + MINUTE)
    assert desk.find(room, kept.item, "journal").rev == 1
    assert [draft.fields for draft in opening.waiting(room)] == ["words=half"]


@pytest.mark.parametrize("ends", ["leave", "end others", "change", "turn round", "erase"])
def test_a_session_that_is_ended_while_a_request_runs_is_not_made_again(ends: str) -> None:
    """W-24: Ada ends Ben's session in her place while a slow request of his runs. What he was in the middle of may
    finish, where it is only keeping under keys that still hold; no session comes out of it, and nothing grave."""
    ada = settle("Ada")
    his = opening.open_place(ada.name, ada.passphrase, "198.51.100.7", NOW)
    room, state = _room(his), sessions.at(his, places.secret(), NOW)
    assert state is not None
    lock = chosen_lock("bens-drawn-name", "words that Ben chose")
    _end(ends, ada, his)
    before = Session.objects.count()
    sessions.seen(state, NOW + MINUTE)
    sessions.lock(state, places.secret())
    for grave in (
        lambda: places.change_passphrase(room, lock, sessions.new_token()),
        lambda: places.turn_round(room, lock, sessions.new_token()),
        lambda: places.make_code(room),
        lambda: places.erase(room),
    ):
        with pytest.raises(Shut):
            _call(grave)
    if ends in ("leave", "end others", "change"):
        assert desk.keep(room, entry("finished"), once()).rev == 1
    assert Session.objects.count() == before
    assert opening.visit(his, NOW).level is Level.NONE
    assert not opening.keep_draft(his, Draft("form-y", "/", "x=1", 1), NOW)


def test_unlocking_that_was_begun_before_the_passphrase_changed_is_refused() -> None:
    """The passphrase is stretched before the act: one that was right a second ago, and is not any more, opens nothing;
    neither at the door, nor where a browser knows the place, and it does not bring the old lock back."""
    ada = settle("Ada")
    his = opening.lock(opening.open_place(ada.name, ada.passphrase, "198.51.100.7", NOW), NOW)
    assert his is not None
    guessed = locks.guess(ada.name, ada.passphrase, "Ben's network")
    old = locks.new_lock(guessed.lookup, ada.passphrase)
    ada.token = opening.change(ada.room(), "second words of Ada")
    slots = _slots()
    for ends, again in ((None, False), (sessions.row_of(his), True)):
        with pytest.raises((CannotOpen, Shut)):
            places.opened(guessed, old, NOW, sessions.new_token(), ends, again=again)
    assert Session.objects.count() == 1
    assert _slots() == slots


@pytest.mark.parametrize("turned", ["turn round", "recover"])
def test_nothing_is_kept_under_keys_that_are_gone(turned: str) -> None:
    """A request that was let in before the keys were changed would seal what nobody could ever open again: its text is
    refused, so that it stays in the form; and its passphrase, its code, its settings are not put in."""
    ada = settle("Ada")
    kept = ada.keep(entry("before"))
    room = ada.room()
    if turned == "recover":
        code = opening.new_code(room)
        new = opening.open_with_code(code, "second-drawn-name", "second words of Ada", ada.address, NOW)
    else:
        new = opening.change_wholly(room, "second-drawn-name", "second words of Ada")
    before = all_rows()
    for act in (
        lambda: desk.keep(room, entry("lost?"), once()),
        lambda: desk.keep(room, entry("lost?"), once(), item=kept.item, rev=1),
        lambda: desk.keep_me(room, Me(plan="lost?")),
        lambda: desk.forget(room, kept.item),
        lambda: opening.change(room, "third words of Ada"),
        lambda: opening.new_code(room),
        lambda: opening.erase_place(room),
    ):
        with pytest.raises(Shut):
            _call(act)
    assert all_rows() == before
    assert words_of(_room(new)) == ["before"]
    assert set(KeyItem.objects.values_list("gen", flat=True)) == {2}


def test_two_requests_that_find_a_session_over_its_time_get_the_same_locked_one() -> None:
    """A page and a form that come in at once after a long pause: both browsers' answers carry a token that works, so
    the text of the form finds its owner whichever answer comes last. A third, a moment later, is at the open door."""
    ada = settle("Ada")
    late = NOW + HOUR
    both = [sessions.at(ada.token, places.secret(), late) for _ in range(2)]
    tokens = {opening._lock(state) for state in both if state is not None}
    assert len(tokens) == 1
    (token,) = tokens
    assert opening.visit(token, late).level is Level.LOCKED
    assert opening.keep_draft(token, Draft("form-z", "/", "words=typed+before", 1), late)
    assert Session.objects.count() == 1
    assert opening.visit(ada.token, late).level is Level.NONE


def test_one_browser_of_many_is_ended_and_the_others_are_told_apart_by_nothing_but_days() -> None:
    """The list of sessions: which is mine, and how many days ago each was used. No address, no browser, no hour."""
    ada, ben = settle("Ada"), settle("Ben")
    phone = opening.open_place(ada.name, ada.passphrase, ada.address, NOW)
    room = _room(phone)
    assert sorted(opening.sessions_of(room, phone)) == [(False, 0), (True, 0)]
    opening.end_others(room, phone)
    assert opening.sessions_of(room, phone) == ((True, 0),)
    assert ada.level() is Level.NONE
    assert ben.level() is Level.FRESH


def test_every_thread_has_its_own_way_to_the_database() -> None:
    """A visit in another thread sees the same place: nothing of a room hangs on the connection."""
    ada = settle("Ada")
    seen: list[Level] = []

    def look() -> None:
        seen.append(ada.level())
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [Level.FRESH]


def _end(how: str, ada: Person, his: str) -> None:
    """Ada ends a session in her place, in one of the ways there are."""
    if how == "leave":
        opening.leave(his)
    elif how == "end others":
        opening.end_others(ada.room(), ada.token)
    elif how == "change":
        opening.change(ada.room(), "second words of Ada")
    elif how == "turn round":
        opening.change_wholly(ada.room(), "second-drawn-name", "second words of Ada")
    else:
        opening.erase_place(ada.room())


def _call(act: Callable[[], object]) -> None:
    act()


def _room(token: str) -> desk.Room:
    room = opening.visit(token, NOW).room
    assert room is not None
    return room


def _slots() -> list[tuple[str, bytes]]:
    return [(kind, bytes(tag)) for kind, tag in KeySlot.objects.order_by("kind").values_list("kind", "tag")]
