"""Where compiled kernels are kept between runs, decided before numba is imported."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from leanings.core.home import home


def writable(folder: Path) -> bool:
    """Whether a file can really be made there; asking the mode bits would not see a read-only mount."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def choose(environ: Mapping[str, str]) -> Path | None:
    """The folder for compiled kernels, or None when nothing is writable and each start must compile anew."""
    named = environ.get("NUMBA_CACHE_DIR")
    folder = home(environ)
    candidates = [Path(named)] if named else []
    if folder is not None:
        candidates.append(folder / "cache" / "numba")
    # A child process inherits the name its parent settled on, edition and all.
    candidates = [place if place.name == edition() else place / edition() for place in candidates]
    return next((candidate for candidate in candidates if writable(candidate)), None)


def edition() -> str:
    """A name for the engine's present sources: numba looks at a kernel's own file, not at those it calls."""
    digest = hashlib.sha256()
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:12]


def forget_old_editions() -> None:
    """Remove what was compiled from earlier sources, where the folder is ours."""
    if FOLDER is not None and FOLDER.name == edition():
        for old in FOLDER.parent.iterdir():
            if old != FOLDER and old.is_dir():
                shutil.rmtree(old, ignore_errors=True)


# numba reads this variable while it is imported, so the choice cannot wait for a call.
FOLDER = choose(os.environ)
if FOLDER is not None:
    os.environ["NUMBA_CACHE_DIR"] = str(FOLDER)
