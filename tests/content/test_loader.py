"""A content file that cannot be used is refused by name, with what is wrong; an absent table is simply absent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leanings.content.loader import SentenceMissing, load_content, load_error_table
from leanings.content.raw import ContentFault

GOOD = """
id = "good"
version = 1
language = "en"
licence = "CC BY 4.0"
place = "moved"
mirror = "good"
slots = ["day"]
[texts]
plain = "Since {day}."
[[examples]]
text = "plain"
slots = { day = "3 May" }
reads = "Since 3 May."
"""


def folder_with(place: Path, name: str, text: str) -> Path:
    """A folder of content with one sentence file and no words."""
    (place / "en" / "sentences").mkdir(parents=True)
    (place / "en" / "words").mkdir()
    (place / "en" / "sentences" / name).write_text(text, encoding="utf-8")
    return place


def test_a_sound_file_is_loaded_and_filled(tmp_path: Path) -> None:
    content = load_content("en", folder_with(tmp_path, "good.toml", GOOD))
    assert content.say("good", day="3 May") == "Since 3 May."


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (
            ('id = "good"', 'id = "other"'),
            "line 2: The id is “other” and the file is not named so.",
        ),
        (("version = 1", 'version = "1"'), "“version” must be a whole number"),
        (("version = 1", "version = true"), "“version” must be a whole number"),
        (('"CC BY 4.0"', '"CC0"'), "line 5: The licence is not that of our content."),
        (('place = "moved"', 'place = "nowhere"'), "line 6: “place” cannot be “nowhere”. Did you mean “where”?"),
        (('slots = ["day"]', "slots = []"), "line 8: The slots listed are not the slots used (day)"),
        (('slots = ["day"]', "slots = 3"), "line 8: “slots” must be a list of texts"),
        (("{day}.", "{day."), "line 9: A text has a brace too many or too few"),
        (("Since {day}.", "Since {0.real}."), "one plain name in braces"),
        (("Since {day}.", "Since {day:>9}."), "one plain name in braces"),
        (('reads = "Since 3', 'reads = "From 3'), "reads otherwise: “Since 3 May.”"),
        (("{ day =", "{ days ="), "does not fill its slots"),
        (('text = "plain"', 'text = "other"'), "needs a worked example"),
        (("[[examples]]", "[[ex]]"), "Write at least one [[examples]]"),
        (('mirror = "good"', ""), "“mirror” is missing"),
        (("[texts]", "[texts"), "this is not TOML"),
    ],
)
def test_a_broken_file_is_named_with_what_is_wrong(tmp_path: Path, change: tuple[str, str], complaint: str) -> None:
    assert change[0] in GOOD
    place = folder_with(tmp_path, "good.toml", GOOD.replace(*change))
    with pytest.raises(ContentFault) as refused:
        load_content("en", place)
    assert re.match(r"sentences/good\.toml, line \d+: ", refused.value.sentence)
    assert complaint in refused.value.sentence


def test_a_language_without_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentFault, match="no folder of content named “sentences”"):
        load_content("xx", tmp_path)


def test_a_sentence_a_text_or_a_word_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    content = load_content("en", folder_with(tmp_path, "good.toml", GOOD))
    with pytest.raises(SentenceMissing, match="no sentence “bad”"):
        content.say("bad")
    with pytest.raises(SentenceMissing, match="“good” has no text “loud”"):
        content.say("good", "loud")
    with pytest.raises(SentenceMissing, match="hold no “loud”"):
        load_content().words["own"]["loud"]


def test_without_an_error_table_nothing_is_said_about_errors(tmp_path: Path) -> None:
    assert load_error_table(tmp_path / "error_table.toml") == {}


def test_the_error_table_is_asked_by_kind_and_direction_then_by_kind(tmp_path: Path) -> None:
    place = folder_with(tmp_path, "good.toml", GOOD)
    table = 'made = "once"\n[held]\nwrong_one_in = 12\n[passing_down]\nwrong_one_in = 7.6\n'
    (place / "error_table.toml").write_text(table, encoding="utf-8")
    content = load_content("en", place)
    assert content.wrong_once_in("held", "up") == 12
    assert content.wrong_once_in("passing", "down") == 8
    assert content.wrong_once_in("passing", "up") is None
    assert content.wrong_once_in("open", None) is None


@pytest.mark.parametrize("row", ["wrong_one_in = 0.5", 'wrong_one_in = "12"', "wrong = 12", "wrong_one_in = true"])
def test_an_error_table_that_makes_no_sense_is_refused(tmp_path: Path, row: str) -> None:
    (tmp_path / "error_table.toml").write_text(f"[held]\n{row}\n", encoding="utf-8")
    with pytest.raises(ContentFault, match="“held” needs wrong_one_in"):
        load_error_table(tmp_path / "error_table.toml")
