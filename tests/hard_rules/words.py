"""Every text of the house that people read, and looking for wording that must not be in it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from tests.tree import PACKAGE

LISTS = ("rules", "audit")  # what is looked for stands there, and nobody reads it
READ = (".html", ".toml", ".md", ".svg")
SEARCHED = re.compile(r"(?m)^words = \[[^\]]*\]$")  # words by which people look for a tool are theirs and not ours
COMMENT = re.compile(r"\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)


@cache
def texts() -> Mapping[str, str]:
    """Every text of ours that is shown: its file, and what it says."""
    found = {}
    for path in sorted(PACKAGE.rglob("*")):
        place = str(path.relative_to(PACKAGE))
        if "vendor" in path.parts or path.parent.name in LISTS:
            continue
        if path.suffix in READ:
            found[place] = shown(path)
        elif path.suffix == ".py" and (said := "\n".join(translated(path))):
            found[place] = said
    return found


def shown(path: Path) -> str:
    """The words of a file, without the comments beside them."""
    text = COMMENT.sub("", path.read_text(encoding="utf-8"))
    return re.sub(r"(?m)(^|\s)#\s.*$", "", SEARCHED.sub("", text)) if path.suffix == ".toml" else text


def translated(path: Path) -> Iterator[str]:
    """The texts that a Python file shows people."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.startswith("gettext"):
            yield from (one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str))


def said_somewhere(pattern: str, *planted: str) -> dict[str, list[str]]:
    """Where this is said, by file. Each planted sentence must be found, so that looking for it can fail."""
    wanted = re.compile(pattern, re.IGNORECASE)
    assert planted
    assert [sentence for sentence in planted if not wanted.search(sentence)] == []
    assert len(texts()) > 100
    return {name: found for name, text in texts().items() if (found := [one[0] for one in wanted.finditer(text)])}
