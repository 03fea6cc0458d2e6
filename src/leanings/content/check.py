"""Whether content can be used: every file of a folder, each fault told by file, line, what is wrong, how to mend it.

What a host wrote is checked before a house opens. So whatever these functions let through is never met as a fault on a
page: besides each file alone, they hold what the files must be to each other, and what pages rely on by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType

from leanings.content.doors import load_doors, read_door
from leanings.content.helplines import load_helplines, read_country
from leanings.content.journeys import check_with, load_journeys, read_journey
from leanings.content.laid import KINDS
from leanings.content.lines import load_lines, read_line
from leanings.content.loader import Content, load_content, read_sentence, read_words, slots_of
from leanings.content.raw import END, ContentFault, is_content, named
from leanings.content.rules import load_rules, read_rule
from leanings.content.tools import check_together, load_tools, read_tool
from leanings.core.refusal import Refusal

READERS: Mapping[str, Callable[[Traversable], object]] = MappingProxyType(
    dict(
        zip(
            KINDS,
            (read_tool, read_door, read_line, read_journey, read_rule, read_country, read_sentence, read_words),
            strict=True,
        )
    )
)


class HostsFault(Refusal):
    """Content of a host that cannot be used: every fault of it, and what to do."""


def refuse_faults(folder: Path) -> None:
    """Refuse, in sentences that name file and line, what a host wrote and cannot be used."""
    found = list(faults_of_host(folder))
    if found:
        told = "\n".join(f"  {fault}" for fault in found)
        raise HostsFault(
            f"What lies in {folder} cannot be used:\n{told}\n"
            "Mend it, or take it away. leanings content check says whether all of it can be used."
        )


def faults_of_host(folder: Traversable, language: str = "en") -> Iterator[str]:
    """Every fault in what a host wrote, laid over what comes with Leanings."""
    place = folder / language
    there = sorted(place.iterdir(), key=lambda one: one.name) if place.is_dir() else []
    if not there:
        yield f"There is no folder “{language}” with content in “{folder}”. Make it, with a folder for each kind."
    alone = [fault for kind in there if not kind.name.startswith(".") for fault in _of_kind(kind, language)]
    yield from alone or _together(language, folder)


def faults_of_ours(language: str = "en") -> Iterator[str]:
    """Every fault in what comes with Leanings."""
    place = files("leanings.content") / language
    alone = [fault for kind in KINDS for fault in _of_kind(place / kind, language)]
    yield from alone or _together(language, None)


def _of_kind(folder: Traversable, language: str) -> Iterator[str]:
    """The faults of each file of a folder, each alone."""
    if folder.name not in READERS or not folder.is_dir():
        yield f"{folder.name}: this is no folder of content. Name it {', '.join(KINDS)}."
        return
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if is_content(file):
            yield from _told(lambda file=file: _read(file, folder.name, language))  # type: ignore[misc]  # bound now
        elif END in file.name and not file.name.startswith(".") and not file.name.endswith("~"):
            yield f"{named(file)}, line 1: this would be passed over. Let its name end with {END}."


def _read(file: Traversable, kind: str, language: str) -> None:
    """Read one file; refuse one in another language than its folder says."""
    found = READERS[kind](file)
    if getattr(found, "language", language) != language:
        raise ContentFault(f'{named(file)}, line 1: it lies in “{language}”. Write language = "{language}".')


def _together(language: str, over: Traversable | None) -> Iterator[str]:
    """What is wrong between files that can each be used alone."""
    for check in (_tools, _doors, _lines, _said, load_helplines, load_rules):
        yield from _told(lambda check=check: check(language, over=over))  # type: ignore[misc]  # bound now, called now


def _tools(language: str, over: Traversable | None) -> None:
    tools = load_tools(language, over=over)
    check_together(tools)
    check_with(load_journeys(language, over=over), tools)


def _doors(language: str, over: Traversable | None) -> None:
    doors = load_doors(language, over=over)
    for door in doors.values():
        if door.mirror not in doors:
            raise ContentFault(f"doors/{door.id}{END}, line 1: its mirror “{door.mirror}” is no door. Name one.")


def _lines(language: str, over: Traversable | None) -> None:
    """What was asked under an id must stay what is asked under it."""
    laid = load_lines(language, over=over)
    for id, ours in load_lines(language).items():
        if (laid[id].turn, laid[id].dots) != (ours.turn, ours.dots):
            told = f'turn = "{ours.turn}"{", dots = true" if ours.dots else ""}'
            raise ContentFault(f"lines/{id}{END}, line 1: it would be asked otherwise than ours. Write {told}.")


def _said(language: str, over: Traversable | None) -> None:
    """Pages ask for words by name, and for sentences by name, text and slots."""
    laid, ours = load_content(language, over=over), load_content(language)
    for id, words in ours.words.items():
        _same_names(f"words/{id}{END}", set(words.words), set(laid.words[id].words))
    for id, sentence in ours.sentences.items():
        other = laid.sentences[id]
        _same_names(f"sentences/{id}{END}", set(sentence.texts), set(other.texts))
        for name, text in sentence.texts.items():
            if not set(slots_of(other.texts[name])) <= set(slots_of(text)):
                raise ContentFault(f"sentences/{id}{END}, line 1: “{name}” has a slot that nothing fills. Use ours.")
    _mirrored(laid)


def _same_names(file: str, wanted: set[str], there: set[str]) -> None:
    if wanted - there:
        raise ContentFault(f"{file}, line 1: “{min(wanted - there)}” is missing here. Add what ours has.")


def _mirrored(content: Content) -> None:
    """Refuse a sentence whose mirror does not look back."""
    for id, sentence in content.sentences.items():
        other = content.sentences.get(sentence.mirror)
        if other is None or other.mirror != id:
            raise ContentFault(f"sentences/{id}{END}, line 1: its mirror does not look back. Name one that does.")


def _told(read: Callable[[], object]) -> Iterator[str]:
    try:
        read()
    except ContentFault as fault:
        yield fault.sentence
