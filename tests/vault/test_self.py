"""The self document: what leaves no trace. As long as any other, written at every opening, never lost in silence."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from leanings.acts import desk
from leanings.acts.opening import Level
from leanings.core.me import Me, OwnLine, Someone
from leanings.core.unknown import Unknown
from leanings.vault.items import as_bytes, open_row, put_again, rows
from leanings.vault.models import Item, ItemBlob
from leanings.vault.places import WrittenLater, self_document
from leanings.vault.seal import OVERHEAD
from leanings.vault.turnstile import one_act
from tests.keeping import Person, all_rows, counted, entry, once, settle
from tests.vault.cells import cell_of, put_cell

FULL = Me(
    zone="America/Argentina/ComodRivadavia",
    door="torn",
    lines=("close", "own-1a2b3c4d", "heard"),
    off=tuple(f"line-{number}" for number in range(40)),
    own=tuple(OwnLine(f"own-{number:08x}", 1, "o" * 120, "l" * 40, "h" * 40) for number in range(20)),
    helpers=tuple(Someone("n" * 80, "r" * 120) for _ in range(10)),
    plan="p" * 4000,
    again="2031-03-02",
)


def test_the_self_document_is_as_long_as_any_other_whatever_is_in_it() -> None:
    """16 KiB, empty or full; and beyond that in steps of 16 KiB, which no page comes near."""
    ada, ben = settle("Ada"), settle("Ben", me=FULL)
    desk.keep_me(ada.room(), replace(Me(), helpers=(Someone("Ilse"),)))
    lengths = {len(bytes(blob)) - OVERHEAD for blob in ItemBlob.objects.values_list("blob", flat=True)}
    assert lengths == {16_384}
    assert ben.room().me == FULL
    assert len(as_bytes(FULL.as_doc())) < 16_000
    desk.keep_me(ada.room(), replace(ada.room().me, plan="p" * 20_000))
    assert max(len(bytes(blob)) - OVERHEAD for blob in ItemBlob.objects.values_list("blob", flat=True)) == 32_768


def _nothing(person: Person) -> None:
    del person


def _a_plan(person: Person) -> None:
    desk.keep_me(person.room(), replace(person.room().me, plan="Keys in the coat."))


def _people(person: Person) -> None:
    desk.keep_me(person.room(), replace(person.room().me, helpers=(Someone("Ilse", "the blue door"),)))


def _many(person: Person) -> None:
    for door in "abcdefg":
        desk.keep_me(person.room(), replace(person.room().me, door=door))


def test_whoever_compares_the_database_before_and_after_cannot_tell_that_anything_was_answered() -> None:
    """Ada opens her place and answers nothing, or one thing, or seven: the same rows changed, in the same cells, to as
    many bytes; no number grew. So an answer leaves no row, no size and no moment that an opening does not leave."""
    shapes = []
    for answers in (_nothing, _a_plan, _people, _many):
        ada = settle("Ada")
        desk.keep(ada.room(), entry("kept before"), once())
        before = _by_key()
        ada.open()
        answers(ada)
        shapes.append(_changed(before, _by_key()))
    assert all(shape == shapes[0] for shape in shapes)
    assert +shapes[0]["item"] == Counter()
    assert sum(shapes[0]["item_blob"].values()) == 2  # the text and its sum
    assert sum(shapes[0]["key_item"].values()) == 1
    assert +shapes[0]["session"] == Counter({"came": 1})


def test_every_opening_writes_the_self_document_anew() -> None:
    """Changed or not, so that a change looks like nothing; what it says stays, to the letter."""
    ada = settle("Ada", me=FULL)
    seen = {bytes(ItemBlob.objects.get().blob)}
    for _ in range(3):
        assert ada.open().me == FULL
        seen.add(bytes(ItemBlob.objects.get().blob))
    assert len(seen) == 4
    assert ItemBlob.objects.get().rev == 1


def test_a_self_document_of_a_later_leanings_is_carried_through_and_not_written_over() -> None:
    """After a downgrade: the place opens with the usual settings, the document is sealed anew as it is at each opening,
    and changing a setting is refused instead of losing what this version does not know."""
    ada = settle("Ada")
    later = json.loads(as_bytes({**FULL.as_doc(), "v": 99, "hope": "something new"}))
    _write_self(ada, later)
    room = ada.open()
    assert room.me == Me()
    assert room.me_lost
    with pytest.raises(WrittenLater):
        desk.keep_me(room, replace(room.me, plan="lost?"))
    assert _self_of(ada) == later
    unlike = json.loads(as_bytes({"word": "self", "v": 1, "own": [{"song": "la la"}]}))
    _write_self(ada, unlike)
    assert ada.open().me_lost
    assert _self_of(ada) == unlike
    newer = json.loads(as_bytes({**FULL.as_doc(), "hope": "a field that came later"}))
    _write_self(ada, newer)
    assert ada.open().me == FULL
    assert _self_of(ada) == newer


def test_a_damaged_self_document_keeps_nobody_out() -> None:
    """The place opens with the usual settings and says so; everything else is there; nothing is written over the damage
    until a setting is changed, and then all is well again without a row more."""
    ada = settle("Ada", me=FULL)
    ada.keep(entry("still here"))
    own = _own(ada)
    *most, last = bytes(cell_of("item_blob", "blob", "item_id", own))
    damaged = bytes([*most, last ^ 1])
    put_cell("item_blob", "blob", "item_id", own, damaged)
    for room in (ada.room(), ada.open()):
        assert room.me_lost
        assert room.me == Me()
        assert [one.doc.text() for one in desk.drawer(room, "journal")] == ["still here"]
    assert bytes(cell_of("item_blob", "blob", "item_id", own)) == damaged
    rows = counted()
    desk.keep_me(ada.room(), replace(Me(), plan="a new plan"))
    assert ada.room().me == replace(Me(), plan="a new plan")
    assert not ada.room().me_lost
    assert counted() == rows
    assert ada.level() is Level.FRESH


Lying = dict[str, dict[object, tuple[object, ...]]]


def _changed(before: Lying, after: Lying) -> dict[str, Counter[str]]:
    """What changed, seen from outside: in each table the rows that came and went, and of the others each cell that is
    another one now, with its length, or by how much its number grew."""
    found = {}
    for table, there in after.items():
        gone, came = before[table].keys() - there.keys(), there.keys() - before[table].keys()
        found[table] = Counter({"gone": len(gone), "came": len(came)})
        for key in there.keys() & before[table].keys():
            pairs = zip(before[table][key], there[key], strict=True)
            found[table].update(f"{at}: {_size(old, new)}" for at, (old, new) in enumerate(pairs) if old != new)
    return found


def _by_key() -> Lying:
    return {table: {row[0]: row for row in lying} for table, lying in all_rows().items()}


def _size(old: object, new: object) -> object:
    if isinstance(old, int) and isinstance(new, int):
        return new - old
    return len(new) if isinstance(new, bytes) else type(new).__name__


def _own(person: Person) -> UUID:
    """The id of the self document."""
    room = person.room()
    found = self_document(room.place, room.keys).item
    assert found is not None
    return found


def _write_self(person: Person, doc: Mapping[str, Any]) -> None:
    """Write a self document as another Leanings would."""
    room, own = person.room(), _own(person)
    with one_act():
        put_again(room.place, room.keys, Unknown(doc), own, 1)


def _self_of(person: Person) -> Mapping[str, Any]:
    """The mapping as it is sealed."""
    room = person.room()
    (row,) = rows(Item.objects.filter(id=_own(person)))
    return open_row(room.place, room.keys, row).doc
