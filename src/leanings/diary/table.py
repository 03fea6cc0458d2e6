"""A table in a text file: its delimiter, its names, and its records with the number of the line each begins on."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from leanings.core.diary import BadLine
from leanings.diary.encoding import encoding_of, encoding_refused
from leanings.diary.held import File
from leanings.diary.progress import EVERY, Progress
from leanings.diary.refusals import FileEmpty, FileTooLarge, LineNotText, QuoteNeverClosed
from leanings.diary.source import MOST_COLUMNS, Record, Source, checked_header, too_many_columns
from leanings.diary.told import Told

DELIMITERS = ",;\t|"
_LONGEST_LINE = 1_000_000  # letters; a day of a diary has a few hundred, a long note some thousands
_SNIFFED = 16_384  # letters; the sniffer is quadratic in nothing, yet 64 thousand of noise take it a second
_TOLD_INSIDE = re.compile(r"sep=([,;:|\t])", re.IGNORECASE)  # the line by which spreadsheets pass the delimiter on
_ENDS_INSIDE_QUOTES = "unexpected end of data"  # the csv module's only word for it
_TOO_LONG = "field larger than field limit"


class Shape(NamedTuple):
    """How a text file is cut into cells."""

    file: File
    encoding: str
    delimiter: str


def table_source(file: File, sample: bytes, told: Told, progress: Progress) -> Source:
    """The table in a text file, ready to be gone through."""
    encoding = encoding_of(file, sample, told.encoding)
    guessed = {}
    if told.encoding is None and not encoding.startswith("utf-8"):
        guessed["encoding"] = encoding.upper() if encoding.startswith("utf") else "Latin-1"
    delimiter = told.delimiter
    if delimiter is None:
        delimiter = _delimiter(file, encoding)
        guessed["delimiter"] = "tab" if delimiter == "\t" else delimiter
    shape = Shape(file, encoding, delimiter)
    header = _header(shape)
    return Source(
        file.name,
        header,
        partial(_records, shape, len(header), progress),
        guessed=guessed,
        encoding=encoding,
        delimiter=delimiter,
        progress=progress,
    )


def _lines(shape: Shape, progress: Progress | None = None) -> Iterator[str]:
    """The lines of the file, none of them endless and none with a zero byte."""
    size, most = max(shape.file.size, 1), shape.file.most_lines
    try:
        with shape.file.as_text(shape.encoding) as stream:
            number = 0
            while line := stream.readline(_LONGEST_LINE):
                number += 1
                if most is not None and number > most:
                    raise FileTooLarge(f"{shape.file.name} has more than {most:,} lines, and no more are read here.")
                if len(line) == _LONGEST_LINE:
                    if line.count(shape.delimiter) >= MOST_COLUMNS:
                        raise too_many_columns(shape.file.name)
                    raise LineNotText(f"Line {number:,} of {shape.file.name} is longer than any line of a diary.")
                if "\0" in line:
                    raise LineNotText(
                        f"Line {number:,} of {shape.file.name} holds a zero byte, so it is not plain text."
                    )
                if progress is not None and not number % EVERY:
                    progress.at(stream.buffer.tell() / size)
                yield line if number > 1 else line.removeprefix("\ufeff")  # the mark some programs put first
    except UnicodeError:
        raise encoding_refused(shape.file.name, shape.encoding) from None


def _delimiter(file: File, encoding: str) -> str:
    """The sign that parts the columns."""
    lines = [""]
    letters = 0
    for line in _lines(Shape(file, encoding, ",")):
        letters += len(line)
        if letters > _SNIFFED and any(text.strip() for text in lines):
            break
        lines.append(line)
    head = next((line for line in lines if line.strip()), "")
    inside = _TOLD_INSIDE.fullmatch(head.strip("\r\n"))
    if inside is not None:
        return inside[1]
    signs = [sign for sign in DELIMITERS if sign in head]
    if len(signs) < 2:
        return signs[0] if signs else ","
    return _sniffed("".join(lines)[:_SNIFFED]) or max(signs, key=head.count)


def _sniffed(sample: str) -> str | None:
    """The delimiter by the look of the first lines, for a line of names that holds several of the signs.

    clevercsv named the delimiter of every shape of diary tried, quoted notes and decimal commas among them, where the
    standard library's sniffer gave up on notes. It takes a third of a second to import, so only when it is needed.
    """
    import clevercsv

    try:
        found = clevercsv.Detector().detect(sample, delimiters=DELIMITERS)
    except clevercsv.Error:
        return None
    return found.delimiter if found is not None and found.delimiter else None


def _rows(shape: Shape, progress: Progress | None = None) -> Iterator[Record]:
    """Every record that is not blank, with the number of its first line; a stray quotation mark makes a bad line."""
    reader = csv.reader(_lines(shape, progress), delimiter=shape.delimiter, strict=True, skipinitialspace=True)
    while True:
        began = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if _ENDS_INSIDE_QUOTES in str(error):
                raise QuoteNeverClosed(
                    f"A quotation mark opens on line {began:,} of {shape.file.name} and is never closed."
                ) from None
            ended = reader.line_num
            upto = f" (the record runs to line {ended:,})" if ended > began else ""
            long = f"a cell holds more than {csv.field_size_limit():,} letters"
            wrong = long if _TOO_LONG in str(error) else "a quotation mark is in the wrong place or never closed"
            yield BadLine(began, f"{wrong}{upto}")
            continue
        if any(cells) and not (began == 1 and _TOLD_INSIDE.fullmatch(shape.delimiter.join(cells))):
            yield began, cells


def _header(shape: Shape) -> tuple[str, ...]:
    """The names of the columns; a file with nothing below them is refused."""
    for line in _lines(shape):  # looked at as it lies, before anything is made of ten million names
        if line.count(shape.delimiter) >= 2 * MOST_COLUMNS:
            raise too_many_columns(shape.file.name)
        if line.strip():
            break
    rows = _rows(shape)
    first = next(rows, None)
    if first is None:
        raise FileEmpty(f"{shape.file.name} is empty.")
    if isinstance(first, BadLine):
        raise QuoteNeverClosed(
            f"The names of the columns on line {first.number:,} of {shape.file.name} have {first.reason}."
        )
    header = checked_header(first[1], shape.file.name)
    if next(rows, None) is None:
        raise FileEmpty(f"{shape.file.name} names its columns and holds nothing below them.")
    return header


def _records(shape: Shape, width: int, progress: Progress) -> Iterator[Record]:
    """Every record below the names; one with too many or too few cells is a bad line."""
    rows = _rows(shape, progress)
    next(rows)
    for record in rows:
        if isinstance(record, BadLine) or len(record[1]) == width:
            yield record
        else:
            count = len(record[1])
            yield BadLine(record[0], f"it has {count:,} cell{'' if count == 1 else 's'}; the names above are {width:,}")
