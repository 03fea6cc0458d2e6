"""An audit of what people read: how much there is for each path and door, how hard it is, what it must never say.

A door is measured by what somebody behind it meets: the steps of tools that come up there, its own first sheet, its
path. A path is measured by the steps that serve it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from statistics import median
from typing import TypeVar

from leanings.content import said
from leanings.content.doors import Door, load_doors
from leanings.content.grade import grade, words
from leanings.content.helplines import load_helplines
from leanings.content.journeys import load_journeys
from leanings.content.lines import load_lines
from leanings.content.loader import load_content
from leanings.content.row import row_of
from leanings.content.rules import load_rules
from leanings.content.said import Text
from leanings.content.tools import load_tools
from leanings.core.journey import Journey
from leanings.core.tool import PATHS, Path, Tool

HARDEST_DOOR = 7.0  # school years, as the middle of what is met behind a door
HARDEST_FILE = 8.0  # school years, of any file with at least so many words:
LONG = 100
PAIRS_APART = 0.2  # of the longer one: how much two mirrored files may differ in length
DOORS_APART = 0.1  # of the most: how much what is met behind one door may differ from another
FEW = 2  # sentences that tell, or sources: so many apart is no difference yet
TOOLS_APART = 1
ONE_SIDED: tuple[Path, ...] = ("stay", "part", "open")  # paths of which none may get more than another


Half = TypeVar("Half", Tool, Door)  # what may mirror another


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is audited: tools, doors and their paths, and all the other texts there are."""

    tools: Mapping[str, Tool]
    doors: Mapping[str, Door]
    journeys: Mapping[str, Journey]
    others: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """What was counted: tools, words, sentences that tell what to do, sources, school year (of the middle)."""

    tools: int
    words: int
    tells: int
    cites: int
    grade: float


@dataclass(frozen=True, slots=True)
class Audit:
    """The measures by path and by door, and each thing that is not as it must be, as a sentence."""

    paths: Mapping[Path, Measure]
    doors: Mapping[str, Measure]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lists:
    """What is looked for, ready to be looked for."""

    tells: re.Pattern[str]
    unless: re.Pattern[str]
    never: re.Pattern[str]


def gather(language: str = "en", over: Traversable | None = None) -> Gathered:
    """All that people read, with what a host laid over it."""
    content = load_content(language, over=over)
    others = [
        *map(said.of_line, load_lines(language, over=over).values()),
        *map(said.of_rule, load_rules(language, over=over).values()),
        *map(said.of_country, load_helplines(language, over=over).values()),
        *map(said.of_sentence, content.sentences.values()),
        *map(said.of_words, content.words.values()),
    ]
    return Gathered(
        load_tools(language, over=over),
        load_doors(language, over=over),
        load_journeys(language, over=over),
        tuple(others),
    )


def audit(there: Gathered) -> Audit:
    """The audit of these."""
    paths = {path: measure(_serving(there, path)) for path in PATHS}
    doors = {door: _behind(there, door) for door in there.doors}
    whole = [*map(said.of_tool, there.tools.values()), *map(said.of_door, there.doors.values())]
    whole += [*map(said.of_journey, there.journeys.values()), *there.others]
    faults = (
        *_said((*whole, *map(said.beside, there.tools.values()))),
        *_hard(whole, doors),
        *_pairs(there),
        *_uneven_doors(doors),
        *_uneven_paths(paths),
    )
    return Audit(paths, doors, faults)


def measure(texts: Sequence[Text], tools: int | None = None) -> Measure:
    """What is counted in some texts."""
    return Measure(
        tools=len(texts) if tools is None else tools,
        words=sum(len(words(one.text)) for one in texts),
        tells=sum(len(telling(one.prose)) for one in texts),
        cites=sum(one.cites for one in texts),
        grade=round(median(grade(one.prose) for one in texts), 1) if texts else 0.0,
    )


def telling(text: str) -> list[str]:
    """The sentences that tell a person what to do; a question tells nobody."""
    found = (" ".join(one.split()) for one in re.findall(r"[^.!?:\n]+[.!?:]?", text))
    return [one for one in found if not one.endswith("?") and lists().tells.search(lists().unless.sub("", one))]


def text_of(tool: Tool) -> Text:
    """What a tool says on its pages."""
    return said.of_tool(tool)


@cache
def lists(language: str = "english") -> Lists:
    """What an audit looks for, from its file."""
    row = row_of(files("leanings.content") / "audit" / f"{language}.toml")
    found = {name: "|".join(map(_pattern, row.texts(name))) for name in ("begins", "tells", "unless", "never")}
    flags = re.IGNORECASE | re.MULTILINE
    return Lists(
        re.compile(rf"(?:(?:^|[.!?]\s+)(?:{found['begins']})\b)|(?:\b(?:{found['tells']}))", flags),
        re.compile(rf"\b(?:{found['unless']})\b", flags),
        re.compile(rf"\b(?:{found['never']})\b", flags),
    )


def _behind(there: Gathered, door: str) -> Measure:
    """What is met behind a door."""
    tools = [said.behind(tool, door) for tool in there.tools.values() if door in tool.doors]
    own = [said.of_door(there.doors[door], other=False)]
    own += [said.of_journey(there.journeys[door])] if door in there.journeys else []
    return measure([*tools, *own], len(tools))


def _serving(there: Gathered, path: Path) -> list[Text]:
    """What serves a path."""
    return [text for tool in there.tools.values() if (text := said.serving(tool, path)) is not None]


def _said(texts: Iterable[Text]) -> Iterator[str]:
    """What is said that must never be."""
    for one in texts:
        for found in sorted({match.lower() for match in lists().never.findall(one.text)}):
            yield f"{one.file} says “{found}”, which nothing here says."


def _hard(texts: Sequence[Text], doors: Mapping[str, Measure]) -> Iterator[str]:
    """What is too hard to read."""
    for one in texts:
        year = grade(one.prose)
        if len(words(one.text)) >= LONG and year > HARDEST_FILE:
            yield f"{one.file} asks for school year {year:.1f}; no file may ask for more than {HARDEST_FILE:g}."
    for door, found in doors.items():
        if found.grade > HARDEST_DOOR:
            yield f"Behind “{door}” half of the texts ask for school year {found.grade} or more, not {HARDEST_DOOR:g}."


def _pairs(there: Gathered) -> Iterator[str]:
    """Mirrored files of which one says more than the other."""
    tools = [(said.of_tool(one), said.of_tool(there.tools[one.mirror])) for one in _halves(there.tools)]
    doors = [(said.of_door(one), said.of_door(there.doors[one.mirror])) for one in _halves(there.doors)]
    for one, other in (*tools, *doors):
        short, long = sorted((len(words(one.text)), len(words(other.text))))
        if short < (1 - PAIRS_APART) * long:
            yield f"{one.file} and {other.file} are a pair with {short} and {long} words: too far apart."


def _halves(there: Mapping[str, Half]) -> Iterator[Half]:
    """The first of each two that mirror each other."""
    return (one for one in there.values() if one.id < one.mirror and one.mirror in there)


def _uneven_doors(doors: Mapping[str, Measure]) -> Iterator[str]:
    """Where more is met behind one door than behind another."""
    for name, what, few in (("words", "words", 0), ("tells", "sentences that tell", FEW), ("cites", "sources", FEW)):
        counts = {door: getattr(found, name) for door, found in doors.items()}
        most, least = max(counts, key=counts.__getitem__), min(counts, key=counts.__getitem__)
        if counts[most] - counts[least] > max(few, DOORS_APART * counts[most]):
            yield f"Behind “{most}” stand {counts[most]} {what}, behind “{least}” {counts[least]}: too far apart."
    tools = [found.tools for found in doors.values()]
    if max(tools) - min(tools) > TOOLS_APART:
        yield f"Behind one door stand {max(tools)} tools, behind another {min(tools)}: more than {TOOLS_APART} apart."


def _uneven_paths(paths: Mapping[Path, Measure]) -> Iterator[str]:
    """Where one path gets more than another: more tools that serve it, or staying more words than parting."""
    tools = {path: paths[path].tools for path in ONE_SIDED}
    if max(tools.values()) - min(tools.values()) > TOOLS_APART:
        told = ", ".join(f"{path} {count}" for path, count in tools.items())
        yield f"The paths are served by tools of unlike number: {told}. No more than {TOOLS_APART} apart."
    short, long = sorted((paths["stay"].words, paths["part"].words))
    if short < (1 - PAIRS_APART) * long:
        yield f"Staying has {paths['stay'].words} words and parting {paths['part'].words}: too far apart."


def _pattern(words_: str) -> str:
    """Plain words as a pattern; a star at the end stands for the rest of a word, or for any word after a space."""
    if words_.endswith(" *"):
        return re.escape(words_[:-2]) + r"\b"
    return re.escape(words_[:-1]) + r"\w*" if words_.endswith("*") else re.escape(words_)
