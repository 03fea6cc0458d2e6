"""Which engine this is, and whether it was ever compiled here: told without loading it, as the server never does."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from leanings.core.home import home

WHOLE = "whole"  # the file that says that everything is compiled


@cache
def edition() -> str:
    """The name of the engine's sources as they were when this process first asked; the engine calls itself the same."""
    found = find_spec("leanings.engine")
    assert found is not None, "Leanings without its engine"  # noqa: S101  # our own mistake
    assert found.origin is not None, "an engine that is no folder"  # noqa: S101  # as above
    digest = hashlib.sha256()
    for source in sorted(Path(found.origin).parent.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:12]


def is_cold() -> bool:
    """Whether the first reading has to wait until everything is compiled."""
    named, folder = os.environ.get("NUMBA_CACHE_DIR"), home(os.environ)
    places = [Path(named)] if named else []
    places += [folder / "cache" / "numba"] if folder is not None else []
    editions = (place if place.name == edition() else place / edition() for place in places)
    return not any((place / WHOLE).exists() for place in editions)
