"""A Parquet file gives the same diary as its CSV."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # ships no types
import pyarrow.parquet as pq  # type: ignore[import-untyped]  # ships no types
import pytest

from leanings.diary import LinesNotUnderstood, read_file
from leanings.diary.refusals import FileEmpty, ParquetNotUnderstood
from tests.diary.files import answers, dates, only, read, refused


def parquet(folder: Path, columns: dict[str, list[Any]]) -> Path:
    """The path of a Parquet file that holds these columns."""
    path = folder / "ada.parquet"
    pq.write_table(pa.table(columns), path)
    return path


COLUMNS: dict[str, list[Any]] = {
    "date": [date(2031, 3, 1), date(2031, 3, 2), date(2031, 3, 3)],
    "close": [6.0, None, 4.5],
    "worked late": [True, False, None],
    "note": ["a walk", None, "at home"],
}


def test_a_parquet_file_gives_the_diary_of_its_csv(tmp_path: Path) -> None:
    diary = read_file(parquet(tmp_path, COLUMNS))
    same = read(
        tmp_path, "date,close,worked late,note\n2031-03-01,6,1,a walk\n2031-03-02,,0,\n2031-03-03,4.5,,at home\n"
    )
    assert answers(only(diary), "close") == [6, None, 4.5]
    assert repr(diary.people) == repr(same.people)
    guessed = {key: text for key, text in same.guessed.items() if key != "delimiter"}
    assert replace(diary, people=()) == replace(same, people=(), file="ada.parquet", guessed=guessed)


def test_times_of_a_parquet_file_order_a_day(tmp_path: Path) -> None:
    at = [datetime(2031, 3, 1, 21, 14, tzinfo=UTC), datetime(2031, 3, 1, 9, 5, 0, 250, tzinfo=UTC)]
    ada = only(read_file(parquet(tmp_path, {"date": at, "close": [3, 1]})))
    assert answers(ada, "close") == [1, 3]
    assert dates(ada) == ["2031-03-01", "2031-03-01"]


def test_bad_rows_of_a_parquet_file_are_named_as_rows(tmp_path: Path) -> None:
    path = parquet(tmp_path, {"day": [1, 2, 3], "close": [1.0, float("inf"), float("nan")]})
    sentence = refused(LinesNotUnderstood, lambda: read_file(path))
    assert sentence.startswith("1 row of ada.parquet cannot be read")
    assert "row 2: “inf” under close is not a finite number" in sentence


def test_a_parquet_file_without_rows_is_refused(tmp_path: Path) -> None:
    assert "nothing below" in refused(FileEmpty, lambda: read_file(parquet(tmp_path, {"day": [], "close": []})))


@pytest.mark.parametrize("kept", [4, 60, 300])
def test_a_damaged_parquet_file_is_refused(tmp_path: Path, kept: int) -> None:
    path = parquet(tmp_path, COLUMNS)
    path.write_bytes(path.read_bytes()[:kept])
    refused(ParquetNotUnderstood, lambda: read_file(path))


def test_values_that_lie_within_values_are_left_alone(tmp_path: Path) -> None:
    diary = read_file(parquet(tmp_path, {"day": [1, 2], "close": [5, 6], "inside": [{"a": 1}, {"a": 2}]}))
    assert diary.columns == ("close",)
