"""Kept: what lies in a place, by day, and the ways to everything that can be done with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_safe

from leanings.acts import desk, opening
from leanings.acts.opening import Draft, Room
from leanings.core import sheet, unsent
from leanings.core.day import day_of, zone_named
from leanings.web.kit.needs import room_of

FEW = 5  # of each kind on the first page; the rest is one touch away
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
# Fields that hold words of a person; what has a space in it is words too, whatever its field is called.
WORDS = {"words", "fact", "reading", "feeling", "unknown", "note", "tomorrow", "name", "reach", "label", "low", "high"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that is listed here: its word, the address of its list, and that of one of it."""

    word: str
    listed: str
    one: str


@dataclass(frozen=True, slots=True)
class Typed:
    """Something that was typed and not kept: the mark of its form, its page where there is one, its day, its words."""

    form: str
    path: str | None
    day: date
    words: tuple[str, ...]


SHEETS = Kind(sheet.WORD, "kept_sheets", "sheet_kept")
UNSENT = Kind(unsent.WORD, "kept_unsent", "unsent_kept")


@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """The last sheets and letters by day, and every way on. How many there are is nobody's business."""
    room = room_of(request)
    pages = [(kind, desk.page(room, kind.word)) for kind in (SHEETS, UNSENT)]
    parts = [(kind, page.found[:FEW], page.earlier or len(page.found) > FEW) for kind, page in pages]
    return render(request, "kept/kept.html", {"word": "kept", "parts": parts})


@require_safe
def listed(request: HttpRequest, kind: Kind) -> HttpResponse:
    """All of one kind, whole months, from the newest or from the month that was asked for."""
    before = request.GET.get("before", "")
    page = desk.page(room_of(request), kind.word, before if MONTH.fullmatch(before) else None)
    return render(request, "kept/listed.html", {"word": "kept", "kind": kind, "page": page})


@require_safe
def aside(request: HttpRequest) -> HttpResponse:
    """What was typed and not kept, with the way back to it, and the way to let it go."""
    room = room_of(request)
    found = [_typed(draft, room) for draft in opening.waiting(room)]
    return render(request, "kept/aside.html", {"word": "kept", "found": found})


@require_safe
def changed(request: HttpRequest) -> HttpResponse:
    """One page for the day on which everything must change at once."""
    return render(request, "kept/changed.html", {"word": "kept"})


def _typed(draft: Draft, room: Room) -> Typed:
    when = datetime.fromtimestamp(draft.minute * 60, UTC)
    told = QueryDict(draft.fields)
    typed = [(name, value.strip()) for name, values in told.lists() for value in values]
    return Typed(
        form=draft.form,
        path=draft.path if _is_ours(draft.path) else None,
        day=day_of(when, zone_named(room.me.zone), room.me.turn),
        words=tuple(value for name, value in typed if value and name != "asked" and (name in WORDS or " " in value)),
    )


def _is_ours(path: str) -> bool:
    """Whether a draft names a page of ours; the browser told it, so it may be anything."""
    try:
        resolve(path)
    except Resolver404:
        return False
    return path.startswith("/") and not path.startswith("//")
