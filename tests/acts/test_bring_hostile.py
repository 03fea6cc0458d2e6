"""Files made to break whoever reads them: each is turned away in a sentence, or read as far as it can be seen."""

from __future__ import annotations

import logging
import tracemalloc
import unicodedata
from collections.abc import Iterator

import pyarrow as pa  # type: ignore[import-untyped]  # ships no types
import pytest

from leanings.acts import bring, held, worker
from leanings.core.refusal import Refusal
from leanings.diary import InMemory, Seen, Told, look_at, read_file
from tests.acts import bombs
from tests.diary.files import fits
from tests.keeping import Person, counted, settle

MEGABYTE = 1 << 20
SPARE = 48 * MEGABYTE  # beside a few times the file: what reading any file may take
CANARY = "canary-words"
LONG = 60.0  # seconds; a process of its own may take a while to begin


def _columns(count: int) -> bytes:
    """So many further names of columns."""
    return b"".join(b",c%d" % number for number in range(count))


PACKED = {
    "a zip bomb": (bombs.zip_bomb, "a packed file or a spreadsheet"),
    "a gzip bomb": (bombs.gzip_bomb, "a packed file; unpack it first"),
    "an empty zip": (lambda: b"PK\x05\x06" + bytes(18), "a packed file with nothing in it"),
    "zstandard": (lambda: b"\x28\xb5\x2f\xfd" + bytes(100), "a packed file; unpack it first"),
    "an old spreadsheet": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old spreadsheet"),
    "a database": (lambda: b"SQLite format 3\0" + bytes(100), "a database"),
    "a million columns": (lambda: b"date" + b",close" * 10**6 + b"\n2031-03-01,6\n", "more than 2,000 columns"),
    "a million names": (lambda: b",".join(b"c%d" % n for n in range(10**6)) + b"\n1\n", "more than 2,000 columns"),
    "one line of 30 MiB": (lambda: b"x" * (30 * MEGABYTE), "longer than any line of a diary"),
    "one wide line of 30 MiB": (lambda: ("\ufeff" + "x" * (15 * MEGABYTE)).encode("utf-16-le"), "longer than any line"),
    "a million quotes": (lambda: b'"' * 10**6, "longer than any line of a diary"),
    "lines of a quote without end": (lambda: b"date,close\n" + b'"\n' * 20_000, "more than 15,000 lines"),
    "blank lines without end": (lambda: b"date,close\n" + b"\n" * 20_000, "more than 15,000 lines"),
    "a quote without an end": (lambda: b'date,close\n2031-03-01,5\n2031-03-02,"6\n', "is never closed"),
    "zero bytes": (lambda: b"date,close\n2031-03-01,6\n" * 9 + b"2031-03-02,\0\n", "holds a zero byte"),
    "zero bytes alone": (lambda: b"\0" * 5000, "is empty"),
    "half of UTF-16": (lambda: "date,close\n".encode("utf-16") + b"\x00\xd8", "is not text in the encoding"),
    "no UTF-32": (lambda: b"\xff\xfe\0\0" + b"A\xff\xff\xff" * 100, "is not text in the encoding"),
    "JSON a million deep": (lambda: b"day,close\n1," + b"[" * 10**6 + b"\n", "longer than any line of a diary"),
    "names that repeat once they are seen": (lambda: "day,close,clo\u200bse\n1,2,3\n".encode(), "two columns named"),
    "names that repeat once composed": (lambda: "day,caf\u00e9,cafe\u0301\n1,2,3\n".encode(), "two columns named"),
    "a name without end": (lambda: b"day," + b"x" * 5000 + b"\n1,2\n", "more than 1,000 letters"),
    "people without end": (
        lambda: b"person,day" + _columns(60) + b"\n" + b"".join(b"p%d,1%s\n" % (n, b",2" * 60) for n in range(120)),
        "is the right column taken for the person?",
    ),
    "a long table of next to nothing": (
        lambda: b"day,item,value\n" + b"".join(b"%d,i%d,5\n" % (n, n % 1999) for n in range(1_100)),
        "hardly any with an answer",
    ),
    "activities without end": (
        lambda: b"full_date,mood,activities\n" + b"".join(b"2031-03-01,bad,a%d\n" % n for n in range(2_100)),
        "more than 2,000 columns",
    ),
    "entries times activities without end": (
        lambda: b"full_date,mood,activities\n" + b"".join(b"2031-03-01,bad,a%d\n" % (n % 1900) for n in range(12_000)),
        "more entries and activities than can be read",
    ),
    "Parquet of a word of 10 MB in every row": (lambda: bombs.same_word(10**7, 4_000), "no answer"),
    "Parquet that tells of 9e18 rows": (lambda: bombs.footer_alone(9 * 10**18), "the most that are read are"),
    "Parquet of fewer rows than none": (lambda: bombs.footer_alone(-5), "the most that are read are"),
    "Parquet of no row at all": (lambda: bombs.footer_alone(7), "nothing below"),
    "Parquet of 20 million rows in a few bytes": (lambda: bombs.many_rows(20_000_001), "the most that are read are"),
    "Parquet 200,000 deep": (lambda: bombs.footer_alone(1, 200_000), "damaged or cannot be read"),
    "Parquet whose page swells": (bombs.swollen, "unpacked larger than"),
    "Parquet of a million columns": (
        lambda: bombs.parquet({f"c{n}": [1] for n in range(2_001)}),
        "more than 2,000 columns",
    ),
    "Parquet of words that grow from one another": (
        lambda: bombs.parquet(
            {"day": [1, 2], "close": [5, 6], "note": ["x" * 999, "x" * 999 + "y"]},
            use_dictionary=False,
            column_encoding={"note": "DELTA_BYTE_ARRAY", "day": "PLAIN", "close": "PLAIN"},
        ),
        "damaged or cannot be read",
    ),
}


@pytest.mark.parametrize("case", PACKED)
def test_what_is_more_than_it_looks_is_turned_away_in_a_sentence(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leanings.diary.entries._MOST_COLUMNS", 6_000)  # a hundredth, as watching memory takes long
    monkeypatch.setattr("leanings.diary.long._MOST_CELLS", 100_000)
    monkeypatch.setattr("leanings.diary.held._MOST_LINES", 15_000)
    make, said = PACKED[case]
    data = make()
    pool = pa.default_memory_pool()
    before = pool.max_memory()
    tracemalloc.start()
    found = fits(InMemory("ada.csv", data))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    asks = found.asks if isinstance(found, Seen) else None
    sentence = found.sentence if isinstance(found, Refusal) else "" if asks is None else asks.sentence
    if case == "Parquet of a word of 10 MB in every row":
        assert isinstance(found, Seen)
        assert found.bad_in_all == 4_000
    else:
        assert said in sentence
    assert "--" not in sentence
    assert len(sentence) < 3_000
    assert peak < 10 * len(data) + SPARE
    assert pool.max_memory() - before < 4 * len(data) + 2 * SPARE


def seen(text: str | bytes) -> Seen:
    """What a look shows of a file that can be read."""
    found = fits(InMemory("ada.csv", text if isinstance(text, bytes) else text.encode()))
    assert isinstance(found, Seen)
    assert found.asks is None
    return found


def unseen(text: str) -> list[str]:
    """The letters of a text that nobody sees."""
    return [letter for letter in text if unicodedata.category(letter) in ("Cf", "Cc", "Cs")]


def test_people_who_differ_in_what_nobody_sees_are_one_person() -> None:
    names = ["Ada", "A\u200bda", "\u202eAda", "Ada\u2069", " Ada\u00ad ", "Ada\ufeff"]
    found = seen("person,day,close\n" + "".join(f"{name},{day},5\n" for day, name in enumerate(names)))
    assert [(one.name, one.entries) for one in found.people] == [("Ada", 6)]


def test_people_whose_letters_only_look_alike_stay_two_people() -> None:
    assert seen("person,day,close\nAda,1,5\n\u0410da,1,4\n").people_in_all == 2


def test_no_letter_that_steers_the_page_is_shown() -> None:
    text = (
        'd\u202eay,"clo\r\nse",\u2066calm\u2069,note\n'
        "1,6,\u202e5,\u202etxet\n2,\u202egpj,4,x\n3,\u0007,2,\u0001x\n4,5,5,y\n5,5,5,y\n"
    )
    found = seen(text)
    assert [one.name for one in found.columns] == ["day", "clo se", "calm", "note"]
    shown = [*found.header, *(bad.reason for bad in found.bad), *(cell for row in found.rows for cell in row.cells)]
    assert [unseen(one) for one in shown if unseen(one)] == []
    assert [bad.number for bad in found.bad] == [3, 4, 5]  # the names run over two lines


@pytest.mark.parametrize("cell", ["=1+1", "=HYPERLINK(A1)", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "<b>5</b>"])
def test_a_formula_is_a_cell_like_any_other(cell: str) -> None:
    found = seen(f'day,close,"{cell}"\n1,5,3\n2,"{cell}",4\n3,6,5\n')
    assert found.bad[0].reason == f"“{cell}” under close is not a number"
    assert found.answers[1].name == cell


def test_overlong_letters_never_become_the_letters_they_pretend_to_be() -> None:
    found = seen(b"day,close,note\n1,5,\xc0\xaf\xe0\x80\xaf\n2,6,\xf0\x80\x80\xaf\n")
    assert found.encoding == "latin-1"
    assert "/" not in found.rows[0].cells[2]


def test_lists_within_lists_in_a_cell_are_words() -> None:
    found = seen("day,close,note\n1,5," + "[" * 100_000 + "\n2,6,x\n")
    assert [(one.role, one.why) for one in found.columns][2] == ("left", "words")
    assert len(found.rows[0].cells[2]) == 24


def test_a_cell_without_end_is_a_bad_line() -> None:
    found = seen("day,close,note\n1,5," + "[" * 200_000 + "\n2,6,x\n")
    assert [(bad.number, bad.reason) for bad in found.bad] == [(2, "a cell holds more than 131,072 letters")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
def test_wide_letters_are_read_like_any(encoding: str) -> None:
    text = "day,close,nähe\n" + "".join(f"{day},5,6\n" for day in range(200))
    assert [one.name for one in seen(text.encode(encoding)).answers] == ["close", "nähe"]


@pytest.mark.parametrize("encoding", ["punycode", "idna", "utf-7", "unicode_escape", "raw_unicode_escape", "undefined"])
def test_an_encoding_that_never_ends_or_makes_half_letters_is_none(encoding: str) -> None:
    found = fits(InMemory("ada.csv", b"day,close\n1,5\n" + b"2,\\ud800\n"), Told(encoding=encoding))
    assert isinstance(found, Seen)
    assert found.asks is not None
    assert found.asks.setting == "encoding"


def test_answers_and_days_beyond_all_numbers_are_bad_lines() -> None:
    found = seen("day,close\n1,5\n2,1e999\n3,-inf\n999999999,4\n9999999999999,4\n4,٣\n5,1e308\n")
    assert [bad.number for bad in found.bad] == [3, 4, 5, 6, 7]


def test_lists_in_a_parquet_file_are_never_opened() -> None:
    data = bombs.lists_within(2_000, 2_000)
    before = pa.default_memory_pool().max_memory()
    found = seen(data)
    assert [(one.name, one.role, one.why) for one in found.columns][2] == ("inside", "left", "words")
    assert pa.default_memory_pool().max_memory() - before < SPARE


def test_bad_lines_without_end_take_no_memory_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leanings.diary.seeing.MOST_BAD_LINES", 20_000)
    data = b"day,close\n1,5\n" + b"x,5\n" * 30_000
    tracemalloc.start()
    found = look_at(InMemory("ada.csv", data), Told(day="day"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (len(found.bad), found.bad_in_all) == (5_000, 20_000)
    assert found.asks is not None
    assert peak < 8 * MEGABYTE


@pytest.fixture
def ada() -> Iterator[Person]:
    """Ada, whose place is empty; nothing waits there, and no process stays when she is gone."""
    person = settle("Ada")
    yield person
    held.drop(person.room().place)
    worker.end()


def test_nothing_is_kept_of_such_a_file_and_nothing_is_said_of_it_elsewhere(
    ada: Person, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    before = counted()
    canary = f"{CANARY},date\n{CANARY},".encode()
    for data in (
        canary + b"\0\n",
        canary + b"[" * 10**6,
        canary + b'"' * 10**6,
        canary + b"\xff" * 100,
        bombs.zip_bomb(),
        bombs.swollen(),
        bombs.footer_alone(1, 200_000),
    ):
        bring.pick(ada.room(), f"{CANARY}\r\n.csv", data)
        looked = bring.look(ada.room(), LONG)
        assert looked.refused or (looked.seen is not None and looked.seen.asks is not None)
        assert "\n" not in looked.refused + looked.file
    assert counted() == before
    said = [*(record.getMessage() for record in caplog.records), *capfd.readouterr()]
    assert [one for one in said if CANARY in one] == []


def test_reading_alone_says_nothing_either(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(Refusal):
        read_file(InMemory("ada.csv", f"day,close\n1,{CANARY}\n".encode()))
    assert caplog.records == []
    assert "".join(capfd.readouterr()) == ""
