"""Write it, don't send it. There is no way from here to anybody: what is written waits, or is let go."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leanings.acts import desk, first
from leanings.acts.carry import CarriedTooLong
from leanings.acts.desk import Conflict, Found
from leanings.acts.first import Aside, Carried
from leanings.core import unsent as unsents
from leanings.core.unknown import Unknown
from leanings.core.unsent import Unsent, waits
from leanings.web.kit.forget import forget
from leanings.web.kit.forms import draft_of, once_of, once_shown, see_other
from leanings.web.kit.needs import now_of, open_to_all, room_of, visit_of
from leanings.web.kit.zone import day_here
from leanings.web.unsent.forms import KeptForm, UnsentForm


@open_to_all
@require_http_methods(["GET", "POST"])
def unsent(request: HttpRequest) -> HttpResponse:
    """Write it; with nothing kept, until somebody says so."""
    if request.method == "GET" and visit_of(request).room is not None:
        return see_other("unsent_here")
    return here(request)


@require_http_methods(["GET", "POST"])
def here(request: HttpRequest) -> HttpResponse:
    """The same in an open place, where what was typed is put aside when the place locks."""
    today = _today(request)
    if request.method == "GET":
        return _page(request, "unsent/write.html", {"form": UnsentForm(today, draft_of(request))})
    step = request.POST.get("step", "")
    if step == "forget":
        return forget(request)
    if step in ("change", "copy", "back"):
        return _once_more(request, step, today)
    form = UnsentForm(today, request.POST)
    if not form.is_valid():
        return _page(request, "unsent/write.html", {"form": form}, 422)
    room = visit_of(request).room
    if room is None:
        return _ready(request, form.aside())
    kept = first.keep_in(room, Carried(aside=form.aside()), once_of(request))
    return see_other("unsent_kept", kept[0].item)


@require_http_methods(["GET", "POST"])
def kept(request: HttpRequest, item: UUID) -> HttpResponse:
    """Something put aside. Before its morning it is shown to whoever asks twice; it is theirs."""
    room = room_of(request)
    found = desk.find(room, item, unsents.WORD)
    if isinstance(found.doc, Unknown):
        return _page(request, "kit/later.html", {"found": found})
    assert isinstance(found.doc, Unsent), "a drawer holds things of its own word"  # noqa: S101  # our own mistake
    step = request.POST.get("step", "")
    if step == "save":
        return _save(request, found, found.doc)
    if waits(found.doc, room.today) and step != "read" and draft_of(request) is None:
        return _page(request, "unsent/waits.html", {"found": found, "asked": step == "ask"})
    return _read(request, found, KeptForm(room.today, draft_of(request), found.doc))


@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, item: UUID) -> HttpResponse:
    """Asks once, then erases for good."""
    room = room_of(request)
    if request.method == "POST":
        desk.forget(room, item)
        return see_other("now")
    return _page(request, "unsent/erase.html", {"found": desk.find(room, item, unsents.WORD)})


def _save(request: HttpRequest, found: Found, was: Unsent) -> HttpResponse:
    """Change it, or keep it longer. What was saved meanwhile stands beside it; nothing is written over unseen."""
    room = room_of(request)
    form = KeptForm(room.today, request.POST, was)
    if not form.is_valid():
        return _read(request, found, form, 422)
    told = first.unsent_of(form.aside(), room.today, room.now)
    try:
        desk.keep(
            room, replace(was, words=told.words, until=told.until), once_of(request), item=found.item, rev=_rev(request)
        )
    except Conflict as conflict:
        return _read(request, conflict.found, form, 409, other=conflict.found.doc)
    return see_other("now")


def _read(
    request: HttpRequest, found: Found, form: UnsentForm, status: int = 200, other: object | None = None
) -> HttpResponse:
    return _page(request, "unsent/kept.html", {"found": found, "form": form, "other": other}, status)


def _once_more(request: HttpRequest, step: str, today: date) -> HttpResponse:
    """The same words once more: to change, to copy by hand, or as they were shown before."""
    try:
        written = first.opened(request.POST.get("carried", ""), now_of(request)).aside
    except CarriedTooLong:
        written = None
    if written is None:
        return _page(request, "kit/late.html", {"on": reverse("unsent"), "say": _("Write it again")}, 422)
    if step == "change":
        return _page(request, "unsent/write.html", {"form": UnsentForm(today, was=written)})
    return _ready(request, written, "unsent/copy.html" if step == "copy" else "unsent/ready.html")


def _ready(request: HttpRequest, written: Aside, page: str = "unsent/ready.html") -> HttpResponse:
    """What was written, sealed into the page, with the three ways on."""
    now = now_of(request)
    values = {
        "written": first.unsent_of(written, _today(request), now),
        "carried": first.sealed(Carried(aside=written), now),
    }
    return _page(request, page, values)


def _today(request: HttpRequest) -> date:
    """The day it is for the person; for somebody without a place, the day of this machine."""
    room = visit_of(request).room
    return room.today if room is not None else day_here(now_of(request), os.environ)


def _rev(request: HttpRequest) -> int:
    """The revision a form was made from; one that nobody has, where that was left out."""
    told = request.POST.get("rev", "")
    return int(told) if told.isascii() and told.isdigit() else 0


def _page(request: HttpRequest, name: str, values: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page. Its form goes to where an open place, if there is one, can put it aside; its mark stays the same."""
    action = "unsent" if visit_of(request).room is None else "unsent_here"
    told = {"word": "tools", "action": reverse(action), "mark": once_shown(request) or once_of(request), **values}
    return render(request, name, told, status=status)
