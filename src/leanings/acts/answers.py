"""The answers of all check-ins as a table of text: a row for each answer, with the words of its question then."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from leanings.core.checkin import Answer, CheckIn

# `item` and `value`, with `date`, are names that `leanings read` and most programs know a table of answers by.
COLUMNS = (
    "entry_id",
    "date",
    "entered",
    "language",
    "contact",
    "why",
    "item",
    "version",
    "question",
    "low",
    "high",
    "lowest",
    "highest",
    "value",
    "missing",
    "note",
)
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(entries: Iterable[CheckIn]) -> bytes:
    """The table. The note of an entry stands in its first row alone; an entry without answers has one row.

    It begins with the mark by which spreadsheets know UTF-8.
    """
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for number, entry in enumerate(entries, start=1):
        table.writerows([harmless(cell) for cell in row] for row in _rows(number, entry))
    return out.getvalue().encode("utf-8-sig")


def harmless(cell: object) -> object:
    """The same; a text that a spreadsheet would take for a formula begins with an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(STARTS_A_FORMULA) else cell


def _rows(number: int, entry: CheckIn) -> Iterator[tuple[object, ...]]:
    head = (number, entry.day.isoformat(), entry.entered, entry.lang, entry.contact, entry.why)
    note = entry.note
    for answer in entry.answers:
        yield *head, *_answer(answer), note
        note = ""
    if not entry.answers:
        yield *head, *[""] * (len(COLUMNS) - len(head) - 1), note


def _answer(answer: Answer) -> tuple[object, ...]:
    said = ("" if answer.value is None else answer.value, answer.code or "")
    return answer.line, answer.version, answer.label, answer.low, answer.high, *answer.scale, *said
