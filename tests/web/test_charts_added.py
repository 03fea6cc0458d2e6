"""What a person adds to a picture: turning points, a dashed line; and pictures that show dots alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leanings.web.kit.axes import text_width
from leanings.web.kit.charts import PHONE, WIDE, Added, Frame, Label, LevelChart, level_chart
from tests import examples
from tests.web.test_charts import CAPTIONS, DATES, FRAMES, on_paper, picture


def with_turnings(chart_days: list[int], frame: Frame, remembered: float | None = 8.0) -> LevelChart:
    """The picture of a change, with turning points on these days after its first and a dashed line."""
    added = Added(remembered, tuple((place, examples.FIRST + day) for place, day in enumerate(chart_days, start=1)))
    chart = level_chart(examples.signal("held", "down"), frame, DATES, CAPTIONS, added)
    assert chart is not None
    return chart


def reach(label: Label, frame: Frame) -> tuple[float, float]:
    """From where to where a label stands."""
    half = text_width(label.text, frame.type_size) / 2
    return label.x - half, label.x + half


@given(st.lists(st.integers(-20, 140), max_size=60).map(sorted), st.sampled_from([PHONE, WIDE]))
@settings(max_examples=120)
def test_numbers_of_turning_points_never_touch_and_never_leave_the_paper(days: list[int], frame: Frame) -> None:
    chart = with_turnings(days, frame)
    inside = [day for day in days if 0 <= day < 120]
    assert len(chart.turnings) == len(inside)
    reaches = [reach(label, frame) for label in chart.numbers]
    assert all(one[1] < other[0] for one, other in pairwise(reaches))
    assert all(left >= 0 and right <= frame.width for left, right in reaches)
    named = [int(number) for label in chart.numbers for number in label.text.split("–")]
    assert named == sorted(named)
    if inside:
        assert named[0] == days.index(inside[0]) + 1
        assert named[-1] == len(days) - len([day for day in days if day >= 120])
    assert on_paper(chart)


@FRAMES
@pytest.mark.parametrize("day", range(0, 120, 7))
def test_a_number_never_stands_in_the_word_about_a_change(frame: Frame, day: int) -> None:
    chart = with_turnings([day], frame)
    assert chart.changed_label is not None
    (number,) = chart.numbers
    apart = reach(number, frame)[1] < reach(chart.changed_label, frame)[0]
    apart = apart or reach(number, frame)[0] > reach(chart.changed_label, frame)[1]
    assert apart or chart.changed_label.y <= number.y - frame.type_size
    assert chart.changed_label.y - 0.8 * frame.type_size >= 0


@FRAMES
@pytest.mark.parametrize("level", [0.0, 2.0, 5.0, 6.2, 8.0, 10.0])
def test_the_dashed_line_stands_where_it_is_remembered_and_its_words_beside_those_of_the_usual_range(
    frame: Frame, level: float
) -> None:
    chart = with_turnings([10, 60], frame, level)
    assert chart.remembered == pytest.approx(chart.plot.y + chart.plot.height * (1 - level / 10), abs=0.1)
    assert chart.remembered_label is not None
    assert chart.usual_label is not None
    one, other = reach(chart.remembered_label, frame), reach(chart.usual_label, frame)
    across = one[0] < other[1] and other[0] < one[1]
    assert not across or abs(chart.remembered_label.y - chart.usual_label.y) >= frame.type_size


@FRAMES
def test_what_a_person_adds_moves_no_answer_and_no_level(frame: Frame) -> None:
    plain, added = picture(examples.signal("held", "down"), frame), with_turnings([3, 100], frame)
    assert plain.dots.count("h0") == added.dots.count("h0")
    assert (plain.plot.height, plain.plot.width) == (added.plot.height, added.plot.width)
    assert (plain.remembered, plain.remembered_label, plain.turnings, plain.numbers) == (None, None, (), ())


@FRAMES
def test_a_picture_of_dots_keeps_the_band_and_shows_no_level_no_usual_range_and_no_change(frame: Frame) -> None:
    chart = level_chart(examples.signal("held", "down"), frame, DATES, CAPTIONS, Added(dots=True))
    assert chart is not None
    assert (chart.level, chart.usual, chart.stretch, chart.usual_label) == ("", None, None, None)
    assert (chart.changed, chart.changed_label) == (None, None)
    assert chart.doubt != ""
    assert chart.dots != ""
