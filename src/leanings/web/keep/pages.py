"""Making a place: its name is drawn, its passphrase offered, and what was written before is kept in the same act."""

from __future__ import annotations

import os
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import rotate_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leanings.acts import first, opening
from leanings.acts.carry import CarriedTooLong
from leanings.acts.first import Carried
from leanings.acts.opening import NameTaken, WeakPassphrase
from leanings.web.kit.cookie import set_cookie
from leanings.web.kit.forget import forget
from leanings.web.kit.forms import draft_of, once_of, see_other
from leanings.web.kit.needs import needs_fresh, now_of, open_to_all, room_of, visit_of
from leanings.web.kit.zone import is_zone, zone_here, zones

WITH_CODE = ("outside", "trusted")


@open_to_all
@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest) -> HttpResponse:
    """Offers a place, and makes it. Nobody chooses a name: it comes back sealed, as it was drawn."""
    told = draft_of(request) or request.POST
    if request.method == "GET" and not told and visit_of(request).room is not None:
        return see_other("now")
    try:
        carried = first.opened(told.get("carried") or "", now_of(request)) if "carried" in told else Carried()
    except CarriedTooLong as refusal:
        return _offer(request, Carried(), told, {"late": refusal.sentence}, 422)
    if request.POST.get("step") == "make" and request.method == "POST":
        return _make(request, carried)
    return _offer(request, carried, told)


@require_http_methods(["GET", "POST"])
def here(request: HttpRequest) -> HttpResponse:
    """Keeps in the open place what was written. Whoever had to open it first is asked once more."""
    if request.POST.get("step") == "forget":
        return forget(request)
    told = draft_of(request) if request.method == "GET" else request.POST
    if told is None:
        return see_other("now")
    try:
        carried = first.opened(told.get("carried") or "", now_of(request))
    except CarriedTooLong:
        late = {"word": "now", "on": reverse("now"), "say": _("Go on")}
        return render(request, "kit/late.html", late, status=422)
    if request.method == "POST":
        first.keep_in(room_of(request), carried, once_of(request))
        return see_other("now")
    return render(request, "keep/here.html", {"word": "now", "carried": told.get("carried"), "written": carried})


@needs_fresh
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """A way back in for whoever loses the passphrase: a code, shown this once; or none, and what that means."""
    choice = request.POST.get("choice", "")
    if request.method == "POST" and choice not in WITH_CODE:
        return see_other("now")
    room = room_of(request)
    if request.method == "GET":
        return render(request, "keep/code.html", {"word": "kept", "has_code": opening.has_code(room)})
    made = opening.new_code(room, once_of(request))
    return render(request, "keep/shown.html", {"word": "kept", "code": made, "choice": choice})


def _make(request: HttpRequest, carried: Carried) -> HttpResponse:
    """The place, and the way into it."""
    zone = request.POST.get("zone", "")
    try:
        token = first.make(
            carried,
            request.POST.get("passphrase", ""),
            zone if is_zone(zone) else zone_here(os.environ),
            request.META.get("REMOTE_ADDR", ""),
            now_of(request),
        )
    except WeakPassphrase as refusal:
        return _offer(request, carried, request.POST, {"wrong": refusal.sentence}, 422)
    except NameTaken as refusal:
        return _offer(request, first.drawn(carried), request.POST, {"late": refusal.sentence}, 422)
    rotate_token(request)
    response = see_other("keep_code")
    set_cookie(response, token)
    return response


def _offer(
    request: HttpRequest, carried: Carried, told: QueryDict, also: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The offer, with what was typed into it before."""
    if carried.offer is None:
        carried = first.drawn(carried)
    assert carried.offer is not None, "an offer was drawn just now"  # noqa: S101  # our own mistake
    zone = told.get("zone") or ""
    values = {
        "carried": first.sealed(carried, now_of(request)),
        "written": carried,
        "drawn": carried.offer.name,
        "offered": carried.offer.passphrase,
        "passphrase": told.get("passphrase") or carried.offer.passphrase,
        "zone": zone if is_zone(zone) else zone_here(os.environ),
        "zone_told": is_zone(zone),
        "zones": zones(),
        **(also or {}),
    }
    return render(request, "keep/keep.html", values, status=status)
