"""A Parquet file as a source: its columns' names, and its rows as the text they would be in a CSV file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import partial
from pathlib import Path

from leanings.diary.refusals import FileEmpty, ParquetNotUnderstood
from leanings.diary.source import MOST_COLUMNS, Record, Source, checked_header, too_many_columns

_BATCH = 4_096  # rows held as Python values at one time


def parquet_source(path: Path) -> Source:
    """The table in a Parquet file, ready to be gone through."""
    import pyarrow as pa  # type: ignore[import-untyped]  # ships no types
    import pyarrow.parquet as pq  # type: ignore[import-untyped]  # ships no types

    try:
        with pq.ParquetFile(path) as table:
            names = table.schema_arrow.names
            rows = table.metadata.num_rows
    except (pa.ArrowException, OSError, ValueError, OverflowError):
        raise _refused(path) from None
    if len(names) > MOST_COLUMNS:
        raise too_many_columns(path.name)
    if rows == 0:
        raise FileEmpty(f"{path.name} names its columns and holds nothing below them.")
    return Source(path.name, checked_header(names, path.name), partial(_records, path), unit="row", decimal=".")


def _records(path: Path) -> Iterator[Record]:
    """Every row with its number, the first being 1; rows without any value are passed over."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        with pq.ParquetFile(path) as table:
            for batch in table.iter_batches(batch_size=_BATCH):
                columns = [column.to_pylist() for column in batch.columns]
                for values in zip(*columns, strict=True):
                    number += 1
                    cells = [_text(value) for value in values]
                    if any(cells):
                        yield number, cells
    except (pa.ArrowException, OSError, ValueError, OverflowError):
        raise _refused(path) from None


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


def _refused(path: Path) -> ParquetNotUnderstood:
    """The refusal of a Parquet file that cannot be read."""
    return ParquetNotUnderstood(f"{path.name} is a Parquet file that is damaged or cannot be read; save it as CSV.")
