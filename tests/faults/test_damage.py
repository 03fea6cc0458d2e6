"""D-35: the file of the database is damaged: single bits, whole pages, its end. What is damaged is marked or refused,
all else opens, and nothing that can be read is ever another text than was written."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from django.db import DatabaseError, connection

from leanings.acts import desk, opening
from leanings.acts.opening import CannotWrite, Level
from leanings.core.me import Me
from leanings.core.refusal import Refusal
from leanings.vault import start, turnstile, verify
from leanings.vault.locks import LockDamaged
from leanings.vault.models import ItemBlob, KeyItem, KeySlot, Place
from leanings.vault.slots import SlotDamaged
from leanings.vault.turnstile import CannotRead
from tests.keeping import NOW, Person, all_rows, entry, once, raw, settle, words_of

pytestmark = pytest.mark.usefixtures("house")

PAGE = 4096
TEXTS = [f"text {number} of Ada " + "long " * (40 * number) for number in range(12)]


@pytest.fixture
def ada(house: Path) -> Person:
    """Ada, with twelve things, short and long, and a code; Ben lives here too."""
    settle("Ben").keep(entry("Ben's own"))
    person = settle("Ada", me=Me(plan="the plan"))
    for text in TEXTS:
        person.keep(entry(text))
    assert house.is_dir()
    return person


@pytest.mark.parametrize("seed", range(3))
def test_flipped_bits_mark_exactly_the_things_they_lie_in(ada: Person, seed: int) -> None:
    """Four things, one bit each, in the key or in the text, in the file itself: just these are marked, by their id and
    nothing else; the others open, on every page, in the search, and one by one."""
    dice = random.Random(seed)  # noqa: S311  # chance for a test
    found = desk.drawer(ada.room(), "journal")
    spoilt = {one.item for one in dice.sample(found, 4)}
    for item in spoilt:
        key, text = KeyItem.objects.get(item_id=item), ItemBlob.objects.get(item_id=item)
        _flip(bytes(dice.choice([key.blob, text.blob])), dice)
    room = ada.room()
    left = sorted(one.doc.text() for one in found if one.item not in spoilt)
    assert sorted(words_of(room)) == left
    page = desk.page(room, "journal")
    assert sorted(one.doc.text() for one in page.found) == left
    assert page.damaged == 4
    assert sorted(one.doc.text() for one in desk.search(room, "of ada").found) == left
    for one in found:
        if one.item in spoilt:
            with pytest.raises(opening.CannotBeOpened):
                desk.find(room, one.item, "journal")
    damage = [each for each in verify.damaged_in(room) if each.what == "item"]
    assert {UUID(each.id) for each in damage} == spoilt
    ada.keep(entry("still writing"))
    desk.forget(ada.room(), next(iter(spoilt)))
    assert desk.page(ada.room(), "journal").damaged == 3


def test_a_damaged_lock_leaves_the_recovery_code(ada: Person) -> None:
    """The slot of the passphrase: the passphrase is right, and the sentence says that a code still opens; it does, and
    everything is there. How the passphrase is stretched: the same way out."""
    code = opening.new_code(ada.room())
    place = ada.room().place
    _flip(bytes(KeySlot.objects.get(place_id=place, kind="pw").blob), random.Random(1))  # noqa: S311  # as above
    with pytest.raises(SlotDamaged):
        ada.open()
    ada = _by_code(ada, code, "second-drawn-name")
    assert sorted(words_of(ada.open())) == sorted(TEXTS)
    code = opening.new_code(ada.room())
    _flip(Place.objects.get(id=place).kdf.encode(), random.Random(2))  # noqa: S311  # as above
    with pytest.raises((LockDamaged, opening.CannotOpen)):
        ada.open()
    ada = _by_code(ada, code, "third-drawn-name")
    assert sorted(words_of(ada.open())) == sorted(TEXTS)


@pytest.mark.parametrize("kind", ["dk", "usk", "sig"])
@pytest.mark.parametrize("way", ["passphrase", "code"])
def test_what_lies_under_the_user_key_is_made_anew_when_it_is_damaged(ada: Person, kind: str, way: str) -> None:
    """The drawer key, the key of envelopes, the key of consents: at the next opening there is another one, every thing
    is found again under its new tokens, and forms are put aside and found as ever."""
    code, place = opening.new_code(ada.room()), ada.room().place
    _flip(bytes(KeySlot.objects.get(place_id=place, kind=kind).blob), random.Random(3))  # noqa: S311  # as above
    if way == "code":
        ada = _by_code(ada, code, "second-drawn-name")
    room = ada.open()
    assert sorted(words_of(room)) == sorted(TEXTS)
    assert room.me == Me(plan="the plan")
    assert not room.me_lost
    form = once()
    opening.keep_draft(ada.token, opening.Draft(form, "/", "x=1", 1), NOW)
    assert [draft.form for draft in opening.waiting(ada.room())] == [form]
    ada.keep(entry("written since"))
    assert list(verify.damages()) == []
    assert list(verify.damaged_in(ada.room())) == []


def test_a_damaged_session_is_nobodys_and_the_place_opens_at_the_door(ada: Person) -> None:
    """The cookie opens nothing, and can still be locked and left; name and passphrase open everything."""
    with raw() as file:
        blob = file.execute(
            "SELECT wrapped_uk FROM session WHERE wrapped_uk IS NOT NULL ORDER BY rowid DESC"
        ).fetchone()
    _flip(blob[0], random.Random(4))  # noqa: S311  # as above
    assert opening.visit(ada.token, NOW).level is Level.NONE
    assert not opening.keep_draft(ada.token, opening.Draft(once(), "/", "x=1", 1), NOW)
    assert opening.lock(ada.token, NOW) is None
    opening.leave(ada.token)
    assert sorted(words_of(ada.open())) == sorted(TEXTS)


def test_every_page_that_is_zeroed_is_met_with_a_refusal_or_does_no_harm(ada: Person, house: Path) -> None:
    """Page by page, the whole file under --full, else a third of it: whatever can still be read is true; what cannot be
    is refused; and where SQLite finds the structure damaged, the start says so."""
    file, truth = house / "db.sqlite3", _truth(ada)
    whole = file.read_bytes()
    pages, harmed = range(0, len(whole) // PAGE, 1 if os.environ.get("LEANINGS_FULL") == "1" else 3), 0
    for at in pages:
        harmed += _spoiled(file, whole[: at * PAGE] + bytes(PAGE) + whole[(at + 1) * PAGE :], ada, truth)
        _restored(file, whole)
    assert harmed > len(pages) // 3
    assert sorted(words_of(ada.room())) == sorted(TEXTS)


def test_a_file_that_was_cut_is_met_with_a_refusal(ada: Person, house: Path) -> None:
    """Cut after each eighth of its pages, and in the middle of one; or empty, which is no house of ours any more."""
    file, truth = house / "db.sqlite3", _truth(ada)
    whole = file.read_bytes()
    for eighths in range(8):
        end = len(whole) // PAGE * eighths // 8 * PAGE + (eighths % 2) * 100
        assert _spoiled(file, whole[:end], ada, truth)
        _restored(file, whole)
    assert sorted(words_of(ada.room())) == sorted(TEXTS)


def test_a_file_of_noise_is_met_with_a_refusal(ada: Person, house: Path) -> None:
    """A few bytes of every page at a time, wherever they fall, in twelve rounds."""
    file, truth = house / "db.sqlite3", _truth(ada)
    whole = file.read_bytes()
    for seed in range(12):
        dice, noisy = random.Random(seed), bytearray(whole)  # noqa: S311  # as above
        for at in range(0, len(noisy), PAGE):
            noisy[at + dice.randrange(PAGE)] = dice.randrange(256)
        _spoiled(file, bytes(noisy), ada, truth)
        _restored(file, whole)


def test_when_the_structure_is_damaged_one_may_still_open_read_lock_and_leave(ada: Person, house: Path) -> None:
    """The index of drawers is gone: nothing is kept any more, by a sentence; the place opens, a thing that is asked for
    by its id is there, it can be locked and left. After the repair all is as it was."""
    file = house / "db.sqlite3"
    whole = file.read_bytes()
    item = desk.drawer(ada.room(), "journal")[0]
    _zero_index("item_drawer", file)
    assert start.check_structure() == turnstile.DAMAGED
    for act in (
        lambda: ada.keep(entry("not kept")),
        lambda: desk.keep_me(ada.room(), Me(plan="not kept")),
        lambda: opening.keep_draft(ada.token, opening.Draft(once(), "/", "x=1", 1), NOW),
        lambda: settle("Eve"),
    ):
        with pytest.raises(CannotWrite, match="damaged"):
            _call(act)
    ada.token = opening.open_place(ada.name, ada.passphrase, ada.address, NOW)
    assert opening.visit(ada.token, NOW).level is Level.FRESH
    assert desk.find(ada.room(), item.item, "journal").doc == item.doc
    locked = opening.lock(ada.token, NOW)
    assert opening.visit(locked, NOW).level is Level.LOCKED
    opening.leave(locked)
    turnstile.write_again()
    _restored(file, whole)
    assert start.check_structure() is None
    ada.open()
    assert ada.keep(entry("kept again")).rev == 1


def _spoiled(file: Path, bytes_: bytes, ada: Person, truth: dict[UUID, str]) -> bool:
    """Whether damage was met when all that a person can do was tried on this file. Nothing untrue may be shown."""
    connection.close()
    file.write_bytes(bytes_)
    met = False
    for act in (_read, _open_and_read, _write, _lock_and_leave):
        try:
            act(ada, truth)
        except (Refusal, DatabaseError, ValueError):  # ValueError: SQLite's own message, with the noise of a page in it
            met = True
    try:
        start.check_settings()
        met = bool(start.check_structure()) or met
    except Refusal:
        met = True
    return met


def _restored(file: Path, whole: bytes) -> None:
    connection.close()
    file.write_bytes(whole)
    Path(f"{file}-journal").unlink(missing_ok=True)
    turnstile.write_again()


def _room(ada: Person) -> desk.Room:
    room = opening.visit(ada.token, NOW).room
    if room is None:
        raise CannotRead  # her session was met; the door is tried on its own
    return room


def _read(ada: Person, truth: dict[UUID, str]) -> None:
    room = _room(ada)
    for item, text in truth.items():
        try:
            assert desk.find(room, item, "journal").doc.text() == text
        except Refusal:
            continue
    for found in (*desk.drawer(room, "journal"), *desk.search(room, "ada").found):
        assert found.doc.text() == truth[found.item]
    assert room.me == (Me() if room.me_lost else Me(plan="the plan"))


def _open_and_read(ada: Person, truth: dict[UUID, str]) -> None:
    token = opening.open_place(ada.name, ada.passphrase, f"10.3.{random.randrange(250)}.1", NOW)  # noqa: S311  # any network
    _read(Person("Ada", ada.name, ada.passphrase, token), truth)


def _write(ada: Person, truth: dict[UUID, str]) -> None:
    room = _room(ada)
    kept = desk.keep(room, entry("written on damage"), once())
    assert desk.find(room, kept.item, "journal").doc.text() == "written on damage"
    desk.forget(room, kept.item)
    assert kept.item not in truth


def _lock_and_leave(ada: Person, truth: dict[UUID, str]) -> None:
    opening.leave(opening.lock(ada.token, NOW))
    assert opening.visit(ada.token, NOW).level is Level.NONE
    assert truth


def _truth(ada: Person) -> dict[UUID, str]:
    return {one.item: one.doc.text() for one in desk.drawer(ada.room(), "journal")}


def _flip(cell: bytes, dice: random.Random) -> None:
    """Flip one bit of a cell where it lies in the file. A long cell lies in pieces; its beginning is looked for."""
    with raw() as file:
        path = Path(file.execute("PRAGMA database_list").fetchone()[2])
    whole = bytearray(path.read_bytes())
    begins = cell[: min(len(cell), 100)]
    at = whole.index(begins)
    assert whole.count(begins) == 1
    whole[at + dice.randrange(len(begins))] ^= 1 << dice.randrange(8)
    path.write_bytes(bytes(whole))


def _zero_index(name: str, path: Path) -> None:
    with raw() as file:
        (page,) = file.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [name]).fetchone()
    whole = path.read_bytes()
    path.write_bytes(whole[: (page - 1) * PAGE] + bytes(PAGE) + whole[page * PAGE :])


def _by_code(person: Person, code: str, name: str) -> Person:
    """The same person, who came in by the recovery code."""
    token = opening.open_with_code(code, name, "second words of Ada", person.address, NOW)
    return Person(person.who, name, "second words of Ada", token)


def _call(act: Callable[[], object]) -> None:
    act()
    assert all_rows()
