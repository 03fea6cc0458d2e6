"""What two people should find in their places, and a look at everything they can be shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from hypothesis import strategies as some

from leanings.acts import desk, opening
from leanings.core.document import Document
from leanings.core.kinds import words
from leanings.core.me import Me
from leanings.core.refusal import Refusal
from leanings.core.unsent import Unsent
from tests.keeping import NOW, TODAY, Person, entry, settle
from tests.vault.cells import cell_of

CANARY = "canary"


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
    truth.older[edited] = rows_of(edited)
    again = entry(f"{CANARY} first of Ada, edited")
    truth.people[0].keep(again, edited, 1)
    truth.says[edited] = (0, again)
    return truth


def look(truth: Truth, touched: set[UUID] | None) -> None:
    """Look at all that each of them can be shown. `touched` is None where the keys of whole places were."""
    for number, person in enumerate(truth.people):
        room = _room(person, must=touched is not None)
        if room is None:
            continue
        mine = {item for item, (owner, _) in truth.says.items() if owner == number}
        shown = {one.item: one for word in words() for one in _shown(room, word)}
        for item in truth.says:
            found = found_by(room, item, truth)
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


def found_by(room: desk.Room, item: UUID, truth: Truth) -> desk.Found | None:
    """What a room finds under an id; None where that is refused."""
    try:
        return desk.find(room, item, truth.says[item][1].word)
    except Refusal:
        return None


def texts_of(truth: Truth, owner: int, word: str) -> list[str]:
    """What somebody's things of one word say."""
    return [doc.text() for whose, doc in truth.says.values() if whose == owner and doc.word == word]


def spoilt(cell: Any, data: some.DataObject) -> bytes:
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


def rows_of(item: UUID) -> dict[str, tuple[Any, ...]]:
    """Number, key and text of a thing as they lie there."""
    text = tuple(cell_of("item_blob", column, "item_id", item) for column in ("blob", "rev"))
    return {"key": (cell_of("key_item", "blob", "item_id", item),), "text": text}
