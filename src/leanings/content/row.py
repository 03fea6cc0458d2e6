"""One table of a content file: what it holds, where each part stands, and a sentence for whoever has to mend it.

Every fault names the file, the line, what is wrong and how to mend it, since who writes content need not write code.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from importlib.resources.abc import Traversable
from typing import TypeAlias, TypeVar

from leanings.content.raw import END, LICENCE, ContentFault, named

At: TypeAlias = tuple[str | int, ...]  # the way to a part of a file: names of tables, and places in lists of tables
Word = TypeVar("Word", bound=str)
ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_HEAD = re.compile(r"\s*(\[\[?)\s*([\w.\"' -]+?)\s*\]\]?\s*(#.*)?")
_NAME = re.compile(r"\s*([\w-]+)\s*=")
_SIGNS = re.compile(r"\"(?:\\.|[^\"\\])*\"|'[^']*'|#.*|[\[\]{}]")  # brackets, texts passed over whole
_LINE = re.compile(r"\(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True)
class Row:
    """A table and where it stands. Each name that is asked for is remembered, so that `done` can tell what is left."""

    file: str
    told: Mapping[str, object]
    lines: Mapping[At, int]
    at: At = ()
    asked: set[str] = field(default_factory=set)

    def fault(self, wrong: str, mend: str, name: str | None = None) -> ContentFault:
        """The refusal of this table, or of one of its parts."""
        way = (*self.at, name) if name else self.at
        ways = (at for end in range(len(way), 0, -1) for at in (way[:end], (*way[:end], 0)))  # 0: the first of a list
        line = next((found for at in ways if (found := self.lines.get(at))), 1)
        return ContentFault(f"{self.file}, line {line}: {wrong} {mend}")

    def head(self) -> str:
        """The id, under which the file must lie, and under our licence."""
        id = self.id()
        if self.file.rpartition("/")[2] != f"{id}{END}":
            raise self.fault(f"The id is “{id}” and the file is not named so.", f"Name it {id}{END}.", "id")
        if self.text("licence") != LICENCE:
            raise self.fault("The licence is not that of our content.", f'Write licence = "{LICENCE}".', "licence")
        return id

    def text(self, name: str, default: str | None = None) -> str:
        """A text; where there is no default, it must be there and say something."""
        value = self._value(name, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.fault(f"“{name}” must be a text.", f'Write {name} = "...".', name)
        return " ".join(value.split()) if "\n" not in value else value.strip()

    def id(self, name: str = "id") -> str:
        """A name that answers are kept under."""
        value = self.text(name)
        if not ID.fullmatch(value):
            raise self.fault(
                f"“{value}” cannot be an id.", "Use small letters, figures and _, beginning with a letter.", name
            )
        return value

    def number(self, name: str, default: int | None = None, least: int = 1, most: int = 1_000) -> int:
        """A whole number between two bounds."""
        value = self._value(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise self.fault(
                f"“{name}” must be a whole number.", f"Write {name} = N, with N from {least} to {most}.", name
            )
        return value

    def flag(self, name: str) -> bool:
        """Yes or no; no where nothing is said."""
        value = self._value(name, False)
        if not isinstance(value, bool):
            raise self.fault(f"“{name}” must be true or false.", f"Write {name} = true, or leave it out.", name)
        return value

    def one_of(self, name: str, known: Sequence[Word], default: Word | None = None) -> Word:
        """One of a few words."""
        value = self._value(name, default)
        found = next((word for word in known if word == value), None)
        if found is None:
            raise self.fault(f"“{name}” cannot be {_said(value)}.", _known(value, known), name)
        return found

    def some_of(self, name: str, known: Sequence[Word], default: tuple[Word, ...] = ()) -> tuple[Word, ...]:
        """Some of a few words, in the order in which they are known."""
        values = self.texts(name, default)
        wrong = next((value for value in values if value not in known), None)
        if wrong is not None:
            raise self.fault(f"“{name}” cannot hold {_said(wrong)}.", _known(wrong, known), name)
        return tuple(word for word in known if word in values)

    def texts(self, name: str, default: Sequence[str] | None = None) -> tuple[str, ...]:
        """A list of texts."""
        value = self._value(name, default)
        if isinstance(value, tuple):
            return value
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            raise self.fault(f"“{name}” must be a list of texts.", f'Write {name} = ["...", "..."].', name)
        return tuple(" ".join(one.split()) for one in value)

    def pairs(self, name: str) -> dict[str, str]:
        """A table of texts by name, each letter by letter; it must be there, and may be empty."""
        value = self._value(name, None)
        if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
            raise self.fault(f"“{name}” must be a table of texts.", f'Write [{name}] and name = "..." below.', name)
        return dict(value)

    def day(self, name: str) -> date:
        """A day, written without quotes."""
        value = self._value(name, None)
        if type(value) is not date:
            raise self.fault(f"“{name}” must be a day.", f"Write {name} = 2031-03-01, without quotes.", name)
        return value

    def table(self, name: str) -> Row | None:
        """A table in this one; None where there is none."""
        value = self._value(name, {})
        if not isinstance(value, dict):
            raise self.fault(f"“{name}” must be a table.", f"Write [{name}] and its parts below.", name)
        return Row(self.file, value, self.lines, (*self.at, name)) if value else None

    def tables(self, name: str, least: int = 0) -> Iterator[Row]:
        """Each table of a list of tables."""
        value = self._value(name, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.fault(f"“{name}” must be a list of tables.", f"Write [[{name}]] before each.", name)
        if len(value) < least:
            raise self.fault(f"There is no “{name}” here.", f"Write at least one [[{name}]].")
        for place, one in enumerate(value):
            yield Row(self.file, one, self.lines, (*self.at, name, place))

    def done(self) -> None:
        """Refuse what nobody asked for: a name with a letter wrong would be passed over in silence."""
        left = next((name for name in self.told if name not in self.asked), None)
        if left is not None:
            raise self.fault(f"Nothing here is called “{left}”.", _known(left, sorted(self.asked)), left)

    def _value(self, name: str, default: object) -> object:
        self.asked.add(name)
        value = self.told.get(name, default)
        if value is None:
            raise self.fault(f"“{name}” is missing.", f"Add {name} = ... to this part.")
        return value


def row_of(file: Traversable) -> Row:
    """The whole of a TOML file as a row; a mark that Windows puts before a text is passed over."""
    try:
        written = file.read_bytes()
        text = written.decode("utf-8-sig")
        return Row(named(file), tomllib.loads(text), lines_of(text))
    except OSError as fault:
        raise ContentFault(
            f"{named(file)}, line 1: this cannot be read ({fault.strerror}). Look at it there."
        ) from None
    except UnicodeDecodeError as fault:
        line = written.count(b"\n", 0, fault.start) + 1
        raise ContentFault(f"{named(file)}, line {line}: this is not text in UTF-8. Save it as UTF-8.") from None
    except (ValueError, RecursionError) as fault:  # also a number too long, or brackets too deep
        found = _LINE.search(str(fault))
        line = int(found[1]) if found else max(1, text.count("\n"))
        wrong = _LINE.sub("", str(fault)).strip() or "too many brackets"
        raise ContentFault(
            f"{named(file)}, line {line}: this is not TOML ({wrong}). Look at quotes and brackets there."
        ) from None


def lines_of(text: str) -> dict[At, int]:
    """The number of the line on which each table begins and each name stands."""
    found: dict[At, int] = {}
    at: At = ()
    counts: dict[At, int] = {}
    inside = ""  # the quotes of a text over several lines, until it ends
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        if inside:
            inside = "" if line.count(inside) % 2 else inside
            continue
        head, name = _HEAD.fullmatch(line), _NAME.match(line)
        if head is not None:
            at = _entered(head[2], head[1] == "[[", counts)
            found.setdefault(at, number)
        elif name is not None:
            found[(*at, name[1])] = number
            for place, begins in enumerate(_rows_on(lines, number, name.end())):
                found[(*at, name[1], place)] = begins
        inside = next((quotes for quotes in ('"""', "'''") if line.count(quotes) % 2), "")
    return found


def _rows_on(lines: Sequence[str], number: int, column: int) -> Iterator[int]:
    """The numbers of the lines on which the tables of a list begin, where one is written in brackets from here."""
    depth = 0
    for place in range(number, len(lines) + 1):
        for sign in _SIGNS.findall(lines[place - 1], column):
            if sign in "[{":
                if sign == "{" and depth == 1:
                    yield place
                depth += 1
            elif sign in "]}":
                depth -= 1
        if depth <= 0:
            return
        column = 0


def _entered(name: str, listed: bool, counts: dict[At, int]) -> At:
    """The way to the table that a heading opens."""
    at: At = ()
    parts = [part.strip(" \"'") for part in name.split(".")]
    for part in parts[:-1]:
        at = (*at, part)
        if at in counts:
            at = (*at, counts[at])
    at = (*at, parts[-1])
    if listed:
        counts[at] = counts.get(at, -1) + 1
        at = (*at, counts[at])
    return at


def _said(value: object) -> str:
    return f"“{value}”" if isinstance(value, str) else repr(value)


def _known(value: object, known: Sequence[str]) -> str:
    """What could be written instead: what comes close, or all there is."""
    close = get_close_matches(str(value), known, n=1, cutoff=0.6)
    return f"Did you mean “{close[0]}”?" if close else f"It can be {', '.join(known)}."
