"""The picture that is filled in: a ring of numbered places. Its words stay in their boxes on every screen and paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import combinations

import pytest
from playwright.sync_api import Page

from leanings.content.field import DRAWINGS, ON_A_LOOP
from leanings.core.tool import Field, Option
from leanings.web.tools.drawings import DRAWN
from leanings.web.tools.drawings.loop import AIR, PHONE, WIDE, Loop, loops
from leanings.web.tools.drawings.typeset import CUT, lines, width
from tests.browsing import DESK, NewPage, enter
from tests.browsing import PHONE as A_PHONE
from tests.running import Running
from tests.visitor import Answer
from tests.web.diaries import PASSPHRASE, Person, person, said

LEAST_TYPE = 12  # px
ROUND_AT = 5  # the place of the step that asks for it
ROUND = {
    "begins": "A free evening",
    "i_do": "I ask about summer",
    "they_do": "They say “later”",
    "i_feel": "Alone",
    "i_then": "I ask again",
    "ends": "Two rooms",
}
HARD_TO_SET = {
    "begins": "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW MMMMMMM",
    "i_do": "Donaudampfschifffahrtsgesellschaftskapitän " * 4,
    "they_do": "他们说以后再说然后看着手机不说话直到深夜我们都睡了",
    "i_feel": "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀 ЖЖЖЖЖЖ щщщщщщ",
    "i_then": "<script>alert(1)</script> & “so on”, it goes on and on and on and on and on and on and on and on",
    "ends": "i",
}


def ring(places: int) -> Field:
    """A question with so many places."""
    return Field("ring", "picture", "One round", drawing="loop", places=tuple(_place(at) for at in range(places)))


def _place(at: int) -> Option:
    return Option(f"p{at}", "What they do, as I see it" if at % 2 else "What I do")


def told(field: Field, text: str) -> Mapping[str, str]:
    """The same words in every place."""
    return {place.id: text for place in field.places}


def test_every_picture_that_content_may_name_is_drawn() -> None:
    assert set(DRAWN) == set(DRAWINGS)


@pytest.mark.parametrize("places", ON_A_LOOP)
def test_no_box_lies_on_another_or_leaves_the_paper(places: int) -> None:
    for drawing in loops(ring(places), {}):
        for one, other in combinations(drawing.places, 2):
            beside = one.x + one.width < other.x or other.x + other.width < one.x
            assert beside or one.y + one.height < other.y or other.y + other.height < one.y
        for place in drawing.places:
            assert min(place.x, place.y) >= 11
            assert place.x + place.width < drawing.width
            assert place.y + place.height < drawing.height


@pytest.mark.parametrize("places", ON_A_LOOP)
def test_each_place_leads_to_the_next_beside_or_below_it_and_the_last_to_the_first(places: int) -> None:
    for drawing in loops(ring(places), {}):
        points = [tuple(map(float, point.split())) for point in drawing.ring[1:-1].split("L")]
        assert [place.number for place in drawing.places] == list(range(1, places + 1))
        assert len(drawing.arrows) == places == len(set(points))
        for (x, y), (to_x, to_y) in zip(points, [*points[1:], points[0]], strict=True):
            assert (x == to_x) != (y == to_y)


@pytest.mark.parametrize("text", HARD_TO_SET.values())
def test_words_stay_in_their_box_and_what_is_cut_says_so(text: str) -> None:
    field = ring(6)
    for drawing, frame in zip(loops(field, told(field, text)), (PHONE, WIDE), strict=True):
        for place in drawing.places:
            for line in place.words:
                assert width(line.text, frame.size) <= place.width - 2 * AIR
                assert place.y < line.y < place.y + place.height - 4
            whole = " ".join(line.text for line in place.words).replace(" ", "") == text.replace(" ", "")
            assert whole or place.words[-1].text.endswith(CUT)


def test_short_words_are_not_cut() -> None:
    assert lines("I ask about summer", 112, 15.5, 4) == ("I ask about", "summer")
    assert lines("", 112, 15.5, 4) == ()


def test_before_it_is_filled_in_the_picture_is_a_map_without_room_for_words() -> None:
    for as_map, whole in zip(loops(ring(6), None), loops(ring(6), {}), strict=True):
        assert as_map.height < whole.height
        assert labels(as_map) == labels(whole)


def labels(drawing: Loop) -> list[tuple[str, ...]]:
    """What each place asks."""
    return [tuple(line.text for line in place.label) for place in drawing.places]


def filled_in(ada: Person, words: Mapping[str, str]) -> Answer:
    """The page of the kept tool, after Ada filled in the round and nothing else."""
    page = ada.browser.get("/tools/between/begin/")
    page = ada.browser.post(page.address, {**page.form("").fields, "afraid": "no"})
    for _ in range(4):
        form = next(one for one in page.forms if "step" in one.fields)
        page = ada.browser.post("/tools/between/begin/", {**form.fields, "nothing": "1"})
    form = next(one for one in page.forms if "step" in one.fields)
    assert form.fields["step"] == "round"
    fields = {**form.fields, **{f"ring.{place}": text for place, text in words.items()}}
    return ada.browser.follow(ada.browser.post("/tools/between/begin/", fields))


@pytest.mark.loopback
def test_what_ada_wrote_stands_in_its_place_and_again_beneath_in_order(server: Running) -> None:
    page = filled_in(person(server, "ada"), ROUND)
    drawn = re.findall(r"<svg class=\"loop (\w+)\".*?</svg>", page.text, re.DOTALL)
    assert drawn == ["phone", "wide"]
    beneath = said(page).partition("One round")[2]
    order = [beneath.index(text) for text in ROUND.values()]
    assert order == sorted(order)
    assert "style=" not in page.text.partition("<main")[2]


@pytest.mark.loopback
def test_eve_sees_nothing_of_it(server: Running) -> None:
    page = filled_in(person(server, "ada"), ROUND)
    assert person(server, "eve").browser.get(page.address).status == 404


def opened(new_page: NewPage, ada: Person, address: str, size: int, *, dark: bool = False) -> Page:
    """The kept page in a browser that Ada has opened her place in."""
    page = enter(new_page(width=size, scripts=False, dark=dark), ada.name, PASSPHRASE)
    page.goto(address)
    return page


OVERFLOWING = """() => [...document.querySelectorAll('svg.loop')].filter(one => one.getBoundingClientRect().width)
  .flatMap(svg => [...svg.querySelectorAll('text:not(.number)')].map(text => {
    const [at, boxes] = [text.getBBox(), [...svg.querySelectorAll('.box')].map(box => box.getBBox())]
    const inside = boxes.some(box => at.x >= box.x && at.x + at.width <= box.x + box.width
      && at.y >= box.y && at.y + at.height <= box.y + box.height)
    return inside ? null : text.textContent})).filter(Boolean)"""
SHOWN = "all => all.filter(one => one.getBoundingClientRect().width).map(one => one.classList[1])"
SMALLEST = """() => Math.min(...[...document.querySelectorAll('svg.loop')]
  .filter(one => one.getBoundingClientRect().width).flatMap(svg => [...svg.querySelectorAll('text')].map(text =>
    parseFloat(getComputedStyle(text).fontSize) * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width)))"""


@pytest.mark.loopback
@pytest.mark.browser
def test_on_every_screen_nothing_leaves_its_box_and_all_can_be_read(server: Running, new_page: NewPage) -> None:
    ada = person(server, "ada")
    address = filled_in(ada, HARD_TO_SET).address
    for size, frame in ((320, "phone"), (A_PHONE, "phone"), (DESK, "wide")):
        page = opened(new_page, ada, address, size)
        for path in (address, f"{address}{ROUND_AT}/"):
            page.goto(path)
            shown = page.locator("svg.loop").evaluate_all(SHOWN)
            assert shown == [frame]
            assert page.evaluate(OVERFLOWING) == []
            assert page.evaluate(SMALLEST) >= LEAST_TYPE
            assert page.evaluate("document.documentElement.scrollWidth") <= size


@pytest.mark.loopback
@pytest.mark.browser
def test_on_paper_the_wide_picture_stands_and_nothing_leaves_its_box(server: Running, new_page: NewPage) -> None:
    ada = person(server, "ada")
    page = opened(new_page, ada, filled_in(ada, HARD_TO_SET).address, 640)
    page.emulate_media(media="print")
    assert page.locator("svg.loop.wide").is_visible()
    assert not page.locator("svg.loop.phone").is_visible()
    assert page.evaluate(OVERFLOWING) == []
    assert page.evaluate(SMALLEST) >= LEAST_TYPE


@pytest.mark.loopback
@pytest.mark.browser
@pytest.mark.parametrize("name", ["inventory", "passing", "between", "part_mine", "reasons", "fears"])
def test_every_sheet_is_one_or_two_pages_of_paper(server: Running, new_page: NewPage, name: str) -> None:
    page = new_page(scripts=False, at=server)
    for form in ("", "?door=stay", "?door=part", "?form=2"):
        page.goto(f"/tools/{name}/blank/{form}")
        sheets = len(re.findall(rb"/Type /Page\b(?!s)", page.pdf(format="A4")))
        assert sheets in (1, 2), form
