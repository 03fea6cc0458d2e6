"""Bringing a diary: it is kept whole or not at all, replaced and taken out in one act, and nobody else's."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leanings.acts import bring, columns, held, takeout, worker
from leanings.acts.telling import ANSWERS, ColumnTold, Telling
from leanings.core.everything import as_json
from leanings.vault.models import Tombstone
from leanings.vault.room import Room
from tests.acts.bringing import (
    FIRST,
    LONG,
    TOLD,
    _no_process_stays,
    _nothing_waits,
    ada,
    as_read,
    brought,
    decided,
    file_of,
    kept,
)
from tests.keeping import Person, all_rows, counted, once, settle

__all__ = ["_no_process_stays", "_nothing_waits", "ada"]


def test_what_is_kept_is_what_is_read(ada: Person) -> None:
    whole = bring.find(ada.room(), brought(ada, file_of()))
    person, (part,) = as_read(file_of()), whole.parts
    assert (part.days, part.columns) == (tuple(person.days), ("close",))
    assert part.answers == (tuple(person.answers["close"]),)
    assert (part.marks, part.happened) == ((tuple(person.marks["rough"]),), "rough")
    assert (whole.entries, whole.days, whole.first, whole.last) == (20, 20, FIRST, FIRST + timedelta(days=19))
    assert (whole.file, whole.left) == ("mine.csv", 0)


def test_nothing_of_what_was_left_out_is_kept(ada: Person) -> None:
    brought(ada, file_of())
    out = as_json(takeout.take(ada.room()).everything).decode()
    assert "canary-words" not in out
    assert "mine.csv" in out


def test_bad_lines_keep_everything_out_until_they_may_be_left(ada: Person) -> None:
    bad = file_of() + b"\nnot a day,3,0,\n2031-03-01,99,0,"
    bring.pick(ada.room(), "mine.csv", bad)
    before = counted()
    done = kept(ada.room())
    assert [line.number for line in done.bad] == [22, 23]
    assert "mine.csv" in done.refused
    assert counted() == before
    assert bring.files(ada.room()) == ()
    done = kept(ada.room(), replace(TOLD, skip=True))
    assert done.kept is not None
    whole = bring.find(ada.room(), done.kept)
    assert (whole.entries, whole.left, [line.number for line in whole.left_out]) == (20, 2, [22, 23])


def test_all_parts_come_and_go_in_one_act(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    file = "\n".join(["date,close,rough,note", *(f"2031-01-01,{n % 11},0," for n in range(30_000))]).encode()
    done = brought(ada, file)
    whole = bring.find(ada.room(), done)
    assert len(whole.parts) == whole.parts[0].parts == 3
    assert (whole.entries, whole.complete) == (30_000, True)
    before = all_rows()
    with monkeypatch.context() as patch:
        patch.setattr(Tombstone.objects, "bulk_create", _broken)
        with pytest.raises(RuntimeError):
            bring.take_out(ada.room(), done)
    assert all_rows() == before
    bring.take_out(ada.room(), done)
    assert bring.files(ada.room()) == ()
    assert counted()["tombstone"] == 3
    assert counted()["item"] == 1  # the self document
    bring.take_out(ada.room(), done)  # silent


def _broken(*_args: object, **_named: object) -> None:
    raise RuntimeError


def test_the_same_form_twice_keeps_it_once(ada: Person) -> None:
    form = once()
    bring.pick(ada.room(), "mine.csv", file_of())
    first = kept(ada.room(), form=form)
    before = all_rows()
    bring.pick(ada.room(), "mine.csv", file_of())
    assert kept(ada.room(), form=form).kept == first.kept
    assert all_rows() == before
    assert bring.keeping(ada.room()) is None


def test_an_old_form_with_another_file_loses_neither(ada: Person) -> None:
    form = once()
    bring.pick(ada.room(), "one.csv", file_of())
    first = kept(ada.room(), form=form).kept
    bring.pick(ada.room(), "two.csv", file_of(first=FIRST + timedelta(days=40)))
    second = kept(ada.room(), form=form).kept
    assert second not in (None, first)
    assert sorted(one.file for one in bring.files(ada.room())) == ["one.csv", "two.csv"]


def test_an_answer_about_other_files_erases_nothing(ada: Person) -> None:
    """Two tabs: one asks about the closeness of before, then another about the sleep of before."""
    sleep = replace(TOLD, columns=(ColumnTold("close", ANSWERS, "sleep", 0.0, 10.0),))
    brought(ada, file_of(10))
    slept = brought(ada, file_of(10), sleep)
    bring.pick(ada.room(), "mine.csv", file_of(30))
    about_closeness = kept(ada.room())
    bring.pick(ada.room(), "mine.csv", file_of(30))
    about_sleep = kept(ada.room(), sleep)
    asked_again = decided(ada.room(), about_closeness, replaces=True)
    assert [one.file_id for one in asked_again.earlier] == [slept]
    assert len(bring.files(ada.room())) == 2
    done = decided(ada.room(), about_sleep, replaces=True)
    assert done.kept is not None
    assert len(bring.files(ada.room())) == 2


def test_two_tabs_hear_at_once_that_a_file_is_refused(ada: Person) -> None:
    """Both waited for the same look, and each takes it away so that looking again looks again."""
    for _ in range(10):
        bring.pick(ada.room(), "picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(200))
        room, there = ada.room(), threading.Barrier(4)

        def refused(room: Room = room, there: threading.Barrier = there) -> str:
            there.wait()
            return bring.look(room, LONG).refused

        with ThreadPoolExecutor(4) as tabs:
            said = [tab.result() for tab in [tabs.submit(refused) for _ in range(4)]]
        assert all(said)


@pytest.mark.parametrize(("replaces", "files"), [(True, 1), (False, 2)])
def test_a_longer_export_takes_the_place_of_an_earlier_one_or_both_stay(
    ada: Person, replaces: bool, files: int
) -> None:
    earlier = brought(ada, file_of(10))
    bring.pick(ada.room(), "mine.csv", file_of(30))
    asked = kept(ada.room())
    assert [one.file_id for one in asked.earlier] == [earlier]
    assert len(bring.files(ada.room())) == 1
    done = decided(ada.room(), asked, replaces=replaces)
    assert done.kept is not None
    there = bring.files(ada.room())
    assert len(there) == files
    assert bring.find(ada.room(), done.kept).entries == 30
    assert counted()["tombstone"] == (1 if replaces else 0)


def test_other_lines_or_other_days_are_no_earlier_file(ada: Person) -> None:
    brought(ada, file_of(10))
    brought(ada, file_of(10, first=FIRST + timedelta(days=40)))
    other = replace(TOLD, columns=(ColumnTold("close", ANSWERS, "near", 0.0, 10.0),))
    brought(ada, file_of(10), other)
    assert len(bring.files(ada.room())) == 3


def test_neither_leaves_all_as_it_was(ada: Person) -> None:
    brought(ada, file_of(10))
    bring.pick(ada.room(), "mine.csv", file_of(30))
    before = all_rows()
    assert kept(ada.room()).earlier
    bring.stop(ada.room())
    assert bring.keeping(ada.room()) is None
    assert all_rows() == before
    assert bring.waits(ada.room())


def test_columns_of_one_name_are_one_line_and_a_minus_in_a_name_is_no_turning(ada: Person) -> None:
    file = b"date,-sad,happy\n2031-01-01,1,4\n2031-01-02,2,3\n2031-01-03,0,4\n"
    columns = (ColumnTold("-sad", ANSWERS, "mood", 0.0, 4.0, True), ColumnTold("happy", ANSWERS, "mood", 0.0, 4.0))
    whole = bring.find(ada.room(), brought(ada, file, Telling(date_column="date", columns=columns)))
    assert whole.lines[0].items == ("-sad", "happy")
    assert whole.parts[0].columns == ("sad", "happy")
    assert whole.parts[0].answers == ((1.0, 2.0, 0.0), (4.0, 3.0, 4.0))


def test_of_several_people_only_the_one_who_is_me_is_kept(ada: Person) -> None:
    file = b"couple,who,day,close\n" + b"".join(
        b"7,%s,%d,%d\n" % (who, day, (day + shift) % 10) for day in range(12) for who, shift in ((b"A", 0), (b"B", 5))
    )
    told = Telling(
        day_column="day",
        person="who",
        couple="couple",
        columns=(ColumnTold("close", ANSWERS, "close", 0.0, 10.0),),
        who=("7", "B"),
        first=FIRST,
        number=0,
    )
    whole = bring.find(ada.room(), brought(ada, file, told))
    assert whole.parts[0].answers == (tuple(float((day + 5) % 10) for day in range(12)),)
    assert (whole.first, whole.entries, whole.parts[0].couple, whole.parts[0].person) == (FIRST, 12, "7", "B")
    bring.pick(ada.room(), "mine.csv", file)
    assert "no entry of “7/C”" in kept(ada.room(), replace(told, who=("7", "C"))).refused
    assert "The person you picked" in kept(ada.room(), replace(told, who=None)).refused


@pytest.mark.parametrize("first", [date(1969, 1, 1), date(2040, 1, 1)])
def test_days_that_are_none_of_a_diary_are_refused(ada: Person, first: date) -> None:
    file = b"day,close\n0,1\n1,2\n2,3\n"
    told = Telling(day_column="day", columns=(ColumnTold("close", ANSWERS, "close", 0.0, 10.0),), first=first, number=0)
    bring.pick(ada.room(), "mine.csv", file)
    assert "before 1970 or more than a year from now" in kept(ada.room(), told).refused


def test_settings_are_remembered_for_the_same_columns_alone(ada: Person) -> None:
    brought(ada, file_of())
    room = ada.room()
    there = bring.remembered(room, ("date", "close", "rough", "note"))
    assert there is not None
    assert there.parts[0].told == (("when", "date:date"),)
    assert bring.remembered(room, ("date", "close", "note")) is None


def test_a_file_that_is_no_table_is_refused_in_a_sentence(ada: Person) -> None:
    bring.pick(ada.room(), "picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(200))
    looked = bring.look(ada.room(), LONG)
    assert looked.seen is None
    assert looked.refused
    assert "--" not in looked.refused


def test_a_file_waits_on_where_those_who_read_it_were_ended_from_outside(ada: Person) -> None:
    bring.pick(ada.room(), "mine.csv", b"date,close\n" + b"2031-01-01,3\n" * 300_000)
    assert bring.look(ada.room(), 0.0).seen is None
    worker.end()
    looked = bring.look(ada.room(), LONG)
    assert "Nothing is lost" in looked.refused
    assert looked.again
    assert bring.waits(ada.room())
    assert bring.look(ada.room(), LONG).seen is not None


def test_a_line_without_one_answer_is_nothing_to_keep(ada: Person) -> None:
    file = b"date,close,calm\n2031-01-01,,1\n2031-01-02,,2\n"
    told = Telling(date_column="date", columns=(ColumnTold("close", ANSWERS, "close", 0.0, 10.0),))
    bring.pick(ada.room(), "mine.csv", file)
    assert "there is nothing to keep" in kept(ada.room(), told).refused


def test_what_takes_long_happens_in_another_process(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Here nothing can read a file any more, and it is brought all the same."""
    bring.pick(ada.room(), "mine.csv", file_of())
    for name in ("look_at", "read_file"):
        monkeypatch.setattr(columns, name, _broken)
    assert kept(ada.room()).kept is not None


def test_keeping_takes_as_many_questions_for_many_rows_as_for_few() -> None:
    asked = []
    for rows in (50, 60_000):
        person = settle("Ada")
        lines = (f"2031-01-{1 + n // 3000:02d},{n % 11},0," for n in range(rows))
        bring.pick(person.room(), "mine.csv", "\n".join(["date,close,rough,note", *lines]).encode())
        seen = bring.look(person.room(), LONG).seen
        assert seen is not None
        room = person.room()
        bring.keep(room, TOLD, [], (), once())
        held_now = held.of(room)
        assert held_now is not None
        assert held_now.doing["task"].job.done(LONG)
        with CaptureQueriesContext(connection) as questions:
            done = bring.keeping(room, LONG)
        assert done is not None
        assert done.kept is not None
        asked.append(len(questions))
    assert asked[0] == asked[1]
    assert asked[0] < 40
