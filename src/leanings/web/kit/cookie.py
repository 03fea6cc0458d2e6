"""The one cookie that opens anything: random, gone with the browser, seen by no script."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def name_of_cookie() -> str:
    """Over https a name that no other site of the domain can set; browsers refuse that name on plain loopback."""
    return f"{settings.COOKIES}s"


def token_of(request: HttpRequest) -> str | None:
    """The token a browser brought."""
    return request.COOKIES.get(name_of_cookie())


def set_cookie(response: HttpResponse, token: str) -> None:
    """Give a browser its token."""
    secure: bool = settings.BEHIND_PROXY
    response.set_cookie(
        name_of_cookie(), token, secure=secure, httponly=True, samesite="Lax" if secure else "Strict", path="/"
    )


def drop_cookie(response: HttpResponse) -> None:
    """Take the token away."""
    secure: bool = settings.BEHIND_PROXY
    response.set_cookie(
        name_of_cookie(), "", max_age=0, secure=secure, httponly=True, samesite="Lax" if secure else "Strict", path="/"
    )


def clear_traces(response: HttpResponse) -> None:
    """Ask the browser to let go of what it holds of the pages before."""
    response["Clear-Site-Data"] = '"cache", "storage"'
