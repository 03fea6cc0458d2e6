"""Letting go of what stood on a page before anything was kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token

from leanings.acts import opening
from leanings.web.kit.cookie import clear_traces
from leanings.web.kit.forms import once_of, see_other
from leanings.web.kit.needs import visit_of


def forget(request: HttpRequest) -> HttpResponse:
    """Back to where the person came from, with nothing.

    A browser may still hold the forms of the pages before, and offer to send them once more to whoever presses Back.
    With another token against forgery they are refused, and show nothing.
    """
    room = visit_of(request).room
    if room is not None:
        opening.let_go(room, once_of(request))
    rotate_token(request)
    response = see_other("first" if room is None else "now")
    clear_traces(response)
    return response
