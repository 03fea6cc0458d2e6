"""Still the right sentence? The six of them, for whoever wants another, and one touch for whoever does not."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from leanings.acts import now as act
from leanings.content.doors import doors
from leanings.web.kit.forms import see_other
from leanings.web.kit.needs import room_of


@require_http_methods(["GET", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """The six sentences, in the order everyone sees; the answer is kept, and it is quiet about it for four weeks."""
    room = room_of(request)
    there = doors(room.me.language)
    if request.method == "POST":
        said = request.POST.get("door", "")
        if said in there or (said == "same" and room.me.door):
            act.choose_door(room, room.me.door if said == "same" else said)
        return see_other("now")
    return render(
        request, "now/door.html", {"word": "now", "doors": there.values(), "present": there.get(room.me.door or "")}
    )
