"""However a diary is written down, the same diary is read back."""

from __future__ import annotations

import csv
import io
import math
import random
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leanings.core.diary import Diary
from leanings.diary import read_file

FIRST = date(2031, 1, 1).toordinal()
COLUMNS = ("close", "at ease", "nähe")
PEOPLE = ((None, "Ada"), (None, "Ben"), ("7", "Ada"), ("7", "Ben"), ("8", "Ada"))

Entry = tuple[tuple[float | None, ...], int]  # the answers and the marker
Content = dict[tuple[str | None, str], dict[int, Entry]]


@dataclass(frozen=True)
class Writing:
    """A way to write a diary down."""

    delimiter: str
    encoding: str
    decimal: str
    date_format: str | None
    long: bool
    ending: str
    nothing: str
    seed: int


@st.composite
def contents(draw: st.DrawFn) -> Content:
    """A diary: who answered what on which day."""
    couples = draw(st.booleans())
    people = draw(
        st.lists(st.sampled_from([p for p in PEOPLE if (p[0] is not None) == couples]), min_size=1, unique=True)
    )
    answers = st.tuples(*[st.none() | st.integers(0, 100).map(lambda tenth: tenth / 10) for _ in COLUMNS])
    diary = {who: draw(st.dictionaries(st.integers(0, 300), st.tuples(answers, st.integers(0, 1)))) for who in people}
    # Two entries that leave no doubt: days past the twelfth, decimals, and answers that change.
    diary[people[0]] |= {24: ((7.5,) * len(COLUMNS), 1), 25: ((2.5,) * len(COLUMNS), 0)}
    return {who: entries for who, entries in diary.items() if entries}


writings = st.builds(
    Writing,
    delimiter=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1"]),
    decimal=st.sampled_from(".,"),
    date_format=st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%m/%d/%Y", "%Y-%m-%d 21:14", None]),
    long=st.booleans(),
    ending=st.sampled_from(["\n", "\r\n"]),
    nothing=st.sampled_from(["", "NA", ".", "nan"]),
    seed=st.integers(0, 1000),
)


def text_of(content: Content, how: Writing) -> str:
    """The diary written down in this way, its lines shuffled."""
    couples = any(couple is not None for couple, _ in content)
    keys = ["couple"] * couples + ["person", "day" if how.date_format is None else "date"]
    rows = []
    for (couple, name), entries in content.items():
        for day, (answers, late) in entries.items():
            when = str(day) if how.date_format is None else date.fromordinal(FIRST + day).strftime(how.date_format)
            key = [str(couple)] * couples + [name, when]
            cells = [how.nothing if a is None else f"{a:g}".replace(".", how.decimal) for a in answers] + [str(late)]
            if how.long:
                rows += [[*key, item, cell] for item, cell in zip([*COLUMNS, "late"], cells, strict=True)]
            else:
                rows.append([*key, *cells, f'a "note"{how.ending}{how.delimiter} é'])
    random.Random(how.seed).shuffle(rows)  # noqa: S311  # order, not secrecy
    header = [*keys, "item", "value"] if how.long else [*keys, *COLUMNS, "late", "note"]
    stream = io.StringIO()
    csv.writer(stream, delimiter=how.delimiter, lineterminator=how.ending).writerows([header, *rows])
    return stream.getvalue()


def content_of(diary: Diary) -> Content:
    """Who answered what on which day, as it was read."""
    shift = FIRST if diary.dated else 0
    return {
        (person.couple, person.name): {
            day - shift: (
                tuple(None if math.isnan(v := person.answers[name][at]) else v for name in COLUMNS),
                person.marks["late"][at],
            )
            for at, day in enumerate(person.days)
        }
        for person in diary.people
    }


@given(content=contents(), how=writings)
def test_a_diary_in_any_shape_is_read_back_whole(
    content: Content, how: Writing, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path: Path = tmp_path_factory.getbasetemp() / "round-trip.csv"
    path.write_bytes(text_of(content, how).encode(how.encoding))
    diary = read_file(path)
    assert set(diary.columns) == set(COLUMNS)
    assert content_of(diary) == content
    assert [list(person.days) for person in diary.people] == [sorted(person.days) for person in diary.people]
    assert diary.guessed.get("decimal", ".") == how.decimal
