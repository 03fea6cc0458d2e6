"""What goes wrong is told by kind and place; what somebody typed stands in no log, no page and no trace."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from http.client import IncompleteRead

import pytest

from tests.running import Running, serve
from tests.visitor import Visitor

pytestmark = pytest.mark.loopback
CANARY = "he cried in the car, and I let him"
PIECES = ("he cried", "the car", "let him", "he+cried", "he%20cried")


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = serve(tmp_path_factory.mktemp("odd") / "home", program="tests.web.odd_house")
    yield running
    running.stop()


def said_since(running: Running, before: str) -> str:
    """What the server said since then."""
    return running.log.removeprefix(before)


@pytest.mark.parametrize(
    ("path", "kind"), [("/breaks/", "ValueError"), ("/breaks-in-template/", "TemplateDoesNotExist")]
)
def test_a_page_that_breaks_tells_nothing_of_what_was_typed(odd: Running, path: str, kind: str) -> None:
    before = odd.log
    answer = Visitor(odd.address).post(path, {"words": CANARY})
    told = said_since(odd, before)
    assert answer.status == 500
    assert "it is not your doing" in answer.text
    assert f"ERROR django.request 500 {path.strip('/').replace('-', '_')} {kind} in " in told
    assert "web/odd_pages.py:" in told
    assert len(told.splitlines()) == 1
    assert [piece for piece in PIECES if piece in told + answer.text] == []


def test_what_an_error_came_from_is_named_by_its_kind_alone(odd: Running) -> None:
    before = odd.log
    Visitor(odd.address).post("/breaks/", {"words": CANARY})
    assert " CannotSay in web/odd_pages.py:" in said_since(odd, before)


def test_an_answer_that_breaks_halfway_tells_nothing_either(odd: Running) -> None:
    before = odd.log
    with pytest.raises(IncompleteRead):
        Visitor(odd.address).post("/breaks-late/", {"words": CANARY})
    told = said_since(odd, before)
    assert "CannotSay" in told
    assert [piece for piece in PIECES if piece in told] == []


def test_a_database_that_breaks_in_the_middle_tells_nothing_of_the_form(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    running = serve(tmp_path_factory.mktemp("broken") / "home")
    with sqlite3.connect(running.home / "db.sqlite3") as database:
        database.execute("ALTER TABLE place RENAME TO lost")
    visitor = Visitor(running.address)
    page = visitor.get("/open/")
    answer = visitor.submit(page, place="grey-otter-lamp", passphrase=CANARY)
    running.stop()
    assert answer.status == 500
    assert "OperationalError" in running.log
    assert [piece for piece in (*PIECES, "otter") if piece in running.log + answer.text] == []


def test_requests_that_go_well_or_go_nowhere_leave_no_line(server: Running) -> None:
    before, visitor = server.log, Visitor(server.address)
    visitor.get("/open/")
    visitor.get("/he-cried-in-the-car/")
    visitor.post("/open/", {"words": CANARY})
    visitor.get("/", Host="he-cried.example")
    assert said_since(server, before) == ""


def test_whoever_changes_the_code_may_ask_for_the_whole_error_on_their_own_machine(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    home = tmp_path_factory.mktemp("whole") / "home"
    running = serve(home, program="tests.web.odd_house", LEANINGS_DEBUG="1")
    answer = Visitor(running.address).post("/breaks/", {"words": CANARY})
    running.stop()
    assert "Traceback" in running.log
    assert [piece for piece in PIECES if piece in answer.text] == []
