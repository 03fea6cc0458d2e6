"""The page and the command line say and tell the same of the same diary."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from leanings.content.figures import figures
from leanings.content.loader import load_content
from leanings.content.sentences import four_sentences, since_began, speech_for
from leanings.core.me import Me
from leanings.core.reading import Estimate, Reading
from leanings.core.shows import Shows
from leanings.diary.readers import ALONE
from leanings.engine import read as read_diary
from leanings.engine import simulate
from tests import examples
from tests.running import Running, environment
from tests.visitor import Answer
from tests.web import months
from tests.web.diaries import person, said
from tests.web.months import person_with
from tests.web.readings import EXAMPLE, shown

pytestmark = pytest.mark.loopback
CONTENT = load_content()


def rows_of(page: Answer) -> list[tuple[str, ...]]:
    """The rows of every table of figures."""
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</th><td>(.*?)</td><td>(.*?)</td></tr>", page.text, re.DOTALL)
    return [tuple(map(unescape, row)) for row in rows]


def held_to(page: Answer, reading: Reading) -> None:
    """Whether the page says and tells what the command line says and tells of the same diary."""
    speech = speech_for(reading, CONTENT)
    text = said(page)
    told: list[tuple[str, ...]] = []
    for signal in reading.people[0].signals[:3]:
        sentences = four_sentences(signal, CONTENT, speech.voice, speech.days)
        for one in (sentences.where, *sentences.zones, sentences.moved, *sentences.rests, *sentences.cannot):
            assert one in text
        told += [(row.label, row.value, row.between) for row in figures(signal, CONTENT, speech.days)]
    assert rows_of(page) == told


def test_the_example_says_what_the_command_line_says_of_the_same_diary(server: Running) -> None:
    held_to(shown(person(server, "ada").browser, EXAMPLE), read_diary(simulate.demo_diary()))


def test_a_brought_file_says_what_the_command_line_says_of_it(server: Running, tmp_path: Path) -> None:
    there = replace(months.brought("calm", 120), person=ALONE)
    file = tmp_path / "elsewhere.csv"
    rows = [
        f"{date.fromordinal(day)},{value:g},{mark}"
        for day, value, mark in zip(there.days, there.answers[0], there.marks[0], strict=True)
    ]
    file.write_text("\n".join(["date,calm,worked late", *rows]) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "leanings", "read", str(file), "--signal", "calm:1-7"]
    html = tmp_path / "page.html"
    subprocess.run([*command, "--html", str(html)], check=True, env=environment(server.home))  # noqa: S603  # the same
    somebody = person_with(server, "ada", [there], Me(shows=Shows(lines=("brought:calm:1-7",))))
    page = shown(somebody.browser)
    report = html.read_text(encoding="utf-8")
    section = report[report.index('<div class="lines">') : report.index('<section class="end">')]
    spoken = [unescape(one) for one in re.findall(r"<(?:p|h2|h3)[^>]*>([^<]+)</", section)]
    assert len(spoken) > 8
    text = said(page)
    assert [one for one in spoken if one.strip() not in text] == []
    assert rows_of(page) == rows_of(replace(page, body=section.encode()))


def test_since_you_began_speaks_both_ways_alike_and_says_when_it_cannot_tell() -> None:
    up, down = (examples.signal("held", way, name="at peace") for way in ("up", "down"))
    voice = CONTENT.words["own"]
    higher, lower = (since_began(one, CONTENT, voice) for one in (up, down))
    assert re.sub(r"[\d.]+", "N", higher) == re.sub(r"[\d.]+", "N", lower).replace("lower", "higher")
    assert since_began(replace(up, began=None), CONTENT, voice) == (
        "How far your answers about “at peace” are from when you began cannot be told."
    )
    unsure = replace(up, began=Estimate(0.2, (-0.4, 0.8)))
    assert since_began(unsure, CONTENT, voice) == (
        "Your answers about “at peace” show no clear difference from when you began. "
        "It is likely 0.4 lower to 0.8 higher."
    )
