"""Opening a place, locking it, and what is put aside meanwhile."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import rotate_token
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from leanings.acts import carry, opening
from leanings.acts.carry import CarriedTooLong
from leanings.acts.opening import CannotOpen, Level, Visit, Wait, WeakPassphrase, WrongCode
from leanings.core.refusal import Refusal
from leanings.web.kit import door
from leanings.web.kit.cookie import clear_traces, set_cookie, token_of
from leanings.web.kit.forms import go_to, see_other, worth_keeping
from leanings.web.kit.needs import now_of, open_to_all, room_of, visit_of
from leanings.web.kit.visit import put_aside

DRAWN = b"drawn name\0"  # before a name that travels sealed; no form that is carried to the door begins so


@open_to_all
@require_http_methods(["GET", "POST"])
def open_place(request: HttpRequest) -> HttpResponse:
    """The door: name and passphrase, or the passphrase alone where the session knows whose place it is."""
    known = visit_of(request).level >= Level.LOCKED
    if request.method == "GET":
        if visit_of(request).level >= Level.OPEN:
            return see_other("now")
        if known:
            return door.locked(request)
        return render(request, "opening/open.html", {"next": settings.PREVIEW})
    passphrase = request.POST.get("passphrase", "")
    token, now, address = token_of(request), now_of(request), request.META.get("REMOTE_ADDR", "")
    try:
        if known and token and "place" not in request.POST:
            fresh = opening.reopen(token, passphrase, now)
        else:
            fresh = opening.open_place(request.POST.get("place", ""), passphrase, address, now, token)
    except (CannotOpen, Wait) as refusal:
        return _again(request, refusal)
    return _enter(request, fresh)


@open_to_all
@require_http_methods(["GET", "POST"])
def other(request: HttpRequest) -> HttpResponse:
    """The whole door, for opening another place than the one this browser knows."""
    if request.method == "POST":
        return open_place(request)
    return render(request, "opening/open.html", {})


@open_to_all
@require_http_methods(["GET", "POST"])
def by_code(request: HttpRequest) -> HttpResponse:
    """The way in when the passphrase is lost: the recovery code, and a new name and passphrase."""
    now = now_of(request)
    if request.method == "GET":
        drawn = opening.offer()
        return _code_page(request, drawn.name, drawn.passphrase, None)
    carried = carry.open_text(request.POST.get("carried", ""), now)
    if not carried.startswith(DRAWN):
        raise CarriedTooLong  # sealed by us, but for another page: a name is drawn, and nobody chooses it
    name = carried.removeprefix(DRAWN).decode()
    passphrase = request.POST.get("passphrase", "")
    try:
        token = opening.open_with_code(
            request.POST.get("code", ""), name, passphrase, request.META.get("REMOTE_ADDR", ""), now
        )
    except (WrongCode, WeakPassphrase, Wait) as refusal:
        return _code_page(request, name, passphrase, refusal)
    return _enter(request, token)


@open_to_all
@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Lock now. What was typed goes along and waits."""
    token = token_of(request)
    if request.POST.get("path"):
        put_aside(request, request.POST["path"], worth_keeping(_without_path(request)))
    locked = opening.lock(token, now_of(request)) if token else None
    response = see_other("open")
    clear_traces(response)
    if locked:
        set_cookie(response, locked)
    return response


@open_to_all
@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Put a form aside that somebody is still writing in; nothing is said back."""
    put_aside(request, request.POST.get("path", ""), worth_keeping(_without_path(request)))
    return HttpResponse(status=204)


@require_POST
def drop_draft(request: HttpRequest) -> HttpResponse:
    """Let go of what was put aside from a form."""
    opening.let_go(room_of(request), request.POST.get("form", ""))
    return go_to(door.way_on(request))


def _enter(request: HttpRequest, token: str) -> HttpResponse:
    """Go in under a new token, with what was typed before the door."""
    rotate_token(request)
    onward = door.way_on(request)
    response = go_to(onward)
    set_cookie(response, token)
    carried = request.POST.get("carried", "") if "next" in request.POST else ""
    if carried:
        fields = carry.open_text(carried, now_of(request)).decode()
        request.visit = Visit(Level.OPEN, token=token)  # type: ignore[attr-defined]  # whose it is from now on
        put_aside(request, onward, fields)
    return response


def _again(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The same door, with the sentence: the same for a wrong name and a wrong passphrase."""
    onward = {name: request.POST.get(name, "") for name in ("next", "carried")}
    known = visit_of(request).level >= Level.LOCKED and "place" not in request.POST
    page = "kit/door_locked.html" if known else "opening/open.html"
    if known and visit_of(request).level >= Level.OPEN:
        page = "kit/door_once_more.html"
    values = {**onward, "wrong": refusal.sentence, "place": request.POST.get("place", "")}
    response = render(request, page, values, status=429 if isinstance(refusal, Wait) else 403)
    if isinstance(refusal, Wait):
        response["Retry-After"] = str(refusal.seconds)
    return response


def _code_page(request: HttpRequest, name: str, passphrase: str, refusal: Refusal | None) -> HttpResponse:
    values = {
        "drawn": name,
        "carried": carry.seal(DRAWN + name.encode(), now_of(request)),
        "passphrase": passphrase,
        "code": request.POST.get("code", ""),
        "wrong": refusal.sentence if refusal else "",
        "at_code": isinstance(refusal, WrongCode | Wait),
    }
    response = render(request, "opening/code.html", values, status=_status(refusal))
    if isinstance(refusal, Wait):
        response["Retry-After"] = str(refusal.seconds)
    return response


def _status(refusal: Refusal | None) -> int:
    if refusal is None:
        return 200
    return 429 if isinstance(refusal, Wait) else 403


def _without_path(request: HttpRequest) -> QueryDict:
    posted = request.POST.copy()
    posted.pop("path", None)
    return posted
