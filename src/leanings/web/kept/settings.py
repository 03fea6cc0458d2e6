"""The settings of a place."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from leanings.acts import desk
from leanings.acts.now import with_door
from leanings.web.kept.forms import SettingsForm
from leanings.web.kit.forms import draft_of, see_other
from leanings.web.kit.needs import room_of


@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Where the days are, when one ends, when the place locks, and where the person is now."""
    room = room_of(request)
    form = SettingsForm(room.me, request.POST if request.method == "POST" else draft_of(request))
    if request.method == "POST" and form.is_valid():
        told = form.settings()
        me = room.me if told["door"] == room.me.door else with_door(room.me, told["door"], room.today)
        desk.keep_me(room, replace(me, **told))
        return see_other("kept")
    values = {"word": "kept", "form": form, "lost": room.me_lost}
    return render(request, "kept/settings.html", values, status=422 if request.method == "POST" else 200)
