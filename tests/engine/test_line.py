"""A line is made ready so that the order of columns and the way a scale runs change nothing."""

from __future__ import annotations

import numpy as np
import pytest

from leanings.core.diary import Person
from leanings.core.signal import Item, Scale, Signal
from leanings.engine.courses import Base
from leanings.engine.line import Line, hardly_varies, make_line, marked_base, middle_half, own_base
from leanings.engine.rows import every_day, make_rows
from tests.engine.cases import CLOSE, person, wandering

NAN = float("nan")
MOOD = Signal("mood", (Item("calm"), Item("sad", reversed=True), Item("tense", reversed=True)), Scale(1.0, 5.0))


def line(answers: list[float], days: list[int] | None = None) -> Line:
    return make_line(person({"close": answers}, days), CLOSE)


def moods(order: tuple[int, ...] = (0, 1, 2)) -> Line:
    ada = person({"calm": [4, 5, 1, NAN], "sad": [2, 1, 5, 2], "tense": [NAN, 1, 4, NAN]})
    return make_line(ada, Signal("mood", tuple(MOOD.items[place] for place in order), MOOD.scale))


def test_reversed_items_are_turned_round_and_all_are_shares_of_the_scale() -> None:
    mood = moods()
    shares = mood.values if not mood.turned else 1.0 - mood.values
    # most answered first: sad, then calm, then tense
    assert np.allclose(shares[1], [1.0, 1.0, 1.0])
    assert np.allclose(shares[2], [0.0, 0.0, 0.25])
    assert np.isnan(shares[3]).tolist() == [False, True, True]
    assert np.allclose(mood.answers, [4.0, 5.0, 4.0 / 3.0, 4.0])


def test_the_order_of_columns_changes_nothing() -> None:
    for order in ((2, 1, 0), (1, 2, 0)):
        assert np.array_equal(moods(order).values, moods().values, equal_nan=True)


def test_a_scale_answered_upside_down_is_turned_so_that_the_numbers_are_the_same() -> None:
    answers = wandering(60, 3)
    up, down = line(answers), line([10.0 - answer for answer in answers])
    assert up.turned != down.turned
    assert np.allclose(up.values, down.values, atol=1e-12)
    assert np.allclose(up.answers, 10.0 - down.answers, atol=1e-12)


def test_markers_that_never_vary_are_left_out() -> None:
    ada = person({"close": [1, 2, 3]}, marks={"ill": [0, 0, 0], "late": [1, 1, 1], "visit": [0, 1, 0]})
    assert make_line(ada, CLOSE, ("ill", "late", "visit", "unheard of")).marks.tolist() == [[0], [1], [0]]


@pytest.mark.parametrize(
    ("answers", "flat"),
    [
        ([5.0] * 30, True),
        ([5.0, 6.0] * 15, True),
        ([5.0, 6.0, 7.0] * 10, False),
        ([5.0] * 95 + [6.0, 7.0, 8.0, 9.0, 1.0], True),
        ([5.0] * 94 + [6.0, 7.0, 8.0, 9.0, 1.0, 2.0], False),
        ([NAN] * 30, True),
        ([5.0, 6.0] * 15 + [NAN], True),
    ],
)
def test_answers_that_hardly_vary_are_known_as_such(answers: list[float], flat: bool) -> None:
    assert hardly_varies(line(answers)) is flat


def test_the_own_base_is_the_first_four_weeks_once_now_is_two_weeks_past_them() -> None:
    assert own_base(line([5.0] * 42)) == Base(0, 27, 3)
    assert own_base(line([5.0] * 41)) is None
    assert own_base(line([5.0] * 13)) is None


def test_the_own_base_grows_until_fourteen_days_are_answered() -> None:
    days = [3 * day for day in range(40)]
    assert own_base(line([5.0] * 40, days)) == Base(0, 39, 3)
    twice = [day for day in days for _ in (0, 1)]
    assert own_base(line([5.0] * 80, twice)) == Base(0, 39, 3)


@pytest.mark.parametrize(
    ("first", "last", "base"),
    [
        (105, 125, Base(5, 25, 3)),
        (50, 125, Base(0, 25, 3)),
        (105, 117, None),
        (120, 150, None),
        (125, 105, None),
        (10, 20, None),
        (300, 400, None),
        (100, 145, Base(0, 45, 3)),
        (100, 146, None),
    ],
)
def test_a_marked_stretch_counts_if_it_is_long_full_and_past(first: int, last: int, base: Base | None) -> None:
    assert marked_base(line([5.0] * 60, list(range(100, 160))), first, last) == base


def test_the_middle_half_is_that_of_the_last_four_weeks() -> None:
    assert middle_half(line([0.0] * 30 + [float(day % 5) for day in range(28)]))[1] == (1.0, 3.0)
    assert middle_half(line([5.0] * 3 + [NAN]))[0] == 3
    assert middle_half(line([5.0, *[NAN] * 30])) == (0, None)


def test_rows_keep_the_sums_of_a_day_and_the_edges_without_answers() -> None:
    values = np.array([[NAN, NAN], [0.1, 0.2], [0.3, NAN], [NAN, NAN], [0.5, 0.4], [NAN, NAN]])
    rows = make_rows([10, 11, 11, 12, 14, 20], values)
    assert rows.day.tolist() == [0, 1, 4, 10]
    assert rows.gap.tolist() == [1, 1, 3, 6]
    assert rows.counts[rows.answered].tolist() == [[0, 0], [2, 1], [1, 1], [0, 0]]
    assert np.allclose(rows.total, np.array([[0.0, 0.0], [0.4, 0.2], [0.5, 0.4], [0.0, 0.0]]))
    assert np.allclose(rows.s2, [0.01 + 0.09 + 0.25, 0.04 + 0.16])
    assert every_day(rows, more=2).day.tolist() == list(range(13))


def test_entries_of_a_day_with_different_marks_stay_apart() -> None:
    rows = make_rows([1, 1, 1], np.array([[0.1], [0.2], [0.3]]), np.array([[1.0], [0.0], [1.0]]))
    assert rows.gap.tolist() == [1, 0]
    assert np.allclose(np.sort(rows.total, axis=None), [0.2, 0.4])


def test_an_empty_person_is_a_line_without_answers() -> None:
    ada: Person = person({"close": [NAN, NAN]})
    assert len(make_line(ada, CLOSE).answered) == 0
    assert not make_line(ada, CLOSE).turned
