"""What a person may say about a file, and the options of the command line that say it."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from leanings.diary.refusals import OptionNotUnderstood, quoted
from leanings.diary.visible import visible

DateOrder = Literal["ymd", "dmy", "mdy"]
Decimal = Literal[".", ","]

_DECIMALS = (None, ".", ",")
_DATE_ORDERS = (None, "ymd", "dmy", "mdy")
_NAMED_DELIMITERS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_ONES = ("date", "day", "person", "couple", "time")  # settings that name one column
_NAMES = (*_ONES, "long", "markers", "ignored")
_WHOLE = re.compile(r"\d{1,6}", re.ASCII)
_NEVER_DELIMITERS = '"\r\n\0 '

_OPTIONS = (
    ("date", "COL", "the column of dates"),
    ("day", "COL", "the column of days as whole numbers, instead of dates"),
    ("person", "COL", "the column that names the person"),
    ("couple", "COL", "the column that names the couple"),
    ("time", "COL", "the column of the time or prompt within a day"),
    ("long", "ITEM,VALUE", "for one answer a line: the columns of its name and its value"),
    ("delimiter", "SIGN", "what parts the columns: , ; | or tab"),
    ("encoding", "NAME", "how letters are stored, such as latin-1"),
)
_REPEATED = (
    ("marker", "COL", "a column of 0 and 1"),
    ("ignore", "COL", "a column to leave alone"),
    ("mood", "WORD=NUMBER", "the number that a mood word of yours stands for in a Daylio export"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """Everything a person may say about a file; what is left out is guessed and the guess reported.

    `date`, `day`, `person`, `couple`, `time` and the two of `long` (item, value) are names of columns, as are
    `markers` (0 or 1: something happened, worked late) and `ignored`. `moods` places own mood words on a scale.
    """

    encoding: str | None = None
    delimiter: str | None = None
    decimal: Decimal | None = None
    date_order: DateOrder | None = None
    date: str | None = None
    day: str | None = None
    person: str | None = None
    couple: str | None = None
    time: str | None = None
    long: tuple[str, str] | None = None
    markers: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    moods: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Takes names as the header of a file is taken, and refuses what contradicts itself."""
        for name in _NAMES:
            self._take(name, _seen(getattr(self, name)))
        if self.date is not None and self.day is not None:
            raise OptionNotUnderstood(
                "Say ",
                "--date for a column of dates or --day for a column of whole numbers, not both.",
                "which column holds dates or which one numbers of days, not both.",
                setting="date",
            )
        told = self.delimiter
        if told is not None and (len(told) != 1 or told in _NEVER_DELIMITERS or told.isalnum()):
            raise OptionNotUnderstood(
                f"{quoted(told)} is no delimiter: give one sign, such as ",
                "--delimiter ';' or tab.",
                "a comma, a semicolon or a tab.",
                setting="delimiter",
            )
        if told is not None and told == self.decimal:
            raise OptionNotUnderstood(f"“{told}” cannot part both columns and decimals.", setting="decimal")
        if self.decimal not in _DECIMALS:
            signs = "A decimal mark is one of two signs: "
            raise OptionNotUnderstood(
                signs, "give --decimal . or --decimal ,", "a point or a comma.", setting="decimal"
            )
        if self.date_order not in _DATE_ORDERS:
            orders = "Dates are written in one of three orders: "
            page = "year, day or month first."
            raise OptionNotUnderstood(orders, "--date-order ymd, dmy or mdy.", page, setting="date_order")

    def _take(self, name: str, value: object) -> None:
        """Sets a field, as only a value in the making may."""
        object.__setattr__(self, name, value)

    @property
    def roles(self) -> tuple[str, ...]:
        """The columns told to be something other than answers, markers or ignored."""
        return tuple(name for _, name in self.named)

    @property
    def named(self) -> tuple[tuple[str, str], ...]:
        """The same columns, each after the setting that names it."""
        ones = ((setting, getattr(self, setting)) for setting in _ONES)
        return (
            *((setting, name) for setting, name in ones if name is not None),
            *(("long", n) for n in self.long or ()),
        )


def _seen(told: str | tuple[str, ...] | None) -> str | tuple[str, ...] | None:
    """A name or some, as they are seen."""
    if isinstance(told, tuple):
        return tuple(map(visible, told))
    return None if told is None else visible(told)


NOTHING = Told()


def add_file_options(parser: argparse.ArgumentParser) -> None:
    """Adds to the parser every option that says something about a diary file."""
    group = parser.add_argument_group("about the file", "What you do not say is guessed, and every guess is told.")
    for option, shown, meaning in _OPTIONS:
        group.add_argument(f"--{option}", dest=f"told_{option}", metavar=shown, help=meaning)
    for option, shown, meaning in _REPEATED:
        place, again = f"told_{option}", f"{meaning}; may be given again"
        group.add_argument(f"--{option}", dest=place, metavar=shown, help=again, action="append", default=[])
    orders = ("dmy", "mdy", "ymd")
    group.add_argument("--date-order", dest="told_date_order", choices=orders, help="how dates are written")
    group.add_argument("--decimal", dest="told_decimal", choices=(".", ","), metavar="SIGN", help="the decimal mark")
    group.add_argument("--skip-bad", dest="skip_bad", action="store_true", help="leave out lines that cannot be read")


def told_from(args: argparse.Namespace) -> Told:
    """What the options of a command line say about a file."""
    delimiter = args.told_delimiter
    return Told(
        encoding=args.told_encoding,
        delimiter=_NAMED_DELIMITERS.get(delimiter, delimiter),
        decimal=args.told_decimal,
        date_order=args.told_date_order,
        date=args.told_date,
        day=args.told_day,
        person=args.told_person,
        couple=args.told_couple,
        time=args.told_time,
        long=None if args.told_long is None else _item_and_value(args.told_long),
        markers=tuple(args.told_marker),
        ignored=tuple(args.told_ignore),
        moods=_moods(args.told_mood),
    )


def _item_and_value(text: str) -> tuple[str, str]:
    """The two column names of --long."""
    item, comma, value = text.partition(",")
    if not comma or not item.strip() or not value.strip() or item.strip() == value.strip():
        raise OptionNotUnderstood(f"--long {quoted(text)} needs two columns, such as --long item,value.")
    return item.strip(), value.strip()


def _moods(texts: Sequence[str]) -> dict[str, int]:
    """The numbers that --mood gives to mood words, the words in small letters."""
    moods = {}
    for text in texts:
        word, equals, number = text.rpartition("=")
        if not equals or not word.strip() or not _WHOLE.fullmatch(number.strip()):
            raise OptionNotUnderstood(f"--mood {quoted(text)} needs a word and a whole number, such as --mood super=5.")
        moods[word.strip().casefold()] = int(number)
    return moods
