"""Turning points of one person, in the order in which they came. They stand beside the figures and never change one."""

from __future__ import annotations

from leanings.acts import desk
from leanings.acts.desk import Found, Room
from leanings.core import turning


def points(room: Room) -> tuple[Found, ...]:
    """Every turning point, the oldest first; one that a later Leanings wrote is among them, with its day."""
    return tuple(reversed(desk.drawer(room, turning.WORD)))
