"""The figures stand beneath the words: every one that is known, none that is for research only."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leanings.content import spell
from leanings.content.figures import codebook, figures
from leanings.content.loader import load_content
from tests import examples

CONTENT = load_content()
ADA = examples.of_kind("held", "down")
LINE = ADA.people[0].signals[0]
DAYS = spell.name_days(ADA, CONTENT)


def test_each_figure_carries_its_doubt() -> None:
    rows = {row.label: (row.value, row.between) for row in figures(LINE, CONTENT, DAYS)}
    assert rows["Now: the last 7 days"] == ("3.5", "2.9 to 4.2")
    assert rows["Changed about"] == ("11 October", "7 to 17 October")
    assert rows["Share “low” of the last 28 days"] == ("22 %", "12 to 35 %")
    assert rows["An answer on 21 November may be"] == ("3.5", "1.5 to 5.5")


def test_the_chance_of_return_and_the_days_needed_are_on_no_page() -> None:
    other = replace(LINE, back_within={28: 0.9, 56: 0.99}, days_needed=777)
    assert figures(other, CONTENT, DAYS) == figures(LINE, CONTENT, DAYS)


def test_what_is_unknown_has_no_row() -> None:
    labels = [row.label for row in figures(examples.signal("no_variation"), CONTENT, DAYS)]
    assert labels == [
        "Last 28 days: middle half of the answers, from 24 days",
        "Counts as a change, in day-to-day swings",
    ]


def test_the_codebook_tells_the_file_the_guesses_the_codes_and_the_seed() -> None:
    facts = {fact.label: fact.value for fact in codebook(ADA, CONTENT)}
    assert facts["File"] == "an-invented-diary.csv"
    assert facts["Guessed about the file: date"] == "date"
    assert facts["Line “close”"] == "close; from 0 to 10"
    assert facts["Code of missing: skipped"] == "the question was skipped: 3"
    assert facts["Seed"] == "1 (the same seed gives the same reading)"
    assert facts["Day"] == "a calendar date"


@pytest.mark.parametrize(("value", "text"), [(-0.04, "0.0"), (-1.25, "−1.2"), (3.0, "3.0")])
def test_numbers_have_a_true_minus_and_no_minus_nothing(value: float, text: str) -> None:
    assert spell.number(value) == text


@given(st.floats(-100, 100), st.sampled_from([0.1, 0.5, 1.0]))
def test_rounding_a_mirrored_answer_mirrors_it(value: float, grain: float) -> None:
    assert spell.rounded(-value, grain) == -spell.rounded(value, grain)
    assert abs(spell.rounded(value, grain) - value) <= grain / 2 + 1e-6


def test_a_stretch_names_month_and_year_once_where_once_is_enough() -> None:
    first = examples.FIRST
    assert DAYS.stretch(first, first) == "24 July"
    assert DAYS.stretch(first, first + 4) == "24 to 28 July"
    assert DAYS.stretch(first, first + 20) == "24 July to 13 August"
    years = replace(DAYS, years=True)
    assert years.stretch(first, first + 20) == "24 July to 13 August 2031"
    assert years.stretch(first, first + 200) == "24 July 2031 to 9 February 2032"
    numbers = replace(DAYS, dated=False)
    assert numbers.stretch(1, 28) == "day 1 to day 28"
