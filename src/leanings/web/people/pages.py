"""People: who is there for me. They are in the self document, so that naming someone leaves no trace of its own."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from leanings.acts import desk
from leanings.web.kit.forms import draft_of, see_other
from leanings.web.kit.needs import room_of
from leanings.web.people.forms import SomeoneForm


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Who is there; and the form to add someone."""
    room = room_of(request)
    form = SomeoneForm(draft_of(request))
    if request.method == "POST":
        form = SomeoneForm(request.POST)
        if form.is_valid():
            _keep(request, form)
            return see_other("people")
    values = {"word": "people", "form": form, "helpers": room.me.helpers}
    return render(request, "people/people.html", values, status=422 if request.method == "POST" else 200)


@require_http_methods(["POST"])
def remove(request: HttpRequest) -> HttpResponse:
    """Take someone off the list, by name: two tabs may have changed the order meanwhile."""
    room = room_of(request)
    gone = request.POST.get("name", ""), request.POST.get("reach", "")
    left = tuple(one for one in room.me.helpers if (one.name, one.reach) != gone)
    if left != room.me.helpers:
        desk.keep_me(room, replace(room.me, helpers=left))
    return see_other("people")


def _keep(request: HttpRequest, form: SomeoneForm) -> None:
    """Add someone; the same person a second time changes nothing."""
    room, someone = room_of(request), form.someone()
    if someone not in room.me.helpers:
        desk.keep_me(room, replace(room.me, helpers=(*room.me.helpers, someone)))
