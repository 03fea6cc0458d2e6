"""Where people listen: helplines by country, one file each, with the day on which somebody last checked them.

A host may lay files of their own over these: the same id wins, a new id is added.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable

from leanings.content.laid import files_of
from leanings.content.raw import ContentFault
from leanings.content.row import Row, row_of

FOLDER = "helplines"
ELSEWHERE = "elsewhere"  # the id of the lines that serve where no country is known
FOR = ("talk", "danger", "dying", "afraid")  # the lines of the help page that lead to a helpline
HOW = ("copies", "pages", "rung")  # how they were checked: stored copies of public pages, the pages, or by calling
WAYS = ("call", "text", "web")
PHONE = re.compile(r"\+?[0-9][0-9 -]*")
WEB = re.compile(r"https://[^\s\"'<>]+")
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
    """Every country by its id, in order of name, and at the end what serves elsewhere; `over` is what a host wrote."""
    found = {one.id: one for one in map(read_country, files_of(FOLDER, language, folder, over))}
    if ELSEWHERE not in found:
        raise ContentFault(
            f"{FOLDER}/{ELSEWHERE}.toml, line 1: this file is missing. Write it, for people in any other country."
        )
    return dict(sorted(found.items(), key=lambda item: (item[0] == ELSEWHERE, item[1].country)))


def read_country(file: Traversable) -> Country:
    """The helplines in one file; a ContentFault that names the line of what is wrong and how to mend it."""
    row = row_of(file)
    country = Country(
        id=row.head(),
        version=row.number("version"),
        language=row.text("language"),
        licence=row.text("licence"),
        country=row.text("country"),
        emergency=row.text("emergency"),
        silent=row.text("silent", ""),
        checked=row.day("checked"),
        how=row.one_of("how", HOW),
        lines=tuple(map(_line, row.tables("lines", least=1))),
    )
    row.done()
    return country


def _line(row: Row) -> Helpline:
    """One service."""
    line = Helpline(
        serves=row.some_of("for", FOR),
        service=row.text("service"),
        note=row.text("note", ""),
        call=row.text("call", ""),
        text=row.text("text", ""),
        send=row.text("send", ""),
        web=row.text("web", ""),
        hours=row.text("hours", ""),
        languages=row.texts("languages", ()),
    )
    row.done()
    if not any(getattr(line, way) for way in WAYS):
        raise row.fault("Nobody can reach this service.", f"Add one of {', '.join(WAYS)}.", "service")
    for way in ("call", "text"):
        number = getattr(line, way)
        if number and not PHONE.fullmatch(number):
            raise row.fault(f"“{way}” must be one number.", "Write digits, spaces and hyphens alone.", way)
    if line.send and not line.text:
        raise row.fault("“send” needs a number in “text”.", 'Add text = "...".', "send")
    if line.web and not WEB.fullmatch(line.web):
        raise row.fault("“web” must be a whole address.", "Begin it with https://.", "web")
    if not line.serves:
        raise row.fault("“for” says for nothing.", f"Name one or more of {', '.join(FOR)}.", "for")
    return line
