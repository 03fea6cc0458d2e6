"""What every other column is: a column of answers, a marker of 0 and 1, or one to leave alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from leanings.diary import names
from leanings.diary.cells import CLOCK, CODE, COMMA, DATES, DECIMAL, FLAG, NUMBERS, WORD
from leanings.diary.facts import Facts
from leanings.diary.look import Look
from leanings.diary.refusals import NoAnswers, listed, no_such_column

_NEVER_ANSWERS = frozenset({*names.COUNTER, *names.PROMPT, *names.DAY})
_MOST_TOLD = 40  # ignored columns named one by one


class Roles(NamedTuple):
    """The columns of answers and of markers, those of the answers that hold codes of missing, why others are left."""

    answers: tuple[str, ...]
    markers: tuple[str, ...]
    coded: frozenset[str]
    left: Mapping[str, str]
    guessed: dict[str, str]


def roles(look: Look, columns: Mapping[str, Facts], unused: tuple[str, ...]) -> Roles:
    """What each of these columns or items is; `unused` are columns beside them that hold none."""
    _check_told(look, columns)
    answers, markers, marked = [], [], []
    left = dict.fromkeys(unused, "beside the long table")
    for name, facts in columns.items():
        if name in look.wanted:
            answers.append(name)
        elif name in look.told.markers:
            markers.append(name)
        elif name in look.told.ignored:
            continue
        elif facts.only({FLAG, WORD}) and not names.is_named(name, _NEVER_ANSWERS):
            markers.append(name)
            marked.append(name)
        elif (why := _why_left(look, name, facts)) is not None:
            left[name] = why
        else:
            answers.append(name)
    if not answers:
        hint = f"; if {listed(marked)} are answers, say so" if marked else ""
        raise NoAnswers(
            f"{look.source.file} has no column of answers among {listed(look.facts)}{hint}",
            " with --signal NAME:0-1." if marked else ".",
            ".",
            setting="signals",
            choices=marked,
        )
    coded = frozenset(name for name in answers if columns[name].counts[CODE])
    return Roles(tuple(answers), tuple(markers), coded, left, _told(marked, left))


def _told(marked: list[str], left: Mapping[str, str]) -> dict[str, str]:
    """The guesses as they are reported."""
    guessed = {}
    if marked:
        guessed["markers"] = f"{', '.join(marked)} (blank counts as 0)"
    if left:
        some = [f"{name} ({why})" for name, why in left.items()]
        rest = f" and {len(some) - _MOST_TOLD:,} more" if len(some) > _MOST_TOLD else ""
        guessed["ignored"] = ", ".join(some[:_MOST_TOLD]) + rest
    return guessed


def _check_told(look: Look, columns: Mapping[str, Facts]) -> None:
    """Refuses a marker, an ignored column or a signal's column that the file does not have."""
    named = (*((name, "markers") for name in look.told.markers), *((name, "signals") for name in sorted(look.wanted)))
    for name, setting in named:
        if name not in columns:
            raise no_such_column(name, tuple(columns), look.source.file, setting)
    for name in look.told.ignored:
        if name not in columns and name not in look.facts:
            raise no_such_column(name, tuple(columns), look.source.file, "ignored")


def _why_left(look: Look, name: str, facts: Facts) -> str | None:
    """Why a column holds no answers; None when it does."""
    if look.wanted:
        return "in no signal"
    if facts.filled == 0:
        return "empty"
    if facts.mostly(DATES):
        return "dates"
    if facts.mostly({CLOCK}):
        return "times"
    if not facts.mostly(NUMBERS):
        return "words"
    if names.is_named(name, _NEVER_ANSWERS) or name.startswith("__index_level_"):
        return "a count"
    return None


def decimal_mark(look: Look, columns: Mapping[str, Facts], guessed: dict[str, str]) -> str:
    """The decimal mark, as told or as most numbers have it; a comma that was found is put among the guesses."""
    told = look.told.decimal or look.source.decimal
    if told is not None:
        return told
    numeric = [facts for facts in columns.values() if facts.mostly(NUMBERS)]
    if sum(facts.counts[COMMA] for facts in numeric) > sum(facts.counts[DECIMAL] for facts in numeric):
        guessed["decimal"] = ","
        return ","
    return "."
