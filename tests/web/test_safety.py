"""Safety seen from outside: every list the same to the byte in the three states, and what others see of it."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from tests.running import Running
from tests.visitor import Answer, Visitor
from tests.web.afraid import ASKS, LISTS, STATES, TALK, TOOLS, UNSAFE, bare, keeps, sent, takes_back
from tests.web.diaries import Person, person, said
from tests.web.homes import filled, ways
from tests.web.nights import settled
from tests.web.taking import take

pytestmark = pytest.mark.loopback
HOMES = [path for path in LISTS if "blank" not in path and path.startswith(("/now", "/tools", "/kept", "/diary"))]
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


@pytest.fixture
def ada(server: Running) -> Person:
    """Ada, with an empty place."""
    return person(server, "ada-of-lists")


def seen(page: Answer) -> tuple[int, str, str, list[str]]:
    """All that reaches a browser, without what is another one each time: the page, its length, what stands around."""
    around = sorted(f"{name}: {text}" for name, text in page.headers.items() if name not in ("Date", "Set-Cookie"))
    return page.status, bare(page), page.headers["Content-Length"], around


def test_every_list_home_and_first_page_is_the_same_to_the_byte_whatever_was_answered(ada: Person) -> None:
    before = {path: seen(ada.browser.get(path)) for path in LISTS}
    assert {status for status, *_ in before.values()} <= {200, 303}
    for answers in STATES.values():
        assert keeps(ada, **answers).status == 303
        assert {path for path in LISTS if seen(ada.browser.get(path)) != before[path]} == set()
        takes_back(ada)


def test_with_tools_filled_in_the_lists_are_the_same_too(server: Running) -> None:
    kept = [filled("talk", 9, grateful="The tea."), filled("wait", 3, weight=6), filled("stand", 2, clarity=4)]
    ada = settled(server, "ada-who-wrote", kept, {"door": "in", "door_since": "2031-01-01"})
    paths = [*HOMES, *(href for id in TOOLS for href in ways(ada.browser.get(f"/tools/{id}/")) if UUID.search(href))]
    assert len(paths) == len(HOMES) + len(kept)
    before = {path: bare(ada.browser.get(path)) for path in paths[: len(HOMES)]}
    for name in ("no", "yes"):
        keeps(ada, **STATES[name])
        assert {path for path, page in before.items() if bare(ada.browser.get(path)) != page} == set()
        assert {ada.browser.get(path).status for path in paths} == {200}
        takes_back(ada)


@pytest.mark.parametrize("word", ["yes", "afraid", "unsure", "hurt", "checked", "talk", "safe", "a day", "xyzzy"])
def test_looking_for_a_word_gives_the_same_page_in_every_state(ada: Person, word: str) -> None:
    ada.words(words="A day by the sea, and a talk.")
    pages = set()
    for answers in STATES.values():
        keeps(ada, **answers)
        page = ada.browser.submit(ada.browser.get("/now/"), "/search/", **{"for": word})
        pages.add(re.sub(r"/diary/words/[0-9a-f-]{36}/", "", bare(page)))
        takes_back(ada)
    assert len(pages) == 1
    assert "/help/" not in pages.pop().partition("<main")[2].partition("</main>")[0]


def test_what_is_taken_along_has_the_same_names_lengths_and_bytes_in_every_state(ada: Person) -> None:
    ada.words(words="A day by the sea.")
    bags = set()
    for answers in STATES.values():
        keeps(ada, **answers)
        answer = take(ada.browser)
        assert answer.status == 200
        with zipfile.ZipFile(io.BytesIO(answer.body)) as bag:
            held = tuple((one.filename, one.file_size, bag.read(one)) for one in bag.infolist())
        bags.add((answer.headers["Content-Disposition"], answer.headers["Content-Length"], held))
        takes_back(ada)
    assert len(bags) == 1


def test_inside_a_tool_yes_not_sure_and_rather_not_say_look_the_same_once_they_are_kept(ada: Person) -> None:
    """So whoever opens it at her open screen cannot tell which of them she said."""
    pages = set()
    for name in ("yes", "not sure", "rather not say"):
        keeps(ada, **STATES[name])
        pages.add(tuple(bare(ada.browser.get(f"/tools/{id}/begin/")) for id in UNSAFE))
        takes_back(ada)
    assert len(pages) == 1
    assert all(ASKS not in page for page in pages.pop())


def test_why_is_open_to_all_the_same_for_all_and_linked_from_help_and_from_each_tool(
    server: Running, ada: Person
) -> None:
    nobody = Visitor(server.address).get("/why/")
    assert nobody.status == 200
    assert said(nobody) == said(ada.browser.get("/why/"))
    assert 'href="/why/"' in ada.browser.get("/help/").text
    feet = set()
    for id in TOOLS:
        for path in (f"/tools/{id}/", f"/tools/{id}/begin/", f"/tools/{id}/blank/"):
            feet |= set(re.findall(r'<p class="[^"]*"><a href="/why/">.*?</p>', ada.browser.get(path).text)) or {path}
    assert len(feet) == 1


def test_the_foot_stands_on_every_step_and_beneath_what_was_written_in_both_forms(ada: Person) -> None:
    for afraid in ("no", "yes"):
        page = sent(ada, ada.browser.get("/tools/wait/begin/"), afraid=afraid)
        assert page.text.count('href="/why/"') == 1
        name = re.findall(r'type="checkbox" name="(\w+)" value="(\w+)"', page.text)
        box = re.findall(r'<textarea[^>]* name="(\w+)"', page.text)
        step = ada.browser.follow(sent(ada, page, **({box[0]: "x"} if box else dict(name[:1]))))
        assert step.text.count('href="/why/"') == 1
        item = re.findall(r"/tools/wait/([0-9a-f-]{36})/", step.address)[0]
        assert ada.browser.get(f"/tools/wait/{item}/").text.count('href="/why/"') == 1


def test_ben_at_adas_open_screen_sees_nothing_on_any_list_and_needs_the_one_page(ada: Person) -> None:
    """Whoever holds her open place can open the page of the questions: it says so itself. Nothing leads there but
    Help, in words that are the same for everyone."""
    keeps(ada, **STATES["yes"])
    for path in LISTS:
        page = ada.browser.get(path)
        assert not re.search(r'value="(yes|unsure)"[^>]* checked', page.text), path
        assert "You answered" not in page.text, path
    assert "checked" in ada.browser.get("/help/more/").text


def test_ben_with_a_place_of_his_own_and_eve_see_nothing_of_adas(server: Running, ada: Person) -> None:
    ben, eve = person(server, "ben-of-safety"), Visitor(server.address)
    paths = ("/help/", "/help/more/", "/help/own/", "/why/", "/tools/talk/begin/", "/help/more/read/")
    before = {path: (bare(ben.browser.get(path)), bare(eve.get(path))) for path in paths}
    keeps(ada, **STATES["yes"])
    ada.browser.submit(ada.browser.get("/help/own/"), "/help/own/", act="keep", signs="cold hands")
    after = {path: (bare(ben.browser.get(path)), bare(eve.get(path))) for path in paths}
    assert before == after
    assert "cold hands" not in "".join(text for pair in after.values() for text in pair)


def test_over_a_shoulder_titles_and_headings_say_nothing(ada: Person) -> None:
    keeps(ada, **STATES["yes"])
    ada.browser.submit(ada.browser.get("/help/own/"), "/help/own/", act="keep", signs="cold hands")
    heavy = re.compile(
        r"abus|violen|hurt|danger|dying|suicid|harass|victim|unsafe|hark|fear|afraid|crisis", re.IGNORECASE
    )
    for path in ("/help/more/", "/help/more/read/", "/help/own/", "/why/", TALK, "/minute/"):
        page = ada.browser.get(path)
        told = [*re.findall(r"<title>(.*?)</title>", page.text), *re.findall(r"<h1>(.*?)</h1>", page.text), path]
        assert [one for one in told if heavy.search(one)] == [], path
