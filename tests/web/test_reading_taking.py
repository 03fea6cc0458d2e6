"""What a diary shows, taken along: the PDF and the figures hold what the page shows, and nobody else gets them."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from leanings.core.document import Document
from leanings.core.me import Me, OwnLine
from leanings.core.shows import Remembered, Shows
from tests.browsing import NewPage
from tests.running import Running
from tests.visitor import Answer, Visitor
from tests.web.diaries import Person, person, said
from tests.web.months import brought, months, person_with, point
from tests.web.papers import open_paper
from tests.web.test_diary_in_browser import at

pytestmark = pytest.mark.loopback

CANARY = "canary-on-paper"
PDF, JSON = "/diary/reading/notes.pdf", "/diary/reading/notes.json"
LONGEST = 120  # seconds for the first reading on a machine with other things to do


@pytest.fixture(scope="module")
def ada(server: Running) -> Person:
    """Ada: five months of check-ins, a diary brought from elsewhere, a turning point, a level she remembers."""
    documents: list[Document] = [*months(), brought(f"{CANARY} <svg> קרבה"), point(40, f"{CANARY} moved out")]
    shows = Shows(lines=("close", "ease"), remembered=(Remembered("close", 8),))
    return person_with(server, "ada", documents, Me(lines=("close", "ease", "day"), shows=shows))


def taken(browser: Visitor, path: str) -> Answer:
    """What lies at this address, once it is made."""
    ends = time.monotonic() + LONGEST
    while True:
        answer = browser.get(path)
        if answer.status != 303:
            return answer
        assert answer.headers["Location"].startswith("/diary/reading/")
        assert time.monotonic() < ends
        time.sleep(0.2)


def signs(page: Answer) -> list[str]:
    """The signs of the lines that the page offers as pictures."""
    return list(dict.fromkeys(re.findall(r"\?line=([0-9a-f]+)", page.text)))


def test_the_pdf_says_what_the_page_says_in_its_order(ada: Person) -> None:
    answer = taken(ada.browser, PDF)
    assert answer.status == 200
    text, page = open_paper(answer.body).text, said(ada.browser.get("/diary/reading/"))
    for words in ("What my diary shows", "have mostly been", "What it rests on", "What it cannot know"):
        assert words in text
        assert words in page
    sentences = [part for part in page.split(". ") if 20 < len(part) < 120 and "answers" in part]
    assert len(sentences) >= 2
    assert [one for one in sentences if one.split("”")[-1] not in text] == []
    assert (
        text.index("“close”") < text.index("as I remember it before") < text.index("moved out") < text.index("Codebook")
    )
    assert text.count("You do not have to wait for this to decide anything.") == 2
    assert "This diary is invented" not in text


def test_the_figures_are_those_that_the_command_prints(ada: Person) -> None:
    answer = taken(ada.browser, JSON)
    told = json.loads(answer.text)
    assert answer.text == json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    assert told["schema"] == "leanings-read/1"
    assert [line["name"] for line in told["people"][0]["signals"]] == ["close", "at ease"]
    wordings = {line["name"]: (line["question"], line["language"]) for line in told["codebook"]["lines"]}
    assert wordings["close"][1] == "en"
    assert wordings["close"][0].endswith("?") or len(wordings["close"][0]) > 5


def test_pictures_that_were_asked_for_are_taken_along(ada: Person) -> None:
    page = ada.browser.get("/diary/reading/")
    asked = "&line=".join(signs(page))
    told = json.loads(taken(ada.browser, f"{JSON}?line={asked}").text)
    names = [line["name"] for line in told["people"][0]["signals"]]
    assert names[:2] == ["close", "at ease"]
    assert f"{CANARY} <svg> קרבה" in names
    wordings = {line["name"]: line["question"] for line in told["codebook"]["lines"]}
    assert wordings[f"{CANARY} <svg> קרבה"] is None
    text = open_paper(taken(ada.browser, f"{PDF}?line={asked}").body).text
    assert text.index("More lines, as pictures") < text.index(f"“{CANARY} <svg> krvh”")
    assert text.count("What it cannot know") == 2


def test_a_question_of_ones_own_is_told_in_its_own_words(server: Running) -> None:
    own = OwnLine("own-1", 1, "Did we laugh?", "never", "often")
    entries = [
        replace(one, answers=(replace(one.answers[0], line="own-1", version=1, label=own.label),)) for one in months(40)
    ]
    eve = person_with(server, "eve", entries, Me(lines=("own-1",), own=(own,)))
    lines = json.loads(taken(eve.browser, JSON).text)["codebook"]["lines"]
    assert [(line["question"], line["language"]) for line in lines] == [("Did we laugh?", None)]


@pytest.mark.parametrize(("path", "kind"), [(PDF, "application/pdf"), (JSON, "application/json; charset=utf-8")])
def test_a_file_is_given_under_a_name_that_says_nothing_and_is_kept_nowhere(ada: Person, path: str, kind: str) -> None:
    headers = taken(ada.browser, path).headers
    assert headers["Content-Type"] == kind
    assert headers["Content-Disposition"] == f'attachment; filename="{path.rpartition("/")[2]}"'
    assert headers["Cache-Control"] == "no-store"


def test_the_pdf_says_nothing_about_itself_and_is_the_same_twice(ada: Person) -> None:
    first, second = (taken(ada.browser, PDF).body for _ in range(2))
    assert open_paper(first).about == {"Producer": "Leanings"}
    assert first == second


def test_the_page_leads_to_both(ada: Person) -> None:
    taken(ada.browser, PDF)
    text = ada.browser.get("/diary/reading/").text
    assert f'href="{PDF}"' in text
    assert f'href="{JSON}"' in text


@pytest.mark.parametrize("path", [PDF, JSON])
def test_who_has_nothing_is_led_to_the_page(server: Running, path: str) -> None:
    answer = person(server, "ben").browser.get(path)
    assert (answer.status, answer.headers["Location"]) == (303, "/diary/reading/")


@pytest.mark.parametrize("path", [PDF, JSON])
def test_ben_and_eve_get_nothing_of_it(server: Running, ada: Person, path: str) -> None:
    page = ada.browser.get("/diary/reading/")
    ben, eve = person(server, "ben").browser, Visitor(server.address)
    for browser in (ben, eve):
        for asked in ("", f"?line={signs(page)[0]}"):
            answer = browser.get(path + asked)
            assert answer.status in (303, 404)
            assert CANARY not in answer.text
            assert b"%PDF" not in answer.body


def test_a_line_that_is_not_there_is_not_here(ada: Person) -> None:
    assert ada.browser.get(f"{PDF}?line=0123456789").status == 404


def test_nothing_of_it_is_left_on_the_disk_or_in_the_log(server: Running, ada: Person) -> None:
    taken(ada.browser, PDF)
    taken(ada.browser, JSON)
    assert CANARY not in server.log
    assert "krvh" not in server.log
    left = [
        path
        for path in files_below(server.home)
        if any(word in path.read_bytes() for word in (CANARY.encode(), b"%PDF"))
    ]
    assert left == []


def files_below(folder: Path) -> Iterator[Path]:
    """Every file of a folder that can be read."""
    for where, _, names in os.walk(folder):
        yield from (Path(where) / name for name in names if (Path(where) / name).is_file())


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False])
def test_in_a_browser_both_are_given_and_print_is_offered_where_it_works(
    new_page: NewPage, ada: Person, scripts: bool
) -> None:
    taken(ada.browser, PDF)
    page = at(new_page(scripts=scripts), ada, "/diary/reading/")
    for name, start in (("As a PDF", b"%PDF-"), ("As figures for a program", b"{")):
        with page.expect_download() as given:
            page.get_by_role("link", name=name).click()
        assert given.value.suggested_filename in ("notes.pdf", "notes.json")
        assert given.value.path().read_bytes().startswith(start)
    button = page.get_by_role("button", name="Print")
    expect(button).to_have_count(1 if scripts else 0)
    if scripts:
        page.evaluate("() => { window.print = () => { window.printed = true; }; }")
        button.click()
        assert page.evaluate("() => window.printed") is True
