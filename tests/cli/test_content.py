"""`leanings content check` and `preview`, and that a wrong file of a host stops the start with its sentence."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from leanings.cli import main
from leanings.cli.content import page_of
from leanings.content.laid import KINDS
from tests.running import DidNotStart, Running, environment, serve, started
from tests.visitor import Visitor

OURS = Path(str(files("leanings.content"))) / "en"
WRONG = 'kind = "wheel"'
TELLS = re.compile(r"tools/hope\.toml, line (\d+): “kind” cannot be “wheel”\. It can be text, rows, .+\.")


def mine(place: Path, *changes: tuple[str, str], name: str = "hope") -> Path:
    """A tool of ours in a file of a host, changed."""
    text = (OURS / "tools" / f"{name}.toml").read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    place.mkdir(parents=True, exist_ok=True)
    file = place / f"{name}.toml"
    file.write_text(text, encoding="utf-8")
    return file


def wrong(place: Path) -> Path:
    """A tool with one question of a kind that is not there."""
    return mine(place, ('kind = "text"', WRONG))


def test_a_sound_file_and_a_sound_folder_can_be_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = mine(tmp_path / "en" / "tools")
    assert main(["content", "check", str(file)]) == 0
    assert main(["content", "check", str(file), str(mine(tmp_path / "loose", name="wait"))]) == 0
    assert main(["content", "check", str(tmp_path)]) == 0
    assert main(["content", "check"]) == 0
    assert capsys.readouterr().out == "All of it can be used.\n" * 4


def test_a_wrong_file_and_its_folder_are_told_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = wrong(tmp_path / "en" / "tools")
    lines = file.read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, start=1) if WRONG in text)
    for written in (file, tmp_path):
        assert main(["content", "check", str(written)]) == 1
        told = capsys.readouterr()
        found = TELLS.fullmatch(told.out.strip())
        assert found is not None
        assert int(found[1]) == line
        assert told.err == "One thing is to be mended.\n"


def test_what_lies_in_the_house_is_checked_without_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong(tmp_path / "content" / "en" / "tools")
    monkeypatch.setenv("LEANINGS_HOME", str(tmp_path))
    assert main(["content", "check"]) == 1
    assert TELLS.fullmatch(capsys.readouterr().out.strip())


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content", "check", str(tmp_path / "gone.toml")]) == 1
    assert "cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize("kind", KINDS)
def test_a_preview_opens_at_the_page_where_its_first_file_is_met(tmp_path: Path, kind: str) -> None:
    page = page_of(tmp_path / kind / "stay.toml")
    assert page == {"tools": "/tools/stay/", "doors": "/sheet/blank/"}.get(kind, page)
    assert page.startswith("/")
    assert page.endswith("/")


@pytest.mark.loopback
def test_a_house_with_a_wrong_file_does_not_open_and_says_where_it_is_wrong(tmp_path: Path) -> None:
    home = tmp_path / "home"
    wrong(home / "content" / "en" / "tools")
    with pytest.raises(DidNotStart) as refused:
        serve(home)
    lines = str(refused.value).splitlines()
    assert lines[0] == f"What lies in {home / 'content'} cannot be used:"
    assert TELLS.fullmatch(lines[1].strip())
    assert lines[2].startswith("Mend it, or take it away.")
    assert "Traceback" not in str(refused.value)
    assert not (home / "db.sqlite3").exists()


@pytest.mark.loopback
def test_a_house_shows_the_tools_that_its_host_added_and_changed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    place = home / "content" / "en" / "tools"
    mine(place, ('name = "', 'name = "Of this house: '))
    new = mine(
        place,
        ('id = "wait"', 'id = "hers"'),
        ('mirror = "wait"', 'mirror = "hers"'),
        ("order = ", "order = 9"),
        name="wait",
    )
    new.rename(place / "hers.toml")
    running = serve(home)
    nobody = Visitor(running.address)
    assert "Of this house: " in nobody.get("/tools/hope/blank/").text
    assert nobody.get("/tools/hers/blank/").status == 200
    assert "Of this house: " not in nobody.get("/tools/wait/blank/").text
    running.stop()


def preview(where: Path, *written: Path) -> tuple[subprocess.Popen[str], list[str]]:
    """A preview that answers, and what it said."""
    where.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "leanings", "content", "preview", "--port", "0", *map(str, written)]
    process = subprocess.Popen(  # noqa: S603  # our own command
        command,
        env=environment(where.parent / "real", TMPDIR=str(where)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    started.append(process)  # type: ignore[arg-type]  # ended with all others where a test fails
    assert process.stdout is not None
    said: list[str] = []
    while not said or not said[-1].startswith("Ctrl-C"):
        line = process.stdout.readline()
        assert line, said
        said.append(line.strip())
    return process, said


@pytest.mark.loopback
def test_a_preview_is_the_demo_at_that_page_and_nothing_of_the_real_house_is_touched(tmp_path: Path) -> None:
    real = tmp_path / "real"
    (real / "content" / "en" / "tools").mkdir(parents=True)
    (real / "content" / "en" / "tools" / "hope.toml").write_text("this is [ no toml", encoding="utf-8")
    before = {path: path.stat().st_mtime_ns for path in [real, *real.rglob("*")]}
    file = mine(tmp_path / "desk", ('name = "', 'name = "Not yet: '))
    process, said = preview(tmp_path / "temporary", file)
    address = said[0].removeprefix("Leanings is at ").rstrip("/")
    name, passphrase, page = (line.split(maxsplit=1)[1] for line in said[2:5])
    assert page == "at    /tools/hope/"
    browser = Visitor(address)
    door = browser.get("/open/")
    assert "A preview." in door.text
    there = browser.submit(door, "/open/other/", place=name, passphrase=passphrase)
    assert there.headers["Location"] == "/tools/hope/"
    tool = browser.get("/tools/hope/")
    assert "Not yet: " in tool.text
    assert "A preview." in tool.text
    assert "The person in it is invented" in tool.text
    process.terminate()
    assert process.wait(timeout=30) == 0
    assert list((tmp_path / "temporary").iterdir()) == []
    assert {path: path.stat().st_mtime_ns for path in [real, *real.rglob("*")]} == before


def test_a_preview_of_a_wrong_file_is_refused_with_its_line_and_leaves_nothing(tmp_path: Path) -> None:
    where = tmp_path / "temporary"
    where.mkdir()
    command = [sys.executable, "-m", "leanings", "content", "preview", str(wrong(tmp_path / "desk"))]
    around = environment(tmp_path / "real", TMPDIR=str(where))
    told = subprocess.run(command, env=around, capture_output=True, text=True, check=False)  # noqa: S603  # our own
    assert told.returncode == 1
    assert TELLS.fullmatch(told.stderr.strip())
    assert list(where.iterdir()) == []
    assert not (tmp_path / "real").exists()


@pytest.mark.loopback
def test_a_real_house_is_no_preview(server: Running) -> None:
    assert "A preview." not in Visitor(server.address).get("/open/").text
