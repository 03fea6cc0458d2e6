"""Bytes become text: every usual encoding is read, and what is no table is turned away in one sentence."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from leanings.diary import Told, read_file
from leanings.diary import encoding as bytes_of_files
from leanings.diary.refusals import (
    EncodingNotUnderstood,
    FileEmpty,
    FileNotAllowed,
    FileNotThere,
    FileTooLarge,
    LineNotText,
    NotATable,
)
from tests.diary.files import answers, only, read, refused, written

TEXT = "date,close,nähe\n2031-03-01,6,7\n2031-03-02,5,3\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1"])
def test_every_usual_encoding_is_found_out(tmp_path: Path, encoding: str) -> None:
    ada = only(read_file(written(tmp_path, TEXT, encoding=encoding)))
    assert answers(ada, "nähe") == [7, 3]
    assert answers(ada, "close") == [6, 5]


def test_an_encoding_that_was_guessed_is_told(tmp_path: Path) -> None:
    assert read_file(written(tmp_path, TEXT, encoding="latin-1")).guessed["encoding"] == "Latin-1"
    assert read_file(written(tmp_path, TEXT, encoding="utf-16-le")).guessed["encoding"] == "UTF-16-LE"
    assert "encoding" not in read_file(written(tmp_path, TEXT)).guessed


def test_an_encoding_that_was_told_is_used(tmp_path: Path) -> None:
    told = Told(encoding="cp1252")
    ada = only(read_file(written(tmp_path, TEXT.replace("nähe", "nähe…"), encoding="cp1252"), told))
    assert answers(ada, "nähe…") == [7, 3]


def test_a_mark_at_the_start_never_sticks_to_the_first_name(tmp_path: Path) -> None:
    path = written(tmp_path, TEXT, encoding="utf-8-sig")
    assert read_file(path, Told(encoding="utf-8")).guessed["date"] == "date"


def test_a_wrong_encoding_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, TEXT, encoding="latin-1")
    assert "“utf-8”" in refused(EncodingNotUnderstood, lambda: read_file(path, Told(encoding="utf-8")))
    assert "“klingon”" in refused(EncodingNotUnderstood, lambda: read_file(path, Told(encoding="klingon")))
    refused(EncodingNotUnderstood, lambda: read_file(path, Told(encoding="base64")))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "There is no file" in refused(FileNotThere, lambda: read_file(tmp_path / "ben.csv"))


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "is a folder" in refused(FileNotThere, lambda: read_file(tmp_path))


def test_a_pipe_is_refused_because_it_cannot_be_read_twice(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "is not a file" in refused(FileNotThere, lambda: read_file(tmp_path / "pipe"))


@pytest.fixture
def nobody() -> Iterator[None]:
    """Lets a test run as someone who may not do everything, where it is root that runs it."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    yield
    os.seteuid(before)


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    path = written(tmp_path, TEXT)
    path.chmod(0)
    request.getfixturevalue("nobody")
    assert "may not be read" in refused(FileNotAllowed, lambda: read_file(path))


@pytest.mark.parametrize("text", ["", "\n\n", " \n\t\n", "\ufeff"])
def test_an_empty_file_is_refused(tmp_path: Path, text: str) -> None:
    assert "is empty" in refused(FileEmpty, lambda: read(tmp_path, text))


def test_a_file_of_names_alone_is_refused(tmp_path: Path) -> None:
    assert "nothing below" in refused(FileEmpty, lambda: read(tmp_path, "date,close\n\n"))


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"PK\x03\x04\x14\x00", "save the sheet as CSV"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\xff\xd8\xff\xe0JFIF", "a picture"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"\x1f\x8b\x08", "unpack it first"),
        (b"SQLite format 3\0", "a database"),
        (bytes(range(256)) * 4, "not plain text"),
    ],
)
def test_what_is_no_table_is_turned_away_by_name(tmp_path: Path, start: bytes, kind: str) -> None:
    path = tmp_path / "ada.csv"
    path.write_bytes(start + bytes(100))
    assert kind in refused(NotATable, lambda: read_file(path))


def test_a_zero_byte_is_named_with_its_line(tmp_path: Path) -> None:
    text = "date,close\n" + "2031-03-01,6\n" * 40 + "2031-03-02,\0\n"
    assert "Line 42 of ada.csv holds a zero byte" in refused(LineNotText, lambda: read(tmp_path, text))


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "ada.csv"
    with path.open("wb") as stream:
        stream.truncate(bytes_of_files.LARGEST + 1)  # takes no room on the disk
    assert "536,870,912" in refused(FileTooLarge, lambda: read_file(path))
