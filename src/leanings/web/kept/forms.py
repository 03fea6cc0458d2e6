"""The forms of what is kept: the settings of a place, a file that is brought, and the tick before everything goes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from leanings.content.doors import doors
from leanings.core.me import IDLE, Me
from leanings.web.kit.zone import zones

LATEST_TURN = 12  # o'clock: noon, for whoever works at night


class SettingsForm(forms.Form):
    """The settings; a value that is set already can always be kept."""

    zone = forms.ChoiceField(
        label=gettext_lazy("Where my days are"),
        error_messages={"invalid_choice": gettext_lazy("Pick a place from the list.")},
    )
    turn = forms.ChoiceField(
        label=gettext_lazy("When my day ends"),
        help_text=gettext_lazy("What you write before this hour still belongs to the day before."),
        error_messages={"invalid_choice": gettext_lazy("Pick an hour from the list.")},
    )
    idle = forms.ChoiceField(
        label=gettext_lazy("Minutes until it locks by itself"),
        help_text=gettext_lazy("A new time counts from the next time you open your place."),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("Pick one of these.")},
    )
    door = forms.ChoiceField(
        label=gettext_lazy("The sentence that fits best"),
        help_text=gettext_lazy("It decides which lines and which path are suggested to you. Nothing else changes."),
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Pick one of these.")},
    )

    def __init__(self, me: Me, data: QueryDict | None = None) -> None:
        now = {"zone": me.zone, "turn": str(me.turn), "idle": str(me.idle), "door": me.door or ""}
        super().__init__(data, initial=now)
        self._offer("zone", _with(me.zone, [(part, list(places)) for part, places in zones()]))
        self._offer("turn", _with(now["turn"], [(str(hour), _hour(hour)) for hour in range(LATEST_TURN + 1)]))
        self._offer("idle", [(str(minutes), str(minutes)) for minutes in IDLE])
        there = [(door.id, door.texts["own"]) for door in doors(me.language).values()]
        self._offer("door", [("", gettext("I would rather not say")), *there])

    def settings(self) -> dict[str, Any]:
        """What was set."""
        told = self.cleaned_data
        return {
            "zone": told["zone"],
            "turn": int(told["turn"]),
            "idle": int(told["idle"]),
            "door": told["door"] or None,
        }

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField), "only a choice is offered"  # noqa: S101  # our own mistake
        field.choices = choices


class BringForm(forms.Form):
    """A file, and whether its settings come too."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("notes.zip, or everything.json on its own; up to 32 MiB."),
        widget=forms.FileInput(attrs={"accept": ".zip,.json"}),
        error_messages={
            "required": gettext_lazy("Pick a file first."),
            "empty": gettext_lazy("This file is empty."),
            "missing": gettext_lazy("Pick a file first."),
        },
    )
    settings = forms.BooleanField(
        label=gettext_lazy("Bring the settings too"),
        help_text=gettext_lazy("They take the place of those here, with your own questions, your list and your plan."),
        required=False,
    )


class EraseForm(forms.Form):
    """The tick that says: I mean it."""

    sure = forms.BooleanField(
        label=gettext_lazy("Yes, erase everything"),
        error_messages={"required": gettext_lazy("Nothing was erased. If you mean it, tick this first.")},
    )


def _with(value: str, choices: list[Any]) -> list[Any]:
    """The choices, and before them what is set now where it is none of them."""
    flat = [pair for one in choices for pair in (one[1] if isinstance(one[1], list) else [one])]
    return choices if any(value == known for known, _ in flat) else [(value, value), *choices]


def _hour(hour: int) -> str:
    if hour == 0:
        return gettext("at midnight")
    return gettext("at noon") if hour == LATEST_TURN else gettext("at %(hour)s:00") % {"hour": hour}
