"""The forms of a diary from elsewhere: the file, and what is told about it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from leanings.acts.bring import Seen
from leanings.acts.telling import ColumnTold, Telling, Who
from leanings.web.bring.columns import ColumnForm, check_lines, shown, told_before, unread

HEADER = "header"  # a hidden field: for which names of columns the form was filled in
DATE, DAY = "date:", "day:"  # before the column of the days: it holds dates, or numbers that count days
TAB = "tab"
PLACEHOLDER = [("", gettext_lazy("Pick one"))]
PICK_ONE = {"invalid_choice": gettext_lazy("Pick one from the list."), "required": gettext_lazy("Pick one first.")}


class FileForm(forms.Form):
    """A file."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("CSV, TSV or Parquet, up to 32 MiB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.parquet"}),
        error_messages={
            "required": gettext_lazy("Pick a file first."),
            "empty": gettext_lazy("This file is empty."),
            "missing": gettext_lazy("Pick a file first."),
        },
    )


class LookForm(forms.Form):
    """How a file is to be read, but for its columns."""

    when = forms.ChoiceField(label=gettext_lazy("The column of the days"), required=False, error_messages=PICK_ONE)
    order = forms.ChoiceField(
        label=gettext_lazy("How dates are written"),
        required=False,
        error_messages=PICK_ONE,
    )
    first = forms.DateField(
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Give a date, such as 2031-03-01.")},
    )
    person = forms.ChoiceField(label=gettext_lazy("The column that names people"), required=False)
    couple = forms.ChoiceField(label=gettext_lazy("The column that names couples"), required=False)
    who = forms.ChoiceField(label=gettext_lazy("This is me"), required=False, error_messages=PICK_ONE)
    item = forms.ChoiceField(label=gettext_lazy("The column of the questions"), required=False)
    value = forms.ChoiceField(label=gettext_lazy("The column of the answers"), required=False)
    decimal = forms.ChoiceField(label=gettext_lazy("The decimal mark"), required=False)
    delimiter = forms.ChoiceField(label=gettext_lazy("What parts the columns"), required=False)
    encoding = forms.ChoiceField(label=gettext_lazy("How letters are stored"), required=False)
    skip = forms.BooleanField(required=False)

    def __init__(self, seen: Seen, data: QueryDict | None = None, *, keeps: bool = False) -> None:
        super().__init__(data, initial=_found(seen))
        self.seen, self.keeps = seen, keeps
        self._offer()
        self.fields["skip"].label = gettext("Leave these lines out and keep the rest")
        self.fields["first"].label = gettext("The date of day %(number)s") % {"number": seen.first or 0}
        self.moods = [MoodForm(word, number, data, place) for place, (word, number) in enumerate(_moods(seen))]
        before = told_before(data) if data is not None else None
        self.columns = [ColumnForm(column, before, place) for place, column in enumerate(shown(seen))]

    @property
    def header(self) -> str:
        """The names of the columns this was filled in for."""
        return header_of(self.seen)

    @property
    def unread(self) -> bool:
        """Whether only mood words can be told as yet."""
        return unread(self.seen)

    @property
    def numbered(self) -> bool:
        """Whether days are numbers, so that a date is needed for one of them."""
        return self.seen.dated is False

    @property
    def several(self) -> bool:
        """Whether the file holds more than one person."""
        return self.seen.people_in_all > 1

    def as_found(self, told: QueryDict) -> QueryDict:
        """What was told, and beside it everything as it was found."""
        for name, value in self.initial.items():
            told.setdefault(name, value)
        return told

    def is_valid(self) -> bool:
        """Whether every part of it can be understood; asks for all that is needed only where it is to be kept."""
        parts: list[forms.Form] = [*self.moods, *self.columns]
        whole = [one.is_valid() for one in parts]
        return super().is_valid() and all(whole) and check_lines(self.columns, keeps=self.keeps)

    def clean(self) -> dict[str, Any]:
        """What is needed before anything is kept."""
        told = self.cleaned_data
        if self.keeps and self.numbered and not told.get("first") and "first" not in self.errors:
            self.add_error("first", gettext("Days are numbers here. Give the date of one of them."))
        if self.keeps and self.several and not told.get("who") and "who" not in self.errors:
            self.add_error("who", gettext("Several people are in this file. Pick the one who is you."))
        return told

    def telling(self) -> Telling:
        """What was told."""
        told = self.cleaned_data
        when, order = told["when"], told["order"]
        return Telling(
            encoding=told["encoding"] or None,
            delimiter={"": None, TAB: "\t"}.get(told["delimiter"], told["delimiter"]),
            decimal=told["decimal"] or None,
            order=order or None,
            date_column=when.removeprefix(DATE) if when.startswith(DATE) else None,
            day_column=when.removeprefix(DAY) if when.startswith(DAY) else None,
            person=told["person"] or None,
            couple=told["couple"] or None,
            item=told["item"] or None,
            value=told["value"] or None,
            moods=tuple(mood.told() for mood in self.moods if mood.cleaned_data["number"]),
            columns=tuple(self._columns()),
            who=_who(told["who"]),
            first=told["first"],
            number=self.seen.first or 0 if self.numbered else 0,
            skip=told["skip"],
        )

    def _columns(self) -> Iterator[ColumnTold]:
        return (column.told() for column in self.columns)

    def _offer(self) -> None:
        """The choices that this file leaves."""
        names = [(column.name, column.name) for column in self.seen.columns]
        none = [("", gettext("none"))]
        choices: Mapping[str, Any] = {
            "when": [*PLACEHOLDER, *_days(self.seen)],
            "order": [
                ("", _as_found(_orders().get(self.seen.order or ""))),
                *_orders().items(),
            ],
            "person": none + names,
            "couple": none + names,
            "item": none + names,
            "value": none + names,
            "who": [*PLACEHOLDER, *_people(self.seen)],
            "decimal": [("", _as_found(_decimals().get(self.seen.decimal))), *_decimals().items()],
            "delimiter": [
                ("", _as_found(_delimiters().get((self.seen.delimiter or "").replace("\t", TAB)))),
                *_delimiters().items(),
            ],
            "encoding": [
                ("", _as_found((self.seen.encoding or "").upper() or None)),
                *[(name, name.upper()) for name in ("utf-8", "utf-16", "latin-1", "cp1252")],
            ],
        }
        for name, offered in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField), "only a choice is offered"  # noqa: S101  # our own mistake
            field.choices = offered


class MoodForm(forms.Form):
    """A mood word of a Daylio export, and the number it stands for."""

    word = forms.CharField(widget=forms.HiddenInput, strip=False)
    number = forms.TypedChoiceField(
        choices=[("", gettext_lazy("not told")), *[(number, str(number)) for number in range(1, 11)]],
        coerce=int,
        empty_value=None,
        required=False,
        error_messages=PICK_ONE,
    )

    def __init__(self, word: str, number: int | None, data: QueryDict | None, place: int) -> None:
        told = None
        if data is not None:
            pairs = {data.get(f"m{at}-word"): data.get(f"m{at}-number", "") for at in range(len(data))}
            told = {f"m{place}-word": word, f"m{place}-number": pairs.get(word, "" if number is None else str(number))}
        super().__init__(told, initial={"word": word, "number": number}, prefix=f"m{place}")
        self.fields["number"].label = gettext("“%(word)s” is") % {"word": word}

    def told(self) -> tuple[str, int]:
        """The word in small letters, and its number."""
        return self.cleaned_data["word"].casefold(), self.cleaned_data["number"]


def header_of(seen: Seen) -> str:
    """The names of the columns as one text; of none where nothing could be told about them yet."""
    return json.dumps([] if unread(seen) else [column.name for column in seen.columns], ensure_ascii=False)


def _found(seen: Seen) -> dict[str, Any]:
    """What was found, as what the form begins with."""
    when = f"{DATE}{seen.date}" if seen.date else f"{DAY}{seen.day}" if seen.day else ""
    item, value = seen.long or ("", "")
    return {"when": when, "person": seen.person or "", "couple": seen.couple or "", "item": item, "value": value}


def _days(seen: Seen) -> Iterator[tuple[str, str]]:
    for column in seen.columns:
        yield DATE + column.name, column.name
        if column.holds == "numbers" or column.name == seen.day:
            yield DAY + column.name, gettext("%(column)s, numbers that count days") % {"column": column.name}


def _people(seen: Seen) -> Iterator[tuple[str, str]]:
    """Everyone in the file, by the couple where there are couples."""
    for one in seen.people:
        name = (
            gettext("%(person)s of %(couple)s") % {"person": one.name, "couple": one.couple} if one.couple else one.name
        )
        yield json.dumps([one.couple, one.name]), name


def _who(said: str) -> Who | None:
    if not said:
        return None
    couple, name = json.loads(said)
    return couple, name


def _moods(seen: Seen) -> Iterator[tuple[str, int | None]]:
    """The mood words, those whose number nobody told yet first."""
    if seen.asks is not None:
        yield from ((word, None) for word, _line in seen.asks.words)
    yield from seen.moods


def _as_found(found: str | None) -> str:
    return gettext("as found: %(found)s") % {"found": found} if found else gettext("as found")


def _orders() -> dict[str, str]:
    return {
        "ymd": gettext("year, month, day: 2031-03-01"),
        "dmy": gettext("day, month, year: 1.3.2031"),
        "mdy": gettext("month, day, year: 3/1/2031"),
    }


def _decimals() -> dict[str, str]:
    return {".": gettext("a point: 6.5"), ",": gettext("a comma: 6,5")}


def _delimiters() -> dict[str, str]:
    return {",": gettext("commas"), ";": gettext("semicolons"), TAB: gettext("tabs"), "|": gettext("upright strokes")}
