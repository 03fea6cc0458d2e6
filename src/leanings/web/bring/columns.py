"""The columns of a file on a page: what each is, the line its answers belong to, and from where to where they go."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import isfinite, nan
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from leanings.acts.bring import ColumnSeen, Seen
from leanings.acts.telling import ANSWERS, HAPPENED, LEFT, MARKER, ColumnTold, name_of_line
from leanings.content.spell import short_number
from leanings.core.brought import FURTHEST
from leanings.core.signal import MOST_ITEMS

MOST = 100  # columns that can be told about: a form has at most a thousand fields
LONGEST_LINE = 60  # letters of the name of a line
FIELDS = ("role", "line", "low", "high", "turned")
ROW = re.compile(r"c(\d{1,3})-name")
KEYS = ("date", "day", "couple", "person", "time", "item", "value")  # columns of these roles hold no answers


class Number(forms.Field):
    """A number, with a point or a comma."""

    def to_python(self, value: Any) -> float | None:  # noqa: ANN401  # whatever was sent
        """The number; refused where it is none, or has no end."""
        text = str(value if value is not None else "").strip().replace(",", ".").replace("\u2212", "-")
        if not text:
            return None
        try:
            number = float(text)
        except ValueError:
            number = nan
        if not isfinite(number):
            raise forms.ValidationError(gettext("Give a number."))
        return number


class ColumnForm(forms.Form):
    """One column."""

    name = forms.CharField(widget=forms.HiddenInput, strip=False, max_length=100_000)
    role = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        choices=[
            (ANSWERS, gettext_lazy("answers on a scale")),
            (MARKER, gettext_lazy("yes or no")),
            (HAPPENED, gettext_lazy("yes or no: something had just happened")),
            (LEFT, gettext_lazy("leave it out")),
        ],
        error_messages={"invalid_choice": gettext_lazy("Pick one from the list.")},
    )
    line = forms.CharField(label=gettext_lazy("Name of the line"), max_length=LONGEST_LINE, required=False)
    low = Number(label=gettext_lazy("Lowest"), required=False, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    high = Number(label=gettext_lazy("Highest"), required=False, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    turned = forms.BooleanField(label=gettext_lazy("High means less of it"), required=False)

    def __init__(self, column: ColumnSeen, before: Mapping[str, Mapping[str, str]] | None, place: int) -> None:
        """`before` is what was told of each column by its name; what was not told of is as it was found."""
        self.column = column
        guessed, prefix, data = _guessed(column), f"c{place}", None
        if before is not None:
            told = {**before.get(column.name, guessed), "name": column.name}
            data = {f"{prefix}-{name}": value for name, value in told.items()}
        super().__init__(data, initial=guessed, prefix=prefix)

    @property
    def about(self) -> str:
        """What it holds, and why it was taken for what it is."""
        return about(self.column, guessed=not self.is_bound)

    @property
    def scale(self) -> str:
        """Its line and scale in a few words, as they stand now."""
        line, low, high = (self[name].value() for name in ("line", *ENDS))
        if low in (None, "") or high in (None, ""):
            return gettext("Its line and scale")
        return gettext("Line “%(line)s”, from %(low)s to %(high)s") % {"line": line, "low": low, "high": high}

    @property
    def unfolded(self) -> bool:
        """Whether line and scale lie open: something there needs another look, or is not known."""
        ends = (self["low"].value(), self["high"].value())
        return any(end in (None, "") for end in ends) or (self.is_bound and bool(self.errors))

    def clean(self) -> dict[str, Any]:
        """A line has a name and a scale that rises."""
        told = self.cleaned_data
        if told.get("role") != ANSWERS:
            return told
        told["line"] = name_of_line(told.get("line", ""))
        if not told["line"] and "line" not in self.errors:
            self.add_error("line", gettext("Give the line a name."))
        low, high = told.get("low"), told.get("high")
        for name, value in (("low", low), ("high", high)):
            if value is None and name not in self.errors:
                self.add_error(name, gettext("Give a number."))
            elif value is not None and abs(value) > FURTHEST:
                self.add_error(name, gettext("This number is too large for a scale."))
        if low is not None and high is not None and low >= high:
            self.add_error("high", gettext("The highest answer must be above the lowest."))
        return told

    def told(self) -> ColumnTold:
        """What was told about it."""
        told = self.cleaned_data
        if told["role"] != ANSWERS:
            return ColumnTold(self.column.name, told["role"])
        return ColumnTold(self.column.name, ANSWERS, told["line"], told["low"], told["high"], told["turned"])


def unread(seen: Seen) -> bool:
    """Whether no row could be read for want of mood words: of its columns nothing is known before they are told."""
    return seen.asks is not None and seen.asks.setting == "moods" and not seen.records


def tellable(seen: Seen) -> list[ColumnSeen]:
    """The columns that may hold answers, in the order of the file."""
    if unread(seen):
        return []
    return [one for one in (*seen.columns, *seen.items) if one.role not in KEYS]


def shown(seen: Seen) -> list[ColumnSeen]:
    """Those that are told about on the page; where there are too many, those of answers first."""
    every = tellable(seen)
    kept = sorted(every, key=lambda one: (one.role == "left", one.role == "marker"))[:MOST]
    return [one for one in every if one in kept]


def told_before(data: QueryDict) -> dict[str, dict[str, str]]:
    """What a form said about each column, by the name of the column."""
    said = {name: str(data.get(name)) for name in data}
    rows = [found[1] for name in said if (found := ROW.fullmatch(name))]
    return {
        said[f"c{row}-name"]: {field: said[name] for field in FIELDS if (name := f"c{row}-{field}") in said}
        for row in rows
    }


def check_lines(columns: Sequence[ColumnForm], *, keeps: bool) -> bool:
    """Whether columns of one line go together; what is wrong is said beside the later one."""
    lines: dict[str, list[ColumnForm]] = {}
    happened = [one for one in columns if one.cleaned_data.get("role") == HAPPENED]
    for one in columns:
        told = one.cleaned_data
        if told.get("role") == ANSWERS and one.is_valid():
            lines.setdefault(told["line"], []).append(one)
    for some in lines.values():
        for one in some[1:]:
            if (one.cleaned_data["low"], one.cleaned_data["high"]) != tuple(some[0].cleaned_data[n] for n in ENDS):
                one.add_error("line", gettext("Columns of one line need the same lowest and highest answer."))
        for one in some[MOST_ITEMS:]:
            one.add_error("line", gettext("A line is made of at most eight columns."))
    for one in happened[1:]:
        one.add_error("role", gettext("Only one column can say that something had just happened."))
    if keeps and not lines and columns:
        columns[0].add_error("role", gettext("No column is one of answers, so there is nothing to keep yet."))
    return all(not one.errors for one in columns)


def about(column: ColumnSeen, *, guessed: bool) -> str:
    """What a column holds, and why it was taken for what it is."""
    if column.role == "left" and column.why == column.holds:
        return gettext("Holds %(holds)s, so it is left out.") % {"holds": column.holds}
    if column.role == "left" and column.why:
        return gettext("Holds %(holds)s. Left out: %(why)s.") % {"holds": column.holds, "why": column.why}
    if column.role == "marker":
        return gettext("Holds yes and no; a blank counts as no.")
    if column.low is None or column.high is None:
        return gettext("Holds %(holds)s.") % {"holds": column.holds}
    low, high = short_number(column.low, 2), short_number(column.high, 2)
    values = {"holds": column.holds, "low": low, "high": high}
    if guessed:
        return gettext("Holds %(holds)s from %(low)s to %(high)s. Its scale is a guess.") % values
    return gettext("Holds %(holds)s from %(low)s to %(high)s.") % values


ENDS = ("low", "high")


def _guessed(column: ColumnSeen) -> dict[str, Any]:
    """What was found, as what the form begins with."""
    role = column.role if column.role in (ANSWERS, MARKER) else LEFT
    if role == MARKER and column.happened:
        role = HAPPENED
    scale = column.scale
    ends = (scale.low, scale.high) if scale is not None else (column.low, column.high)
    low, high = (None if end is None else int(end) if float(end).is_integer() else end for end in ends)
    return {"name": column.name, "role": role, "line": column.name[:LONGEST_LINE], "low": low, "high": high}
