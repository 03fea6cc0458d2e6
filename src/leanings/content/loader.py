"""The one loader of content: lists a folder, reads each TOML file, gives typed frozen values."""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from leanings.content import raw
from leanings.content.raw import ContentFault
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


def load_content(language: str = "en", folder: Traversable | None = None) -> Content:
    """Everything in the folder of that language; without a folder, what comes with Leanings."""
    place = files("leanings.content") if folder is None else folder
    return Content(
        sentences={sentence.id: sentence for sentence in _sentences(place / language / "sentences")},
        words={words.id: words for words in _words(place / language / "words")},
        wrong_one_in=load_error_table(place / "error_table.toml"),
    )


@cache
def content_in(language: str) -> Content:
    """The content of a language as it comes with Leanings, read once."""
    return load_content(language)


def load_error_table(file: Traversable) -> Mapping[str, int]:
    """How often each kind of sentence is wrong on made-up diaries, one time in N; empty when there is no table."""
    if not file.is_file():
        return {}
    table: dict[str, int] = {}
    for kind, row in raw.read(file).items():
        if not isinstance(row, dict):
            continue
        times = row.get("wrong_one_in")
        if isinstance(times, bool) or not isinstance(times, int | float) or times < 1:
            raise ContentFault(f"{file.name}: “{kind}” needs wrong_one_in, a number of at least 1.")
        table[kind] = round(times)
    return table


def _sentences(folder: Traversable) -> Iterable[Sentence]:
    """Each sentence file of the folder, in order of name."""
    for file in raw.listed(folder):
        row = raw.read(file)
        sentence = Sentence(
            id=raw.text(row, "id", file),
            version=raw.number(row, "version", file),
            language=raw.text(row, "language", file),
            licence=raw.text(row, "licence", file),
            place=raw.text(row, "place", file),
            mirror=raw.text(row, "mirror", file),
            slots=raw.texts(row, "slots", file),
            texts=raw.table(row, "texts", file),
            examples=tuple(_example(one, file) for one in raw.examples(row, file)),
        )
        raw.check_head(file, sentence.id, sentence.licence)
        _check_texts(file, sentence)
        yield sentence


def _words(folder: Traversable) -> Iterable[Words]:
    """Each words file of the folder, in order of name."""
    for file in raw.listed(folder):
        row = raw.read(file)
        words = Words(
            id=raw.text(row, "id", file),
            version=raw.number(row, "version", file),
            language=raw.text(row, "language", file),
            licence=raw.text(row, "licence", file),
            words=raw.table(row, "words", file),
        )
        raw.check_head(file, words.id, words.licence)
        yield words


def _check_texts(file: Traversable, sentence: Sentence) -> None:
    """Refuses a sentence whose texts, slots, place and examples do not fit together."""
    if sentence.place not in PLACES:
        raise ContentFault(f"{file.name}: “{sentence.place}” is not a place; places are {', '.join(PLACES)}.")
    try:
        used = {slot for text in sentence.texts.values() for slot in slots_of(text)}
    except ValueError as fault:
        raise ContentFault(f"{file.name}: a text has a brace too many or too few ({fault}).") from fault
    if not all(slot.isidentifier() for slot in used):
        raise ContentFault(f"{file.name}: a slot must be one plain name in braces.")
    if used != set(sentence.slots):
        raise ContentFault(f"{file.name}: the slots listed are not the slots used ({', '.join(sorted(used))}).")
    shown = {example.text for example in sentence.examples}
    if shown != set(sentence.texts):
        wrong = ", ".join(sorted(shown ^ set(sentence.texts)))
        raise ContentFault(f"{file.name}: each text needs a worked example, and each example a text: {wrong}.")


def slots_of(text: str) -> tuple[str, ...]:
    """The names of the slots in a text, in order."""
    return tuple(name for _, name, _, _ in string.Formatter().parse(text) if name)


def _example(row: Mapping[str, object], file: Traversable) -> Example:
    """One worked example."""
    return Example(raw.text(row, "text", file), raw.table(row, "slots", file), raw.text(row, "reads", file))
