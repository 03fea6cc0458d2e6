"""Where I stand over time, and on which days, by HTTP: dots without a line, a table, a sentence with its doubt."""

from __future__ import annotations

import random
import re
from uuid import UUID

import pytest

from leanings.acts.stand import Time
from leanings.content.loader import content_in
from leanings.core.leaning import LEAST
from leanings.web.now.over_time import on_days, over_time
from tests.core.test_leaning import put
from tests.running import Running
from tests.web.diaries import person, said
from tests.web.homes import days, filled, main, today, ways
from tests.web.nights import settled

pytestmark = pytest.mark.loopback

NEVER = re.compile(r"\b(ripe|ready|wait|soon|should|must|better off|likely to)\b", re.I)
HARD_AND_GOOD = [(2, 3, 8), (8, 8, 2)] * 10


def test_one_day_is_a_row_and_two_days_are_a_picture_without_a_line(server: Running) -> None:
    once = settled(server, "ada-stood-once", [filled("stand", 3, clarity=4, confidence=6)]).browser.get("/now/stand/")
    assert "<svg" not in once.text
    assert "4 / 10" in said(once)
    told = [filled("stand", ago, clarity=ago % 11, confidence=6) for ago in (90, 60, 30, 2)]
    told += [filled("stand", 1, clarity="unsure"), filled("stand", 0, words="Nothing to add.")]
    page = settled(server, "ada-stood-often", told).browser.get("/now/stand/")
    for svg in re.findall(r'<svg class="stood.*?</svg>', page.text, re.DOTALL):
        assert (svg.count('class="clear"'), svg.count('class="sure"')) == (4, 4)
        assert "polyline" not in svg
        assert set(re.findall(r"<path class=\"(\w+)\"", svg)) == {"grid"}
    assert page.text.count("stood phone") == page.text.count("stood wide") == 1
    assert said(page).count("not answered") == 3
    assert "not sure" in said(page)


def test_a_later_day_shows_what_changed_side_by_side(server: Running) -> None:
    told = [filled("stand", 30, clarity=4, way="open"), filled("stand", 1, clarity=7, way="open")]
    ada = settled(server, "ada-stands-again", told).browser
    newest = next(href for href in ways(ada.get("/now/stand/")) if re.search(r"[0-9a-f-]{36}", href))
    page = said(ada.get(newest))
    assert "Since" in page
    assert page.index("4 of 10") < page.rindex("7 of 10")
    assert not re.search(r"\b(better|worse|progress)\b", page)


def test_on_which_days_is_only_shown_when_it_is_asked_for(server: Running) -> None:
    ada = settled(server, "ada-asks-for-days", days(HARD_AND_GOOD), {"door": "torn"}).browser
    assert "harder days" not in said(ada.get("/now/")) + said(ada.get("/now/stand/"))
    page = ada.get("/now/stand/days/")
    assert "you put reasons to stay lower than on better days, and reasons to go higher." in said(page)
    assert NEVER.findall(said(page)) == []
    assert "the doubt may be larger" in said(page)
    assert page.text.count('class="doubt"') == 8
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', page.text)
    assert [name for name, _ in rows] == [
        *("To stay, better days", "To stay, harder days", "To go, better days", "To go, harder days")
    ]


def test_the_same_days_turned_round_read_the_same_way_turned_round(server: Running) -> None:
    turned = [(day, go, stay) for day, stay, go in HARD_AND_GOOD]
    page = settled(server, "ada-turned-round", days(turned), {"door": "out"}).browser.get("/now/stand/days/")
    assert "you put reasons to stay higher than on better days, and reasons to go lower." in said(page)


def test_where_days_are_missing_it_says_how_many_there_are_and_asks_for_none(server: Running) -> None:
    page = settled(server, "ada-has-few-days", days(HARD_AND_GOOD[:6])).browser.get("/now/stand/days/")
    assert "So far 3 better and 3 harder days" in said(page)
    assert f"This page needs {LEAST} of each." in said(page)
    assert "There is no need to collect them." in said(page)
    assert "<svg" not in page.text


@pytest.mark.parametrize("door", ["part", "after"])
def test_behind_these_doors_nobody_is_offered_it(server: Running, door: str) -> None:
    ada = settled(server, f"ada-of-days-{door}", days(HARD_AND_GOOD), {"door": door}).browser
    assert "/now/stand/days/" not in ways(ada.get("/now/stand/"))
    assert ada.get("/now/stand/days/").status == 404


def test_days_of_more_than_a_year_ago_are_not_looked_at(server: Running) -> None:
    told = [{**one, "day": "2019-05-03", "entered": "2019-05-03T20:00Z"} for one in days(HARD_AND_GOOD)]
    page = settled(server, "ada-long-ago", told).browser.get("/now/stand/days/")
    assert "So far 0 better and 0 harder days" in said(page)


def test_the_way_that_was_picked_changes_nothing_of_what_stands_on_any_page(server: Running) -> None:
    pages = set()
    for number, way in enumerate(("as_is", "work", "part", "open")):
        told = [filled("stand", 5, way=way, clarity=5, confidence=5)]
        ada = settled(server, f"ada-way-{'abcd'[number]}", told, {"door": "torn", "door_since": "2031-01-01"}).browser
        whole = "".join(
            main(ada.get(path)) for path in ("/now/", "/now/stand/", "/now/path/", "/tools/", "/tools/stand/begin/")
        )
        pages.add(re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", whole))
    assert len(pages) == 1


def test_every_mark_of_the_pictures_lies_on_its_paper() -> None:
    rng = random.Random(5)  # noqa: S311  # not a secret
    at = today()
    times = tuple(
        Time(
            UUID(int=n),
            at.replace(year=2028 + n % 4, month=1 + n % 12, day=1),
            rng.choice([0, 10, 5, "unsure", None]),
            10 * (n % 2),
        )
        for n in range(30)
    )
    for chart in over_time(tuple(sorted(times, key=lambda time: time.day)), content_in("en")):
        for x, y in (*chart.clear, *chart.sure):
            assert 8 <= x <= chart.paper.width - 8
            assert 7 <= y <= chart.paper.height - 7
    for rows in ([(n % 11, 0, 10) for n in range(40)], [(n % 11, n % 11, 10 - n % 11) for n in range(40)]):
        for drawn in on_days(put(rows)):
            for row in drawn.rows:
                assert row.band.x >= 0
                assert row.band.x + row.band.width <= drawn.paper.width
                assert all(r <= x <= drawn.paper.width - r for x, r in row.dots)
    assert over_time(times[:1], content_in("en")) == ()


def test_eve_and_ben_see_nothing_of_where_ada_stands(server: Running) -> None:
    settled(server, "ada-stands-alone", [filled("stand", 3, clarity=4, confidence=6)])
    ben = person(server, "ben-stands-nowhere").browser
    assert "4 / 10" not in said(ben.get("/now/stand/"))
