"""A paper as a task for a process of its own: only there is what makes PDFs loaded, and the pages start without it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from leanings.web.kit.report import Report


@dataclass(frozen=True, slots=True)
class Extra:
    """What is said of a line beyond its sentences: what comes first where it is over, a note, its turning points."""

    lead: str = ""
    note: str = ""
    turnings: tuple[str, ...] = ()


def printed(report: Report, letters: str, extras: Mapping[str, Extra]) -> bytes:
    """The paper of a report; the words are those of `print_report`."""
    from leanings.web.kit.paper import print_report  # here: half a second, which the server need not spend

    return print_report(report, letters, extras)
