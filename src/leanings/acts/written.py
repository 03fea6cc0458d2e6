"""Everything of a place as one text for a person to read, in Markdown: by month and day, the oldest first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from itertools import groupby
from typing import Any

from leanings.content.doors import doors
from leanings.content.lines import lines_in
from leanings.content.loader import Words, content_in
from leanings.content.spell import Days, short_number
from leanings.core.brought import Brought, BroughtLine
from leanings.core.checkin import WHYS, Answer, CheckIn
from leanings.core.document import Document
from leanings.core.everything import Everything
from leanings.core.filled import UNSURE, Asked, columns_of
from leanings.core.journal import AFTERS, PARTS, JournalEntry
from leanings.core.lines import CONTACTS
from leanings.core.me import Me
from leanings.core.missing import NOT_ASKED
from leanings.core.sheet import HIGH, LOW, Sheet, Side, number
from leanings.core.tool import HALVES, Field
from leanings.core.turning import PARTS as TURNED
from leanings.core.turning import WAYS, TurningPoint
from leanings.core.unsent import Unsent


def as_markdown(everything: Everything) -> bytes:
    """The text. What the person wrote stands as quotations, so that it is told apart from what they were asked."""
    content = content_in(everything.me.language if everything.me else "en")
    say, days = content.words["takeout"], Days(True, True, content.words["calendar"])
    lines = [f"# {say['title']}", "", say["about"], ""]
    if not everything.documents:
        lines += [say["nothing"], ""]
    for month, things in groupby(everything.documents, key=lambda thing: thing.day.replace(day=1)):
        lines += [f"## {_month(month, content.words['calendar'])}", ""]
        for thing in things:
            lines += [f"### {_day(thing.day, days)}: {say[_heading(thing)]}", "", *_told(thing, say, days)]
    if everything.me is not None:
        lines += [f"## {say['settings']}", "", *_settings(everything.me, say)]
    return "\n".join(lines).encode()


def _heading(thing: Document) -> str:
    known = isinstance(thing, Brought | CheckIn | JournalEntry | Sheet | TurningPoint | Unsent)
    return thing.word if known else "other"


def _told(thing: Document, say: Words, days: Days) -> Iterator[str]:
    """What one thing says, and an empty line after each part of it."""
    match thing:
        case CheckIn():
            yield from _checkin(thing, say)
        case JournalEntry():
            yield from _journal(thing, say)
        case Sheet():
            yield from _sheet(thing, say, days)
        case TurningPoint():
            yield from _turning(thing, say)
        case Brought():
            yield from _brought(thing, say, days)
        case Unsent():
            yield from _quoted(thing.words)
            if thing.until is not None:
                yield from _listed([say["until"].format(day=_day(thing.until, days))])
        case _:
            yield from ("```json", json.dumps(thing.as_doc(), ensure_ascii=False, indent=1, sort_keys=True), "```", "")


def _checkin(entry: CheckIn, say: Words) -> Iterator[str]:
    answers = [_answer(answer, say) for answer in entry.answers if answer.code != NOT_ASKED]
    told = [f"{say['contact']}: {say[entry.contact]}"] if entry.contact in CONTACTS else []
    why = [f"{say['why']}: {say[entry.why]}"] if entry.why in WHYS else []
    yield from _listed([*told, *answers, *why])
    yield from _quoted(entry.note)


def _answer(answer: Answer, say: Words) -> str:
    question = _one_line(answer.label) or answer.line
    if answer.code is not None:
        return say["missing"].format(question=question, code=say[answer.code])
    shape = "scale" if answer.low and answer.high else "bare_scale"
    (lowest, highest), low, high = answer.scale, _one_line(answer.low), _one_line(answer.high)
    scale = say[shape].format(lowest=lowest, low=low, highest=highest, high=high)
    return say["value"].format(question=question, value=answer.value, scale=scale)


def _journal(entry: JournalEntry, say: Words) -> Iterator[str]:
    for part in PARTS:
        text = str(getattr(entry, part))
        if text and part != "words":
            yield from (f"{say[part]}:", "")
        yield from _quoted(text)
    if entry.after in AFTERS:
        yield from _listed([f"{say['after']}: {say[entry.after]}"])


def _sheet(sheet: Sheet, say: Words, days: Days) -> Iterator[str]:
    for asked in sheet.asked:
        yield from _asked(asked, say, days)
    if sheet.says:
        yield from (_one_line(sheet.says), "")
    if sheet.tomorrow:
        yield from (f"{say['tomorrow']}:", "")
        yield from _quoted(sheet.tomorrow)
    if sheet.again:
        yield from _listed([say["asked_again"]])


def _asked(asked: Asked, say: Words, days: Days) -> Iterator[str]:
    """One question as it was shown, and what was answered."""
    if asked.field.label:
        yield from (_one_line(asked.field.label), "")
    if asked.field.kind == "text":
        yield from _quoted(asked.answer)
    else:
        yield from _listed(_picked(asked.field, asked.answer, say, days))


def _picked(field: Field, answer: Any, say: Words, days: Days) -> Iterator[str]:  # noqa: ANN401  # what JSON holds
    """An answer that is no text of its own, in the words it was asked in: a line for each part of it."""
    if field.kind in HALVES:
        for part in HALVES[field.kind]:
            if part in answer:
                yield _side(getattr(field, part), answer[part], say)
    elif field.kind in ("rows", "people"):
        for row in answer:
            cells = ((column, row[column.id]) for column in columns_of(field) if column.id in row)
            yield "; ".join(f"{_one_line(one.label)}: {_plain(one, cell, say, days)}" for one, cell in cells)
    elif field.kind == "picture":
        yield from (f"{_one_line(one.label)}: {_one_line(answer[one.id])}" for one in field.places if one.id in answer)
    else:
        yield from (_plain(field, one, say, days) for one in (answer if isinstance(answer, list) else [answer]))


def _plain(field: Field, answer: Any, say: Words, days: Days) -> str:  # noqa: ANN401  # as above
    """One answer on one line."""
    if answer == UNSURE:
        return say["unsure"]
    if field.kind == "tri":
        return say[f"tri_{answer}"]
    if field.kind == "date":
        return _day(date.fromisoformat(answer), days)
    if field.kind == "slider":
        return f"{answer} ({say['bare_scale'].format(lowest=LOW, highest=HIGH)})"
    return _one_line(next((option.label for option in field.options if option.id == answer), str(answer)))


def _side(name: str, side: Side, say: Words) -> str:
    if number(side) is None:
        if side == UNSURE:
            return say["missing"].format(question=_one_line(name), code=say["unsure"])
        return say["missing"].format(question=_one_line(name), code=say[str(side)])
    scale = say["bare_scale"].format(lowest=LOW, highest=HIGH)
    return say["value"].format(question=_one_line(name), value=side, scale=scale)


def _turning(turned: TurningPoint, say: Words) -> Iterator[str]:
    yield from _listed([say[f"way_{turned.way}"]] if turned.way in WAYS else [])
    for part in TURNED:
        text = str(getattr(turned, part))
        if text:
            yield from (f"{say[part]}:", "")
        yield from _quoted(text)


def _brought(part: Brought, say: Words, days: Days) -> Iterator[str]:
    """What it is made of; its answers, of which there may be a hundred thousand, stand in the other file."""
    told = [say["file"].format(file=_one_line(part.file))]
    if part.parts > 1:
        told.append(say["part"].format(part=part.part, parts=part.parts))
    first, last = (days.long(day) for day in (part.days[0], part.days[-1]))
    told.append(say["entries"].format(entries=len(part.days), first=first, last=last))
    yield from _listed([*told, *(_line(line, say) for line in part.lines)])
    yield from (say["answers"], "")


def _line(line: BroughtLine, say: Words) -> str:
    scale = say["bare_scale"].format(lowest=short_number(line.low, 4), highest=short_number(line.high, 4))
    return say["line"].format(line=_one_line(line.name), scale=scale)


def _settings(me: Me, say: Words) -> Iterator[str]:
    names = {line.id: line.label for line in lines_in(me.language).values()} | {own.id: own.label for own in me.own}
    door = doors(me.language).get(me.door or "")
    told = {
        "zone": me.zone,
        "turn": say["hour"].format(hour=me.turn),
        "idle": say["minutes"].format(minutes=me.idle),
        "door": door.texts["own"] if door else "",
        "lines": ", ".join(names.get(line, line) for line in me.lines),
        "off": ", ".join(names.get(line, line) for line in me.off),
        "again": me.again or "",
    }
    yield from _listed([f"{say[name]}: {_one_line(text)}" for name, text in told.items() if text])
    yield from _under(say["own"], [f"{own.label} ({own.low}, {own.high})" for own in me.own])
    yield from _under(say["helpers"], [f"{one.name}: {one.reach}" if one.reach else one.name for one in me.helpers])
    for part in fields(me.low):
        if text := getattr(me.low, part.name):
            yield from (f"{say[f'low_{part.name}']}:", "")
            yield from _quoted(text)
    if me.plan:
        yield from (f"{say['plan']}:", "")
        yield from _quoted(me.plan)


def _under(heading: str, rows: list[str]) -> Iterator[str]:
    if rows:
        yield from (f"{heading}:", "")
        yield from _listed([_one_line(row) for row in rows])


def _listed(rows: Iterable[str]) -> Iterator[str]:
    found = [f"- {row}" for row in rows]
    yield from (*found, "") if found else ()


def _quoted(text: str) -> Iterator[str]:
    """Somebody's own words, line for line."""
    if text.strip():
        yield from (f"> {line}".rstrip() for line in text.splitlines())
        yield ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _day(day: date, days: Days) -> str:
    return days.long(day.toordinal())


def _month(month: date, calendar: Words | Mapping[str, str]) -> str:
    name = calendar["months"].split()[month.month - 1]
    return calendar["month_in_year"].format(month=name, year=month.year)
