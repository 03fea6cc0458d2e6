"""How large a Parquet file is once it is unpacked, by what stands before each of its pages.

The sum at the end of the file may be wrong on purpose; the header of a page is what memory is set aside by. It is
written in the compact protocol of Thrift (https://github.com/apache/thrift/blob/master/doc/specs/
thrift-compact-protocol.md), and of it only two numbers are wanted: PageHeader in
https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from leanings.diary.held import File

_MOST_PAGES = 200_000  # of all columns; files that others write have one for some thousand values
_LONGEST_HEADER = 64 * 1024  # with the lowest and the highest word of a page it has some hundred bytes
_DEEPEST = 8  # a header holds a struct that holds another
_UNPACKED, _PACKED = (2,), (3,)  # the numbers of the fields
_ENCODINGS = ((5, 2), (8, 4))  # of a page of either version
_DELTA_BYTE_ARRAY = 7  # each word is the one before with another end: two bytes can stand for a megabyte
_TRUE, _FALSE, _BYTE, _DOUBLE, _BYTES, _LIST, _SET, _STRUCT = 1, 2, 3, 7, 8, 9, 10, 12
_WHOLE = (4, 5, 6)


def unpacked_size(file: File, metadata: Any, enough: int) -> int:  # noqa: ANN401  # pyarrow has no types
    """The bytes that all pages need, counted until there are more than enough; a ValueError where it makes no sense."""
    total = pages = 0
    with file.as_bytes() as stream:
        for start, size in _chunks(metadata):
            at = start
            while at < start + size:
                packed, unpacked, long = _page(stream, at)
                pages += 1
                total += unpacked
                if total > enough or pages > _MOST_PAGES:
                    return enough + 1
                at += long + packed
    return total


def _chunks(metadata: Any) -> Iterator[tuple[int, int]]:  # noqa: ANN401  # pyarrow has no types
    """Where the pages of each column of each group of rows begin, and how many bytes they take."""
    for group in range(metadata.num_row_groups):
        rows = metadata.row_group(group)
        for column in range(rows.num_columns):
            chunk = rows.column(column)
            places = (chunk.data_page_offset, chunk.dictionary_page_offset)
            yield min(place for place in places if place), chunk.total_compressed_size


def _page(stream: BinaryIO, at: int) -> tuple[int, int, int]:
    """What stands before a page: its bytes packed and unpacked, and how long this header is itself."""
    stream.seek(at)
    header = _Header(stream.read(_LONGEST_HEADER))
    header.struct(())
    packed, unpacked = (header.numbers.get(path, -1) for path in (_PACKED, _UNPACKED))
    if packed < 0 or unpacked < 0:
        raise ValueError("a page without a size")
    if any(header.numbers.get(path) == _DELTA_BYTE_ARRAY for path in _ENCODINGS):
        raise ValueError("a page that may be any size")
    return packed, unpacked, header.at


class _Header:
    """Bytes of the compact protocol; `numbers` are the whole numbers in it by the numbers of their fields."""

    def __init__(self, held: bytes) -> None:
        self._held = held
        self.at = 0
        self.numbers: dict[tuple[int, ...], int] = {}

    def struct(self, path: tuple[int, ...]) -> None:
        """Goes behind a struct, keeping its whole numbers."""
        field = 0
        while byte := self._byte():
            field = field + (byte >> 4) if byte >> 4 else self._whole()
            kind = byte & 15
            if kind in _WHOLE:
                self.numbers[(*path, field)] = self._whole()
            elif kind not in (_TRUE, _FALSE):  # their value is their kind
                self._pass_over(kind, (*path, field))

    def _pass_over(self, kind: int, path: tuple[int, ...]) -> None:
        """Goes behind a value of this kind."""
        if len(path) > _DEEPEST:
            raise ValueError("a header without end")
        if kind in (_TRUE, _FALSE, _BYTE):
            self.at += 1
        elif kind in _WHOLE:
            self._number()
        elif kind == _DOUBLE:
            self.at += 8
        elif kind == _BYTES:
            long = self._number()
            self.at += long
        elif kind == _STRUCT:
            self.struct(path)
        elif kind in (_LIST, _SET):
            byte = self._byte()
            count = byte >> 4 if byte >> 4 < 15 else self._number()
            for _ in range(min(count, len(self._held) + 1)):
                self._pass_over(byte & 15, (*path, 0))
        else:  # a map, which no header of a page holds
            raise ValueError("a header that is none")

    def _byte(self) -> int:
        """The next byte."""
        if self.at >= len(self._held):
            raise ValueError("a header that is cut off")
        self.at += 1
        return self._held[self.at - 1]

    def _number(self) -> int:
        """The next number, seven bits a byte."""
        number = 0
        for shift in range(0, 70, 7):
            byte = self._byte()
            number |= (byte & 127) << shift
            if byte < 128:
                return number
        raise ValueError("a number without end")

    def _whole(self) -> int:
        """The next number with its sign."""
        number = self._number()
        return (number >> 1) ^ -(number & 1)
