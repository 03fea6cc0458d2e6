"""A document written by a later Leanings: shown as text, never rewritten."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Unknown:
    """What it says, as it is."""

    doc: Mapping[str, Any]

    @property
    def word(self) -> str:
        """The drawer it lies in."""
        return str(self.doc.get("word", ""))

    @property
    def day(self) -> date:
        """The day it names, or the first of all days."""
        try:
            return date.fromisoformat(str(self.doc.get("day")))
        except ValueError:
            return date(1970, 1, 1)

    def as_doc(self) -> dict[str, Any]:
        """The mapping, unchanged."""
        return dict(self.doc)

    def text(self) -> str:
        """All of it, for a person to read."""
        return json.dumps(self.doc, ensure_ascii=False, indent=1)
