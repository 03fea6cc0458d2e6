"""Whatever is told about whatever table: a look and a reading agree, in our own words, and without endless work."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any, BinaryIO, TextIO

import pyarrow as pa  # type: ignore[import-untyped]  # ships no types
import pyarrow.parquet as pq  # type: ignore[import-untyped]  # ships no types
from hypothesis import given, settings
from hypothesis import strategies as st

from leanings.core.refusal import Refusal
from leanings.core.signal import Item, Scale, Signal
from leanings.diary import InMemory, Told, look_at, read_file
from tests.diary.files import fits, held

MOST_ROUNDS = 30  # times that one look may begin to go through a file, whatever has to be supposed on the way

DIARIES = (
    "date,close,calm,happened,note\n2031-03-01,6,7,0,a walk\n2031-03-02,,5,1,\n2031-03-03,4,3,0,at home\n",
    "when;close;calm\n13.03.2031;6,5;2\n14.03.2031;5,5;3\n15.03.2031;skipped;1\n",
    "date\tclose\n3/5/2031\t6\n4/5/2031\t5\n5/5/2031\t4\n",
    "couple,person,day,close,age\nA,Ada,1,3,40\nA,Ben,1,4,50\nA,Ada,2,5,40\nA,Ben,2,6,50\nB,Eve,1,1,3\n",
    "person,date,time,item,value\nAda,2031-03-01,9:05,close,6\nAda,2031-03-01,9:05,late,1\nBen,2031-03-02,,close,4\n",
    "participant,beep,day,close\n1,1,1,3\n1,2,1,4\n1,1,2,5\n2,1,1,-3\n",
    "full_date,date,weekday,time,mood,activities,note_title,note\n"
    '2031-03-02,March 2,Sunday,21:14,rad,"friends | movies",,"Words, more\nwords"\n'
    "2031-03-01,March 1,Saturday,9:05 am,so-so,work,,\n",
)
COLUMNS = (
    *("date", "when", "day", "close", "calm", "happened", "note", "couple", "person", "age", "item", "value", "time"),
    *("mood", "friends", "activities", "", "no such column", "Close", "clo\u200bse"),
)
SPOILT = ("", ",", '"', "\n", "x", "9", "-", ";", "\0", "\u202e", "é", "\r", "2031-02-30", "99", "so-so", "\t", "inf")

columns = st.sampled_from(COLUMNS)
some = st.lists(columns, max_size=3).map(tuple)


def telling(**told: Any) -> Told | None:
    """What is told, or None where it contradicts itself."""
    try:
        return Told(**told)
    except Refusal:
        return None


tellings = st.builds(
    telling,
    encoding=st.none() | st.sampled_from(["utf-8", "latin-1", "utf-16", "punycode", "cp037", "", "\0"]),
    delimiter=st.none() | st.sampled_from([",", ";", "\t", "x", "\ud800", "¦"]),
    decimal=st.none() | st.sampled_from([",", "."]),
    date_order=st.none() | st.sampled_from(["ymd", "dmy", "mdy"]),
    date=st.none() | columns,
    day=st.none() | columns,
    person=st.none() | columns,
    couple=st.none() | columns,
    time=st.none() | columns,
    long=st.none() | st.tuples(columns, columns),
    markers=some,
    ignored=some,
    moods=st.dictionaries(st.sampled_from(["so-so", "SO-SO", ""]), st.integers(1, 5), max_size=2),
).filter(lambda told: told is not None)
lines = st.lists(st.builds(lambda name: Signal(name, (Item(name),), Scale(0.0, 10.0)), columns), max_size=2)


@st.composite
def diaries(draw: Callable[[Any], Any]) -> str:
    """A diary as people have them, spoilt here and there."""
    text = draw(st.sampled_from(DIARIES))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(SPOILT)) + text[at + draw(st.integers(0, 3)) :]
    if draw(st.booleans()):
        rows = text.splitlines(keepends=True)
        text = "".join(draw(st.permutations(rows)) if draw(st.booleans()) else rows * draw(st.integers(1, 3)))
    return str(text)


class Counted(InMemory):
    """A file in memory that counts how often it is gone through."""

    rounds = 0

    def as_bytes(self) -> BinaryIO:
        type(self).rounds += 1
        return super().as_bytes()

    def as_text(self, encoding: str) -> TextIO:
        type(self).rounds += 1
        return super().as_text(encoding)


@settings(max_examples=200)
@given(text=diaries(), told=tellings, signals=lines, skip_bad=st.booleans())
def test_whatever_is_told_about_a_diary_a_look_fits_the_reading(
    text: str, told: Told, signals: list[Signal], skip_bad: bool
) -> None:
    fits(held(text), told, signals=signals, skip_bad=skip_bad)


@settings(max_examples=100)
@given(text=diaries(), who=st.sampled_from(["Ada", "Ben", "1", "Eve"]), couple=st.sampled_from([None, "A"]))
def test_whoever_is_meant_a_look_fits_the_reading(text: str, who: str, couple: str | None) -> None:
    fits(held(text), only=(couple, who), earliest=date(1970, 1, 1), latest=date(2031, 3, 2))


@settings(max_examples=100)
@given(text=diaries(), told=tellings, signals=lines)
def test_however_much_must_be_supposed_the_work_has_an_end(text: str, told: Told, signals: list[Signal]) -> None:
    Counted.rounds = 0
    file = Counted("ada.csv", text.encode())
    for act in (look_at, read_file):
        with suppress(Refusal):
            act(file, told, signals=signals)
    assert 0 < Counted.rounds <= 2 * MOST_ROUNDS


@settings(max_examples=100)
@given(rows=st.lists(st.lists(st.text(max_size=6), min_size=2, max_size=4), max_size=8), told=tellings)
def test_any_letters_in_any_cells_make_a_look_that_fits_the_reading(rows: list[list[str]], told: Told) -> None:
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in [["date", "close", "person"], *rows])
    fits(held(text.encode("utf-8", "surrogatepass")), told)


@settings(max_examples=100)
@given(
    start=st.integers(0, 4_000),
    spoilt=st.binary(min_size=1, max_size=12),
    cut=st.integers(0, 40),
    packing=st.sampled_from(["none", "snappy", "zstd"]),
)
def test_a_parquet_file_spoilt_anywhere_makes_a_look_that_fits_the_reading(
    start: int, spoilt: bytes, cut: int, packing: str
) -> None:
    out = io.BytesIO()
    table = pa.table({"day": list(range(30)), "close": [4.5] * 30, "person": ["Ada", "Ben", None] * 10})
    pq.write_table(table, out, compression=packing)
    whole = out.getvalue()
    at = start % len(whole)
    fits(InMemory("ada.parquet", whole[:at] + spoilt + whole[at + cut :]))
    fits(InMemory("ada.parquet", whole[:at] + spoilt + whole[at + len(spoilt) :]))
