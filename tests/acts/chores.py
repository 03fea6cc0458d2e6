"""Tasks for the processes that do sums, as tests of them need some."""

from __future__ import annotations

import os
import resource
import signal
import sys
import time

from leanings.acts.worker import tell
from leanings.core.refusal import Refusal


class TooHeavy(Refusal):
    """A refusal with a form of its own, and with more to say than its sentence."""

    def __init__(self, pounds: int, *, more: str = "") -> None:
        super().__init__(f"{pounds} pounds are too heavy.")
        self.pounds = pounds
        self.more = more


def doubled(number: int) -> int:
    return 2 * number


def length(text: bytes) -> int:
    return len(text)


def wait(seconds: float, share: float = 0.0) -> int:
    """The id of the process, after a while."""
    tell(share)
    time.sleep(seconds)
    return os.getpid()


def tell_often(times: int) -> int:
    """More than a pipe holds, where nobody listens."""
    for number in range(times):
        tell(number / times)
    return times


def refuse(pounds: int) -> None:
    raise TooHeavy(pounds, more="Carry less.")


def stumble(over: str) -> None:
    """A mistake of ours, whose error names what it was given."""
    print(over)
    print(over, file=sys.stderr)
    raise ValueError(f"invalid literal: {over!r}")


def leave_in_the_middle() -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def give_what_cannot_be_sent(_text: str) -> object:
    return lambda: _text


def surroundings() -> dict[str, object]:
    """What such a process has around it."""
    return {
        "loaded": sorted(sys.modules),
        "argv": sys.argv,
        "environ": dict(os.environ),
        "nice": os.nice(0),
        "core": resource.getrlimit(resource.RLIMIT_CORE),
        "interrupt": signal.getsignal(signal.SIGINT) is signal.SIG_IGN,
    }
