"""The demo as a command: what it refuses, and that its own folder goes, however it ends."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest

from leanings.cli import demo, main
from leanings.cli.demo import NAME, sweep


@pytest.mark.parametrize("also", [["--behind-proxy"], ["--socket", "s"], ["--new-pepper"]])
def test_what_is_for_a_real_house_is_refused_in_one_sentence(
    also: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert main(["serve", "--demo", *also]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (f"The demo is for this computer alone and keeps nothing, so it does not go with {also[0]}.\n")
    assert list(tmp_path.iterdir()) == []


def test_help_tells_that_there_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["serve", "--help"])
    assert "--demo" in capsys.readouterr().out


def left(where: Path, name: str) -> Path:
    """A folder as a demo leaves it that was killed."""
    folder = where / name
    (folder / "secrets").mkdir(parents=True)
    (folder / "secrets" / "server").write_bytes(b"x")
    return folder


def test_what_a_killed_one_left_is_swept_and_nothing_else(tmp_path: Path) -> None:
    gone, running = left(tmp_path, f"{NAME}gone"), left(tmp_path, f"{NAME}running")
    others = [left(tmp_path, "leanings"), left(tmp_path, "leanings-new-x"), left(tmp_path, "notes")]
    link = tmp_path / f"{NAME}link"
    link.symlink_to(others[0])
    file = tmp_path / f"{NAME}file"
    file.touch()
    held = os.open(running, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    sweep(tmp_path)
    os.close(held)
    assert not gone.exists()
    assert all((folder / "secrets" / "server").exists() for folder in [running, *others])
    assert link.is_symlink()
    assert file.exists()


def test_there_may_be_nothing_to_sweep(tmp_path: Path) -> None:
    sweep(tmp_path / "not here")
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_surroundings_that_are_kept_name_no_place_and_no_database() -> None:
    assert demo.KEPT.isdisjoint({"LEANINGS_HOME", "LEANINGS_DATABASE", "LEANINGS_SECRETS", "LEANINGS_HOSTS"})
