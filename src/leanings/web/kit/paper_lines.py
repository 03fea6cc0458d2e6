"""Where lines end: as many words as fit, and never one short word alone at the end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

NO_BREAK = "\u00a0"
COUNTED = re.compile(r"(?<=\b\d) (?=\w)|(?<=\b\d\d) (?=\w)")  # 28 days, 4 December
RANGE = re.compile(r"(?<=\bto) (?=[−\d])|(?<=\bin) (?=\d)|(?<=\d) (?=to [−\d])")  # 4.5 to 6, 9 in 10
Measure = Callable[[str], float]
LONELY = 0.25  # a last line shorter than this share of the column looks forgotten
NARROWER = 0.02  # of the column: by how much it is tried narrower at a time
NARROWEST = 0.55


def break_lines(text: str, width: float, measure: Measure, *, balanced: bool = False) -> tuple[str, ...]:
    """The lines of a text in a column; `balanced` makes them about equally long, as in a heading."""
    words = [piece for word in _bound(text).split(" ") if word for piece in _pieces(word, width, measure)]
    wide, space = [measure(word) for word in words], measure(" ")
    kept = _fill(words, wide, space, width)
    column = width
    while len(kept) > 1 and (balanced or _length(kept[-1], wide, space) < LONELY * width):
        column -= NARROWER * width
        lines = _fill(words, wide, space, column)
        if column < max(NARROWEST * width, *wide) or len(lines) > len(kept):
            break
        kept = lines
    return tuple(" ".join(words[start:end]).replace(NO_BREAK, " ") for start, end in kept)


def _bound(text: str) -> str:
    """The text with its numbers bound to what they count, and both ends of a range to each other."""
    return RANGE.sub(NO_BREAK, COUNTED.sub(NO_BREAK, text))


def _fill(words: Sequence[str], wide: Sequence[float], space: float, width: float) -> list[tuple[int, int]]:
    """Lines as stretches of words, each as full as it can be."""
    lines, start, length = [], 0, 0.0
    for place in range(len(words)):
        more = wide[place] + (space if place > start else 0.0)
        if place > start and length + more > width:
            lines.append((start, place))
            start, length = place, wide[place]
        else:
            length += more
    return [*lines, (start, len(words))] if words else []


def _length(line: tuple[int, int], wide: Sequence[float], space: float) -> float:
    """How long a line is."""
    start, end = line
    return sum(wide[start:end]) + space * (end - start - 1)


def _pieces(word: str, width: float, measure: Measure) -> Iterator[str]:
    """A word, cut where it is longer than the column; words that were only bound are parted again."""
    if measure(word) <= width:
        yield word
        return
    if NO_BREAK in word:
        yield from (piece for part in word.split(NO_BREAK) if part for piece in _pieces(part, width, measure))
        return
    start, length = 0, 0.0
    for place, letter in enumerate(word):
        wide = measure(letter)
        if place > start and length + wide > width:
            yield word[start:place]
            start, length = place, 0.0
        length += wide
    yield word[start:]
