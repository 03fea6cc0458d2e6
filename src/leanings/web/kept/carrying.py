"""Taking everything out, and bringing it back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from leanings.acts import takeout
from leanings.acts.takeout import Given, NotTakenOut, ThingNotRead
from leanings.web.kept.forms import BringForm
from leanings.web.kit.files import takes_file
from leanings.web.kit.needs import needs_fresh, room_of


@needs_fresh
@require_http_methods(["GET", "POST"])
def take(request: HttpRequest) -> HttpResponse:
    """Gives everything as a file. Where something cannot be opened that is said first."""
    if request.method == "GET":
        return _offer(request, whole=True)
    taken = takeout.take(room_of(request))
    if not taken.whole and "rest" not in request.POST:
        return _offer(request, whole=False)
    return _file(takeout.given(taken.everything, request.POST.get("file", "")))


@takes_file
@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Brings what was taken out: all of it or nothing, and nothing twice."""
    if request.method == "GET":
        return _ask(request, BringForm())
    form = BringForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, form, 422)
    try:
        file: bytes = form.cleaned_data["file"].read()
        brought = takeout.bring(room_of(request), file, settings=form.cleaned_data["settings"])
    except (NotTakenOut, ThingNotRead) as refusal:
        form.add_error("file", refusal.sentence)
        return _ask(request, form, 422)
    return render(request, "kept/brought.html", {"word": "kept", "brought": brought})


def _offer(request: HttpRequest, *, whole: bool) -> HttpResponse:
    values = {"word": "kept", "all": takeout.ALL, "files": list(takeout.FILES), "whole": whole}
    return render(request, "kept/take.html", values)


def _ask(request: HttpRequest, form: BringForm, status: int = 200) -> HttpResponse:
    return render(request, "kept/bring.html", {"word": "kept", "form": form}, status=status)


def _file(given: Given) -> HttpResponse:
    """A file to keep, under a name that says nothing."""
    headers = {"Content-Disposition": f'attachment; filename="{given.name}"'}
    return HttpResponse(given.text, content_type=given.kind, headers=headers)
