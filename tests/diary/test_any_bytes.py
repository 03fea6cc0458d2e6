"""Whatever the bytes are, there is a diary or one of our own sentences, and never anything else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from leanings.core.diary import Diary
from leanings.core.refusal import Refusal
from leanings.core.signal import Signal, parse_signal
from leanings.diary import Told, guess_signals, read_file
from tests.diary.files import fits, held

PIECES = (
    *(b",", b";", b"\t", b"|", b"\n", b"\r\n", b"\r", b'"', b"'", b" ", b"\0", b"\xff", b"\xff\xfe", b"\xef\xbb\xbf"),
    *(b"date", b"day", b"close", b"person", b"couple", b"time", b"item", b"value", b"note", b"sep=;"),
    *(b"2031-03-01", b"3/5/2031", b"25.03.2031", b"1930600800", b"20310301", b"21:14", b"0000-00-00", b"99/99/9999"),
    *(
        b"0",
        b"1",
        b"6",
        b"-3",
        b"2,5",
        b"2.5",
        b"inf",
        b"nan",
        b"1e999",
        b"skipped",
        b"yes",
        b"rad",
        b"\xc3\xa4",
        b"\xe4",
    ),
    *(b"PAR1", b"PK\x03\x04", b"full_date,date,weekday,time,mood,activities,note_title,note\n"),
    *(b"date,close\n2031-03-01,6\n", b"day,close,calm\n1,2,3\n", b"person,day,item,value\nAda,1,close,6\n"),
)
TOLD = (
    Told(),
    Told(date="date", date_order="dmy", decimal=","),
    Told(day="day", person="person", ignored=("note",)),
    Told(long=("item", "value"), markers=("close",)),
    Told(encoding="utf-16", delimiter=";"),
    Told(encoding="punycode", time="time"),
    Told(encoding="utf-8", delimiter="\t"),
)
SIGNALS: tuple[tuple[Signal, ...], ...] = ((), (parse_signal("close:0-10"),))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file, written anew for every example."""
    return tmp_path_factory.mktemp("any") / "eve.csv"


def read_or_refused(path: Path, content: bytes, told: Told, skip_bad: bool, signals: tuple[Signal, ...]) -> None:
    """Reads the bytes and looks at what comes back, from a disk and from memory."""
    fits(held(content), told, skip_bad=skip_bad, signals=signals)
    path.write_bytes(content)
    try:
        diary = read_file(path, told, skip_bad=skip_bad, signals=signals)
    except Refusal as no:
        said = no.sentence
    else:
        look_at(diary)
        return
    assert said
    assert "\n" not in said


def look_at(diary: object) -> None:
    """Holds a diary to what every diary promises."""
    assert isinstance(diary, Diary)
    assert diary.people
    assert len(guess_signals(diary)) == len(diary.columns) >= 1
    for person in diary.people:
        assert list(person.days) == sorted(person.days)
        lengths = [*map(len, person.answers.values()), *map(len, person.marks.values())]
        assert set(lengths) == {len(person.days)}


@given(content=st.binary(max_size=300), told=st.sampled_from(TOLD))
@example(content=b"\xff\xfe\x00\xd8date", told=Told())
@example(content=b"date,close\n2031-03-01,6\n\xff\xfe", told=Told(encoding="utf-8"))
def test_bytes_without_any_meaning_never_break_anything(path: Path, content: bytes, told: Told) -> None:
    read_or_refused(path, content, told, False, ())


@given(
    pieces=st.lists(st.sampled_from(PIECES), max_size=60),
    told=st.sampled_from(TOLD),
    skip_bad=st.booleans(),
    signals=st.sampled_from(SIGNALS),
)
def test_pieces_of_diaries_in_any_order_never_break_anything(
    path: Path, pieces: list[bytes], told: Told, skip_bad: bool, signals: tuple[Signal, ...]
) -> None:
    read_or_refused(path, b"".join(pieces), told, skip_bad, signals)


@given(
    rows=st.lists(st.lists(st.sampled_from(PIECES[14:-6]), min_size=3, max_size=3), max_size=20),
    header=st.permutations([b"date", b"close", b"time"]) | st.permutations([b"day", b"item", b"value"]),
    skip_bad=st.booleans(),
)
def test_tables_of_any_cells_never_break_anything(
    path: Path, rows: list[list[bytes]], header: list[bytes], skip_bad: bool
) -> None:
    content = b"\n".join(b"\t".join(row) for row in [header, *rows])
    read_or_refused(path, content, Told(), skip_bad, ())
