"""Diaries of Ada's, long enough to be read: check-ins and brought files, made without chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import sin
from uuid import UUID

from leanings.content.lines import lines_in
from leanings.core.brought import Brought, BroughtLine
from leanings.core.checkin import Answer, CheckIn
from leanings.core.missing import NOT_ASKED, SKIPPED
from leanings.core.reading import Reading
from leanings.vault import store
from tests.keeping import TODAY, Person

EVERY = ("day", "ease", "close")  # what is asked every time of somebody without a door
THEN = "2031-03-01T21:04Z"
FIRST = TODAY - timedelta(days=59)


def value(day: int, line: int = 0) -> int:
    """An answer from 0 to 10 that varies, and falls in the later half."""
    return max(0, min(10, round(6 + 2 * sin(2.7 * day + line) + sin(1.1 * day * day + line) - (day > 35) * 2)))


def given(id: str, number: int) -> Answer:
    """An answer to one of our lines, in its words."""
    line = lines_in("en")[id]
    return Answer(id, line.version, line.label, line.low, line.high, value=number)


def check_ins(days: int = 60, lines: Sequence[str] = EVERY, *, happened: bool = False) -> list[CheckIn]:
    """A check-in a day, the last one today; every seventh day a line is skipped, and one is never asked."""
    found = []
    for day in range(days):
        answers = [given(id, value(day, number)) for number, id in enumerate(lines)]
        if day % 7 == 3:
            answers[0] = replace(answers[0], value=None, code=SKIPPED)
        answers.append(Answer("peace", 1, code=NOT_ASKED))
        why = "happened" if happened and day % 5 == 0 else "checking"
        found.append(CheckIn(TODAY - timedelta(days=days - 1 - day), THEN, "en", "wrote", why, tuple(answers)))
    return found


def own(day: int, version: int, label: str, number: int) -> CheckIn:
    """A check-in with an answer to a question of one's own."""
    answer = Answer("own-1", version, label, "badly", "well", value=number)
    return CheckIn(FIRST + timedelta(days=day), THEN, "en", "wrote", "checking", (answer,))


def brought(number: int = 1, days: int = 80, **also: object) -> Brought:
    """A file with two lines, one of two columns of which the second is turned, and two markers."""
    began = date(2030, 1, 1).toordinal()
    whole = Brought(
        file_id=str(UUID(int=number)),
        part=1,
        parts=1,
        entered=THEN,
        file="my diary.csv",
        couple=None,
        person="1",
        header=("date", "mood", "calm", "tense", "quarrel", "ill"),
        told=(),
        lines=(BroughtLine("mood", ("mood",), 0.0, 10.0), BroughtLine("calm", ("calm", "-tense"), 1.0, 7.0)),
        days=tuple(began + day for day in range(days)),
        columns=("mood", "calm", "tense"),
        answers=(
            tuple(None if day % 9 == 4 else float(value(day, 5)) for day in range(days)),
            tuple(1.0 + value(day, 6) * 0.6 for day in range(days)),
            tuple(7.0 - value(day, 7) * 0.5 for day in range(days)),
        ),
        markers=("quarrel", "ill"),
        marks=(tuple(int(day % 6 == 0) for day in range(days)), tuple(int(day % 11 == 0) for day in range(days))),
        happened="quarrel",
        missing=(("mood", SKIPPED, 3),),
    )
    return replace(whole, **also)  # type: ignore[arg-type]  # fields of its own


def keep(somebody: Person, *documents: CheckIn | Brought) -> None:
    """Keep all of these."""
    store.keep_all(somebody.room(), documents)


def timeless(reading: Reading) -> Reading:
    """The reading without how long it took."""
    people = tuple(
        replace(
            person,
            signals=tuple(replace(one, fit=replace(one.fit, seconds=0.0)) for one in person.signals),
        )
        for person in reading.people
    )
    return replace(reading, people=people)
