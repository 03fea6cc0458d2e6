"""The page of lines: which are asked every time, which not at all, and questions of one's own."""

from __future__ import annotations

from typing import Any, NamedTuple

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from leanings.acts import checkin as checking
from leanings.acts.checkin import Choice
from leanings.core.lines import EVERY, LONGEST_END, LONGEST_LABEL, NoWords, TooManyOwn
from leanings.core.me import OwnLine
from leanings.web.diary.forms import GROUP_LABELS
from leanings.web.kit.forms import draft_of, see_other
from leanings.web.kit.needs import room_of

PLACES = tuple(f"every_{place}" for place in range(1, EVERY + 1))
PAIR = "pair"


class LinesForm(forms.Form):
    """Three lines for every time, and a tick for each line that may be asked at all."""

    every_1 = forms.ChoiceField(label=gettext_lazy("First"), required=False)
    every_2 = forms.ChoiceField(label=gettext_lazy("Second"), required=False)
    every_3 = forms.ChoiceField(label=gettext_lazy("Third"), required=False)

    def __init__(self, choice: Choice, off: tuple[str, ...], data: QueryDict | None = None) -> None:
        picked = (*choice.every, *[""] * EVERY)[:EVERY]
        super().__init__(data, initial=dict(zip(PLACES, picked, strict=True)))
        self.ids = [line.id for line in choice.lines]
        self.pair = [line.id for line in choice.lines if line.paired]
        singles = [(line.id, _told(line.label, line.low, line.high)) for line in choice.lines if not line.paired]
        for place in PLACES:
            self.fields[place] = forms.ChoiceField(
                label=self.fields[place].label, choices=[("", gettext("none")), *singles], required=False
            )
        for group, label in GROUP_LABELS.items():
            there = [line for line in choice.lines if line.group == group]
            options = [(line.id, capfirst(line.name)) for line in there if not line.paired]
            if any(line.paired for line in there):
                options.append((PAIR, gettext("Reasons to stay and reasons to go")))
            if options:
                self.fields[group] = forms.MultipleChoiceField(label=label, choices=options, required=False)
                self.initial[group] = [id for id, _ in options if not self._is_off(id, off)]

    def clean(self) -> dict[str, Any]:
        """The same line twice would be asked once: say so instead."""
        told = self.every
        for place in PLACES:
            if told.count(self.cleaned_data.get(place, "")) > 1:
                self.add_error(place, gettext("The same line stands here twice."))
                break
        return self.cleaned_data

    @property
    def every(self) -> list[str]:
        """The ids picked for every time."""
        return [id for place in PLACES if (id := self.cleaned_data.get(place, ""))]

    @property
    def off(self) -> list[str]:
        """The ids that are not to be asked; what is picked for every time is asked."""
        ticked = {id for group in GROUP_LABELS for id in self.cleaned_data.get(group, ())} | set(self.every)
        if PAIR in ticked:
            ticked |= set(self.pair)
        return [id for id in self.ids if id not in ticked]

    @property
    def places(self) -> list[forms.BoundField]:
        """The three choices."""
        return [self[place] for place in PLACES]

    @property
    def groups(self) -> list[forms.BoundField]:
        """The ticks, by what the lines are about."""
        return [self[group] for group in GROUP_LABELS if group in self.fields]

    def _is_off(self, id: str, off: tuple[str, ...]) -> bool:
        return any(one in off for one in (self.pair if id == PAIR else [id]))


class OwnForm(forms.Form):
    """A question of one's own, and what its two ends mean."""

    label = forms.CharField(
        label=gettext_lazy("The question"),
        max_length=LONGEST_LABEL,
        error_messages={"required": gettext_lazy("A question of your own needs a few words.")},
    )
    low = forms.CharField(label=gettext_lazy("0 means"), max_length=LONGEST_END, required=False)
    high = forms.CharField(label=gettext_lazy("10 means"), max_length=LONGEST_END, required=False)

    def __init__(self, own: OwnLine | None, data: QueryDict | None = None) -> None:
        initial = {"low": gettext("not at all"), "high": gettext("very")}
        if own is not None:
            initial = {"label": own.label, "low": own.low, "high": own.high}
        super().__init__(data, initial=initial, auto_id=f"id_{own.id if own else 'new'}_%s")
        self.own = own


class Forms(NamedTuple):
    """The forms of the page; the one that was sent is filled with what was sent."""

    lines: LinesForm
    own: list[OwnForm]
    new: OwnForm


@require_http_methods(["GET", "POST"])
def lines(request: HttpRequest) -> HttpResponse:
    """The lines there are, and the choice among them."""
    room = room_of(request)
    act = request.POST.get("act", "")
    if act == "away":
        checking.take_own(room, request.POST.get("question", ""))
        return see_other("lines")
    made = _forms(request, request.POST if request.method == "POST" else draft_of(request))
    if act == "choose" and made.lines.is_valid():
        checking.choose(room, made.lines.every, made.lines.off)
        return see_other("day")
    sent = next((form for form in (*made.own, made.new) if form.is_bound), None)
    if act == "own" and sent is not None and sent.is_valid():
        told = sent.cleaned_data
        try:
            checking.write_own(room, sent.own.id if sent.own else None, told["label"], told["low"], told["high"])
        except (NoWords, TooManyOwn) as refusal:
            sent.add_error("label", refusal.sentence)
        else:
            return see_other("lines")
    return render(request, "diary/lines.html", {"word": "diary", "forms": made})


def _forms(request: HttpRequest, data: QueryDict | None) -> Forms:
    room = room_of(request)
    act, at = (data.get("act", ""), data.get("question", "")) if data is not None else ("", "")
    choice = checking.choices(room)
    return Forms(
        LinesForm(choice, choice.off, data if act == "choose" else None),
        [OwnForm(own, data if act == "own" and at == own.id else None) for own in room.me.own],
        OwnForm(None, data if act == "own" and at not in {own.id for own in room.me.own} else None),
    )


def _told(label: str, low: str, high: str) -> str:
    """A line with its ends, where there is room for one row of text only."""
    return f"{label}: {low} – {high}" if low and high else label
