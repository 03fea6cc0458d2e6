"""What goes into the log: which page failed, with which status, in which line of code. Never a word that was typed.

The message of an error may hold what it failed on, so only the name of its kind and its place go out.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from pathlib import Path

DEEPEST = 8  # places of each error that are told; the innermost are the ones that matter


class Discreet(logging.Formatter):
    """One line for each record: level, who says it, status, page, and where an error came from."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        parts = [record.levelname, record.name, *_page(record)]
        fault = record.exc_info[1] if record.exc_info else None
        return " ".join([*parts, *_faults(fault)])


def _page(record: logging.LogRecord) -> Iterator[str]:
    """The status, and the name of the page instead of its address."""
    status = getattr(record, "status_code", None)
    if status is not None:
        yield str(status)
    found = getattr(getattr(record, "request", None), "resolver_match", None)
    if found is not None:
        yield found.view_name or "unnamed"


def _faults(fault: BaseException | None) -> Iterator[str]:
    """The kind and place of an error and of each that it came from."""
    seen: set[int] = set()
    while fault is not None and id(fault) not in seen:
        seen.add(id(fault))
        frames = list(traceback.walk_tb(fault.__traceback__))[-DEEPEST:]
        places = (f"{'/'.join(Path(frame.f_code.co_filename).parts[-2:])}:{line}" for frame, line in frames)
        yield f"{type(fault).__name__} in {' > '.join(places)}"
        fault = fault.__cause__ or fault.__context__
