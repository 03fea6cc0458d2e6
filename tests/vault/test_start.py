"""What is looked at before anything is served: secrets (D-39), the hardening of SQLite, what is left to tidy."""

from __future__ import annotations

import os
import re
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leanings.acts import opening
from leanings.acts.opening import CannotOpen, Level
from leanings.vault import start
from leanings.vault.models import KeySlot, Place, Session, Tombstone
from leanings.vault.secrets import SecretLost, pepper
from leanings.vault.start import NotHardened, check_secrets, check_settings, tidy
from leanings.vault.turnstile import one_act, reserve_file
from tests.keeping import NOW, TODAY, Person, all_rows, counted, entry, is_sqlite, settle, words_of


@pytest.fixture
def secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of secrets of its own, with a pepper."""
    folder = tmp_path / "secrets"
    monkeypatch.setenv("LEANINGS_SECRETS", str(folder))
    check_secrets()
    return folder


def test_a_new_installation_makes_its_secrets_for_its_owner_alone(secrets: Path) -> None:
    """Pepper and server secret, 32 random bytes each, read-only, in a folder nobody else may enter."""
    assert sorted(path.name for path in secrets.iterdir()) == ["pepper-p1", "server"]
    assert {path.stat().st_mode & 0o777 for path in secrets.iterdir()} == {0o400}
    assert secrets.stat().st_mode & 0o077 == 0
    assert len({path.read_bytes() for path in secrets.iterdir()}) == 2
    assert {len(path.read_bytes()) for path in secrets.iterdir()} == {32}
    before = {path.name: path.read_bytes() for path in secrets.iterdir()}
    check_secrets()
    assert {path.name: path.read_bytes() for path in secrets.iterdir()} == before


@pytest.mark.parametrize("fault", ["gone", "another", "short", "empty folder", "moved host"])
def test_without_its_pepper_nothing_starts_and_nothing_is_touched(secrets: Path, fault: str) -> None:
    """D-39: no pepper, another pepper, a cut one, none of the secrets, a move that left them behind. A sentence that
    names the file, no row changed, no pepper made in silence; with the right one back, all is as before."""
    ada = settle("Ada")
    ada.keep(entry("under the first pepper"))
    right, before = (secrets / "pepper-p1").read_bytes(), all_rows()
    for path in list(secrets.iterdir()):
        if fault in ("empty folder", "moved host") or path.name == "pepper-p1":
            path.unlink()
    if fault == "moved host":
        secrets.rmdir()
    if fault in ("another", "short"):
        (secrets / "pepper-p1").write_bytes(os.urandom(32 if fault == "another" else 31))
    left = sorted(secrets.iterdir()) if secrets.is_dir() else []
    with pytest.raises(SecretLost, match=r"pepper-p1.*--new-pepper"):
        check_secrets()
    assert all_rows() == before
    assert (sorted(secrets.iterdir()) if secrets.is_dir() else []) == left
    secrets.mkdir(exist_ok=True)
    (secrets / "pepper-p1").unlink(missing_ok=True)
    (secrets / "pepper-p1").write_bytes(right)
    check_secrets()
    assert words_of(ada.open()) == ["under the first pepper"]


@pytest.mark.parametrize("another", [False, True])
def test_with_a_new_pepper_the_recovery_code_opens_and_no_row_is_rewritten(secrets: Path, another: bool) -> None:
    """D-39: the pepper is lost, or another file lies in its place. One start with --new-pepper, not two; it changes no
    row; the passphrase opens nothing; the code, which needs no pepper, opens everything."""
    ada, ben = settle("Ada"), settle("Ben")
    ada.keep(entry("under the first pepper"))
    code = opening.new_code(ada.room())
    (secrets / "pepper-p1").unlink()
    if another:
        (secrets / "pepper-p1").write_bytes(os.urandom(32))
    before = all_rows()
    check_secrets(new_pepper=True)
    assert all_rows() == before
    assert (secrets / "pepper-p2").exists()
    check_secrets()  # the next start, without the option
    for person in (ada, ben):
        with pytest.raises(CannotOpen):
            opening.open_place(person.name, person.passphrase, person.address, NOW)
    token = opening.open_with_code(code, "drawn-anew-name", "another four words", ada.address, NOW)
    ada = Person("Ada", "drawn-anew-name", "another four words", token)
    assert words_of(ada.room()) == ["under the first pepper"]
    assert words_of(ada.open()) == ["under the first pepper"]
    eve = settle("Eve")
    assert words_of(eve.open()) == []


def test_a_pepper_is_replaced_place_by_place_as_each_is_opened(secrets: Path) -> None:
    """A host who makes another pepper while the old one is still there shuts nobody out: who opens gets the new one."""
    ada, ben = settle("Ada"), settle("Ben")
    check_secrets(new_pepper=True)
    newest = pepper(secrets).id
    assert newest.startswith("p2-")
    ada.open()
    peppers = dict(Place.objects.values_list("lookup", "pepper_id"))
    assert sorted(id.partition("-")[0] for id in peppers.values()) == ["p1", "p2"]
    ada.open()
    ben.open()
    assert set(Place.objects.values_list("pepper_id", flat=True)) == {newest}
    (secrets / "pepper-p1").unlink()  # nobody needs it any more
    check_secrets()
    ada.open()


def test_the_newest_pepper_may_not_be_lost_either(secrets: Path) -> None:
    """With an older one still there, a start would serve places that nobody can open: it is refused."""
    check_secrets(new_pepper=True)
    settle("Ada")
    (secrets / "pepper-p2").unlink()
    with pytest.raises(SecretLost, match="pepper-p2"):
        check_secrets()


def test_another_server_secret_ends_every_session_and_nothing_else(secrets: Path) -> None:
    """Whoever comes back opens with the passphrase; the old cookie is nobody's, can be locked, and can leave."""
    ada, ben = settle("Ada"), settle("Ben")
    ada.keep(entry("still here"))
    (secrets / "server").unlink()
    check_secrets()
    assert opening.visit(ada.token, NOW).level is Level.NONE
    assert opening.lock(ada.token, NOW) is None
    opening.leave(ben.token)
    assert not Session.objects.exists()
    assert words_of(ada.open()) == ["still here"]


def test_sqlite_runs_as_hardened_as_was_asked() -> None:
    """Read back from the database itself. Take any of them out of web/database.py, and this fails."""
    if not is_sqlite():
        pytest.skip("these are settings of SQLite")
    check_settings()
    wanted = {"journal_mode": "delete", "synchronous": 2, "secure_delete": 1, "trusted_schema": 0}
    wanted |= {"foreign_keys": 1, "temp_store": 2, "busy_timeout": 20_000}
    with connection.cursor() as cursor:
        for name, value in wanted.items():
            assert cursor.execute(f"PRAGMA {name}").fetchone()[0] == value, name
    assert settings.DATABASES["default"]["ATOMIC_REQUESTS"] is False
    name = connection.settings_dict["NAME"]
    assert ":memory:" not in name
    assert "mode=memory" not in name


@pytest.mark.parametrize(
    "pragma", ["journal_mode = WAL", "synchronous = NORMAL", "secure_delete = OFF", "trusted_schema = ON"]
)
def test_a_setting_that_did_not_take_stops_the_start(house: Path, pragma: str) -> None:
    """As on a SQLite that was built to ignore it: the refusal names the setting."""
    assert house.is_dir()
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
    with pytest.raises(NotHardened, match=pragma.partition(" ")[0]):
        check_settings()


def test_every_act_takes_the_write_lock_at_its_beginning() -> None:
    """IMMEDIATE: a transaction that reads first and writes later would fail halfway when another one wrote meanwhile.
    On PostgreSQL the queue is asked for before anything is read."""
    ada = settle("Ada")
    with CaptureQueriesContext(connection) as seen:
        ada.keep(entry("seen"))
    asked = [query["sql"] for query in seen.captured_queries]
    if is_sqlite():
        assert "BEGIN IMMEDIATE" in asked
        assert "BEGIN" not in asked
        return
    first = next(number for number, sql in enumerate(asked) if "pg_advisory_xact_lock" in sql)
    assert not any(re.match("INSERT|UPDATE|DELETE", sql) for sql in asked[:first])


def test_nobody_writes_while_an_act_runs() -> None:
    """The lock is there: another connection to the file is turned away, within the act and not after it."""
    if not is_sqlite():
        pytest.skip("PostgreSQL is asked in test_writers.py")
    with one_act():
        other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None, timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()


def test_the_start_ends_old_sessions_and_finishes_what_was_erased_in_part() -> None:
    """Sessions over their time go; of a place whose keys are gone nothing is left; others stay as they are."""
    ada, ben = settle("Ada"), settle("Ben")
    ada.keep(entry("to be erased"))
    ben.keep(entry("to stay"))
    place = ada.room().place
    with one_act():  # as a power cut between the two acts of erasing leaves it
        KeySlot.objects.filter(place_id=place).delete()
        Session.objects.filter(place_id=place).delete()
        Tombstone.objects.create(id=place, day=TODAY)
    late = settle("Eve", now=NOW + timedelta(hours=12))
    tidy(NOW + timedelta(hours=13))
    assert Session.objects.count() == 1
    assert late.level(NOW + timedelta(hours=13)) is Level.LOCKED
    assert Place.objects.count() == 2
    assert KeySlot.objects.values("place").distinct().count() == 2
    assert words_of(ben.open()) == ["to stay"]
    assert reserve_file().stat().st_size > 1 << 20
    assert counted()["item"] == 3  # two self documents, and what Ben keeps
    assert start.check_structure() is None
