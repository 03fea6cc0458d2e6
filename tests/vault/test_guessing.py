"""What a guess at a passphrase costs: one whole stretching, whoever guesses and whatever they hold."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import NamedTuple

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leanings.acts import opening
from leanings.acts.opening import CannotOpen, WeakPassphrase
from leanings.core.me import Me
from leanings.vault.models import KeySlot, Place
from leanings.vault.passphrase import Cost, TooCheap, cost_in, recipe_from, stretch
from leanings.vault.secrets import pepper, secrets_folder
from tests.keeping import CHEAP, NOW, all_rows, entry, home, settle, words_of


class Work(NamedTuple):
    """What an opening did: its questions to the database, its own functions by name, and what it answered."""

    asked: list[str]
    steps: Counter[str]
    sentence: str


SAME = "the very same words"
OWN = str(Path(opening.__file__).parents[1])


def test_nothing_in_the_database_is_a_quick_function_of_the_passphrase() -> None:
    """A-02: the thief has the database and the pepper. Neither the check, nor the tag of a slot, nor the lookup, nor
    any other cell is a plain or keyed hash of the passphrase; what is there takes the stretching first."""
    ada = settle("Ada")
    opening.change(ada.room(), SAME)
    place = Place.objects.get()
    recipe, spice, lookup = recipe_from(place.kdf), pepper(secrets_folder(os.environ)).key, bytes(place.lookup)
    kept = {cell for rows in all_rows().values() for row in rows for cell in row if isinstance(cell, bytes)}
    quick = {SAME.encode()}
    for key in (spice, lookup, recipe.salt, b"leanings/v1|" + lookup):
        quick |= {hmac.digest(key, SAME.encode(), "sha256"), hashlib.sha256(key + SAME.encode()).digest()}
    quick |= {hashlib.sha256(each).digest() for each in quick}
    assert not {each[:16] for each in quick} & {cell[:16] for cell in kept}
    assert stretch(SAME, lookup, recipe, spice).check in kept


def test_two_places_with_one_passphrase_have_nothing_in_common() -> None:
    """A-02: no cell of one place lies in the other, so nobody is found out by what somebody else chose."""
    cells = []
    for who in ("Ada", "Ben"):
        person = settle(who)
        person.token = opening.change(person.room(), SAME)
        place = person.room().place
        slots = KeySlot.objects.filter(place_id=place).values_list("tag", "blob")
        cells.append({bytes(cell) for slot in slots for cell in slot} | {bytes(Place.objects.get(id=place).auth)})
    assert len(cells[0]) >= 7
    assert not cells[0] & cells[1]


@pytest.mark.full
def test_a_thief_stretches_every_guess() -> None:
    """A-02 by the clock, which reports: what a guess costs a thief who has database and pepper."""
    settle("Ada")
    place = Place.objects.get()
    recipe, spice, lookup = recipe_from(place.kdf), pepper(secrets_folder(os.environ)).key, bytes(place.lookup)
    began = time.perf_counter()
    made = [stretch(f"guess {number}", lookup, recipe, spice) for number in range(200)]
    print(f"a guess at the floor of the cost: {(time.perf_counter() - began) / 200 * 1000:.0f} ms")
    assert not any(each.lets_in(bytes(place.auth)) for each in made)
    assert len({each.kek for each in made}) == 200


def test_an_unknown_name_and_a_wrong_passphrase_are_the_same_work_and_the_same_answer() -> None:
    """W-25: the same questions to the database, the same sentence, one stretching each. Work is counted, not time: what
    differs is reading the salt of a known place and comparing, or drawing a salt: a few of our lines, named here."""
    ada = settle("Ada")
    opening.visit(ada.token, NOW)
    unknown, known = (_work(name, "some other words") for name in ("nobody-lives-here", ada.name))
    assert unknown.sentence == known.sentence
    assert unknown.asked == known.asked
    assert unknown.steps["stretch"] == known.steps["stretch"] == 1
    assert set(unknown.steps - known.steps) <= {"new_recipe"}
    assert set(known.steps - unknown.steps) <= {"_recipe", "recipe_from", "__post_init__", "lets_in", "check"}


def test_a_right_passphrase_is_stretched_once() -> None:
    """And stretched again only where its lock is made anew."""
    ada = settle("Ada")
    assert _work(ada.name, ada.passphrase).steps["stretch"] == 1
    with _cost('{"memory_kib": 24000, "iterations": 2, "lanes": 1}'):
        assert _work(ada.name, ada.passphrase).steps["stretch"] == 2
        assert recipe_from(Place.objects.get().kdf).cost == Cost(24_000, 2, 1)
        assert _work(ada.name, ada.passphrase).steps["stretch"] == 1
    assert words_of(ada.open()) == []


@pytest.mark.full
def test_the_clock_hardly_tells_a_known_name_from_an_unknown_one() -> None:
    """W-25 by the clock: the medians of 200 each are printed; refused is only what anyone would feel."""
    ada = settle("Ada")
    took: dict[str, list[float]] = {ada.name: [], "no-place-here": []}
    for number in range(200):
        for name, times in took.items():
            began = time.perf_counter()
            with pytest.raises(CannotOpen):
                opening.open_place(name, "wrong words here", f"10.{number}.7.1", NOW)
            times.append(time.perf_counter() - began)
    known, unknown = (sorted(times)[100] * 1000 for times in took.values())
    print(f"median of a known name {known:.2f} ms, of an unknown one {unknown:.2f} ms")
    assert abs(known - unknown) < known / 4


@pytest.mark.parametrize(
    ("memory", "passes", "lanes"), [(47_103, 1, 1), (19_455, 2, 1), (8, 100, 1), (131_072, 0, 1), (131_072, 3, 0)]
)
def test_a_cost_below_the_floor_is_refused(tmp_path: Path, memory: int, passes: int, lanes: int) -> None:
    """46 MiB with one pass, 19 MiB with two or more (OWASP ASVS 5, appendix C); also from the file of the house, and
    from the row of a place that somebody wrote to."""
    told = f'{{"memory_kib": {memory}, "iterations": {passes}, "lanes": {lanes}}}'
    (tmp_path / "kdf.json").write_text(told, encoding="utf-8")
    with pytest.raises(TooCheap):
        Cost(memory, passes, lanes)
    with pytest.raises(TooCheap):
        cost_in(tmp_path)
    ada = settle("Ada")
    Place.objects.update(kdf=f'{{"m": {memory}, "t": {passes}, "p": {lanes}, "salt": "{"00" * 16}"}}')
    with pytest.raises(opening.LockDamaged):
        opening.open_place(ada.name, ada.passphrase, ada.address, NOW)


@pytest.mark.parametrize("told", ["", "{}", "[]", '{"memory_kib": "much", "iterations": 2, "lanes": 1}'])
def test_a_file_of_costs_that_says_nothing_is_refused(tmp_path: Path, told: str) -> None:
    """And is never taken for the usual cost in silence, which holds where there is no file."""
    assert cost_in(tmp_path) == Cost(131_072, 3, 1)
    (tmp_path / "kdf.json").write_text(told, encoding="utf-8")
    with pytest.raises(TooCheap):
        cost_in(tmp_path)


@pytest.mark.parametrize("weak", ["", "short words", "            ", "aaaaaaaaaaaaaaaa", "abababababababab"])
def test_a_passphrase_that_is_soon_guessed_is_refused_and_nothing_is_made(weak: str) -> None:
    """Too short, or of too few different letters; nothing else is asked of anyone's words."""
    before = all_rows()
    with pytest.raises(WeakPassphrase):
        opening.make_place("some-drawn-name", weak, Me(), (), NOW)
    assert all_rows() == before
    ada = settle("Ada")
    with pytest.raises(WeakPassphrase):
        opening.change(ada.room(), weak)
    with pytest.raises(WeakPassphrase):
        opening.change_wholly(ada.room(), "other-drawn-name", weak)
    ada.keep(entry("opens as before"))
    assert words_of(ada.open()) == ["opens as before"]


def test_the_name_of_the_place_is_no_passphrase() -> None:
    """It is no secret; with spaces or hyphens, in capitals or not."""
    for typed in ("amber-otter-lantern", "Amber Otter Lantern"):
        with pytest.raises(WeakPassphrase):
            opening.make_place("amber-otter-lantern", typed, Me(), (), NOW)


def _work(name: str, passphrase: str) -> Work:
    """What it is to open a place, counted by the interpreter itself."""
    steps: Counter[str] = Counter()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(OWN):
            steps[frame.f_code.co_name] += 1

    sentence = ""
    with CaptureQueriesContext(connection) as asked:
        sys.setprofile(note)
        try:
            opening.open_place(name, passphrase, f"10.1.{len(name)}.{os.urandom(1)[0]}", NOW)
        except CannotOpen as refused:
            sentence = refused.sentence
        finally:
            sys.setprofile(None)
    return Work([query["sql"].partition("WHERE")[0] for query in asked.captured_queries], steps, sentence)


@contextlib.contextmanager
def _cost(told: str) -> Iterator[None]:
    """A house in which a guess costs this much."""
    (home() / "kdf.json").write_text(told, encoding="utf-8")
    try:
        yield
    finally:
        (home() / "kdf.json").write_text(CHEAP, encoding="utf-8")
