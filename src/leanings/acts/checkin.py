"""Checking in: which lines a person is asked on a day, the entry their answers make, and the lines they choose."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from leanings.acts import desk
from leanings.acts.desk import Room
from leanings.content.lines import lines_in
from leanings.core import lines
from leanings.core.checkin import Answer, CheckIn, answers_to, line_then
from leanings.core.day import check_day, minute
from leanings.core.lines import OWN, Asked, Line
from leanings.core.me import Me
from leanings.core.missing import SKIPPED, UNTOUCHED
from leanings.core.refusal import Refusal


class AskedAnew(Refusal):
    """A form was open while a question on it got other words, or was switched off or taken away."""

    def __init__(self) -> None:
        super().__init__("A question was changed or taken away meanwhile. Please look at this page once more.")


@dataclass(frozen=True, slots=True)
class Said:
    """What came from the form beside the answers."""

    contact: str = UNTOUCHED
    why: str = UNTOUCHED
    note: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """The lines there are, the three asked every time now, what a door would suggest, and which are not asked."""

    lines: tuple[Line, ...]
    every: tuple[str, ...]
    suggested: tuple[str, ...]
    off: tuple[str, ...] = ()


def asked(room: Room, day: date) -> Asked:
    """What this person is asked on a day."""
    choice = choices(room)
    return lines.asked_on(day, choice.lines, choice.every, choice.off)


def asked_again(room: Room, entry: CheckIn) -> Asked:
    """What an entry asked, in its words of then; the rest of the set in those of now."""
    now = {line.id: line for line in _all_lines(room.me)}
    then = tuple(line_then(answer, now.get(answer.line)) for answer in entry.shown)
    shown = {line.id for line in then}
    more = tuple(line for line in asked(room, entry.day).whole if line.id not in shown)
    halves = sum(line.paired for line in then)
    pair = tuple(line for line in then if line.paired and halves == 2)
    return Asked(tuple(line for line in then if line not in pair), pair, more)


def asked_before(room: Room, keys: Collection[str]) -> Asked:
    """What a form asked that was made some time ago, by the keys it carries; refused when one of them is no more."""
    now = {line.key: line for line in _all_lines(room.me)}
    if any(key not in now for key in keys):
        raise AskedAnew
    today = tuple(now[key] for key in dict.fromkeys(keys))
    every, pair = (tuple(line for line in today if line.paired is paired) for paired in (False, True))
    return Asked(every, pair, tuple(line for line in asked(room, room.today).whole if line not in today))


def entry_of(room: Room, on: Asked, given: Mapping[str, str], said: Said, day: date) -> CheckIn:
    """The entry that answers make, `given` by the id of their line; refused for a day that is still to come."""
    answers = answers_to(on.whole, given, said.contact, _ids(on.today))
    return CheckIn(
        day=check_day(day, room.today),
        entered=minute(room.now),
        lang=room.me.language,
        contact=said.contact,
        why=said.why,
        answers=answers,
        note=said.note,
    )


def entry_again(kept: CheckIn, on: Asked, given: Mapping[str, str], said: Said) -> CheckIn:
    """The entry with what was said changed; its day, its minute and the words of its questions stay."""
    # A line that was taken back is shown as not answered; left so, it stays taken back.
    skipped = {answer.line: SKIPPED for answer in kept.answers if answer.code == SKIPPED}
    given = skipped | {line: came for line, came in given.items() if came}
    answers = answers_to(on.whole, given, said.contact, _ids(on.today))
    return replace(kept, contact=said.contact, why=said.why, note=said.note, answers=_in_order(kept, answers))


def choices(room: Room) -> Choice:
    """The lines this person can choose from, and what is asked every time now."""
    there = _all_lines(room.me)
    suggested = lines.suggested(there, room.me.door)
    return Choice(there, room.me.lines or suggested, suggested, lines.off_now(there, room.me.off, room.me.on))


def choose(room: Room, every: Sequence[str], off: Collection[str]) -> None:
    """Ask these every time, and those not at all. Whoever keeps the suggestion keeps it when the door changes."""
    choice = choices(room)
    picked = () if tuple(every) == choice.suggested else tuple(every)
    wished = {line.id for line in choice.lines if line.wish}
    on = tuple(line.id for line in choice.lines if line.wish and line.id not in off)
    desk.keep_me(room, replace(room.me, lines=picked, off=tuple(id for id in off if id not in wished), on=on))


def write_own(room: Room, id: str | None, label: str, low: str, high: str) -> None:
    """Add a question of one's own, or word one anew; the same words twice are one question."""
    me = room.me
    if id is None:
        same = next((line.id for line in me.own if (line.label, line.low, line.high) == (label, low, high)), None)
        id = same or OWN + secrets.token_hex(4)
    desk.keep_me(room, replace(me, own=lines.written_own(me.own, id, label, low, high)))


def take_own(room: Room, id: str) -> None:
    """Take a question of one's own away; what was answered to it stays where it is."""
    me = room.me
    desk.keep_me(
        room,
        replace(
            me,
            own=tuple(line for line in me.own if line.id != id),
            lines=tuple(line for line in me.lines if line != id),
            off=tuple(line for line in me.off if line != id),
        ),
    )


def _all_lines(me: Me) -> tuple[Line, ...]:
    """The lines of Leanings in the person's language, then their own."""
    return (*lines_in(me.language).values(), *map(lines.own_line, me.own))


def _ids(of: Sequence[Line]) -> set[str]:
    """The ids of lines."""
    return {line.id for line in of}


def _in_order(kept: CheckIn, answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The answers in the order they were kept in, what is new at the end."""
    place = {answer.line: number for number, answer in enumerate(kept.answers)}
    return tuple(sorted(answers, key=lambda answer: place.get(answer.line, len(place))))
