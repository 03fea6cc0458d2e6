"""How long a guesser waits, how many passphrases are stretched at once, and that nobody is ever shut out (A-13)."""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Callable

import pytest

from leanings.acts import opening
from leanings.acts.opening import Busy, CannotOpen, Level, Wait, WrongCode
from leanings.vault import guesses
from leanings.vault.drawn import lookup_of
from leanings.vault.guesses import LONGEST, QUEUE, network_of, turn
from tests.keeping import NOW, Person, all_rows, entry, home, settle, words_of
from tests.vault.children import begin

CORES = os.cpu_count() or 1
HELD = 0.05  # seconds a child keeps its turn
BEN = "198.51.100.66"
Say = Callable[[object], None]


@pytest.mark.parametrize("many", [20, pytest.param(500, marks=pytest.mark.full)])
def test_ben_guesses_hundreds_of_times_and_ada_still_comes_in(many: int) -> None:
    """A-13: guesses at name and code from Ben's network, and from as many others. Ada opens from hers at once. From
    Ben's network the browser that knows her place opens at once, any other within a minute; and her code at once, even
    there. Nothing in the database changed, so there is no mark of a lock."""
    ada = settle("Ada")
    ada.keep(entry("mine"))
    code = opening.new_code(ada.room())
    at_home = opening.lock(opening.open_place(ada.name, ada.passphrase, "198.51.100.9", NOW), NOW)
    assert at_home is not None
    before = all_rows()
    for number in range(many):
        for address in (BEN, f"10.{number // 250}.{number % 250}.1"):
            with pytest.raises((CannotOpen, Wait)):
                opening.open_place(ada.name, f"a guess {number}", address, NOW)
        with pytest.raises((WrongCode, Wait)):
            opening.open_with_code(f"WRONG-{number:05}", "some-drawn-name", "four words or so", BEN, NOW)
    assert all_rows() == before
    with pytest.raises(Wait) as waits:
        opening.open_place(ada.name, ada.passphrase, BEN, NOW)
    assert 1 <= waits.value.seconds <= LONGEST + 1
    guesses.check(lookup_of(ada.name), network_of(BEN), time.monotonic() + LONGEST)
    assert opening.visit(opening.reopen(at_home, ada.passphrase, NOW), NOW).level is Level.FRESH
    assert words_of(ada.open()) == ["mine"]
    token = opening.open_with_code(code, "drawn-anew-name", "another four words", BEN, NOW)
    assert words_of(Person("Ada", "drawn-anew-name", "another four words", token).room()) == ["mine"]


def test_a_locked_browser_waits_for_its_own_guesses_and_locking_again_does_not_help() -> None:
    """Ben has Ada's unlocked phone: there too a wrong guess costs time, and no new token makes it be forgotten. At her
    own door Ada does not wait for it."""
    ada = settle("Ada")
    locked = opening.lock(ada.token, NOW)
    assert locked is not None
    with pytest.raises(CannotOpen):
        opening.reopen(locked, "a guess of Ben", NOW)
    assert opening.lock(locked, NOW) is None
    with pytest.raises(Wait):
        opening.reopen(locked, "another guess of Ben", NOW)
    assert words_of(ada.open()) == []


def test_waits_double_to_a_minute_and_end_with_a_right_passphrase() -> None:
    """Half a second, one, two and so on to sixty; other networks and other places do not wait at all."""
    lookup, now, waits = os.urandom(16), 1000.0, []
    for _ in range(10):
        guesses.check(lookup, "here", now)
        guesses.was_wrong(lookup, "here", now)
        with pytest.raises(Wait) as refused:
            guesses.check(lookup, "here", now)
        waits.append(refused.value.seconds)
        guesses.check(lookup, "there", now)
        guesses.check(os.urandom(16), "here", now)
        now += LONGEST
    assert waits == [1, 2, 2, 4, 8, 16, 32, 60, 60, 60]
    guesses.was_right(lookup, "here")
    guesses.check(lookup, "here", now - LONGEST)


def test_many_guesses_at_once_are_no_way_round_the_wait() -> None:
    """After one wrong guess, the next one that is let in takes the time of those that come beside it."""
    lookup = os.urandom(16)
    guesses.was_wrong(lookup, "here", 1000.0)
    guesses.check(lookup, "here", 1000.5)
    for _ in range(20):
        with pytest.raises(Wait):
            guesses.check(lookup, "here", 1000.6)


def test_what_is_remembered_of_guesses_has_an_end() -> None:
    """Ten thousand, then the oldest is let go of; no name and no address is held, only a keyed sum of both."""
    held = guesses._waits
    held.clear()
    for number in range(guesses.REMEMBERED + 50):
        guesses.was_wrong(number.to_bytes(16, "big"), "203.0.113.0/24", 0.0)
    assert len(held) == guesses.REMEMBERED
    assert {len(name) for name in held} == {16}
    assert not any(name in number.to_bytes(16, "big") for number, name in enumerate(held))
    held.clear()


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2ff::9", "2001:db8:1:200::/56"),
        ("127.0.0.1", "127.0.0.0/24"),
        ("", "unknown"),
        ("not an address\r\n", "unknown"),
    ],
)
def test_a_network_is_what_one_household_has(address: str, network: str) -> None:
    """24 bits of the older kind of address, 56 of the newer; whatever is none of them is one network."""
    assert network_of(address) == network


def test_never_more_stretchings_at_once_than_cores_whichever_process_asks() -> None:
    """So memory is at most cores x 128 MiB. Eight processes ask at once; the stretches in which each had its turn are
    laid side by side, and everyone had theirs."""
    (home() / "cache" / "turns").mkdir(parents=True, exist_ok=True)
    children = [begin(_take_turns, 3) for _ in range(8)]
    held = sorted(stretch for child in children for stretch in child.hear_all())
    assert len(held) == 24
    most = max(sum(begins <= at < ends for begins, ends in held) for at, _ in held)
    assert most <= CORES


def test_beyond_the_queue_the_answer_is_to_come_back() -> None:
    """With every turn taken, twenty may wait, and one more for each core; the next hears so at once. Nobody who waited
    is forgotten: when the turns are free again, each has theirs."""
    folder = home() / "cache" / "turns"
    folder.mkdir(parents=True, exist_ok=True)
    doors = [os.open(folder / str(number), os.O_RDWR | os.O_CREAT, 0o600) for number in range(CORES)]
    for door in doors:
        fcntl.flock(door, fcntl.LOCK_EX)
    had: list[bool] = []
    waiting = [threading.Thread(target=_have_a_turn, args=(had,)) for _ in range(QUEUE + CORES)]
    for thread in waiting:
        thread.start()
    began = time.monotonic()
    with pytest.raises(Busy) as busy:
        _until_busy()
    assert time.monotonic() - began < 10
    assert busy.value.seconds == 5
    assert had == []
    for door in doors:
        os.close(door)
    for thread in waiting:
        thread.join(30)
    assert had == [True] * (QUEUE + CORES)
    with turn():
        pass


def test_a_turn_is_given_back_whatever_happens_in_it() -> None:
    """Also after a fault, and after a process was killed in its turn."""
    for _ in range(CORES * 3):
        with pytest.raises(ZeroDivisionError), turn():
            _ = 1 / 0
    killed = [begin(_never_give_back) for _ in range(CORES)]
    assert [child.hear() for child in killed] == ["mine"] * CORES
    for child in killed:
        child.kill()
    with turn():
        pass


def _take_turns(say: Say, times: int) -> None:
    for _ in range(times):
        with turn():
            begins = time.monotonic()
            time.sleep(HELD)
            say((begins, time.monotonic()))


def _never_give_back(say: Say) -> None:
    with turn():
        say("mine")
        time.sleep(60)


def _have_a_turn(had: list[bool]) -> None:
    with turn():
        had.append(True)


def _until_busy() -> None:
    """Ask once all who wait have come to stand in the queue; how full it is, a semaphore tells nobody else."""
    while True:
        if not guesses._standing._value:
            with turn():
                return
        time.sleep(0.01)
