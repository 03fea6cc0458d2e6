"""An audit of what people read: how much there is for each path and door, how hard it is, what it must never say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from statistics import median

from leanings.content import raw
from leanings.content.grade import grade, words
from leanings.core.tool import EVERY_DOOR, PATHS, Field, Path, Step, Tool

HARDEST_DOOR = 7.0  # school years, as the middle of a door's files
HARDEST_FILE = 8.0  # school years, of any file with at least so many words:
LONG = 100
PAIRS_APART = 0.2  # of the longer one: how much two mirrored tools may differ in length
DOORS_APART = 0.1  # of the mean: how much the words behind a door may differ from the other doors'
TOOLS_APART = 1


@dataclass(frozen=True, slots=True)
class Text:
    """All that one file says, and who meets it."""

    file: str
    text: str
    path: Path
    doors: tuple[str, ...]
    cites: int
    mirror: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """What was counted in some files: how many there are, words, sentences that tell what to do, sources, school year
    (the middle of the files)."""

    files: int
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
    never: re.Pattern[str]


def audit(texts: Sequence[Text]) -> Audit:
    """The audit of these texts."""
    paths = {path: measure([one for one in texts if one.path == path]) for path in PATHS}
    doors = {door: measure([one for one in texts if door in one.doors]) for door in EVERY_DOOR}
    return Audit(paths, doors, (*_said(texts), *_hard(texts, doors), *_uneven(texts, doors)))


def text_of(tool: Tool) -> Text:
    """What a tool says, its example and its sources left out: nobody reads those on the way."""
    said = [tool.name, tool.about, tool.after, tool.mirror_says]
    steps: tuple[Step, ...] = (*tool.steps, *(tool.stand_in.steps if tool.stand_in else ()))
    said += [tool.stand_in.say] if tool.stand_in else []
    for step in steps:
        said += [step.title, step.say, *(part for field in step.fields for part in _field(field))]
    mirror = tool.mirror if tool.mirror != tool.id else None
    return Text(f"tools/{tool.id}", "\n".join(filter(None, said)), tool.path, tool.doors, len(tool.sources), mirror)


def measure(texts: Sequence[Text]) -> Measure:
    """What is counted in some files."""
    return Measure(
        files=len(texts),
        words=sum(len(words(one.text)) for one in texts),
        tells=sum(len(lists().tells.findall(one.text)) for one in texts),
        cites=sum(one.cites for one in texts),
        grade=round(median(grade(one.text) for one in texts), 1) if texts else 0.0,
    )


@cache
def lists(language: str = "english") -> Lists:
    """What an audit looks for, from its file."""
    file = files("leanings.content") / "audit" / f"{language}.toml"
    row = raw.read(file)
    begins = "|".join(map(_pattern, raw.texts(row, "begins", file)))
    tells = "|".join(map(_pattern, raw.texts(row, "tells", file)))
    never = "|".join(map(_pattern, raw.texts(row, "never", file)))
    flags = re.IGNORECASE | re.MULTILINE
    return Lists(
        re.compile(rf"(?:(?:^|[.!?]\s+)(?:{begins})\b)|(?:\b(?:{tells}))", flags),
        re.compile(rf"\b(?:{never})\b", flags),
    )


def _field(field: Field) -> Iterator[str]:
    yield from (field.label, field.hint, field.low, field.high, field.mine, field.theirs)
    yield from (option.label for option in (*field.options, *field.places))
    for column in field.columns:
        yield from _field(column)


def _said(texts: Iterable[Text]) -> Iterator[str]:
    """What is said that must never be."""
    for one in texts:
        for found in sorted({match.lower() for match in lists().never.findall(one.text)}):
            yield f"{one.file} says “{found}”, which nothing here says."


def _hard(texts: Sequence[Text], doors: Mapping[str, Measure]) -> Iterator[str]:
    """What is too hard to read."""
    for one in texts:
        year = grade(one.text)
        if len(words(one.text)) >= LONG and year > HARDEST_FILE:
            yield f"{one.file} asks for school year {year:.1f}; no file may ask for more than {HARDEST_FILE:g}."
    for door, found in doors.items():
        if found.grade > HARDEST_DOOR:
            yield f"Behind “{door}” half of the files ask for school year {found.grade} or more, not {HARDEST_DOOR:g}."


def _uneven(texts: Sequence[Text], doors: Mapping[str, Measure]) -> Iterator[str]:
    """Where one path or door gets more than another."""
    there = {one.file.partition("/")[2]: one for one in texts}
    for one in texts:
        other = there.get(one.mirror or "")
        if other is not None and one.file < other.file:
            short, long = sorted((len(words(one.text)), len(words(other.text))))
            if short < (1 - PAIRS_APART) * long:
                yield f"{one.file} and {other.file} are a pair with {short} and {long} words: too far apart."
    mean = sum(found.words for found in doors.values()) / len(doors)
    for door, found in doors.items():
        if abs(found.words - mean) > DOORS_APART * mean:
            yield f"Behind “{door}” stand {found.words} words, where a door has {mean:.0f}: too far apart."
    count = [found.files for found in doors.values()]
    if max(count) - min(count) > TOOLS_APART:
        yield f"One door has {max(count)} tools and another {min(count)}: more than {TOOLS_APART} apart."


def _pattern(words_: str) -> str:
    """Plain words as a pattern; a star at the end stands for the rest of a word, or for any word after a space."""
    if words_.endswith(" *"):
        return re.escape(words_[:-2]) + r"\b"
    return re.escape(words_[:-1]) + r"\w*" if words_.endswith("*") else re.escape(words_)
