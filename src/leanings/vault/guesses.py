"""Guesses: how long someone waits after a wrong passphrase, and how many passphrases are stretched at once.

Nothing here ever shuts a place: a wrong guess from one network delays the next one from there, to the same place, by
half a second, doubling to a minute. A browser that had the place open before counts as a network of its own. It is kept
in memory alone, under a key that ends with the process.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import hmac
import ipaddress
import os
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator

from leanings.core.refusal import Refusal
from leanings.vault.secrets import place_of

FIRST = 0.5  # seconds
LONGEST = 60.0
REMEMBERED = 10_000
QUEUE = 20  # who may wait for a turn to stretch a passphrase
_KEY = secrets.token_bytes(32)
_lock = threading.Lock()
_waits: OrderedDict[bytes, tuple[int, float]] = OrderedDict()
_standing = threading.BoundedSemaphore(QUEUE + (os.cpu_count() or 1))
_cores = threading.BoundedSemaphore(os.cpu_count() or 1)


class Wait(Refusal):
    """Too soon after a wrong guess."""

    def __init__(self, seconds: float) -> None:
        self.seconds = max(1, round(seconds + 0.5))
        super().__init__(f"Wait {self.seconds} seconds, then try again. Nothing is shut, and nothing was lost.")


class Busy(Refusal):
    """Too many passphrases at once."""

    later = True
    seconds = 5

    def __init__(self) -> None:
        super().__init__("Many people are opening their places just now. Try again in a few seconds.")


def network_of(address: str) -> str:
    """The network an address belongs to: what one household or provider's customer has."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network(f"{address}/{24 if parsed.version == 4 else 56}", strict=False))


def check(lookup: bytes, who: str, now: float | None = None) -> None:
    """Refuse a guess that comes before its time. One that is let in after a wrong one takes the next one's time too, so
    that many at once are no way around the wait."""
    now = time.monotonic() if now is None else now
    name = _name(lookup, who)
    with _lock:
        count, until = _waits.get(name, (0, 0.0))
        if until > now:
            raise Wait(until - now)
        if count:
            _waits[name] = (count, now + _delay(count))


def was_wrong(lookup: bytes, who: str, now: float | None = None) -> None:
    """Remember a wrong guess."""
    now = time.monotonic() if now is None else now
    name = _name(lookup, who)
    with _lock:
        count = _waits.pop(name, (0, 0.0))[0] + 1
        _waits[name] = (count, now + _delay(count))
        while len(_waits) > REMEMBERED:
            _waits.popitem(last=False)


def was_right(lookup: bytes, who: str) -> None:
    """Forget the wrong guesses from there."""
    with _lock:
        _waits.pop(_name(lookup, who), None)


@contextlib.contextmanager
def turn() -> Iterator[None]:
    """A turn at stretching a passphrase: as many at once as the machine has cores, whichever process asks."""
    if not _standing.acquire(blocking=False):
        raise Busy
    try:
        with _cores:  # so that those who wait in this process sleep, and only its foremost look for a free door
            door = _free_door()
            try:
                yield
            finally:
                os.close(door)
    finally:
        _standing.release()


def _free_door() -> int:
    folder = place_of(os.environ) / "cache" / "turns"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    while True:
        for number in range(os.cpu_count() or 1):
            door = os.open(folder / str(number), os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(door)
            else:
                return door
        time.sleep(0.02)


def _delay(count: int) -> float:
    return float(min(LONGEST, FIRST * 2 ** min(count - 1, 10)))


def _name(lookup: bytes, who: str) -> bytes:
    return hmac.digest(_KEY, lookup + who.encode(), hashlib.sha256)[:16]
