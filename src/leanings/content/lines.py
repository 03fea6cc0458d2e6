"""The lines of the check-in that come with Leanings: one small file for each question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

from leanings.content import raw
from leanings.content.raw import ContentFault
from leanings.core.lines import CONTACTS, GROUPS, OWN, TURNS, Line

FIELDS = {"id", "version", "language", "licence", "order", "name", "label", "low", "high", "group", "turn"}
MAY = {"contact", "doors", "dots", "wish"}

Word = TypeVar("Word", bound=str)


def load_lines(language: str = "en", folder: Traversable | None = None) -> Mapping[str, Line]:
    """Every line by its id, in the order in which they are asked; without a folder, those of Leanings."""
    place = files("leanings.content") if folder is None else folder
    found = sorted(_lines(place / language / "lines", language), key=lambda line: line.order)
    return {line.id: line for line in found}


@cache
def lines_in(language: str) -> Mapping[str, Line]:
    """The lines of a language as they come with Leanings, read once."""
    return load_lines(language)


def _lines(folder: Traversable, language: str) -> Iterable[Line]:
    """Each line of the folder."""
    for file in raw.listed(folder):
        row = raw.read(file)
        _check(row, file, language)
        yield Line(
            id=raw.text(row, "id", file),
            version=raw.number(row, "version", file),
            name=raw.text(row, "name", file),
            label=raw.text(row, "label", file),
            low=raw.text(row, "low", file),
            high=raw.text(row, "high", file),
            group=_one_of(row, "group", GROUPS, file),
            turn=_one_of(row, "turn", TURNS, file),
            contact=_some_of(row, "contact", CONTACTS, file),
            doors=raw.texts(row, "doors", file) if "doors" in row else (),
            order=raw.number(row, "order", file),
            dots=row.get("dots", False) is True,
            wish=row.get("wish", False) is True,
        )


def _check(row: raw.Raw, file: Traversable, language: str) -> None:
    """Refuses a file with a field too many, an id or licence not ours, or a language that is not its folder's."""
    for name in row:
        if name not in FIELDS | MAY:
            raise ContentFault(f"{_at(file, name)}: nothing here is called “{name}”.")
    id = raw.text(row, "id", file)
    raw.check_head(file, id, raw.text(row, "licence", file))
    if id.startswith(OWN):
        raise ContentFault(f"{_at(file, 'id')}: “{OWN}” is how the questions people write themselves begin.")
    if raw.text(row, "language", file) != language:
        raise ContentFault(f"{_at(file, 'language')}: the file lies in the folder “{language}”.")


def _one_of(row: raw.Raw, name: str, known: tuple[Word, ...], file: Traversable) -> Word:
    """A field that is one of a few words."""
    value = raw.text(row, name, file)
    for word in known:
        if word == value:
            return word
    raise ContentFault(f"{_at(file, name)}: “{name}” must be one of {', '.join(known)}.")


def _some_of(row: raw.Raw, name: str, known: tuple[Word, ...], file: Traversable) -> tuple[Word, ...]:
    """A field that is a list of a few words; empty when it is not there."""
    values = raw.texts(row, name, file) if name in row else ()
    if set(values) - set(known):
        raise ContentFault(f"{_at(file, name)}: “{name}” must hold some of {', '.join(known)}.")
    return tuple(word for word in known if word in values)


def _at(file: Traversable, name: str) -> str:
    """Where a field stands, for a person to find it: the file and the number of the line of text."""
    text = file.read_text(encoding="utf-8").splitlines()
    number = next((number for number, line in enumerate(text, start=1) if line.split("=")[0].strip() == name), None)
    return file.name if number is None else f"{file.name}, line {number}"
