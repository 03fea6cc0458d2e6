"""The form of what is shown: which lines, against what, the person's own thresholds, and what they remember."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from leanings.content.spell import MINUS, short_number
from leanings.core.shows import MOST_LINES, MOST_OWN, Remembered, Shows, Threshold
from leanings.web.reading.shown import sign_of

if TYPE_CHECKING:
    from leanings.acts.reading import LineFacts, Look

PLACES = tuple(f"line_{place}" for place in range(1, MOST_LINES + 1))
BEGAN, STRETCH = "began", "stretch"
PARTS = ("low", "high", "before")  # of a line: two thresholds, and the level before as it is remembered
LABELS = {
    "low": gettext_lazy("Low is below"),
    "high": gettext_lazy("High is above"),
    "before": gettext_lazy("Before, as I remember"),
}
NO_NUMBER = gettext_lazy("Write it as a number.")
NO_DAY = gettext_lazy("Write it as a day.")


@dataclass(frozen=True, slots=True)
class LineFields:
    """The fields of one line, with its name and its scale."""

    name: str
    low: str
    high: str
    fields: tuple[BoundField, ...]


class ShowsForm(forms.Form):
    """What is shown of a diary. Everything may be left empty; what is empty is not chosen."""

    usual = forms.ChoiceField(
        label=gettext_lazy("What counts as usual"),
        help_text=gettext_lazy(
            "“Lower” and “higher” need something they are held against. You may have begun in a hard time."
        ),
        choices=[(BEGAN, gettext_lazy("Since I began")), (STRETCH, gettext_lazy("A stretch I mark"))],
        required=False,
    )
    first = forms.DateField(
        label=gettext_lazy("From"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": NO_DAY},
    )
    last = forms.DateField(
        label=gettext_lazy("To"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": NO_DAY},
    )

    def __init__(self, look: Look, shows: Shows, today: date, data: QueryDict | None = None) -> None:
        there = {one.key: one for one in look.lines}
        self.today, self.shows = today, shows
        self.spoken = [one for one in look.lines if not one.dots]
        self.picked = [there[key] for key in look.picked]
        self.known = frozenset(there)
        super().__init__(data, initial=self._initial(shows))
        choices = [("", gettext("none")), *((sign_of(one.key), _named(one)) for one in self.spoken)]
        for place, label in zip(PLACES, _PLACE_LABELS, strict=True):
            self.fields[place] = forms.ChoiceField(
                label=label,
                choices=choices,
                required=False,
                error_messages={"invalid_choice": gettext("Pick a line from the list.")},
            )
        for one in self.picked:
            for part in PARTS:
                self.fields[_field(one, part)] = _level(LABELS[part])
        if look.markers:
            self.fields["markers"] = forms.MultipleChoiceField(
                label=gettext("What the figures take into account"),
                help_text=gettext("Circumstances that a diary you brought notes with yes or no."),
                choices=[(one, one) for one in look.markers],
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """No line twice, a stretch whole and in order, every level within its scale."""
        told = [sign for place in PLACES if (sign := self.cleaned_data.get(place, ""))]
        for place in PLACES:
            if told.count(self.cleaned_data.get(place, "")) > 1:
                self.add_error(place, gettext("The same line stands here twice."))
                break
        if self.cleaned_data.get("usual") == STRETCH:
            self._check_stretch()
        for one in self.picked:
            self._check_levels(one)
        return self.cleaned_data

    def chosen(self) -> Shows:
        """The choices; what belongs to a line that is not here now stays, unless that line is gone."""
        told = self.cleaned_data
        here = {one.key for one in self.picked}
        keys = {sign_of(one.key): one.key for one in self.spoken}
        stretched = told.get("usual") == STRETCH
        thresholds = [one for one in self.shows.thresholds if one.line in self.known - here]
        remembered = [one for one in self.shows.remembered if one.line in self.known - here]
        for one in self.picked:
            low, high, before = (told.get(_field(one, part)) for part in PARTS)
            if low is not None or high is not None:
                thresholds.append(Threshold(one.key, low, high))
            if before is not None:
                remembered.append(Remembered(one.key, before))
        lines = tuple(keys[told[place]] for place in PLACES if told.get(place))
        if not self.shows.lines and lines == tuple(one.key for one in self.picked):
            lines = ()  # whoever keeps what is shown by itself keeps it when other lines are asked
        return Shows(
            lines=lines,
            stretch=(told["first"].isoformat(), told["last"].isoformat()) if stretched else None,
            thresholds=tuple(thresholds[-MOST_OWN:]),
            remembered=tuple(remembered[-MOST_OWN:]),
            markers=tuple(told.get("markers", ())),
        )

    @property
    def places(self) -> list[BoundField]:
        """The three choices of lines."""
        return [self[place] for place in PLACES]

    @property
    def stretch(self) -> list[BoundField]:
        """The two days of a stretch."""
        return [self["first"], self["last"]]

    @property
    def per_line(self) -> list[LineFields]:
        """Thresholds and the level before, for each line that is shown with sentences."""
        return [
            LineFields(one.name, *_ends(one), tuple(self[_field(one, part)] for part in PARTS)) for one in self.picked
        ]

    def _initial(self, shows: Shows) -> dict[str, Any]:
        first, last = shows.stretch or (None, None)
        told: dict[str, Any] = dict(zip(PLACES, (sign_of(one.key) for one in self.picked), strict=False))
        told |= {"usual": STRETCH if shows.stretch else BEGAN, "first": first, "last": last}
        told["markers"] = list(shows.markers)
        for one in self.picked:
            threshold = shows.threshold(one.key) or Threshold(one.key)
            for part, level in zip(PARTS, (threshold.low, threshold.high, shows.before(one.key)), strict=True):
                told[_field(one, part)] = None if level is None else _written(level)
        return told

    def _check_stretch(self) -> None:
        """Both days, in their order, none still to come. Whether it is enough to be held against, the figures tell."""
        for name in ("first", "last"):
            if self.cleaned_data.get(name) is None:
                if name not in self.errors:
                    self.add_error(name, gettext("A stretch needs both its days."))
            elif self.cleaned_data[name] > self.today:
                self.add_error(name, gettext("This day is still to come."))
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first is not None and last is not None and first > last:
            self.add_error("last", gettext("The stretch ends before it begins."))

    def _check_levels(self, one: LineFacts) -> None:
        """Each level of a line on its scale, and low not above high."""
        for part in PARTS:
            level = self.cleaned_data.get(_field(one, part))
            if level is not None and not one.low <= level <= one.high:
                low, high = _ends(one)
                said = gettext("This line goes from %(low)s to %(high)s.") % {"low": low, "high": high}
                self.add_error(_field(one, part), said)
        below, above = (self.cleaned_data.get(_field(one, part)) for part in ("low", "high"))
        if below is not None and above is not None and below > above:
            self.add_error(_field(one, "high"), gettext("What is high lies below what is low."))


_PLACE_LABELS = (gettext_lazy("First"), gettext_lazy("Second"), gettext_lazy("Third"))


class LevelField(forms.FloatField):
    """A level on a scale, written as people write numbers: 6, 6.5 or 6,5, with any minus."""

    def to_python(self, value: Any) -> Any:  # noqa: ANN401  # what Django gives and takes
        """The number; none where nothing is written."""
        return super().to_python(value.replace(",", ".").replace(MINUS, "-") if isinstance(value, str) else value)


def _level(label: Any) -> LevelField:  # noqa: ANN401  # a text that is translated when it is shown
    """A field for a level."""
    return LevelField(
        label=label,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "maxlength": "12", "autocapitalize": "none"}),
        error_messages={"invalid": NO_NUMBER},
    )


def _field(one: LineFacts, part: str) -> str:
    """The name of a field of a line."""
    return f"{part}_{sign_of(one.key)}"


def _named(one: LineFacts) -> str:
    """The name of a line where there is room for one row of text."""
    return f"{one.name} · {gettext('brought')}" if one.brought else one.name


def _ends(one: LineFacts) -> tuple[str, str]:
    """The two ends of a line's scale as they are written."""
    return short_number(one.low, 2), short_number(one.high, 2)


def _written(level: float) -> str:
    """A level as it stands in its field."""
    return f"{level:g}"
