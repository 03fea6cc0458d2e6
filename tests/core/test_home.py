"""Where Leanings keeps things."""

from __future__ import annotations

from pathlib import Path

from leanings.core.home import home


def test_home_is_the_folder_that_was_named_else_one_in_the_home_of_the_person(tmp_path: Path) -> None:
    assert home({"LEANINGS_HOME": str(tmp_path)}) == tmp_path
    assert home({}) == Path.home() / ".leanings"
