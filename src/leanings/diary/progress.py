"""How far a file is read, told now and then while it is gone through, twice or thrice."""

from __future__ import annotations

from collections.abc import Callable

EVERY = 2_048  # records or lines between two tellings: some fifty for a hundred thousand


class Progress:
    """Tells the share of the work that is done, never falling; each round takes half of what is left, the last all."""

    def __init__(self, tell: Callable[[float], object] | None = None) -> None:
        self._tell = tell
        self._low = self._high = 0.0
        self._last = False

    def last(self) -> None:
        """The next round is the last one."""
        self._last = True

    def begin(self) -> None:
        """A round begins."""
        self._low = self._high
        self._high = 1.0 if self._last else (1.0 + self._low) / 2

    def at(self, part: float) -> None:
        """This part of the round is done."""
        if self._tell is not None and self._high > self._low:
            self._tell(self._low + min(part, 1.0) * (self._high - self._low))

    def done(self) -> None:
        """All of it is done."""
        if self._tell is not None:
            self._tell(1.0)
