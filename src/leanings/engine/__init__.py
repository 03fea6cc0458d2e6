"""The numbers: how diaries become a reading with its doubt. numpy and numba, and of ours only core."""

from leanings.engine.read import NothingToRead, read, read_person
from leanings.engine.wish import Wish

__all__ = ["NothingToRead", "Wish", "read", "read_person"]
