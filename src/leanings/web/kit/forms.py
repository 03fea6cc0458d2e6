"""What every form does: it carries a mark of its own, and ends in a redirect."""

from __future__ import annotations

import re
import secrets

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

ONCE = re.compile(r"[A-Za-z0-9_-]{16,64}")
NEVER_ASIDE = ("csrfmiddlewaretoken", "passphrase", "passphrase_again", "code", "place")


def new_once() -> str:
    """A fresh mark for a form, by which it is known when it comes in twice."""
    return secrets.token_urlsafe(16)


def once_of(request: HttpRequest) -> str:
    """The mark of the form that came in; a fresh one where somebody left it out."""
    told = request.POST.get("once", "")
    return told if ONCE.fullmatch(told) else new_once()


def once_shown(request: HttpRequest | None) -> str | None:
    """The mark of a form that is shown again, with what was typed: sent twice, it is still one form."""
    before = getattr(request, "draft", None)
    told = before.get("once", "") if before is not None else ""
    return told if ONCE.fullmatch(told) else None


def see_other(name: str, *args: object) -> HttpResponse:
    """Go on to another page, so that reloading it sends nothing again."""
    return go_to(reverse(name, args=args))


def go_to(path: str) -> HttpResponse:
    """Go on to an address of ours."""
    return HttpResponseRedirect(path, status=303)


def worth_keeping(posted: QueryDict) -> str:
    """What was typed, for putting aside; nothing that opens a place."""
    kept = posted.copy()
    for name in NEVER_ASIDE:
        kept.pop(name, None)
    return kept.urlencode()


def draft_of(request: HttpRequest) -> QueryDict | None:
    """What was typed into this form before, if it was put aside."""
    draft: QueryDict | None = getattr(request, "draft", None)
    return draft
