"""What the docs say is what is there: every word, folder, link and option."""

from __future__ import annotations

import argparse
import ast
import re

from leanings.diary.told import add_file_options
from tests.tree import PACKAGE, ROOT, folders_of_the_package, python_files, texts


def test_every_module_folder_and_value_is_in_the_words() -> None:
    told = set(re.findall(r"`([^`]+)`", (ROOT / "docs" / "words.md").read_text(encoding="utf-8")))
    modules = {path.stem for path in PACKAGE.rglob("*.py") if not path.stem.startswith("_")}
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


def test_every_option_about_a_file_is_explained_to_the_reader() -> None:
    parser = argparse.ArgumentParser(add_help=False)
    add_file_options(parser)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    options = [name for action in parser._actions for name in action.option_strings]
    assert len(options) > 5
    assert [name for name in options if f"`{name}" not in readme] == []


def test_the_changelog_has_a_part_for_what_is_not_out_yet() -> None:
    assert re.search(r"^## Unreleased$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
