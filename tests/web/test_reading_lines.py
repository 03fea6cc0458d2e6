"""How one line of a look is shown: what leads, what is left out, and what is said where something went wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.template.loader import render_to_string

from leanings.acts.desk import Found
from leanings.acts.reading import LineFacts, Look
from leanings.core.me import Me
from leanings.core.reading import Direction, Fit, Kind, PersonReading, SignalReading
from leanings.core.shows import Shows
from leanings.core.turning import TurningPoint
from leanings.web.reading.shown import labels_in, marks_of, sections
from tests import examples

FIRST = date.fromordinal(examples.FIRST)
UNSETTLED = Fit(False, 0.4, 12, 1.4, 0.3, "acceptance")


def line_shown(
    signal: SignalReading, me: Me | None = None, *, dots: bool = False, days: tuple[int, ...] = (), later: int = 0
) -> str:
    """The part of the page for this line, so many days after its last answer, with turning points so many days after
    its first."""
    facts = LineFacts("close", signal.name, signal.low, signal.high, signal.answered, FIRST, FIRST, dots)
    look = Look(
        lines=(facts,),
        picked=() if dots else ("close",),
        readings={"close": examples.reading(PersonReading(None, "Ada", (signal,)))},
    )
    points = [
        Found(uuid4(), 1, TurningPoint(FIRST + timedelta(days=after), "2031-01-01T20:00", what=f"point {place}"))
        for place, after in enumerate(days, start=1)
    ]
    (section,) = sections(look, ("close",), me or Me(), marks_of(points), FIRST + timedelta(days=later))
    return unescape(
        render_to_string("reading/line.html", {"section": section, "labels": labels_in("en"), "today": FIRST})
    )


@pytest.mark.parametrize(("kind", "direction"), examples.CASES)
@pytest.mark.parametrize("door", [None, "torn", "in", "out", "stay", "part"])
def test_where_it_is_leads_for_every_door_but_one(kind: Kind, direction: Direction | None, door: str | None) -> None:
    html = line_shown(examples.signal(kind, direction), Me(door=door))
    heading = html[html.index("<h2") : html.index("</h2>")]
    assert "have mostly been" in heading
    assert "when you began" not in heading


@pytest.mark.parametrize(("kind", "direction"), examples.CASES)
def test_where_it_is_over_since_you_began_leads_and_all_else_stays(kind: Kind, direction: Direction | None) -> None:
    signal = examples.signal(kind, direction)
    plain, over = (line_shown(signal, Me(door=door)) for door in ("torn", "after"))
    heading = over[over.index("<h2") : over.index("</h2>")]
    assert "you began" in heading
    assert "have mostly been" not in heading
    where = plain[plain.index("Your answers about") : plain.index("</h2>")]
    assert over.index("</h2>") < over.index(where)
    assert plain[plain.index("</h2>") + 5 :].strip() in over


def test_figures_that_did_not_settle_are_marked_before_the_picture_and_lead_nowhere() -> None:
    html = line_shown(replace(examples.signal("held", "down"), fit=UNSETTLED), Me(door="after"))
    assert html.index("Please do not lean on the figures.") < html.index("<figure")
    assert "cannot be told." in html[: html.index("</h2>")]
    assert "is wrong about 1 time in" not in html


def test_a_line_of_dots_has_no_sentence_no_level_and_no_movement_in_its_figures() -> None:
    html = line_shown(examples.signal("held", "up"), dots=True)
    assert 'class="doubt"' in html
    for never in (
        "line-of-level",
        'class="usual"',
        'class="changed"',
        "Usual:",
        "Changed about",
        "less what was usual",
    ):
        assert never not in html
    for never in ("Higher", "What it rests on", "Largest sudden step", "An answer on", "How sure"):
        assert never not in html


def test_the_present_level_of_a_line_of_dots_is_not_told_to_a_screen_reader_either() -> None:
    assert "The level is now" not in line_shown(examples.signal("held", "up"), dots=True)
    assert "The level is now" in line_shown(examples.signal("held", "up"))


def test_a_line_with_under_two_weeks_of_answers_is_dots_alone() -> None:
    signal = examples.signal("no_variation", length=10)
    few = replace(signal, fit=replace(signal.fit, refused="too_few"))
    html = line_shown(few)
    assert 'class="dots"' in html
    assert "have mostly been" not in html
    assert "What it rests on" not in html
    assert "<form" not in html


def test_a_stretch_that_cannot_be_used_is_told_only_where_one_was_marked() -> None:
    bare = replace(examples.signal("too_early"), usual=None)
    marked = Me(shows=Shows(stretch=("2031-08-01", "2031-08-09")))
    assert "The stretch you marked, 1 to 9 August, cannot count as usual here." in line_shown(bare, marked)
    assert "The stretch you marked" not in line_shown(bare)
    odd = Me(shows=Shows(stretch=("once", "later")))
    assert "The stretch you marked" not in line_shown(bare, odd)


def test_turning_points_off_the_days_of_a_picture_are_neither_drawn_nor_listed() -> None:
    html = line_shown(examples.signal("held", "down"), days=(-30, 10, 60, 400))
    assert html.count('class="turning"') == 4, "two marks on each of two drawings"
    assert [one for one in ("point 1", "point 2", "point 3", "point 4") if one in html] == ["point 2", "point 3"]
    assert '<li value="2">' in html


def test_a_diary_that_ended_long_ago_says_on_which_day() -> None:
    ended = "The last of these answers is from"
    assert ended not in line_shown(examples.signal("held", "down"), later=27)
    assert f"{ended} {FIRST:%-d %B %Y}." in line_shown(examples.signal("held", "down"), later=28)
    assert ended not in line_shown(examples.signal("held", "down"), dots=True, later=28)


def test_words_of_a_turning_point_are_text_whatever_they_look_like() -> None:
    facts = LineFacts("close", "close", 0, 10, 97, FIRST, FIRST)
    reading = examples.of_kind("open")
    found = Found(uuid4(), 1, TurningPoint(FIRST, "2031-01-01T20:00", what="<script>alert(1)</script>"))
    look = Look(lines=(facts,), picked=("close",), readings={"close": reading})
    (section,) = sections(look, ("close",), Me(), marks_of([found]), FIRST)
    html = render_to_string("reading/line.html", {"section": section, "labels": labels_in("en"), "today": FIRST})
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(("kind", "direction"), examples.CASES)
def test_the_chance_of_return_and_the_days_needed_change_nothing(kind: Kind, direction: Direction | None) -> None:
    signal = examples.signal(kind, direction)
    assert line_shown(replace(signal, back_within={28: 0.9, 56: 0.99}, days_needed=777)) == line_shown(signal)
