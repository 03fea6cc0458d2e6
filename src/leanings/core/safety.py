"""Whether something may be unsafe for a person, as they said it themselves. Not saying is one of the three states.

What was skipped is unknown, never safe. The answer lies in the self document, which looks alike whatever it says.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from leanings.core.tool import Unsafe

Said: TypeAlias = Literal["no", "yes", "unsure", "skip"]
SAID: tuple[Said, ...] = get_args(Said)

State: TypeAlias = Literal["clear", "concern", "unknown"]


def state(said: str | None) -> State:
    """The state that an answer puts a person in; only a plain no is clear."""
    if said == "no":
        return "clear"
    return "concern" if said in ("yes", "unsure") else "unknown"


def opens(unsafe_if: tuple[Unsafe, ...], said: str | None) -> bool:
    """Whether a tool opens as itself. With anything but a plain no, what stands in its place is shown."""
    return not unsafe_if or state(said) == "clear"


def must_ask(unsafe_if: tuple[Unsafe, ...], kept: str | None) -> bool:
    """Whether a tool begins with the one question, since nothing was said that counts for it."""
    return bool(unsafe_if) and state(kept) == "unknown"
