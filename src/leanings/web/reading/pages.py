"""What my diary shows: the reading of what a person kept, its choices, and how it is taken along."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leanings.web.kit.needs import room_of


@require_safe
def reading(request: HttpRequest) -> HttpResponse:
    """One picture and four sentences for each line that was chosen."""
    room_of(request)
    return render(request, "reading/reading.html", {"word": "diary"})
