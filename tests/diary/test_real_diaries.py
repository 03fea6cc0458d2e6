"""Real diaries, where they lie beside the checkout, are read whole and without a word told about them."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from leanings.diary import read_file

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the real diaries are not on this machine")


def test_eighty_couples_are_read_whole() -> None:
    diary = read_file(DATA / "couples-35-days.csv")
    assert len(diary.people) == 160
    assert len({person.couple for person in diary.people}) == 80
    assert diary.columns == ("anxious", "sad", "vigor", "content")
    assert {diary.guessed[f"scale {name}"] for name in diary.columns} == {"0-4"}
    assert sum(len(person.days) for person in diary.people) == 5530
    assert not diary.dated
    assert diary.left_out == ()


def test_seventy_five_days_of_258_people_are_read_whole() -> None:
    diary = read_file(DATA / "people-75-days.csv")
    assert len(diary.people) == 258
    assert len(diary.columns) == 7
    assert {diary.guessed[f"scale {name}"] for name in diary.columns} == {"0-10"}
    assert sum(len(person.days) for person in diary.people) == 14_242
    assert diary.dated
    lines = (DATA / "people-75-days.csv").read_text(encoding="utf-8").splitlines()[1:]
    given = sum(1 for line in lines for cell in line.split(",")[2:] if cell)
    read = sum(1 for person in diary.people for column in person.answers.values() for v in column if not math.isnan(v))
    assert read == given
