"""W-27: somebody writes to the database. What they moved, cut or changed is refused, and the rest of the place opens.

Hypothesis chooses the cut. After each one everything both people can be shown is looked at: a text is either the very
one that belongs to that thing, or it is not shown; and whatever was not touched is there.

The limit, which is pinned below: a whole consistent set of older rows of one thing, put back by someone who can write
to the database, is not noticed. Nothing in the place counts what every thing's revision should be.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as some

from leanings.acts import desk, opening
from leanings.acts.opening import Draft
from leanings.core.document import Document
from leanings.core.kinds import words
from leanings.core.me import Me
from leanings.core.refusal import Refusal
from leanings.core.unsent import Unsent
from leanings.vault.envelope import new_pair
from leanings.vault.models import Item, KeySlot, Place
from tests.keeping import NOW, TODAY, Person, entry, settle, words_of
from tests.vault.cells import cell_of, put_cell, swap_cells, undone

EXAMPLES = 400 if os.environ.get("LEANINGS_FULL") == "1" else 15
CANARY = "canary"
#: Every sealed or blind cell there is: table, column, and what a row is known by.
CELLS = (
    *(("item_blob", column, "item_id") for column in ("blob", "sum", "rev", "schema")),
    *(("key_item", column, "item_id") for column in ("blob", "gen")),
    *(("item", column, "id") for column in ("drawer", "shelf", "once", "rev")),
)


@dataclass
class Truth:
    """Two people, what each thing of theirs says, and the rows that an edited one had before."""

    people: list[Person] = field(default_factory=list)
    says: dict[UUID, tuple[int, Document]] = field(default_factory=dict)
    older: dict[UUID, dict[str, tuple[Any, ...]]] = field(default_factory=dict)


def lived_in() -> Truth:
    """Ada and Ben, who both write about the same days; one thing of Ada's has an older revision."""
    truth = Truth()
    for number, who in enumerate(("Ada", "Ben")):
        person = settle(who, me=Me(plan=f"the plan of {who}"))
        truth.people.append(person)
        for doc in (
            entry(f"{CANARY} first of {who}"),
            entry(f"{CANARY} second of {who}"),
            entry(f"{CANARY} last month of {who}", date(2031, 2, 3)),
            Unsent(TODAY, "2031-03-01T21:04Z", f"{CANARY} unsent of {who}", None),
        ):
            truth.says[person.keep(doc).item] = (number, doc)
    edited = next(iter(truth.says))
    truth.older[edited] = _rows_of(edited)
    again = entry(f"{CANARY} first of Ada, edited")
    truth.people[0].keep(again, edited, 1)
    truth.says[edited] = (0, again)
    return truth


def test_what_was_moved_between_things_and_people_opens_nowhere_else() -> None:
    """Any sealed or blind cell of one thing put in place of another's: of the same person, of the other person, of the
    other word, of the other month; one cell, or key and text together."""
    truth = lived_in()
    there = list(Item.objects.values_list("id", flat=True))  # self documents too

    @settings(max_examples=EXAMPLES)
    @given(some.sets(some.sampled_from(CELLS), min_size=1), some.sampled_from(there), some.sampled_from(there))
    def surgery(cells: set[tuple[str, str, str]], one: UUID, other: UUID) -> None:
        with undone():
            for table, column, key in sorted(cells - {("item", "once", "id")}):
                swap_cells(table, column, key, one, other)
            _look(truth, touched={one, other})

    surgery()


def test_what_was_changed_cut_or_lengthened_is_refused() -> None:
    """Any byte of any cell flipped; any cell cut to any length, or with bytes after it."""
    truth = lived_in()
    there = list(Item.objects.values_list("id", flat=True))
    binary = [cell for cell in CELLS if cell[1] in ("blob", "sum", "drawer", "shelf")]

    @settings(max_examples=EXAMPLES)
    @given(some.sampled_from(binary), some.sampled_from(there), some.data())
    def surgery(cell: tuple[str, str, str], one: UUID, data: some.DataObject) -> None:
        with undone():
            table, column, key = cell
            put_cell(table, column, key, one, _spoilt(cell_of(table, column, key, one), data))
            _look(truth, touched={one})

    surgery()


def test_every_byte_of_a_thing_counts() -> None:
    """Not one of them may be another: the whole of one wrapped key and of one sealed text, byte by byte."""
    truth = lived_in()
    one, room = next(iter(truth.says)), truth.people[0].room()
    for table in ("key_item", "item_blob"):
        with undone():
            cell = bytes(cell_of(table, "blob", "item_id", one))
            for at in range(len(cell)):
                put_cell(table, "blob", "item_id", one, cell[:at] + bytes([cell[at] ^ (1 << at % 8)]) + cell[at + 1 :])
                assert _found(room, one, truth) is None
        assert _found(room, one, truth) is not None


def test_an_older_revision_put_back_in_part_is_refused() -> None:
    """Its text without its key, its key without its text, its number without either, and so on: every part of the older
    rows but all of them together."""
    truth = lived_in()
    ((one, older),) = truth.older.items()
    parts = ["text", "key", "number", "text's number", "text's sum"]

    @settings(max_examples=EXAMPLES)
    @given(some.sets(some.sampled_from(parts), min_size=1, max_size=len(parts) - 2))
    def surgery(put: set[str]) -> None:
        with undone():
            _put_back(one, older, put - {"text's sum"})
            _look(truth, touched={one})

    surgery()


def test_the_limit_a_whole_older_set_of_rows_opens() -> None:
    """Pinned: key, text and number of revision 1 put back together open as revision 1. Whoever can write to the
    database can do that, as they can put the whole database of yesterday back; AEAD cannot tell them apart."""
    truth = lived_in()
    ((one, older),) = truth.older.items()
    _put_back(one, older, {"text", "key", "number", "text's number"})
    found = desk.find(truth.people[0].room(), one, "journal")
    assert (found.rev, found.doc.text()) == (1, f"{CANARY} first of Ada")
    assert sorted(words_of(truth.people[1].room())) == sorted(_texts(truth, 1, "journal"))


def test_slots_that_were_swapped_or_changed_open_nothing_that_is_not_theirs() -> None:
    """Any slot of one place or kind put in place of another, whole, or its tag, or its blob; any byte flipped. A place
    opens as it was, or with what was damaged made anew, or not at all: it never shows what is not its own."""
    truth = lived_in()
    for person in truth.people:
        opening.new_code(person.room())
    there = list(KeySlot.objects.values_list("id", flat=True))
    columns = some.sets(some.sampled_from(["tag", "blob", "gen"]), min_size=1)

    @settings(max_examples=EXAMPLES // 2)
    @given(columns, some.sampled_from(there), some.sampled_from(there), some.booleans(), some.data())
    def surgery(cells: set[str], one: UUID, other: UUID, swap: bool, data: some.DataObject) -> None:
        with undone():
            for column in sorted(cells):
                if swap:
                    swap_cells("key_slot", column, "id", one, other)
                elif column != "gen":
                    put_cell("key_slot", column, "id", one, _spoilt(cell_of("key_slot", column, "id", one), data))
            _look(truth, touched=None)

    surgery()


def test_a_thing_moved_to_another_place_is_nobodys() -> None:
    """Ben puts Ada's rows under his own place: he sees nothing of them, and she nothing of his."""
    truth = lived_in()
    ada, ben = (person.room().place for person in truth.people)
    for one, (owner, _) in truth.says.items():
        with undone():
            Item.objects.filter(id=one).update(place_id=ben if owner == 0 else ada)
            _look(truth, touched={one})


def test_a_public_key_that_was_replaced_is_put_right_when_the_place_is_opened() -> None:
    """Eve puts a public key of hers into Ada's row. The limit: what Ada's browser leaves there while the place is
    locked is then sealed to Eve, until the next opening. Then the right key is back, the rest opens, and what only Eve
    can open is gone."""
    truth = lived_in()
    ada = truth.people[0]
    right = bytes(Place.objects.get(id=ada.room().place).usk_pub)
    _, hers = new_pair()
    Place.objects.filter(id=ada.room().place).update(usk_pub=hers)
    opening.keep_draft(ada.token, Draft("form-a", "/diary/words/", "words=typed", 1), NOW)
    room = ada.open()
    assert bytes(Place.objects.get(id=room.place).usk_pub) == right
    assert opening.waiting(room) == ()
    opening.keep_draft(ada.token, Draft("form-b", "/diary/words/", "words=typed", 1), NOW)
    assert [draft.form for draft in opening.waiting(ada.open())] == ["form-b"]
    _look(truth, touched=set())


def _look(truth: Truth, touched: set[UUID] | None) -> None:
    """Look at all that each of them can be shown. `touched` is None where the keys of whole places were."""
    for number, person in enumerate(truth.people):
        room = _room(person, must=touched is not None)
        if room is None:
            continue
        mine = {item for item, (owner, _) in truth.says.items() if owner == number}
        shown = {one.item: one for word in words() for one in _shown(room, word)}
        for item in truth.says:
            found = _found(room, item, truth)
            assert found is None or (item in mine and found.doc == truth.says[item][1])
            if touched is not None and item in mine - touched:
                assert found is not None
                assert item in shown
        for item, one in shown.items():
            assert item in mine
            assert one.doc == truth.says[item][1]
        assert room.me == (Me() if room.me_lost else Me(plan=f"the plan of {person.who}"))


def _room(person: Person, *, must: bool) -> desk.Room | None:
    """The place as the session has it, or opened anew; None where it does not open, which is a refusal."""
    room = opening.visit(person.token, NOW).room
    if room is None and not must:
        try:
            room = opening.visit(opening.open_place(person.name, person.passphrase, person.address, NOW), NOW).room
        except Refusal:
            return None
    assert room is not None
    return room


def _shown(room: desk.Room, word: str) -> Iterator[desk.Found]:
    """All that pages of a word and the search show; each in its own drawer."""
    for found in (*desk.drawer(room, word), *desk.page(room, word).found):
        assert found.doc.word == word
        yield found
    yield from desk.search(room, CANARY).found


def _found(room: desk.Room, item: UUID, truth: Truth) -> desk.Found | None:
    try:
        return desk.find(room, item, truth.says[item][1].word)
    except Refusal:
        return None


def _texts(truth: Truth, owner: int, word: str) -> list[str]:
    return [doc.text() for whose, doc in truth.says.values() if whose == owner and doc.word == word]


def _spoilt(cell: Any, data: some.DataObject) -> bytes:
    """The cell, with one thing about it changed."""
    whole = bytes(cell)
    how: Callable[[int], bytes] = data.draw(
        some.sampled_from(
            [
                lambda at: whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :],
                lambda at: whole[:at],
                lambda at: whole + whole[: at + 1],
                lambda at: whole[at + 1 :] + whole[: at + 1] if at + 1 < len(whole) else whole[::-1] + b"\x00",
            ]
        )
    )
    return how(data.draw(some.integers(0, len(whole) - 1)))


def _rows_of(item: UUID) -> dict[str, tuple[Any, ...]]:
    """Number, key and text of a thing as they lie there."""
    text = tuple(cell_of("item_blob", column, "item_id", item) for column in ("blob", "rev"))
    return {"key": (cell_of("key_item", "blob", "item_id", item),), "text": text}


def _put_back(item: UUID, older: dict[str, tuple[Any, ...]], parts: set[str]) -> None:
    """Put parts of the rows of revision 1 back."""
    if "key" in parts:
        put_cell("key_item", "blob", "item_id", item, older["key"][0])
    if "text" in parts:
        put_cell("item_blob", "blob", "item_id", item, older["text"][0])
    if "text's number" in parts:
        put_cell("item_blob", "rev", "item_id", item, older["text"][1])
    if "number" in parts:
        put_cell("item", "rev", "id", item, 1)
