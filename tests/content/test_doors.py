"""The doors: six whole sentences, asked and answered alike whichever way a person leans."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from leanings.content.doors import TEXTS, Door, load_doors
from leanings.content.loader import load_content
from leanings.content.raw import LICENCE, ContentFault
from leanings.core.sheet import REGIONS, STRENGTHS, region
from tests.content.test_contract import NEVER, school_grade

DOORS = load_doors()
each_door = pytest.mark.parametrize("door", DOORS.values(), ids=lambda door: door.id)
MIRRORED = {"stay": "go", "go": "stay", "staying": "parting", "parting": "staying"}


def turned(text: str) -> str:
    """The text with each way of leaning said as the other."""
    return re.sub(r"\w+", lambda found: MIRRORED.get(found[0], found[0]), text)


def test_there_are_six_doors_in_one_order_for_everyone() -> None:
    assert [(door.id, door.order) for door in DOORS.values()] == [
        ("torn", 1),
        ("in", 2),
        ("out", 3),
        ("stay", 4),
        ("part", 5),
        ("after", 6),
    ]
    assert [door.texts["own"] for door in DOORS.values()] == [
        "I can’t tell.",
        "I want to stay. My partner wants out.",
        "I want out, or nearly.",
        "We are staying, and I want it better.",
        "We are parting.",
        "It is over.",
    ]


@each_door
def test_every_worked_example_of_a_door_reads_exactly_as_written(door: Door) -> None:
    for shown in door.examples:
        assert door.say(shown.stay, shown.go) == shown.reads
    assert {region(shown.stay, shown.go) for shown in door.examples} == set(REGIONS)


@each_door
def test_leaning_one_way_is_said_back_in_the_same_words_as_leaning_the_other(door: Door) -> None:
    assert door.says["stay"] != door.says["go"]
    assert re.sub(r"\bgo\b", "stay", door.says["go"]) == door.says["stay"]


@each_door
def test_the_door_with_the_opposite_case_asks_and_answers_at_the_same_length(door: Door) -> None:
    mirror = DOORS[door.mirror]
    assert mirror.mirror == door.id
    for told, other in ((door.texts, mirror.texts), (door.says, mirror.says)):
        for name in set(told) - {"own", "words"}:
            assert abs(len(told[name]) - len(other[name])) <= 0.2 * len(told[name]), name
    if mirror is not door:
        assert turned(door.texts["ask"]) == mirror.texts["ask"]
        assert turned(door.texts["note"]) == mirror.texts["note"]


@each_door
def test_a_door_never_judges_pushes_or_promises(door: Door) -> None:
    for text in (*door.texts.values(), *door.says.values()):
        assert re.search(rf"\b({NEVER}|divorce|wait|better off|normal|fault)\b", text, re.IGNORECASE) is None, text


@each_door
def test_a_door_reads_at_sixth_grade(door: Door) -> None:
    whole = [text for name, text in {**door.texts, **door.says}.items() if text.endswith((".", "?"))]
    assert school_grade(" ".join(whole)) <= 6


@each_door
def test_a_door_names_what_it_asks_for_an_answer_to_keep(door: Door) -> None:
    asked = door.pair()
    assert asked.tool == f"doors/{door.id}"
    assert (asked.version, asked.language, door.licence) == (door.version, "en", LICENCE)
    assert (asked.question, asked.stay, asked.go) == tuple(door.texts[name] for name in ("ask", "stay", "go"))


def test_every_strength_has_its_word() -> None:
    assert set(load_content().words["strength"].words) == set(STRENGTHS)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("own =", "owns ="), r"torn.toml: \[texts\] must hold .* see own, owns"),
        (("neither = ", "none = "), r"torn.toml: \[says\] must hold .* see neither, none"),
        (("stay = 8", "stay = 11"), r"torn.toml: “stay” in an example must be a whole number from 0 to 10"),
        (("order = 1", "order = 0"), r"torn.toml: “order” must be a whole number from 1"),
        (('id = "torn"', 'id = "turn"'), r"the file must be named turn.toml"),
    ],
)
def test_a_door_that_does_not_fit_is_named_with_its_fault(
    tmp_path: Path, change: tuple[str, str], sentence: str
) -> None:
    folder = tmp_path / "en" / "doors"
    folder.mkdir(parents=True)
    text = (files("leanings.content") / "en" / "doors" / "torn.toml").read_text(encoding="utf-8")
    assert change[0] in text
    (folder / "torn.toml").write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(ContentFault, match=sentence):
        load_doors("en", tmp_path)


def test_no_door_lacks_a_text() -> None:
    assert all(set(door.texts) == set(TEXTS) for door in DOORS.values())
