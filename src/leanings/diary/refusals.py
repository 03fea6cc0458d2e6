"""The ways a diary file is turned away; each sentence names the file, the place and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, TypeVar

from leanings.core.diary import BadLine
from leanings.core.refusal import Refusal
from leanings.diary.visible import visible

SHOWN = 10  # a screen holds about ten lines of reasons; the rest are counted
MOST_BAD_LINES = 100_000  # beyond this the file is plainly read the wrong way, and the reasons would fill the memory
_LONGEST_QUOTE = 24  # enough to recognise a cell by, too little to give away a sentence of a note
_LONGEST_NAME = 80
_LONGEST_REASON = 300

Advice = tuple[str, str]  # for a command line, and for a page
MEND = (
    "Mend the file, or leave such lines out with --skip-bad.",
    "Mend the file and bring it again, or leave such lines out.",
)
_WRONGLY = "The file is perhaps read the wrong way: say how its dates, decimals and columns are written."
READ_WRONGLY = (_WRONGLY, _WRONGLY)


_No = TypeVar("_No", bound="FileRefusal")


class FileRefusal(Refusal):
    """A file, or what was told about it, is turned away.

    `on_page` is the sentence for a person at a page, where there are no options: it ends with `page` instead of
    `advice`. `setting` is what must be told, a field of `Told`, `signals` or `lines`, where that would help; `column`
    is the column it is about, `choices` what may be picked among, `words` mood words with their first lines.
    """

    def __init__(
        self,
        what: str,
        advice: str = "",
        page: str = "",
        *,
        setting: str = "",
        column: str = "",
        choices: Sequence[str] = (),
        words: Sequence[tuple[str, int]] = (),
    ) -> None:
        super().__init__(what + advice)
        self.on_page = what + (page or advice)
        self.setting = setting
        self.column = column
        self.choices = tuple(choices)
        self.words = tuple(words)

    def __reduce__(self) -> tuple[Any, ...]:
        """Whole on the other side of a pipe, whatever it was made of."""
        return _again, (type(self), self.args, dict(self.__dict__))

    def spoken(self: _No, on_page: bool) -> _No:
        """The refusal with the sentence for the place where it is shown."""
        if on_page:
            self.sentence = self.on_page
            self.args = (self.on_page,)
        return self


def _again(kind: type[_No], args: tuple[Any, ...], state: Mapping[str, Any]) -> _No:
    """A refusal as it was."""
    no = kind.__new__(kind, *args)
    no.__dict__.update(state)
    return no


class FileNotThere(FileRefusal):
    """The path leads to nothing, to a folder, or to something that is no plain file."""


class FileNotAllowed(FileRefusal):
    """The file may not be opened by this user."""


class FileTooLarge(FileRefusal):
    """The file is larger than the limit."""


class FileEmpty(FileRefusal):
    """The file holds nothing, or nothing below the line of names."""


class NotATable(FileRefusal):
    """The file is a picture, a packed file, a spreadsheet or otherwise not plain text."""


class EncodingNotUnderstood(FileRefusal):
    """The file's bytes are not text in the encoding told."""


class LineNotText(FileRefusal):
    """A line holds a zero byte or is far longer than any line of a diary."""


class TooManyColumns(FileRefusal):
    """The file has more columns than a diary can have."""


class NoHeader(FileRefusal):
    """The first line holds answers where the names of the columns should be."""


class ColumnTwice(FileRefusal):
    """Two columns have the same name."""


class NoSuchColumn(FileRefusal):
    """A column was named that the file does not have."""


class NoDays(FileRefusal):
    """No column of dates or days can be found."""


class SeveralDates(FileRefusal):
    """More than one column could hold the dates."""


class DateOrderUnknown(FileRefusal):
    """Every date could be read with the day or with the month first."""


class DatesInTwoOrders(FileRefusal):
    """Some dates can only have the day first, others only the month or the year."""


class PartnersNotTold(FileRefusal):
    """There is a column of couples and none that tells the two partners apart."""


class NoAnswers(FileRefusal):
    """There is no column of answers."""


class QuoteNeverClosed(FileRefusal):
    """A quotation mark opens and the file ends before it closes."""


class MoodNotKnown(FileRefusal):
    """A Daylio export uses mood words whose place on the scale is not known."""


class TooManyPeople(FileRefusal):
    """The file names more people than one diary can hold."""


class NobodyThere(FileRefusal):
    """The person asked for has no entry in the file."""


class ParquetNotUnderstood(FileRefusal):
    """A Parquet file is damaged or of a kind that cannot be read."""


class OptionNotUnderstood(FileRefusal):
    """Something told about the file makes no sense."""


class CellNotUnderstood(FileRefusal):
    """A cell cannot be read; the sentence is the reason given for its line."""

    def __init__(self, sentence: str) -> None:
        super().__init__(" ".join(sentence.split())[:_LONGEST_REASON])


class LinesNotUnderstood(FileRefusal):
    """Lines that cannot be read; nothing of the file was taken. `lines` holds every one of them."""

    def __init__(
        self,
        file: str,
        lines: Sequence[BadLine],
        unit: str = "line",
        advice: Advice = MEND,
        more: bool = False,
        in_all: int | None = None,
    ) -> None:
        setting = "lines" if advice is READ_WRONGLY else ""
        count = len(lines) if in_all is None else in_all
        super().__init__(f"{_shown(file, lines, unit, count, more)}. ", *advice, setting=setting)
        self.lines = tuple(lines)


def _shown(file: str, lines: Sequence[BadLine], unit: str, in_all: int, more: bool) -> str:
    """The first ten bad lines and the count of the rest."""
    count = f"{'More than ' if more else ''}{in_all:,} {unit if in_all == 1 else unit + 's'}"
    shown = "; ".join(f"{unit} {bad.number:,}: {bad.reason}" for bad in lines[:SHOWN])
    rest = f"; and {in_all - SHOWN:,} more" if in_all > SHOWN else ""
    return f"{count} of {file} cannot be read, so nothing was taken from it: {shown}{rest}"


def quoted(text: str, longest: int = _LONGEST_QUOTE) -> str:
    """The text in quotation marks, cut short so that no one's sentence lands on a screen."""
    flat = visible(text[: 8 * longest])
    return f"“{flat if len(flat) <= longest else flat[: longest - 1] + '…'}”"


def named(column: str) -> str:
    """The name of a column in quotation marks, long enough to be typed again."""
    return quoted(column, _LONGEST_NAME)


def listed(names: Iterable[str], most: int = 12) -> str:
    """The names in quotation marks, with commas; a long list is cut and its rest counted."""
    every = list(names)
    rest = f" and {len(every) - most:,} more" if len(every) > most else ""
    return ", ".join(named(name) for name in every[:most]) + rest


def no_such_column(name: str, header: Sequence[str], file: str, setting: str) -> NoSuchColumn:
    """The refusal of a column that is not there, with the names that come close or else those that are there."""
    folded = {column[:_LONGEST_NAME].casefold(): column for column in header if column}
    close = [folded[near] for near in get_close_matches(name[:_LONGEST_NAME].casefold(), folded, n=3, cutoff=0.6)]
    hint = f"did you mean {listed(close)}?" if close else f"its columns are {listed(n for n in header if n)}."
    there = [column for column in header if column]
    return NoSuchColumn(f"{file} has no column {named(name)}; {hint}", setting=setting, column=name, choices=there)
