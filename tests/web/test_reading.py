"""What my diary shows: the order of what is said, what is never said, whose it is, and what a person adds to it."""

from __future__ import annotations

import re
from html import unescape

import pytest

from leanings.core.document import Document
from leanings.core.me import Me
from leanings.core.shows import Shows
from tests.running import Running
from tests.visitor import Visitor
from tests.web import months
from tests.web.diaries import Person, person, said
from tests.web.months import person_with
from tests.web.readings import CHOOSE, EXAMPLE, LAST, READING, parts, shown, signs

pytestmark = pytest.mark.loopback

BEFORE = {"chance": r"\bchance\b|\blikely to return\b", "days needed": r"days (?:still )?(?:needed|to go|left|more)"}


@pytest.fixture(scope="module")
def ada(server: Running) -> Person:
    """Ada, with five months, a diary brought from elsewhere, and two turning points."""
    kept: list[Document] = [
        *months.months(),
        months.brought(),
        months.point(100, "We talked all night."),
        months.point(20, ""),
    ]
    return person_with(server, "ada", kept, Me(door="torn", shows=Shows(lines=("close", "ease"))))


def test_each_line_says_where_it_is_then_whether_it_moved_what_it_rests_on_and_what_it_cannot_know(ada: Person) -> None:
    text = said(shown(ada.browser))
    order = [
        "Your answers about “close” have mostly been",
        "Lower since about",
        "Dots are your answers",
        "What it rests on",
        "days have an answer.",
        "count as usual. You may have begun in a hard time.",
        "written because something had happened",
        "is wrong about 1 time in",
        "What it cannot know",
        "Why. How your partner feels. What comes next.",
        "The figures as a table",
        LAST,
        "Your answers about “at ease”",
    ]
    places = [text.index(one) for one in order]
    assert places == sorted(places)
    assert text.count(LAST) == 2


def test_no_page_ever_tells_a_chance_of_return_or_days_still_needed(ada: Person) -> None:
    for path in (READING, EXAMPLE, CHOOSE):
        text = said(shown(ada.browser, path))
        for pattern in BEFORE.values():
            assert not re.search(pattern, text.replace("14 more days after it", "")), path


def test_a_code_of_an_answer_that_is_missing_is_told_in_the_table_in_plain_words(ada: Person) -> None:
    assert "No answer: the question was skipped" in said(shown(ada.browser))


def test_other_lines_are_links_until_their_picture_is_asked_for_and_get_no_sentence(ada: Person) -> None:
    page = shown(ada.browser)
    assert page.text.count("<figure") == 2
    others = signs(page)
    assert len(others) == 3
    more = shown(ada.browser, others[0])
    assert more.text.count("<figure") == 3
    assert len(parts(more, "where")) == 2
    assert said(more).count(LAST) == 2


def test_an_address_of_a_picture_holds_no_word_of_the_line(ada: Person) -> None:
    assert all(re.fullmatch(r"/diary/reading/\?line=[0-9a-f]{10}", one) for one in signs(shown(ada.browser)))


def test_hope_is_only_ever_dots_and_a_band(ada: Person) -> None:
    page = shown(ada.browser)
    (hope,) = re.findall(r'<a href="([^"]*)"[^>]*>“hopeful”', page.text)
    more = shown(ada.browser, unescape(hope).partition("#")[0])
    section = more.text[more.text.index("“hopeful”") :]
    section = section[: section.index("</section>")]
    assert 'class="doubt"' in section
    assert 'class="dots"' in section
    for never in ("line-of-level", 'class="usual"', 'class="changed"', "changed about here", "Usual:", "Changed about"):
        assert never not in section
    assert "the tint is where their level may lie" in section
    form = ada.browser.get(CHOOSE)
    assert "hopeful" not in re.findall(r"<select.*?</select>", form.text, re.DOTALL)[0]


def test_where_it_is_over_it_begins_with_how_far_it_is_from_where_they_began(server: Running) -> None:
    eve = person_with(
        server,
        "eve",
        months.months(lines=("close", "peace")),
        Me(door="after", shows=Shows(lines=("peace", "close"))),
    )
    page = shown(eve.browser)
    first, second = parts(page, "where")
    assert re.fullmatch(
        r"Your answers about “at peace with it” are about [\d.]+ higher than when you began, likely [\d.]+ to [\d.]+\.",
        first,
    )
    assert "lower than when you began" in second
    text = said(page)
    assert (
        text.index(first)
        < text.index("Your answers about “at peace with it” have mostly been")
        < text.index("Higher since")
    )
    assert text.count(LAST) == 2


def test_the_other_doors_begin_with_where_it_is(ada: Person) -> None:
    assert all("have mostly been" in one for one in parts(shown(ada.browser), "where"))


def test_turning_points_are_numbers_on_the_picture_and_words_beneath_it(ada: Person) -> None:
    page = shown(ada.browser)
    drawings = re.findall(r"<svg.*?</svg>", page.text, re.DOTALL)
    assert all(drawing.count('class="turning"') == 2 for drawing in drawings)
    assert all("talked all night" not in drawing for drawing in drawings)
    listed = re.findall(r'<ol class="turnings">(.*?)</ol>', page.text, re.DOTALL)
    assert len(listed) == 1, "once is enough: the second picture has the same marks"
    assert "We talked all night." in listed[0]
    (first, _) = re.findall(r'<li value="(\d)"><a href="(/diary/turning/[\w-]+/)"', listed[0])
    assert first[0] == "1"
    assert "We talked all night." in ada.browser.get(first[1]).text


def test_a_day_under_the_picture_leads_to_what_happened_around_then(ada: Person) -> None:
    page = shown(ada.browser)
    form = next(one for one in page.forms if one.action == "/diary/turning/new/")
    assert form.method == "get"
    new = ada.browser.get(f"/diary/turning/new/?day={form.fields['day']}")
    assert new.status == 200
    assert form.fields["day"] in new.text


def test_before_there_is_enough_it_says_so_without_counting_and_offers_an_invented_one(server: Running) -> None:
    few = person_with(server, "ada", months.months(9), Me(door="torn"))
    page = shown(few.browser)
    text = said(page)
    assert "Fourteen days with an answer are needed before words make sense. Nothing is missing from you." in text
    assert parts(page, "where") == []
    assert 'class="dots"' in page.text
    assert "line-of-level" not in page.text
    assert not re.search(r"\b\d+ of (?:14|fourteen)\b|\bstreak|\bmore days?\b|days? left|to go\b", text)
    assert LAST in text
    assert EXAMPLE in page.text
    nothing = said(shown(person_with(server, "ben", []).browser))
    assert "There is nothing to show here so far, and nothing is missing from you." in nothing


def test_the_invented_example_says_so_first_and_has_the_same_parts(ada: Person) -> None:
    page = shown(ada.browser, EXAMPLE)
    text = said(page)
    assert text.startswith("This diary is invented. Nobody kept it.")
    assert len(parts(page, "where")) == 3
    assert text.count(LAST) == 3
    assert not [form for form in page.forms if form.action.startswith("/diary/")]


def test_a_line_of_somebody_elses_is_not_there(server: Running, ada: Person) -> None:
    ben = person(server, "ben")
    ben.day(light_1="5")
    hers = [path for path in signs(shown(ada.browser)) if ben.browser.get(path).status != 404]
    assert hers == []
    assert ben.browser.get(f"{READING}?line=0123456789").status == 404
    text = said(ben.browser.get(READING))
    for never in ("calm", "hopeful", "We talked", "close"):
        assert never not in text


def test_eve_is_led_to_the_door_and_sees_nothing(server: Running) -> None:
    eve = Visitor(server.address, cookies={"s": "a-token-that-eve-made-up-0123456789"})
    for path in (READING, CHOOSE, EXAMPLE, f"{READING}?line=0123456789"):
        answer = eve.get(path)
        assert (answer.status, answer.headers["Location"]) == (303, "/open/")


def test_no_other_page_opens_a_reading_and_after_a_check_in_nothing_leads_there(server: Running) -> None:
    somebody = person_with(server, "ada", months.months(40), Me(door="torn"))
    after = somebody.day(day_1="5", close_1="4")
    assert READING not in after.text
    for path in ("/now/", "/diary/", "/diary/turning/", "/diary/lines/"):
        page = somebody.browser.get(path)
        assert "<svg" not in page.text
        assert "have mostly been" not in page.text
    assert READING in somebody.browser.get("/now/").text
    assert READING in somebody.browser.get("/diary/").text


def test_within_the_first_two_weeks_now_does_not_name_it(server: Running) -> None:
    somebody = person_with(server, "ada", months.months(9), Me(door="torn"))
    assert READING not in somebody.browser.get("/now/").text
