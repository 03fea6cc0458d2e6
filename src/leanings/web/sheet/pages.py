"""The sheet: questions behind a door, one step to a screen, the page they make, and the same page once it is kept.

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
from leanings.acts.desk import NotHere
from leanings.acts.first import Answers, Carried
from leanings.content.doors import doors, writes
from leanings.content.loader import Words, content_in
from leanings.core import sheet as sheets
from leanings.core.filled import Asked
from leanings.core.sheet import Sheet, sides, strength
from leanings.core.tool import Step
from leanings.core.unknown import Unknown
from leanings.web.kit.forget import forget
from leanings.web.kit.forms import draft_of, once_of, once_shown, see_other, worth_keeping
from leanings.web.kit.needs import now_of, open_to_all, room_of, visit_of
from leanings.web.kit.visit import put_aside
from leanings.web.sheet.forms import SheetForm, as_fields, asked_in
from leanings.web.sheet.square import square

THE_PAGE = ("paper", "back", "change")  # buttons that show all of it once more, or lead into it again


@open_to_all
@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest) -> HttpResponse:
    """The first sheet, step by step; an address typed by hand leads back to the doors."""
    return see_other("first") if request.method == "GET" else _posted(request)


@require_http_methods(["GET", "POST"])
def again(request: HttpRequest) -> HttpResponse:
    """The two questions of the morning in an open place, behind the door of last time; where there was none, the doors.

    Every form of a sheet comes here while a place is open: what somebody typed is put aside when the place locks, and
    stands in the form again after unlocking.
    """
    if request.method == "POST":
        return _posted(request)
    draft, door = draft_of(request), room_of(request).me.door
    if draft is not None:
        there = _there(request, draft)
        if there is not None:
            return _form(request, *there, draft)
    if door not in doors() or door is None:
        return see_other("first")
    return _form(request, *_begun(Answers(door, pair=True)))


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


@open_to_all
@require_safe
def blanks(request: HttpRequest) -> HttpResponse:
    """The first sheets of all doors, to be printed by anyone."""
    return _page(request, "sheet/blanks.html", {"doors": doors().values()})


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def blank(request: HttpRequest, place: int) -> HttpResponse:
    """The first sheet of a door on paper, for anyone, with or without a place; in its other form where it has one. Its
    address names the door by its place in the list alone: a browser keeps addresses."""
    there = next((door for door in doors().values() if door.order == place), None)
    if there is None:
        raise NotHere
    wished = request.POST if request.method == "POST" else request.GET
    other = there.has_other and wished.get("form") == "2"
    values = {"door": there, "steps": there.steps_on_paper(other=other), "other": other}
    return _page(request, "sheet/blank.html", values)


def _posted(request: HttpRequest) -> HttpResponse:
    """What a button does: let go, begin behind a door, show the page, or take the answers of a step."""
    act, door = request.POST.get("step", ""), request.POST.get("door", "")
    if act == "forget":
        return forget(request)
    if act in THE_PAGE:
        return _once_more(request, act)
    if "carried" not in request.POST:
        return _form(request, *_begun(Answers(door))) if door in doors() else see_other("first")
    return _answered(request, act)


def _answered(request: HttpRequest, act: str) -> HttpResponse:
    """The step after the one that was answered, the one before it, or the page that all of them make."""
    there = _there(request, request.POST)
    if there is None:
        return _late(request)
    carried, step = there
    assert carried.answers is not None, "whoever is at a step has answers"  # noqa: S101  # our own mistake
    late = _carried(request, request.POST) is None
    form = SheetForm(carried.answers, step, request.POST)
    answers = carried.answers.with_step(step, {}) if act == "skip" else form.added_to(carried.answers)
    if late or (act != "skip" and form.wrong):
        return _form(request, carried, step, request.POST, {"late": late}, 422)
    _set_aside(request, answers)
    steps, place = answers.steps, carried.answers.steps.index(step)
    to = {"before": max(place - 1, 0), "show": len(steps)}.get(act, place + 1)
    if to >= len(steps):
        return _sheet(request, answers)
    return _form(request, Carried(answers, at=steps[to].id, whole=carried.whole), steps[to])


def _once_more(request: HttpRequest, act: str) -> HttpResponse:
    """The same answers once more: a step of them to change, on paper, or as they were shown before."""
    carried = _carried(request, request.POST)
    if carried is None or carried.answers is None:
        return _late(request)
    if act != "change":
        return _sheet(request, carried.answers, on_paper=act == "paper")
    steps, place = carried.answers.steps, request.POST.get("at", "")
    step = steps[int(place) - 1] if place in map(str, range(1, len(steps) + 1)) else steps[0]
    return _form(request, Carried(carried.answers, at=step.id, whole=True), step)


def _there(request: HttpRequest, told: QueryDict) -> tuple[Carried, Step] | None:
    """The answers a form adds to, and the step it asks: as they were carried, else as far as its boxes tell."""
    carried = _carried(request, told)
    if carried is not None and carried.answers is not None:
        step = next((one for one in carried.answers.steps if one.id == carried.at), carried.answers.steps[0])
        return carried, step
    room = visit_of(request).room
    found = asked_in(told, room.me.door if room is not None else None)
    return (Carried(found[0], at=found[1].id), found[1]) if found is not None else None


def _carried(request: HttpRequest, told: QueryDict) -> Carried | None:
    """The sheet a form brought along; None where it was carried for too long, or is something else."""
    try:
        carried = first.opened(told.get("carried") or "", now_of(request))
    except CarriedTooLong:
        return None
    return carried if carried.answers is not None else None


def _begun(answers: Answers) -> tuple[Carried, Step]:
    return Carried(answers, at=answers.steps[0].id), answers.steps[0]


def _set_aside(request: HttpRequest, answers: Answers) -> None:
    """Put all answers so far aside, where a place is open; nobody's words go nowhere."""
    told = request.POST.copy()
    for name, values in as_fields(answers).items():
        if name not in told:
            told.setlist(name, values)
    put_aside(request, request.path, worth_keeping(told))


def _form(
    request: HttpRequest,
    carried: Carried,
    step: Step,
    told: QueryDict | None = None,
    also: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """A step to answer, with what was typed into it just now, or answered before."""
    answers = carried.answers
    assert answers is not None, "whoever is at a step has answers"  # noqa: S101  # our own mistake
    form = SheetForm(answers, step, told)
    if told is not None:
        form.answers()  # what cannot be an answer is told beside its question
    drawn = list(form.drawn())
    place = answers.steps.index(step)
    asked = {field.id for field in step.fields}
    values = {
        "form": form,
        "drawn": drawn[: len(step.fields)],
        "next_day": drawn[len(step.fields) :],
        "step": step,
        "place": place + 1,
        "places": len(answers.steps),
        "court": not any(map(writes, answers.steps[:place])) and (writes(step) or form.last),
        "whole": carried.whole,
        "fresh": not asked & answers.given.keys(),
        "carried": first.sealed(Carried(answers, at=step.id, whole=carried.whole), now_of(request)),
        **(also or {}),
    }
    return _page(request, "sheet/form.html", values, status)


def _sheet(request: HttpRequest, answers: Answers, *, on_paper: bool = False) -> HttpResponse:
    now = now_of(request)
    values = {
        "carried": first.sealed(Carried(answers, whole=True), now),
        "fresh": True,
        "door": answers.behind,
        "steps": answers.steps,
        **_drawn(first.sheet_of(answers, now.date(), now)),
    }
    return _page(request, "sheet/paper.html" if on_paper else "sheet/sheet.html", values)


def _drawn(made: Sheet) -> dict[str, Any]:
    """A sheet with the drawings of its points, and the words for their sides."""
    points = [_point(one) for one in made.asked if one.field.kind == "square"]
    others = [one for one in made.asked if one.field.kind != "square"]
    return {"sheet": made, "points": points, "others": others, "help": first.leads_to_help(made)}


def _point(asked: Asked) -> dict[str, Any]:
    words: Words = content_in("en").words["strength"]
    stay, go = sides(asked.answer)
    told = {"stay": words[strength(stay)], "go": words[strength(go)]}
    return {"asked": asked, "square": square(stay, go), "strength": told}


def _late(request: HttpRequest) -> HttpResponse:
    return _page(request, "kit/late.html", {"on": reverse("first"), "say": _("Begin again")}, 422)


def _page(request: HttpRequest, name: str, values: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page. Its form goes to where an open place, if there is one, can put it aside; its mark stays the same."""
    action = "sheet" if visit_of(request).room is None else "sheet_again"
    told = {"word": "now", "action": reverse(action), "mark": once_shown(request) or once_of(request), **values}
    return render(request, name, told, status=status)
