"""Turning points: the form, and all of them on one page, the oldest first."""

from __future__ import annotations

from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from leanings.acts.desk import Room
from leanings.acts.turning import points
from leanings.core.day import minute
from leanings.core.missing import UNTOUCHED
from leanings.core.turning import LONGEST, LONGEST_WHAT, PARTS, TurningPoint
from leanings.core.unknown import Unknown
from leanings.web.diary.forms import NOT_ANSWERED, DayForm, long_text
from leanings.web.kit.needs import room_of


class TurningForm(DayForm):
    """A turning point. Every part but the day may be left out, and no part asks what the other one did."""

    what = forms.CharField(
        label=gettext_lazy("What changed"),
        help_text=gettext_lazy("A few words, for you to know it by."),
        required=False,
        max_length=LONGEST_WHAT,
        strip=False,
    )
    way = forms.ChoiceField(
        label=gettext_lazy("Which way did it move me?"),
        choices=[
            ("stay", gettext_lazy("More to stay")),
            ("go", gettext_lazy("More to go")),
            ("both", gettext_lazy("Both more")),
            ("neither", gettext_lazy("Neither more")),
            ("open", gettext_lazy("I cannot say")),
            ("", NOT_ANSWERED),
        ],
        required=False,
    )
    why = long_text(gettext_lazy("Why, as far as I can tell"), rows=3, longest=LONGEST)
    me_then = long_text(gettext_lazy("What I wanted then"), longest=LONGEST)
    them_then = long_text(gettext_lazy("What they wanted then, as I see it"), longest=LONGEST)
    me_now = long_text(gettext_lazy("What I want now"), longest=LONGEST)
    them_now = long_text(gettext_lazy("What they want now, as I see it"), longest=LONGEST)

    def __init__(self, room: Room, data: QueryDict | None = None, kept: TurningPoint | None = None) -> None:
        super().__init__(room, data, kept.day if kept else None)
        self.kept = kept
        if "day" in self.fields:
            self.fields["day"].label = gettext("The day of it")
            self.fields["day"].help_text = gettext("A day that is near enough will do.")
        if kept is not None:
            way = {} if kept.way == UNTOUCHED else {"way": kept.way}
            self.initial.update({name: getattr(kept, name) for name in PARTS} | way)

    def entry(self) -> TurningPoint:
        """The turning point that the form makes."""
        entered, lang = minute(self.room.now), self.room.me.language
        if self.kept is not None:
            entered, lang = self.kept.entered, self.kept.lang
        said = {name: self.typed(name) for name in PARTS}
        return TurningPoint(self.day_of, entered, lang, **said, way=self.typed("way") or UNTOUCHED)

    @property
    def then_and_now(self) -> bool:
        """Whether something stands in the four parts about what either wanted, so that they lie open."""
        return any(self.shown(name) for name in PARTS[2:])


@require_safe
def turning(request: HttpRequest) -> HttpResponse:
    """All turning points in the order in which they came; their words are one touch further in."""
    rows = [(found, isinstance(found.doc, Unknown)) for found in points(room_of(request))]
    return render(request, "diary/turnings.html", {"word": "diary", "rows": rows})


def day_told(request: HttpRequest) -> date | None:
    """The day that an address names for a new one, as a picture does that was touched."""
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return None
