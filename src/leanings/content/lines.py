"""The lines of the check-in: one small file for each question."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources.abc import Traversable

from leanings.content.laid import files_of, hosts
from leanings.content.row import row_of
from leanings.core.lines import CONTACTS, GROUPS, OWN, TURNS, Line
from leanings.core.tool import EVERY_DOOR


def load_lines(
    language: str = "en", folder: Traversable | None = None, over: Traversable | None = None
) -> Mapping[str, Line]:
    """Every line by its id, in the order in which they are asked; without a folder, those of Leanings. `over` is what
    a host wrote."""
    there = (read_line(file, language) for file in files_of("lines", language, folder, over))
    return {line.id: line for line in sorted(there, key=lambda line: line.order)}


@cache
def lines_in(language: str) -> Mapping[str, Line]:
    """The lines of a language as they are asked in this house, read once."""
    return load_lines(language, over=hosts())


def read_line(file: Traversable, language: str = "en") -> Line:
    """The line in one file; a ContentFault that names the line of what is wrong and how to mend it."""
    row = row_of(file)
    if row.text("id").startswith(OWN):
        raise row.fault(f"“{OWN}” is how the questions people write themselves begin.", "Name it otherwise.", "id")
    line = Line(
        id=row.head(),
        version=row.number("version"),
        name=row.text("name"),
        label=row.text("label"),
        low=row.text("low"),
        high=row.text("high"),
        group=row.one_of("group", GROUPS),
        turn=row.one_of("turn", TURNS),
        contact=row.some_of("contact", CONTACTS),
        doors=row.some_of("doors", EVERY_DOOR),
        order=row.number("order"),
        dots=row.flag("dots"),
        wish=row.flag("wish"),
    )
    if row.text("language") != language:
        raise row.fault(f"The file lies in the folder “{language}”.", f'Write language = "{language}".', "language")
    row.done()
    return line
