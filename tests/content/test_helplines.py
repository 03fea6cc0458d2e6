"""Every list of helplines keeps its promises; a slip in one is named with its file and line."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from leanings.content.helplines import DAYS_UNTIL_OLD, ELSEWHERE, FOR, Country, load_helplines
from leanings.content.raw import LICENCE, ContentFault

COUNTRIES = load_helplines()
OURS = files("leanings.content") / "en" / "helplines"
each_country = pytest.mark.parametrize("country", COUNTRIES.values(), ids=lambda country: country.id)


def folder_with(place: Path, name: str, text: str) -> Path:
    """A folder of content with our lines for elsewhere and one more file."""
    folder = place / "en" / "helplines"
    folder.mkdir(parents=True)
    (folder / f"{ELSEWHERE}.toml").write_text((OURS / f"{ELSEWHERE}.toml").read_text(encoding="utf-8"), "utf-8")
    (folder / name).write_text(text, encoding="utf-8")
    return place


@each_country
def test_in_every_country_someone_listens_whether_it_hurts_or_is_dangerous(country: Country) -> None:
    for what in set(FOR) - {"afraid"}:
        assert country.lines_for(what), f"{country.id} has nobody for {what}"


def test_elsewhere_there_is_someone_for_everything() -> None:
    assert all(COUNTRIES[ELSEWHERE].lines_for(what) for what in FOR)
    assert list(COUNTRIES)[-1] == ELSEWHERE


@each_country
def test_a_country_says_its_emergency_number_and_when_it_was_checked(country: Country) -> None:
    assert country.emergency_dial.isdigit()
    assert country.emergency_dial in country.emergency
    assert date(2026, 1, 1) <= country.checked
    assert (country.licence, country.language) == (LICENCE, "en")
    assert re.fullmatch(r"[a-z]{2}", country.id) or country.id == ELSEWHERE


@each_country
def test_a_line_can_be_dialled_as_it_is_written(country: Country) -> None:
    for line in country.lines:
        assert re.fullmatch(r"\+?\d{2,12}|", line.dial)
        assert re.fullmatch(r"\d{3,12}|", line.text_to)
        assert line.note == "" or line.note.endswith(".")
        assert not line.hours.endswith(".")


@each_country
def test_no_number_stands_twice_in_a_country(country: Country) -> None:
    numbers = Counter(line.dial for line in country.lines if line.dial)
    assert [number for number, times in numbers.items() if times > 1] == []


def test_a_number_that_texts_is_one_that_somebody_answers() -> None:
    kinds = {line.send.isupper() for country in COUNTRIES.values() for line in country.lines if line.send}
    assert kinds == {True}


@each_country
def test_a_list_is_old_after_a_year_and_not_before(country: Country) -> None:
    assert not country.is_old(country.checked + timedelta(days=DAYS_UNTIL_OLD))
    assert country.is_old(country.checked + timedelta(days=DAYS_UNTIL_OLD + 1))


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (
            ('id = "us"', 'id = "usa"'),
            "us.toml, line 3: The id is “usa” and the file is not named so.",
        ),
        (("checked = 2026-11-22", 'checked = "today"'), "us.toml, line 10: “checked” must be a day"),
        (("checked = 2026-11-22\n", ""), "us.toml, line 1: “checked” is missing"),
        (('how = "copies"', 'how = "yes"'), "us.toml, line 11: “how” cannot be “yes”. It can be copies, pages, rung"),
        (('call = "988"', 'call = "ask"'), "us.toml, line 17: “call” must be one number"),
        (('call = "988"', 'cal = "988"'), "us.toml, line 17: Nothing here is called “cal”. Did you mean “call”?"),
        (('text = "741741"\n', ""), "us.toml, line 26: “send” needs a number in “text”"),
        (('for = ["talk", "dying"]\n', ""), "us.toml, line 13: “for” says for nothing"),
        (('for = ["danger", "afraid"]', 'for = ["money"]'), "us.toml, line 33: “for” cannot hold “money”"),
        (('web = "https://988', 'web = "http://988'), "us.toml, line 19: “web” must be a whole address"),
        (('service = "Crisis Text Line"', "service = 1"), "us.toml, line 25: “service” must be a text"),
        (('emergency = "911"', ""), "us.toml, line 1: “emergency” is missing"),
        (("[[lines]]", "[[line]]"), "us.toml, line 13: Nothing here is called “line”"),
        (("[[lines]]", "[[lines"), "us.toml, line 13: this is not TOML"),
    ],
)
def test_a_slip_is_named_with_file_and_line(tmp_path: Path, change: tuple[str, str], complaint: str) -> None:
    text = (OURS / "us.toml").read_text(encoding="utf-8")
    assert change[0] in text
    place = folder_with(tmp_path, "us.toml", text.replace(*change, 1))
    with pytest.raises(ContentFault) as refused:
        load_helplines("en", place)
    assert refused.value.sentence.startswith(f"helplines/{complaint}")


def test_a_line_without_any_way_to_reach_it_is_refused(tmp_path: Path) -> None:
    text = (OURS / "ca.toml").read_text(encoding="utf-8").replace('web = "https://sheltersafe.ca/"\n', "")
    with pytest.raises(ContentFault, match=r"ca.toml, line \d+: Nobody can reach this service"):
        load_helplines("en", folder_with(tmp_path, "ca.toml", text))


def test_a_file_without_lines_is_refused(tmp_path: Path) -> None:
    text = (OURS / "us.toml").read_text(encoding="utf-8").partition("[[lines]]")[0]
    with pytest.raises(
        ContentFault, match=r"us.toml, line 1: There is no “lines” here. Write at least one \[\[lines\]\]"
    ):
        load_helplines("en", folder_with(tmp_path, "us.toml", text))


def test_without_lines_for_elsewhere_nothing_is_loaded(tmp_path: Path) -> None:
    place = folder_with(tmp_path, "us.toml", (OURS / "us.toml").read_text(encoding="utf-8"))
    (place / "en" / "helplines" / f"{ELSEWHERE}.toml").unlink()
    with pytest.raises(ContentFault, match=r"elsewhere\.toml, line 1: this file is missing"):
        load_helplines("en", place)


def test_what_a_host_adds_comes_over_ours_and_beside_it(tmp_path: Path) -> None:
    text = (OURS / "us.toml").read_text(encoding="utf-8")
    folder = tmp_path / "en" / "helplines"
    folder.mkdir(parents=True)
    (folder / "us.toml").write_text(text.replace("741741", "111222"), encoding="utf-8")
    (folder / "zz.toml").write_text(text.replace('"us"', '"zz"').replace("United States", "Aland"), encoding="utf-8")
    known = load_helplines("en", over=tmp_path)
    assert known["us"].lines[1].text == "111222"
    assert next(iter(known)) == "zz"
    assert known["gb"] == COUNTRIES["gb"]


def test_a_host_who_added_nothing_has_ours(tmp_path: Path) -> None:
    assert load_helplines("en", over=tmp_path / "nowhere") == COUNTRIES
