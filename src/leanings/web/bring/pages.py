"""Bringing a diary from elsewhere: the file, how it is read, and what was brought."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from leanings.web.kit.needs import room_of


@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Asks for the file."""
    room_of(request)
    return render(request, "bring/bring.html", {"word": "diary"})
