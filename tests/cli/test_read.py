"""`leanings read`: what a person gets for each way of asking."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.diaries import FIRST, ada, apart, call, couples, rows_of_ada, written

CLOSE = ("--signal", "close:0-10")
Capsys = pytest.CaptureFixture[str]


def without_seconds(text: str) -> str:
    """The JSON without what differs from one run to the next."""
    return "\n".join(line for line in text.splitlines() if '"seconds"' not in line)


def test_a_reading_is_text_unless_asked_otherwise(capsys: Capsys, tmp_path: Path) -> None:
    ran = call(capsys, "read", ada(tmp_path), *CLOSE)
    assert ran.code == 0
    assert ran.out.startswith("“close”\nYour answers about “close” have mostly been ")
    order = ["What it rests on", "What it cannot know", "You do not have to wait"]
    assert [ran.out.index(part) for part in order] == sorted(ran.out.index(part) for part in order)
    assert "\x1b" not in ran.out


def test_what_was_guessed_is_told_before_the_sums_begin_and_in_the_json(capsys: Capsys, tmp_path: Path) -> None:
    text = call(capsys, "read", ada(tmp_path, 20))
    assert text.err.splitlines()[0] == "Guessed about ada.csv, as nobody said it:"
    figures = call(capsys, "read", ada(tmp_path, 20), "--json")
    assert figures.err == ""
    guessed = figures.json["diary"]["guessed"]
    assert guessed["markers"] == "on_leave, happened (blank counts as 0)"
    assert {"date", "scale close", "scale sad", "ignored"} < set(guessed)
    assert text.err.splitlines()[1:] == [f"  {what}: {guess}" for what, guess in guessed.items()]


def test_the_figures_say_where_it_is_and_what_that_rests_on(capsys: Capsys, tmp_path: Path) -> None:
    ran = call(capsys, "read", ada(tmp_path), *CLOSE, "--json")
    assert ran.json["diary"] | {"guessed": {}} == {
        "file": "ada.csv",
        "people": 1,
        "days": 60,
        "answered": 52,
        "missing": round(1 - 52 / 60, 4),
        "guessed": {},
        "left_out": 0,
        "invented": False,
    }
    line = ran.line
    assert (line["name"], line["scale"], line["days"], line["answered"]) == ("close", [0, 10], 60, 52)
    assert line["now"]["band80"][0] < line["now"]["mean"] < line["now"]["band80"][1]
    assert (line["usual"]["base"], line["usual"]["from"], line["usual"]["to"]) == (
        "since_began",
        "2031-03-01",
        "2031-03-28",
    )
    assert line["fit"]["ok"] is True
    assert line["happened"][0]["marker"] == "happened"


def test_codes_of_missing_are_counted_and_never_low(capsys: Capsys, tmp_path: Path) -> None:
    line = call(capsys, "read", ada(tmp_path), "--signal", "sad:0-10", "--json").line
    assert line["missing"] == {"skipped": 7}
    assert line["answered"] == 53


def test_several_columns_make_one_line_and_a_minus_turns_one_round(capsys: Capsys, tmp_path: Path) -> None:
    warm, sad = (
        call(capsys, "read", ada(tmp_path, 40), "--signal", told, "--json").line
        for told in ("warm=close,-sad:0-10", "sad:0-10")
    )
    assert (warm["name"], len(warm["items"]), warm["answered"]) == ("warm", 2, 40)
    assert (sad["name"], sad["items"], sad["answered"]) == ("sad", ["sad"], 36)
    assert sad["now"]["mean"] < 5 < warm["now"]["mean"]


def test_the_same_seed_gives_the_same_reading_and_another_one_nearly_the_same(capsys: Capsys, tmp_path: Path) -> None:
    diary = ada(tmp_path)
    one, again, other = (call(capsys, "read", diary, *CLOSE, "--json", "--seed", seed) for seed in (5, 5, 6))
    assert without_seconds(one.out) == without_seconds(again.out)
    assert one.line["now"] != other.line["now"]
    assert one.line["now"]["mean"] == pytest.approx(other.line["now"]["mean"], abs=0.2)
    assert (one.json["codebook"]["seed"], other.json["codebook"]["seed"]) == (5, 6)


def test_the_number_of_processes_changes_nothing(capsys: Capsys, tmp_path: Path) -> None:
    diary = couples(tmp_path)
    one = call(capsys, "read", diary, *CLOSE, "--json", "--processes", "1")
    two = apart("read", diary, *CLOSE, "--json", "--processes", "2")
    assert two.code == 0
    assert without_seconds(one.out).strip() == without_seconds(two.out).strip()
    assert len(one.json["people"]) == 6


def test_a_low_zone_and_a_high_one_get_their_shares(capsys: Capsys, tmp_path: Path) -> None:
    ran = call(capsys, "read", ada(tmp_path), *CLOSE, "--zone", "close=5.5,7", "--json")
    low, high = ran.line["zones"]
    assert (low["name"], low["below"], low["above"]) == ("low", 5.5, None)
    assert (high["name"], high["below"], high["above"]) == ("high", None, 7)
    for zone in (low, high):
        assert 0 <= zone["band80_28"][0] <= zone["share28"] <= zone["band80_28"][1] <= 1
    text = call(capsys, "read", ada(tmp_path), *CLOSE, "--zone", "close=5.5,7").out
    assert "(below 5.5)" in text
    assert "(above 7)" in text


def test_zones_of_a_line_that_is_not_shown_do_no_harm(capsys: Capsys, tmp_path: Path) -> None:
    ran = call(capsys, "read", ada(tmp_path, 20), "--only", "sad", "--zone", "close=3,7", "--json")
    assert [line["name"] for line in ran.json["people"][0]["signals"]] == ["sad"]


@pytest.mark.parametrize(
    ("mark", "start", "end"),
    [
        ("2031-03-10", "2031-03-10", "2031-04-06"),
        ("2031-03-05..2031-03-30", "2031-03-05", "2031-03-30"),
        ("on_leave", "2031-03-06", "2031-03-30"),
    ],
)
def test_what_was_usual_can_be_marked_by_a_day_a_stretch_or_a_marker(
    capsys: Capsys, tmp_path: Path, mark: str, start: str, end: str
) -> None:
    ran = call(capsys, "read", ada(tmp_path), *CLOSE, "--since", mark, "--json")
    assert (ran.line["usual"]["base"], ran.line["usual"]["from"], ran.line["usual"]["to"]) == ("marked", start, end)
    assert ran.err == ""


def test_a_stretch_too_short_to_hold_anything_against_is_told(capsys: Capsys, tmp_path: Path) -> None:
    ran = call(capsys, "read", ada(tmp_path), *CLOSE, "--since", "2031-03-01..2031-03-05", "--json")
    assert ran.line["usual"] is None
    assert ran.err == (
        "The answers could not be held against 2031-03-01..2031-03-05: the stretch needs 14 days with an answer, "
        "and must end 14 days before the last entry.\n"
    )


def test_with_day_numbers_the_reading_counts_in_them(capsys: Capsys, tmp_path: Path) -> None:
    rows = [{"day": number, **row} for number, row in enumerate(rows_of_ada(50), start=-3)]
    diary = written(tmp_path / "days.csv", [{key: row[key] for key in ("day", "close")} for row in rows])
    ran = call(capsys, "read", diary, "--day", "day", "--since", "-3", "--forecast", "2", "--json")
    assert (ran.line["usual"]["from"], ran.line["usual"]["to"]) == (-3, 24)
    assert [each["date"] for each in ran.line["forecasts"]] == [47, 48]


def test_coming_days_are_given_with_their_doubt_and_on_the_scale(capsys: Capsys, tmp_path: Path) -> None:
    line = call(capsys, "read", ada(tmp_path), *CLOSE, "--forecast", "3", "--json").line
    assert [each["date"] for each in line["forecasts"]] == ["2031-04-30", "2031-05-01", "2031-05-02"]
    for each in line["forecasts"]:
        assert 0 <= each["lower80"] < each["mean"] < each["upper80"] <= 10
    assert call(capsys, "read", ada(tmp_path), *CLOSE, "--json").line["forecasts"] == []


def test_what_had_happened_may_have_a_name_of_its_own(capsys: Capsys, tmp_path: Path) -> None:
    marked = call(capsys, "read", ada(tmp_path), *CLOSE, "--happened", "on_leave", "--json").line["happened"]
    assert [(one["marker"], one["entries"]) for one in marked] == [("on_leave", 21)]
    assert marked[0]["level_without"]["mean"] > 0


def test_markers_that_are_told_go_into_the_sums(capsys: Capsys, tmp_path: Path) -> None:
    plain = call(capsys, "read", ada(tmp_path), *CLOSE, "--json").line
    told = call(capsys, "read", ada(tmp_path), *CLOSE, "--marker", "on_leave", "--json").line
    assert told["now"] != plain["now"]
    refused = call(capsys, "read", ada(tmp_path), *CLOSE, "--marker", "quarrel").refused
    assert "ada.csv has no column “quarrel”" in refused


def test_one_of_a_couple_reads_the_same_alone_as_beside_the_partner(capsys: Capsys, tmp_path: Path) -> None:
    diary = couples(tmp_path, 2)
    everyone = call(capsys, "read", diary, *CLOSE, "--json").json["people"]
    (alone,) = call(capsys, "read", diary, *CLOSE, "--json", "--only", "2/F").json["people"]
    (same,) = [person for person in everyone if (person["couple"], person["person"]) == ("2", "F")]
    for one in (alone, same):
        one["signals"][0]["fit"].pop("seconds")
    assert alone == same


def test_many_people_are_a_table(capsys: Capsys, tmp_path: Path) -> None:
    ran = call(capsys, "read", couples(tmp_path), *CLOSE)
    rows = ran.out.splitlines()
    assert rows[0].split()[:4] == ["Person", "Line", "Days", "Answered"]
    assert [row.split()[0] for row in rows[1:] if row[:1].isdigit()] == ["1/F", "1/M", "2/F", "2/M", "3/F", "3/M"]
    assert "People read: 6 of 6, done" in ran.err


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    """Ada's diary with two answers that are none."""
    rows = rows_of_ada(30)
    rows[3]["close"], rows[7]["close"] = "66", "much"
    return written(tmp_path / "ada.csv", rows)


def test_one_line_that_cannot_be_read_stops_everything_and_is_named(capsys: Capsys, spoilt: Path) -> None:
    said = call(capsys, "read", spoilt, *CLOSE).refused
    assert "2 lines of ada.csv cannot be read, so nothing was taken from it: line 5: “66” under close" in said
    assert "line 9: “much” under close is not a number" in said


def test_such_lines_can_be_left_out_and_are_told_and_counted(capsys: Capsys, spoilt: Path, tmp_path: Path) -> None:
    ran = call(capsys, "read", spoilt, *CLOSE, "--skip-bad", "--json", "--html", tmp_path / "page.html")
    assert ran.err.splitlines()[:2] == [
        "Left out line 5: “66” under close is off the scale 0-10.",
        "Left out line 9: “much” under close is not a number.",
    ]
    assert ran.json["diary"]["left_out"] == 2
    assert "Lines left out of the reading</th><td>2</td>" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_many_lines_left_out_are_counted(capsys: Capsys, tmp_path: Path) -> None:
    rows = [{**row, "close": 99} if number < 25 else row for number, row in enumerate(rows_of_ada(50))]
    ran = call(capsys, "read", written(tmp_path / "ada.csv", rows), *CLOSE, "--skip-bad", "--json")
    assert ran.err.count("Left out line ") == 10
    assert ran.err.endswith("Left out 15 more lines.\n")


def test_a_diary_nobody_kept_says_so_wherever_it_is_shown(capsys: Capsys, tmp_path: Path) -> None:
    page, words = tmp_path / "page.html", "This diary is invented. Nobody kept it."
    text = call(capsys, "read", ada(tmp_path, 20), *CLOSE, "--invented").out
    both = call(capsys, "read", ada(tmp_path, 20), *CLOSE, "--invented", "--json", "--html", page)
    assert text.startswith(words)
    assert both.json["diary"]["invented"] is True
    assert words in page.read_text(encoding="utf-8")
    assert words not in call(capsys, "read", ada(tmp_path, 20), *CLOSE).out


def test_a_diary_of_a_few_days_has_no_level_and_says_why(capsys: Capsys, tmp_path: Path) -> None:
    ran = call(capsys, "read", ada(tmp_path, 10), *CLOSE, "--json", "--since", FIRST.isoformat())
    assert ran.line["now"] is None
    assert ran.line["fit"]["refused"] == "too_few"
    assert ran.line["pattern"]["kind"] == "too_early"
