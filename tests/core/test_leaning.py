"""On which days: both sides on better and on harder days, with doubt, and never one taken from the other."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import fields
from datetime import date, timedelta
from statistics import median

import pytest

from leanings.core.checkin import Answer, CheckIn
from leanings.core.leaning import LEAST, Beside, Leaning, Put, chances, leaning

FIRST = date(2031, 3, 1)


def entry(day: int, stay: int | None, go: int | None, on: int = 0) -> CheckIn:
    """A check-in in which these were answered, and nothing else."""
    told = {"day": day, "reasons_stay": stay, "reasons_go": go}
    answers = tuple(
        Answer(line, 1, value=value) if value is not None else Answer(line, 1, code="untouched")
        for line, value in told.items()
    )
    return CheckIn(FIRST + timedelta(on), "2031-03-01T20:00Z", answers=answers)


def put(rows: Sequence[tuple[int, int, int]]) -> Leaning:
    """The leaning of these days: how the day was, reasons to stay, reasons to go."""
    return leaning(entry(day, stay, go, on) for on, (day, stay, go) in enumerate(rows))


def by_dice(answers: Sequence[int], times: int, rng: random.Random) -> list[float]:
    """The chances of each middle answer, by drawing."""
    found = [0.0] * 11
    for _ in range(times):
        drawn = sorted(rng.choices(answers, k=len(answers)))
        for place in ((len(drawn) + 1) // 2 - 1, len(drawn) // 2):
            found[drawn[place]] += 0.5 / times
    return found


@pytest.mark.parametrize("answers", [[3, 7, 7, 8, 2, 9, 5], [0, 10, 10, 4, 6, 6, 1, 1], [5] * 9])
def test_the_chances_are_those_that_drawing_with_dice_gives(answers: list[int]) -> None:
    exact = chances(answers)
    assert sum(exact) == pytest.approx(1)
    assert exact == pytest.approx(by_dice(answers, 20_000, random.Random(7)), abs=0.015)  # noqa: S311  # not a secret


def test_days_are_parted_by_their_own_middle_and_those_on_it_are_neither() -> None:
    told = put([(2, 1, 9)] * 7 + [(5, 5, 5)] * 3 + [(8, 9, 1)] * 7)
    assert (told.better, told.harder) == (7, 7)
    assert told.stay == Beside(Put((9,) * 7, 9.0, (9, 9)), Put((1,) * 7, 1.0, (1, 1)), "lower")
    assert told.go == Beside(Put((1,) * 7, 1.0, (1, 1)), Put((9,) * 7, 9.0, (9, 9)), "higher")


def test_with_too_few_days_of_one_kind_only_their_number_is_told() -> None:
    told = put([(2, 1, 9)] * (LEAST - 1) + [(8, 9, 1)] * (LEAST - 1))
    assert told == Leaning(LEAST - 1, LEAST - 1)
    assert put([]) == Leaning(0, 0)
    assert put([(5, 1, 1)] * 30) == Leaning(0, 0)


def test_an_entry_counts_only_where_all_three_were_answered() -> None:
    whole = [entry(day, 5, 5) for day in (2, 8) for _ in range(LEAST)]
    assert leaning([*whole, entry(1, None, 5), entry(9, 5, None)]) == leaning(whole)


def test_both_sides_are_worked_out_alike_and_turned_round_the_answer_turns_round() -> None:
    rng = random.Random(3)  # noqa: S311  # not a secret
    rows = [(rng.randint(0, 10), rng.randint(0, 10), rng.randint(0, 10)) for _ in range(60)]
    told, swapped = put(rows), put([(day, go, stay) for day, stay, go in rows])
    assert (told.stay, told.go) == (swapped.go, swapped.stay)
    turned = put([(10 - day, stay, go) for day, stay, go in rows])
    assert told.stay is not None
    assert turned.stay is not None
    assert (told.stay.better, told.stay.harder) == (turned.stay.harder, turned.stay.better)
    assert {told.stay.on_harder, turned.stay.on_harder} in ({"same"}, {"higher", "lower"})


@pytest.mark.parametrize("days", [2 * LEAST + 1, 30, 120])
def test_reasons_that_have_nothing_to_do_with_the_day_are_seldom_called_higher_or_lower(days: int) -> None:
    rng = random.Random(11)  # noqa: S311  # not a secret
    called = 0
    for _ in range(200):
        rows = [(place % 11, *(min(10, max(0, round(rng.gauss(6, 2)))) for _ in "sg")) for place in range(days)]
        told = put(rows)  # type: ignore[arg-type]  # three numbers
        called += sum(side is not None and side.on_harder != "same" for side in (told.stay, told.go))
    assert called <= 0.05 * 400


def test_reasons_that_do_move_with_the_day_are_mostly_found() -> None:
    rng = random.Random(13)  # noqa: S311  # not a secret
    found = 0
    for _ in range(100):
        rows = []
        for _ in range(40):
            day = rng.randint(0, 10)
            stay = min(10, max(0, round(rng.gauss(4 if day < 5 else 7, 2))))
            rows.append((day, stay, 5))
        told = put(rows)
        assert told.stay is not None
        assert told.stay.on_harder != "higher"
        found += told.stay.on_harder == "lower"
    assert found >= 80


def test_the_band_holds_the_middle_and_nothing_names_a_path() -> None:
    rng = random.Random(17)  # noqa: S311  # not a secret
    told = put([(rng.randint(0, 10), rng.randint(0, 10), rng.randint(0, 10)) for _ in range(50)])
    for side in (told.stay, told.go):
        assert side is not None
        for one in (side.better, side.harder):
            assert one.band[0] <= one.middle <= one.band[1]
            assert one.middle == median(one.answers)
    assert [field.name for field in fields(Leaning)] == ["better", "harder", "stay", "go"]
