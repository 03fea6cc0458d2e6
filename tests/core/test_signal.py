"""A signal as a person writes it: `close:0-10`, `mood=sad,-happy:0-4`, `down:-3-3`, `x:0.5-4.5`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leanings.core.refusal import Refusal
from leanings.core.signal import MOST_ITEMS, Item, Scale, Signal, SignalNotUnderstood, parse_signal

NAMES = st.text(st.characters(categories=["L", "N"], include_characters="_ .:/()"), min_size=1, max_size=20).filter(
    lambda name: name == name.strip()
)
ENDS = st.decimals(-1000, 1000, places=2, allow_nan=False).map(lambda end: f"{end.normalize():f}")


@st.composite
def scales(draw: st.DrawFn) -> tuple[str, str]:
    """Two ends as they are written, the lower one first."""
    one, other = draw(ENDS), draw(ENDS.filter(lambda end: end not in ("0", "-0")))
    low, high = sorted((one, f"{float(one) + abs(float(other)):.2f}"), key=float)
    return low, high


@given(NAMES, scales())
def test_a_column_with_its_scale_is_a_line_of_one_item(name: str, ends: tuple[str, str]) -> None:
    low, high = ends
    assert parse_signal(f"{name}:{low}-{high}") == Signal(name, (Item(name),), Scale(float(low), float(high)))


@given(
    NAMES,
    st.dictionaries(NAMES, st.booleans(), min_size=1, max_size=MOST_ITEMS),
    scales(),
    st.sampled_from([",", ", ", " ,  "]),
)
def test_several_columns_make_one_line_and_a_minus_turns_one_round(
    name: str, columns: dict[str, bool], ends: tuple[str, str], comma: str
) -> None:
    listed = comma.join(("-" if turned else "") + column for column, turned in columns.items())
    told = parse_signal(f"{name}={listed}:{ends[0]}-{ends[1]}")
    assert told.name == name
    assert told.items == tuple(Item(column, turned) for column, turned in columns.items())


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("close:0-10", 0, 10),
        ("down:-3-3", -3, 3),
        ("down:-5--1", -5, -1),
        ("x:0.5-4.5", 0.5, 4.5),
        ("x:-0.5-0.25", -0.5, 0.25),
        ("a:b:1-7", 1, 7),
        (" close : 0-10 ", 0, 10),
        ("worked-late:0-1", 0, 1),
    ],
)
def test_ends_may_be_negative_or_decimal(text: str, low: float, high: float) -> None:
    scale = parse_signal(text).scale
    assert (scale.low, scale.high, scale.width) == (low, high, high - low)


@pytest.mark.parametrize(
    "text",
    [
        "close",
        "close:",
        "close:10",
        "close:0-",
        "close:-10",
        "close:0-10-20",
        "close:0..10",
        "close:0–10",
        "close:.5-3",
        "close:1e3-2e3",
        "close:10-0",
        "close:3-3",
        f"close:0-{'9' * 400}",
        ":0-10",
        " :0-10",
        "=close:0-10",
        "mood=:0-10",
        "mood= , -:0-10",
        "mood=sad,happy,sad:0-4",
        "mood=sad,-sad:0-4",
        f"mood={','.join('abcdefghi')}:0-4",
    ],
)
def test_what_is_no_signal_is_refused_with_its_own_words(text: str) -> None:
    with pytest.raises(SignalNotUnderstood) as caught:
        parse_signal(text)
    assert caught.value.sentence.startswith(f"“{text}” is not a signal: ")
    assert caught.value.sentence.endswith(".")


@given(st.text(max_size=40))
def test_any_text_is_a_signal_or_is_refused(text: str) -> None:
    try:
        told = parse_signal(text)
    except SignalNotUnderstood:
        return
    assert told.name
    assert 1 <= len(told.items) <= MOST_ITEMS
    assert told.scale.low < told.scale.high


def test_a_refusal_is_caught_by_one_name_and_says_its_sentence() -> None:
    with pytest.raises(Refusal, match="for example close:0-10") as caught:
        parse_signal("close")
    assert str(caught.value) == caught.value.sentence
