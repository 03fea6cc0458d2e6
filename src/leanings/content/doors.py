"""The doors: the sentence a person comes with, what is asked behind it, and the line that says the answer back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from leanings.content import raw
from leanings.content.raw import ContentFault
from leanings.core.missing import UNTOUCHED
from leanings.core.sheet import HIGH, LOW, REGIONS, Pair, Side, region

TEXTS = ("own", "ask", "note", "stay", "go", "words", "tomorrow")


@dataclass(frozen=True, slots=True)
class Shown:
    """A worked example: a point set behind this door is said back exactly so."""

    stay: Side
    go: Side
    reads: str


@dataclass(frozen=True, slots=True)
class Door:
    """One door: its place in the list, the door that says the opposite case, its texts, and a line for each region."""

    id: str
    version: int
    language: str
    licence: str
    order: int
    mirror: str
    texts: Mapping[str, str]
    says: Mapping[str, str]
    examples: tuple[Shown, ...]

    def pair(self) -> Pair:
        """What is asked behind it, as it is shown."""
        return Pair(
            tool=f"doors/{self.id}",
            version=self.version,
            language=self.language,
            question=self.texts["ask"],
            stay=self.texts["stay"],
            go=self.texts["go"],
        )

    def say(self, stay: Side, go: Side) -> str:
        """The line that says a point back."""
        return self.says[region(stay, go)]


def load_doors(language: str = "en", folder: Traversable | None = None) -> Mapping[str, Door]:
    """Every door by its id, in the order in which all people see them; without a folder, those of Leanings."""
    place = files("leanings.content") if folder is None else folder
    found = sorted(_doors(place / language / "doors"), key=lambda door: door.order)
    return {door.id: door for door in found}


@cache
def doors(language: str = "en") -> Mapping[str, Door]:
    """The doors that come with Leanings, read once."""
    return load_doors(language)


def _doors(folder: Traversable) -> Iterable[Door]:
    """Each door of the folder."""
    for file in raw.listed(folder):
        row = raw.read(file)
        door = Door(
            id=raw.text(row, "id", file),
            version=raw.number(row, "version", file),
            language=raw.text(row, "language", file),
            licence=raw.text(row, "licence", file),
            order=raw.number(row, "order", file),
            mirror=raw.text(row, "mirror", file),
            texts=raw.table(row, "texts", file),
            says=raw.table(row, "says", file),
            examples=tuple(_shown(one, file) for one in raw.examples(row, file)),
        )
        raw.check_head(file, door.id, door.licence)
        _check(file, door)
        yield door


def _check(file: Traversable, door: Door) -> None:
    """Refuses a door that lacks a text, or a line for a region, or has one that nobody asks for."""
    for name, told, wanted in (("texts", door.texts, TEXTS), ("says", door.says, REGIONS)):
        if set(told) != set(wanted):
            wrong = ", ".join(sorted(set(told) ^ set(wanted)))
            raise ContentFault(f"{file.name}: [{name}] must hold {', '.join(wanted)}; see {wrong}.")


def _shown(row: raw.Raw, file: Traversable) -> Shown:
    """One worked example; a side that is not named was not touched."""
    return Shown(_side(row, "stay", file), _side(row, "go", file), raw.text(row, "reads", file))


def _side(row: raw.Raw, name: str, file: Traversable) -> Side:
    """One side of an example: a whole number on the square, or untouched."""
    value = row.get(name, UNTOUCHED)
    if value == UNTOUCHED:
        return UNTOUCHED
    if isinstance(value, bool) or not isinstance(value, int) or not LOW <= value <= HIGH:
        raise ContentFault(f"{file.name}: “{name}” in an example must be a whole number from {LOW} to {HIGH}.")
    return value
