"""Six first sheets by plain HTTP, gone through on what their pages offer: no word typed, held by the person, alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest

from leanings.content.doors import QUESTIONS, doors
from tests.running import Running
from tests.visitor import Answer, Visitor
from tests.web.diaries import said
from tests.web.nights import WORDS, behind, own_form, send, settled, without_tokens

pytestmark = pytest.mark.loopback

LEFT_OPEN = ("", "unsure")
NOT_ASKED = ("again",)  # offered beside the questions, and no answer to one
each_door = pytest.mark.parametrize("door", doors())
# Whoever stays is asked nothing about parting, and whoever parts or has parted nothing that opens it again.
PARTING = (
    r"part(ing)? (ways|from)|we part|parting|separat\w*|divorc\w*|break\w* up|leav(e|ing) (them|you)|wants? out|"
    r"reasons to go|to stay and to go|end(s|ing)? it|it ends|is over|move out"
)
AGAIN = (
    r"(stay|staying|get|getting|be) (back )?together|reasons to stay|to stay and to go|try(ing)? again|reconsider\w*|"
    r"think again|change (my|your|their) mind|second thoughts?|(still|really) sure|win (them )?back|"
    r"(come|comes|take) (them )?back|(another|second) chance|not too late"
)
NEVER = {"stay": PARTING, "part": AGAIN, "after": AGAIN}


@pytest.fixture
def ada(server: Running) -> Visitor:
    """Ada at the first page, with nothing kept."""
    return Visitor(server.address)


def offered(page: Answer) -> dict[str, list[str]]:
    """What can be picked on a page, by the name of its question."""
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input [^>]*>", own_part(page)):
        told = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if told.get("type") in ("radio", "checkbox") and told["name"] not in NOT_ASKED:
            found.setdefault(told["name"], []).extend([told["value"]] if told["value"] not in LEFT_OPEN else [])
    return found


def each_answer(page: Answer) -> Iterator[dict[str, str]]:
    """Every single answer that a page offers; of eleven numbers the ends and the middle."""
    for name, values in offered(page).items():
        for value in values if len(values) < 11 else (values[0], values[5], values[10]):
            yield {name: value}


def by_touch(somebody: Visitor, door: str, pick: int = 0) -> tuple[Answer, list[Answer]]:
    """The page made by one touch on each question, the first that is offered or another; and the screens before it."""
    page, screens = behind(somebody, door), []
    for _ in range(QUESTIONS):
        screens.append(page)
        page = send(somebody, page, step="on", **{name: values[pick] for name, values in offered(page).items()})
    return page, screens


def own_part(page: Answer) -> str:
    """What stands between the bar and the foot."""
    return without_tokens(page.text).partition("<main")[2].partition("</main>")[0]


def written(page: Answer) -> str:
    """What a sheet says, in words alone; that nothing has to happen tomorrow is said as long as it is new."""
    sheet = own_part(page).partition("<article")[2].partition("</article>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", sheet.partition(">")[2])).split()).partition(" For the next")[0]


def around(page: Answer) -> str:
    """All of a page but its sheet, byte by byte."""
    text = without_tokens(page.text)
    return text.partition("<article")[0] + text.partition("</article>")[2]


def skeleton(text: str) -> list[tuple[str, str]]:
    """The elements of a piece of a page with their classes, in order."""
    tags = re.findall(r"<(\w+)([^>]*)>", re.sub(r'<p class="small soft court">.*?</p>', "", text))
    return [(tag, "".join(re.findall(r'class="([^"]*)"', attributes))) for tag, attributes in tags]


def labels(door: str) -> list[str]:
    """The words of what is picked by one touch on each question."""
    fields = [field for step in doors()[door].steps_on_paper(other=False) for field in step.fields]
    return [field.options[0].label for field in fields if field.options]


@each_door
def test_a_sheet_is_ended_on_ticks_alone_and_says_each_of_them(ada: Visitor, door: str) -> None:
    page, screens = by_touch(ada, door)
    assert "<h1>Where I stand</h1>" in page.text
    assert all(offered(screen) for screen in screens)
    assert not any(re.search(r"\brequired\b", own_part(screen)) for screen in screens)
    assert [label for label in labels(door) if label not in written(page)] == []
    assert "welcome" not in written(page)


@each_door
def test_what_was_ticked_is_held_on_paper_and_in_a_place_made_without_typing(ada: Visitor, door: str) -> None:
    page, _ = by_touch(ada, door)
    assert written(send(ada, page, step="paper")) == written(page)
    made = send(ada, send(ada, page, "/keep/"), "/keep/", step="make")
    assert made.status == 303
    address = re.search(r'href="(/sheet/[0-9a-f-]{36}/)"', ada.get("/now/").text)
    assert address is not None
    assert written(ada.get(address[1])) == written(page)


@each_door
def test_the_blank_sheet_asks_all_that_the_screens_ask(ada: Visitor, door: str) -> None:
    paper, there = said(ada.get(f"/sheet/{doors()[door].order}/blank/")), doors()[door]
    for step in there.steps_on_paper(other=False):
        assert (step.title in paper, step.say.split("\n")[0] in paper) == (True, True)
        asked = [field.label for field in step.fields]
        asked += [option.label for field in step.fields for option in field.options]
        assert [text for text in asked if text not in paper] == []


def test_the_screens_of_every_door_are_of_one_shape(ada: Visitor) -> None:
    for place in range(QUESTIONS + 1):
        shapes = set()
        for door in doors():
            page, screens = by_touch(ada, door)
            text = own_part((*screens, page)[place])
            begin, end = ("<article", "</article>") if place == QUESTIONS else ('<div class="question"', "buttons")
            after = text.rpartition(end)[2] if place == QUESTIONS else text.partition('<p class="buttons">')[2]
            shapes.add((*skeleton(text.partition(begin)[0]), ("…", ""), *skeleton(after)))
        assert len(shapes) == 1, place


@each_door
def test_no_answer_changes_what_stands_around_the_page_or_leads_on_from_it(ada: Visitor, door: str) -> None:
    page, seen, tried = behind(ada, door), set(), 0
    for _ in range(QUESTIONS):
        for answer in each_answer(page):
            seen.add(around(send(ada, page, step="show", **answer)))
            tried += 1
        page = send(ada, page, step="on")
    assert tried > QUESTIONS
    assert seen == {around(page)}


@each_door
def test_no_kept_answer_moves_a_path_on_now_on_the_path_or_among_the_tools(server: Running, door: str) -> None:
    ada = settled(server, f"ada-picks-behind-{door}").browser
    seen: dict[str, set[str]] = {path: set() for path in ("/now/", "/now/path/", "/tools/", "/help/")}
    for page in pages_of_all_kinds(ada, door):
        assert send(ada, page, "/keep/here/").status == 303
        for path, found in seen.items():
            found.add(re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "item", own_part(ada.get(path))))
    assert {path: len(found) for path, found in seen.items()} == dict.fromkeys(seen, 1)


def pages_of_all_kinds(somebody: Visitor, door: str) -> Iterator[Answer]:
    """One page after the other: much ticked, other things ticked, and alone each answer that leads to Help."""
    for pick in (0, 1, -1):
        yield by_touch(somebody, door, pick)[0]
    for field in doors()[door].fields():
        for one in (option for option in field.options if option.help):
            page = behind(somebody, door)
            for _ in range(QUESTIONS):
                page = send(somebody, page, step="on", **{field.id: one.id})
            yield page


@pytest.mark.parametrize("door", NEVER)
def test_staying_meets_no_question_about_parting_and_parting_none_that_opens_it_again(ada: Visitor, door: str) -> None:
    pages = [one for pick in (0, 1, -1) for made in (by_touch(ada, door, pick),) for one in (made[0], *made[1])]
    pages += [ada.get(f"/sheet/{doors()[door].order}/blank/{form}") for form in ("", "?form=2")]
    for page in pages:
        found = re.search(rf"\b({NEVER[door]})\b", said(page).replace(doors()[door].texts["own"], ""), re.IGNORECASE)
        assert found is None, found


def test_whoever_is_afraid_ends_the_sheet_on_ticks_too_and_types_nothing_that_is_lost(ada: Visitor) -> None:
    page, screens = by_touch(ada, "part", -1)
    assert "I am afraid of it" in written(page)
    assert "Someone who could be near me" in said(screens[-1])
    assert own_form(page).fields.keys() == {"csrfmiddlewaretoken", "once", "carried"}
    assert WORDS["part"] not in own_part(page)
