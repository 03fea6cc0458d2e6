"""Whether content can be used: every file of a folder, each fault told by file, line, what is wrong, how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib.resources.abc import Traversable
from types import MappingProxyType

from leanings.content.doors import load_doors
from leanings.content.helplines import load_helplines
from leanings.content.journeys import check_with, load_journeys, read_journey
from leanings.content.lines import load_lines
from leanings.content.loader import load_content
from leanings.content.raw import ContentFault
from leanings.content.rules import load_rules, read_rule
from leanings.content.tools import check_together, load_tools, read_tool

# What a host may lay over ours, and what reads one file of it.
KINDS: Mapping[str, Callable[[Traversable], object]] = MappingProxyType(
    {"tools": read_tool, "rules": read_rule, "journeys": read_journey}
)
HELPLINES = "helplines"


def faults_of_host(folder: Traversable, language: str = "en") -> Iterator[str]:
    """Every fault in what a host wrote, laid over what comes with Leanings."""
    place = folder / language
    there = sorted(place.iterdir(), key=lambda one: one.name) if place.is_dir() else []
    if not there:
        yield f"There is no folder “{language}” with content in “{folder}”."
    for kind in there:
        if kind.name == HELPLINES:
            yield from _fault(lambda: load_helplines(language, over=folder))
        elif kind.name in KINDS:
            yield from _each(kind, KINDS[kind.name])
        else:
            known = ", ".join(sorted((*KINDS, HELPLINES)))
            yield f"{kind.name}: this is not a folder of content that can be laid over ours. It can be {known}."
    if not any(True for _ in _each(place / "tools", read_tool)):
        yield from _fault(lambda: check_together({**load_tools(language), **load_tools(language, folder)}))


def faults_of_ours(language: str = "en") -> Iterator[str]:
    """Every fault in what comes with Leanings."""
    for read in (load_content, load_doors, load_lines, load_helplines, load_rules):
        yield from _fault(lambda read=read: read(language))  # type: ignore[misc]  # each takes a language
    yield from _fault(lambda: check_together(load_tools(language)))
    yield from _fault(lambda: check_with(load_journeys(language), load_tools(language)))


def _each(folder: Traversable, read: Callable[[Traversable], object]) -> Iterator[str]:
    """The fault of each file of a folder."""
    files = folder.iterdir() if folder.is_dir() else ()
    for file in sorted(files, key=lambda one: one.name):
        if file.name.endswith(".toml"):
            yield from _fault(lambda file=file: read(file))  # type: ignore[misc]  # bound now, called now


def _fault(read: Callable[[], object]) -> Iterator[str]:
    try:
        read()
    except ContentFault as fault:
        yield fault.sentence
