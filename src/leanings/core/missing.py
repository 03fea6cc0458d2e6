"""The four codes of a missing answer. All are unknown to the engine; none ever means safe, low or high."""

from __future__ import annotations

UNTOUCHED = "untouched"
SKIPPED = "skipped"
NOT_APPLICABLE = "not_applicable"
NOT_ASKED = "not_asked"

CODES = (UNTOUCHED, SKIPPED, NOT_APPLICABLE, NOT_ASKED)
