"""Who is there: every request learns what its browser may see, and no page is reached that it may not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse, QueryDict

from leanings.acts import opening
from leanings.acts.opening import Draft, Level
from leanings.web.kit import door
from leanings.web.kit.cookie import clear_traces, drop_cookie, name_of_cookie, set_cookie, token_of
from leanings.web.kit.forms import ONCE, see_other, worth_keeping
from leanings.web.kit.needs import need_of, now_of, visit_of

__all__ = ["VisitMiddleware", "clear_traces", "drop_cookie", "put_aside", "set_cookie", "token_of"]


class VisitMiddleware:
    """Puts `visit`, `now`, `draft` and `said` on a request, and stands before every page that needs an open place."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, with the cookie that a session locked just now needs."""
        now = datetime.now(UTC)
        visit = opening.visit(token_of(request), now)
        _mark(request, visit=visit, now=now, draft=None, aside=None, said="")
        response = self.get_response(request)
        if visit.token is not None and name_of_cookie() not in response.cookies:
            set_cookie(response, visit.token)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], _args: object, _kwargs: object
    ) -> HttpResponse | None:
        """None where the page may be shown; else the door."""
        visit, need = visit_of(request), need_of(view)
        if visit.level >= need:
            waiting = opening.draft_of(visit.room, request.path) if visit.room and request.method == "GET" else None
            if waiting is not None:
                _mark(request, draft=QueryDict(waiting.fields), aside=waiting.form)
            return None
        if visit.level is Level.OPEN:
            return door.once_more(request)
        if visit.level is Level.LOCKED:
            kept = need < Level.FRESH and put_aside(request, request.path, worth_keeping(request.POST))
            return door.locked(request, kept=kept)
        return door.shut(request) if request.method == "POST" and need < Level.FRESH else see_other("open")


def put_aside(request: HttpRequest, path: str, fields: str) -> bool:
    """Keep what was typed into a form for the owner of this session, open or locked, until it is opened next."""
    token, form = visit_of(request).token or token_of(request), QueryDict(fields).get("once") or ""
    if not token or not ONCE.fullmatch(form):
        return False
    minute = int(now_of(request).timestamp() // 60)
    return opening.keep_draft(token, Draft(form, path, fields, minute), now_of(request))


def _mark(request: HttpRequest, **marks: object) -> None:
    for name, mark in marks.items():
        setattr(request, name, mark)
