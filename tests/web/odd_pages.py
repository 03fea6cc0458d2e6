"""The pages, and some no house has, for tests of the server: they take what is sent, or break with words in hand."""

from __future__ import annotations

import time
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template import engines
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

from leanings.web import urls
from leanings.web.kit.files import takes_file
from leanings.web.kit.needs import open_to_all

handler400 = "leanings.web.kit.failures.not_understood"
handler403 = "leanings.web.kit.failures.not_allowed"
handler404 = "leanings.web.kit.failures.not_found"
handler500 = "leanings.web.kit.failures.broken"

SLOW = 1.5  # seconds


class CannotSay(Exception):
    """Holds what it failed on, as errors of libraries do."""


@csrf_exempt
@open_to_all
def size(request: HttpRequest) -> HttpResponse:
    """How many bytes came in."""
    return HttpResponse(str(len(request.body)))


@csrf_exempt
@takes_file
@open_to_all
def file(request: HttpRequest) -> HttpResponse:
    """How many bytes the files had that came in, said after a while."""
    found = request.FILES.get("file")
    time.sleep(SLOW)
    return HttpResponse(str(found.size if found else 0))


@csrf_exempt
@open_to_all
def breaks(request: HttpRequest) -> HttpResponse:
    """Breaks with what was typed in a variable, in the message and in what it came from."""
    words = request.POST["words"]
    try:
        raise CannotSay(words)
    except CannotSay as first:
        raise ValueError(f"could not read {words!r}") from first


@csrf_exempt
@open_to_all
def breaks_in_template(request: HttpRequest) -> HttpResponse:
    """Breaks while a template is filled with what was typed."""
    return HttpResponse(engines["django"].from_string("{% include words %}").render(dict(request.POST.items())))


@csrf_exempt
@open_to_all
def breaks_late(request: HttpRequest) -> HttpResponse:
    """Breaks after the first words were sent, where no page can say so any more."""
    words = request.POST["words"]

    def parts() -> Iterator[bytes]:
        yield b"begun"
        raise CannotSay(words)

    return StreamingHttpResponse(parts())  # type: ignore[return-value]  # Django sends it all the same


urlpatterns: list[URLPattern] = [
    *urls.urlpatterns,
    path("size/", size, name="size"),
    path("file/", file, name="file"),
    path("breaks/", breaks, name="breaks"),
    path("breaks-in-template/", breaks_in_template, name="breaks_in_template"),
    path("breaks-late/", breaks_late, name="breaks_late"),
]
