"""`leanings simulate`: invented diaries that are the same for the same seed and can be read back."""

from __future__ import annotations

import csv
import io
import math
from pathlib import Path

import pytest

from leanings.diary import read_file
from leanings.engine.scenarios import SCENARIOS
from leanings.engine.simulate import demo_diary, simulated_diary
from tests.cli.diaries import call


def table(text: str) -> list[list[str]]:
    """The cells of a CSV."""
    return list(csv.reader(io.StringIO(text)))


def test_the_same_seed_gives_the_same_diary_and_another_another(capsys: pytest.CaptureFixture[str]) -> None:
    first, again, other = (call(capsys, "simulate", "--days", "30", "--seed", seed).out for seed in (4, 4, 5))
    assert first == again
    assert first != other


def test_a_diary_on_the_screen_is_a_table_of_dates_and_answers(capsys: pytest.CaptureFixture[str]) -> None:
    header, *rows = table(call(capsys, "simulate", "--days", "40").out)
    assert header == ["date", "close"]
    assert 20 < len(rows) <= 40
    assert all(0 <= float(close) <= 10 for _, close in rows)
    assert [day for day, _ in rows] == sorted(day for day, _ in rows)


def test_several_people_have_a_column_of_their_own(capsys: pytest.CaptureFixture[str]) -> None:
    header, *rows = table(call(capsys, "simulate", "--days", "20", "--people", "3").out)
    assert header == ["person", "date", "close"]
    assert {row[0] for row in rows} == {"1", "2", "3"}


def test_what_is_written_is_read_back_to_the_last_answer(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    place = tmp_path / "invented.csv"
    ran = call(capsys, "simulate", "--scenario", "missing_bad_days", "--days", "50", "--people", "4", "--out", place)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    kept, back = simulated_diary("missing_bad_days", 50, 4, 0), read_file(place)
    assert [person.name for person in back.people] == [person.name for person in kept.people]
    for one, other in zip(kept.people, back.people, strict=True):
        assert list(one.days) == list(other.days)
        assert list(one.answers["close"]) == list(other.answers["close"])


def test_the_demo_is_one_person_with_three_lines(capsys: pytest.CaptureFixture[str]) -> None:
    header, *rows = table(call(capsys, "simulate", "--demo").out)
    ada = demo_diary().people[0]
    assert header == ["date", *demo_diary().columns]
    assert len(header) == 4
    assert len(rows) == len(ada.days)
    for number, column in enumerate(header[1:], start=1):
        blank = [cell == "" for cell in (row[number] for row in rows)]
        assert blank == [math.isnan(value) for value in ada.answers[column]]


def test_every_scenario_has_a_name_and_can_be_lived(capsys: pytest.CaptureFixture[str]) -> None:
    named = call(capsys, "simulate", "--scenarios").out.split()
    assert named == list(SCENARIOS)
    for name in named:
        ran = call(capsys, "simulate", "--scenario", name, "--days", "60")
        assert ran.code == 0
        assert len(ran.out.splitlines()) > 10


def test_a_scenario_nobody_thought_out_is_refused_by_naming_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    said = call(capsys, "simulate", "--scenario", "dip").refused
    assert said.startswith("There is no scenario “dip”. There is: steady_high, ")
    assert said.endswith(", constant.")


def test_a_place_that_cannot_be_written_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert "is a folder" in call(capsys, "simulate", "--out", tmp_path).refused
    assert "/dev/null is not a folder" in call(capsys, "simulate", "--out", "/dev/null/invented.csv").refused
    assert list(tmp_path.iterdir()) == []
