"""W-27: somebody writes to the database. What they moved, cut or changed is refused, and the rest of the place opens.

Hypothesis chooses the cut. After each one everything both people can be shown is looked at: a text is either the very
one that belongs to that thing, or it is not shown; and whatever was not touched is there.

The limit, which is pinned below: a whole consistent set of older rows of one thing, put back by someone who can write
to the database, is not noticed. Nothing in the place counts what every thing's revision should be.
"""

from __future__ import annotations

import itertools
import os
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as some

from leanings.acts import desk
from leanings.vault.models import Item
from tests.keeping import words_of
from tests.vault.cells import cell_of, put_cell, swap_cells, undone
from tests.vault.truth import CANARY, found_by, lived_in, look, spoilt, texts_of

EXAMPLES = 400 if os.environ.get("LEANINGS_FULL") == "1" else 12
#: Every sealed or blind cell there is: table, column, and what a row is known by.
CELLS = (
    *(("item_blob", column, "item_id") for column in ("blob", "sum", "rev", "schema")),
    *(("key_item", column, "item_id") for column in ("blob", "gen")),
    *(("item", column, "id") for column in ("drawer", "shelf", "once", "rev")),
)


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
            look(truth, touched={one, other})

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
            put_cell(table, column, key, one, spoilt(cell_of(table, column, key, one), data))
            look(truth, touched={one})

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
                assert found_by(room, one, truth) is None
        assert found_by(room, one, truth) is not None


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
            look(truth, touched={one})

    surgery()


def test_the_limit_a_whole_older_set_of_rows_opens() -> None:
    """Pinned: key, text and number of revision 1 put back together open as revision 1. Whoever can write to the
    database can do that, as they can put the whole database of yesterday back; AEAD cannot tell them apart."""
    truth = lived_in()
    ((one, older),) = truth.older.items()
    _put_back(one, older, {"text", "key", "number", "text's number"})
    found = desk.find(truth.people[0].room(), one, "journal")
    assert (found.rev, found.doc.text()) == (1, f"{CANARY} first of Ada")
    assert sorted(words_of(truth.people[1].room())) == sorted(texts_of(truth, 1, "journal"))


def test_a_thing_moved_to_another_drawer_or_month_is_not_taken_for_what_it_is_not() -> None:
    """The tokens are not sealed. For every two things of Ada's: each under the tokens of the other."""
    truth = lived_in()
    hers = [item for item, (owner, _) in truth.says.items() if owner == 0]
    for one, other in itertools.combinations(hers, 2):
        for columns in (("drawer",), ("shelf",), ("drawer", "shelf")):
            with undone():
                for column in columns:
                    swap_cells("item", column, "id", one, other)
                look(truth, touched={one, other})


def test_a_thing_moved_to_another_place_is_nobodys() -> None:
    """Ben puts Ada's rows under his own place: he sees nothing of them, and she nothing of his."""
    truth = lived_in()
    ada, ben = (person.room().place for person in truth.people)
    for one, (owner, _) in truth.says.items():
        with undone():
            Item.objects.filter(id=one).update(place_id=ben if owner == 0 else ada)
            look(truth, touched={one})


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
