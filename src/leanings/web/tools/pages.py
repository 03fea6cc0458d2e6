"""Tools: the list by what would help, one tool, its steps, what was written, and the same on paper."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from leanings.acts import desk, tool
from leanings.acts.desk import Conflict, Found, NotHere
from leanings.acts.tool import Met
from leanings.content.doors import doors
from leanings.core import filled
from leanings.core.filled import Filled
from leanings.core.tool import EVERY_DOOR, WHENS, Step, When, on_paper
from leanings.web.kit.forms import draft_of, once_of, see_other, worth_keeping
from leanings.web.kit.needs import open_to_all, room_of, visit_of
from leanings.web.kit.steps import StepForm
from leanings.web.kit.visit import put_aside
from leanings.web.tools import first
from leanings.web.tools.looked import shown_looked
from leanings.web.tools.shown import needs, shown_changes

REV = re.compile(r"[0-9]{1,9}")
TIMES = 10  # times before, on the page of a tool: whole months, until there are as many
MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")


@require_safe
def tools(request: HttpRequest) -> HttpResponse:
    """The same list for everyone: seven needs, four names of each at once."""
    return _page(
        request, "tools/tools.html", {"needs": needs(tool.tools_for(room_of(request)), request.GET.get("for", ""))}
    )


@require_safe
def one(request: HttpRequest, id: str) -> HttpResponse:
    """One tool: what it is for, how long it takes, the opposite case, what was written with it before."""
    room = room_of(request)
    there = tool.tool_named(room, id)
    before = request.GET.get("before", "")
    times = tool.times(room, id, before if MONTH.fullmatch(before) else None, TIMES)
    return _page(
        request, "tools/one.html", {"tool": there, "mirror": tool.tool_named(room, there.mirror), "times": times}
    )


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, id: str) -> HttpResponse:
    """The first step that is answered, before anything is kept. Some tools ask one question before it."""
    room = room_of(request)
    there = tool.tool_named(room, id)
    said = first.said_to(request, there)
    if said is None and tool.asks_first(room, there):
        return first.ask(request, there)
    if first.asked_now(request) and "keep" in request.POST:
        tool.keep_afraid(room, said)
    met = tool.met(room, there, said)
    told = _told(request, met)
    name = (told or request.GET).get("step", "")
    turned = tool.turned_step(met, name) if told is not None and met.step(name) is None else None
    on = _turned(request, *turned) if turned is not None else None
    if on is not None:
        return on
    step = met.step(name) or met.steps[0]
    carried = {"carried": first.carried_on(request, there, said)}
    if told is None or (first.asked_now(request) and not first.brings_words(request)):
        form, again = _fresh(request, met, step)
        return _step(request, met, step, form, carried | again)
    form = StepForm(step, told)
    answers = form.answers()
    if request.method != "POST" or first.asked_now(request) or _stays(told) or form.wrong:
        looked = {"looked": shown_looked(room, step, answers, told)}
        return _step(request, met, step, form, carried | looked)
    if not answers:
        return _skipped(request, met, step, carried)
    kept = tool.begin(room, met, step, answers, once_of(request))
    return _on(tool.met(room, there, said, answers, begun=1), step, kept.item)


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, id: str, item: UUID, place: int) -> HttpResponse:
    """A step of a tool that was begun, to fill in or to change. Its address says its place alone, since a browser keeps
    addresses: a name would tell the form, or the door. Which step a form was made for, the form says."""
    room = room_of(request)
    found = _found(request, id, item)
    met = tool.met_again(room, tool.tool_named(room, id), _doc(found))
    told = _told(request, met)
    name = told.get("step", "") if told is not None else ""
    turned = tool.turned_step(met, name) if met.step(name) is None else None
    on = _turned(request, *turned, found) if turned is not None else None
    if on is not None:
        return on
    here = met.step(name) or met.at(place)
    if told is None:
        kept = {asked.field.id: asked.answer for asked in _doc(found).asked}
        form, again = _fresh(request, met, here, kept)
        return _step(request, met, here, form, _at(found) | again)
    form = StepForm(here, told)
    answers = form.answers()
    if request.method != "POST" or _stays(told) or form.wrong:
        looked = {"looked": shown_looked(room, here, answers, told)}
        return _step(request, met, here, form, _at(found, told) | looked)
    try:
        tool.go_on(room, found, met, here, answers, once_of(request), _at(found, told)["rev"])
    except Conflict as conflict:
        asked = [one for one in _doc(conflict.found).asked if one.field.id in {field.id for field in here.fields}]
        other = {"other": True, "there": asked} | _at(conflict.found)
        return _step(request, met, here, form, other, 409)
    return _on(tool.met_again(room, met.tool, _doc(found), here, answers), here, item)


@require_safe
def kept(request: HttpRequest, id: str, item: UUID) -> HttpResponse:
    """What was written, in the words it was asked in; and what changed since the time before."""
    room = room_of(request)
    found = _found(request, id, item)
    there = tool.tools_for(room).get(id)
    before = tool.since_before(room, found)
    changed = shown_changes(before[1]) if before else ()
    values = {"found": found, "filled": _doc(found), "tool": there, "before": before and before[0], "changed": changed}
    values["met"] = tool.met_again(room, there, _doc(found)) if there else None
    values["help_at"] = filled.leads_to_help(_doc(found), there) if there else ()
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
@require_http_methods(["GET", "HEAD", "POST"])
def blank(request: HttpRequest, id: str) -> HttpResponse:
    """The tool on paper, for anyone, with or without a place: behind a door, and in its other form where it has one.
    Its buttons send what is wished in the form, since a browser keeps addresses."""
    there = tool.tools_in("en").get(id)
    if there is None:
        raise NotHere
    room, wished = visit_of(request).room, request.POST if request.method == "POST" else request.GET
    told = wished.get("door", "")
    door = told if told in there.doors else room.me.door if room is not None else None
    other = there.stand_in is not None and wished.get("form") == "2"
    steps = there.stand_in.steps if there.stand_in is not None and other else there.steps
    turn: When = "no" if wished.get("turn") == "no" else "blank"
    values = {
        "tool": there,
        "say": there.stand_in.say if there.stand_in is not None and other else there.about,
        "steps": on_paper(steps, door, turn),
        "turn": turn if any(step.when != WHENS for step in steps) else "",
        "door": door or "",
        "doors": () if other or all(step.doors == EVERY_DOOR for step in steps) else doors().values(),
        "other": other,
    }
    return _page(request, "tools/blank.html", values)


def _told(request: HttpRequest, met: Met) -> QueryDict | None:
    """What came in with a form, or was put aside from it. What was put aside from a step that is not met now stays
    where it lies, under Kept."""
    draft = draft_of(request)
    if request.method != "POST" and draft is not None and met.step(draft.get("step", "")) is None:
        request.draft = request.aside = None  # type: ignore[attr-defined]  # as if this page had none
    return request.POST if request.method == "POST" else draft_of(request)


def _turned(request: HttpRequest, met: Met, step: Step, found: Found | None = None) -> HttpResponse | None:
    """A step that is not met any more, since it was said meanwhile that it may be unsafe, or another door was chosen.
    What was typed into it is kept all the same, what cannot be kept is put aside, and the steps of now come next; None
    where nothing was typed."""
    form, item = StepForm(step, request.POST), found.item if found is not None else None
    answers = form.answers()
    if not answers and found is None:
        return None
    try:
        if form.wrong:
            put_aside(request, request.path, worth_keeping(request.POST))
        elif found is not None:
            rev = _at(found, request.POST)["rev"]
            tool.go_on(room_of(request), found, met, step, answers, once_of(request), rev)
        else:
            item = tool.begin(room_of(request), met, step, answers, once_of(request)).item
    except Conflict:
        put_aside(request, request.path, worth_keeping(request.POST))
    return see_other("tool_step", met.tool.id, item, 1) if item is not None else see_other("tool_begin", met.tool.id)


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
    return (
        see_other("tool_step", met.tool.id, item, met.place(after))
        if after
        else see_other("tool_kept", met.tool.id, item)
    )


def _skipped(request: HttpRequest, met: Met, step: Step, carried: dict[str, str]) -> HttpResponse:
    """The next step where nothing has been answered yet; after the last, back to the tool, and nothing is kept."""
    after = met.after(step)
    if after is None:
        return see_other("tool", met.tool.id)
    form, again = _fresh(request, met, after)
    return _step(request, met, after, form, carried | again)


def _fresh(
    request: HttpRequest, met: Met, step: Step, kept: tool.Answers | None = None
) -> tuple[StepForm, dict[str, Any]]:
    """The form of a step nobody typed into yet: with what is kept, and what was answered so the last time."""
    last = tool.last_time(room_of(request), step, met.tool)
    day, before = last if last else (None, {})
    new = any(name not in (kept or {}) for name in before)
    there = {**before, **(kept or {})}
    asked = {field.id: field for field in step.fields if field.id in there}  # and not in another way since
    fits = {id: there[id] for id, field in asked.items() if filled.wrong_with(field, there[id]) is None}
    return StepForm(step, kept=fits), {"again": day if new else None}


def _stays(told: QueryDict) -> bool:
    """Whether the same step is shown again: with more lines, or looked through."""
    return "more" in told or "look" in told


def _at(found: Found, told: QueryDict | None = None) -> dict[str, Any]:
    """What a form belongs to, and the revision it was made from."""
    rev = told.get("rev", "") if told else ""
    return {"item": found.item, "doc": found.doc, "rev": int(rev) if REV.fullmatch(rev) else found.rev}


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
        "before": place,
    }
    return _page(request, "tools/step.html", {**values, **told}, status)


def _page(request: HttpRequest, name: str, values: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, name, {"word": "tools", **values}, status=status)
