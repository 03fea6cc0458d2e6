"""The forms of the diary: what may be typed, and the value it becomes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from leanings.acts import checkin as checking
from leanings.acts.checkin import AskedAnew, Said
from leanings.acts.desk import Room
from leanings.core.checkin import LONGEST_NOTE, CheckIn
from leanings.core.day import NotYet, check_day, minute
from leanings.core.journal import LONGEST, PARTS, JournalEntry
from leanings.core.lines import HIGH, LOW, Asked, Line
from leanings.core.missing import SKIPPED, UNTOUCHED

EARLIEST = date(1970, 1, 1)  # older days would lie beyond the furthest month that is leafed through
DAY_TOLD = "%Y-%m-%d"
if TYPE_CHECKING:
    from django.utils.functional import _StrPromise  # a name of the types alone

NOT_ANSWERED = gettext_lazy("not answered")
GROUP_LABELS = {
    "me": gettext_lazy("How I am"),
    "us": gettext_lazy("Between us"),
    "ahead": gettext_lazy("Ahead"),
    "reasons": gettext_lazy("Reasons"),
    "own": gettext_lazy("Your own"),
}
KEY = re.compile(r"[\w-]+\.\d+")  # the name of a slider: id and version of its question


class LineField(forms.ChoiceField):
    """One line to answer on. What was set and taken back comes in as skipped, and is shown as not answered."""

    def __init__(self, line: Line) -> None:
        steps = [(str(step), str(step)) for step in range(LOW, HIGH + 1)]
        super().__init__(choices=[("", NOT_ANSWERED), *steps], label=line.label, required=False)

    def valid_value(self, value: object) -> bool:
        """Whether it is a step, or the code of a line that was taken back."""
        return value == SKIPPED or super().valid_value(value)

    def prepare_value(self, value: object) -> object:
        """The step to mark; none for a code."""
        return "" if value == SKIPPED else value


class Slider(NamedTuple):
    """A line as the kit draws it, and the kinds of contact it needs."""

    field: BoundField
    low: str
    high: str
    contact: str


class DayForm(forms.Form):
    """A form whose entry belongs to a day. The day is chosen once; an entry that is kept keeps its day."""

    day = forms.DateField(
        label=gettext_lazy("The day this is about"),
        input_formats=[DAY_TOLD],
        widget=forms.DateInput(format=DAY_TOLD, attrs={"type": "date", "min": EARLIEST.isoformat()}),
        error_messages={
            "required": gettext_lazy("Pick a day."),
            "invalid": gettext_lazy("This is not a day. Write it like 2031-03-29, or pick it."),
        },
    )

    def __init__(self, room: Room, data: QueryDict | None, kept_on: date | None) -> None:
        super().__init__(data, initial={"day": kept_on or room.today})
        self.room = room
        self.fixed = kept_on
        if kept_on is not None:
            del self.fields["day"]

    def clean_day(self) -> date:
        """The day, which is neither still to come nor before the diary can hold it."""
        day: date = self.cleaned_data["day"]
        if day < EARLIEST:
            raise forms.ValidationError(gettext("Pick a later day. The diary begins with 1970."))
        try:
            return check_day(day, self.room.today)
        except NotYet as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal

    @property
    def day_of(self) -> date:
        """The day of the entry."""
        day: date = self.fixed or self.cleaned_data["day"]
        return day

    @property
    def other_day(self) -> bool:
        """Whether another day than today stands in the form."""
        return self.fixed is None and self.shown("day") != self.room.today.isoformat()

    def typed(self, name: str) -> str:
        """What was typed into a field, with the line ends of a text and not of a form; spaces alone are nothing."""
        text = str(self.cleaned_data.get(name, "")).replace("\r\n", "\n")
        return text if text.strip() else ""

    def shown(self, name: str) -> str:
        """What stands in a field: typed just now, or there from the start."""
        value = self[name].value()
        return "" if value is None else str(value)


class CheckInForm(DayForm):
    """A check-in. Its sliders carry id and version of their question, so that no answer lands under other words."""

    contact = forms.ChoiceField(
        label=gettext_lazy("Were we in touch?"),
        choices=[
            ("together", gettext_lazy("Together")),
            ("wrote", gettext_lazy("Wrote")),
            ("children", gettext_lazy("Only the children")),
            ("no", gettext_lazy("No")),
            ("", NOT_ANSWERED),
        ],
        required=False,
    )
    why = forms.ChoiceField(
        label=gettext_lazy("Why now?"),
        choices=[
            ("checking", gettext_lazy("Checking in")),
            ("happened", gettext_lazy("Something happened")),
            ("", NOT_ANSWERED),
        ],
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("A few words"),
        required=False,
        max_length=LONGEST_NOTE,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, room: Room, data: QueryDict | None = None, kept: CheckIn | None = None) -> None:
        super().__init__(room, data, kept.day if kept else None)
        self.kept = kept
        self.anew = ""
        self.on = self._asked(data)
        for line in self.on.whole:
            self.fields[line.key] = LineField(line)
        came = data.items() if data is not None else ()
        if any(value and KEY.fullmatch(name) and name not in self.fields for name, value in came):
            self.anew = AskedAnew().sentence
        if kept is not None:
            self.initial.update(_initial(kept))

    def clean(self) -> dict[str, Any]:
        """Says so when a question was worded anew while the form was open."""
        if self.anew:
            raise forms.ValidationError(self.anew)
        return self.cleaned_data

    def entry(self) -> CheckIn:
        """The entry that the form makes."""
        told = {name: self.typed(name) for name in ("contact", "why")}
        said = Said(told["contact"] or UNTOUCHED, told["why"] or UNTOUCHED, self.typed("note"))
        given = {line.id: self.typed(line.key) for line in self.on.whole}
        if self.kept is not None:
            return checking.entry_again(self.kept, self.on, given, said)
        return checking.entry_of(self.room, self.on, given, said, self.day_of)

    @property
    def asked(self) -> str:
        """The keys of what is asked, for the form to carry."""
        return " ".join(line.key for line in self.on.today)

    @property
    def every(self) -> list[Slider]:
        """The sliders of every time."""
        return [self._slider(line) for line in self.on.every]

    @property
    def turn(self) -> list[Slider]:
        """The slider whose turn it is; none where the pair has its turn."""
        return [self._slider(line) for line in self.on.turn if not line.paired]

    @property
    def pair(self) -> list[Slider]:
        """The two sides of the pair where it has its turn."""
        return [self._slider(line) for line in self.on.turn if line.paired]

    @property
    def later_pair(self) -> list[Slider]:
        """The two sides of the pair where they lie under the rest."""
        return [self._slider(line) for line in self.on.more if line.paired]

    @property
    def more(self) -> Iterator[tuple[str, list[Slider]]]:
        """The rest of the set under the names of its groups."""
        for group, label in GROUP_LABELS.items():
            fields = [self._slider(line) for line in self.on.more if line.group == group and not line.paired]
            if fields:
                yield str(label), fields

    @property
    def shows_note(self) -> bool:
        """Whether the box for words lies open: it holds some, or something is wrong with them."""
        return bool(self.shown("note") or self["note"].errors)

    @property
    def shows_more(self) -> bool:
        """Whether the rest lies open: something in it is answered."""
        return any(self.shown(line.key) for line in self.on.more)

    def _slider(self, line: Line) -> Slider:
        return Slider(self[line.key], line.low, line.high, " ".join(line.contact))

    def _asked(self, data: QueryDict | None) -> Asked:
        """What this form asks: what the entry asked, what the form asked that came in, or what today asks."""
        if self.kept is not None:
            return checking.asked_again(self.room, self.kept)
        if data is not None and "asked" in data:
            try:
                return checking.asked_before(self.room, str(data["asked"]).split())
            except AskedAnew as refusal:
                self.anew = refusal.sentence
        return checking.asked(self.room, self.room.today)


def long_text(
    label: _StrPromise, hint: _StrPromise | str = "", rows: int = 2, longest: int = LONGEST
) -> forms.CharField:
    """A box for words, as typed."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, required=False, max_length=longest, strip=False, widget=widget)


class JournalForm(DayForm):
    """Words. Every part may be left out."""

    words = long_text(gettext_lazy("Anything you like"), rows=7)
    fact = long_text(gettext_lazy("What happened"), gettext_lazy("As a camera would have seen it."))
    reading = long_text(gettext_lazy("What I make of it"), gettext_lazy("My reading. There may be others."))
    feeling = long_text(gettext_lazy("What I feel"), gettext_lazy("Several things at once can all be true."))
    unknown = long_text(gettext_lazy("What I do not know"), gettext_lazy("It may stay open."))
    after = forms.ChoiceField(
        label=gettext_lazy("After writing, it feels"),
        choices=[
            ("lighter", gettext_lazy("Lighter")),
            ("same", gettext_lazy("The same")),
            ("heavier", gettext_lazy("Heavier")),
            ("", NOT_ANSWERED),
        ],
        required=False,
    )

    def __init__(self, room: Room, data: QueryDict | None = None, kept: JournalEntry | None = None) -> None:
        super().__init__(room, data, kept.day if kept else None)
        self.kept = kept
        if kept is not None:
            after = {} if kept.after == UNTOUCHED else {"after": kept.after}
            self.initial.update({name: getattr(kept, name) for name in PARTS} | after)

    def entry(self) -> JournalEntry:
        """The entry that the form makes."""
        day, entered, lang = self.day_of, minute(self.room.now), self.room.me.language
        if self.kept is not None:
            entered, lang = self.kept.entered, self.kept.lang
        words = {name: self.typed(name) for name in PARTS}
        return JournalEntry(day, entered, lang, **words, after=self.typed("after") or UNTOUCHED)

    @property
    def parted(self) -> bool:
        """Whether something stands in one of the four parts, so that they lie open."""
        return any(self.shown(name) for name in PARTS[1:])


def _initial(kept: CheckIn) -> dict[str, str]:
    """What an entry answers, by the names of the fields."""
    told = {name: value for name in ("contact", "why") if (value := getattr(kept, name)) != UNTOUCHED}
    for answer in kept.shown:
        if answer.value is not None or answer.code == SKIPPED:
            told[f"{answer.line}.{answer.version}"] = SKIPPED if answer.value is None else str(answer.value)
    return told | {"note": kept.note}
