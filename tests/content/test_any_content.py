"""Whatever stands in a file of content, it can be used, or is refused with file and line, and never in another way."""

from __future__ import annotations

import contextlib
import json
import re
import tempfile
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leanings.content.check import READERS
from leanings.content.laid import KINDS
from leanings.content.raw import ContentFault

OURS = Path(str(files("leanings.content"))) / "en"
REFUSED = r"(?s){kind}/{name}, line [1-9]\d*: \S.*\S"
SMALL = {  # a file of each kind in which much can be wrong
    "tools": "fears",
    "doors": "after",
    "lines": "heard",
    "journeys": "torn",
    "rules": "blame",
    "helplines": "us",
    "sentences": "days_answered",
    "words": "own",
}
WORDS = st.text(st.characters(codec="utf-8"), max_size=12)
ODD = st.sampled_from(
    ["", " ", "{", "}", "{0}", "{a.b}", "{total!r}", "{total:>9}", "<b", "](", "\x00", "a\nb", "torn"]
)
NAMES = ["id", "label", "a b"]
PLAIN = st.one_of(
    ODD,
    WORDS,
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.times(),
    st.datetimes(timezones=st.just(UTC) | st.none()),
)
VALUES = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "label", "a b"]), inner, max_size=3)
    ),
    max_leaves=6,
)


def toml(value: object) -> str:
    """A value as TOML writes it in one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(name)} = {toml(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return value.isoformat() if isinstance(value, date | time | datetime) else str(value)


def whole(table: dict[str, object]) -> str:
    """A table as a file."""
    return "".join(f"{name} = {toml(value)}\n" for name, value in table.items())


def ways(value: object, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to every part of a table."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in inner:
        yield (*way, name)
        yield from ways(one, (*way, name))


def read(kind: str, text: bytes) -> str | None:
    """Read a file with this in it; the refusal, if it was refused."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / kind / f"{SMALL[kind]}.toml"
        file.parent.mkdir()
        file.write_bytes(text)
        with contextlib.suppress(ContentFault):
            READERS[kind](file)
            return None
        with pytest.raises(ContentFault) as refused:
            READERS[kind](file)
        sentence = refused.value.sentence
        assert re.fullmatch(REFUSED.format(kind=kind, name=file.name), sentence), sentence
        return sentence


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_any_value_anywhere_is_read_or_refused_with_file_and_line(kind: str, data: st.DataObject) -> None:
    table = tomllib.loads((OURS / kind / f"{SMALL[kind]}.toml").read_text(encoding="utf-8"))
    *before, last = data.draw(st.sampled_from(list(ways(table))))
    inner: object = table
    for name in before:
        inner = inner[name]  # type: ignore[index]  # a way of this very table
    assert isinstance(inner, dict | list)
    if data.draw(st.integers(0, 4)) == 0:
        del inner[last]  # type: ignore[arg-type]  # a way of this very table
    else:
        inner[last] = data.draw(VALUES)  # type: ignore[index]  # a way of this very table
    read(kind, whole(table).encode())


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=40)
@given(data=st.data())
def test_any_cut_and_any_bytes_are_refused_with_file_and_line(kind: str, data: st.DataObject) -> None:
    text = (OURS / kind / f"{SMALL[kind]}.toml").read_bytes()
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    read(kind, text[:start] + data.draw(st.binary(max_size=6)) + text[end:])


@pytest.mark.parametrize("kind", KINDS)
def test_what_these_files_are_made_from_can_be_used(kind: str) -> None:
    text = (OURS / kind / f"{SMALL[kind]}.toml").read_text(encoding="utf-8")
    assert read(kind, text.encode()) is None
    assert read(kind, whole(tomllib.loads(text)).encode()) is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (b"a = 1\nb = \xff\n", 2),
        (b"a = 1\n\nb = [\n", 3),
        (b"a = 1\nb = 2031-13-01\n", 2),
        (b"a = " + b"9" * 5000, 1),
        (b"a = " + b"[" * 5000, 1),
        (b"a = 1\na = 2\n", 2),
        (b"", 1),
    ],
)
def test_what_is_no_toml_is_refused_by_its_line(text: bytes, line: int) -> None:
    sentence = read("tools", text)
    assert sentence is not None
    assert sentence.startswith(f"tools/fears.toml, line {line}: ")
