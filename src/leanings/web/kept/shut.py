"""What is said when a place was shut while something grave was on its way."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def shut(request: HttpRequest) -> HttpResponse:
    """Neither that it was done nor that it was not: a button pressed twice looks the same as a place shut elsewhere."""
    return render(request, "kept/shut.html", {"word": "kept"}, status=409)
