"""What a host says: the file, the surroundings over it, and every way of getting it wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from leanings.web.config import Config, NotSet, read_config
from leanings.web.database import database

WHOLE = """
name = "Notes"
keeper = "Dr Cole, cole@example.org"
away = "https://weather.example/"
hosts = ["notes.example.org", "localhost"]
country = "de"
database = "postgresql://leanings@/leanings"
"""


def told(folder: Path, text: str, **environ: str) -> Config:
    """What is read from a file with this text."""
    (folder / "leanings.toml").write_text(text, encoding="utf-8")
    return read_config(folder, environ)


def test_nothing_has_to_be_said(tmp_path: Path) -> None:
    assert read_config(tmp_path, {}) == read_config(None, {}) == Config()
    assert Config().away.startswith("https://")


def test_all_of_the_file_is_heard(tmp_path: Path) -> None:
    assert told(tmp_path, WHOLE) == Config(
        name="Notes",
        keeper="Dr Cole, cole@example.org",
        away="https://weather.example/",
        hosts=("notes.example.org", "localhost"),
        country="DE",
        database="postgresql://leanings@/leanings",
    )


def test_the_surroundings_win_over_the_file_unless_they_say_nothing(tmp_path: Path) -> None:
    found = told(tmp_path, WHOLE, LEANINGS_HOSTS="a.example, b.example", LEANINGS_NAME="", LEANINGS_KEEPER="Eve")
    assert (found.hosts, found.name, found.keeper) == (("a.example", "b.example"), "Notes", "Eve")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("name = ", "is not TOML"),
        ("name = ''", "must be one line of text"),
        ("name = 'a\\nb'\nname = 'x'", "is not TOML"),
        ('name = "two\\nlines"', "must be one line of text"),
        ("keeper = 7", "must be one line of text"),
        (f"keeper = '{'a' * 301}'", "of at most 300 letters"),
        ("hosts = 'notes.example.org'", "must be a list of host names"),
        ("hosts = []", "must be a list of host names"),
        ("hosts = ['*']", "must be a list of host names"),
        ("hosts = ['.example.org']", "must be a list of host names"),
        ("hosts = ['Notes.example.org']", "in small letters"),
        ("hosts = ['notes.example.org:443']", "must be a list of host names"),
        ("away = 'javascript:alert(1)'", "must be a whole address"),
        ("away = '/now/'", "must be a whole address"),
        ("database = 'mysql://x'", "must be an address such as postgresql://leanings@/leanings"),
        ("country = 'Germany'", "must be the two letters of a country, such as DE."),
        ("colour = 'red'", "says “colour”, and the keys are name, keeper, away, hosts, database, country."),
    ],
)
def test_what_was_written_wrongly_is_named_with_its_file_and_key(tmp_path: Path, written: str, expected: str) -> None:
    with pytest.raises(NotSet) as refusal:
        told(tmp_path, written)
    said = refusal.value.sentence
    assert expected in said
    assert str(tmp_path / "leanings.toml") in said
    assert written.partition(" ")[0] in said or "TOML" in said


def test_what_the_surroundings_say_wrongly_is_named_too(tmp_path: Path) -> None:
    with pytest.raises(NotSet, match="LEANINGS_HOSTS must be a list"):
        read_config(tmp_path, {"LEANINGS_HOSTS": "*"})


def test_a_database_is_taken_apart_into_what_django_asks_for(tmp_path: Path) -> None:
    found = database("postgresql://ada:s%40fe@db.example:5433/house?sslmode=verify-full", tmp_path)
    asked = {name: found[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")}
    assert asked == {
        "NAME": "house",
        "USER": "ada",
        "PASSWORD": "s@fe",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "verify-full"},
    }
    socket = database("postgresql://ada@/house?host=/run/postgresql", tmp_path)
    assert (socket["HOST"], socket["PORT"], socket["OPTIONS"]) == ("/run/postgresql", "", {})
    assert found["ATOMIC_REQUESTS"] is False


@pytest.mark.parametrize(
    ("address", "expected"),
    [("postgresql://x:high/house", "a port that is no number"), ("postgresql://ada@db.example/", "names no database")],
)
def test_an_address_that_leads_nowhere_is_refused(tmp_path: Path, address: str, expected: str) -> None:
    with pytest.raises(NotSet, match=expected):
        database(address, tmp_path)


def test_without_an_address_it_is_a_file_that_forgets_what_it_erases(tmp_path: Path) -> None:
    found = database("", tmp_path)
    assert found["NAME"] == str(tmp_path / "db.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert found["OPTIONS"]["timeout"] == 20
    for pragma in ("journal_mode = DELETE", "synchronous = FULL", "secure_delete = ON", "trusted_schema = OFF"):
        assert f"PRAGMA {pragma}" in found["OPTIONS"]["init_command"]
