"""The first page. What it shows rests on no database: it is the same with no place, with one, and with many."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leanings.content.doors import doors
from leanings.web.kit.needs import open_to_all


@open_to_all
@require_safe
def first(request: HttpRequest) -> HttpResponse:
    """What is it about? Six doors, in the same order for everyone."""
    return render(request, "first/first.html", {"doors": doors().values()})
