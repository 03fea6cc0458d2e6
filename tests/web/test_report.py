"""The report: one page that needs nothing but itself and says what the reading says, in the right order."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

import pytest

from leanings.content import spell
from leanings.content.loader import load_content
from leanings.content.sentences import four_sentences, voice_of
from leanings.core.reading import Direction, Fit, Kind, PersonReading, Reading
from leanings.web.kit.report import render_report
from tests import examples

CONTENT = load_content()
VOID = {"meta", "link", "br", "hr", "img", "input"}
WHOLE: tuple[Callable[[], Reading], ...] = (examples.undated, examples.years, examples.couple, examples.practice)


@dataclass
class Page(HTMLParser):
    """A page as it was read: every tag with its attributes, the text, and whether every tag was closed in order."""

    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] not in ("style", "title", "desc"):
            self.texts.append(data)

    @property
    def text(self) -> str:
        """All that is read on the page, in order."""
        return " ".join(" ".join(self.texts).split())


def page_of(reading: Reading) -> Page:
    """The report of a reading, parsed to its end."""
    page = Page()
    page.feed(render_report(reading))
    page.close()
    assert page.open == []
    return page


@pytest.mark.parametrize("make", WHOLE)
def test_the_page_needs_nothing_but_itself(make: Callable[[], Reading]) -> None:
    html = render_report(make())
    page = page_of(make())
    used = [value or "" for _, attributes in page.tags for name, value in attributes.items() if name in ("src", "href")]
    assert all(value.startswith("#") for value in used)
    assert not [tag for tag, _ in page.tags if tag in ("script", "link", "img", "iframe", "object", "form")]
    assert not [name for _, attributes in page.tags for name in attributes if name == "style" or name.startswith("on")]
    assert re.findall(r"url\((?!data:font/woff2;base64,)", html) == []
    assert "@import" not in html


def test_the_page_lets_in_no_other_style_and_fetches_nothing() -> None:
    html = render_report(examples.couple())
    style = html.split("<style>")[1].split("</style>")[0]
    policy = re.findall(r'Content-Security-Policy" content="([^"]*)"', html)[0]
    sum_of_style = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith("default-src &#x27;none&#x27;") or policy.startswith("default-src 'none'")
    assert f"sha256-{sum_of_style}" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("make", WHOLE)
def test_no_id_is_used_twice_and_every_link_leads_somewhere(make: Callable[[], Reading]) -> None:
    page = page_of(make())
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    led = [(attributes["href"] or "").removeprefix("#") for tag, attributes in page.tags if tag == "a"]
    named = " ".join(attributes.get("aria-labelledby") or "" for _, attributes in page.tags).split()
    assert set(led) | set(named) <= set(ids)


def test_the_title_is_neutral_over_a_shoulder() -> None:
    assert "<title>Leanings</title>" in render_report(examples.of_kind("held", "down"))


@pytest.mark.parametrize(("kind", "direction"), examples.CASES)
def test_each_kind_shows_its_four_sentences_in_their_order(kind: Kind, direction: Direction | None) -> None:
    reading = examples.of_kind(kind, direction)
    days = spell.name_days(reading, CONTENT)
    said = four_sentences(reading.people[0].signals[0], CONTENT, voice_of(CONTENT, 1), days)
    text = page_of(reading).text
    order = [text.index(one) for one in (said.where, said.moved, *said.rests, *said.cannot, said.last)]
    assert order == sorted(order)


def test_no_clear_change_never_comes_first() -> None:
    text = page_of(examples.of_kind("no_clear_change")).text
    assert text.index("have mostly been") < text.index("No clear change since you began.")
    headings = re.findall(r"<h\d[^>]*>([^<]*)<", render_report(examples.of_kind("no_clear_change")))
    assert not [one for one in headings if "No clear change" in one]


def test_the_chance_of_return_and_the_days_needed_are_not_on_the_page() -> None:
    reading = examples.of_kind("too_early")
    line = replace(reading.people[0].signals[0], back_within={28: 0.91, 56: 0.97}, days_needed=777)
    other = replace(reading, people=(PersonReading(None, "Ada", (line,)),))
    assert render_report(other) == render_report(reading)


def test_an_invented_diary_says_so_and_a_kept_one_does_not() -> None:
    reading = examples.of_kind("open")
    assert "This diary is invented. Nobody kept it." in page_of(reading).text
    assert "invented. Nobody" not in page_of(replace(reading, invented=False)).text


def test_figures_that_did_not_settle_are_marked_before_the_picture() -> None:
    reading = examples.of_kind("held", "down")
    line = replace(reading.people[0].signals[0], fit=Fit(False, 0.4, 12, 1.4, 0.3, "acceptance"))
    html = render_report(replace(reading, people=(PersonReading(None, "Ada", (line,)),)))
    assert html.index("Please do not lean on the figures.") < html.index("<figure")


def test_three_lines_get_sentences_and_further_ones_are_pictures() -> None:
    html = render_report(examples.years())
    assert html.count('class="where"') == 3
    assert html.count("<figure") == 5
    assert html.index("More lines, as pictures") < html.rindex("<figure")
    assert html.count("You do not have to wait for this to decide anything.") == 3


def test_many_people_begin_with_a_table_of_all_and_forty_are_drawn() -> None:
    html = render_report(examples.practice())
    assert html.count('<tr role="row"><th scope="row"') == 60
    assert html.count("<figure") == 40
    told = "The first 40 of 60 people are drawn here. To draw another, add --only NAME."
    assert html.index('class="overview"') < html.index(told) < html.index("<figure")
    assert 'href="#p40"' in html
    assert 'href="#p41"' not in html


def test_where_there_are_several_people_each_is_named_and_nobody_is_called_you() -> None:
    text = page_of(examples.couple()).text.replace("You do not have to wait for this to decide anything.", "")
    assert "7/Ada" in text
    assert "7/Ben" in text
    assert re.search(r"\byour?\b", text, re.IGNORECASE) is None


def test_the_second_of_a_couple_has_a_hue_of_their_own() -> None:
    html = render_report(examples.couple())
    assert '<section class="person" id="p1">' in html
    assert '<section class="person theirs" id="p2">' in html


def test_a_name_that_looks_like_code_is_only_a_name() -> None:
    line = examples.signal("held", "down", name="<script>alert(1)</script>")
    html = render_report(examples.reading(PersonReading(None, "Eve", (line,)), PersonReading(None, "<b>", (line,))))
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<b>" not in html


def test_letters_beyond_latin_bring_their_font_and_others_do_not() -> None:
    plain = render_report(examples.reading(PersonReading(None, "Zoë", (examples.signal(),))))
    other = render_report(examples.reading(PersonReading("1", "Łukasz", (examples.signal(),))))
    assert plain.count("@font-face") == 3
    assert other.count("@font-face") == 6


def test_a_diary_without_a_picture_still_has_its_words() -> None:
    line = replace(examples.signal("open"), trace=None)
    html = render_report(examples.reading(PersonReading(None, "Ada", (line,))))
    assert "<figure" not in html
    assert "Your answers do not settle this" in html


def test_sixty_people_fit_in_a_file_one_can_send() -> None:
    assert len(render_report(examples.practice())) < 1_000_000
