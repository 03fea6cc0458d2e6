"""Carrying: what somebody wrote before there is a place travels in the page itself, sealed by a key of this process."""

from __future__ import annotations

import base64
import struct
from datetime import datetime

from leanings.core.refusal import Refusal
from leanings.vault.keys import new_key
from leanings.vault.seal import CannotBeOpened, beside, pad, seal, unpad, unseal

LASTS = 30 * 60  # seconds
_KEY = new_key()  # made at start and never kept: a restart lets go of everything carried
_MADE = struct.Struct(">q")


class CarriedTooLong(Refusal):
    """What was carried has run out."""

    def __init__(self) -> None:
        super().__init__(
            "This page was open for more than half an hour, so what stood on the pages before it is gone."
            " Nothing of it was kept anywhere."
        )


def seal_carried(text: bytes, now: datetime) -> str:
    """The text for a hidden field."""
    blob = seal(_KEY, pad(_MADE.pack(int(now.timestamp())) + text), beside("carried"))
    return base64.urlsafe_b64encode(blob).decode()


def open_carried(carried: str, now: datetime) -> bytes:
    """The text of a hidden field; refused when it is old, changed, or from before a restart."""
    try:
        text = unpad(unseal(_KEY, base64.urlsafe_b64decode(carried.encode()), beside("carried")))
    except (CannotBeOpened, ValueError):
        raise CarriedTooLong from None
    (made,) = _MADE.unpack(text[: _MADE.size])
    if not 0 <= now.timestamp() - made <= LASTS:
        raise CarriedTooLong
    return text[_MADE.size :]
