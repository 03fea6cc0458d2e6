"""Odd files through the page, and real ones: said in a sentence, or kept just as the command reads them."""

from __future__ import annotations

import json

import pytest

from leanings.acts.telling import ANSWERS, ColumnTold, Telling
from leanings.diary import InMemory, read_file
from tests.running import Running
from tests.web.bringing import DATA, DIARY, LOOK, lines_of, looked, pick, tell, waited
from tests.web.diaries import Person, person, said, told
from tests.web.taking import take

pytestmark = pytest.mark.loopback


@pytest.fixture
def ada(server: Running) -> Person:
    return person(server, "ada-brings")


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (b"", "This file is empty."),
        (b"   \n\n", "is empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 300, "picture"),
        (b"PK\x03\x04" + b"\0" * 300, "save"),
        (b"date,close\n" + b"\0" * 50, ""),
        (b'"' * 10_000, ""),
        ("date,clo\u202ese\n2024-01-01,3\n2024-01-02,4\n".encode(), ""),
        (b"=cmd|' /C calc'!A0,close\n1,2\n", ""),
        (b"," * 3000, ""),
        (b"<svg onload=alert(1)>,close\n2024-01-01,3\n2024-01-02,5\n", ""),
    ],
)
def test_odd_files_are_refused_or_shown_in_a_sentence(ada: Person, file: bytes, sentence: str) -> None:
    answer = pick(ada.browser, file, "odd<b>.csv")
    page = waited(ada.browser) if answer.status == 303 else answer
    assert page.status in (200, 422)
    assert sentence in said(page)
    for piece in ("<b>", "<svg", "\u202e", "--decimal", "--date"):
        assert piece not in page.text.partition("<main")[2].replace("<!--", "")


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\diary\\mine.csv", "x" * 400, "‮fdp.csv", "a\r\nX: y.csv", ""])
def test_the_name_of_a_file_is_only_a_name(ada: Person, name: str) -> None:
    answer = pick(ada.browser, DIARY, name.replace("\r\n", "%0D%0A"))
    page = waited(ada.browser) if answer.status == 303 else answer
    assert page.status in (200, 422)
    assert "../" not in said(page)
    assert "C:" not in said(page)
    assert "\u202e" not in page.text
    assert "X" not in page.headers


REAL = {
    "couples-35-days.csv": ("201", "M", ("anxious", "sad", "vigor", "content"), (0.0, 4.0)),
    "people-75-days.csv": (None, "1001", ("depressed", "loneliness", "perceived_responsiveness"), (0.0, 10.0)),
}


@pytest.mark.parametrize("name", sorted(REAL))
def test_real_diaries_are_kept_as_they_are_read(ada: Person, name: str) -> None:
    if not (DATA / name).exists():
        pytest.skip("real diaries are not here")
    file = (DATA / name).read_bytes()
    couple, who, columns, (low, high) = REAL[name]
    page = looked(ada.browser, file, name)
    assert page.status == 200
    fields = page.form(LOOK).fields
    place = {fields[field]: field.removesuffix("-name") for field in fields if field.endswith("-name")}
    told_ = {f"{place[one]}-role": ANSWERS if one in columns else "left" for one in place}
    told_ |= {f"{place[one]}-{end}": str(value) for one in columns for end, value in (("low", low), ("high", high))}
    is_me = f'["{couple}", "{who}"]' if couple else f'[null, "{who}"]'
    kept = tell(ada.browser, page, **told_, who=is_me, **({"first": "2019-01-01"} if couple else {}))
    assert "This is kept" in said(kept)
    lines = tuple(ColumnTold(one, ANSWERS, one, low, high) for one in columns)
    telling = Telling(columns=lines, who=(couple, who))
    read = read_file(InMemory(name, file), telling.told(), signals=telling.lines, only=(couple, who))
    (me,) = [one for one in read.people if one.name == who and one.couple == couple]
    assert told(kept)["Entries"] == str(len(me.days))
    assert [line for line, _ in lines_of(kept)] == list(columns)
    out = kept_values(ada)
    assert [one["answers"] for one in out] == [
        [[None if value != value else value for value in me.answers[column]] for column in columns]
    ]


def kept_values(ada: Person) -> list[dict[str, object]]:
    """The brought things of a place, as they are taken out."""
    told_ = json.loads(take(ada.browser, "everything.json").body)
    return [thing for thing in told_["documents"] if thing["word"] == "brought"]
