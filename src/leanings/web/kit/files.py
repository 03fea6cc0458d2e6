"""Which pages take a file: on all others a form larger than a long text is refused before it is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpResponse
from django.urls import Resolver404, resolve

Page = TypeVar("Page", bound=Callable[..., HttpResponse])


def takes_file(page: Page) -> Page:
    """Mark a page as one whose form may bring a file."""
    page.takes_file = True  # type: ignore[attr-defined]  # a mark on a function
    return page


def may_bring_file(path: str) -> bool:
    """Whether the page at this address takes a file."""
    try:
        return getattr(resolve(path).func, "takes_file", False)
    except Resolver404:
        return False
