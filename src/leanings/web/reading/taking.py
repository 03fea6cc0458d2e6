"""The reading taken along: as a PDF for a drawer, as JSON for a program. Both hold what the page shows, and no more."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from time import monotonic
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.dateformat import format as date_text
from django.views.decorators.http import require_safe

from leanings.acts import reading as readings
from leanings.acts import turning
from leanings.acts.desk import Room
from leanings.acts.reading import Look
from leanings.acts.worker import job
from leanings.content.lines import lines_in
from leanings.content.loader import content_in
from leanings.core.as_json import Wording, json_text
from leanings.core.lines import own_line
from leanings.core.reading import Reading
from leanings.core.refusal import Refusal
from leanings.web.kit.forms import go_to
from leanings.web.kit.needs import room_of
from leanings.web.kit.printing import Extra, printed
from leanings.web.kit.report import Person, Report, report_of
from leanings.web.reading.pages import PATIENCE, asked_in
from leanings.web.reading.shown import Section, marks_of, sections

NAME = "notes"  # says nothing about what is in it
AT_ONCE = 4  # that wait for their paper; each holds one of few threads, and the others answer everyone else
LONGEST = 20.0  # seconds that one waits, where the processes are at work for others
SOON = 0.5  # seconds after which it is noticed that the house is being shut

_turns = threading.BoundedSemaphore(AT_ONCE)


class PaperLater(Refusal):
    """The processes that set papers have too much to do."""

    later = True

    def __init__(self) -> None:
        super().__init__("There is much to do here just now, so the paper is not ready. Please try again in a minute.")


@require_safe
def pdf(request: HttpRequest) -> HttpResponse:
    """What the page shows, on paper; the page itself while something of it is being made."""
    room = room_of(request)
    look = _look(request, room)
    whole = _whole(look)
    return _back(request) if whole is None else _file(_printed(room, look, whole), "pdf", "application/pdf")


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """The figures of what the page shows, as `leanings read --json` prints them."""
    room = room_of(request)
    look = _look(request, room)
    whole = _whole(look)
    if whole is None:
        return _back(request)
    text = json_text(whole, _wordings(room, look, whole))
    return _file(f"{text}\n".encode(), "json", "application/json; charset=utf-8")


def _look(request: HttpRequest, room: Room) -> Look:
    """What the page shows: the picked lines, and those whose pictures are asked for."""
    return readings.look(room, also=asked_in(room, request.GET.getlist("line")), patience=PATIENCE)


def _whole(look: Look) -> Reading | None:
    """Everything that is shown as one reading; None where something is on its way, or there is nothing."""
    whole = None if look.making else readings.together(look)
    return replace(whole, invented=whole.invented or settings.DEMO) if whole is not None else None


def _shown(look: Look) -> tuple[str, ...]:
    """The keys of what is shown, in the order of that reading."""
    return tuple(key for key in dict.fromkeys((*look.picked, *look.readings)) if key in look.readings)


def _printed(room: Room, look: Look, whole: Reading) -> bytes:
    """The paper, set in a process of its own: it takes a few tenths of a second."""
    content = content_in(room.me.language)
    shown = sections(look, _shown(look), room.me, marks_of(turning.points(room)), room.today)
    spoken = tuple(section.line for section in shown if section.line and section.spoken)
    others = tuple(section.line for section in shown if section.line and not section.spoken)
    report = report_of(whole, content, (Person("", "", False, spoken, others),))
    extras = {section.line.key: _extra(section) for section in shown if section.line}
    return _set(report, content.say("letters"), extras)


def _set(report: Report, letters: str, extras: Mapping[str, Extra]) -> bytes:
    """The paper, waited for as long as a thread can be spared."""
    if not _turns.acquire(blocking=False):
        raise PaperLater
    try:
        setting, ends = job(printed, report, letters, extras), monotonic() + LONGEST
        while not setting.done(SOON):
            if monotonic() > ends:
                setting.drop()
                raise PaperLater
        return setting.result()
    finally:
        _turns.release()


def _extra(section: Section) -> Extra:
    """What the page says of a line beyond its sentences."""
    marks = (
        " · ".join(filter(None, (str(one.number), date_text(one.day, "j F Y"), one.what))) for one in section.listed
    )
    return Extra(section.lead, section.unfit, tuple(marks))


def _wordings(room: Room, look: Look, whole: Reading) -> Mapping[str, Wording]:
    """How each line was asked, by its name; of a line that came with a file nobody told."""
    language = room.me.language
    known = {line.id: Wording(line.label, language) for line in lines_in(language).values()}
    known |= {own_line(own).key: Wording(own.label) for own in room.me.own}
    brought = {one.key for one in look.lines if one.brought}
    named = zip(_shown(look), (signal.name for signal in whole.people[0].signals), strict=True)
    ours = ((key.partition(":")[0], name) for key, name in named if key not in brought)
    return {name: known[id] for id, name in ours if id in known}


def _back(request: HttpRequest) -> HttpResponse:
    """To the page, which says what is missing and waits for it."""
    asked = urlencode([("line", sign) for sign in request.GET.getlist("line")])
    return go_to(reverse("reading") + (f"?{asked}" if asked else ""))


def _file(whole: bytes, kind: str, media: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{NAME}.{kind}"'}
    return HttpResponse(whole, content_type=media, headers=headers)
