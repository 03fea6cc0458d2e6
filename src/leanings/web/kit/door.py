"""The door: what is shown instead of a page that needs an open place. It stands at the page's own address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse

from leanings.acts import carry
from leanings.web.kit.forms import worth_keeping
from leanings.web.kit.needs import now_of


def locked(request: HttpRequest, *, kept: bool = False) -> HttpResponse:
    """Only the passphrase is asked: whose place it is, the session knows. `kept`: what was typed is put aside."""
    return render(request, "kit/door_locked.html", {"next": request.path, "kept": kept})


def once_more(request: HttpRequest) -> HttpResponse:
    """The passphrase once more, before something grave."""
    return render(request, "kit/door_once_more.html", {"next": request.path})


def shut(request: HttpRequest) -> HttpResponse:
    """Nobody's place is open, but something was typed: it goes along, sealed, to the door and back."""
    carried = carry.seal(worth_keeping(request.POST).encode(), now_of(request))
    return render(request, "kit/door_shut.html", {"next": request.path, "carried": carried})


def way_on(request: HttpRequest) -> str:
    """The address to go on to after the door: one of ours, or Now."""
    told = request.POST.get("next", "")
    try:
        resolve(told)
    except Resolver404:
        return reverse("now")
    return told if told.startswith("/") and not told.startswith("//") else reverse("now")
