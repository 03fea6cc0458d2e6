"""The invented person of the demo: seven months of a place, ending today. Nobody lived them.

The courses come from the simulator. On the lines that are asked every time: a low stretch that lifted, a dip that
passed and a change that held.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np

from leanings.content.doors import doors
from leanings.content.lines import lines_in
from leanings.content.loader import content_in
from leanings.core import lines
from leanings.core.brought import Brought, BroughtLine
from leanings.core.checkin import CheckIn, answers_to
from leanings.core.day import day_of, minute
from leanings.core.document import Document
from leanings.core.filled import Asked as Put
from leanings.core.journal import PARTS, JournalEntry
from leanings.core.lines import Asked, Line
from leanings.core.me import Me, OwnLine, Someone
from leanings.core.missing import SKIPPED, UNTOUCHED
from leanings.core.sheet import PAIR, WORDS, Sheet
from leanings.core.turning import PARTS as TURNING_PARTS
from leanings.core.turning import TurningPoint
from leanings.core.unsent import Unsent
from leanings.engine.rows import Floats
from leanings.engine.scenarios import BEGINNINGS, Scenario, Shape, dip, drop, level_zero, lift, lift_that_passed
from leanings.engine.simulate import SCALE, live

DAYS = 213  # seven months
SEED = 5
DOOR = "torn"
AWAY = range(64, 73)  # days without a word: a holiday
BEFORE = 56  # days of the file that was brought, up to the first check-in
FILE = UUID("7a1e0000-0000-4000-8000-000000000001")
MORE_ON = 0.12  # of days "More" is opened too, and some of it answered
BAD = 3  # an answer to "today was" at which something has often happened

WRITTEN = 0.86  # of days
ANSWERED = 0.97  # of what is asked on a day that is written
LOW_FIRST = "in a long low"
QUIET = "in quiet"


def _clear_dip(day: Floats, length: int) -> Floats:
    """A dip a little deeper than the simulator's, so that it can be seen without being told."""
    return 1.4 * dip(day, length)


def _clear_low(day: Floats, length: int) -> Floats:
    """A low stretch at the beginning, a little deeper too."""
    return 1.4 * BEGINNINGS[LOW_FIRST](day, length)


def _course(shape: Shape, middle: float, rate: float = ANSWERED, worse: float = 1.0) -> Scenario:
    return Scenario(shape, middle=middle, fast=0.16, rate=rate, worse=worse)


# Each line's course, and what its first weeks were like. `day` decides which days are written at all.
COURSES: Mapping[str, tuple[Scenario, str]] = {
    "day": (_course(_clear_low, 0.64, WRITTEN, 1.1), QUIET),
    "ease": (_course(_clear_dip, 0.62), QUIET),
    "close": (_course(drop, 0.66), QUIET),
    "happy": (_course(level_zero, 0.58), LOW_FIRST),
    "sad": (_course(lift_that_passed, 0.36), QUIET),
    "anxious": (_course(lift_that_passed, 0.38), QUIET),
    "resentful": (_course(level_zero, 0.34), QUIET),
    "guilty": (_course(level_zero, 0.36), QUIET),
    "lonely": (_course(lift, 0.34), QUIET),
    "relieved": (_course(level_zero, 0.46), LOW_FIRST),
    "heard": (_course(dip, 0.58), QUIET),
    "safe": (_course(level_zero, 0.86), QUIET),
    "held_back": (_course(lift_that_passed, 0.42), QUIET),
    "effort_given": (_course(level_zero, 0.6), QUIET),
    "effort_got": (_course(level_zero, 0.54), QUIET),
    "love": (_course(drop, 0.66), QUIET),
    "hope": (_course(level_zero, 0.5), QUIET),
    "reasons_stay": (_course(level_zero, 0.68), QUIET),
    "reasons_go": (_course(lift, 0.5), QUIET),
}

# What was written, by the number of days before today. The word after the days is how it was afterwards, or the way.
JOURNALS = ((205, "same"), (171, "heavier"), (139, "lighter"), (52, "lighter"), (30, "same"), (3, "lighter"))
POINTS = ((118, "stay"), (86, "go"), (21, "both"))
SHEETS = ((212, 7, 6), (41, 7, 7))
UNSENT = 4


def invented(now: datetime, zone: str) -> tuple[Me, tuple[Document, ...]]:
    """The settings and everything kept of the invented person, as if it were this moment in this zone."""
    words, here = content_in("en").words["invented"].words, ZoneInfo(zone)
    own = OwnLine("own-outside", 1, words["question"], words["question_low"], words["question_high"])
    me = Me(zone=zone, door=DOOR, own=(own,), helpers=(Someone(words["helper"], words["helper_reach"]),))
    rng = np.random.default_rng(SEED)
    told = _Told(words, day_of(now, here), here, now)
    written: list[Document] = [*_check_ins(told, own, rng), _brought(told, rng), _unsent(told)]
    return me, (*written, *_journals(told), *_points(told), *_sheets(told))


@dataclass(frozen=True, slots=True)
class _Told:
    """What every part of the story needs: its words, today, where it is, and the present moment."""

    words: Mapping[str, str]
    today: date
    zone: ZoneInfo
    now: datetime

    def day(self, ago: int) -> date:
        """The day so many days ago."""
        return self.today - timedelta(days=ago)

    def then(self, day: date, hour: int = 21) -> datetime:
        """A moment of that day, never one still to come."""
        return min(self.now, datetime.combine(day, time(hour, day.toordinal() % 60), self.zone).astimezone(UTC))

    def parts(self, name: str, names: Sequence[str]) -> dict[str, str]:
        """The words of one thing, by its parts."""
        return {part: text for part in names if (text := self.words.get(f"{name}_{part}"))}


def _check_ins(told: _Told, own: OwnLine, rng: np.random.Generator) -> Iterator[CheckIn]:
    """One for each day that is written."""
    there = (*lines_in("en").values(), lines.own_line(own))
    every = lines.suggested(there, DOOR)
    courses = answers_of(there, rng)
    notes = iter([told.words[name] for name in sorted(told.words) if name.startswith("note_")])
    for place in range(DAYS):
        day = told.day(DAYS - 1 - place)
        hard = courses["day"][place]
        if math.isnan(hard) or place in AWAY:
            continue
        asked = lines.asked_on(day, there, every, ())
        contact = str(rng.choice(["together", "wrote", "no", UNTOUCHED], p=[0.6, 0.22, 0.14, 0.04]))
        given = {line.id: _given(courses[line.id][place], rng) for line in _answered(asked, rng)}
        happened = hard <= BAD and rng.random() < 0.6
        why = "happened" if happened else str(rng.choice(["checking", UNTOUCHED], p=[0.7, 0.3]))
        yield CheckIn(
            day=day,
            entered=minute(told.then(day)),
            contact=contact,
            why=why,
            answers=answers_to(asked.whole, given, contact, {line.id for line in asked.today}),
            note=next(notes, "") if happened and rng.random() < 0.3 else "",
        )


def answers_of(there: Sequence[Line], rng: np.random.Generator) -> Mapping[str, list[float]]:
    """The answers to each of these lines, day by day; NaN where there is none."""
    plain = (_course(level_zero, 0.5), QUIET)
    return {
        line.id: live(scenario, DAYS, rng, begins=begins).answers[:, 0].tolist()
        for line in there
        for scenario, begins in (COURSES.get(line.id, plain),)
    }


def _answered(asked: Asked, rng: np.random.Generator) -> tuple[Line, ...]:
    """The lines that are looked at: those of the day, and now and then some of the rest."""
    if rng.random() > MORE_ON:
        return asked.today
    return asked.today + tuple(line for line in asked.more if line.turn != "picked" and rng.random() < 0.4)


def _given(value: float, rng: np.random.Generator) -> str:
    """An answer as a form brings it; what is missing was left alone, or set and taken back."""
    if math.isnan(value):
        return SKIPPED if rng.random() < 0.3 else ""
    return str(int(value))


def _journals(told: _Told) -> Iterator[JournalEntry]:
    for number, (ago, after) in enumerate(JOURNALS, start=1):
        day, said = told.day(ago), told.parts(f"journal_{number}", PARTS)
        yield JournalEntry(day, minute(told.then(day, 22)), **said, after=after)


def _points(told: _Told) -> Iterator[TurningPoint]:
    for number, (ago, way) in enumerate(POINTS, start=1):
        day, said = told.day(ago), told.parts(f"turn_{number}", TURNING_PARTS)
        yield TurningPoint(day, minute(told.then(day, 22)), way=way, **said)


def _sheets(told: _Told) -> Iterator[Sheet]:
    for number, (ago, stay, go) in enumerate(SHEETS, start=1):
        day, said = told.day(ago), told.parts(f"sheet_{number}", ("words", "tomorrow"))
        door, answers = doors()[DOOR], {PAIR: {"stay": stay, "go": go}, WORDS: said["words"]}
        asked = tuple(Put(step.id, step.title, one, answers[one.id]) for step in door.pair() for one in step.fields)
        yield Sheet(
            day,
            minute(told.then(day, 23)),
            door.tool,
            door.version,
            door.language,
            asked,
            door.say(stay, go),
            said["tomorrow"],
        )


def _unsent(told: _Told) -> Unsent:
    """A letter whose morning is today."""
    day = told.day(UNSENT)
    return Unsent(day, minute(told.then(day, 22)), told.words["unsent"], told.today)


def _brought(told: _Told, rng: np.random.Generator) -> Brought:
    """A diary from elsewhere, of the weeks before: a mood from 1 to 5, and how the night was."""
    mood, slept = told.words["file_mood"], told.words["file_slept"]
    first = told.day(DAYS - 1 + BEFORE)
    courses = [live(_course(level_zero, middle, 0.95), BEFORE, rng).answers[:, 0] for middle in (0.55, 0.6)]
    columns = [
        tuple(None if math.isnan(value) else value for value in column.tolist())
        for column in (np.round(1 + courses[0] * 0.4), courses[1])
    ]
    return Brought(
        file_id=str(FILE),
        part=1,
        parts=1,
        entered=minute(told.then(told.day(DAYS - 1), 23)),
        file=told.words["file"],
        couple=None,
        person="",
        header=("day", mood, slept),
        told=(),
        lines=(BroughtLine(mood, (mood,), 1, 5), BroughtLine(slept, (slept,), SCALE.low, SCALE.high)),
        days=tuple(first.toordinal() + place for place in range(BEFORE)),
        columns=(mood, slept),
        answers=tuple(columns),
    )
