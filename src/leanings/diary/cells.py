"""A cell: what kind of thing it holds, whether it is missing, and the number it stands for."""

from __future__ import annotations

import math
import re

from leanings.core.missing import CODES
from leanings.core.signal import Scale
from leanings.diary.dates import date_kind, is_clock
from leanings.diary.refusals import CellNotUnderstood, quoted

MISSING = "missing"
CODE = "code"
FLAG = "flag"
WORD = "word"
WHOLE = "whole"
COMPACT = "compact"
SECONDS = "seconds"
DECIMAL = "decimal"
COMMA = "comma"
INFINITE = "infinite"
CLOCK = "clock"
TEXT = "text"
DATES = frozenset({"ymd", "dmy", "mdy", "either", "same", "short"})
NUMBERS = frozenset({FLAG, WHOLE, COMPACT, SECONDS, DECIMAL, COMMA, INFINITE})

_BLANKS = frozenset({"", "na", "n/a", "#n/a", "nan", "null", ".", "-", "–", "—"})
_INFINITE = re.compile(r"[+-]?inf(inity)?", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_COMPACT = re.compile(r"(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])", re.ASCII)
_SECONDS = re.compile(r"[12]\d{9}", re.ASCII)
_FLAGS = {"0": 0, "1": 1, "0.0": 0, "1.0": 1, "0,0": 0, "1,0": 1}
_WORDS = {"no": 0, "yes": 1, "n": 0, "y": 1, "false": 0, "true": 1}


def missing_code(cell: str) -> str | None:
    """The code of missing this cell is, if it is one of the four."""
    word = cell.strip().casefold().replace(" ", "_").replace("-", "_")
    return word if word in CODES else None


def is_blank(cell: str) -> bool:
    """Whether the cell is one of the usual ways to write that there is nothing."""
    return cell.strip().casefold() in _BLANKS


def kind(cell: str) -> str:
    """What the cell holds: missing, a code of missing, a kind of number, a kind of date, a time of day, or text."""
    text = cell.strip()
    plain = text.replace("−", "-")
    if _NUMBER.fullmatch(plain):  # first, since most cells of a diary are numbers
        return _number_kind(plain)
    folded = text.casefold()
    if folded in _BLANKS:
        return MISSING
    if folded in _WORDS:
        return WORD
    if missing_code(text) is not None:
        return CODE
    if _INFINITE.fullmatch(plain):
        return INFINITE
    return date_kind(text) or (CLOCK if is_clock(text) else TEXT)


def _number_kind(text: str) -> str:
    """Which kind of number a text is that is known to be one."""
    if text in _FLAGS:
        return FLAG
    if "," in text:
        return COMMA
    if _COMPACT.fullmatch(text):
        return COMPACT
    if _SECONDS.fullmatch(text):
        return SECONDS
    return WHOLE if text.lstrip("+-").isdecimal() else DECIMAL


def answer(cell: str, column: str, decimal: str, scale: Scale | None) -> float:
    """The number of an answer, NaN when missing; what is no number or lies off the scale is refused."""
    text = cell.strip().replace("−", "-")
    if not _NUMBER.fullmatch(text):
        if is_blank(text) or missing_code(text) is not None:
            return math.nan
        wanted = "finite number" if _INFINITE.fullmatch(text) else "number"
        raise CellNotUnderstood(f"{quoted(text)} under {column} is not a {wanted}")
    if ("," if decimal == "." else ".") in text:
        raise CellNotUnderstood(f"{quoted(text)} under {column} is not a number with “{decimal}” as its decimal mark")
    value = float(text.replace(",", "."))
    if not math.isfinite(value):
        raise CellNotUnderstood(f"{quoted(text)} under {column} is not a finite number")
    if scale is not None and not scale.low <= value <= scale.high:
        raise CellNotUnderstood(f"{quoted(text)} under {column} is off the scale {scale_text(scale)}")
    return value


def mark(cell: str, column: str) -> int:
    """1 where the marker is set, 0 where it is not or the cell is blank; anything else is refused."""
    text = cell.strip().casefold()
    if text in _FLAGS:
        return _FLAGS[text]
    if text in _WORDS:
        return _WORDS[text]
    if is_blank(text) or missing_code(text) is not None:
        return 0
    raise CellNotUnderstood(f"{quoted(cell)} under {column} is not 0 or 1")


def scale_text(scale: Scale) -> str:
    """The scale as it is written in a signal: 0-10, or -3-3."""
    return f"{scale.low:g}-{scale.high:g}"
