"""The tree as the tests of the house see it: which files are ours, and what stands in them."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "leanings"

FILES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", "requirements.lock", ".gitignore")
FOLDERS = (".ci", "bench", "bin", "docs", "LICENSES", "src", "tests")
MADE_BY_MACHINES = {"__pycache__", "cache"}
BINARY = {".png", ".woff2", ".parquet", ".npz", ".npy", ".pyc"}


def files() -> Iterator[Path]:
    """Every file of the tree that is ours; what else a person keeps in the folder is not our business."""
    yield from (ROOT / name for name in (*FILES, "requirements-dev.lock"))
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and not MADE_BY_MACHINES & set(path.relative_to(ROOT).parts):
                yield path


def texts() -> Iterator[tuple[str, str]]:
    """Every text file of ours: its path from the root, and what it says."""
    for path in files():
        if path.suffix not in BINARY:
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


def python_files() -> Iterator[tuple[str, ast.Module]]:
    """Every Python file of ours, parsed."""
    for name, text in texts():
        if name.endswith(".py"):
            yield name, ast.parse(text)


def imports(tree: ast.Module) -> Iterator[str]:
    """The full name of every module that the file imports, wherever in the file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def folders_of_the_package() -> set[str]:
    """Every folder of the package, as docs/map.md writes it."""
    found = (path for path in PACKAGE.rglob("*") if path.is_dir() and path.name not in MADE_BY_MACHINES)
    return {f"src/leanings/{path.relative_to(PACKAGE)}/" for path in found if any(path.rglob("*.*"))}


def project() -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
