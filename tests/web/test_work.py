"""The work a page does: as much with five thousand things as with five hundred, and never one slow sum.

Counted are questions to the database and things that are opened; no seconds, since a busy machine would change them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leanings.acts import desk, first, now, takeout, tool
from leanings.acts.aside import Morning, first_morning
from leanings.acts.desk import MOST_PICKED
from leanings.acts.first import Answers
from leanings.acts.path import LOOKED_AT
from leanings.core.checkin import CheckIn
from leanings.core.document import Document
from leanings.core.kinds import value_of
from leanings.core.unsent import Unsent
from leanings.vault import passphrase, seal, store
from tests.acts.test_now import filled
from tests.keeping import Person, database, empty, entry, house, is_sqlite, once, settle
from tests.web.homes import checkin

__all__ = ["database", "empty", "house"]

pytestmark = pytest.mark.usefixtures("empty")

NOW = datetime.now(UTC)
TODAY = (NOW - timedelta(hours=4)).date()
TOMORROW = TODAY + timedelta(1)
FIXED = 12  # openings of any page: the session, the settings, the keys, and then some
MONTHS = 500  # things that lie in the stretch of months in which enough was read


class Counted:
    """How often something was opened, and how often a passphrase was worked on; a thing has a key of its own, so that
    it takes two openings."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.opened = self.slow = 0
        monkeypatch.setattr(seal, "AESGCMSIV", self._cipher)
        monkeypatch.setattr(passphrase, "Argon2id", self._stretched)

    @property
    def things(self) -> int:
        """How many things that is."""
        return self.opened // 2

    def _cipher(self, key: bytes) -> Any:  # it is used as the real one is
        counted, real = self, AESGCMSIV(key)

        class Counting:
            encrypt = real.encrypt

            def decrypt(self, *told: Any) -> bytes:
                counted.opened += 1
                return real.decrypt(*told)

        return Counting()

    def _stretched(self, *told: Any, **more: Any) -> Argon2id:
        self.slow += 1
        return Argon2id(*told, **more)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    """What is opened from now on."""
    return Counted(monkeypatch)


@pytest.fixture
def ada() -> Person:
    """Ada, who cannot tell."""
    opened = datetime.now(UTC)  # not when the tests were gathered: an hour may lie between, and the place be locked
    found = settle("Ada", opened)
    now.choose_door(found.room(opened), "torn")
    return found


def room(somebody: Person) -> desk.Room:
    """Their place as it is now."""
    return somebody.room(datetime.now(UTC))


def keep(somebody: Person, doc: Document) -> desk.Kept:
    """Keep a thing."""
    return desk.keep(room(somebody), doc, once())


def letter(until: date | None, day: date = TODAY) -> Unsent:
    """Something put aside."""
    return Unsent(day, f"{day}T00:04Z", "Call me.", until)


def letters(number: int) -> list[Document]:
    """So many things put aside on days gone by, two of three for a morning that is to come."""
    return [
        letter(TODAY + timedelta(9 + place % 90) if place % 3 else None, TODAY - timedelta(place % 300))
        for place in range(number)
    ]


def of_this_month() -> list[Document]:
    """What somebody kept lately: as much of everything as any page of it shows at once."""
    tools: list[Document] = [filled("inventory", TODAY, works_here=["laugh"]) for _ in range(LOOKED_AT - 70)]
    tools += [filled("stand", TODAY, clarity=4, confidence=6) for _ in range(70)]
    sheets = [first.sheet_of(Answers("torn"), TODAY, NOW) for _ in range(6)]
    days = [value_of(checkin(0, day=place % 11, reasons_stay=5, reasons_go=3)) for place in range(30)]
    return [*tools, *sheets, *days, entry("Rain all day.", TODAY), *letters(1)]


def of_years(number: int) -> list[Document]:
    """So many things of ten years, none of the last: check-ins, words, tools, pages of two questions, letters."""
    found: list[Document] = []
    for place in range(number):
        on = TODAY - timedelta(400 + place * 3250 // number)
        kinds: tuple[Document, ...] = (
            CheckIn(on, f"{on}T20:00Z"),
            entry("Words.", on),
            filled("inventory", on, works_here=["laugh"]),
            first.sheet_of(Answers("torn"), on, NOW),
            letter(None, on),
        )
        found.append(kinds[place % len(kinds)])
    return found


def asked_for(somebody: Person, path: str, counted: Counted) -> tuple[int, int, int]:
    """A page by GET: questions to the database, openings, slow sums."""
    browser = Client(headers={"host": "localhost"})
    browser.cookies["s"] = somebody.token
    assert browser.get(path).status_code == 200, path  # what is written down once, is written down
    counted.opened = counted.slow = 0
    with CaptureQueriesContext(connection) as asked:
        browser.get(path)
    reads = [one for one in asked.captured_queries if one["sql"].startswith("SELECT")]  # a minute noted is no reading
    return len(reads), counted.opened, counted.slow


def pages(somebody: Person) -> list[str]:
    """Home and all that it leads to, with the newest time of two tools."""
    newest = {name: tool.times(room(somebody), name, enough=1).found[0].item for name in ("inventory", "stand")}
    return [
        *("/now/", "/now/path/", "/now/door/", "/now/stand/", "/now/stand/days/", "/tools/", "/tools/?for=mind"),
        *("/tools/inventory/", "/tools/inventory/begin/", f"/tools/inventory/{newest['inventory']}/"),
        *(f"/tools/inventory/{newest['inventory']}/2/", f"/tools/stand/{newest['stand']}/6/"),
        *("/tools/stand/begin/", f"/tools/stand/{newest['stand']}/", "/tools/inventory/blank/"),
    ]


def test_each_page_does_the_same_work_with_five_hundred_things_and_with_five_thousand(
    ada: Person, counted: Counted
) -> None:
    store.keep_all(room(ada), of_this_month())
    store.keep_all(room(ada), of_years(500))
    few = {path: asked_for(ada, path, counted) for path in pages(ada)}
    store.keep_all(room(ada), of_years(4500))
    assert {path: asked_for(ada, path, counted) for path in pages(ada)} == few
    assert {slow for _, _, slow in few.values()} == {0}
    assert max(asked for asked, _, _ in few.values()) <= 14
    assert few["/now/"][1] <= 2 * (LOOKED_AT + 6) + FIXED  # tools lately and pages of this month; not one letter
    assert few["/tools/"][1] <= FIXED


def test_a_tool_that_was_never_done_costs_no_more_than_a_bounded_look_however_many_others_were(
    ada: Person, counted: Counted
) -> None:
    on = [TODAY - timedelta(place * 3650 // 5000) for place in range(5000)]
    store.keep_all(room(ada), [filled("inventory", day, works_here=["laugh"]) for day in on])
    for path in ("/tools/stand/", "/tools/stand/begin/", "/now/stand/", "/tools/wait/begin/"):
        _, opened, slow = asked_for(ada, path, counted)
        assert opened <= 2 * (MOST_PICKED + MONTHS) * (1 if path.endswith("stand/") else 3) + FIXED, path
        assert slow == 0


def test_nothing_put_aside_is_opened_to_find_the_first_morning_but_once_after_a_change(
    ada: Person, counted: Counted
) -> None:
    store.keep_all(room(ada), letters(40))

    def looked() -> tuple[list[Morning | None], int]:
        counted.opened = 0
        rooms = [room(ada) for _ in range(3)]
        own = counted.opened
        found = [first_morning(room(ada)) for _ in rooms]
        return found, counted.opened - 2 * own

    found, opened = looked()
    assert [one.until - TODAY for one in found if one] == [timedelta(10)] * 3
    assert opened <= 2 * 40 + FIXED
    assert looked()[1] <= 0
    kept = keep(ada, letter(TODAY + timedelta(2)))
    assert [one.until - TODAY for one in looked()[0] if one] == [timedelta(2)] * 3
    desk.keep(room(ada), letter(TOMORROW), once(), item=kept.item, rev=kept.rev)
    assert looked()[0] == [Morning(TOMORROW, kept.item)] * 3
    desk.forget(room(ada), kept.item)
    assert [one.until - TODAY for one in looked()[0] if one] == [timedelta(10)] * 3


def test_what_is_written_down_of_a_first_morning_is_not_taken_along_and_not_believed_by_itself(ada: Person) -> None:
    keep(ada, letter(TOMORROW))
    assert first_morning(room(ada)) is not None
    assert len(room(ada).me.aside) == 3
    taken = takeout.take(room(ada)).everything.me
    assert taken is not None
    assert taken.aside == ()
    desk.keep_me(room(ada), replace(room(ada).me, aside=("0" * 64, "1999-01-01", str(UUID(int=5)))))
    assert first_morning(room(ada)) != Morning(date(1999, 1, 1), UUID(int=5))


@contextmanager
def written_never() -> Iterator[None]:
    """The database takes nothing more."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = 1")
        try:
            yield
        finally:
            cursor.execute("PRAGMA query_only = 0")


def test_the_first_morning_is_found_where_nothing_can_be_written_down(ada: Person) -> None:
    if not is_sqlite():
        pytest.skip("a file that takes no more is tried on SQLite")
    kept = keep(ada, letter(TOMORROW))
    with written_never():
        assert first_morning(room(ada)) == Morning(TOMORROW, kept.item)
    assert room(ada).me.aside == ()
