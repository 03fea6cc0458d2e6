"""A few questions about feeling safe, never a gate: asked of whoever wants them, kept only by wish, shown nowhere else.

The form carries no mark, so what somebody ticked and did not send is never put aside.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from leanings.acts import safety
from leanings.core.me import Me
from leanings.core.safety import QUESTIONS, SAID, state
from leanings.web.kit.forms import see_other
from leanings.web.kit.needs import open_to_all, room_of, visit_of

ANSWERS = [
    ("no", gettext_lazy("no")),
    ("yes", gettext_lazy("yes")),
    ("unsure", gettext_lazy("not sure")),
    ("skip", gettext_lazy("rather not say")),
    ("", gettext_lazy("left open")),
]
ASKS = {
    "small": gettext_lazy("In the last year, did a partner or ex-partner make you feel small, again and again?"),
    "fear": gettext_lazy("In the last year, were you afraid of a partner or ex-partner?"),
    "forced": gettext_lazy("In the last year, did one of them get you to do something sexual that you did not want?"),
    "hurt": gettext_lazy("In the last year, did one of them hit, kick, push or hurt you?"),
    "money": gettext_lazy("Does one of them keep money from you, or make you account for what you spend?"),
    "checked": gettext_lazy("Does one of them check on you: your phone, your way, whom you talk to?"),
    "cut_off": gettext_lazy("Does one of them keep you from people, from work, or from going out?"),
}
SHORT = gettext_lazy("Are you afraid of how they may react, or do they check on you?")
NAMES = (*QUESTIONS, "afraid")


class QuestionsForm(forms.Form):
    """The full questions and the short one; every one may be left open."""

    def __init__(self, me: Me | None, data: QueryDict | None = None) -> None:
        kept = {**dict(me.safety), "afraid": me.afraid or ""} if me is not None else {}
        super().__init__(data, initial=kept)
        for name in NAMES:
            asks = ASKS.get(name, SHORT)
            self.fields[name] = forms.ChoiceField(label=asks, choices=ANSWERS, required=False)

    @property
    def full(self) -> list[forms.BoundField]:
        """The full questions."""
        return [self[name] for name in QUESTIONS]

    def answers(self) -> dict[str, str]:
        """What was answered, by question; anything that is no answer is left open."""
        told = ((name, str(self.data.get(name, ""))) for name in NAMES)
        return {name: said for name, said in told if said in SAID}


@open_to_all
@require_http_methods(["GET", "POST"])
def more(request: HttpRequest) -> HttpResponse:
    """The questions. Shown what they may mean, or kept, or taken back: each by its own button."""
    room = visit_of(request).room
    me = room.me if room is not None else None
    if request.method == "GET":
        return _asks(request, QuestionsForm(me), me)
    form, act = QuestionsForm(me, request.POST), request.POST.get("act", "")
    if room is None or me is None or act not in ("keep", "back"):
        return _read(request, form.answers(), {"lost": act == "keep"})
    if act == "back":
        safety.take_back(room)
        return see_other("help_more")
    if request.POST.get("was", "") != safety.as_form(me):
        return _asks(request, QuestionsForm(me), me, {"changed": True}, 409)
    answers = form.answers()
    safety.keep_answers(room, answers, answers.get("afraid", ""))
    return see_other("help_read")


@require_safe
def read(request: HttpRequest) -> HttpResponse:
    """What the answers that are kept may mean."""
    me = room_of(request).me
    kept = {**dict(me.safety), **({"afraid": me.afraid} if me.afraid else {})}
    return _read(request, kept, {"kept": bool(kept)})


def _asks(
    request: HttpRequest, form: QuestionsForm, me: Me | None, also: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    there = {"was": safety.as_form(me), "kept": bool(me.safety or me.afraid)} if me is not None else {}
    return render(request, "help/more.html", {"word": "help", "form": form, **there, **(also or {})}, status=status)


def _read(request: HttpRequest, answers: Mapping[str, str], also: Mapping[str, Any]) -> HttpResponse:
    """What these answers may mean: no sum, no verdict."""
    told = [state(answers.get(name)) for name in NAMES]
    values = {
        "some": "concern" in told,
        "open": any(state(answers.get(name)) == "unknown" for name in QUESTIONS),
        "none": "concern" not in told and "clear" in told,
    }
    return render(request, "help/read.html", {"word": "help", **values, **also})
