"""Where a Refusal becomes a page: its sentence above the form it came from, with what was typed still in it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from leanings.acts.desk import NotHere
from leanings.acts.opening import CannotWrite, DiskFull, Wait
from leanings.core.refusal import Refusal
from leanings.web.kit.failures import not_found

STATUS: dict[type[Refusal], int] = {DiskFull: 507, CannotWrite: 503, Wait: 429}
USUAL, LATER = 422, 503


class RefusalMiddleware:
    """Catches every Refusal once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page of a Refusal; anything else is a fault of ours and goes on."""
        if isinstance(exception, NotHere):
            return not_found(request)
        if not isinstance(exception, Refusal):
            return None
        response = _given_back(request, exception) or _alone(request, exception)
        response.status_code = STATUS.get(type(exception), LATER if exception.later else USUAL)
        seconds = getattr(exception, "seconds", None)
        if seconds is not None:
            response["Retry-After"] = str(seconds)
        return response


def _given_back(request: HttpRequest, refusal: Refusal) -> HttpResponse | None:
    """The same page as before the form was sent, filled with what was sent; None where a page has no such form."""
    found = request.resolver_match
    if request.method != "POST" or found is None:
        return None
    request.method = "GET"
    request.draft = request.POST  # type: ignore[attr-defined]  # read by pages with a form
    request.said = refusal.sentence  # type: ignore[attr-defined]  # shown above the page
    try:
        response: HttpResponse = found.func(request, *found.args, **found.kwargs)
    except Refusal:
        return None
    return response if response.status_code == 200 else None


def _alone(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return render(request, "kit/refused.html", {"sentence": refusal.sentence, "said": ""})
