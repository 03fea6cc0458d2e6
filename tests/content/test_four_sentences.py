"""Four sentences, always in the same order, for every kind of reading."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from leanings.content import spell
from leanings.content.loader import load_content
from leanings.content.sentences import FourSentences, four_sentences, voice_of
from leanings.core.reading import (
    Direction,
    Estimate,
    Fit,
    Happened,
    Kind,
    PersonReading,
    Reading,
    SignalReading,
    Usual,
    Zone,
    ZoneShare,
)
from tests import examples

CONTENT = load_content()
WORDS = {
    ("no_clear_change", None): "No clear change since you began.",
    ("passing", "down"): "A dip that has passed.",
    ("passing", "up"): "A lift that has passed.",
    ("held", "down"): "Lower since about 11 October, and it has held so far.",
    ("held", "up"): "Higher since about 11 October, and it has held so far.",
    ("too_early", None): "Too early to tell. More days may help.",
    ("open", None): "Your answers do not settle this, and more days may not either.",
    ("no_variation", None): "Your answers hardly vary. That can mean many things.",
}
HELD = examples.signal("held", "down")


def said_of(reading: Reading) -> FourSentences:
    """What is said about the first line of the first person."""
    return said(reading.people[0].signals[0], reading)


def said(signal: SignalReading, reading: Reading | None = None) -> FourSentences:
    """What is said about a line in a diary of its own, or in that one."""
    whole = reading or examples.reading(PersonReading(None, "Ada", (signal,)))
    return four_sentences(signal, CONTENT, voice_of(CONTENT, len(whole.people)), spell.name_days(whole, CONTENT))


def test_where_it_is_comes_first_and_no_sentence_is_out_of_order() -> None:
    names = [field.name for field in fields(FourSentences)]
    assert names[:7] == ["where", "zones", "moved", "caution", "rests", "cannot", "last"]


@pytest.mark.parametrize(("kind", "direction"), examples.CASES)
def test_each_kind_is_said_in_its_own_words(kind: Kind, direction: Direction | None) -> None:
    sentences = said_of(examples.of_kind(kind, direction))
    assert sentences.where.startswith("Your answers about “close” have mostly been ")
    assert sentences.moved.startswith(WORDS[kind, direction])
    assert sentences.last == "You do not have to wait for this to decide anything."


@pytest.mark.parametrize(("kind", "direction"), examples.CASES)
def test_everyone_hears_that_calm_is_not_safe_and_low_is_not_an_end(kind: Kind, direction: Direction | None) -> None:
    assert said_of(examples.of_kind(kind, direction)).cannot == (
        "Why. How your partner feels. What comes next.",
        "A calm time is not the same as a safe one.",
        "A low time is not the same as an end.",
    )


@pytest.mark.parametrize(("kind", "direction"), examples.CASES)
def test_the_chance_of_return_and_the_days_needed_change_no_word(kind: Kind, direction: Direction | None) -> None:
    line = examples.of_kind(kind, direction).people[0].signals[0]
    assert said(replace(line, back_within={28: 0.9, 56: 0.99}, days_needed=777)) == said(line)


@pytest.mark.parametrize(
    ("mostly", "scale", "words"),
    [
        ((4.2, 5.1), (0, 10), "4 to 5 out of 10"),
        ((4.4, 4.4), (0, 10), "4.4 out of 10"),
        ((3.9, 4.2), (0, 10), "about 4 out of 10"),
        ((10, 10), (0, 10), "10 out of 10"),
        ((38.2, 61.6), (0, 100), "38 to 62 out of 100"),
        ((-1, 1), (-3, 3), "−1 to 1 on a scale from −3 to 3"),
        ((4.5, 5.5), (1, 7), "4.5 to 5.5 on a scale from 1 to 7"),
        ((4 / 3, 5 / 3), (0, 4), "about 1.5 out of 4"),
        ((0.2, 0.4), (0, 1), "0.2 to 0.4 out of 1"),
    ],
)
def test_where_it_is_fits_any_scale(mostly: tuple[float, float], scale: tuple[float, float], words: str) -> None:
    line = replace(HELD, mostly=mostly, low=scale[0], high=scale[1])
    assert said(line).where == f"Your answers about “close” have mostly been {words} over the last 28 days."


def test_few_or_no_recent_answers_are_told_as_such() -> None:
    assert (
        said(replace(HELD, mostly=None, recent=0)).where == "There are no answers about “close” over the last 28 days."
    )
    one = said(replace(HELD, mostly=(3, 3), recent=1)).where
    assert one == "Your one answer about “close” over the last 28 days was 3 out of 10."
    assert said(replace(HELD, days=12)).where.endswith("over these 12 days.")


def test_a_zone_is_told_in_the_persons_own_word() -> None:
    def zone(share: float, below: float | None, above: float | None) -> str:
        one = ZoneShare(Zone("low", below, above), share, share, (0, 1), (0, 1))
        return said(replace(HELD, zones=(one,))).zones[0]

    assert zone(0.22, 3, None) == "About 2 in 10 days were “low” (below 3) over the last 28 days."
    assert zone(0.01, None, 7.5) == "Fewer than 1 in 10 days were “low” (above 7.5) over the last 28 days."
    assert zone(0.99, 7, 3) == "More than 9 in 10 days were “low” (from 3 to 7) over the last 28 days."


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0.8, "We are about 8 in 10 sure."),
        (0.86, "We are about 9 in 10 sure."),
        (0.97, "We are more than 9 in 10 sure."),
        (0.48, "Today we are less sure: about 5 in 10."),
    ],
)
def test_how_sure_is_told_in_tenths(chance: float, words: str) -> None:
    assert said(replace(HELD, pattern=replace(HELD.pattern, probability=chance))).moved.endswith(words)


def test_a_change_without_a_day_is_held_against_the_beginning() -> None:
    assert said(replace(HELD, since=None)).kind == "Lower than when you began, and it has held so far."


def test_usual_is_named_with_its_stretch_and_that_it_may_have_been_a_hard_time() -> None:
    told = "Your first weeks, 24 July to 20 August, count as usual. You may have begun in a hard time."
    assert told in said(HELD).rests
    usual = Usual("marked", HELD.trace.first, HELD.trace.first + 7, Estimate(6, (5, 7))) if HELD.trace else None
    marked = said(replace(HELD, usual=usual, pattern=replace(HELD.pattern, kind="no_clear_change", direction=None)))
    assert "24 to 31 July, the stretch you marked, counts as usual." in marked.rests
    assert marked.kind == "No clear change from the stretch you marked."


@pytest.mark.parametrize(
    ("answered", "days", "words"),
    [
        (97, 120, "97 of 120 days have an answer. 23 have none."),
        (119, 120, "119 of 120 days have an answer. One has none."),
        (120, 120, "All 120 days have an answer."),
        (1, 9, "1 of 9 days has an answer. 8 have none."),
        (1, 1, "There is one day with an answer."),
        (0, 9, "None of the 9 days has an answer."),
    ],
)
def test_what_it_rests_on_begins_with_the_days(answered: int, days: int, words: str) -> None:
    assert said(replace(HELD, answered=answered, days=days)).rests[0] == words


WRITTEN = "were written because something had happened"


@pytest.mark.parametrize(
    ("marker", "entries", "without", "words"),
    [
        ("happened", 14, 4.1, f"14 entries {WRITTEN}. Without that, the level is the same."),
        ("visit", 2, 2.5, f"2 entries {WRITTEN} (“visit”). Without that, the level is about 1.5 lower."),
        ("quarrel", 3, 5.2, f"3 entries {WRITTEN} (“quarrel”). Without that, the level is about 1.2 higher."),
        ("happened", 9, None, f"9 entries {WRITTEN}. Without that, there is too little left to tell."),
    ],
)
def test_entries_after_something_had_happened_are_counted_and_left_out(
    marker: str, entries: int, without: float | None, words: str
) -> None:
    level = None if without is None else Estimate(without, (without - 1, without + 1))
    line = replace(HELD, now=Estimate(4.0, (3.5, 4.5)), happened=(Happened(marker, entries, level),))
    assert words in said(line).rests


def test_without_marked_entries_nothing_is_said_about_them() -> None:
    silent = said(replace(HELD, happened=(Happened("happened", 0, None),))).rests
    assert not [one for one in silent if "something had happened" in one]


def test_the_error_table_speaks_only_for_kinds_it_knows_and_fits_that_hold() -> None:
    known = replace(CONTENT, wrong_one_in={"held": 12})
    days = spell.name_days(examples.of_kind("held", "down"), CONTENT)
    words = "On made-up diaries where we know the truth, a sentence like this is wrong about 1 time in 12."
    assert words in four_sentences(HELD, known, voice_of(CONTENT, 1), days).rests
    unsure = replace(HELD, fit=Fit(False, 0.4, 12, 1.4, 0.3, "acceptance"))
    assert words not in four_sentences(unsure, known, voice_of(CONTENT, 1), days).rests
    silent = replace(CONTENT, wrong_one_in={"open": 3})
    assert words not in four_sentences(HELD, silent, voice_of(CONTENT, 1), days).rests


def test_figures_that_did_not_settle_are_not_to_be_leaned_on() -> None:
    failed = Fit(False, 0.4, 12, 1.4, 0.3, "acceptance")
    told = "The sums did not settle this time. Please do not lean on the figures."
    assert said(replace(HELD, fit=failed)).caution == told
    assert said(replace(HELD, fit=failed, now=None)).caution == "No level could be worked out from these answers."
    assert said(HELD).caution is None
    assert said_of(examples.of_kind("no_variation")).caution is None


def test_where_there_are_several_people_nobody_is_called_you() -> None:
    reading = examples.couple()
    for person in reading.people:
        for line in person.signals:
            sentences = said(line, reading)
            spoken = [sentences.where, sentences.moved, *sentences.zones, *sentences.rests, *sentences.cannot]
            assert not [one for one in spoken if " you" in f" {one.lower()}"]


def test_days_are_dates_numbers_or_dates_with_years_as_the_diary_is() -> None:
    assert said_of(examples.undated()).kind == "Higher since about day 80, and it has held so far."
    assert said_of(examples.years()).kind == "Lower since about 28 September 2031, and it has held so far."
