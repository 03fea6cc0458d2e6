"""Help: open to everyone before any question, seven lines in their order, and numbers that are of this country."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from statistics import median

import pytest

from leanings.content.helplines import ELSEWHERE, load_helplines
from leanings.web.help.pages import first_country
from tests.content.test_contract import NEVER, school_grade
from tests.running import Running, serve
from tests.visitor import Visitor

pytestmark = pytest.mark.loopback
KNOWN = load_helplines()
SEVEN = [
    "Breathe a minute",
    "Write it, don’t send it",
    "Someone I trust",
    "Talk to a helpline",
    "I may be in danger",
    "I have thoughts of dying",
    "I am afraid of what I might do",
]


def read(running: Running, path: str = "/help/", **headers: str) -> str:
    """The main part of a page, as anyone sees it."""
    answer = Visitor(running.address).get(path, **headers)
    assert (answer.status, answer.cookies) == (200, ())
    return unescape(answer.text.partition("<main")[2].partition("</main>")[0])


def sentences(html: str) -> list[str]:
    """The paragraphs of our own words, without the lines of services."""
    own = re.sub(r"<ul class=\"helplines\">.*?</ul>", "", html, flags=re.DOTALL)
    told = [re.sub(r"<[^>]+>", "", text).strip() for text in re.findall(r"<p[ >].*?</p>", own, re.DOTALL)]
    return [
        " ".join(text.partition(">")[2].split()) if text.startswith("<") else " ".join(text.split()) for text in told
    ]


def test_anyone_reads_it_before_any_question_and_gets_no_cookie(server: Running) -> None:
    assert "No one is watching this." in read(server)


def test_the_seven_lines_stand_in_their_order(server: Running) -> None:
    assert re.findall(r"<summary><h2>(.*?)</h2>", read(server)) == SEVEN


def test_every_country_is_there_with_the_day_it_was_checked(server: Running) -> None:
    page = read(server)
    named = re.findall(r'<details class="country"><summary>(.*?)</summary>', page)
    assert named == [country.country for country in KNOWN.values()]
    assert page.count("Last checked on 22 November 2026.") == len(KNOWN)


def test_the_country_of_the_browser_comes_first_and_every_need_has_its_lines(server: Running) -> None:
    page = read(server, **{"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"})
    first = page.partition('id="numbers"')[0]
    assert first.count('href="tel:142"') == 3
    assert 'href="tel:0800222555"' in first
    assert 'href="tel:112"' in first
    assert "116 123" not in first


def test_where_no_country_is_known_there_is_someone_all_the_same(server: Running) -> None:
    first = read(server).partition('id="numbers"')[0]
    assert first.count("https://findahelpline.com/") == 4


@pytest.mark.parametrize(
    ("said", "wanted", "first"),
    [
        ("", "de-AT,de;q=0.9", "at"),
        ("", "en", ELSEWHERE),
        ("", "", ELSEWHERE),
        ("", "en-ZW,en-GB;q=0.7", "gb"),
        ("", "zh-Hant-TW,en-us;q=0.3", "us"),
        ("IE", "en-GB", "ie"),
        ("ZW", "en-GB", "gb"),
        ("", "'; drop table-XX <script>", ELSEWHERE),
    ],
)
def test_the_first_country_is_the_hosts_else_the_first_one_the_browser_names(
    said: str, wanted: str, first: str
) -> None:
    assert first_country(said, wanted, KNOWN) == first


def test_what_a_host_wrote_stands_over_ours_and_all_others_stay(tmp_path: Path) -> None:
    home = tmp_path / "home"
    folder = home / "content" / "en" / "helplines"
    folder.mkdir(parents=True)
    text = (Path(__file__).parents[2] / "src/leanings/content/en/helplines/us.toml").read_text(encoding="utf-8")
    (folder / "us.toml").write_text(text.replace("741741", "111222"), encoding="utf-8")
    running = serve(home, LEANINGS_COUNTRY="US")
    page = read(running)
    running.stop()
    assert "111222" in page
    assert "741741" not in page
    assert all(country.country in page for country in KNOWN.values())


@pytest.mark.parametrize("path", ["/help/", "/minute/", "/screen/"])
def test_a_bad_hour_needs_no_long_words(server: Running, path: str) -> None:
    told = [text for text in sentences(read(server, path)) if len(text.split()) > 5 and "hecked on" not in text]
    grades = {text: school_grade(text) for text in told}
    assert len(told) > 2
    assert median(grades.values()) <= 5
    assert {text: grade for text, grade in grades.items() if grade > 8} == {}


@pytest.mark.parametrize("path", ["/help/", "/minute/", "/screen/"])
def test_nothing_judges_pushes_or_promises(server: Running, path: str) -> None:
    assert re.findall(rf"\b({NEVER})\b", " ".join(sentences(read(server, path))), re.IGNORECASE) == []


def test_a_minute_offers_the_way_on_and_an_end(server: Running) -> None:
    page = read(server, "/minute/")
    for there in ('href="/unsent/"', "Someone I trust", 'href="/help/"', 'href="/"', "Enough for tonight"):
        assert there in page
    assert page.count("<span>In <b>") == 4
    assert page.count("<span>Out <b>") == 6


def test_the_screen_page_says_what_it_cannot_do(server: Running) -> None:
    page = read(server, "/screen/")
    assert page.count("<li>") == 3
    assert "it does not erase the list of pages you were at" in page
    assert "No page can see who else looks at your screen." in page
