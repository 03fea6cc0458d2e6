"""`leanings warm`: what is compiled once is kept, and where it cannot be kept one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from leanings.engine.warm import STEPS
from tests.cli.diaries import ada, apart, call

NOWHERE = {"LEANINGS_HOME": "/dev/null/ada", "NUMBA_CACHE_DIR": ""}


def test_every_step_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    ran = call(capsys, "warm")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"Getting ready, once: {len(STEPS)} of {len(STEPS)}, done\n"


def test_where_nothing_can_be_kept_one_is_told_what_to_do() -> None:
    ran = apart("warm", **NOWHERE)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == (
        "Nothing is writable here, so compiled loops cannot be kept: set LEANINGS_HOME to a folder of your own.\n"
    )


@pytest.mark.full
def test_the_first_reading_explains_its_wait_and_the_second_has_none(tmp_path: Path) -> None:
    diary, home = ada(tmp_path, 20), tmp_path / "home"
    settings = {"LEANINGS_HOME": str(home), "NUMBA_CACHE_DIR": ""}
    first, again = (apart("read", diary, "--json", **settings) for _ in range(2))
    assert first.err.startswith("The sums are compiled once; this takes a minute or two.\n")
    assert f"{len(STEPS)} of {len(STEPS)}, done" in first.err
    assert again.err == ""
    assert [line for line in again.out.splitlines() if "seconds" not in line] == [
        line for line in first.out.splitlines() if "seconds" not in line
    ]
    kept = home / "cache" / "numba"
    (kept / "0123456789ab").mkdir()
    assert apart("warm", **settings).code == 0
    assert len(list(kept.iterdir())) == 1
