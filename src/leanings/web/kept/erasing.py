"""Erasing everything, and the page after it, which names nobody and nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from leanings.acts import opening
from leanings.acts.opening import Shut
from leanings.web.kept.forms import EraseForm
from leanings.web.kept.shut import shut
from leanings.web.kit.cookie import clear_traces, drop_cookie
from leanings.web.kit.forms import see_other
from leanings.web.kit.needs import needs_fresh, open_to_all, room_of, visit_of

BACKUP_DAYS, KEY_DAYS = 90, 14  # how long a backup may hold sealed texts, and the keys without which none opens


@needs_fresh
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Says what goes, asks for a tick, and then erases for good."""
    form = EraseForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        values = {"word": "kept", "form": form}
        return render(request, "kept/erase.html", values, status=422 if form.is_bound else 200)
    try:
        opening.erase_place(room_of(request))
    except Shut:
        return shut(request)
    response = see_other("kept_end")
    drop_cookie(response)
    clear_traces(response)
    return response


@open_to_all
@require_safe
def end(request: HttpRequest) -> HttpResponse:
    """The last page; the same for everyone without an open place, whether or not there ever was one."""
    if visit_of(request).room is not None:
        return see_other("kept")
    return render(request, "kept/end.html", {"days": BACKUP_DAYS, "keys": KEY_DAYS})
