"""Who may open this place: the passphrase, the name, the sessions."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leanings.acts import first, opening
from leanings.acts.carry import CarriedTooLong
from leanings.acts.first import Carried
from leanings.acts.opening import CannotOpen, NameTaken, Offer, Shut, WeakPassphrase
from leanings.web.kept.shut import shut
from leanings.web.kit.cookie import set_cookie, token_of
from leanings.web.kit.forms import draft_of, see_other
from leanings.web.kit.needs import needs_fresh, now_of, room_of


@needs_fresh
@require_safe
def door(request: HttpRequest) -> HttpResponse:
    """What opens this place now: the passphrase, a code or none, and the browsers it is open in."""
    room, token = room_of(request), token_of(request) or ""
    held = sorted(opening.sessions_of(room, token), key=lambda one: (not one[0], one[1]))  # this one first
    values = {
        "word": "kept",
        "has_code": opening.has_code(room),
        "sessions": held,
        "others": any(not mine for mine, _ in held),
    }
    return render(request, "kept/door.html", values)


@needs_fresh
@require_http_methods(["GET", "POST"])
def passphrase(request: HttpRequest) -> HttpResponse:
    """Another passphrase for the same name."""
    if request.method == "GET":
        return _passphrase_page(request, _typed(request) or opening.offer().passphrase)
    typed = request.POST.get("passphrase", "")
    try:
        return _enter(request, opening.change(room_of(request), typed))
    except WeakPassphrase as refusal:
        return _passphrase_page(request, typed, refusal.sentence)
    except Shut:
        return shut(request)


@needs_fresh
@require_http_methods(["GET", "POST"])
def anew(request: HttpRequest) -> HttpResponse:
    """Another name, passphrase and every key. The name comes back sealed, as it was drawn: nobody chooses one."""
    if request.method == "GET":
        return _anew_page(request, opening.offer(), _typed(request))
    typed = request.POST.get("passphrase", "")
    try:
        offer = first.opened(request.POST.get("carried", ""), now_of(request)).offer
    except CarriedTooLong as refusal:
        return _anew_page(request, opening.offer(), typed, late=refusal.sentence)
    if offer is None:
        return _anew_page(request, opening.offer(), typed, late=CarriedTooLong().sentence)
    try:
        return _enter(request, opening.change_wholly(room_of(request), offer.name, typed))
    except NameTaken as refusal:
        return _anew_page(request, opening.offer(), typed, late=refusal.sentence)
    except WeakPassphrase as refusal:
        return _anew_page(request, offer, typed, wrong=refusal.sentence)
    except Shut:
        return _sent_twice(request, offer, typed)


@needs_fresh
@require_POST
def others(request: HttpRequest) -> HttpResponse:
    """Shut this place in every other browser."""
    opening.end_others(room_of(request), token_of(request) or "")
    return see_other("kept_door")


@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """What holds from now on, after a passphrase was changed."""
    return render(request, "kept/done.html", {"word": "kept", "has_code": opening.has_code(room_of(request))})


def _sent_twice(request: HttpRequest, offer: Offer, typed: str) -> HttpResponse:
    """Where the same form came in just before, its name and passphrase open the place already: then it is done."""
    try:
        token = opening.open_place(offer.name, typed, request.META.get("REMOTE_ADDR", ""), now_of(request))
    except CannotOpen:
        return shut(request)
    return _enter(request, token)


def _enter(request: HttpRequest, token: str) -> HttpResponse:
    """Go on under a new token; nobody who held the old one goes along."""
    rotate_token(request)
    response = see_other("kept_done")
    set_cookie(response, token)
    return response


def _typed(request: HttpRequest) -> str:
    """The passphrase that was typed before something else was refused, such as a turn that could not be had."""
    told = draft_of(request)
    return told.get("passphrase") or "" if told is not None else ""


def _passphrase_page(request: HttpRequest, shown: str, wrong: str = "") -> HttpResponse:
    values = {"word": "kept", "passphrase": shown, "wrong": wrong}
    return render(request, "kept/passphrase.html", values, status=422 if wrong else 200)


def _anew_page(request: HttpRequest, offer: Offer, typed: str, wrong: str = "", late: str = "") -> HttpResponse:
    values: dict[str, Any] = {
        "word": "kept",
        "drawn": offer.name,
        "carried": first.sealed(Carried(offer=offer), now_of(request)),
        "passphrase": typed or offer.passphrase,
        "wrong": wrong,
        "late": late,
    }
    return render(request, "kept/anew.html", values, status=422 if wrong or late else 200)
