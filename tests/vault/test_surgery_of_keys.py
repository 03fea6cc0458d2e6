"""W-27, the keys: slots that are swapped or changed, and a public key that somebody replaced."""

from __future__ import annotations

import os
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from leanings.acts import opening
from leanings.acts.opening import Draft
from leanings.vault.envelope import new_pair
from leanings.vault.models import KeySlot, Place
from leanings.vault.slots import SlotDamaged
from tests.keeping import NOW
from tests.vault.cells import cell_of, put_cell, swap_cells, undone
from tests.vault.truth import lived_in, look, spoilt

EXAMPLES = 200 if os.environ.get("LEANINGS_FULL") == "1" else 8


def test_slots_that_were_swapped_or_changed_open_nothing_that_is_not_theirs() -> None:
    """Any slot of one place or kind put in place of another, whole, or its tag, or its blob; any byte flipped. A place
    opens as it was, or with what was damaged made anew, or not at all: it never shows what is not its own."""
    truth = lived_in()
    for person in truth.people:
        opening.new_code(person.room())
    there = list(KeySlot.objects.values_list("id", flat=True))
    columns = some.sets(some.sampled_from(["tag", "blob", "gen"]), min_size=1)

    @settings(max_examples=EXAMPLES)
    @given(columns, some.sampled_from(there), some.sampled_from(there), some.booleans(), some.data())
    def surgery(cells: set[str], one: UUID, other: UUID, swap: bool, data: some.DataObject) -> None:
        with undone():
            for column in sorted(cells):
                if swap:
                    swap_cells("key_slot", column, "id", one, other)
                elif column != "gen":
                    put_cell("key_slot", column, "id", one, spoilt(cell_of("key_slot", column, "id", one), data))
            look(truth, touched=None)

    surgery()


def test_a_slot_opens_with_the_one_key_it_was_made_for() -> None:
    """A sealed text alone could be made so that it opens under two keys. The tag of a slot is looked at first: with
    another tag the slot opens nothing, though key and text are right."""
    ada = lived_in().people[0]
    place = ada.room().place
    for kind in ("pw", "dk"):
        with undone():
            slot = KeySlot.objects.get(place_id=place, kind=kind)
            KeySlot.objects.filter(id=slot.id).update(tag=bytes(slot.tag)[::-1])
            if kind == "pw":
                with pytest.raises(SlotDamaged):
                    ada.open()
            else:
                assert opening.visit(ada.token, NOW).room is None


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
    look(truth, touched=set())
