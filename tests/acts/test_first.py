"""The first ten minutes: carried in a sealed field, kept in the same act as the place, and nowhere before that."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leanings.acts import carry, desk, first, opening
from leanings.acts.carry import CarriedTooLong
from leanings.acts.first import Answers, Aside, Carried
from leanings.acts.now import choose_door, let_be
from leanings.acts.opening import NameTaken, Offer, WeakPassphrase
from leanings.content.doors import doors
from leanings.core.sheet import Sheet
from leanings.core.tool import Field
from leanings.core.unsent import Unsent
from tests.keeping import NOW, TODAY, Person, all_rows, counted, once, settle

GIVEN = {"reasons": {"stay": 8, "go": 7}, "works_now": ["laugh"], "cannot_now": "We did not speak.\nNot a word."}
ANSWERS = Answers("torn", GIVEN, "a long walk", again=True)
ASIDE = Aside("Please call me.", days=1)
OFFER = Offer("copper-meadow-whisper", "anchor violin harvest lantern")
BERLIN = "Europe/Berlin"
THERE = "192.0.2.7"
given_by_chance = st.fixed_dictionaries(
    {},
    optional={
        "reasons": st.fixed_dictionaries({"stay": st.integers(0, 10)}),
        "works_now": st.lists(st.sampled_from(["laugh", "talk"]), unique=True),
        "cannot_now": st.text(),
    },
)

SAMPLE: dict[str, Callable[[Field], object]] = {
    "text": lambda _: "words",
    "several": lambda field: [field.options[0].id],
    "choice": lambda field: field.options[0].id,
    "date": lambda _: "2031-04-01",
    "two": lambda _: {"mine": 3, "theirs": 4},
    "square": lambda _: {"stay": 3, "go": 4},
}


def made(carried: Carried, zone: str = BERLIN, now: datetime = NOW) -> opening.Room:
    """The room of a place made just now."""
    token = first.make(carried, OFFER.passphrase, zone, THERE, now)
    room = opening.visit(token, now).room
    assert room is not None
    return room


def sheets_in(room: opening.Room) -> list[Sheet]:
    """The sheets of a room."""
    return [one.doc for one in desk.drawer(room, "sheet") if isinstance(one.doc, Sheet)]


def asides_in(room: opening.Room) -> list[Unsent]:
    """What was put aside in a room."""
    return [one.doc for one in desk.drawer(room, "unsent") if isinstance(one.doc, Unsent)]


@given(st.builds(Answers, st.sampled_from(["torn", "after"]), given_by_chance, st.text(), st.booleans(), st.booleans()))
def test_what_is_carried_comes_back_as_it_was(answers: Answers) -> None:
    carried = Carried(answers, ASIDE, OFFER, at="lists", whole=answers.again)
    assert first.opened(first.sealed(carried, NOW), NOW) == carried


def test_whoever_sees_the_field_reads_nothing_in_it_and_not_how_long_the_text_is() -> None:
    long, short = (replace(ANSWERS, given={"cannot_now": words}) for words in (GIVEN["cannot_now"], "No."))
    field, other = first.sealed(Carried(long), NOW), first.sealed(Carried(short), NOW)
    assert len(field) == len(other)
    assert b"speak" not in base64.urlsafe_b64decode(field)
    assert first.sealed(Carried(ANSWERS), NOW) != field


def test_it_is_let_go_after_half_an_hour_and_when_anything_about_it_was_changed() -> None:
    field = first.sealed(Carried(ANSWERS), NOW)
    assert first.opened(field, NOW + timedelta(minutes=30)).answers == ANSWERS
    changed = field[:40] + ("A" if field[40] != "A" else "B") + field[41:]
    for told, now in [(field, NOW + timedelta(minutes=31)), (changed, NOW), ("", NOW), ("é", NOW), (field[:-8], NOW)]:
        with pytest.raises(CarriedTooLong):
            first.opened(told, now)


@pytest.mark.parametrize("door", doors())
def test_a_sheet_holds_each_answer_with_its_question_as_it_was_shown(door: str) -> None:
    steps = doors()[door].steps_on_paper(other=False)
    answers = Answers(door)
    for step in steps:
        answers = answers.with_step(step, {one.id: SAMPLE[one.kind](one) for one in step.fields})
    asked = first.sheet_of(answers, TODAY, NOW).asked
    assert [one.field for one in asked] == [one for step in steps for one in step.fields]
    assert {(one.step, one.title) for one in asked} == {(step.id, step.title) for step in steps}


def test_what_was_answered_to_a_page_that_gave_way_to_another_is_not_on_the_sheet() -> None:
    answers = Answers("part", {"sentence": "I want to tell you something.", "good": ["places"], "take": "calm"})
    assert "sentence" in {one.field.id for one in first.sheet_of(answers, TODAY, NOW).asked}
    afraid = replace(answers, given={**answers.given, "take": "afraid"})
    assert [one.field.id for one in first.sheet_of(afraid, TODAY, NOW).asked] == ["take", "good"]
    assert first.leads_to_help(first.sheet_of(afraid, TODAY, NOW))
    assert not first.leads_to_help(first.sheet_of(answers, TODAY, NOW))


def test_the_two_questions_of_the_morning_are_said_back_by_their_own_lines() -> None:
    answers = Answers("in", {"pair": {"stay": 9, "go": 2}, "since": ["asked"]}, pair=True)
    sheet = first.sheet_of(answers, TODAY, NOW)
    assert sheet.says == doors()["in"].says["stay"]
    assert [one.field.id for one in sheet.asked] == ["pair"]


def test_what_was_sealed_for_another_page_is_not_taken_for_a_sheet() -> None:
    for text in (b'{"door": "torn"}', b"[]", b"copper-meadow-whisper", b"\xff"):
        with pytest.raises(CarriedTooLong):
            first.opened(carry.seal(text, NOW), NOW)


def test_before_it_is_kept_no_row_is_written() -> None:
    settle("Ben")
    before = all_rows()
    carried = first.drawn(Carried(ANSWERS, ASIDE))
    first.opened(first.sealed(carried, NOW), NOW)
    first.sheet_of(ANSWERS, TODAY, NOW)
    assert all_rows() == before


def test_making_the_place_keeps_what_was_carried_with_the_door_and_the_wish_to_be_asked_again() -> None:
    room = made(Carried(ANSWERS, ASIDE, OFFER))
    (sheet,) = sheets_in(room)
    assert {one.field.id: one.answer for one in sheet.asked} == GIVEN
    assert (sheet.tomorrow, sheet.again) == (ANSWERS.tomorrow, True)
    assert (sheet.day, sheet.tool, sheet.door, sheet.version) == (TODAY, "doors/torn", "torn", doors()["torn"].version)
    assert sheet.says.startswith("Both are strong right now.")
    assert asides_in(room) == [Unsent(TODAY, "2031-03-01T21:04Z", "Please call me.", TODAY + timedelta(1))]
    assert (room.me.zone, room.me.door, room.me.again) == (BERLIN, "torn", "2031-03-02")


def test_a_place_can_be_made_with_nothing_in_it() -> None:
    room = made(Carried(offer=OFFER))
    assert counted()["item"] == 1  # the self document, which every place has
    assert (room.me.door, room.me.again) == (None, None)


def test_the_day_of_a_sheet_is_the_day_where_the_person_is() -> None:
    for zone, day in [("Pacific/Kiritimati", 2), ("Pacific/Pago_Pago", 1), (BERLIN, 1)]:
        offer = replace(OFFER, name=f"place-{zone[-4:].lower()}-far")
        assert sheets_in(made(Carried(ANSWERS, offer=offer), zone))[0].day == date(2031, 3, day)


def test_at_two_at_night_the_morning_to_be_asked_again_is_the_one_that_comes_first() -> None:
    room = made(Carried(ANSWERS, offer=OFFER), now=datetime(2031, 3, 2, 2, 0, tzinfo=ZoneInfo(BERLIN)))
    assert (sheets_in(room)[0].day, room.me.again) == (date(2031, 3, 1), "2031-03-02")


def test_a_date_that_is_already_here_in_the_persons_zone_becomes_the_next_day() -> None:
    dated = first.unsent_of(Aside("x", until="2031-03-01"), TODAY, NOW)
    assert dated.until == date(2031, 3, 2)
    assert first.unsent_of(Aside("x", until="2031-04-01"), TODAY, NOW).until == date(2031, 4, 1)
    assert first.unsent_of(Aside("x"), TODAY, NOW).until is None


def test_the_same_form_sent_twice_makes_one_place() -> None:
    carried = Carried(ANSWERS, offer=OFFER)
    made(carried)
    assert len(sheets_in(made(carried))) == 1
    assert counted()["place"] == 1


def test_a_drawn_name_that_is_somebody_elses_is_drawn_anew_and_opens_nothing() -> None:
    made(Carried(offer=OFFER))
    with pytest.raises(NameTaken):
        first.make(Carried(ANSWERS, offer=OFFER), "entirely other words here", BERLIN, THERE, NOW)
    assert counted()["item"] == 1
    assert first.drawn(Carried(ANSWERS, offer=OFFER)).offer not in (None, OFFER)


def test_a_weak_passphrase_makes_nothing() -> None:
    with pytest.raises(WeakPassphrase):
        first.make(Carried(ANSWERS, offer=OFFER), "short", BERLIN, THERE, NOW)
    assert counted()["place"] == 0


def test_without_a_drawn_name_no_place_is_made() -> None:
    with pytest.raises(CarriedTooLong):
        first.make(Carried(ANSWERS), OFFER.passphrase, BERLIN, THERE, NOW)


def test_keeping_in_an_open_place_twice_from_one_form_keeps_it_once(ada: Person) -> None:
    mark = once()
    one = first.keep_in(ada.room(), Carried(ANSWERS, ASIDE), mark)
    assert first.keep_in(ada.room(), Carried(ANSWERS, ASIDE), mark) == one
    assert (len(sheets_in(ada.room())), len(asides_in(ada.room()))) == (1, 1)
    assert ada.room().me.again == "2031-03-02"


def test_a_sheet_kept_without_the_wish_takes_an_earlier_wish_away_and_a_message_does_not(ada: Person) -> None:
    first.keep_in(ada.room(), Carried(ANSWERS), once())
    first.keep_in(ada.room(), Carried(aside=ASIDE), once())
    assert ada.room().me.again == "2031-03-02"
    first.keep_in(ada.room(), Carried(replace(ANSWERS, door="after", again=False)), once())
    assert (ada.room().me.again, ada.room().me.door) == (None, "after")


def test_ben_and_eve_find_none_of_it(ada: Person) -> None:
    kept = first.keep_in(ada.room(), Carried(ANSWERS, ASIDE), once())
    for other in (settle("Ben"), settle("Eve")):
        assert (sheets_in(other.room()), asides_in(other.room())) == ([], [])
        for one in kept:
            with pytest.raises(desk.NotHere):
                desk.find(other.room(), one.item, "sheet")


@pytest.fixture
def ada() -> Person:
    """Ada, with an open place."""
    return settle("Ada")


def test_the_same_form_once_more_changes_no_setting_that_was_made_since() -> None:
    person, carried = settle("Ada"), Carried(answers=ANSWERS)
    mark = once()
    first.keep_in(person.room(), carried, mark)
    choose_door(person.room(), "part")
    let_be(person.room(), "")
    first.keep_in(person.room(), carried, mark)
    assert (person.room().me.door, person.room().me.again) == ("part", None)
