"""The questions of the check-in: short, even-handed, with ends that are answers, and ids that stay what they are."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from leanings.content.doors import load_doors
from leanings.content.lines import load_lines
from leanings.content.raw import ContentFault
from leanings.core.lines import Line
from tests.content.test_contract import NEVER

LINES = load_lines()
each_line = pytest.mark.parametrize("line", LINES.values(), ids=lambda line: line.id)


@each_line
def test_a_line_fits_a_phone_and_says_both_its_ends(line: Line) -> None:
    assert 0 < len(line.label) <= 24
    assert 0 < len(line.name) <= 24
    assert line.low != line.high
    assert max(len(line.low), len(line.high)) <= 20


@each_line
def test_a_line_never_judges_or_pushes(line: Line) -> None:
    for text in (line.label, line.name, line.low, line.high):
        assert re.search(rf"\b({NEVER})\b", text, re.IGNORECASE) is None


@each_line
def test_a_line_asks_about_the_person_and_never_what_the_other_did(line: Line) -> None:
    assert not re.search(r"\b(he|she|his|her|their|they)\b", f"{line.label} {line.low} {line.high}", re.IGNORECASE)


def test_labels_and_orders_are_told_apart() -> None:
    assert len({line.label for line in LINES.values()}) == len(LINES)
    assert len({line.name for line in LINES.values()}) == len(LINES)
    assert [line.order for line in LINES.values()] == list(range(1, len(LINES) + 1))


def test_reasons_to_stay_and_to_go_are_asked_alike() -> None:
    stay, go = LINES["reasons_stay"], LINES["reasons_go"]
    assert (stay.turn, go.turn) == ("stay", "go")
    assert stay.label.replace("stay", "go") == go.label
    assert (stay.low, stay.high, stay.group, stay.contact) == (go.low, go.high, go.group, go.contact)
    assert [line.id for line in LINES.values() if line.paired] == ["reasons_stay", "reasons_go"]


def test_effort_given_and_effort_got_are_asked_alike() -> None:
    given, got = LINES["effort_given"], LINES["effort_got"]
    assert given.label.replace("gave", "got") == got.label
    assert (given.low, given.high, given.turn, given.contact) == (got.low, got.high, got.turn, got.contact)


def test_every_door_suggests_exactly_three_and_no_line_names_a_door_that_is_not_there() -> None:
    suggested = [door for line in LINES.values() for door in line.doors]
    assert {door: suggested.count(door) for door in load_doors()} == dict.fromkeys(load_doors(), 3)
    assert set(suggested) <= set(load_doors())


def broken(tmp_path: Path, change: tuple[str, str]) -> Path:
    """A folder of content whose one line is changed in one place."""
    text = (files("leanings.content") / "en" / "lines" / "heard.toml").read_text(encoding="utf-8")
    assert change[0] in text
    folder = tmp_path / "en" / "lines"
    folder.mkdir(parents=True)
    (folder / "heard.toml").write_text(text.replace(*change, 1), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            ('group = "us"', 'group = "them"'),
            r"heard.toml, line 10: “group” cannot be “them”. It can be me, us",
        ),
        (
            ('turn = "round"', 'turn = "daily"'),
            r"heard.toml, line 11: “turn” cannot be “daily”. It can be round",
        ),
        (('"wrote"]', '"called"]'), r"heard.toml, line 12: “contact” cannot hold “called”"),
        (("doors =", "door ="), r"heard.toml, line 13: Nothing here is called “door”. Did you mean “doors”"),
        (('language = "en"', 'language = "de"'), r"heard.toml, line 3: The file lies in the folder “en”"),
        (('id = "heard"', 'id = "herd"'), r"heard.toml, line 1: The id is “herd” .* Name it herd.toml"),
        (("version = 1", "version = 0"), r"heard.toml, line 2: “version” must be a whole number"),
        (('low = "not at all"', ""), r"heard.toml, line 1: “low” is missing"),
        (('"CC BY 4.0"', '"CC BY-NC 4.0"'), r"heard.toml, line 4: The licence .* Write licence = \"CC BY 4.0\""),
        (('name = "heard"', 'name = "heard'), r"heard.toml, line 6: this is not TOML"),
    ],
)
def test_a_file_that_does_not_fit_is_named_with_the_line_and_what_is_wrong(
    tmp_path: Path, change: tuple[str, str], sentence: str
) -> None:
    with pytest.raises(ContentFault, match=sentence):
        load_lines("en", broken(tmp_path, change))


def test_a_file_cannot_take_the_name_of_a_question_that_people_write_themselves(tmp_path: Path) -> None:
    place = broken(tmp_path, ('id = "heard"', 'id = "own-1"'))
    (place / "en" / "lines" / "heard.toml").rename(place / "en" / "lines" / "own-1.toml")
    with pytest.raises(ContentFault, match="how the questions people write themselves begin"):
        load_lines("en", place)
