"""Where people listen: helplines by country, one file each, with the day on which somebody last checked them.

A host may lay files of their own over these: the same id wins, a new id is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable

from leanings.content import raw
from leanings.content.raw import ContentFault, Raw

FOLDER = "helplines"
ELSEWHERE = "elsewhere"  # the id of the lines that serve where no country is known
FOR = ("talk", "danger", "dying", "afraid")  # the lines of the help page that lead to a helpline
HOW = ("copies", "pages", "rung")  # how they were checked: stored copies of public pages, the pages, or by calling
WAYS = ("call", "text", "web")
HEAD = {"id", "version", "language", "licence", "country", "emergency", "silent", "checked", "how", "lines"}
LINE = {"for", "service", "note", "call", "text", "send", "web", "hours", "languages"}
PHONE = re.compile(r"\+?[0-9][0-9 -]*")
DAYS_UNTIL_OLD = 365  # after a year the page itself says that a list has not been checked for long


@dataclass(frozen=True, slots=True)
class Helpline:
    """One service: what it is for, who it serves, and how it is reached. Empty means that there is no such way."""

    serves: tuple[str, ...]
    service: str
    note: str
    call: str
    text: str
    send: str
    web: str
    hours: str
    languages: tuple[str, ...]

    @property
    def dial(self) -> str:
        """The number as a phone takes it."""
        return re.sub(r"[ -]", "", self.call)

    @property
    def text_to(self) -> str:
        """The number for a text message as a phone takes it."""
        return re.sub(r"[ -]", "", self.text)


@dataclass(frozen=True, slots=True)
class Country:
    """The helplines of one country, its emergency number, and when and how both were checked."""

    id: str
    version: int
    language: str
    licence: str
    country: str
    emergency: str
    silent: str
    checked: date
    how: str
    lines: tuple[Helpline, ...]

    @property
    def emergency_dial(self) -> str:
        """The first emergency number as a phone takes it."""
        return next(iter(re.findall(r"\d+", self.emergency)), "112")

    def lines_for(self, what: str) -> tuple[Helpline, ...]:
        """The lines that serve this need, in the order of the file."""
        return tuple(line for line in self.lines if what in line.serves)

    def is_old(self, today: date) -> bool:
        """Whether nobody has checked it for more than a year."""
        return (today - self.checked).days > DAYS_UNTIL_OLD


def load_helplines(
    language: str = "en", folder: Traversable | None = None, over: Traversable | None = None
) -> Mapping[str, Country]:
    """Every country by its id, in order of name, and at the end what serves elsewhere; `over` is what a host added."""
    place = files("leanings.content") if folder is None else folder
    found = {one.id: one for one in _countries(place / language / FOLDER)}
    added = over / language / FOLDER if over is not None else None
    if added is not None and added.is_dir():
        found |= {one.id: one for one in _countries(added)}
    if ELSEWHERE not in found:
        raise ContentFault(f"{FOLDER}: {ELSEWHERE}.toml must be there, for people in any other country.")
    return dict(sorted(found.items(), key=lambda item: (item[0] == ELSEWHERE, item[1].country)))


def _countries(folder: Traversable) -> Iterable[Country]:
    """Each country of the folder."""
    for file in raw.listed(folder):
        row = raw.read(file)
        _check_names(row, HEAD, file, 1)
        starts = [number for number, text in _numbered(file) if text.strip() == "[[lines]]"]
        rows = row.get("lines")
        if not isinstance(rows, list) or not rows or len(rows) != len(starts):
            raise ContentFault(f"{file.name}, line 1: at least one [[lines]] must be there, each on a line of its own.")
        country = Country(
            id=raw.text(row, "id", file),
            version=raw.number(row, "version", file),
            language=raw.text(row, "language", file),
            licence=raw.text(row, "licence", file),
            country=raw.text(row, "country", file),
            emergency=raw.text(row, "emergency", file),
            silent=_perhaps(row, "silent", file, 1),
            checked=_checked(row, file),
            how=_how(row, file),
            lines=tuple(_line(one, file, start) for one, start in zip(rows, starts, strict=True)),
        )
        raw.check_head(file, country.id, country.licence)
        yield country


def _line(row: Raw, file: Traversable, start: int) -> Helpline:
    """One service, from the table that begins on line `start`."""
    _check_names(row, LINE, file, start)
    told = {name: _perhaps(row, name, file, start) for name in LINE - {"for", "languages"}}
    if not told["service"]:
        raise _fault(file, start, "service", "must be a text")
    if not any(told[way] for way in WAYS):
        raise _fault(file, start, "service", f"needs a way to reach it: one of {', '.join(WAYS)}")
    for way in ("call", "text"):
        if told[way] and not PHONE.fullmatch(told[way]):
            raise _fault(file, start, way, "must be one number, of digits, spaces and hyphens")
    if told["send"] and not told["text"]:
        raise _fault(file, start, "send", "needs a number in “text”")
    if told["web"] and not re.fullmatch(r"https://[^\s\"'<>]+", told["web"]):
        raise _fault(file, start, "web", "must be a whole address that begins with https://")
    serves = _list(row, "for", file, start)
    if not serves or not set(serves) <= set(FOR):
        raise _fault(file, start, "for", f"must name one or more of {', '.join(FOR)}")
    languages = _list(row, "languages", file, start) if "languages" in row else ()
    return Helpline(serves=serves, languages=languages, **told)


def _list(row: Raw, name: str, file: Traversable, start: int) -> tuple[str, ...]:
    """A list of texts."""
    value = row.get(name)
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise _fault(file, start, name, "must be a list of texts")
    return tuple(value)


def _perhaps(row: Raw, name: str, file: Traversable, start: int) -> str:
    """A text that may be left out."""
    value = row.get(name, "")
    if not isinstance(value, str):
        raise _fault(file, start, name, "must be a text")
    return value


def _checked(row: Raw, file: Traversable) -> date:
    """The day on which somebody last checked the file."""
    value = row.get("checked")
    if type(value) is not date:
        raise _fault(file, 1, "checked", "must be a day, such as 2031-03-01")
    return value


def _how(row: Raw, file: Traversable) -> str:
    """How it was checked."""
    value = row.get("how")
    if not isinstance(value, str) or value not in HOW:
        raise _fault(file, 1, "how", f"must be one of {', '.join(HOW)}")
    return value


def _check_names(row: Raw, known: set[str], file: Traversable, start: int) -> None:
    """Refuses a field that nobody reads: a slip there would leave out a number without a word."""
    unknown = sorted(set(row) - known)
    if unknown:
        raise _fault(file, start, unknown[0], f"is not a field; fields are {', '.join(sorted(known))}")


def _fault(file: Traversable, start: int, name: str, complaint: str) -> ContentFault:
    """The refusal of one field, with the line it stands on; the first line of its table where it is missing."""
    at = re.compile(rf"\s*{re.escape(name)}\s*=")
    for number, text in _numbered(file)[start:]:
        if text.strip() == "[[lines]]":
            break
        if at.match(text):
            start = number
            break
    return ContentFault(f"{file.name}, line {start}: “{name}” {complaint}.")


def _numbered(file: Traversable) -> list[tuple[int, str]]:
    """The lines of the file, counted from one."""
    return list(enumerate(file.read_text(encoding="utf-8").splitlines(), start=1))
