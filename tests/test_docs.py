"""What the docs say is what is there: every word, folder, link and option."""

from __future__ import annotations

import argparse
import ast
import re
from calendar import month_name
from pathlib import Path

import pytest

from leanings.cli import COMMANDS, main, read
from tests.tree import PACKAGE, ROOT, folders_of_the_package, python_files, texts


def test_every_module_folder_and_value_is_in_the_words() -> None:
    told = set(re.findall(r"`([^`]+)`", (ROOT / "docs" / "words.md").read_text(encoding="utf-8")))
    modules = {path.stem for path in PACKAGE.rglob("*.py") if not path.stem.startswith(("_", "0"))}
    folders = {folder.rstrip("/").rpartition("/")[2] for folder in folders_of_the_package()}
    values = {
        node.name
        for name, tree in python_files()
        if name.startswith("src/leanings/core/")
        for node in tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }
    assert sorted((modules | folders | values) - told) == []


def test_the_words_point_only_to_what_is_there() -> None:
    cells = [
        line.split("|")[3]
        for line in (ROOT / "docs" / "words.md").read_text(encoding="utf-8").splitlines()
        if line.count("|") == 4
    ]
    told = {path for cell in cells for path in re.findall(r"`([^`]+)`", cell)}
    assert told
    assert [path for path in sorted(told) if not (PACKAGE / path).exists() and not (ROOT / path).exists()] == []


def test_the_map_names_every_folder_and_none_that_is_not_there() -> None:
    told = set(re.findall(r"`(src/leanings/[\w./-]+/)`", (ROOT / "docs" / "map.md").read_text(encoding="utf-8")))
    assert told == folders_of_the_package()


def test_every_page_and_file_the_docs_point_to_is_there() -> None:
    lost = [
        f"{name} points to {target}"
        for name, text in texts()
        if name.endswith(".md")
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", text)
        if not (ROOT / name).parent.joinpath(target).exists()
    ]
    assert lost == []


def test_every_option_of_reading_is_explained_to_the_reader() -> None:
    commands = argparse.ArgumentParser().add_subparsers()
    read.add_command(commands)
    options = [name for action in commands.choices["read"]._actions for name in action.option_strings]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(options) > 25
    assert [name for name in options if name not in ("-h", "--help") and f"`{name}" not in readme] == []


def test_every_option_the_docs_name_is_there() -> None:
    commands = argparse.ArgumentParser().add_subparsers()
    for command in COMMANDS:
        command.add_command(commands)
    known = {name for one in commands.choices.values() for action in one._actions for name in action.option_strings}
    pages = [ROOT / "README.md", *(ROOT / "docs" / "how").glob("*.md")]
    told = {
        name for page in pages for name in re.findall(r"(?<![\w-])--[a-z][a-z-]+", page.read_text(encoding="utf-8"))
    }
    assert len(told) > 25
    assert sorted(told - known - {"--full", "--set-up"}) == []


def test_the_guesses_that_are_shown_are_those_that_are_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = (ROOT / "docs" / "how" / "read-a-diary.md").read_text(encoding="utf-8")
    table, guessed = (re.search(rf"```text\n({start}.*?)```", page, re.DOTALL) for start in ("date,", "Guessed about"))
    assert table is not None
    assert guessed is not None
    diary = tmp_path / "my-diary.csv"
    diary.write_text(table[1], encoding="utf-8")
    assert main(["read", str(diary)]) == 0
    assert capsys.readouterr().err.startswith(guessed[1])


def test_the_worked_example_is_what_the_command_shows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Draws may differ on another kind of processor, and the figures with them; the words and their order may not."""
    page = (ROOT / "docs" / "how" / "read-a-diary.md").read_text(encoding="utf-8")
    shown = re.search(r"```text\n(This diary is invented\..*?)```", page, re.DOTALL)
    assert shown is not None
    diary = tmp_path / "invented.csv"
    assert main(["simulate", "--demo", "--out", str(diary)]) == 0
    assert main(["read", str(diary), "--invented", "--signal", "close:0-10"]) == 0
    made = capsys.readouterr().out
    picture, months = r"(?m)^ *[\d.]*│.*$", "|".join(month_name[1:])
    words = [re.findall(r"[A-Za-z]{3,}", re.sub(rf"{picture}|{months}", "", text)) for text in (shown[1], made)]
    assert len(words[0]) > 100
    assert words[0] == words[1]


def test_the_changelog_has_a_part_for_what_is_not_out_yet() -> None:
    assert re.search(r"^## Unreleased$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)


def test_every_case_names_a_test_that_is_there() -> None:
    told = re.findall(r"`(tests/[\w/.]+)`", (ROOT / "docs" / "cases.md").read_text(encoding="utf-8"))
    assert len(told) > 20
    assert [path for path in told if not (ROOT / path).exists()] == []
