"""The page for whoever writes a tool: what it shows is loaded, and the sentences it quotes are those that are said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leanings.cli import main
from leanings.content import said
from leanings.content.audit import lists, telling
from leanings.content.grade import grade, sentences
from leanings.content.laid import KINDS
from leanings.content.tools import load_tools, read_tool
from leanings.core.tool import EVERY_DOOR, NEEDS

PAGE = (Path(__file__).parents[2] / "docs" / "how" / "write-a-tool.md").read_text(encoding="utf-8")
TOML = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)[0]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file as the page gives it, in a folder of a host."""
    place = tmp_path / "content" / "en" / "tools" / "evening.toml"
    place.parent.mkdir(parents=True)
    place.write_text(TOML, encoding="utf-8")
    return place


def test_the_tool_it_shows_can_be_used_beside_ours(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content", "check", str(file)]) == 0
    assert capsys.readouterr().out == "All of it can be used.\n"
    assert "All of it can be used" in PAGE
    assert "evening" in load_tools(over=file.parents[2])


def test_the_tool_it_shows_keeps_to_its_own_rules(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tool = read_tool(file)
    told = said.of_tool(tool)
    assert lists().never.findall(told.text) == []
    assert telling(told.prose) == []
    assert grade(told.prose) <= 6
    assert [one for one in sentences(told.text) if len(one) > 20] == []
    assert tool.example is not None
    assert len(tool.example.answers) == len(list(tool.fields()))
    assert main(["audit", str(file.parents[2])]) == 0
    assert "Nothing is beyond its limits." in capsys.readouterr().out


def test_the_refusal_it_shows_is_the_one_that_is_said(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(TOML.replace('kind = "slider"', 'kind = "slidr"'), encoding="utf-8")
    assert main(["content", "check", str(file)]) == 1
    found = re.search(r"```text\n(tools/evening\.toml.*?)```", PAGE, re.DOTALL)
    assert found is not None
    assert capsys.readouterr().out == found[1]


def test_it_names_every_need_door_and_kind_of_file_there_is() -> None:
    named = set(re.findall(r"`(\w+)`", PAGE))
    assert named >= {*NEEDS, *EVERY_DOOR, *KINDS}


def test_the_tools_of_leanings_stay_below_the_places_it_leaves_to_a_host() -> None:
    assert all(tool.order < 50 for tool in load_tools().values())
