"""The path of five: where each tool stands comes from what is kept; leaving one out is one touch, and holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from leanings.acts import desk, now, path
from leanings.acts.tool import tools_called, tools_in
from leanings.core.tool import EVERY_DOOR
from tests.acts.test_now import filled
from tests.keeping import TODAY, Person, settle

YESTERDAY = TODAY - timedelta(1)


@pytest.fixture
def ada() -> Person:
    """Ada, who cannot tell."""
    found = settle("Ada")
    now.choose_door(found.room(), "torn")
    return found


def there(person: Person) -> tuple[path.Standing, ...]:
    """The path of somebody."""
    return path.path(person.room(), path.filled_lately(person.room()))


def offered(person: Person) -> str | None:
    """The tool that is offered today."""
    found = path.next_of(there(person), TODAY)
    return found.tool.id if found else None


def test_the_path_is_five_tools_and_the_first_that_is_open_is_next(ada: Person) -> None:
    assert [one.tool.id for one in there(ada)] == ["inventory", "passing", "reasons", "fears", "stand"]
    assert offered(ada) == "inventory"
    ada.keep(filled("inventory", YESTERDAY, works_here=["laugh"]))
    assert offered(ada) == "passing"
    assert [one.last is not None for one in there(ada)] == [True, False, False, False, False]


def test_where_a_tool_stands_is_worked_out_and_gone_with_what_was_kept(ada: Person) -> None:
    kept = ada.keep(filled("inventory", YESTERDAY, works_here=["laugh"]))
    assert offered(ada) == "passing"
    desk.forget(ada.room(), kept.item)
    assert offered(ada) == "inventory"


def test_one_of_them_is_enough_for_a_day(ada: Person) -> None:
    ada.keep(filled("inventory", TODAY, works_here=["laugh"]))
    assert offered(ada) is None
    later = path.path(ada.room(), path.filled_lately(ada.room()))
    found = path.next_of(later, TODAY + timedelta(1))
    assert found is not None
    assert found.tool.id == "passing"


def test_what_is_left_out_is_not_offered_again_until_it_is_taken_in(ada: Person) -> None:
    path.leave_out(ada.room(), ["inventory", "no-such-tool"])
    path.leave_out(ada.room(), ["inventory"])
    assert ada.room().me.left_out == ("inventory",)
    assert offered(ada) == "passing"
    now.choose_door(ada.room(), "out")
    assert [one.left_out for one in there(ada)] == [False, False, True, False, False]
    now.choose_door(ada.room(), "torn")
    path.take_in(ada.room(), ["inventory"])
    assert offered(ada) == "inventory"
    path.leave_out(ada.room(), [one.tool.id for one in there(ada)])
    assert offered(ada) is None
    assert now.cards(ada.room()).next.what == "nothing"


def test_every_door_has_its_path_and_no_door_has_none(ada: Person) -> None:
    for door in EVERY_DOOR:
        now.choose_door(ada.room(), door)
        assert len(there(ada)) == 5
    now.choose_door(ada.room(), None)
    assert there(ada) == ()


def test_the_path_is_the_same_whatever_was_said_about_being_afraid(ada: Person) -> None:
    seen = []
    for said in (None, "no", "yes", "unsure", "skip"):
        desk.keep_me(ada.room(), replace(ada.room().me, afraid=said))
        seen.append(there(ada))
    assert all(path == seen[0] for path in seen)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("closure", "talk"),
        ("Closure ", "talk"),
        ("no contact", "say_once"),
        ("attachment", "between"),
        ("pros and cons", "reasons"),
        ("stalk", "message"),
        ("clarity", "stand"),
        ("guilt", "fears"),
        ("deadline", "wait"),
        ("plan b", "hope"),
        ("passing or", "passing"),
        ("MY PART", "part_mine"),
        ("red flag", "inventory"),
    ],
)
def test_a_tool_is_found_by_its_name_and_by_words_people_type(typed: str, found: str) -> None:
    assert found in [tool.id for tool in tools_called(tools_in("en"), typed)]


@pytest.mark.parametrize("typed", ["", " ", "a", "zzz", ".*", "(", "\\b", "losure", "x" * 80])
def test_what_names_no_tool_finds_none(typed: str) -> None:
    assert tools_called(tools_in("en"), typed) == ()
