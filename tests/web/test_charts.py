"""Pictures: whatever the reading, everything stays on the paper, and a mirrored scale gives a mirrored picture."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leanings.content import spell
from leanings.content.loader import load_content
from leanings.content.spell import Days
from leanings.core.reading import Estimate, SignalReading, Since, Trace, Usual
from leanings.web.kit.axes import day_marks, scale_labels, text_width
from leanings.web.kit.charts import PHONE, WIDE, Box, Captions, Frame, Label, LevelChart, level_chart
from leanings.web.kit.paths import dots, polyline, ribbon, thin, tidy
from tests import examples

CONTENT = load_content()
CALENDAR = CONTENT.words["calendar"]
DATES = Days(True, False, CALENDAR)
CAPTIONS = Captions("title", "told", "your range since you began", "changed about here", "as I remember it before")
FRAMES = pytest.mark.parametrize("frame", [PHONE, WIDE], ids=lambda frame: frame.name)


def picture(signal: SignalReading, frame: Frame = WIDE, days: Days = DATES) -> LevelChart:
    """The picture of a line that has one."""
    chart = level_chart(signal, frame, days, CAPTIONS)
    assert chart is not None
    return chart


def points(path: str) -> list[tuple[float, float]]:
    """Every point of a path of M, m, L, l, h and v, as a pen would go."""
    at, found = (0.0, 0.0), []
    for command, rest in re.findall(r"([MmLlhvz])([^MmLlhvz]*)", path):
        numbers = [float(one) for one in rest.split()]
        if command == "v":
            numbers = [0.0, *numbers]
        pairs = list(zip(numbers[::2], numbers[1::2], strict=True)) if command not in "hz" else []
        for x, y in pairs:
            at = (x, y) if command in "ML" else (at[0] + x, at[1] + y)
            found.append(at)
    return found


def on_paper(chart: LevelChart) -> bool:
    """Whether every mark, band and label lies on the paper."""
    frame = chart.frame
    spots = [point for path in (chart.dots, chart.level, chart.doubt, chart.missing) for point in points(path)]
    for box in (chart.usual, chart.stretch, chart.changed):
        if box is not None:
            spots += [(box.x, box.y), (box.x + box.width, box.y + box.height)]
    for label in (chart.usual_label, chart.changed_label):
        if label is not None:
            half = text_width(label.text, frame.type_size) / 2
            spots += [(label.x - half, label.y - frame.type_size), (label.x + half, label.y)]
    for mark in chart.foot:
        wide = text_width(mark.label, frame.type_size)
        left = mark.at - {"start": 0.0, "middle": wide / 2, "end": wide}[mark.anchor]
        spots += [(left, chart.foot_y), (left + wide, chart.foot_y)]
    for mark in chart.scale:
        spots += [(chart.scale_x - text_width(mark.label, frame.type_size), mark.at)]
    return all(-0.11 <= x <= frame.width + 0.11 and -0.11 <= y <= frame.height + 0.11 for x, y in spots)


@st.composite
def lines(draw: st.DrawFn) -> SignalReading:
    """Any line of a diary: any scale, any span, any gaps, bands that may leave the scale."""
    low, width = draw(st.sampled_from([(0, 10), (1, 6), (-3, 6), (0, 100), (0, 4), (0, 3), (0.5, 2.25), (0, 1)]))
    length = draw(st.sampled_from([1, 2, 3, 14, 60, 119, 400, 1500]))
    first = draw(st.integers(1, 740_000))
    asked = draw(st.lists(st.integers(0, length - 1), min_size=1, max_size=40, unique=True))
    within = st.floats(low - 0.2 * width, low + 1.2 * width)
    level = tuple(draw(st.lists(within, min_size=length, max_size=length)) if length < 20 else [low] * length)
    edges = sorted((draw(within), draw(within)))
    start = first + draw(st.integers(0, length - 1))
    return replace(
        examples.signal("held", "down", low=low, high=low + width),
        trace=Trace(
            first=first,
            level=level,
            lower80=tuple(value - 0.1 * width for value in level),
            upper80=tuple(value + 0.1 * width for value in level),
            answers=tuple((first + day, draw(within)) for day in sorted(asked)),
        ),
        usual=Usual("since_began", first, start, Estimate(edges[0], (edges[0], edges[1]))),
        since=Since(start, (start - 4, start + draw(st.integers(0, 9)))),
    )


@given(lines(), st.sampled_from([PHONE, WIDE]), st.booleans(), st.booleans())
@settings(max_examples=150)
def test_nothing_ever_leaves_the_paper(signal: SignalReading, frame: Frame, dated: bool, years: bool) -> None:
    assert on_paper(picture(signal, frame, Days(dated, years, CALENDAR)))


@given(lines(), st.sampled_from([PHONE, WIDE]))
@settings(max_examples=80)
def test_a_mirrored_scale_gives_a_mirrored_picture(signal: SignalReading, frame: Frame) -> None:
    trace = signal.trace
    assert trace is not None
    turn = signal.low + signal.high
    mirrored = replace(
        signal,
        trace=replace(
            trace,
            level=tuple(turn - value for value in trace.level),
            lower80=tuple(turn - value for value in trace.upper80),
            upper80=tuple(turn - value for value in trace.lower80),
            answers=tuple((day, turn - value) for day, value in trace.answers),
        ),
    )
    plain, other = picture(signal, frame), picture(mirrored, frame)
    middle = 2 * plain.plot.y + plain.plot.height
    for here, there in ((plain.dots, other.dots), (plain.level, other.level)):
        pairs = list(zip(points(here), points(there), strict=True))
        assert all(x == pytest.approx(mx, abs=0.11) for (x, _), (mx, _) in pairs)
        assert all(y == pytest.approx(middle - my, abs=0.21) for (_, y), (_, my) in pairs)


def test_every_answer_is_one_dot_and_every_day_without_one_is_one_tick() -> None:
    line = examples.signal("held", "down")
    chart = picture(line)
    assert chart.dots.count("h0") == line.answered
    assert chart.missing.count("v5") == line.days - line.answered


def test_a_line_without_a_level_is_dots_alone() -> None:
    chart = picture(examples.signal("no_variation"))
    assert (chart.level, chart.doubt, chart.usual, chart.changed) == ("", "", None, None)
    assert level_chart(replace(examples.signal(), trace=None), WIDE, DATES, CAPTIONS) is None


@FRAMES
def test_the_upright_band_is_where_the_change_lies(frame: Frame) -> None:
    line = examples.signal("held", "down")
    chart = picture(line, frame)
    assert line.since is not None
    assert line.trace is not None
    share = (line.since.band80[0] - line.trace.first) / (line.days - 1)
    assert chart.changed is not None
    assert chart.changed.x == pytest.approx(chart.plot.x + chart.plot.width * share, abs=0.3)


@FRAMES
def test_the_usual_band_is_the_range_that_counts_as_usual(frame: Frame) -> None:
    line = examples.signal("held", "down")
    assert line.usual is not None
    wide = picture(replace(line, usual=replace(line.usual, within=(2.0, 8.0))), frame)
    assert wide.usual is not None
    assert wide.usual.height == pytest.approx(0.6 * wide.plot.height, abs=0.3)
    bare = picture(replace(line, usual=replace(line.usual, within=None)), frame)
    assert bare.usual is not None
    low, high = line.usual.level.band80
    assert bare.usual.height == pytest.approx((high - low) / 10 * bare.plot.height, abs=0.3)


def covered(label: Label | None, chart: LevelChart) -> int:
    """How many dots a label lies over."""
    assert label is not None
    size = chart.frame.type_size
    half = text_width(label.text, size) / 2
    box = Box(label.x - half, label.y - 0.8 * size, 2 * half, size)
    return sum(box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height for x, y in points(chart.dots))


@FRAMES
def test_labels_stand_where_few_dots_are_and_never_over_the_change(frame: Frame) -> None:
    for kind, direction in examples.CASES[:5]:
        chart = picture(examples.signal(kind, direction), frame)
        assert covered(chart.usual_label, chart) <= 3
        if chart.changed_label is not None:
            assert covered(chart.changed_label, chart) == 0
            assert chart.changed_label.y < chart.plot.y


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        (0, 10, ["0", "5", "10"]),
        (1, 7, ["1", "4", "7"]),
        (-3, 3, ["−3", "0", "3"]),
        (0, 100, ["0", "50", "100"]),
        (0, 4, ["0", "2", "4"]),
        (0, 3, ["0", "1", "2", "3"]),
        (1, 10, ["1", "4", "7", "10"]),
        (0, 5, ["0", "1", "2", "3", "4", "5"]),
        (0, 7, ["0", "3.5", "7"]),
        (0, 1, ["0", "0.5", "1"]),
    ],
)
def test_the_marks_of_a_scale_are_numbers_one_would_choose(low: float, high: float, labels: list[str]) -> None:
    assert [label for _, label in scale_labels(low, high)] == labels


def foot(first: date, last: date, years: bool = False, width: float = 638) -> list[str]:
    """The marks along the foot of a dated picture."""
    days = Days(True, years, CALENDAR)
    return [mark.label for mark in day_marks(first.toordinal(), last.toordinal(), 36, 36 + width, 14, days)]


def test_days_are_marked_by_weeks_months_or_years_as_the_span_asks() -> None:
    day = date(2031, 7, 24)
    assert foot(day, day) == ["24 Jul"]
    assert (
        foot(day, date(2031, 8, 20))
        == ["24 Jul", "31 Jul", "7 Aug", "14 Aug", "20 Aug"][:1] + foot(day, date(2031, 8, 20))[1:]
    )
    assert foot(day, date(2031, 11, 20)) == ["24 Jul", "1 Sep", "1 Oct", "1 Nov", "20 Nov"]
    assert foot(date(2030, 2, 11), date(2032, 7, 29), years=True) == [
        "11 Feb 2030",
        "Jan 2031",
        "Jul 2031",
        "Jan 2032",
        "29 Jul 2032",
    ]


def test_undated_days_are_numbered() -> None:
    marks = day_marks(1, 120, 36, 674, 14, Days(False, False, CALENDAR))
    assert [mark.label for mark in marks] == ["day 1", "20", "40", "60", "80", "100", "day 120"]


@given(st.integers(1, 700_000), st.integers(0, 4000), st.booleans(), st.booleans(), st.sampled_from([280.0, 640.0]))
def test_no_two_marks_of_the_foot_touch(first: int, span: int, dated: bool, years: bool, width: float) -> None:
    marks = day_marks(first, first + span, 30, 30 + width, 15, Days(dated, years, CALENDAR))
    reach = []
    for mark in marks:
        wide = text_width(mark.label, 15)
        left = mark.at - {"start": 0.0, "middle": wide / 2, "end": wide}[mark.anchor]
        reach.append((left, left + wide))
    assert all(one[1] < other[0] for one, other in pairwise(reach))


@pytest.mark.parametrize(("number", "text"), [(3.0, "3"), (0.5, ".5"), (-0.5, "-.5"), (10.25, "10.2"), (-0.01, "0")])
def test_numbers_in_a_path_are_short(number: float, text: str) -> None:
    assert tidy(number) == text


def test_points_that_cannot_be_seen_are_left_out_and_no_others() -> None:
    straight = [(float(x), 2.0 * x) for x in range(100)]
    assert thin(straight) == [straight[0], straight[-1]]
    bent = [*straight, (100.0, 0.0)]
    assert thin(bent) == [straight[0], straight[-1], (100.0, 0.0)]
    assert polyline([]) == dots([]) == ribbon([], []) == ""


@given(st.lists(st.floats(0, 300), min_size=2, max_size=200))
def test_the_drawn_line_is_never_far_from_the_level(values: list[float]) -> None:
    level = [(float(x), y) for x, y in enumerate(values)]
    drawn = points(polyline(level))
    for x, y in level:
        before = max((point for point in drawn if point[0] <= x + 0.06), key=lambda point: point[0])
        after = min((point for point in drawn if point[0] >= x - 0.06), key=lambda point: point[0])
        share = 0.0 if after[0] == before[0] else (x - before[0]) / (after[0] - before[0])
        assert before[1] + share * (after[1] - before[1]) == pytest.approx(y, abs=0.35)


def test_a_year_of_answers_is_a_small_drawing() -> None:
    chart = picture(examples.signal("held", "down", length=365), PHONE)
    assert len(chart.dots + chart.level + chart.doubt + chart.missing) < 8_000


def test_the_days_of_a_reading_carry_years_only_where_it_spans_them() -> None:
    assert not spell.name_days(examples.of_kind("held", "down"), CONTENT).years
    assert spell.name_days(examples.years(), CONTENT).years
