"""One contract for every file of content, whatever its kind: what each of them promises."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from leanings.content import prose
from leanings.content.audit import lists
from leanings.content.check import READERS
from leanings.content.laid import KINDS
from leanings.content.raw import LICENCE
from leanings.content.tools import load_tools
from leanings.core.filled import Filled, from_doc, in_order, with_step, wrong_with
from leanings.core.tool import EVERY_DOOR, IN_ROWS, Tool
from leanings.core.tool import KINDS as FIELD_KINDS

ENGLISH = Path(str(files("leanings.content"))) / "en"
FILES = sorted(ENGLISH.glob("*/*"))
WITH_SOURCES = {"tools", "doors", "rules"}
WITH_BY_LINE = {*WITH_SOURCES, "journeys"}
WITH_MIRROR = {"tools", "doors", "sentences"}
SAID_BY_RULES = {"name", "asks", "sources"}  # all else is what others write: noticed, and not said by us
each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
each_tool = pytest.mark.parametrize("tool", load_tools().values(), ids=lambda tool: tool.id)


def table(file: Path) -> dict[str, Any]:
    """The file as it lies."""
    return tomllib.loads(file.read_text(encoding="utf-8"))


def texts(value: object) -> Iterator[str]:
    """Every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)


def said(file: Path) -> dict[str, Any]:
    """What it says itself; other words that a tool is searched by are said by people."""
    told = table(file)
    if file.parent.name == "rules":
        return {name: told[name] for name in SAID_BY_RULES}
    searched_by = {"words"} if file.parent.name == "tools" else set()
    return {name: value for name, value in told.items() if name not in searched_by}


def test_there_is_a_folder_for_each_kind_and_nothing_else_in_them() -> None:
    assert {file.parent.name for file in FILES} == set(KINDS) == set(READERS)
    assert {file.suffix for file in FILES} == {".toml"}


@each_file
def test_it_can_be_read_alone(file: Path) -> None:
    assert READERS[file.parent.name](file) is not None


@each_file
def test_it_says_its_id_version_language_and_licence(file: Path) -> None:
    told = table(file)
    assert told["id"] == file.stem
    assert re.fullmatch(r"[a-z][a-z0-9_]*", told["id"])
    assert told["version"] >= 1
    assert (told["language"], told["licence"]) == ("en", LICENCE)


@each_file
def test_it_says_who_wrote_it_and_where_it_is_from(file: Path) -> None:
    kind, told = file.parent.name, table(file)
    assert bool(told.get("by")) == (kind in WITH_BY_LINE)
    assert bool(told.get("sources")) == (kind in WITH_SOURCES)
    for source in told.get("sources", ()):
        assert re.search(r"S\d+\.\d+|\b(19|20)\d\d\b|^none found$", source["ref"]), source
        assert len(source["says"].split()) >= 4


@each_file
def test_its_mirror_is_there_and_looks_back(file: Path) -> None:
    told = table(file)
    assert ("mirror" in told) == (file.parent.name in WITH_MIRROR)
    if "mirror" in told:
        assert table(file.with_name(f"{told['mirror']}.toml"))["mirror"] == told["id"]
    assert ("mirror_says" in told) == (file.parent.name in {"tools", "doors"})


@each_file
def test_it_holds_no_html(file: Path) -> None:
    for text in texts(table(file)):
        assert prose.wrong_in(text) is None, text


@each_file
def test_it_says_nothing_that_is_never_said(file: Path) -> None:
    assert [found for text in texts(said(file)) for found in lists().never.findall(text)] == []


@each_file
def test_its_letters_are_those_that_are_set(file: Path) -> None:
    for text in texts(said(file)):
        assert not set("\u200b\u00a0\t") & set(text), text
        assert re.search(r"[a-z]'[a-z]", text) is None, f"an apostrophe is ’: {text}"


@each_tool
def test_its_example_can_be_filled_in_kept_and_read_back(tool: Tool) -> None:
    assert tool.example is not None
    assert "invented" in tool.example.who
    answers = dict(tool.example.answers)
    filled = Filled(tool.id, tool.version, tool.name, date(2031, 5, 3), "2031-05-03T21:04")
    for step in tool.steps:
        own = {field.id: answers[field.id] for field in step.fields if field.id in answers}
        assert all(wrong_with(field, own[field.id]) is None for field in step.fields if field.id in own)
        filled = with_step(filled, step, own)
    filled = in_order(filled, tool)
    assert {one.field.id: one.answer for one in filled.asked} == answers
    back = from_doc(json.loads(json.dumps(filled.as_doc())))
    assert back.as_doc() == filled.as_doc()
    assert [(one.field.label, one.answer) for one in back.asked] == [
        (one.field.label, one.answer) for one in filled.asked
    ]


@each_tool
def test_its_ids_are_no_words_of_an_address(tool: Tool) -> None:
    assert not {"erase", "begin", "blank"} & {step.id for step in tool.steps}


@each_tool
def test_every_door_it_is_for_meets_a_step(tool: Tool) -> None:
    for door in tool.doors:
        assert any(door in step.doors and not step.has for step in tool.steps)
    assert set(tool.doors) <= set(EVERY_DOOR)


def test_each_kind_of_question_is_asked_somewhere_and_told_in_the_how_to() -> None:
    fields = [field for tool in load_tools().values() for field in tool.fields()]
    assert {field.kind for field in fields} == set(FIELD_KINDS)
    page = (Path(__file__).parents[2] / "docs" / "how" / "write-a-tool.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
    assert set(FIELD_KINDS) <= told
    columns = re.search(r"A column may be (.+?)\.", page, re.DOTALL)
    assert columns is not None
    assert set(re.findall(r"`(\w+)`", columns[1])) == set(IN_ROWS)
