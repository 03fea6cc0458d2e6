"""Tools: the list by what would help, one tool, its steps, what was written, and the same on paper."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from leanings.acts import carry, desk, tool
from leanings.acts.carry import CarriedTooLong
from leanings.acts.desk import Conflict, Found, NotHere
from leanings.acts.tool import Met
from leanings.core import filled
from leanings.core.filled import Filled
from leanings.core.safety import SAID
from leanings.core.tool import Step
from leanings.web.kit.forms import draft_of, once_of, see_other
from leanings.web.kit.needs import now_of, open_to_all, room_of
from leanings.web.tools.forms import StepForm
from leanings.web.tools.shown import needs, shown_changes

REV = re.compile(r"[0-9]{1,9}")


@require_safe
def tools(request: HttpRequest) -> HttpResponse:
    """The same list for everyone: seven needs, four names of each at once."""
    return _page(request, "tools/tools.html", {"needs": needs(tool.tools_for(room_of(request)))})


@require_safe
def one(request: HttpRequest, id: str) -> HttpResponse:
    """One tool: what it is for, how long it takes, the opposite case, what was written with it before."""
    room = room_of(request)
    there = tool.tool_named(room, id)
    mirror = tool.tool_named(room, there.mirror)
    return _page(request, "tools/one.html", {"tool": there, "mirror": mirror, "times": tool.times(room, id)})


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, id: str) -> HttpResponse:
    """The first step that is answered, before anything is kept. Some tools ask one question before it."""
    room = room_of(request)
    there = tool.tool_named(room, id)
    said = _said(request)
    if said is None and tool.asks_first(room, there):
        return _page(request, "tools/first.html", {"tool": there})
    if request.POST.get("act") == "first" and "keep" in request.POST:
        tool.keep_afraid(room, said)
    met = tool.met(room, there, said)
    told = request.POST if request.method == "POST" else draft_of(request)
    step = met.step((told or request.GET).get("step", "")) or met.steps[0]
    carried = {"carried": carry.seal(said.encode(), now_of(request)) if said else ""}
    if told is None or told.get("act") == "first":
        return _step(request, met, step, StepForm(step), carried)
    form = StepForm(step, told)
    answers = form.answers()
    if request.method != "POST" or "more" in told or form.wrong:
        return _step(request, met, step, form, carried)
    if not answers:
        return _skipped(request, met, step, carried)
    kept = tool.begin(room, met, step, answers, once_of(request))
    return _on(met, step, kept.item)


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, id: str, item: UUID, name: str) -> HttpResponse:
    """A step of a tool that was begun, to fill in or to change."""
    room = room_of(request)
    found = _found(request, id, item)
    met = tool.met_again(room, tool.tool_named(room, id), _doc(found))
    here = met.step(name)
    if here is None:
        raise NotHere
    told = request.POST if request.method == "POST" else draft_of(request)
    if told is None:
        kept = {asked.field.id: asked.answer for asked in _doc(found).asked}
        return _step(request, met, here, StepForm(here, kept=kept), _at(found))
    form = StepForm(here, told)
    answers = form.answers()
    if request.method != "POST" or "more" in told or form.wrong:
        return _step(request, met, here, form, _at(found, told))
    try:
        tool.go_on(room, found, met, here, answers, once_of(request), _at(found, told)["rev"])
    except Conflict as conflict:
        other = {"other": _doc(conflict.found)} | _at(conflict.found)
        return _step(request, met, here, form, other, 409)
    return _on(met, here, item)


@require_safe
def kept(request: HttpRequest, id: str, item: UUID) -> HttpResponse:
    """What was written, in the words it was asked in; and what changed since the time before."""
    room = room_of(request)
    found = _found(request, id, item)
    there = tool.tools_for(room).get(id)
    before = tool.since_before(room, found)
    changed = shown_changes(before[1]) if before else ()
    values = {"found": found, "filled": _doc(found), "tool": there, "before": before and before[0], "changed": changed}
    return _page(request, "tools/kept.html", values)


@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, id: str, item: UUID) -> HttpResponse:
    """Asks once, then erases for good."""
    found = _found(request, id, item)
    if request.method == "POST":
        desk.forget(room_of(request), item)
        return see_other("tool", id)
    return _page(request, "tools/erase.html", {"found": found, "filled": _doc(found)})


@open_to_all
@require_safe
def blank(request: HttpRequest, id: str) -> HttpResponse:
    """The tool on paper, for anyone, with or without a place."""
    there = tool.tools_in("en").get(id)
    if there is None:
        raise NotHere
    return _page(request, "tools/blank.html", {"tool": there})


def _said(request: HttpRequest) -> str | None:
    """What was said to the question before a tool: just now, or on the page before."""
    if request.method == "POST" and request.POST.get("act") == "first":
        said = request.POST.get("afraid", "")
        return said if said in SAID else "skip"
    try:
        carried = request.POST.get("carried", "")
        return carry.open_text(carried, now_of(request)).decode() if carried else None
    except CarriedTooLong:
        return None


def _found(request: HttpRequest, id: str, item: UUID) -> Found:
    """A tool that was filled in, of this person and of this name."""
    found = desk.find(room_of(request), item, filled.WORD)
    if not isinstance(found.doc, Filled) or found.doc.tool != id:
        raise NotHere
    return found


def _doc(found: Found) -> Filled:
    assert isinstance(found.doc, Filled), "a tool is found as one"  # noqa: S101  # our own mistake
    return found.doc


def _on(met: Met, step: Step, item: UUID) -> HttpResponse:
    """On to the next step; after the last, to what was written."""
    after = met.after(step)
    return see_other("tool_step", met.tool.id, item, after.id) if after else see_other("tool_kept", met.tool.id, item)


def _skipped(request: HttpRequest, met: Met, step: Step, carried: dict[str, str]) -> HttpResponse:
    """The next step where nothing has been answered yet; after the last, back to the tool, and nothing is kept."""
    after = met.after(step)
    if after is None:
        return see_other("tool", met.tool.id)
    return _step(request, met, after, StepForm(after), carried)


def _at(found: Found, told: QueryDict | None = None) -> dict[str, Any]:
    """What a form belongs to, and the revision it was made from."""
    rev = told.get("rev", "") if told else ""
    return {"item": found.item, "rev": int(rev) if REV.fullmatch(rev) else found.rev}


def _step(
    request: HttpRequest, met: Met, step: Step, form: StepForm, told: dict[str, Any], status: int = 200
) -> HttpResponse:
    place = met.steps.index(step)
    values = {
        "met": met,
        "tool": met.tool,
        "step": step,
        "form": form,
        "first": place == 0,
        "last": place == len(met.steps) - 1,
        "before": met.steps[place - 1] if place else None,
    }
    return _page(request, "tools/step.html", {**values, **told}, status)


def _page(request: HttpRequest, name: str, values: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, name, {"word": "tools", **values}, status=status)
