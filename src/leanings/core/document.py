"""A document: one thing a person keeps, as a plain mapping that carries its word and the version of its shape.

Every kind of document lives in the file of its word and has the same three parts: `WORD`, `VERSION`, and
`upgrade(doc, from_v)`, which lifts the mapping of an earlier version in memory; the next save writes the new one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol, TypeAlias

Doc: TypeAlias = Mapping[str, Any]  # what json.loads gives


class Document(Protocol):
    """A frozen value that can be kept."""

    @property
    def word(self) -> str:
        """Which drawer it lies in."""

    @property
    def day(self) -> date:
        """The calendar day it belongs to; its month is its shelf."""

    def as_doc(self) -> dict[str, Any]:
        """The mapping that is sealed; it holds "word" and "v"."""

    def text(self) -> str:
        """What the person typed, as one text, for finding it by a word."""
