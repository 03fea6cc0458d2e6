"""What somebody wrote before there is a place, on its way from page to page in a sealed field."""

from __future__ import annotations

from datetime import datetime

from leanings.vault.carry import CarriedTooLong, open_carried, seal_carried

__all__ = ["CarriedTooLong", "open_text", "seal"]


def seal(text: bytes, now: datetime) -> str:
    """The text for a hidden field; good for half an hour and for this run of the server."""
    return seal_carried(text, now)


def open_text(carried: str, now: datetime) -> bytes:
    """The text of a hidden field."""
    return open_carried(carried, now)
