"""The form of a sheet: two lines that make one point, and a few own words, all of which may be left open."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from leanings.acts.first import Answers
from leanings.content.doors import Door, doors
from leanings.core.missing import UNTOUCHED
from leanings.core.sheet import HIGH, LOW, Side, number

LONGEST = 10_000  # letters: a night's worth, on a page that prints on one or two sheets
LONGEST_LINE = 300
STEPS = [("", gettext_lazy("not answered")), *((str(step), str(step)) for step in range(LOW, HIGH + 1))]


class SheetForm(forms.Form):
    """What stands behind every door. Without a door it asks for the door too: what was carried had run out."""

    stay = forms.ChoiceField(choices=STEPS, required=False)
    go = forms.ChoiceField(choices=STEPS, required=False)
    words = forms.CharField(
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": gettext_lazy("This is longer than one page holds. Please make it shorter.")},
    )
    tomorrow = forms.CharField(
        required=False,
        max_length=LONGEST_LINE,
        error_messages={"max_length": gettext_lazy("This is longer than one line holds. Please make it shorter.")},
    )
    again = forms.BooleanField(
        label=gettext_lazy("Ask me the same two questions in the morning"),
        help_text=gettext_lazy("This needs the page to be kept."),
        required=False,
    )

    def __init__(self, door: Door | None, data: QueryDict | None = None, was: Answers | None = None) -> None:
        super().__init__(data, initial=_initial(was) if was else None)
        every = doors()
        texts = (door or next(iter(every.values()))).texts
        for name in ("stay", "go", "tomorrow"):
            self.fields[name].label = texts[name]
        self.fields["words"].label = texts["words"] if door else gettext_lazy("A few words")
        if door is None:
            self.fields["door"] = forms.ChoiceField(
                label=gettext_lazy("What is it about?"),
                choices=[(one.id, one.texts["own"]) for one in every.values()],
                error_messages={"required": gettext_lazy("Pick the one that is nearest.")},
            )

    def answers(self, door: str) -> Answers:
        """The answers as they were given."""
        told = self.cleaned_data
        return Answers(
            door=door,
            stay=_side(told["stay"]),
            go=_side(told["go"]),
            words=_plain(told["words"]),
            tomorrow=_plain(told["tomorrow"]),
            again=told["again"],
        )


def _side(told: str) -> Side:
    return int(told) if told else UNTOUCHED


def _plain(told: str) -> str:
    """A text with the line ends of a text and not of a form."""
    return told.replace("\r\n", "\n")


def _initial(was: Answers) -> dict[str, object]:
    """What stood in the form before."""
    sides = {name: "" if number(side) is None else str(side) for name, side in (("stay", was.stay), ("go", was.go))}
    return {**sides, "words": was.words, "tomorrow": was.tomorrow, "again": was.again}
