"""What the rows themselves tell: no moment, no word, no size beyond a bucket; and nothing of what leaves no trace."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from django.db import connection

from leanings.acts import desk
from leanings.core.journal import JournalEntry
from leanings.core.sheet import Sheet
from leanings.vault.items import COLUMNS
from leanings.vault.models import Item, ItemBlob, Place
from leanings.vault.store import shelf
from tests.keeping import NOW, TODAY, entry, once, settle

BUCKETS = {256, 512, 1024, 2048, 4096, 8192}
OVER = 4 + 12 + 16  # header, nonce, tag


TIMELESS = ("place", "key_slot", "item", "key_item", "item_blob", "note", "share", "key_envelope")


def test_no_row_of_what_is_kept_tells_when_it_was_written() -> None:
    """The columns are these and no others, and none is a time. Only a tombstone has a day, and a session its minutes:
    how long it may last hangs on them. The same thing kept in another year, at another hour, has the same numbers."""
    assert {column for table in TIMELESS for column in _columns(table)} == {
        *("id", "place_id", "item_id", "drawer", "shelf", "rev", "once", "schema", "blob", "sum", "gen", "kind", "tag"),
        *("lookup", "kdf", "pepper_id", "auth", "usk_pub", "sig_pub", "hpke"),
        *("owner_id", "consent", "share_id", "recipient_id"),
    }
    numbers = []
    for who, now in (("Ada", NOW), ("Ben", NOW + timedelta(days=900, hours=7))):
        person = settle(who, now=now)
        desk.keep(person.room(now), entry("the same words"), once())
        mine = Item.objects.filter(place_id=person.room(now).place)
        columns = ("rev", "keyitem__gen", "itemblob__rev", "itemblob__schema", "place__gen")
        numbers.append(sorted(mine.values_list(*columns)))
    assert numbers[0] == numbers[1]


def test_ids_are_random_and_say_nothing_of_an_order() -> None:
    """Version 4 everywhere a row has an id of its own; a draft's is a sum that only its form could tell."""
    ada = settle("Ada")
    for number in range(20):
        ada.keep(entry(f"{number}"))
    ids = list(Item.objects.values_list("id", flat=True)) + list(Place.objects.values_list("id", flat=True))
    assert {id.version for id in ids} == {4}
    assert len(set(ids)) == 22


def test_a_text_is_as_long_as_its_bucket() -> None:
    """256, 512, 1024, 2048, 4096 bytes, then multiples of 4096: a short entry and a shorter one look alike."""
    ada = settle("Ada")
    for length in (0, 1, 30, 150, 400, 900, 1900, 3900, 4100, 7000):
        ada.keep(entry("x" * length))
    lengths = {len(bytes(blob)) - OVER for blob in ItemBlob.objects.values_list("blob", flat=True)} - {16_384}
    assert lengths == BUCKETS
    assert len({len(bytes(row)) for row in Item.objects.values_list("shelf", flat=True)}) == 1


def test_words_and_months_are_blind_and_differ_from_place_to_place() -> None:
    """Ada and Ben write of the same day: no token of theirs is the same, and none is that of another word or month."""
    tokens: Counter[bytes] = Counter()
    for who in ("Ada", "Ben"):
        person = settle(who)
        person.keep(entry("one"))
        person.keep(entry("two"))
        person.keep(entry("last month", TODAY - timedelta(days=20)))
        person.keep(Sheet(TODAY, "2031-03-01T21:04Z", "square"))
        for drawer, of_month in Item.objects.filter(place_id=person.room().place).values_list("drawer", "shelf"):
            tokens.update({b"d" + bytes(drawer): 1, b"s" + bytes(of_month): 1})
    assert sorted(tokens.values()) == [1] * 10 + [2] * 2 + [3] * 2  # drawers 1, 1, 3 and shelves 1, 1, 1, 2 of each


def test_the_columns_that_are_read_are_those_the_tests_look_at() -> None:
    """Reads never make model objects, and take these columns and no more."""
    assert COLUMNS == ("hex", "rev", "keyitem__blob", "itemblob__rev", "itemblob__schema", "itemblob__blob")
    ada = settle("Ada")
    ada.keep(entry("one"))
    opened, damaged = shelf(ada.room(), "journal", TODAY)
    assert [JournalEntry(TODAY, "2031-03-01T21:04Z", words="one").as_doc()] == [one.doc for one in opened]
    assert damaged == []


def _columns(table: str) -> set[str]:
    with connection.cursor() as cursor:
        return {column.name for column in connection.introspection.get_table_description(cursor, table)}
