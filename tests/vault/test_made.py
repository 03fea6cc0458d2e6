"""What is only made from other things: dropped in the very act that changes one of them, also where that is killed."""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection

from leanings.acts import desk, opening, takeout
from leanings.core.everything import ThingNotRead, as_json, gathered
from leanings.core.kinds import MADE
from leanings.core.made import Made
from leanings.vault import made, store, verify
from leanings.vault.keys import drawer_token
from leanings.vault.made import all_made, inputs, keep_made
from leanings.vault.models import Item, ItemBlob, KeyItem
from leanings.vault.room import Room
from leanings.vault.takeout import everything
from leanings.vault.verify import damaged_in, damages
from tests.acts.answers import check_ins
from tests.keeping import NOW, Person, all_rows, counted, empty_tables, entry, home, is_sqlite, raw, settle
from tests.vault.children import begin

ROUNDS = 25 if os.environ.get("LEANINGS_FULL") == "1" else 3
CANARY = "canary in a made thing"
Say = Callable[[object], None]


def a(name: str, key: str = "key") -> Made:
    return Made(name, f"{key} of {name}", {"words": CANARY})


def keep(room: Room, *things: Made, also: tuple[str, ...] = ()) -> bool:
    return keep_made(room, things, (*also, *(one.key for one in things)), inputs(room))


def names(person: Person) -> list[str]:
    return sorted(one.name for one in all_made(person.room()))


@pytest.fixture
def ada() -> Person:
    """Ada, with a few check-ins, and with something made from them."""
    person = settle("Ada")
    store.keep_all(person.room(), check_ins(5))
    assert keep(person.room(), a("lines"), a("line:close"))
    return person


def test_it_lies_sealed_beside_what_it_was_made_from(ada: Person) -> None:
    assert [one.value for one in all_made(ada.room())] == [{"words": CANARY}] * 2
    assert CANARY not in repr(all_rows())
    connection.close()
    if is_sqlite():
        assert CANARY.encode() not in (home() / "db.sqlite3").read_bytes()


def test_what_still_holds_good_stays_as_it_lies_and_the_rest_goes(ada: Person) -> None:
    room = ada.room()
    still = a("line:close")
    (before,) = [item for item, one in made._opened(room) if one == still]
    assert keep(room, a("line:day"), also=(still.key,))
    assert names(ada) == ["line:close", "line:day"]
    assert before in {item for item, _ in made._opened(room)}
    assert keep(room, a("line:day", "another key"))
    assert [one.key for one in all_made(room)] == ["another key of line:day"]
    assert counted()["tombstone"] == 0  # nobody erased anything


def test_kept_twice_at_once_it_is_there_once(ada: Person) -> None:
    room = ada.room()
    assert keep(room, a("lines"), a("line:close"))
    assert names(ada) == ["line:close", "lines"]


def test_it_is_not_kept_where_something_changed_meanwhile(ada: Person) -> None:
    room, before = ada.room(), inputs(ada.room())
    ada.keep(check_ins(6)[0])
    assert not keep_made(room, [a("lines")], ["key of lines"], before)
    assert names(ada) == []


def test_what_is_neither_check_in_nor_brought_drops_nothing(ada: Person) -> None:
    kept = ada.keep(entry("words"))
    ada.keep(entry("other words"), kept.item, kept.rev)
    desk.forget(ada.room(), kept.item)
    assert names(ada) == ["line:close", "lines"]


def test_what_lies_there_damaged_or_is_none_is_passed_over_and_goes(ada: Person) -> None:
    room = ada.room()
    damaged, _ = made._opened(room)
    ItemBlob.objects.filter(item_id=damaged[0]).update(blob=b"damaged")
    store.keep_all(room, [replace(a("odd"), key="odd")])
    assert len(all_made(room)) == 2
    assert keep(room, a("lines"))
    assert Item.objects.filter(drawer=drawer_token(room.keys.drawer, MADE)).count() == 1
    assert list(damages()) == []


def test_nobody_else_has_it(ada: Person) -> None:
    """Ben's and Eve's rooms hold nothing of it, and Ada's row under Ben's drawer opens for nobody."""
    for who in ("Ben", "Eve"):
        other = settle(who)
        assert all_made(other.room()) == []
        token, place = drawer_token(other.room().keys.drawer, MADE), other.room().place
        Item.objects.filter(drawer=drawer_token(ada.room().keys.drawer, MADE)).update(drawer=token, place=place)
        assert all_made(other.room()) == []
        Item.objects.filter(drawer=token).update(
            drawer=drawer_token(ada.room().keys.drawer, MADE), place=ada.room().place
        )
    assert names(ada) == ["line:close", "lines"]


def test_it_is_never_taken_out_and_never_brought_in(ada: Person) -> None:
    """A file of ours holds none; one that somebody else put it into is refused whole."""
    documents, damaged = everything(ada.room())
    assert (len(documents), damaged) == (5, [])
    out = takeout.given(takeout.take(ada.room()).everything, takeout.ALL).text
    assert CANARY.encode() not in out
    told = json.loads(as_json(gathered(None, documents)))
    told["documents"].append(a("lines").as_doc())
    before = all_rows()
    with pytest.raises(ThingNotRead, match="not one of a thing that can be kept"):
        takeout.bring(ada.room(), json.dumps(told).encode(), settings=False)
    assert all_rows() == before


def test_bringing_a_file_of_everything_drops_it(ada: Person) -> None:
    file = takeout.given(takeout.take(ada.room()).everything, "everything.json").text
    takeout.bring(ada.room(), file, settings=False)
    assert names(ada) == ["line:close", "lines"]  # all of it was there already
    desk.forget(ada.room(), desk.drawer(ada.room(), "checkin")[0].item)
    assert keep(ada.room(), a("lines"))
    takeout.bring(ada.room(), file, settings=False)
    assert names(ada) == []


def test_a_place_with_it_is_whole_turns_round_and_is_erased(ada: Person) -> None:
    assert list(damages()) == list(damaged_in(ada.room())) == []
    ada.token = opening.change_wholly(ada.room(), "second-drawn-name", "second words of Ada")
    assert names(ada) == []
    assert keep(ada.room(), a("lines"))
    assert list(damages()) == list(damaged_in(ada.room())) == []
    opening.erase_place(ada.room())
    assert counted() == counted() | {"item": 0, "key_item": 0, "item_blob": 0}


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_killed_in_the_middle_what_is_there_was_made_of_what_is_there(round_: int) -> None:
    """Check-ins come and go, and each time something is made of them: whatever moment the power goes, the made things
    that are left were made of just these check-ins, or there are none."""
    ada = settle("Ada")
    child = begin(_come_and_go, ada.token)
    assert child.hear() == "begun"
    time.sleep(random.Random(round_).uniform(0, 0.15))  # noqa: S311  # a moment, not a secret
    child.kill()
    room = ada.room()
    assert {one.key for one in all_made(room)} <= {_of(room)}
    assert Item.objects.count() == KeyItem.objects.count() == ItemBlob.objects.count()
    connection.close()
    assert list(verify.damages()) == []
    if is_sqlite():
        with raw() as file:
            assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    empty_tables()


def _come_and_go(say: Say, token: str) -> None:
    room = opening.visit(token, NOW).room
    assert room is not None
    say("begun")
    for number in range(10_000):
        kept = desk.keep(room, check_ins(1)[0], f"form {number}")
        keep_made(room, [Made("lines", _of(room), CANARY)], [_of(room)], inputs(room))
        if number % 3 == 2:
            desk.forget(room, kept.item)
            keep_made(room, [Made("lines", _of(room), CANARY)], [_of(room)], inputs(room))


def _of(room: Room) -> str:
    """What a thing that is made now is made of."""
    return repr(inputs(room))
