"""What the options of `leanings read` mean for the engine, and how a word that does not fit the diary is refused."""

from __future__ import annotations

import argparse
from array import array
from datetime import date

import pytest

from leanings.cli.only import choose
from leanings.cli.options import (
    WORTH_SHARING,
    OptionNotUnderstood,
    add_reading_options,
    processes_of,
    signals_of,
    wish_of,
)
from leanings.core.diary import Diary, Person
from leanings.core.reading import Zone
from leanings.core.signal import Signal, parse_signal
from leanings.engine import Wish

MARCH = date(2031, 3, 1).toordinal()
LINES = (parse_signal("close:0-10"), parse_signal("down:-3-3"))


def person(name: str, couple: str | None = None, first: int = MARCH, ill: tuple[int, ...] = (0, 1, 1)) -> Person:
    """Three days of a person."""
    days = array("q", range(first, first + 3))
    answers = {"close": array("d", [6, 5, 4]), "down": array("d", [-1, 0, 2])}
    return Person(couple, name, days, answers, {"ill": array("q", ill), "Something_Happened": array("q", [0, 0, 1])})


def diary(*people: Person, dated: bool = True, signals: tuple[Signal, ...] = LINES) -> Diary:
    """A diary of these people with two lines and two markers."""
    markers = ("ill", "Something_Happened")
    return Diary("ada.csv", dated, people or (person("Ada"),), ("close", "down"), markers, signals=signals)


COUPLES = diary(person("F", "1"), person("M", "1"), person("F", "2"), person("2", "2"), person("M", "3"))


def told(*words: str) -> argparse.Namespace:
    """What these words say."""
    parser = argparse.ArgumentParser()
    add_reading_options(parser)
    return parser.parse_args(words)


def wish(*words: str, of: Diary | None = None, markers: tuple[str, ...] = ()) -> Wish:
    """The wish these words stand for."""
    return wish_of(told(*words), of or diary(), markers)


def refused(*words: str, of: Diary | None = None) -> str:
    """The sentence with which these words are refused."""
    with pytest.raises(OptionNotUnderstood) as caught:
        wish(*words, of=of)
    return caught.value.sentence


def labels(chosen: Diary) -> list[str]:
    """Whose entries are left."""
    return [each.label for each in chosen.people]


def cut(*names: str, of: Diary = COUPLES) -> str:
    """The sentence with which `--only` refuses these names."""
    with pytest.raises(OptionNotUnderstood) as caught:
        choose(of, names)
    return caught.value.sentence


def test_saying_nothing_asks_for_nothing_but_the_marker_of_what_had_happened() -> None:
    assert wish() == Wish(happened="Something_Happened")


def test_every_option_reaches_the_wish() -> None:
    words = "--since 2031-03-01..2031-03-02 --zone close=3,7 --zone down=-1.5,1 --happened ill --forecast 14 --seed 9"
    asked = wish(*words.split(), markers=("ill",))
    assert asked == Wish(
        since=(MARCH, MARCH + 1),
        zones={
            "close": (Zone("low", below=3.0), Zone("high", above=7.0)),
            "down": (Zone("low", below=-1.5), Zone("high", above=1.0)),
        },
        markers=("ill",),
        happened="ill",
        forecast=14,
        seed=9,
    )


def test_a_day_stands_for_the_four_weeks_from_it() -> None:
    assert wish("--since", "2031-02-20").since == (MARCH - 9, MARCH + 18)
    assert wish("--since", "5", of=diary(person("Ada", first=4), dated=False)).since == (5, 32)


def test_days_before_nought_can_be_named() -> None:
    early = diary(person("Ada", first=-7), dated=False)
    assert wish("--since", "-7", of=early).since == (-7, 20)
    assert wish("--since=-7..-6", of=early).since == (-7, -6)


def test_a_marker_stands_for_the_days_it_marks() -> None:
    asked = wish("--since", "ill")
    assert (asked.since, asked.since_marker) == (None, "ill")
    assert asked.stretch(person("Ada")) == (MARCH + 1, MARCH + 2)


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        ("2031-03-02..2031-03-01", "ends before it begins"),
        ("1999-01-01", "the diary holds nothing of that time; it goes from 2031-03-01 to 2031-03-03"),
        ("2031-03-04..2031-04-04", "the diary holds nothing of that time"),
        ("03/01/2031", "“03/01/2031” is not a date such as 2031-05-03, nor a marker column (ill, Something_Happened)"),
        ("2031-03-01..", "“” is not a date"),
        ("close", "“close” is not a date"),
        ("12", "“12” is not a date"),
    ],
)
def test_a_stretch_that_is_none_is_refused(mark: str, said: str) -> None:
    assert said in refused("--since", mark)


def test_without_dates_a_stretch_is_in_day_numbers() -> None:
    said = refused("--since", "2031-03-01", of=diary(dated=False))
    assert "“2031-03-01” is not a day number of the diary" in said


def test_a_marker_that_marks_no_day_is_no_stretch() -> None:
    assert refused("--since", "ill", of=diary(person("Ada", ill=(0, 0, 0)))) == "--since ill: that column marks no day."


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("clsoe=3,7", "There is no line “clsoe”. There is: “close”, “down”."),
        ("3,7", "There is no line “3,7”."),
        ("close=3", "write two numbers, as in --zone close=3,7"),
        ("close=3,5,7", "write two numbers"),
        ("close=low,high", "write two numbers"),
        ("close=7,3", "two rising numbers from 0 to 10 are needed"),
        ("close=3,3", "two rising numbers"),
        ("close=-1,7", "two rising numbers from 0 to 10"),
        ("close=nan,7", "two rising numbers"),
        ("down=0,inf", "two rising numbers from -3 to 3"),
    ],
)
def test_zones_that_make_no_sense_are_refused(zone: str, said: str) -> None:
    assert said in refused("--zone", zone)


def test_a_line_has_its_zones_once() -> None:
    assert "has its zones already" in refused("--zone", "close=3,7", "--zone", "close=2,8")


def test_a_marker_that_is_not_there_is_refused_by_naming_those_that_are() -> None:
    assert refused("--happened", "quarrel") == (
        "There is no marker column “quarrel”. There is: “ill”, “Something_Happened”."
    )


def test_the_ends_of_a_scale_may_be_thresholds() -> None:
    assert wish("--zone", "close=0,10").zones["close"] == (Zone("low", below=0.0), Zone("high", above=10.0))


def test_two_lines_of_one_name_are_refused() -> None:
    assert [signal.name for signal in signals_of(told("--signal", "close:0-10", "--signal", "b=close:0-10"))] == [
        "close",
        "b",
    ]
    with pytest.raises(OptionNotUnderstood, match="two lines are called “close”"):
        signals_of(told("--signal", "close:0-10", "--signal", "close=down:0-10"))


def test_a_second_process_is_used_where_it_saves_time_or_where_it_is_asked_for() -> None:
    few, many = diary(), diary(*[person(str(number)) for number in range(WORTH_SHARING // 2)])
    assert [processes_of(told(), few), processes_of(told(), many)] == [1, 2]
    assert processes_of(told("--processes", "3"), few) == 3
    assert processes_of(told("--processes", "1"), many) == 1


def test_nothing_named_keeps_everything() -> None:
    assert choose(COUPLES, []) == COUPLES


@pytest.mark.parametrize(
    ("names", "left"),
    [
        (("1",), ["1/F", "1/M"]),
        (("1/",), ["1/F", "1/M"]),
        (("1/M",), ["1/M"]),
        (("F",), ["1/F", "2/F"]),
        (("M", "2/"), ["1/M", "2/F", "2/2", "3/M"]),
        (("2/2",), ["2/2"]),
        (("1/F", "1/F"), ["1/F"]),
    ],
)
def test_a_person_a_couple_or_one_of_a_couple_is_kept(names: tuple[str, ...], left: list[str]) -> None:
    chosen = choose(COUPLES, names)
    assert labels(chosen) == left
    assert chosen.signals == LINES


def test_a_line_is_kept_for_everybody_and_a_person_with_every_line() -> None:
    assert labels(choose(COUPLES, ["down"])) == labels(COUPLES)
    assert choose(COUPLES, ["down"]).signals == LINES[1:]
    both = choose(COUPLES, ["down", "1/F"])
    assert (labels(both), both.signals) == (["1/F"], LINES[1:])


def test_a_name_that_may_mean_two_things_is_refused_and_how_to_say_it_is_told() -> None:
    assert cut("2") == (
        "--only 2: both a couple and a person are called so; write 2/ for the couple, or couple/person, "
        "such as 2/2, for one person."
    )
    assert "both a person and a line are called so" in cut("close", of=diary(person("close")))


def test_a_name_that_is_not_there_is_refused_by_naming_those_that_are() -> None:
    assert cut("Eve", of=diary()) == "There is no person or line “Eve”. There is: “Ada”, “close”, “down”."
    many = diary(*[person(str(number)) for number in range(20)])
    assert cut("Eve", of=many).endswith("“7”, “close”, “down”. And 12 more people.")
