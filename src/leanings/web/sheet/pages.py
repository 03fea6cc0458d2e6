"""The sheet: two questions behind a door, the page they make, and the same page once it is kept.

Nothing of it stands in an address, a cookie or the database before it is kept. Every step is a form that brings along
what the steps before it said, sealed in one field.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leanings.acts import desk, first
from leanings.acts.carry import CarriedTooLong
from leanings.acts.first import Answers, Carried
from leanings.content.doors import doors
from leanings.content.loader import Words, load_content
from leanings.core import sheet as sheets
from leanings.core.sheet import Sheet, strength
from leanings.core.unknown import Unknown
from leanings.web.kit.forget import forget
from leanings.web.kit.forms import draft_of, once_of, once_shown, see_other, worth_keeping
from leanings.web.kit.needs import now_of, open_to_all, room_of, visit_of
from leanings.web.kit.visit import put_aside
from leanings.web.sheet.forms import SheetForm
from leanings.web.sheet.square import square


@open_to_all
@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest) -> HttpResponse:
    """The first sheet, step by step; an address typed by hand leads back to the doors."""
    return see_other("first") if request.method == "GET" else _step(request)


@require_http_methods(["GET", "POST"])
def again(request: HttpRequest) -> HttpResponse:
    """The same two questions in an open place, behind the door of last time; where there was none, the doors.

    Here, what somebody typed is put aside when the place locks, and stands in the form again after unlocking.
    """
    if request.method == "POST":
        return _step(request)
    draft = draft_of(request)
    door = (_carried(request, draft) if draft else None) or Answers(room_of(request).me.door or "")
    if door.door not in doors():
        return see_other("first") if draft is None else _form(request, SheetForm(None, draft), "")
    return _form(request, SheetForm(doors()[door.door], draft), door.door)


@require_safe
def kept(request: HttpRequest, item: UUID) -> HttpResponse:
    """One sheet, as it was kept."""
    found = desk.find(room_of(request), item, sheets.WORD)
    if isinstance(found.doc, Unknown):
        return _page(request, "kit/later.html", {"found": found})
    assert isinstance(found.doc, Sheet), "a drawer holds things of its own word"  # noqa: S101  # our own mistake
    return _page(request, "sheet/kept.html", {"found": found, **_drawn(found.doc)})


@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, item: UUID) -> HttpResponse:
    """Asks once, then erases for good."""
    room = room_of(request)
    if request.method == "POST":
        desk.forget(room, item)
        return see_other("now")
    return _page(request, "sheet/erase.html", {"found": desk.find(room, item, sheets.WORD)})


def _step(request: HttpRequest) -> HttpResponse:
    """One step: the questions behind a door, the page they make, the same page to change or on paper, or the end."""
    step = request.POST.get("step", "")
    if step == "forget":
        return forget(request)
    if step == "show":
        return _show(request)
    if step in ("change", "paper", "back"):
        return _once_more(request, step)
    door = request.POST.get("door", "")
    return _form(request, SheetForm(doors()[door]), door) if door in doors() else see_other("first")


def _show(request: HttpRequest) -> HttpResponse:
    """The page that the answers make. Where the door was carried for too long, it is asked for beside them."""
    carried = _carried(request, request.POST)
    door = carried.door if carried else ""
    form = SheetForm(doors().get(door), request.POST)
    if not form.is_valid():
        late = not door and "door" not in request.POST
        return _form(request, form, door, {"late": late}, 422)
    put_aside(request, request.path, worth_keeping(request.POST))  # for an open place; nobody's words go nowhere
    return _sheet(request, form.answers(door or form.cleaned_data["door"]))


def _once_more(request: HttpRequest, step: str) -> HttpResponse:
    """The same answers once more: to change, on paper, or as they were shown before."""
    answers = _carried(request, request.POST)
    if answers is None:
        return _page(request, "kit/late.html", {"on": reverse("first"), "say": _("Begin again")}, 422)
    if step == "change":
        return _form(request, SheetForm(doors()[answers.door], was=answers), answers.door)
    return _sheet(request, answers, on_paper=step == "paper")


def _carried(request: HttpRequest, told: QueryDict) -> Answers | None:
    """The answers a form brought along; None where they were carried for too long."""
    try:
        return first.opened(told.get("carried") or "", now_of(request)).answers
    except CarriedTooLong:
        return None


def _form(
    request: HttpRequest, form: SheetForm, door: str, also: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    values = {
        "form": form,
        "door": doors().get(door),
        "carried": first.sealed(Carried(answers=Answers(door)), now_of(request)) if door else "",
        **(also or {}),
    }
    return _page(request, "sheet/form.html", values, status)


def _sheet(request: HttpRequest, answers: Answers, *, on_paper: bool = False) -> HttpResponse:
    now = now_of(request)
    values = {
        "carried": first.sealed(Carried(answers=answers), now),
        "answers": answers,
        **_drawn(first.sheet_of(answers, now.date(), now)),
    }
    return _page(request, "sheet/paper.html" if on_paper else "sheet/sheet.html", values)


def _drawn(made: Sheet) -> dict[str, Any]:
    """A sheet with its drawing and the words for the two sides of its point."""
    words: Words = load_content().words["strength"]
    return {
        "sheet": made,
        "square": square(made.stay, made.go),
        "strength": {"stay": words[strength(made.stay)], "go": words[strength(made.go)]},
    }


def _page(request: HttpRequest, name: str, values: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page. Its form goes to where an open place, if there is one, can put it aside; its mark stays the same."""
    action = "sheet" if visit_of(request).room is None else "sheet_again"
    told = {"word": "now", "action": reverse(action), "mark": once_shown(request) or once_of(request), **values}
    return render(request, name, told, status=status)
