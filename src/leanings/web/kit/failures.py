"""The pages that say no before or after every other: not found, not from here, not understood, broken."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  # Django's form
    """Nothing is at this address; the same whether nothing ever was, or it belongs to somebody else."""
    return render(request, "kit/failure.html", {"sentence": _("There is nothing at this address.")}, status=404)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  # Django's form
    """Something that may not be done."""
    return render(request, "kit/failure.html", {"sentence": _("This cannot be done from here.")}, status=403)


def not_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # Django's form
    """A form that was not sent from a page of ours, or from one whose token is gone."""
    sentence = _(
        "This page had been open for too long, so nothing was sent. Go back, load it again, and send what you wrote "
        "once more."
    )
    return render(request, "kit/failure.html", {"sentence": sentence}, status=403)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  # Django's form
    """A request that no page of ours makes."""
    return _plain(_("This could not be understood, so nothing was done."), 400)


def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # it may be what broke
    """Something of ours went wrong. The page shows nothing of it."""
    return _plain(_("Something here went wrong, and it is not your doing. What you kept is still there."), 500)


def _plain(sentence: str, status: int) -> HttpResponse:
    """A page without bar and foot."""
    values = {"sentence": sentence, "name": settings.CONFIG.name, "away": settings.CONFIG.away, "demo": settings.DEMO}
    return HttpResponse(render_to_string("kit/broken.html", values), status=status)
