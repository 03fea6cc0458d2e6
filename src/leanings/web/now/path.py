"""The path of five: the tools behind a door, where each stands, and leaving one out for as long as one likes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from leanings.acts import path as act
from leanings.web.kit.forms import see_other
from leanings.web.kit.needs import room_of


@require_http_methods(["GET", "POST"])
def path(request: HttpRequest) -> HttpResponse:
    """The path; a touch leaves a tool out, or takes it in again. “All of it” is every tool of it."""
    room = room_of(request)
    there = act.path(room, act.filled_lately(room))
    if request.method == "POST":
        known = {one.tool.id for one in there}
        out, again = (known & set(request.POST.getlist(name)) for name in ("out", "again"))
        if "all" in request.POST:
            out = known
        if out:
            act.leave_out(room, sorted(out))
        elif again:
            act.take_in(room, sorted(again))
        return see_other("path")
    journey = act.journeys_in(room.me.language).get(room.me.door or "")
    left = bool(there) and all(one.left_out for one in there)
    return render(request, "now/path.html", {"word": "now", "journey": journey, "path": there, "all_out": left})
