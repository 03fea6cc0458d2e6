"""A file that lies in memory gives the same diary as one on a disk, and speaks to a person at a page."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa  # type: ignore[import-untyped]  # ships no types
import pyarrow.parquet as pq  # type: ignore[import-untyped]  # ships no types
import pytest

from leanings.core.refusal import Refusal
from leanings.core.signal import parse_signal
from leanings.diary import FileRefusal, InMemory, Told, look_at, read_file
from leanings.diary import encoding as bytes_of_files
from leanings.diary.refusals import FileTooLarge, NobodyThere, OptionNotUnderstood, TooManyPeople
from tests.diary.files import answers, fits, held, only, refused, written

WIDE = "person,date,close,late\nAda,2031-03-01,6,0\nBen,2031-03-01,x,1\nAda,2031-03-02,4,1\n"
DAYLIO = (
    "full_date,date,weekday,time,mood,activities,note_title,note\n2031-03-02,March 2,Sunday,21:14,so-so,a | b,,Words\n"
)

REFUSED: dict[str, tuple[str, Told]] = {
    "several dates": ("born,seen,close\n2031-03-01,2031-03-01,6\n", Told()),
    "several days": ("day,study_day,close\n1,1,6\n", Told()),
    "no days": ("a,b\n1,2\n", Told()),
    "date order": ("when,close\n3/5/2031,6\n", Told()),
    "two orders": ("when,close\n13/5/2031,6\n5/14/2031,6\n", Told()),
    "partners": ("couple,day,close\nA,1,3\n", Told()),
    "marks alone": ("day,close\n1,0\n", Told()),
    "no answers": ("day,note\n1,x\n", Told()),
    "moods": (DAYLIO, Told()),
    "no such column": (WIDE, Told(date="when")),
    "no such encoding": (WIDE, Told(encoding="klingon")),
    "wrong encoding": (WIDE, Told(encoding="utf-16")),
    "twice": (WIDE, Told(date="date", time="date")),
    "bad line": (WIDE, Told()),
    "bad lines alone": ("day,close\n1\n", Told()),
    "empty": ("", Told()),
    "names alone": ("date,close\n", Told()),
    "no names": ("2031-03-01,6\n2031-03-02,6\n", Told()),
    "a name twice": ("day,close,close\n1,2,3\n", Told()),
    "a quote": ('day,close\n1,"2\n', Told()),
    "packed": ("PK\x03\x04", Told()),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_said_at_a_page_names_no_option(case: str, tmp_path: Path) -> None:
    text, told = REFUSED[case]
    shown, typed = (refused_by(file, told) for file in (held(text), written(tmp_path, text)))
    assert "--" not in shown.sentence
    assert shown.sentence == str(shown) == shown.on_page == typed.on_page
    assert type(shown) is type(typed)


def refused_by(file: InMemory | Path, told: Told) -> FileRefusal:
    """The refusal of a file."""
    with pytest.raises(FileRefusal) as caught:
        read_file(file, told)
    return caught.value


def wrongly_told() -> Iterator[OptionNotUnderstood]:
    """Every refusal of what is told, before there is a file."""
    for wrong in ({"date": "a", "day": "b"}, {"delimiter": "ab"}, {"decimal": ",", "delimiter": ","}):
        with pytest.raises(OptionNotUnderstood) as caught:
            Told(**wrong)  # type: ignore[arg-type]  # as a form may have it
        yield caught.value
    for field in ("decimal", "date_order"):
        with pytest.raises(OptionNotUnderstood) as caught:
            Told(**{field: "x"})  # type: ignore[arg-type]  # as a form may have it
        yield caught.value


def test_what_is_told_wrongly_can_be_said_at_a_page() -> None:
    said = [(no.setting, no.on_page) for no in wrongly_told()]
    assert [setting for setting, _ in said] == ["date", "delimiter", "decimal", "decimal", "date_order"]
    assert [text for _, text in said if "--" in text or not text.endswith(".")] == []


def test_a_refusal_goes_whole_through_a_pipe() -> None:
    for case, (text, told) in REFUSED.items():
        no = refused_by(held(text), told)
        again = pickle.loads(pickle.dumps(no))  # noqa: S301  # our own
        assert type(again) is type(no), case
        assert again.__dict__ == no.__dict__
        assert str(again) == str(no)


def test_a_file_in_memory_gives_the_diary_of_the_same_file_on_a_disk(tmp_path: Path) -> None:
    text = WIDE.replace("x", "5")
    assert repr(read_file(held(text))) == repr(read_file(written(tmp_path, text)))
    assert look_at(held(text)) == look_at(written(tmp_path, text))
    assert held(text).size == len(text)


def test_a_parquet_file_in_memory_gives_the_diary_of_the_same_file_on_a_disk(tmp_path: Path) -> None:
    path = tmp_path / "ada.parquet"
    pq.write_table(pa.table({"day": [1, 2, 3], "close": [4.0, None, 5.5], "note": ["a", "a", None]}), path)
    file = InMemory("ada.parquet", path.read_bytes())
    assert repr(read_file(file)) == repr(read_file(path))
    seen = look_at(file)
    assert seen == look_at(path)
    assert (seen.kind, seen.unit, seen.encoding) == ("parquet", "row", None)
    assert seen.rows[1].cells == ("2", "", "a")


def test_the_bytes_of_a_file_in_memory_are_never_shown() -> None:
    assert "close" not in repr(held(WIDE))


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("my diary.csv", "my diary.csv"),
        ("C:\\Users\\Ada\\my diary.csv", "my diary.csv"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nSet-Cookie: x.csv", "a Set-Cookie: x.csv"),
        ("gpj\u202eexe.csv", "gpjexe.csv"),
        ("\u200b", "your file"),
        ("", "your file"),
        ("folder/", "your file"),
        ("a" * 500, "a" * 100),
        ("half \ud800 a letter", "half a letter"),
    ],
)
def test_the_name_of_a_file_in_memory_is_what_can_be_seen_of_it(told: str, name: str) -> None:
    assert InMemory(told, b"").name == name


def test_one_person_of_many_can_be_read_alone() -> None:
    ada = only(read_file(held(WIDE), only=(None, "Ada")))
    assert (ada.name, answers(ada, "close")) == ("Ada", [6, 4])
    assert "“Ben”" in refused(NobodyThere, lambda: read_file(held(WIDE), only=(None, "Ben")))
    assert "“Eve”" in refused(NobodyThere, lambda: read_file(held(WIDE), only=(None, "Eve")))


def test_of_a_long_table_one_person_can_be_read_alone() -> None:
    text = "person,day,item,value\nAda,1,close,6\nBen,1,close,x\nAda,2,close,4\n"
    assert answers(only(read_file(held(text), only=(None, "Ada"))), "close") == [6, 4]
    fits(held(text), only=(None, "Ada"))


def test_days_outside_of_those_that_are_taken_make_bad_lines() -> None:
    text = "date,close\n1969-12-31,6\n1970-01-01,5\n2032-03-02,4\n2032-03-03,3\n"
    seen = fits(held(text), earliest=date(1970, 1, 1), latest=date(2032, 3, 2))
    assert not isinstance(seen, Refusal)
    assert [(bad.number, bad.reason) for bad in seen.bad] == [
        (2, "the date “1969-12-31” is before 1970-01-01, the earliest day that is taken"),
        (5, "the date “2032-03-03” is after 2032-03-02, the latest day that is taken"),
    ]
    assert look_at(held(text)).bad == ()


@pytest.mark.parametrize("header", ["day,close\n", "person,day,item,value\n"])
def test_how_far_it_is_is_told_rarely_and_never_falls(header: str) -> None:
    row = "{},5\n" if header == "day,close\n" else "Ada,{},close,5\n"
    text = header + "".join(row.format(number % 3_000) for number in range(30_000))
    for act in (look_at, read_file):
        told: list[float] = []
        act(held(text), tell=told.append)
        assert told == sorted(told)
        assert told[-1] == 1.0
        assert 10 < len(told) < 60
        assert 0 < told[0] < 0.2


def test_a_parquet_file_tells_how_far_it_is_too(tmp_path: Path) -> None:
    path = tmp_path / "ada.parquet"
    pq.write_table(pa.table({"day": range(20_000), "close": [5] * 20_000}), path)
    told: list[float] = []
    read_file(path, tell=told.append)
    assert told == sorted(told)
    assert len(told) > 10


def test_a_file_in_memory_may_be_too_large_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bytes_of_files, "LARGEST", 20)
    refused(FileTooLarge, lambda: read_file(held(WIDE)))


def test_more_people_than_fit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leanings.diary.entries._MOST_COLUMNS", 20)
    people = "".join(f"{name},1,5\n" for name in "abcdef")
    no = refused_by(held("person,day,close\n" + people), Told())
    assert type(no) is TooManyPeople
    assert (no.setting, "more than 5 people" in no.sentence) == ("person", True)
    fits(held("person,day,close\n" + people))


def test_lines_told_beforehand_give_the_same_numbers_for_one_person_as_for_all() -> None:
    lines = [parse_signal("close:0-10")]
    everyone = read_file(held(WIDE), signals=lines, skip_bad=True)
    alone = read_file(held(WIDE), signals=lines, only=(None, "Ada"))
    assert replace(everyone, people=everyone.people[:1], left_out=(), guessed={}) == replace(alone, guessed={})
