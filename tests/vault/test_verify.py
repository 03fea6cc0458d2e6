"""Looking for damage: every kind is found, exactly what is damaged is named, and nothing else is told."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection

from leanings.acts import desk, opening
from leanings.vault import places
from leanings.vault.verify import Damage, damaged_in, damages
from tests.keeping import TODAY, Person, entry, raw, settle

pytestmark = pytest.mark.usefixtures("house")

CANARY = "canary-in-the-words"


@pytest.fixture
def ada(house: Path) -> Person:  # noqa: ARG001  # she lives there
    """Ada, with eight things, a code and a draft."""
    found = settle("Ada")
    for number in range(8):
        found.keep(entry(f"{CANARY} {number} " + "long " * 40 * number, TODAY - timedelta(days=number)))
    opening.new_code(found.room())
    return found


def found() -> list[Damage]:
    """What is found without a passphrase."""
    connection.close()
    return list(damages())


def things() -> list[UUID]:
    """The ids of all things, the settings too."""
    with raw() as database:
        return [UUID(row[0]) for row in database.execute("SELECT id FROM item ORDER BY id")]


def spoil(sql: str, *values: object) -> None:
    """Change something past every rule."""
    with raw() as database:
        database.execute(sql, values)
    connection.close()


def test_where_nothing_is_damaged_nothing_is_found(ada: Person) -> None:
    settle("Ben")
    assert found() == []
    assert list(damaged_in(ada.room())) == []


def test_an_empty_house_is_whole() -> None:
    assert found() == []


def test_a_single_bit_in_any_sealed_text_is_found_and_only_its_thing_is_named(ada: Person) -> None:
    dice = random.Random(3)  # noqa: S311  # which bit does not matter
    for item in things():
        with raw() as database:
            (blob,) = database.execute("SELECT blob FROM item_blob WHERE item_id = ?", [item.hex]).fetchone()
            place = dice.randrange(len(blob) * 8)
            changed = bytearray(blob)
            changed[place // 8] ^= 1 << place % 8
            database.execute("UPDATE item_blob SET blob = ? WHERE item_id = ?", [bytes(changed), item.hex])
        assert found() == [Damage("item", str(item), "its text is damaged")]
        spoil("UPDATE item_blob SET blob = ? WHERE item_id = ?", blob, item.hex)
    assert found() == []
    assert ada.room().me_lost is False


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("DELETE FROM key_item WHERE item_id = ?", "its key is not there"),
        ("DELETE FROM item_blob WHERE item_id = ?", "its text is not there"),
        ("UPDATE item SET rev = 7 WHERE id = ?", "its text is not there"),
        ("UPDATE item_blob SET rev = 7 WHERE item_id = ?", "its text is not there"),
        ("UPDATE item_blob SET sum = zeroblob(16) WHERE item_id = ?", "its text is damaged"),
        ("UPDATE item_blob SET blob = 12 WHERE item_id = ?", "its text is damaged"),
        ("UPDATE item_blob SET blob = 'words' WHERE item_id = ?", "its text is damaged"),
        ("UPDATE item_blob SET blob = 99999999999 WHERE item_id = ?", "its text is damaged"),
        ("UPDATE key_item SET blob = zeroblob(80) WHERE item_id = ?", "its key is damaged"),
        ("UPDATE key_item SET blob = substr(blob, 1, 20) WHERE item_id = ?", "its key is damaged"),
        ("UPDATE key_item SET gen = 9 WHERE item_id = ?", "its key is damaged"),
    ],
)
def test_what_is_missing_or_does_not_belong_together_is_named(ada: Person, sql: str, why: str) -> None:
    item = ada.keep(entry("this one")).item
    spoil(sql, item.hex)
    assert found() == [Damage("item", str(item), why)]


@pytest.mark.parametrize("kind", ["pw", "usk", "sig", "dk"])
def test_a_slot_that_every_place_has_is_missed(ada: Person, kind: str) -> None:
    place = str(ada.room().place)
    spoil("DELETE FROM key_slot WHERE kind = ?", kind)
    assert found() == [Damage("place", place, f"its slot “{kind}” is not there")]


def test_a_place_without_a_code_is_whole_and_a_spoiled_code_is_not(ada: Person) -> None:
    place = str(ada.room().place)
    spoil("UPDATE key_slot SET blob = zeroblob(80) WHERE kind = 'rc'")
    assert found() == [Damage("place", place, "its slot “rc” is damaged")]
    spoil("DELETE FROM key_slot WHERE kind = 'rc'")
    assert found() == []


@pytest.mark.parametrize("kdf", ["", "{}", "[]", '{"m": 1, "t": 1, "p": 1, "salt": "00"}'])
def test_a_recipe_that_stretches_no_passphrase_is_found(ada: Person, kdf: str) -> None:
    place = str(ada.room().place)
    spoil("UPDATE place SET kdf = ?", kdf)
    assert found() == [Damage("place", place, "how its passphrase is stretched is damaged")]


def test_a_thing_of_nobody_is_found(ada: Person) -> None:
    assert ada.room()
    spoil("DELETE FROM place")
    assert Damage("table", "item", "it has rows whose owner is gone") in found()


def test_an_erased_place_is_no_damage_also_while_its_rows_still_wait_to_go(ada: Person) -> None:
    settle("Ben").keep(entry("his"))
    places.erase(ada.room())
    assert found() == []


def test_a_table_that_is_gone_is_named(ada: Person) -> None:
    assert ada.room()
    spoil("DROP TABLE note")
    assert found() == [Damage("table", "note", "it is not there")]


def pages_of(table: str) -> Iterator[int]:
    """The numbers of the pages of a table that hold its rows, the root left out."""
    with raw() as database:
        rows = database.execute("SELECT pageno FROM dbstat WHERE name = ? AND pagetype != 'internal'", [table])
        yield from [row[0] for row in rows]


def test_a_page_that_was_zeroed_is_found_and_what_lies_on_the_others_is_still_looked_at(ada: Person) -> None:
    for number in range(60):
        ada.keep(entry(f"{CANARY} {number} " + "x" * 900))
    spoiled = things()[0]
    spoil("UPDATE item_blob SET sum = zeroblob(16) WHERE item_id = ?", spoiled.hex)
    with raw() as database:
        size = database.execute("PRAGMA page_size").fetchone()[0]
        file = Path(database.execute("PRAGMA database_list").fetchone()[2])
    page = list(pages_of("item_blob"))[-1]
    connection.close()
    with file.open("r+b") as held:
        held.seek((page - 1) * size)
        held.write(bytes(size))
    told = found()
    assert Damage("database", "", "its structure is damaged") in told
    assert Damage("item", str(spoiled), "its text is damaged") in told
    assert len(told) > 2


def test_a_file_that_is_no_database_any_more_is_said_to_be_damaged(ada: Person, house: Path) -> None:
    assert ada.room()
    connection.close()
    file = house / "db.sqlite3"
    file.write_bytes(file.read_bytes()[:5000])
    assert (
        Damage("database", "", "its structure is damaged") in found()
        or Damage("database", "", "it cannot be read to its end") in found()
    )


def test_only_the_keys_of_a_place_find_a_text_that_somebody_changed_with_its_sum(ada: Person) -> None:
    one, other = ada.keep(entry("one")).item, ada.keep(entry("other")).item
    with raw() as database:
        (key,) = database.execute("SELECT blob FROM key_item WHERE item_id = ?", [other.hex]).fetchone()
        database.execute("UPDATE key_item SET blob = ? WHERE item_id = ?", [key, one.hex])
    assert found() == []
    assert list(damaged_in(ada.room())) == [Damage("item", str(one), "it does not open")]


def test_only_they_find_a_thing_that_lies_where_no_page_looks(ada: Person) -> None:
    item = ada.keep(entry("lost on its way")).item
    spoil("UPDATE item SET shelf = zeroblob(16) WHERE id = ?", item.hex)
    assert found() == []
    assert list(damaged_in(ada.room())) == [Damage("item", str(item), "it opens, but lies where no page looks for it")]


def test_settings_that_do_not_open_are_found_by_their_owner(ada: Person) -> None:
    (own,) = {item for item in things() if item not in items_of(ada)}
    spoil(
        "UPDATE key_item SET blob = (SELECT blob FROM key_item WHERE item_id != ? LIMIT 1) WHERE item_id = ?",
        own.hex,
        own.hex,
    )
    assert list(damaged_in(ada.room())) == [
        Damage("place", str(ada.room().place), "its settings do not open"),
        Damage("item", str(own), "it does not open"),
    ]


def items_of(somebody: Person) -> set[UUID]:
    """The ids of all that pages show."""
    return {one.item for one in desk.drawer(somebody.room(), "journal")}


def test_what_ben_opens_says_nothing_of_what_is_adas(ada: Person) -> None:
    ben = settle("Ben")
    spoil(
        "UPDATE item_blob SET sum = zeroblob(16), blob = zeroblob(300) WHERE item_id = ?", sorted(items_of(ada))[0].hex
    )
    assert list(damaged_in(ben.room())) == []


def test_nothing_that_is_told_holds_a_word_that_was_kept(ada: Person) -> None:
    for item in things():
        spoil("UPDATE item_blob SET sum = zeroblob(16) WHERE item_id = ?", item.hex)
    told = found()
    assert len(told) == len(things())
    assert [damage for damage in told if CANARY in str(damage) or ada.name in str(damage)] == []


def test_looking_changes_nothing(ada: Person, house: Path) -> None:
    assert ada.room()
    connection.close()
    before = (house / "db.sqlite3").read_bytes()
    assert found() == []
    assert (house / "db.sqlite3").read_bytes() == before
