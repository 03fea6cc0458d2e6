"""Where Leanings keeps things: one folder, named by LEANINGS_HOME, else ~/.leanings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def home(environ: Mapping[str, str]) -> Path | None:
    """The folder Leanings may write to; None when the surroundings name none and the person has no home."""
    named = environ.get("LEANINGS_HOME")
    if named:
        return Path(named)
    try:
        return Path.home() / ".leanings"
    except RuntimeError:
        return None
