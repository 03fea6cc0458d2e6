"""D-34: the disk is full. Nothing is kept by half; what can be read is read; locking, leaving and erasing still work.

Once on a real disk of 20 MiB, where this machine lets one be made (it takes root, and Linux); once by a limit that
SQLite sets itself, and once by a limit on the size of files, which hold everywhere.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

from leanings.acts import desk, opening
from leanings.acts.opening import CannotOpen, CannotWrite, DiskFull, Draft, Level
from leanings.core.me import Me
from leanings.vault import start, store, turnstile
from leanings.vault.places import erased_in_part
from leanings.vault.turnstile import LEAST, RESERVE, reserve_file
from tests.keeping import NOW, all_rows, counted, entry, house_in, is_sqlite, once, raw, settle, words_of
from tests.vault.children import begin

MANY = 1200  # things of somebody who has been here for years
LONG = "a long text " * 20_000  # 240 kB
LEFT = 200  # kB that a full disk may still have
Say = Callable[[object], None]


@pytest.fixture(name="disk")
def small_disk(database: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:  # noqa: ARG001  # first
    """A house on a disk of 20 MiB."""
    if not is_sqlite():
        pytest.skip("this disk would be the one of the house, and PostgreSQL has one of its own")
    place = tmp_path / "disk"
    place.mkdir()
    mounted = sys.platform == "linux" and _run("mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(place))
    if not mounted:
        pytest.skip("no disk of one's own can be made here; the two tests with limits below hold everywhere")
    try:
        yield from house_in(place, monkeypatch)
    finally:
        connection.close()
        _run("umount", "--lazy", str(place))


def test_a_full_disk_keeps_nothing_by_half_and_nobody_from_reading_locking_or_erasing(disk: Path) -> None:
    """Kept, edited, set, put aside, a place made: each is refused by the same sentence, and no row changes. Reading
    goes on, a minute later too. Locking, unlocking, the door, leaving, forgetting a long thing: all work. With room
    again, everything is as it was."""
    ada, ben = settle("Ada"), settle("Ben")
    ada.keep(entry("kept before"))
    long = ada.keep(entry(LONG))
    _fill(disk)
    before = all_rows()
    room = ada.room()
    for act in (
        lambda: desk.keep(room, entry("not kept"), once()),
        lambda: desk.keep(room, entry("not kept"), once(), item=long.item, rev=1),
        lambda: desk.keep_me(room, Me(plan="not kept")),
        lambda: opening.keep_draft(ada.token, Draft(once(), "/", "x=1", 1), NOW),
        lambda: settle("Eve"),
        lambda: opening.change(room, "second words of Ada"),
        lambda: opening.new_code(room),
    ):
        with pytest.raises(DiskFull, match="no room left"):
            _call(act)
    assert all_rows() == before
    assert sorted(words_of(ada.room(NOW))) == sorted(["kept before", LONG])
    assert opening.visit(ada.token, NOW.replace(minute=6)).level is Level.FRESH
    locked = opening.lock(ada.token, NOW)
    assert opening.visit(locked, NOW).level is Level.LOCKED
    ada.token = opening.reopen(locked or "", ada.passphrase, NOW)
    assert words_of(ben.open()) == []
    opening.leave(ben.token)
    assert ben.level() is Level.NONE
    desk.forget(ada.room(), long.item)
    assert words_of(ada.room()) == ["kept before"]
    (disk / "ballast").unlink()
    ada.keep(entry("kept again"))
    assert reserve_file().stat().st_size == RESERVE
    _sound()


def test_a_place_of_years_is_erased_on_a_full_disk(disk: Path) -> None:
    """Its keys go at once, which takes little room: nobody can open any of it from that moment. The rows that there is
    no room to take out go at the next start with room. Ben's place does not change."""
    ada, ben = settle("Ada"), settle("Ben")
    ben.keep(entry("mine"))
    store.keep_all(ada.room(), [entry(f"entry {number} " * 30) for number in range(MANY)])
    code = opening.new_code(ada.room())
    _fill(disk)
    opening.erase_place(ada.room())
    assert ada.level() is Level.NONE
    with pytest.raises(CannotOpen):
        opening.open_place(ada.name, ada.passphrase, ada.address, NOW)
    with pytest.raises(opening.WrongCode):
        opening.open_with_code(code, "another-drawn-name", "four words or so", ada.address, NOW)
    connection.close()
    (disk / "ballast").unlink()
    start.tidy(NOW)
    assert erased_in_part() == []
    assert counted() == counted() | {"place": 1, "item": 2, "item_blob": 2, "key_item": 2, "session": 1}
    assert words_of(ben.open()) == ["mine"]
    _sound()


def test_the_disk_fills_while_somebody_writes_and_what_was_acknowledged_is_there(disk: Path) -> None:
    """Long things, one after the other, until there is no room: what was said to be kept is there, the one that was
    refused is not, and the reserve was not eaten into, so that everything can still be locked and erased. What was
    erased makes room in the file, and as much can be written again."""
    ada = settle("Ada")
    room = ada.room()
    kept = _until_full(room)
    assert 10 < kept < 80
    assert len(words_of(room)) == kept
    for found in desk.drawer(room, "journal"):
        assert (disk / "reserve").stat().st_size == RESERVE
        desk.forget(room, found.item)
    assert _until_full(room) == pytest.approx(kept, abs=5)
    _sound()


def test_the_reserve_is_given_up_for_what_must_be_and_kept_from_all_else(disk: Path) -> None:
    """Once it was given up, nothing but what must be is written until there is room for it again: else the last room on
    the disk would go to whoever writes next, and the next lock would fail."""
    ada = settle("Ada")
    _fill(disk, RESERVE // 1024 + LEFT)
    assert reserve_file().exists()
    _fill(disk, LEFT, "more")
    ada.token = opening.lock(ada.token, NOW) or ""
    assert not reserve_file().exists()
    ada.token = opening.reopen(ada.token, ada.passphrase, NOW)
    with pytest.raises(DiskFull):
        ada.keep(entry("would take the last room"))
    (disk / "more").unlink()
    (disk / "ballast").unlink()
    ada.keep(entry("room again"))
    assert reserve_file().exists()


def test_a_migration_on_a_full_disk_stops_and_can_be_run_again(disk: Path) -> None:
    """A table of a later schema does not fit: what was there is there, and the next run goes through."""
    ada = settle("Ada")
    ada.keep(entry("kept before"))
    _fill(disk, 4)
    child = begin(_make_table)
    assert child.hear() == "refused"
    child.hear_all()
    assert "later_one" not in connection.introspection.table_names()
    assert words_of(ada.room()) == ["kept before"]
    (disk / "ballast").unlink()
    child = begin(_make_table)
    assert child.hear() == "made"
    child.hear_all()
    assert "later_one" in connection.introspection.table_names()
    _sound()


def test_a_file_that_may_not_grow_refuses_and_stays_whole(house: Path) -> None:
    """SQLite's own limit of pages: "database or disk is full" in the middle of an act. No half rows; forgetting,
    locking and leaving need no more pages, and work."""
    ada = settle("Ada")
    kept = ada.keep(entry("kept before"))
    room, before = ada.room(), all_rows()
    with connection.cursor() as cursor:
        (pages,) = cursor.execute("PRAGMA page_count").fetchone()
        assert cursor.execute(f"PRAGMA max_page_count = {pages}").fetchone() == (pages,)
    with pytest.raises(DiskFull):
        desk.keep(room, entry(LONG), once())
    with pytest.raises(DiskFull):
        store.keep_all(room, [entry(f"entry {number} " * 50) for number in range(100)])
    assert all_rows() == before
    desk.forget(room, kept.item)
    locked = opening.lock(ada.token, NOW)
    opening.leave(locked)
    assert counted()["item"] == 1
    assert house.is_dir()
    _sound()


def test_a_process_that_may_write_no_larger_file_refuses_and_stays_whole(house: Path) -> None:
    """RLIMIT_FSIZE, as a host may set it: a sentence and not a dead server, and nothing by half."""
    ada = settle("Ada")
    ada.keep(entry("kept before"))
    connection.close()
    size = (house / "db.sqlite3").stat().st_size
    child = begin(_write_under_a_limit, ada.token, max(size, RESERVE))
    told = child.hear_all()
    assert told[-1] == "refused"
    assert len(words_of(ada.room())) == 1 + told.count("kept")
    assert ada.keep(entry("room again")).rev == 1
    _sound()


def _until_full(room: desk.Room) -> int:
    """How many long things are kept until one is refused."""
    for kept in range(200):
        try:
            desk.keep(room, entry(LONG), once())
        except DiskFull:
            return kept
    raise AssertionError("the disk has no end")


def _write_under_a_limit(say: Say, token: str, size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    room = opening.visit(token, NOW).room
    assert room is not None
    try:
        for _ in range(200):
            desk.keep(room, entry(LONG), once())
            say("kept")
    except (DiskFull, CannotWrite):
        say("refused")


def _make_table(say: Say) -> None:
    from django.db import OperationalError, migrations, models  # here: a child has them loaded already
    from django.db.migrations.state import ProjectState

    table = migrations.CreateModel("LaterOne", [("id", models.UUIDField(primary_key=True))], {"db_table": "later_one"})
    before, after = ProjectState(), ProjectState()
    table.state_forwards("vault", after)
    try:
        with connection.schema_editor(atomic=True) as editor:
            table.database_forwards("vault", editor, before, after)
        say("made")
    except OperationalError:
        say("refused")


def _fill(place: Path, left: int = LEFT, name: str = "ballast") -> None:
    """Fill the disk until only so many kB are left."""
    connection.close()
    with (place / name).open("wb") as ballast:
        while (free := os.statvfs(place).f_bavail * os.statvfs(place).f_frsize - left * 1024) > 0:
            ballast.write(bytes(min(free, 1 << 20)))
            ballast.flush()
    assert left > RESERVE // 1024 or not turnstile.has_room()
    assert LEAST > LEFT * 1024


def _sound() -> None:
    with raw() as file:
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []


def _run(*command: str) -> bool:
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603  # mount, umount
    except OSError:
        return False


def _call(act: Callable[[], object]) -> None:
    act()
