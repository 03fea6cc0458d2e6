"""The tables. Those named key_* hold keys and are backed up apart from the rest; no row says when it was written."""

from leanings.vault.models.item import Item, ItemBlob, KeyItem
from leanings.vault.models.note import Note
from leanings.vault.models.place import KeySlot, Place
from leanings.vault.models.session import Session
from leanings.vault.models.share import KeyEnvelope, Share
from leanings.vault.models.tombstone import Tombstone

__all__ = ["Item", "ItemBlob", "KeyEnvelope", "KeyItem", "KeySlot", "Note", "Place", "Session", "Share", "Tombstone"]
