"""Files that are far more than they look, made on purpose."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # ships no types
import pyarrow.parquet as pq  # type: ignore[import-untyped]  # ships no types

_STRUCT, _WHOLE, _LONG, _WORD, _LIST = 12, 5, 6, 8, 9


def zip_bomb() -> bytes:
    """Fifty megabytes of nothing, packed as a spreadsheet is."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", bytes(50 << 20))
    return out.getvalue()


def gzip_bomb() -> bytes:
    """Fifty megabytes of a diary, packed."""
    return gzip.compress(b"date,close\n" + b"2031-03-01,6\n" * (4 << 20))


def parquet(columns: dict[str, Any], **more: Any) -> bytes:
    """A Parquet file that holds these columns."""
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, **more)
    return out.getvalue()


def same_word(letters: int, rows: int) -> bytes:
    """One long word, written once and named in every row."""
    word = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), pa.array(["x" * letters]))
    return parquet({"day": range(rows), "close": [5] * rows, "note": word}, compression="zstd")


def many_rows(rows: int) -> bytes:
    """As many rows of one number, which take no room."""
    close = pa.DictionaryArray.from_arrays(pa.array(bytes(rows), pa.int8()), pa.array([5]))
    return parquet({"close": close.dictionary_decode()}, compression="zstd", row_group_size=rows)


def lists_within(rows: int, each: int) -> bytes:
    """Rows that each hold a long list of nothing."""
    empty = pa.ListArray.from_arrays(pa.array(range(0, rows * each + 1, each), pa.int32()), pa.nulls(rows * each))
    return parquet({"day": range(rows), "close": [5] * rows, "inside": empty}, compression="zstd")


def swollen() -> bytes:
    """A page that says before itself that it is two gigabytes, and at the end of the file that it is not."""
    whole = parquet({"day": [1, 2, 3], "close": [4, 5, 6]}, compression="none", use_dictionary=False)
    start = pq.ParquetFile(io.BytesIO(whole)).metadata.row_group(0).column(1).data_page_offset
    told = _field(1, 0, _WHOLE) + _number(0) + _field(2, 1, _WHOLE) + _number(2**31 - 1)
    told += _field(3, 2, _WHOLE) + _number(24) + b"\0"
    return whole[:start] + told + whole[start + len(told) :]


def footer_alone(rows: int, deep: int = 0) -> bytes:
    """A file without a page, whose end tells of so many rows, and of values that lie so deep within others."""
    parts = [_part(b"root", 1), *(_part(b"within", 1) for _ in range(deep)), _part(b"close", None)]
    told = _field(1, 0, _WHOLE) + _number(1)
    told += _field(2, 1, _LIST) + bytes([0xF0 | _STRUCT]) + _count(len(parts)) + b"".join(parts)
    told += _field(3, 2, _LONG) + _number(rows)
    told += _field(4, 3, _LIST) + bytes([_STRUCT]) + b"\0"
    return b"PAR1" + told + struct.pack("<I", len(told)) + b"PAR1"


def _part(name: bytes, children: int | None) -> bytes:
    """One part of a schema, in the words of the format."""
    kind = b"" if children is not None else _field(1, 0, _WHOLE) + _number(1)
    told = kind + _field(3, 1 if kind else 0, _WHOLE) + _number(1) + _field(4, 3, _WORD) + _count(len(name)) + name
    return told + (b"" if children is None else _field(5, 4, _WHOLE) + _number(children)) + b"\0"


def _field(number: int, before: int, kind: int) -> bytes:
    return bytes([(number - before) << 4 | kind])


def _number(value: int) -> bytes:
    return _count(value << 1 ^ value >> 63)


def _count(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])
