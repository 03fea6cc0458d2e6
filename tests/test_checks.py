"""bin/test as a person meets it, on a machine that only pretends: its parts, its last line, what it needs."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping

import pytest

from tests.machine import Machine


def checked(machine: Machine, *arguments: str, **also: str) -> subprocess.CompletedProcess[str]:
    """What bin/test did on a machine with a pretended Chromium."""
    machine.pretend("3.13")
    also.setdefault("LEANINGS_CHROMIUM", str(machine.tools / "cat"))
    also.setdefault("LEANINGS_POSTGRESQL", "/nowhere")
    return machine.call("bin/test", *arguments, **also)


def test_every_part_runs_and_the_last_line_is_the_summary_of_pytest(machine: Machine) -> None:
    ran = checked(machine, "tests/test_house.py", "-k", "arrows")
    assert ran.returncode == 0
    assert machine.asked()[1:6] == ["ruff", "ruff", "mypy", "lint-imports", "leanings warm"]
    assert machine.asked()[6].endswith("tests/test_house.py -k arrows full=0")
    assert ran.stdout.splitlines()[-1] == "3 passed in 0.01s"


@pytest.mark.parametrize("broken", [{"BREAKS_ruff": "1"}, {"BREAKS_lint_imports": "1"}, {"PYTEST_EXIT": "1"}])
def test_a_part_that_fails_stops_nothing_but_fails_the_whole(machine: Machine, broken: Mapping[str, str]) -> None:
    ran = checked(machine, **broken)
    assert ran.returncode == 1
    assert len(machine.asked()) == 7
    assert "Not held: " in ran.stdout.splitlines()[-2]


def test_the_long_proofs_run_when_asked_for(machine: Machine) -> None:
    assert checked(machine, "--full").returncode == 0
    assert machine.asked()[-1].endswith("full=1")


def test_a_missing_chromium_fails_where_every_test_must_run(machine: Machine) -> None:
    assert checked(machine, LEANINGS_CHROMIUM="").returncode == 0
    strict = checked(machine, "tests/web", LEANINGS_CHROMIUM="", CI="true")
    assert strict.returncode == 1
    assert "Not held: Chromium." in strict.stdout


def with_postgresql(machine: Machine, **also: str) -> None:
    """Puts a PostgreSQL on the machine that only pretends, and writes down what it was asked to do."""
    programs = machine.tools / "postgresql"
    programs.mkdir()
    for name in ("initdb", "pg_ctl", "createdb"):
        code = also.get(name, "0")
        path = programs / name
        path.write_text(f'#!/bin/sh\necho "{name} $*" >>"$ASKED"\nexit {code}\n', encoding="utf-8")
        path.chmod(0o755)
    as_root = machine.tools / "runuser"
    as_root.write_text('#!/bin/sh\nshift 3\nexec "$@"\n', encoding="utf-8")
    as_root.chmod(0o755)
    (machine.tools / "chown").symlink_to("/bin/true")


def test_the_vault_is_tested_on_both_databases(machine: Machine) -> None:
    with_postgresql(machine)
    ran = checked(machine, LEANINGS_POSTGRESQL=str(machine.tools / "postgresql"))
    assert ran.returncode == 0
    started = next(line for line in machine.asked() if line.startswith("pg_ctl") and "start" in line)
    assert "listen_addresses= " in started
    vault, whole = (line for line in machine.asked() if line.startswith("pytest"))
    assert vault.endswith("tests/vault full=0")
    assert "tests/vault" not in whole
    assert ran.stdout.splitlines()[-2:] == ["PostgreSQL: 3 passed in 0.01s", "3 passed in 0.01s"]


def test_other_tests_need_no_other_database(machine: Machine) -> None:
    with_postgresql(machine)
    programs = str(machine.tools / "postgresql")
    checked(machine, "tests/test_house.py", LEANINGS_POSTGRESQL=programs)
    assert not any(line.startswith("initdb") for line in machine.asked())
    checked(machine, "tests/vault/test_seal.py", LEANINGS_POSTGRESQL=programs)
    assert any(line.startswith("initdb") for line in machine.asked())


@pytest.mark.parametrize("broken", [None, {"initdb": "1"}, {"createdb": "1"}])
def test_a_missing_postgresql_fails_where_every_test_must_run(machine: Machine, broken: dict[str, str] | None) -> None:
    programs = str(machine.tools / "postgresql")
    if broken is not None:
        with_postgresql(machine, **broken)
    ran = checked(machine, LEANINGS_POSTGRESQL=programs)
    assert ran.returncode == 0
    assert "the vault is tested on SQLite alone" in ran.stderr
    strict = checked(machine, LEANINGS_POSTGRESQL=programs, CI="true")
    assert strict.returncode == 1
    assert "Not held: PostgreSQL." in strict.stdout
