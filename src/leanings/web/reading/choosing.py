"""The page on which a person says what they want to see of their diary, and against what."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from leanings.acts import reading as readings
from leanings.core.shows import NOTHING_CHOSEN
from leanings.web.kit.forms import draft_of, see_other
from leanings.web.kit.needs import room_of
from leanings.web.reading.forms import ShowsForm


@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """The choices, each of which can be taken back."""
    room = room_of(request)
    if request.POST.get("act") == "back":
        readings.choose(room, NOTHING_CHOSEN)
        return see_other("reading")
    typed = request.POST if request.method == "POST" else draft_of(request)
    form = ShowsForm(readings.at_rest(room), room.me.shows, room.today, typed)
    if request.method == "POST" and form.is_valid():
        readings.choose(room, form.chosen())
        return see_other("reading")
    return render(request, "reading/choose.html", {"word": "diary", "form": form})
