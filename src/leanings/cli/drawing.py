"""A line of answers as a picture of letters: what the chart of the page shows, for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from leanings.content.spell import Days, short_number, span_of
from leanings.core.reading import SignalReading

ROWS = 11  # an odd number, so that the middle of the scale has a row of its own


@dataclass(frozen=True, slots=True)
class Signs:
    """The letters a picture is drawn with."""

    answer: str
    level: str
    both: str
    doubt: str
    usual: str
    axis: str
    corner: str
    foot: str
    missing: str
    changed: str


UNICODE = Signs("•", "━", "◉", "▒", "░", "│", "└", "─", "╵", "▔")
ASCII = Signs("*", "=", "@", "~", ":", "|", "+", "-", "'", "^")


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of the picture and what it shows, so that it may be coloured."""

    sign: str = " "
    what: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture: rows of cells with the label of each, the foot with its gaps, where it changed, and the days."""

    labels: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    foot: str
    changed: str
    days: str
    margin: int
    held: frozenset[str] = field(default_factory=frozenset)


def draw(signal: SignalReading, days: Days, width: int, signs: Signs) -> Drawing | None:
    """The picture of a line in that many columns; None where there is nothing to draw."""
    span = span_of(signal)
    if signal.trace is None or span is None:
        return None
    ends = {0: signal.high, ROWS // 2: (signal.low + signal.high) / 2, ROWS - 1: signal.low}
    texts = {row: short_number(value) for row, value in ends.items()}
    margin = max(len(text) for text in texts.values()) + 1
    across = max(8, width - margin - 1)
    grid = _Grid(signal, span, across)
    marks = _marks(signal, grid)
    rows = tuple(tuple(_cell(row, column, marks, signs) for column in range(across)) for row in range(ROWS))
    return Drawing(
        labels=tuple(texts.get(row, "").rjust(margin) for row in range(ROWS)),
        rows=rows,
        foot=_foot(signal, grid, signs),
        changed=_changed(signal, grid, signs),
        days=_ends(days.short(span[0]), days.short(span[1]), across),
        margin=margin,
        held=frozenset(cell.what for row in rows for cell in row if cell.what),
    )


@dataclass(frozen=True, slots=True)
class _Grid:
    """Days to columns and answers to rows; nothing leaves the picture."""

    signal: SignalReading
    span: tuple[int, int]
    across: int

    def column(self, day: int) -> int:
        """The column of a day."""
        first, last = self.span
        share = min(1.0, max(0.0, (day - first) / max(1, last - first)))
        return int(share * (self.across - 1) + 0.5)

    def row(self, value: float) -> int:
        """The row of an answer or a level, the highest first."""
        share = min(1.0, max(0.0, (value - self.signal.low) / (self.signal.high - self.signal.low)))
        return ROWS - 1 - int(share * (ROWS - 1) + 0.5)


@dataclass(frozen=True, slots=True)
class _Marks:
    """Which cells hold an answer, the level, the usual range."""

    answers: frozenset[tuple[int, int]]
    level: frozenset[tuple[int, int]]
    doubt: frozenset[tuple[int, int]]
    usual: frozenset[int]


def _marks(signal: SignalReading, grid: _Grid) -> _Marks:
    """Every mark of a line."""
    if signal.trace is None:
        return _Marks(frozenset(), frozenset(), frozenset(), frozenset())
    lower, level, upper = (
        _row_by_column(values, signal.trace.first, grid)
        for values in (signal.trace.lower80, signal.trace.level, signal.trace.upper80)
    )
    usual = frozenset[int]()
    if signal.usual is not None:
        low, high = signal.usual.within or signal.usual.level.band80
        usual = frozenset(range(grid.row(high), grid.row(low) + 1))
    return _Marks(
        answers=frozenset((grid.row(value), grid.column(day)) for day, value in signal.trace.answers),
        level=frozenset((row, column) for column, row in level.items()),
        doubt=frozenset((row, column) for column in level for row in range(upper[column], lower[column] + 1)),
        usual=usual,
    )


def _row_by_column(values: Sequence[float], first: int, grid: _Grid) -> dict[int, int]:
    """The row of a line in each column, the mean of its days; a column without a day takes that of the one before."""
    columns: dict[int, list[float]] = {}
    for index, value in enumerate(values):
        columns.setdefault(grid.column(first + index), []).append(value)
    rows: dict[int, int] = {}
    for column in range(grid.across):
        if column in columns:
            rows[column] = grid.row(sum(columns[column]) / len(columns[column]))
        elif column - 1 in rows:
            rows[column] = rows[column - 1]
    return rows


def _cell(row: int, column: int, marks: _Marks, signs: Signs) -> Cell:
    """What stands in one place: an answer and the level may share it, the usual range lies behind."""
    answer, level = (row, column) in marks.answers, (row, column) in marks.level
    if answer and level:
        return Cell(signs.both, "both")
    if level:
        return Cell(signs.level, "level")
    if answer:
        return Cell(signs.answer, "answer")
    if (row, column) in marks.doubt:
        return Cell(signs.doubt, "doubt")
    return Cell(signs.usual, "usual") if row in marks.usual else Cell()


def _foot(signal: SignalReading, grid: _Grid, signs: Signs) -> str:
    """A small tick under every column in which no day has an answer."""
    answered = {day for day, _ in signal.trace.answers} if signal.trace else set()
    with_answer = {grid.column(day) for day in answered}
    days = {grid.column(day) for day in range(grid.span[0], grid.span[1] + 1)}
    return "".join(
        signs.missing if column in days and column not in with_answer else " " for column in range(grid.across)
    ).rstrip()


def _changed(signal: SignalReading, grid: _Grid, signs: Signs) -> str:
    """A bar under the days in which the change lies; empty where there is none."""
    if signal.since is None:
        return ""
    first, last = (grid.column(day) for day in signal.since.band80)
    return " " * first + signs.changed * (last - first + 1)


def _ends(first: str, last: str, across: int) -> str:
    """The first and the last day under the ends of the picture."""
    return first + " " * max(1, across - len(first) - len(last)) + last
