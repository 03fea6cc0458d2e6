"""What helps me: a plan for a low moment, in the person's own words, kept by wish alone and good on paper without."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from leanings.acts import safety
from leanings.acts.safety import PlanTooLong
from leanings.core.me import Me, Plan
from leanings.web.kit.forms import draft_of, see_other
from leanings.web.kit.needs import open_to_all, visit_of

LONGEST = 400  # letters of one part: what can be read in a bad hour, and what the self document has room for
PARTS = {
    "signs": (
        gettext_lazy("How I notice that it gets heavy"),
        gettext_lazy("A thought, a mood, something in my body, something I do."),
    ),
    "alone": (
        gettext_lazy("What I can do on my own"),
        gettext_lazy("Small things that have helped before, even a little."),
    ),
    "places": (
        gettext_lazy("Places and people that take my mind elsewhere"),
        gettext_lazy("They need not know why I come."),
    ),
    "people": (gettext_lazy("Whom I can ask for help"), gettext_lazy("Who would pick up, and how I reach them.")),
    "lines": (
        gettext_lazy("Lines and offices I can turn to"),
        gettext_lazy("A helpline, a doctor, a counsellor, the emergency number."),
    ),
    "safer": (
        gettext_lazy("How I make it safer around me"),
        gettext_lazy("What I put further away, or ask someone to look after. A word that I understand is enough."),
    ),
}
NOTE = (gettext_lazy("What I want to tell myself then"), gettext_lazy("One line from a better hour."))


class PlanForm(forms.Form):
    """The six parts and a line to oneself; all of them may stay empty."""

    def __init__(self, me: Me | None, data: QueryDict | None = None) -> None:
        kept = {**{name: getattr(me.low, name) for name in PARTS}, "note": me.plan} if me is not None else {}
        super().__init__(data, initial=kept)
        for name, (label, hint) in {**PARTS, "note": NOTE}.items():
            self.fields[name] = forms.CharField(
                label=label,
                help_text=hint,
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={"max_length": gettext_lazy("This is longer than fits here. Please make it shorter.")},
            )

    def plan(self) -> Plan:
        """The six parts as they are kept."""
        return Plan(**{name: self.cleaned_data[name].replace("\r\n", "\n") for name in PARTS})

    @property
    def note(self) -> str:
        """The line to oneself."""
        return str(self.cleaned_data["note"]).replace("\r\n", "\n")


@open_to_all
@require_http_methods(["GET", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """The plan: to read, to write, to print. Without a place it is shown once and kept nowhere."""
    room = visit_of(request).room
    me = room.me if room is not None else None
    if request.method == "GET":
        draft = draft_of(request)
        there = me is not None and safety.has_plan(me) and draft is None
        return _page(request, PlanForm(me, draft), me if there else None, was=draft)
    form = PlanForm(me, request.POST)
    if not form.is_valid():
        return _page(request, form, None, 422, was=request.POST)
    if room is None or request.POST.get("act") != "keep":
        return _page(request, form, Me(low=form.plan(), plan=form.note), was=request.POST)
    if request.POST.get("was", "") != safety.plan_as_form(room.me):
        return _page(request, form, room.me, 409)  # written in another window meanwhile: both are shown
    try:
        safety.keep_plan(room, form.plan(), form.note)
    except PlanTooLong as refusal:
        form.add_error("signs", refusal.sentence)
        return _page(request, form, None, 422, was=request.POST)
    return see_other("help_own")


def _page(
    request: HttpRequest, form: PlanForm, shown: Me | None, status: int = 200, was: QueryDict | None = None
) -> HttpResponse:
    """The plan that is shown, and the form: of the plan that is kept, or of that which an earlier form was made of."""
    parts = [(label, getattr(shown.low, name)) for name, (label, _) in PARTS.items()] if shown is not None else []
    room = visit_of(request).room
    values = {
        "word": "help",
        "form": form,
        "parts": [(label, text) for label, text in parts if text],
        "note": shown.plan if shown is not None else "",
        "changed": status == 409,
        "was": was.get("was", "") if was is not None else safety.plan_as_form(room.me) if room is not None else "",
    }
    return render(request, "help/own.html", values, status=status)
