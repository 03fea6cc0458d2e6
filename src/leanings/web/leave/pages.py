"""Exit: the session ends, and the browser goes somewhere dull.

A form cannot be answered with another site (the policy of the pages forbids it), so without scripts the way out has two
steps: here, and then on from a page of our own that holds nothing.
"""

from __future__ import annotations

from contextlib import suppress

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from leanings.acts import opening
from leanings.acts.opening import CannotWrite, DiskFull
from leanings.web.kit.cookie import clear_traces, drop_cookie, token_of
from leanings.web.kit.forms import see_other
from leanings.web.kit.needs import open_to_all


@csrf_exempt  # a way out that can be refused is none; whether the form is ours is asked below
@open_to_all
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End the session and go. A form of another site ends nothing, but whoever sent it is let go all the same."""
    response = see_other("away")
    if not _is_ours(request):
        return response
    # On a full disk the row stays, but the browser loses its key below, and without it the row opens nothing.
    with suppress(CannotWrite, DiskFull):
        opening.leave(token_of(request))
    # Whoever presses Back makes the browser send the forms before once more: now they are refused, and show nothing.
    response.delete_cookie(settings.CSRF_COOKIE_NAME, samesite="Strict")
    drop_cookie(response)
    clear_traces(response)
    return response


@open_to_all
@require_safe
def away(request: HttpRequest) -> HttpResponse:
    """The last page of ours: without a name, and on the way elsewhere at once."""
    return render(request, "leave/away.html", {"away": settings.CONFIG.away})


def _is_ours(request: HttpRequest) -> bool:
    """Whether a page of ours sent this; browsers name the site that a form comes from."""
    origin = request.headers.get("Origin")
    return origin is None or origin == f"{request.scheme}://{request.get_host()}"
