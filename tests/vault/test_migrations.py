"""D-38, second half: migrations run from empty, again without harm, on after a crash, and never open anything."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection, migrations, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from leanings.vault.models import Place
from tests.keeping import all_rows, entry, settle, words_of
from tests.tree import PACKAGE, imports, python_files

MIGRATIONS = sorted((PACKAGE / "vault" / "migrations").glob("0*.py"))
HARMLESS = {"django.db", "django.db.models", "django.db.models.deletion", "uuid", "__future__"}


class CrashedHere(Exception):
    """A power cut, for a test."""


def test_the_tables_are_made_from_nothing_and_are_those_of_the_models() -> None:
    """From an empty database to the models of today, with nothing left to make; and all the way back."""
    call_command("migrate", "vault", "zero", interactive=False, verbosity=0)
    assert not _tables() & {"place", "item", "key_slot"}
    call_command("migrate", interactive=False, verbosity=0)
    named = {model._meta.db_table for model in models_of_the_vault()}
    assert named <= _tables()
    call_command("makemigrations", "vault", check=True, dry_run=True, verbosity=0)


def test_running_them_again_changes_nothing() -> None:
    """As every start does."""
    ada = settle("Ada")
    ada.keep(entry("still here"))
    before = all_rows()
    call_command("migrate", interactive=False, verbosity=0)
    assert all_rows() == before
    assert words_of(ada.room()) == ["still here"]


@pytest.mark.parametrize("done", range(4))
def test_a_crash_in_the_middle_leaves_what_was_there_and_can_be_run_again(done: int) -> None:
    """A migration that stops after so many steps: nothing of it stays, every text opens, and the next run goes through.

    Both databases put the whole migration into one transaction; a migration that says otherwise fails here.
    """
    ada = settle("Ada")
    ada.keep(entry("before the crash"))
    before, tables = all_rows(), _tables()
    with pytest.raises(CrashedHere):
        _run(_later_migration(crash_after=done))
    connection.close()
    assert _tables() == tables
    assert all_rows() == before
    assert ("vault", "9999_later") not in MigrationRecorder(connection).applied_migrations()
    _run(_later_migration(crash_after=None))
    assert "later_one" in _tables()
    assert words_of(ada.room()) == ["before the crash"]
    _undo(_later_migration(crash_after=None))
    assert _tables() == tables


def test_every_migration_is_one_transaction() -> None:
    """So that a crash leaves the tables of before or those of after."""
    loader = MigrationLoader(connection)
    ours = {name: migration for (app, name), migration in loader.disk_migrations.items() if app == "vault"}
    assert set(ours) == {path.stem for path in MIGRATIONS}
    assert [name for name, migration in ours.items() if not migration.atomic] == []


def test_no_migration_can_open_anything() -> None:
    """They import neither keys nor seals nor our documents: content moves as ciphertext or not at all."""
    names = {f"src/leanings/vault/migrations/{path.name}" for path in MIGRATIONS}
    found = {name: set(imports(tree)) for name, tree in python_files() if name in names}
    assert set(found) == names
    for name, modules in found.items():
        foreign = {module for module in modules if not _is_harmless(module)}
        assert foreign == set(), f"{name} imports what a migration has no use for"


def test_an_older_leanings_does_not_write_into_a_newer_database() -> None:
    """After a downgrade the tables of a later schema are there and this code does not know them: nothing is dropped,
    nothing is rewritten, and every text it knows still opens."""
    ada = settle("Ada")
    ada.keep(entry("kept before the downgrade"))
    later = _later_migration(crash_after=None)
    _run(later)
    before = all_rows()
    call_command("migrate", interactive=False, verbosity=0)  # by the older code, which has no 9999
    assert "later_one" in _tables()
    assert all_rows() == before
    assert words_of(ada.room()) == ["kept before the downgrade"]
    _undo(later)


def test_names_of_tables_say_which_hold_keys() -> None:
    """Tables named key_* hold keys and are backed up apart from all others; no table tells when a row was written."""
    for model in models_of_the_vault():
        kinds = {type(field) for field in model._meta.concrete_fields}
        assert not kinds & {models.DateTimeField, models.TimeField}
        assert not any(getattr(field, "auto_now", False) for field in model._meta.concrete_fields)
    keys = {model.__name__ for model in models_of_the_vault() if model._meta.db_table.startswith("key_")}
    assert keys == {"KeyItem", "KeySlot", "KeyEnvelope"}


def models_of_the_vault() -> list[type[models.Model]]:
    """Every model there is."""
    return list(Place._meta.app_config.get_models())


def _tables() -> set[str]:
    return set(connection.introspection.table_names())


def _is_harmless(module: str) -> bool:
    return module in HARMLESS or any(module == f"{known}.{module.rpartition('.')[2]}" for known in HARMLESS)


def _later_migration(crash_after: int | None) -> migrations.Migration:
    """A migration as one may come later: two tables, a column, and a crash after some of the steps."""
    steps: list[migrations.operations.base.Operation] = [
        migrations.CreateModel("LaterOne", [("id", models.UUIDField(primary_key=True))], {"db_table": "later_one"}),
        migrations.CreateModel("LaterTwo", [("id", models.UUIDField(primary_key=True))], {"db_table": "later_two"}),
        migrations.AddField("LaterOne", "mark", models.BinaryField(null=True)),
    ]
    if crash_after is not None:
        steps.insert(crash_after, migrations.RunPython(_crash))
    told = {"operations": steps, "dependencies": [("vault", MIGRATIONS[-1].stem)]}
    later: migrations.Migration = type("Later", (migrations.Migration,), told)("9999_later", "vault")
    return later


def _crash(_apps: object, _editor: object) -> None:
    raise CrashedHere


def _run(later: migrations.Migration) -> None:
    executor = MigrationExecutor(connection)
    state = executor.loader.project_state(("vault", MIGRATIONS[-1].stem))
    executor.apply_migration(state, later)


def _undo(later: migrations.Migration) -> None:
    executor = MigrationExecutor(connection)
    state = executor.loader.project_state(("vault", MIGRATIONS[-1].stem))
    executor.unapply_migration(state, later)
