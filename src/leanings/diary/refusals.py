"""The ways a diary file is turned away; each sentence names the file, the place and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from leanings.core.diary import BadLine
from leanings.core.refusal import Refusal

SHOWN = 10  # a screen holds about ten lines of reasons; the rest are counted
MOST_BAD_LINES = 100_000  # beyond this the file is plainly read the wrong way, and the reasons would fill the memory
_LONGEST_QUOTE = 24  # enough to recognise a cell by, too little to give away a sentence of a note
_LONGEST_NAME = 80

MEND = "Mend the file, or leave such lines out with --skip-bad."
READ_WRONGLY = "The file is perhaps read the wrong way: say how its dates, decimals and columns are written."


class FileNotThere(Refusal):
    """The path leads to nothing, to a folder, or to something that is no plain file."""


class FileNotAllowed(Refusal):
    """The file may not be opened by this user."""


class FileTooLarge(Refusal):
    """The file is larger than the limit."""


class FileEmpty(Refusal):
    """The file holds nothing, or nothing below the line of names."""


class NotATable(Refusal):
    """The file is a picture, a packed file, a spreadsheet or otherwise not plain text."""


class EncodingNotUnderstood(Refusal):
    """The file's bytes are not text in the encoding told."""


class LineNotText(Refusal):
    """A line holds a zero byte or is far longer than any line of a diary."""


class TooManyColumns(Refusal):
    """The file has more columns than a diary can have."""


class NoHeader(Refusal):
    """The first line holds answers where the names of the columns should be."""


class ColumnTwice(Refusal):
    """Two columns have the same name."""


class NoSuchColumn(Refusal):
    """A column was named that the file does not have."""


class NoDays(Refusal):
    """No column of dates or days can be found."""


class SeveralDates(Refusal):
    """More than one column could hold the dates."""


class DateOrderUnknown(Refusal):
    """Every date could be read with the day or with the month first."""


class DatesInTwoOrders(Refusal):
    """Some dates can only have the day first, others only the month or the year."""


class PartnersNotTold(Refusal):
    """There is a column of couples and none that tells the two partners apart."""


class NoAnswers(Refusal):
    """There is no column of answers."""


class QuoteNeverClosed(Refusal):
    """A quotation mark opens and the file ends before it closes."""


class MoodNotKnown(Refusal):
    """A Daylio export uses mood words whose place on the scale is not known."""


class ParquetNotUnderstood(Refusal):
    """A Parquet file is damaged or of a kind that cannot be read."""


class OptionNotUnderstood(Refusal):
    """Something told about the file makes no sense."""


class CellNotUnderstood(Refusal):
    """A cell cannot be read; the sentence is the reason given for its line."""

    def __init__(self, sentence: str) -> None:
        super().__init__(" ".join(sentence.split()))  # a name of a column may run over lines, a reason may not


class LinesNotUnderstood(Refusal):
    """Lines that cannot be read; nothing of the file was taken. `lines` holds every one of them."""

    def __init__(
        self, file: str, lines: Sequence[BadLine], unit: str = "line", advice: str = MEND, more: bool = False
    ) -> None:
        super().__init__(f"{_shown(file, lines, unit, more)}. {advice}")
        self.lines = tuple(lines)


def _shown(file: str, lines: Sequence[BadLine], unit: str, more: bool) -> str:
    """The first ten bad lines and the count of the rest."""
    count = f"{'More than ' if more else ''}{len(lines):,} {unit if len(lines) == 1 else unit + 's'}"
    shown = "; ".join(f"{unit} {bad.number:,}: {bad.reason}" for bad in lines[:SHOWN])
    rest = f"; and {len(lines) - SHOWN:,} more" if len(lines) > SHOWN else ""
    return f"{count} of {file} cannot be read, so nothing was taken from it: {shown}{rest}"


def quoted(text: str, longest: int = _LONGEST_QUOTE) -> str:
    """The text in quotation marks, cut short so that no one's sentence lands on a screen."""
    flat = " ".join(text.split())
    return f"“{flat if len(flat) <= longest else flat[: longest - 1] + '…'}”"


def named(column: str) -> str:
    """The name of a column in quotation marks, long enough to be typed again."""
    return quoted(column, _LONGEST_NAME)


def listed(names: Iterable[str], most: int = 12) -> str:
    """The names in quotation marks, with commas; a long list is cut and its rest counted."""
    every = list(names)
    rest = f" and {len(every) - most:,} more" if len(every) > most else ""
    return ", ".join(named(name) for name in every[:most]) + rest


def no_such_column(name: str, header: Sequence[str], file: str) -> NoSuchColumn:
    """The refusal of a column that is not there, with the names that come close or else those that are there."""
    folded = {column.casefold(): column for column in header}
    close = [folded[near] for near in get_close_matches(name.casefold(), folded, n=3, cutoff=0.6)]
    hint = f"did you mean {listed(close)}?" if close else f"its columns are {listed(n for n in header if n)}."
    return NoSuchColumn(f"{file} has no column {named(name)}; {hint}")
