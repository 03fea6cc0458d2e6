"""The desk: the small door for everything a person keeps. Keep, find, leaf through, search, forget."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from leanings.core.document import Document
from leanings.core.everything import value_or_text
from leanings.core.kinds import words
from leanings.core.me import Me
from leanings.core.refusal import Refusal
from leanings.vault import store
from leanings.vault.keys import shelf_token
from leanings.vault.room import Found as Lying
from leanings.vault.room import Room
from leanings.vault.store import NotHere

ENOUGH = 20  # things on a page: whole months, until there are as many
AHEAD = 12  # months: a diary brought from elsewhere may lie ahead of this clock
FURTHEST = 1200  # months: a hundred years back
MOST_READ = 1500  # things; years of most places, and less than a tenth of a second
MOST_PICKED = 1000  # things looked through for those of one kind
ENOUGH_HITS = 20

__all__ = [
    "Conflict",
    "Found",
    "Hits",
    "Kept",
    "NotHere",
    "Page",
    "Room",
    "drawer",
    "find",
    "forget",
    "forget_all",
    "keep",
    "keep_me",
    "me",
    "newest",
    "page",
    "pick",
    "replace_all",
    "search",
]


@dataclass(frozen=True, slots=True)
class Found:
    """A kept thing: its id, its revision, its value."""

    item: UUID
    rev: int
    doc: Document


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a thing lies now."""

    item: UUID
    rev: int


@dataclass(frozen=True, slots=True)
class Page:
    """Things of whole months, the newest first; `earlier` is the month to go on with; `damaged` cannot be opened."""

    found: tuple[Found, ...]
    earlier: str | None
    damaged: int = 0


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found, the newest first; `earlier` is the month to go on with."""

    found: tuple[Found, ...]
    earlier: str | None


class Conflict(Refusal):
    """Saved from somewhere else meanwhile; `found` is what stands there now."""

    def __init__(self, sentence: str, found: Found) -> None:
        super().__init__(sentence)
        self.found = found


def keep(room: Room, doc: Document, once: str, *, item: UUID | None = None, rev: int | None = None) -> Kept:
    """Keep a thing: a new one, or the next revision of `item`, whose present one must still be `rev`."""
    try:
        return Kept(*store.keep(room, doc, once, item, rev))
    except store.Conflict as conflict:
        raise Conflict(conflict.sentence, _found(conflict.found)) from None


def find(room: Room, item: UUID, word: str) -> Found:
    """A thing of this word; refused alike when it is gone, another word, or never was this person's."""
    found = _found(store.find(room, item))
    if found.doc.word != word:
        raise NotHere
    return found


def page(room: Room, word: str, before: str | None = None, enough: int = ENOUGH, down_to: date | None = None) -> Page:
    """A page of one word: whole months, from the newest or from the month given as YYYY-MM, until there is enough, or
    down to the month of a day."""
    left = store.shelves(room, word)
    found: list[Found] = []
    damaged = 0
    for month in _months(room.today):
        if not left:
            break
        token = shelf_token(room.keys.drawer, word, month)
        if token not in left:
            continue
        name = f"{month:%Y-%m}"
        if before is not None and name > before:
            left.discard(token)
            continue
        if len(found) >= enough or (down_to is not None and month < down_to.replace(day=1)):
            return Page(tuple(found), name, damaged)
        left.discard(token)
        opened, lost = store.shelf(room, word, month)
        found += _newest_first(opened)
        damaged += len(lost)
    return Page(tuple(found), None, damaged)


def pick(room: Room, word: str, said: str, before: str | None = None, enough: int = ENOUGH) -> Page:
    """The things of one word in which a piece of what is sealed stands, as it stands there: whole months, from the
    newest or from the month given, until there is enough, or until much was read. The others are not read as values."""
    read, piece = 0, said.encode()
    found: list[Found] = []
    for month, shelves in _shelves_of(room, word, before):
        if read >= MOST_PICKED or len(found) >= enough:
            return Page(tuple(found), month)
        here = list(store.texts(room, shelves))
        read += len(here)
        holding = ((row, json.loads(text)) for row, text in here if piece in text)
        values = (Found(UUID(bytes=row.item), row.rev, value_or_text(doc)) for row, doc in holding)
        found += sorted((one for one in values if one.doc.word == word), key=_when, reverse=True)
    return Page(tuple(found), None)


def newest(
    room: Room, word: str, wanted: Callable[[Mapping[str, Any]], bool], enough: int, down_to: date | None = None
) -> tuple[Found, ...]:
    """Of the newest things of one word, of whole months until there are enough or down to that of a day, those that are
    wanted: each is asked about in its turn, from the newest on, as it was sealed. The others are not read as values."""
    read = 0
    found: list[Found] = []
    for _, shelves in _shelves_of(room, word, down_to=down_to):
        if read >= enough:
            break
        here = [(row, json.loads(text)) for row, text in store.texts(room, shelves)]
        read += len(here)
        here.sort(key=lambda one: (str(one[1].get("day")), str(one[1].get("entered")), one[0].item), reverse=True)
        own = (one for one in here if one[1].get("word") == word)
        found += [Found(UUID(bytes=row.item), row.rev, value_or_text(doc)) for row, doc in own if wanted(doc)]
    return tuple(found)


def drawer(room: Room, word: str) -> tuple[Found, ...]:
    """All of one word, the newest first."""
    opened, _ = store.drawer(room, word)
    return tuple(_newest_first(opened))


def search(room: Room, typed: str, before: str | None = None) -> Hits:
    """The things a word stands in, the newest first, from the newest month or the one given, until there is enough.

    It looks at what the person typed, not at what they were asked.
    """
    word, read = _plain(typed), 0
    newer = [month for month in _months(room.today) if before is not None and f"{month:%Y-%m}" > before]
    left = store.shelves(room) - _shelves(room, newer) if word else set()
    found: list[Found] = []
    for months in _stretches(list(_months(room.today))[len(newer) :]):
        if not left:
            break
        shelves = _shelves(room, months) & left
        left -= shelves
        if not shelves:
            continue
        if read >= MOST_READ or len(found) >= ENOUGH_HITS:
            return Hits(tuple(found), f"{months[0]:%Y-%m}")
        here = list(store.texts(room, shelves))
        read += len(here)
        hits = (_hit(word, row.item, row.rev, text) for row, text in here)
        found += sorted((hit for hit in hits if hit is not None), key=_when, reverse=True)
    return Hits(tuple(found), None)


def forget(room: Room, item: UUID) -> None:
    """Erase a thing for good; silent when it is gone."""
    store.forget(room, item)


def forget_all(room: Room, items: Sequence[UUID]) -> None:
    """Erase many things for good, all of them or none."""
    store.forget_all(room, items)


def replace_all(room: Room, items: Sequence[UUID], documents: Sequence[Document]) -> None:
    """Keep many things in the place of others, which are erased for good: all of it or nothing."""
    store.replace_all(room, items, documents)


def me(room: Room) -> Me:
    """The person's settings."""
    return room.me


def keep_me(room: Room, me: Me) -> None:
    """Keep the person's settings."""
    store.keep_settings(room, me)


def _months(today: date) -> Iterator[date]:
    """The first days of months, from a little after today a hundred years back."""
    number = today.year * 12 + today.month - 1 + AHEAD
    for step in range(FURTHEST):
        year, month = divmod(number - step, 12)
        yield date(year, month + 1, 1)


def _stretches(months: list[date]) -> Iterator[list[date]]:
    """These months in stretches: one, two, four and so on up to a year.

    So a word that stands everywhere is found in the newest months alone, and one that stands nowhere in few questions.
    """
    long = 1
    while months:
        yield months[:long]
        months, long = months[long:], min(2 * long, 12)


def _shelves_of(
    room: Room, word: str, before: str | None = None, down_to: date | None = None
) -> Iterator[tuple[str, set[bytes]]]:
    """The shelves of one word that hold something, in stretches from the newest, each with the month it begins at."""
    left, last = store.shelves(room, word), (down_to or date.min).isoformat()[:7]
    months = [month for month in _months(room.today) if last <= f"{month:%Y-%m}" <= (before or "9999-12")]
    for stretch in _stretches(months):
        shelves = {shelf_token(room.keys.drawer, word, month) for month in stretch} & left
        if shelves:
            left -= shelves
            yield f"{stretch[0]:%Y-%m}", shelves
        if not left:
            break


def _shelves(room: Room, months: list[date]) -> set[bytes]:
    """The tokens of every shelf of these months."""
    return {shelf_token(room.keys.drawer, word, month) for word in words() for month in months}


def _hit(word: str, item: bytes, rev: int, text: bytes) -> Found | None:
    """The thing, where the word stands in what the person typed.

    Most things do not hold it at all: they need not be read as mappings to know that. A quotation mark is kept with a
    sign before it.
    """
    if json.dumps(word, ensure_ascii=False)[1:-1] not in _plain(text.decode()):
        return None
    value = value_or_text(json.loads(text))
    return Found(UUID(bytes=item), rev, value) if word in _plain(value.text()) else None


def _newest_first(opened: Iterable[Lying]) -> list[Found]:
    return sorted(map(_found, opened), key=_when, reverse=True)


def _when(found: Found) -> tuple[date, str, int]:
    """By its day, then by the minute it was written, then by its id, so that the order never changes of itself."""
    return found.doc.day, str(found.doc.as_doc().get("entered", "")), found.item.int


def _found(found: Lying) -> Found:
    return Found(found.item, found.rev, value_or_text(found.doc))


def _plain(text: str) -> str:
    """A text for comparing: one spelling of composed letters, no capitals, no spaces around it."""
    return (text if text.isascii() else unicodedata.normalize("NFC", text)).casefold().strip()
