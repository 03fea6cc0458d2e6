"""The form of what is written and not sent: the words, and the morning they come back on."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from leanings.acts.first import Aside
from leanings.core.unsent import SOON, NoSuchMorning, Unsent, check_morning

LONGEST = 20_000  # letters: longer than any message, and short enough for one sealed field
DATED, NEVER = "date", "never"
BY_NAME = dict(
    zip(
        map(str, SOON),
        (gettext_lazy("The next morning"), gettext_lazy("In three mornings"), gettext_lazy("In a week")),
        strict=True,
    )
)


class UnsentForm(forms.Form):
    """Words, and one of the mornings by name, or a date."""

    words = forms.CharField(
        label=gettext_lazy("What you would say"),
        strip=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": gettext_lazy("There is nothing here yet. Write a few words, or close this page."),
            "max_length": gettext_lazy("This is longer than can be put aside in one piece. Please make it shorter."),
        },
    )
    morning = forms.ChoiceField(
        label=gettext_lazy("When would you like to see it again?"),
        choices=[*BY_NAME.items(), (DATED, gettext_lazy("On another day"))],
        initial=str(SOON[0]),
    )
    day = forms.DateField(
        label=gettext_lazy("Which day?"),
        help_text=gettext_lazy("Only for “On another day”."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "invalid": gettext_lazy("This is not a day. Write it like 2031-03-29, or pick it."),
        },
    )

    def __init__(self, today: date, data: QueryDict | None = None, was: Aside | None = None) -> None:
        super().__init__(data, initial=_initial(was) if was else None)
        self.today = today

    def clean_words(self) -> str:
        """The words with the line ends of a text; nothing but spaces is nothing."""
        words: str = self.cleaned_data["words"].replace("\r\n", "\n")
        if not words.strip():
            raise forms.ValidationError(self.fields["words"].error_messages["required"])
        return words

    def clean(self) -> dict[str, Any]:
        """Where another day was asked for, it must be one that can be waited for."""
        told = super().clean() or {}
        if told.get("morning") == DATED and "day" not in self.errors:
            if told.get("day") is None:
                self.add_error("day", gettext_lazy("Pick a day."))
            else:
                try:
                    check_morning(told["day"], self.today)
                except NoSuchMorning as refusal:
                    self.add_error("day", refusal.sentence)
        return told

    def aside(self) -> Aside:
        """What is to be put aside."""
        told = self.cleaned_data
        if told["morning"] == DATED:
            return Aside(told["words"], until=told["day"].isoformat())
        return Aside(told["words"], days=None if told["morning"] == NEVER else int(told["morning"]))


class KeptForm(UnsentForm):
    """The same for something that lies here already; it may also lie without a morning."""

    morning = forms.ChoiceField(
        label=gettext_lazy("And then?"),
        choices=[
            (NEVER, gettext_lazy("Let it lie here")),
            *BY_NAME.items(),
            (DATED, gettext_lazy("On another day")),
        ],
    )

    def __init__(self, today: date, data: QueryDict | None = None, kept: Unsent | None = None) -> None:
        super().__init__(today, data)
        if kept is not None:
            self.initial = {"words": kept.words, "morning": NEVER}
            if kept.until is not None and kept.until > today:
                self.initial |= {"morning": DATED, "day": kept.until}


def _initial(was: Aside) -> dict[str, object]:
    """What stood in the form before."""
    if was.until is not None:
        return {"words": was.words, "morning": DATED, "day": was.until}
    return {"words": was.words, "morning": NEVER if was.days is None else str(was.days)}
