"""The two commands as a person meets them, on a machine made of a few tools and a Python that only pretends."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys

import pytest

from tests.machine import ROOT, Machine

SCRIPTS = ("bin/run", "bin/test", "bin/lock", "bin/setup.sh", "bin/postgresql.sh", ".ci/run")


def sentence(ran: subprocess.CompletedProcess[str]) -> str:
    """The one line that was said, by a command that refused."""
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert len(ran.stderr.splitlines()) == 1
    return ran.stderr.strip()


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("shell", [name for name in ("sh", "bash", "dash") if shutil.which(name)])
def test_every_shell_can_read_the_script(shell: str, script: str) -> None:
    ran = subprocess.run([shell, "-n", script], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603  # our own
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize("command", ["bin/run", "bin/test"])
def test_without_python_one_sentence_says_so(machine: Machine, command: str) -> None:
    assert "there is no Python here" in sentence(machine.call(command))


@pytest.mark.parametrize("command", ["bin/run", "bin/test"])
@pytest.mark.parametrize("version", ["3.9", "3.15", "2.7 bare"])
def test_a_python_that_does_not_fit_is_named(machine: Machine, command: str, version: str) -> None:
    machine.pretend(version)
    assert f"and the Python here is {version.partition(' ')[0]}" in sentence(machine.call(command))


def test_a_python_without_its_venv_part_names_the_package_that_brings_it(machine: Machine) -> None:
    machine.pretend("3.11 bare")
    assert "apt install python3.11-venv" in sentence(machine.call("bin/run"))


def test_a_python_that_fits_is_found_beside_one_that_does_not(machine: Machine) -> None:
    machine.pretend("3.9")
    machine.pretend("3.12", "python3.12")
    assert machine.call("bin/run", str(machine.diary())).returncode == 0


def test_a_file_that_is_not_there_is_named_before_anything_is_set_up(machine: Machine) -> None:
    assert "no file “lost.csv”" in sentence(machine.call("bin/run", "lost.csv"))
    assert "is a folder" in sentence(machine.call("bin/run", "."))
    assert "comes first" in sentence(machine.call("bin/run", "--json"))
    assert not (machine.checkout / ".venv").exists()


def test_a_place_that_cannot_be_written_is_named(machine: Machine) -> None:
    machine.pretend("3.13")
    said = sentence(machine.call("bin/run", str(machine.diary()), LEANINGS_HOME="/dev/null/ada"))
    assert "keeps things in “/dev/null/ada”, and that cannot be written" in said
    assert sentence(machine.call("bin/run", LEANINGS_HOME="/dev/null/ada")) == said


@pytest.mark.parametrize(
    ("pip_says", "expected"),
    [
        (
            "NewConnectionError: name resolution\nERROR: No matching distribution found for numpy==2",
            "needs the network",
        ),
        ("ERROR: [Errno 28] No space left on device", "The disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "is not the one requirements.lock names"),
        ("ERROR: No matching distribution found for numba==1", "no ready-made package of numba==1 for this system"),
        ("ERROR: something else", "what pip said is in"),
    ],
)
def test_a_set_up_that_fails_says_why_and_starts_afresh(machine: Machine, pip_says: str, expected: str) -> None:
    machine.pretend("3.13")
    failed = machine.call("bin/run", str(machine.diary()), PIP_SAYS=pip_says, PIP_EXIT="1")
    assert failed.returncode == 1
    assert expected in failed.stderr.splitlines()[-1]
    again = machine.call("bin/run", str(machine.diary()))
    assert again.returncode == 0
    assert "was not finished" in again.stderr


def test_a_diary_is_read_with_the_options_of_the_person_last(machine: Machine) -> None:
    machine.pretend("3.13")
    diary = machine.diary()
    ran = machine.call("bin/run", diary.name, "--signal", "close:0-10", "--html", "mine.html")
    reports = machine.home / ".leanings" / "reports"
    assert ran.returncode == 0
    assert machine.asked() == [
        "pip",
        "leanings warm",
        f"leanings read {diary.name} --html {reports}/reading.html --open --signal close:0-10 --html mine.html",
    ]
    assert stat.S_IMODE(reports.stat().st_mode) == 0o700


def test_without_a_file_the_house_opens_and_nothing_else_is_waited_for(machine: Machine) -> None:
    machine.pretend("3.13")
    ran = machine.call("bin/run")
    place = machine.home / ".leanings"
    assert ran.returncode == 0
    assert machine.asked() == ["pip", "leanings serve --open"]
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert list(place.iterdir()) == []


def test_a_server_can_be_set_up_without_opening_anything(machine: Machine) -> None:
    machine.pretend("3.13")
    ran = machine.call("bin/run", "--set-up")
    assert ran.returncode == 0
    assert machine.asked() == ["pip"]
    assert not (machine.home / ".leanings").exists()


def test_a_diary_nobody_kept_is_read_when_asked_for(machine: Machine) -> None:
    machine.pretend("3.13")
    ran = machine.call("bin/run", "--invented")
    place = machine.home / ".leanings"
    assert ran.returncode == 0
    assert (place / "invented.csv").read_text(encoding="utf-8") == "day,close\n"
    assert machine.asked()[2:] == [
        "leanings simulate --demo",
        f"leanings read {place}/invented.csv --invented --signal close:0-10 "
        f"--signal at ease:0-10 --signal slept well:0-10 --html {place}/reports/invented.html --open",
    ]
    assert "and nothing more" in sentence(machine.call("bin/run", "--invented", "--json"))


@pytest.mark.parametrize("told", [{}, {"LEANINGS_HOME": "/dev/null/ada"}, {"HOME": "/nowhere/at/all"}])
def test_the_demo_opens_without_a_place_of_its_own_or_of_anybody(machine: Machine, told: dict[str, str]) -> None:
    machine.pretend("3.13")
    before = sorted(machine.checkout.iterdir())
    assert machine.call("bin/run", "--demo", **told).returncode == 0
    assert machine.asked() == ["pip", "leanings serve --demo --open"]
    assert not (machine.home / ".leanings").exists()
    assert sorted(machine.checkout.iterdir()) == sorted([*before, machine.checkout / ".venv"])
    assert "and nothing more" in sentence(machine.call("bin/run", "--demo", "--port", "1"))


def test_what_can_be_asked_is_told_and_nothing_of_the_code(machine: Machine) -> None:
    ran = machine.call("bin/run", "--help")
    assert ran.returncode == 0
    told = ran.stdout.splitlines()
    assert [line.split()[1] for line in told if "bin/run --" in line] == ["--invented", "--demo", "--set-up"]
    assert told[-1].lstrip().startswith("bin/run --set-up")


@pytest.mark.parametrize("home", ["", "/nowhere/at/all"])
def test_without_a_home_everything_stays_in_the_checkout(machine: Machine, home: str) -> None:
    machine.pretend("3.13")
    assert machine.call("bin/run", str(machine.diary()), HOME=home).returncode == 0
    assert (machine.checkout / ".leanings" / "reports").is_dir()


def test_the_set_up_happens_once_and_again_only_when_the_lock_or_the_place_changed(machine: Machine) -> None:
    machine.pretend("3.13")
    diary = str(machine.diary())
    for _ in range(3):
        assert machine.call("bin/run", diary).returncode == 0
    assert machine.asked().count("pip") == 1
    assert machine.asked().count("leanings warm") == 1
    with (machine.checkout / "requirements.lock").open("a", encoding="utf-8") as lock:
        lock.write("# changed\n")
    assert "has changed" in machine.call("bin/run", diary).stderr
    assert machine.asked().count("pip") == 2
    moved = Machine(machine.checkout.rename(machine.checkout.with_name("moved")), machine.tools, machine.home)
    assert moved.call("bin/run", diary).returncode == 0
    assert moved.asked().count("pip") == 3


def test_the_tests_build_on_the_set_up_that_is_there_unless_it_was_interrupted(machine: Machine) -> None:
    machine.pretend("3.13")
    machine.call("bin/run", str(machine.diary()))
    failed = machine.call("bin/test", PIP_EXIT="1")
    assert failed.returncode == 1
    assert "made afresh" not in failed.stderr
    assert "was not finished" in machine.call("bin/run", str(machine.diary())).stderr


def test_a_change_in_the_engine_is_compiled_before_it_is_waited_for(machine: Machine) -> None:
    machine.pretend("3.13")
    machine.call("bin/run", str(machine.diary()))
    later = (machine.checkout / ".venv" / "stamp-warm").stat().st_mtime + 5
    kernel = machine.checkout / "src" / "leanings" / "engine" / "filter.py"
    kernel.touch()
    os.utime(kernel, (later, later))
    machine.call("bin/run", str(machine.diary()))
    assert machine.asked().count("leanings warm") == 2


def test_the_installed_command_starts_from_a_path_with_spaces(machine: Machine) -> None:
    package = machine.checkout / "src" / "leanings"
    (package / "__init__.py").touch()
    (package / "cli.py").write_text(
        "import sys\n\ndef run():\n    print(sys.argv[1:])\n    sys.exit(3)\n", encoding="utf-8"
    )
    venv = machine.checkout / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)  # noqa: S603  # a fixed command
    script = 'ROOT=$1 && . "$ROOT/bin/setup.sh" && venv=$ROOT/.venv && install_ourselves'
    subprocess.run(["sh", "-c", script, "sh", str(machine.checkout)], check=True)  # noqa: S603, S607  # our own script
    ran = machine.call(".venv/bin/leanings", "read", "ada's diary.csv")
    assert (ran.returncode, ran.stdout) == (3, "['read', \"ada's diary.csv\"]\n")
