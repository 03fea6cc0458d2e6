"""What is being made for a place, in the memory of the server alone: nobody pays twice for the same, and nobody else
sees it.

It is let go of as soon as it was kept, when the place locks or is left, and when nobody asked for it for a while.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any
from uuid import UUID

from leanings.acts.worker import Job
from leanings.core.refusal import Refusal

AT_ONCE = 8  # in one place; more begin as soon as some of these are done
MOST = 64  # in all places together


class TooManyAtOnce(Refusal):
    """Others are served first."""

    later = True

    def __init__(self) -> None:
        super().__init__("Many readings are being made just now. Nothing is lost; please try again in a minute.")


@dataclass(eq=False, slots=True, repr=False)
class _Held:
    """A job, or something made without one, and until when it waits to be fetched."""

    what: Any
    until: float

    def let_go(self) -> None:
        """Let go of what it works on, too."""
        if isinstance(self.what, Job):
            self.what.drop()

    @property
    def runs(self) -> bool:
        """Whether it is still being made."""
        return isinstance(self.what, Job) and not self.what.done()


_held: dict[tuple[UUID, str], _Held] = {}
_lock = threading.RLock()
_watch: list[threading.Timer] = []


def find(place: UUID, key: str, lasts: float) -> Any:  # noqa: ANN401  # whatever was begun or put there
    """What is there under this key, which then waits so many seconds more; None where there is nothing."""
    with _lock:
        _let_go_of_old()
        held = _held.get((place, key))
        if held is None:
            return None
        held.until = monotonic() + lasts
        return held.what


def may_begin(place: UUID) -> bool:
    """Whether one more may be made for this place now."""
    with _lock:
        return sum(one.runs for (whose, _), one in _held.items() if whose == place) < AT_ONCE


def begin(place: UUID, key: str, lasts: float, start: Callable[[], Any]) -> Any:  # noqa: ANN401  # as above
    """What is there under this key, else what `start` begins. Refused where too many are made for others."""
    with _lock:
        there = find(place, key, lasts)
        if there is not None:
            return there
        _make_room()
        _held[place, key] = _Held(start(), monotonic() + lasts)
        _watch_on()
        return _held[place, key].what


def let_go(place: UUID, key: str) -> None:
    """Let go of what was kept meanwhile, or failed."""
    with _lock:
        _held.pop((place, key), None)


def drop(place: UUID | None) -> None:
    """Let go of everything of a place."""
    with _lock:
        for whose, key in [one for one in _held if one[0] == place]:
            _held.pop((whose, key)).let_go()


def _make_room() -> None:
    """Let go of what was made longest ago; refused where nothing was."""
    if len(_held) < MOST:
        return
    done = [key for key, one in _held.items() if not one.runs]
    if not done:
        raise TooManyAtOnce
    del _held[min(done, key=lambda key: _held[key].until)]


def _let_go_of_old() -> None:
    now = monotonic()
    for key in [key for key, one in _held.items() if one.until <= now]:
        _held.pop(key).let_go()


def _watch_on() -> None:
    """See to it that the oldest goes at its time, also where nobody asks for anything any more."""
    for timer in _watch:
        timer.cancel()
    _watch.clear()
    if _held:
        timer = threading.Timer(max(0.0, min(one.until for one in _held.values()) - monotonic()), _watched)
        timer.daemon = True
        timer.start()
        _watch.append(timer)


def _watched() -> None:
    with _lock:
        _let_go_of_old()
        _watch_on()
