"""The figures for a program: the agreed names, what is unknown is null, and days as dates or as the diary's numbers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from math import inf, nan
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leanings.core.as_json import SCHEMA, as_json, day_text
from leanings.core.reading import (
    Direction,
    Estimate,
    Fit,
    Forecast,
    Kind,
    Pattern,
    PersonReading,
    Reading,
    SignalReading,
    Since,
    Step,
    Usual,
    Zone,
    ZoneShare,
)
from tests import examples

# The names others build on. To add one is free; to take one away or rename it needs another schema.
AGREED: dict[str, str] = {
    "": "schema diary people codebook",
    "diary": "file people days answered missing guessed left_out invented",
    "people[]": "couple person signals",
    "people[].signals[]": "name scale items days answered missing recent mostly now usual zones pattern since step "
    "back_within days_needed began happened forecasts fit",
    "people[].signals[].now": "mean band80",
    "people[].signals[].usual": "base from to mean band80 within",
    "people[].signals[].zones[]": "name below above share28 share90 band80_28 band80_90",
    "people[].signals[].pattern": "kind direction probability delta",
    "people[].signals[].since": "date band80",
    "people[].signals[].step": "date size band80 log_bayes_factor",
    "people[].signals[].back_within": "28 56",
    "people[].signals[].began": "mean band80",
    "people[].signals[].happened[]": "marker entries level_without",
    "people[].signals[].happened[].level_without": "mean band80",
    "people[].signals[].forecasts[]": "date mean sd lower80 upper80",
    "people[].signals[].fit": "ok acceptance ess rhat seconds refused",
    "codebook": "version seed priors rules lines missing_codes",
    "codebook.lines[]": "name items scale question language",
}
FREE = ("diary.guessed", "codebook.priors", "codebook.rules", "people[].signals[].missing")


def names(value: Any, place: str = "") -> dict[str, list[str]]:
    """The names at every place of a JSON value that are no free words, in their order."""
    if isinstance(value, list):
        return {key: found for each in value for key, found in names(each, f"{place}[]").items()}
    if not isinstance(value, dict) or place in FREE:
        return {}
    inside = [names(each, f"{place}.{key}".lstrip(".")) for key, each in value.items()]
    return {place: list(value), **{key: found for each in inside for key, found in each.items()}}


def plain(reading: Reading) -> Any:
    """The JSON of a reading after a trip through its text, so that only what a program sees is looked at."""
    return json.loads(json.dumps(as_json(reading), allow_nan=False))


def only_line(told: Any) -> Any:
    """The one line of one person."""
    return told["people"][0]["signals"][0]


def test_every_agreed_name_is_there_and_no_other() -> None:
    found = names(plain(examples.of_kind("held", "down")))
    assert found == {place: told.split() for place, told in AGREED.items()}


def test_the_schema_is_named() -> None:
    assert plain(examples.couple())["schema"] == SCHEMA == "leanings-read/1"


@pytest.mark.parametrize(("kind", "direction"), examples.CASES)
def test_every_kind_has_the_same_names_on_its_line(kind: Kind, direction: Direction | None) -> None:
    told = plain(examples.of_kind(kind, direction))
    assert list(only_line(told)) == AGREED["people[].signals[]"].split()
    assert only_line(told)["pattern"]["kind"] == kind
    assert only_line(told)["pattern"]["direction"] == direction


def test_what_is_unknown_is_null() -> None:
    line = only_line(plain(examples.of_kind("no_variation")))
    assert [line[name] for name in ("now", "usual", "since", "step", "back_within", "days_needed", "began")] == [
        None
    ] * 7
    assert (line["zones"], line["happened"], line["forecasts"]) == ([], [], [])
    assert line["pattern"] == {"kind": "no_variation", "direction": None, "probability": None, "delta": 0.5}
    assert line["fit"]["ok"] is False
    assert line["fit"]["acceptance"] is None


def test_dates_are_iso() -> None:
    line = only_line(plain(examples.of_kind("held", "down")))
    told = [
        line["usual"]["from"],
        line["usual"]["to"],
        line["since"]["date"],
        *line["since"]["band80"],
        line["step"]["date"],
        *(each["date"] for each in line["forecasts"]),
    ]
    assert line["usual"]["from"] == "2031-07-24"
    assert [date.fromisoformat(day).isoformat() for day in told] == told


def test_without_dates_days_are_whole_numbers() -> None:
    line = only_line(plain(examples.undated()))
    told = [line["usual"]["from"], line["since"]["date"], *line["since"]["band80"], line["forecasts"][0]["date"]]
    assert {type(day) for day in told} == {int}
    assert line["usual"]["from"] == 1


@given(st.dates())
def test_a_day_is_written_as_its_date_or_as_it_stood(day: date) -> None:
    assert day_text(day.toordinal(), True) == day.isoformat()
    assert day_text(day.toordinal(), False) == day.toordinal()


def test_people_of_a_couple_are_told_apart() -> None:
    told = plain(examples.couple())
    assert [(person["couple"], person["person"]) for person in told["people"]] == [("7", "Ada"), ("7", "Ben")]
    assert told["diary"]["people"] == 2


def test_the_codebook_tells_what_the_figures_rest_on() -> None:
    told = plain(examples.years())["codebook"]
    assert [line["name"] for line in told["lines"]] == [name for name, *_ in examples.FIVE_LINES]
    assert told["lines"][2] == {"name": "mood", "items": ["mood"], "scale": [-3, 3], "question": None, "language": None}
    assert told["missing_codes"] == ["untouched", "skipped", "not_applicable", "not_asked"]
    assert told["seed"] == 1
    assert told["priors"]
    assert told["rules"]


def test_an_invented_diary_says_so() -> None:
    assert plain(examples.of_kind("open"))["diary"]["invented"] is True
    assert plain(replace(examples.of_kind("open"), invented=False))["diary"]["invented"] is False


def test_no_answer_and_no_day_of_an_answer_is_given_out() -> None:
    reading = examples.of_kind("held", "down")
    trace = reading.people[0].signals[0].trace
    assert trace is not None
    assert len(trace.answers) > 50
    assert not re.search(r'"(trace|answers|level)"', json.dumps(as_json(reading)))


def test_figures_have_six_digits_and_no_minus_before_nought() -> None:
    line = replace(examples.signal("open"), now=Estimate(1 / 3, (-0.0, 2e9 / 3)))
    told = json.dumps(as_json(examples.reading(PersonReading(None, "Ada", (line,)))))
    assert '"now": {"mean": 0.333333, "band80": [0.0, 666667000.0]}' in told


def everywhere(value: float, day: int) -> SignalReading:
    """A line that holds this number wherever a number can stand."""
    figure, band = Estimate(value, (value, value)), (value, value)
    return replace(
        examples.signal("held", "down"),
        mostly=band,
        now=figure,
        usual=Usual("marked", day, day, figure, band),
        zones=(ZoneShare(Zone("low", below=value), value, value, band, band),),
        pattern=Pattern("held", "down", value, 0.5),
        since=Since(day, (day, day)),
        step=Step(day, figure, value),
        back_within={28: value, 56: value},
        began=figure,
        forecasts=(Forecast(day, value, value, value, value),),
        fit=Fit(True, value, value, value, value, None),
    )


@given(st.one_of(st.floats(), st.sampled_from([nan, inf, -inf])), st.integers(1, date.max.toordinal()), st.booleans())
def test_any_number_can_be_written_and_what_is_none_is_null(value: float, day: int, dated: bool) -> None:
    reading = examples.reading(PersonReading(None, "Ada", (everywhere(value, day),)), dated=dated)
    told = only_line(plain(reading))
    unknown = value != value or value in (inf, -inf)
    assert (told["now"]["mean"] is None) is unknown
    assert (told["fit"]["rhat"] is None) is unknown
    assert (told["zones"][0]["below"] is None) is unknown


@pytest.mark.parametrize("make", [examples.undated, examples.years, examples.couple, examples.practice])
def test_every_example_is_json_without_nan(make: Callable[[], Reading]) -> None:
    assert plain(make())["schema"] == SCHEMA
