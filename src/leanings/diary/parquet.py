"""A Parquet file as a source: its columns' names, and its rows as the text they would be in a CSV file.

A few bytes of such a file may stand for a billion rows or for a word of a gigabyte. So what it says of itself is looked
at first, equal words are made once, and what lies within other values is not opened at all.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from functools import partial
from itertools import repeat
from typing import Any

from leanings.core.diary import BadLine
from leanings.diary.encoding import LARGEST
from leanings.diary.held import File, InMemory
from leanings.diary.progress import EVERY, Progress
from leanings.diary.refusals import FileEmpty, FileTooLarge, ParquetNotUnderstood
from leanings.diary.source import MOST_COLUMNS, Record, Source, checked_header, too_many_columns
from leanings.diary.unpacked import unpacked_size

_BATCH = 4_096  # rows held as Python values at one time
_MOST_CELLS = LARGEST // 2  # as many as a text file of the largest size can have
_MOST_CELLS_IN_MEMORY = 20_000_000  # a hundred thousand rows of two hundred columns
_WORDS = frozenset({"string", "large_string", "binary", "large_binary"})
_LONGEST_VALUE = 64  # bytes of a value of fixed length: a decimal has up to 32
_TOO_LONG = "\0too long\0"  # stands for a cell that no cell of a table is
_WITHIN = "(values within values)"


def parquet_source(file: File, progress: Progress) -> Source:
    """The table in a Parquet file, ready to be gone through."""
    import pyarrow as pa  # type: ignore[import-untyped]  # ships no types

    try:
        with _opened(file) as table:
            names = table.schema_arrow.names
            rows = table.metadata.num_rows
            if len(names) > MOST_COLUMNS:
                raise too_many_columns(file.name)
            _check_size(file, table.metadata, rows * len(names))
    except (pa.ArrowException, OSError, ValueError, OverflowError, KeyError):
        raise _refused(file) from None
    if rows == 0:
        raise FileEmpty(f"{file.name} names its columns and holds nothing below them.")
    header = checked_header(names, file.name)
    return Source(
        file.name, header, partial(_records, file, rows, progress), unit="row", decimal=".", progress=progress
    )


def _opened(file: File, words: Sequence[str] = ()) -> Any:  # noqa: ANN401  # the package has no types
    """The file for reading; of the columns of `words` each different word is made once."""
    import pyarrow as pa
    import pyarrow.parquet as pq  # type: ignore[import-untyped]  # ships no types

    place = pa.BufferReader(file.data) if isinstance(file, InMemory) else file.path
    return pq.ParquetFile(place, read_dictionary=list(words))


def _check_size(file: File, metadata: Any, cells: int) -> None:  # noqa: ANN401  # the package has no types
    """Refuses a file that is far more than it looks."""
    most = _MOST_CELLS_IN_MEMORY if isinstance(file, InMemory) else _MOST_CELLS
    if not 0 <= cells <= most:
        raise FileTooLarge(f"{file.name} says that it holds {cells:,} cells; the most that are read are {most:,}.")
    size = unpacked_size(file, metadata, LARGEST)
    if size > LARGEST:
        raise FileTooLarge(f"{file.name} is packed, and unpacked larger than the {LARGEST:,} bytes that are read.")


def _records(file: File, rows: int, progress: Progress) -> Iterator[Record]:
    """Every row with its number, the first being 1; rows without any value are passed over."""
    import pyarrow as pa

    try:
        number = 0
        for batch in _batches(file):
            for cells in batch:
                number += 1
                if number > rows:
                    raise _refused(file)
                if not number % EVERY:
                    progress.at(number / rows)
                if _TOO_LONG in cells:
                    yield BadLine(number, f"a cell holds more than {csv.field_size_limit():,} letters")
                elif any(cells):
                    yield number, cells
    except (pa.ArrowException, OSError, ValueError, OverflowError, KeyError):
        raise _refused(file) from None


def _batches(file: File) -> Iterator[Iterator[Sequence[str]]]:
    """The rows, some at a time, their cells as text."""

    with _opened(file) as table:
        names = table.schema_arrow.names
        flat, words = _readable(table)
    with _opened(file, words) as table:
        for batch in table.iter_batches(batch_size=_BATCH, columns=flat, use_threads=False):
            if batch.schema.names != flat:  # two columns that go by one path
                raise ValueError("columns that cannot be told apart")
            cells = {name: _texts(column) for name, column in zip(flat, batch.columns, strict=True)}
            columns = [cells.get(name) or repeat(_WITHIN, batch.num_rows) for name in names]
            yield zip(*columns, strict=True)


def _readable(table: Any) -> tuple[list[str], list[str]]:  # noqa: ANN401  # the package has no types
    """The columns of single values of a known length or of words, and which of them hold words."""
    import pyarrow as pa

    parts = [table.metadata.schema.column(at) for at in range(len(table.metadata.schema))]
    stored = {part.path: part for part in parts if not part.max_repetition_level}
    flat, words = [], []
    for field in table.schema_arrow:
        part = stored.get(field.name)
        kind = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
        if part is None or pa.types.is_nested(kind):
            continue
        if part.physical_type == "BYTE_ARRAY" and str(kind) in _WORDS:
            words.append(field.name)
        elif part.physical_type == "BYTE_ARRAY" or part.length > _LONGEST_VALUE:
            continue
        flat.append(field.name)
    return flat, words


def _texts(column: Any) -> list[str]:  # noqa: ANN401  # the package has no types
    """The values of a column as they would stand in a CSV file; equal words are one text."""
    import pyarrow as pa

    if pa.types.is_integer(column.type) or pa.types.is_date32(column.type):
        return [text or "" for text in column.cast(pa.string()).to_pylist()]
    if not isinstance(column, pa.DictionaryArray):
        return [_text(value) for value in column.to_pylist()]
    longest = csv.field_size_limit()  # the same as in a text file
    texts = (_text(value) for value in column.dictionary.to_pylist())
    words = [word if len(word) <= longest else _TOO_LONG for word in texts]
    return ["" if place is None else words[place] for place in column.indices.to_pylist()]


def _text(value: object) -> str:
    """A value as it would stand in a CSV file; nothing for what is not there."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _refused(file: File) -> ParquetNotUnderstood:
    """The refusal of a Parquet file that cannot be read."""
    return ParquetNotUnderstood(f"{file.name} is a Parquet file that is damaged or cannot be read; save it as CSV.")
