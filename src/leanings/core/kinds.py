"""Every kind of document, named by hand, and the one way a kept mapping becomes a value again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from leanings.core import brought, checkin, filled, journal, made, me, sheet, turning, unsent
from leanings.core.document import Document
from leanings.core.unknown import Unknown

KINDS: tuple[ModuleType, ...] = (me, made, checkin, brought, journal, turning, sheet, unsent, filled)
SELF = me.WORD
MADE = made.WORD
_BY_WORD = {kind.WORD: kind for kind in KINDS}


def words() -> tuple[str, ...]:
    """The words of what a person keeps; the self document, and what is only made from other things, are none."""
    return tuple(kind.WORD for kind in KINDS if kind.WORD not in (SELF, MADE))


def schema_of(doc: Mapping[str, Any]) -> int:
    """The version of a mapping's shape."""
    return int(doc["v"])


def value_of(doc: Mapping[str, Any]) -> Document:
    """The value of a kept mapping, lifted to the present version; Unknown where a later Leanings wrote it."""
    kind = _BY_WORD.get(str(doc.get("word")))
    if kind is None or schema_of(doc) > kind.VERSION:
        return Unknown(doc)
    if schema_of(doc) < kind.VERSION:
        doc = kind.upgrade(doc, schema_of(doc))
    read: Callable[[Mapping[str, Any]], Document] = kind.from_doc
    return read(doc)
