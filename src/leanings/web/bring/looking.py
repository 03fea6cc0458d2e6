"""The page on which a file is told about, and the wait while it is read."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leanings.acts import bring as bringing
from leanings.acts import opening
from leanings.acts.bring import Keeping, NoFile, Seen
from leanings.acts.desk import NotHere, Room
from leanings.core.diary import BadLine
from leanings.web.bring.columns import unread
from leanings.web.bring.forms import HEADER, LookForm, header_of
from leanings.web.bring.pages import gone, page, refused
from leanings.web.bring.says import Says, preview
from leanings.web.kit.forms import draft_of, once_of, see_other, worth_keeping
from leanings.web.kit.needs import room_of
from leanings.web.kit.visit import put_aside

OF_THE_FILE = ("decimal", "delimiter", "encoding", "order")  # what holds also where the columns are other ones
NOT_REMEMBERED = ("csrfmiddlewaretoken", "once", "act", "skip", HEADER)
WAIT = 2  # seconds until a page without scripts asks again


@require_http_methods(["GET", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """How the waiting file is read, with what can be told about it."""
    room = room_of(request)
    if request.method != "POST":
        return _shown(request)
    act = request.POST.get("act", "")
    if act in ("look", "keep"):
        return _told(request, keeps=act == "keep")
    if act == "away":
        _let_go_of_drafts(room)
        bringing.let_go(room)
        return see_other("bring")
    if act == "afresh":
        _let_go_of_drafts(room)
        bringing.afresh(room)
    elif act == "stop":
        bringing.stop(room)
    elif act in ("replace", "both"):
        bringing.decide(room, request.POST.get("question", ""), replace=act == "replace")
    return see_other("bring_look")


def _told(request: HttpRequest, *, keeps: bool) -> HttpResponse:
    """Take in what was told; where nothing waits any more, it waits for the file."""
    room, once, typed = room_of(request), once_of(request), worth_keeping(request.POST)
    seen = bringing.last_seen(room)
    if seen is None:
        try:
            return see_other("brought", bringing.find(room, bringing.file_of_form(room, once)).file_id)
        except NotHere:  # not kept by this very form
            put_aside(request, request.path, typed)
            return see_other("bring_look") if bringing.waits(room) else gone(request, told=True)
    keeps = keeps and not unread(seen)  # nothing is kept before its columns were looked at
    form = LookForm(seen, request.POST, keeps=keeps)
    if request.POST.get(HEADER) == form.header and not form.is_valid():
        return _page(request, form, {"no": _("Something below needs another look. Nothing was kept yet.")}, 422)
    put_aside(request, request.path, typed)
    if request.POST.get(HEADER) == form.header:
        if keeps:
            bringing.keep(room, form.telling(), _to_remember(request.POST), header_names(seen), once)
        else:
            bringing.tell(room, form.telling())
    return see_other("bring_look")


def _shown(request: HttpRequest) -> HttpResponse:
    room = room_of(request)
    keeping = bringing.keeping(room)
    if keeping is not None and keeping.kept is not None:
        _let_go_of_drafts(room)
        return see_other("brought", keeping.kept)
    if keeping is not None and keeping.earlier:
        return page(
            request, "bring/earlier.html", {"earlier": keeping.earlier, "question": keeping.question, "aside": None}
        )
    if keeping is not None and not keeping.refused:
        return _wait(request, keeping.share, keeps=True)
    try:
        return _looked(request, room, keeping)
    except NoFile:
        return gone(request, told=True) if draft_of(request) is not None else see_other("bring")


def _looked(request: HttpRequest, room: Room, keeping: Keeping | None) -> HttpResponse:
    looked = bringing.look(room)
    seen = looked.seen or (looked.last if looked.refused else None)
    if seen is None and looked.refused:
        if not looked.again:
            bringing.let_go(room)
        return refused(request, looked.refused)
    if seen is None:
        return _wait(request, looked.share, keeps=False)
    data, since = _before(request, room, seen)
    form = LookForm(seen, data)
    if data is not None and form.is_valid() and bringing.told(room) is None:
        bringing.tell(room, form.telling())
        return _looked(request, room, keeping)
    no = keeping.refused if keeping is not None else looked.refused
    bad = keeping.bad if keeping is not None else ()
    if bad:
        no = _("Some lines cannot be read, so nothing was kept. They are listed below.")
    return _page(request, form, {"no": no, "since": since, "bad": bad}, 422 if no else 200)


def _before(request: HttpRequest, room: Room, seen: Seen) -> tuple[QueryDict | None, Any]:
    """What was told before: just now, or of an earlier file with the same columns, and then the day of it."""
    typed = draft_of(request)
    if typed is not None:
        if typed.get(HEADER) == header_of(seen):
            return typed, None
        part = QueryDict(mutable=True)
        for name in ("once", *OF_THE_FILE):
            part[name] = typed.get(name, "")
        return LookForm(seen).as_found(part), None
    whole = bringing.remembered(room, header_names(seen)) if not bringing.is_afresh(room) else None
    if whole is None:
        return None, None
    said = QueryDict(mutable=True)
    for name, value in whole.parts[0].told:
        said.appendlist(name, value)
    return said, whole.brought_on


def _page(request: HttpRequest, form: LookForm, values: dict[str, Any], status: int) -> HttpResponse:
    seen = form.seen
    bad: tuple[BadLine, ...] = values.pop("bad", ()) or seen.bad
    shown = {
        "form": form,
        "seen": seen,
        "says": Says(form),
        "preview": preview(seen),
        "bad": bad[:MOST_BAD],
        "bad_in_all": max(len(bad), seen.bad_in_all),
        "aside": None,
        **values,
    }
    return page(request, "bring/look.html", shown, status)


def _wait(request: HttpRequest, share: float, *, keeps: bool) -> HttpResponse:
    return page(request, "bring/wait.html", {"percent": int(share * 100), "keeps": keeps, "seconds": WAIT})


def header_names(seen: Seen) -> tuple[str, ...]:
    """The names of all columns."""
    return tuple(column.name for column in seen.columns)


def _to_remember(posted: QueryDict) -> list[tuple[str, str]]:
    return [
        (name, value) for name, values in posted.lists() for value in values if name not in NOT_REMEMBERED and value
    ]


def _let_go_of_drafts(room: Room) -> None:
    for draft in opening.waiting(room):
        if draft.path == reverse("bring_look"):
            opening.let_go(room, draft.form)


MOST_BAD = 2_000  # lines on a page; the rest are counted
