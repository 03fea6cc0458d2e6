"""What the house cannot do, whatever it says: 1, 2, 9, 13, 15, 17; and that every rule has a test of its number."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import typing
from collections.abc import Iterator
from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import leanings
from leanings.acts import now, path, tool
from leanings.acts.now import Cards
from leanings.content.doors import load_doors
from leanings.content.tools import load_tools
from leanings.core.kinds import value_of
from leanings.core.me import Me
from leanings.core.tool import EVERY_DOOR, HALVES, NEEDS, PATHS, Tool
from leanings.web.kit.headers import headers_for
from leanings.web.tools.shown import said
from tests.core.test_as_json import AGREED
from tests.hard_rules.words import texts
from tests.keeping import NOW, Person, database, empty, entry, settle
from tests.running import Running
from tests.test_house import NETWORK
from tests.tree import PACKAGE, imports, python_files
from tests.visitor import Visitor
from tests.web.homes import filled

__all__ = ["database", "empty"]

TOOLS = load_tools()
WAYS = {option.id for field in TOOLS["stand"].fields() if field.id == "way" for option in field.options}
PATH_WORDS = ({*PATHS} - {"any"}) | WAYS
UNMARKED = ("__main__", "migrations", "vendor", "wsgi", "settings")  # running these does something


def functions() -> Iterator[tuple[str, Any]]:
    """Every function of the package, by its full name."""
    for module in pkgutil.walk_packages(leanings.__path__, "leanings."):
        if set(module.name.split(".")).isdisjoint(UNMARKED):
            there = importlib.import_module(module.name)
            yield from (
                (f"{module.name}.{name}", one)
                for name, one in inspect.getmembers(there, inspect.isfunction)
                if one.__module__ == module.name
            )


def literals(hint: object) -> set[object]:
    """Every value that a type names, however deep."""
    if typing.get_origin(hint) is typing.Literal:
        return set(typing.get_args(hint))
    return {value for part in typing.get_args(hint) for value in literals(part)}


# Rule 1. Recommend neither staying nor leaving, nor ripeness, readiness or timing; no function returns a path.


def test_rule_1_no_function_returns_a_path() -> None:
    found, looked_at = [], 0
    for name, one in functions():
        try:
            hints = typing.get_type_hints(one)
        except (NameError, TypeError):  # names and types that only the type checker knows
            continue
        looked_at += 1
        if len(literals(hints.get("return")) & PATH_WORDS) > 1:
            found.append(name)
    assert looked_at > 500
    assert {"stay", "part", "open", "as_is", "work"} <= PATH_WORDS
    assert found == ["leanings.core.sheet.region"]  # on which side a point lies that the person set: it is said back


@pytest.fixture
def ada(empty: None) -> Person:  # noqa: ARG001  # nobody lives here yet
    """Ada, who cannot tell."""
    return settle("Ada", me=Me(door="torn", door_since="2031-03-01"))


def shown_cards(found: Cards) -> tuple[object, ...]:
    """What the cards show, without which thing it is."""
    return found.next.what, found.next.tool, found.shows, found.ask_door, found.path


@pytest.mark.parametrize("door", EVERY_DOOR)
def test_rule_1_whatever_somebody_answers_the_same_thing_is_next(door: str, empty: None) -> None:  # noqa: ARG001  # as above
    seen = set()
    for way, stay, go in (("as_is", 10, 0), ("part", 0, 10), ("work", 10, 10), ("open", 0, 0), ("as_is", 0, 10)):
        person = settle("Ada", me=Me(door=door, door_since="2031-03-01"))
        told = filled("stand", 5, sides={"stay": stay, "go": go}, way=way, clarity=stay, confidence=go)
        person.keep(value_of(told))
        room = person.room()
        there = path.path(room, path.filled_lately(room))
        step = path.next_of(there, room.today)
        stops = tuple((one.tool.id, one.left_out) for one in there)
        seen.add((shown_cards(now.cards(room)), stops, step.tool.id if step else None, tuple(tool.tools_for(room))))
    assert len(seen) == 1


# Rule 2. No probability or date of a break-up.


def test_rule_2_no_figure_and_no_function_is_about_the_end_of_a_relationship() -> None:
    ending = re.compile(r"break_?up|separat|divorc|dissol|leav(e|ing)_?(date|prob)|doom|compatib|surviv|end_of_rel")
    assert ending.search("probability_of_breakup")
    names = {name for row in AGREED.values() for name in row.split()} | {name for name, _ in functions()}
    names |= {node.name for _, tree in python_files() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    assert len(names) > 1000
    assert {name for name in names if ending.search(name.lower())} == set()


# Rule 9. No streaks, guilt, scarcity, countdowns, ads, paid rank.


def test_rule_9_whoever_stays_away_for_months_finds_home_as_they_left_it(ada: Person) -> None:
    ada.keep(entry("One evening."))
    room, later = ada.room(), NOW + timedelta(days=90)
    before, after = now.cards(room), now.cards(ada.open(later))
    assert before.next.what == "step"
    assert (before.next.what, before.next.tool, before.shows) == (after.next.what, after.next.tool, after.shows)


def test_rule_9_the_order_of_tools_is_the_files_own_and_nothing_can_be_paid_for() -> None:
    order = [(NEEDS.index(one.need), one.order) for one in TOOLS.values()]
    assert order == sorted(order)
    names = {field.name for field in fields(Tool)}
    assert not names & {"price", "paid", "rank", "score", "sponsor", "weight", "popular", "used", "clicks"}


def test_rule_9_nothing_counts_down_on_a_page() -> None:
    for file in (file for file in sorted(PACKAGE.rglob("*.js")) if "vendor" not in file.parts):
        assert not re.search(r"countdown|remaining|secondsLeft|timeLeft", file.read_text(encoding="utf-8")), file.name


# Rule 13. No comparison of who loves more or is wrong.

BOTH = [(one.id, field) for one in TOOLS.values() for field in one.fields() if field.kind in HALVES]


@pytest.mark.parametrize(("id", "field"), BOTH, ids=[f"{id}.{field.id}" for id, field in BOTH])
def test_rule_13_of_two_sides_both_are_said_and_nothing_of_their_difference(id: str, field: Any) -> None:
    del id
    one, other = HALVES[field.kind]
    for first, second in ((9, 2), (2, 9), (5, 5)):
        told = said(field, {one: first, other: second})
        numbers = re.findall(
            r"\d+", re.sub(r"\b(of|/) 10\b", "", " ".join(cell for line in told.lines for cell in line[1:]))
        )
        assert [int(number) for number in numbers] == [first, second]
        assert told.text == ""


def test_rule_13_there_are_questions_with_two_sides() -> None:
    assert {field.kind for _, field in BOTH} == {"two", "square"}


# Rule 15. House scales are called unvalidated.

UNCHECKED = "Nobody has checked how well they measure."


@pytest.mark.loopback
def test_rule_15_wherever_a_scale_of_ours_is_asked_the_page_says_that_nobody_has_checked_it(server: Running) -> None:
    nobody, asked = Visitor(server.address), 0
    for one in TOOLS.values():
        assert (UNCHECKED in nobody.get(f"/tools/{one.id}/blank/").text) == one.measures, one.id
        asked += one.measures
    for door in load_doors().values():
        assert (UNCHECKED in nobody.get(f"/sheet/{door.order}/blank/").text) == door.measures, door.id
    assert asked > 6
    assert "nothing is added up" in nobody.get("/help/more/").text


def test_rule_15_the_lines_of_the_check_in_and_the_full_questions_say_it_too() -> None:
    assert UNCHECKED in texts()["web/diary/lines.html"]
    assert "Here they are no test" in texts()["web/help/more.html"]


# Rule 17. No network without being asked.


def test_rule_17_nothing_in_the_package_knows_how_to_call_anybody() -> None:
    called = {
        f"{name}: {module}"
        for name, tree in python_files()
        if name.startswith("src/")
        for module in imports(tree)
        if any(module == one or module.startswith(f"{one}.") for one in NETWORK)
    }
    assert called == set()


def test_rule_17_a_page_loads_nothing_from_elsewhere_and_may_not() -> None:
    policy = headers_for(secure=True)["Content-Security-Policy"]
    assert not re.search(r"https?:|\*|data:\s*;", policy.replace("'self'", ""))
    for file in (file for file in sorted(PACKAGE.rglob("*")) if "vendor" not in file.parts):
        if file.suffix in (".html", ".css", ".js"):
            text = file.read_text(encoding="utf-8")
            assert not re.search(r"(src|srcset|action|data-\w+)=[\"'](https?:)?//|url\([\"']?(https?:)?//", text), file
            assert not re.search(
                r"(fetch|sendBeacon|open|import)\(\s*[\"'`](https?:)?//|new (WebSocket|EventSource)", text
            )
            assert not re.search(r"<link[^>]+href=[\"'](https?:)?//", text), file


def test_every_rule_from_one_to_eighteen_has_tests_that_bear_its_number() -> None:
    named: set[int] = set()
    for file in Path(__file__).parent.glob("test_*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and (found := re.match(r"test_rule_(\d+)(?:_and_(\d+))?_", node.name)):
                assert [one for one in ast.walk(node) if isinstance(one, ast.Assert | ast.With)], node.name
                named |= {int(number) for number in found.groups() if number}
    assert named == set(range(1, 19))
