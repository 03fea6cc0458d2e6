"""The pages of the diary: leafing back; and for each kind of entry alike: write, read again, change, erase."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from leanings.acts import desk, diary
from leanings.acts import journal as journaling
from leanings.acts import reading as readings
from leanings.acts.desk import Conflict, Found, NotHere, Room
from leanings.core import checkin, journal, turning
from leanings.core.checkin import Answer, CheckIn
from leanings.core.unknown import Unknown
from leanings.web.diary.forms import CheckInForm, JournalForm
from leanings.web.diary.turning import TurningForm, day_told
from leanings.web.kit.forms import draft_of, once_of, see_other
from leanings.web.kit.needs import room_of

MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")

Form = CheckInForm | JournalForm | TurningForm


@dataclass(frozen=True, slots=True)
class Kind:
    """What tells kinds of entries apart: their form, and the names of their pages and addresses."""

    word: str
    form: Callable[..., Form]
    page: str
    said: str
    write: str
    entry: str
    edit: str
    erase: str
    after: str = "diary"


CHECK_IN = Kind(
    word=checkin.WORD,
    form=CheckInForm,
    page="diary/day.html",
    said="diary/day_said.html",
    write="day",
    entry="day_kept",
    edit="day_edit",
    erase="day_erase",
)
WORDS = Kind(
    word=journal.WORD,
    form=JournalForm,
    page="diary/words.html",
    said="diary/words_said.html",
    write="words",
    entry="words_kept",
    edit="words_edit",
    erase="words_erase",
)
TURNING = Kind(
    word=turning.WORD,
    form=TurningForm,
    page="diary/turning.html",
    said="diary/turning_said.html",
    write="turning_new",
    entry="turning_kept",
    edit="turning_edit",
    erase="turning_erase",
    after="turning",
)
KINDS = (CHECK_IN, WORDS, TURNING)


@dataclass(frozen=True, slots=True)
class Row:
    """One entry in the list: which kind, and the one answer that can stand there for anyone to see."""

    found: Found
    kind: Kind
    today: Answer | None


@require_safe
def leaf(request: HttpRequest) -> HttpResponse:
    """Some months of the diary, the newest first."""
    readings.get_ready()  # from here people go on to what their diary shows
    asked = request.GET.get("before", "")
    page = diary.leaf(room_of(request), asked if MONTH.fullmatch(asked) else None)
    rows = map(_row, page.found)
    months = [(day, list(some)) for day, some in groupby(rows, key=lambda row: row.found.doc.day.replace(day=1))]
    return _page(request, "diary/leaf.html", {"months": months, "page": page, "first": not asked})


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, kind: Kind) -> HttpResponse:
    """A new entry."""
    room = room_of(request)
    if request.method != "POST":
        form = kind.form(room, draft_of(request))
        if (day := day_told(request)) is not None:
            form.initial["day"] = day
        return _form(request, kind, form)
    form = kind.form(room, request.POST)
    if not form.is_valid():
        return _form(request, kind, form)
    entry = form.entry()
    if entry.empty:
        return _form(request, kind, form, {"empty": True})
    return see_other(kind.entry, desk.keep(room, entry, once_of(request)).item)


@require_safe
def kept(request: HttpRequest, kind: Kind, item: UUID) -> HttpResponse:
    """One entry, as it was kept."""
    found = desk.find(room_of(request), item, kind.word)
    return _page(
        request, "diary/kept.html", {"found": found, "entry": found.doc, "kind": kind, "unknown": _is_unknown(found)}
    )


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, kind: Kind, item: UUID) -> HttpResponse:
    """An entry to change. What was saved meanwhile stands beside it; nothing is written over unseen."""
    room = room_of(request)
    typed = request.POST if request.method == "POST" else draft_of(request)
    try:
        found = desk.find(room, item, kind.word)
    except NotHere:
        if typed is None:
            raise
        return _form(request, kind, kind.form(room, typed), {"gone": True}, 409)
    if _is_unknown(found):
        return see_other(kind.entry, item)
    if request.method != "POST":
        return _form(request, kind, kind.form(room, typed, found.doc), _at(found, typed))
    return _change(request, kind, room, found)


@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, kind: Kind, item: UUID) -> HttpResponse:
    """Asks once, then erases for good."""
    room = room_of(request)
    if request.method == "POST":
        desk.forget(room, item)
        return see_other(kind.after)
    return _page(request, "diary/erase.html", {"found": desk.find(room, item, kind.word), "kind": kind})


def _change(request: HttpRequest, kind: Kind, room: Room, found: Found) -> HttpResponse:
    form = kind.form(room, request.POST, found.doc)
    at = _at(found, request.POST)
    if not form.is_valid():
        return _form(request, kind, form, at)
    entry = form.entry()
    if entry.empty:
        return _form(request, kind, form, at | {"empty": True})
    if "both" in request.POST:
        desk.keep(room, entry, once_of(request))
        return see_other(kind.after)
    try:
        desk.keep(room, entry, once_of(request), item=found.item, rev=at["rev"])
    except Conflict as conflict:
        return _form(request, kind, form, _at(conflict.found) | {"other": conflict.found.doc}, 409)
    except NotHere:
        return _form(request, kind, form, {"gone": True}, 409)
    return see_other(kind.entry, found.item)


def _row(found: Found) -> Row:
    doc = found.doc
    kind = next(kind for kind in KINDS if kind.word == doc.word)
    return Row(found, kind, doc.answer("day") if isinstance(doc, CheckIn) else None)


def _at(found: Found, told: QueryDict | None = None) -> dict[str, Any]:
    """The entry a form belongs to, and the revision it was made from."""
    rev = told.get("rev") if told else None
    return {"item": found.item, "rev": int(rev) if rev and re.fullmatch(r"[0-9]{1,9}", rev) else found.rev}


def _is_unknown(found: Found) -> bool:
    """Whether a later Leanings wrote it."""
    return isinstance(found.doc, Unknown)


def _form(
    request: HttpRequest, kind: Kind, form: Form, told: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    offer = journaling.offer(form.room) if kind is WORDS and told is None else None
    return _page(request, kind.page, {"form": form, "kind": kind, "offer": offer, **(told or {})}, status)


def _page(request: HttpRequest, name: str, values: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, name, {"word": "diary", **values}, status=status)
