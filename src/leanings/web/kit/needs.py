"""What a page needs before it is shown: an open place, unless it says otherwise. Forgetting to say is the safe way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse

from leanings.acts.opening import Level, Room, Visit

View = TypeVar("View", bound=Callable[..., HttpResponse])


def open_to_all(view: View) -> View:
    """A page anyone may see, with or without a place."""
    view.need = Level.NONE  # type: ignore[attr-defined]  # a mark on the function, read by `need_of`
    return view


def needs_fresh(view: View) -> View:
    """A page for grave things: the passphrase was typed within five minutes."""
    view.need = Level.FRESH  # type: ignore[attr-defined]  # a mark on the function, read by `need_of`
    return view


def need_of(view: Callable[..., Any]) -> Level:
    """What a page needs."""
    return getattr(view, "need", Level.OPEN)


def visit_of(request: HttpRequest) -> Visit:
    """What this browser may see now."""
    visit: Visit = request.visit  # type: ignore[attr-defined]  # put there by the middleware of visits
    return visit


def now_of(request: HttpRequest) -> datetime:
    """The moment of this request: the one clock its page reads."""
    now: datetime = request.now  # type: ignore[attr-defined]  # put there by the middleware of visits
    return now


def room_of(request: HttpRequest) -> Room:
    """The open place of this request; a page that asks has been let in."""
    room = visit_of(request).room
    assert room is not None, "a page that is open to all asks for a room"  # noqa: S101  # our own mistake
    return room
