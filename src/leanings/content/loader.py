"""The one loader of content: lists a folder, reads each TOML file, gives typed frozen values."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from leanings.content.laid import files_of, hosts
from leanings.content.row import Row, row_of
from leanings.core.refusal import Refusal

PLACES = ("where", "moved", "rests", "cannot", "last", "picture", "page")


class SentenceMissing(Refusal):
    """A sentence was asked for that no content file holds."""


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: with these slots the named text reads exactly so."""

    text: str
    slots: Mapping[str, str]
    reads: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its variants, the slots they use, its mirror and its worked examples."""

    id: str
    version: int
    language: str
    licence: str
    place: str
    mirror: str
    slots: tuple[str, ...]
    texts: Mapping[str, str]
    examples: tuple[Example, ...]

    def fill(self, text: str, slots: Mapping[str, str]) -> str:
        """The named text with its slots filled."""
        if text not in self.texts:
            raise SentenceMissing(f"The sentence “{self.id}” has no text “{text}”.")
        return self.texts[text].format_map(slots)


@dataclass(frozen=True, slots=True)
class Words:
    """Short words by name: a way of speaking, the calendar, the labels of figures."""

    id: str
    version: int
    language: str
    licence: str
    words: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        """The word of that name."""
        if name not in self.words:
            raise SentenceMissing(f"The words “{self.id}” hold no “{name}”.")
        return self.words[name]


@dataclass(frozen=True, slots=True)
class Content:
    """All content of one language, by id, and the error table where there is one."""

    sentences: Mapping[str, Sentence]
    words: Mapping[str, Words]
    wrong_one_in: Mapping[str, int]

    def say(self, id: str, text: str = "plain", **slots: str) -> str:
        """The sentence of that id in the named variant, filled."""
        if id not in self.sentences:
            raise SentenceMissing(f"There is no sentence “{id}”.")
        return self.sentences[id].fill(text, slots)

    def wrong_once_in(self, kind: str, direction: str | None) -> int | None:
        """Of how many such sentences one is wrong on made-up diaries; None where the error table does not say."""
        return self.wrong_one_in.get(f"{kind}_{direction}", self.wrong_one_in.get(kind))


def load_content(language: str = "en", folder: Traversable | None = None, over: Traversable | None = None) -> Content:
    """Every sentence and word of a language; without a folder, those of Leanings. `over` is what a host wrote."""
    place = files("leanings.content") if folder is None else folder
    sentences = map(read_sentence, files_of("sentences", language, folder, over))
    words = map(read_words, files_of("words", language, folder, over))
    return Content(
        sentences={sentence.id: sentence for sentence in sentences},
        words={one.id: one for one in words},
        wrong_one_in=load_error_table(place / "error_table.toml"),
    )


@cache
def content_in(language: str) -> Content:
    """The content of a language as it is said in this house, read once."""
    return load_content(language, over=hosts())


def load_error_table(file: Traversable) -> Mapping[str, int]:
    """How often each kind of sentence is wrong on made-up diaries, one time in N; empty when there is no table."""
    if not file.is_file():
        return {}
    table: dict[str, int] = {}
    whole = row_of(file)
    for kind, told in whole.told.items():
        if not isinstance(told, dict):
            continue
        times = told.get("wrong_one_in")
        if isinstance(times, bool) or not isinstance(times, int | float) or not 1 <= times < float("inf"):
            raise whole.fault(f"“{kind}” needs wrong_one_in, a number of at least 1.", "Make the table anew.", kind)
        table[kind] = round(times)
    return table


def read_sentence(file: Traversable) -> Sentence:
    """The sentence in one file; a ContentFault names the line of what is wrong and how to mend it."""
    row = row_of(file)
    sentence = Sentence(
        id=row.head(),
        version=row.number("version"),
        language=row.text("language"),
        licence=row.text("licence"),
        place=row.one_of("place", PLACES),
        mirror=row.id("mirror"),
        slots=row.texts("slots"),
        texts=row.pairs("texts"),
        examples=tuple(map(_example, row.tables("examples", least=1))),
    )
    row.done()
    _check_texts(row, sentence)
    return sentence


def read_words(file: Traversable) -> Words:
    """The words in one file."""
    row = row_of(file)
    words = Words(
        id=row.head(),
        version=row.number("version"),
        language=row.text("language"),
        licence=row.text("licence"),
        words=row.pairs("words"),
    )
    row.done()
    return words


def _check_texts(row: Row, sentence: Sentence) -> None:
    """Refuses a sentence whose texts, slots and examples do not fit together."""
    used = {slot for text in sentence.texts.values() for slot in slots_in(row, text, "texts")}
    if used != set(sentence.slots):
        told = ", ".join(sorted(used))
        raise row.fault(f"The slots listed are not the slots used ({told}).", "List each slot once.", "slots")
    shown = {example.text for example in sentence.examples}
    if shown != set(sentence.texts):
        wrong = ", ".join(sorted(shown ^ set(sentence.texts)))
        raise row.fault(f"Each text needs a worked example, and each example a text: {wrong}.", "Add one.", "texts")
    for one in sentence.examples:
        if set(one.slots) != set(slots_of(sentence.texts[one.text])):
            raise row.fault(f"An example of “{one.text}” does not fill its slots.", "Fill each, and no other.", "texts")
        reads = sentence.fill(one.text, one.slots)
        if reads != one.reads:
            raise row.fault(f"An example of “{one.text}” reads otherwise: “{reads}”", "Change one of them.", "texts")


def slots_in(row: Row, text: str, name: str) -> tuple[str, ...]:
    """The names of the slots in a text, in order; refused where a slot is more than one plain name in braces."""
    try:
        parts = [part for part in string.Formatter().parse(text) if part[1] is not None]
    except ValueError:
        raise row.fault("A text has a brace too many or too few.", "Write {name} for each slot.", name) from None
    if not all(str(part[1]).isidentifier() and not part[2] and not part[3] for part in parts):
        raise row.fault("A slot must be one plain name in braces.", "Write {name}.", name)
    return tuple(str(part[1]) for part in parts)


def slots_of(text: str) -> tuple[str, ...]:
    """The names of the slots in a text, in order."""
    return tuple(name for _, name, _, _ in string.Formatter().parse(text) if name)


def _example(row: Row) -> Example:
    """One worked example."""
    example = Example(row.text("text"), row.pairs("slots"), row.text("reads"))
    row.done()
    return example
