"""Tools: what there is so far, by what would help."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def tools(request: HttpRequest) -> HttpResponse:
    """The same list for everyone."""
    return render(request, "tools/tools.html", {"word": "tools"})
