"""The one question that some tools begin with: what was said to it, and the page that asks it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from leanings.acts import safety
from leanings.core.safety import SAID
from leanings.core.tool import Tool
from leanings.web.kit.forms import NEVER_ASIDE, draft_of
from leanings.web.kit.needs import now_of, room_of

OWN = ("act", "afraid", "keep", "carried", *NEVER_ASIDE)  # what this page asks itself, or makes anew


def said_to(request: HttpRequest, tool: Tool) -> str | None:
    """What was said to the question: just now, or on the page before; None where nothing counts for this tool now."""
    if asked_now(request):
        said = request.POST.get("afraid", "")
        return said if said in SAID else "skip"
    told = request.POST if request.method == "POST" else draft_of(request)
    carried = told.get("carried", "") if told is not None else ""
    return safety.opened(room_of(request), tool.id, carried or "", now_of(request)) if carried else None


def asked_now(request: HttpRequest) -> bool:
    """Whether the answer to the question came in with this request."""
    return request.method == "POST" and request.POST.get("act") == "first"


def carried_on(request: HttpRequest, tool: Tool, said: str | None) -> str:
    """What was said, for the hidden field of the next page."""
    return safety.sealed(room_of(request), tool.id, said, now_of(request)) if said else ""


def ask(request: HttpRequest, tool: Tool) -> HttpResponse:
    """The page of the question. What was typed into a step before, when it was asked too long ago, waits in it."""
    told = request.POST if request.method == "POST" else draft_of(request)
    typed = [(name, one) for name, some in (told or QueryDict()).lists() if name not in OWN for one in some]
    return render(request, "tools/first.html", {"word": "tools", "tool": tool, "typed": typed})


def brings_words(request: HttpRequest) -> bool:
    """Whether words of a step came with the answer; then its form is shown once more as the same form."""
    brings = asked_now(request) and "step" in request.POST
    if brings:
        request.draft = request.POST  # type: ignore[attr-defined]  # as a form that comes back with what was typed
    return brings
