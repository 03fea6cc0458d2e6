"""The form for someone to turn to."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from leanings.core.me import Someone

LONGEST_NAME = 80
LONGEST_REACH = 300


class SomeoneForm(forms.Form):
    """A name, and how to reach them, in one's own words."""

    name = forms.CharField(
        label=gettext_lazy("Who?"),
        help_text=gettext_lazy("A name that means something to you. It need not be their real one."),
        max_length=LONGEST_NAME,
        error_messages={
            "required": gettext_lazy("A name is needed, so that you find them again."),
            "max_length": gettext_lazy("This is longer than one line holds. Please make it shorter."),
        },
    )
    reach = forms.CharField(
        label=gettext_lazy("How do you reach them?"),
        help_text=gettext_lazy("A number, a place, a time of day. You may leave it open."),
        required=False,
        max_length=LONGEST_REACH,
        error_messages={"max_length": gettext_lazy("This is longer than one line holds. Please make it shorter.")},
    )

    def someone(self) -> Someone:
        """The person as kept."""
        return Someone(self.cleaned_data["name"], self.cleaned_data["reach"])
