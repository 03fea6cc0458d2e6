"""A low moment: a minute first, and whether the screen is one's own. Open to everyone; nothing is asked or kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leanings.web.kit.needs import open_to_all

IN = range(1, 5)  # seconds of breathing in
OUT = range(1, 7)  # and out: a longer way out than in, ten seconds for a breath, six breaths for a minute


@open_to_all
@require_safe
def minute(request: HttpRequest) -> HttpResponse:
    """A minute of breathing, then three more things that help in a bad hour."""
    return render(request, "low/minute.html", {"breathe_in": IN, "breathe_out": OUT})


@open_to_all
@require_safe
def screen(request: HttpRequest) -> HttpResponse:
    """Three tips for a screen that others may see, and what no tip can do."""
    return render(request, "low/screen.html", {})
