"""Bringing a diary from elsewhere: the file, how it is read, and what was brought."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leanings.acts import bring as bringing
from leanings.content.spell import short_number
from leanings.core.brought import BroughtLine
from leanings.core.refusal import Refusal
from leanings.web.bring.forms import FileForm
from leanings.web.kit.files import takes_file
from leanings.web.kit.forms import see_other
from leanings.web.kit.needs import room_of


@takes_file
@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Asks for the file, and shows what was brought before."""
    if request.method == "GET":
        return ask(request, FileForm())
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return ask(request, form, 422)
    file = form.cleaned_data["file"]
    try:
        bringing.pick(room_of(request), file.name, file.read())
    except Refusal as refusal:
        form.add_error("file", refusal.sentence)
        return ask(request, form, 422)
    return see_other("bring_look")


@require_safe
def brought(request: HttpRequest, file: UUID) -> HttpResponse:
    """What was brought: its lines, its entries, its days."""
    whole = bringing.find(room_of(request), file)
    lines = [_told(line) for line in whole.lines]
    return page(
        request,
        "bring/brought.html",
        {"whole": whole, "lines": lines, "made": any(made for _name, made, _scale in lines)},
    )


@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, file: UUID) -> HttpResponse:
    """Asks once, then takes all of it out again for good."""
    room = room_of(request)
    if request.method == "POST":
        bringing.take_out(room, file)
        return see_other("bring")
    return page(request, "bring/erase.html", {"whole": bringing.find(room, file)})


def _told(line: BroughtLine) -> tuple[str, str, str]:
    """A line as three texts: its name, its columns, its scale."""
    turned = _("%(column)s, turned round")
    columns = [turned % {"column": item[1:]} if item.startswith("-") else item for item in line.items]
    ends = {"low": short_number(line.low, 4), "high": short_number(line.high, 4)}
    made_of = "; ".join(columns)
    return line.name, "" if made_of == line.name else made_of, _("%(low)s to %(high)s") % ends


def ask(request: HttpRequest, form: FileForm, status: int = 200, gone: str = "") -> HttpResponse:
    """The page that asks for a file."""
    values = {"form": form, "files": bringing.files(room_of(request)), "largest": bringing.LARGEST, "gone": gone}
    return page(request, "bring/bring.html", values, status)


def refused(request: HttpRequest, sentence: str) -> HttpResponse:
    """The same page, with why a file cannot be taken."""
    form = FileForm(QueryDict(), MultiValueDict())
    form.errors.clear()
    form.add_error("file", sentence)
    return ask(request, form, 422)


def gone(request: HttpRequest, *, told: bool) -> HttpResponse:
    """The same page, where the file that waited is gone; what was told about it is still here."""
    said = _("The file does not wait here any more. Pick it once more.")
    kept = _("The file does not wait here any more. Pick it once more; what you told about it is still here.")
    return ask(request, FileForm(), 409, gone=kept if told else said)


def page(request: HttpRequest, name: str, values: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page of the diary."""
    return render(request, name, {"word": "diary", **values}, status=status)
