"""The form of a step: boxes for each of its questions, and the answers that come from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from leanings.core.filled import TRI, UNSURE, Answer, blank, columns_of, wrong_with
from leanings.core.tool import HALVES, HIGH, LONGEST_CELL, LONGEST_TEXT, LOW, Field, Kind, Step

NOT_ANSWERED = gettext_lazy("not answered")
NOT_SURE = gettext_lazy("not sure")
TRI_SAID = {"yes": gettext_lazy("yes"), "no": gettext_lazy("no"), UNSURE: NOT_SURE}
SPARE = 1  # empty rows at the end of a list
MORE = 3  # rows that "more lines" adds


class Drawn(NamedTuple):
    """A question as its template draws it: the field, its one box or its boxes by name, its rows, what is wrong,
    whether a text that is let go without a tick has one."""

    field: Field
    template: str
    box: BoundField | None
    parts: Mapping[str, BoundField]
    rows: tuple[tuple[BoundField, ...], ...]
    error: str
    ticked: bool


class StepForm(forms.Form):
    """The boxes of a step, filled with what was typed just now or with the answers that are kept."""

    def __init__(self, step: Step, data: QueryDict | None = None, kept: Mapping[str, Answer] | None = None) -> None:
        super().__init__(data, initial={})
        self.step = step
        self.wrong: dict[str, str] = {}
        self.rows = {field.id: _rows(field, data, (kept or {}).get(field.id)) for field in step.fields}
        for field in step.fields:
            for name, cell in self._boxes(field):
                self.fields[name] = _box(cell)
            self.initial.update(initial(field, (kept or {}).get(field.id)))

    def answers(self) -> dict[str, Answer]:
        """What was answered, by question; what was left alone is not there. `wrong` says what cannot be an answer."""
        found = {field.id: self._answer(field) for field in self.step.fields}
        for field in self.step.fields:
            if not blank(found[field.id]):
                said = wrong_with(field, found[field.id])
                if said is not None:
                    self.wrong[field.id] = said
        return {id: answer for id, answer in found.items() if not blank(answer)}

    def drawn(self) -> Iterator[Drawn]:
        """Each question, ready for its template."""
        for field in self.step.fields:
            names = [name for name, _ in self._boxes(field)]
            listed = field.kind in ("rows", "people")
            width = len(columns_of(field)) if listed else 0
            rows = [names[at : at + width] for at in range(0, len(names), width)] if listed else []
            yield Drawn(
                field=field,
                template=f"tools/fields/{field.kind}.html",
                box=self[field.id] if field.id in self.fields else None,
                parts={name.partition(".")[2]: self[name] for name in names if "." in name},
                rows=tuple(tuple(self[name] for name in row) for row in rows),
                error=self.wrong.get(field.id, ""),
                ticked=self._ticked(field),
            )

    def _boxes(self, field: Field) -> Iterator[tuple[str, Field]]:
        """The name of each box of a question, and what it asks."""
        if field.kind in ("rows", "people"):
            for number in range(self.rows[field.id]):
                for column in columns_of(field):
                    yield f"{field.id}.{number}.{column.id}", column
        elif field.kind in HALVES:
            for part in HALVES[field.kind]:
                yield f"{field.id}.{part}", _half(field, part)
        elif field.kind == "picture":
            for place in field.places:
                yield f"{field.id}.{place.id}", Field(place.id, "text", place.label, lines=2)
        else:
            yield field.id, field

    def _ticked(self, field: Field) -> bool:
        """Whether a text that is let go without a tick has one: just now, or since it was kept."""
        return f"{field.id}.keep" in self.data if self.is_bound else field.id in self.initial

    def _answer(self, field: Field) -> Answer:
        data: Any = self.data
        if field.on_tick and not self._ticked(field):
            return None
        if field.kind == "several":
            return [one for one in data.getlist(field.id) if one]
        if field.kind in HALVES:
            halves = {part: _number(data.get(f"{field.id}.{part}", "")) for part in HALVES[field.kind]}
            return {part: half for part, half in halves.items() if half is not None}
        if field.kind == "picture":
            texts = {place.id: _plain(data.get(f"{field.id}.{place.id}", "")) for place in field.places}
            return {place: text for place, text in texts.items() if text}
        if field.kind in ("rows", "people"):
            rows = [self._row(field, number) for number in range(self.rows[field.id])]
            return [row for row in rows if row]
        return _one(field, data.get(field.id, ""))

    def _row(self, field: Field, number: int) -> dict[str, Answer]:
        cells = {
            column.id: _one(column, self.data.get(f"{field.id}.{number}.{column.id}", ""))
            for column in columns_of(field)
        }
        return {name: cell for name, cell in cells.items() if not blank(cell)}


def _half(field: Field, part: str) -> Field:
    """One side of a two-way slider, or of a square."""
    kind: Kind = "slider" if field.kind == "two" else field.kind
    return Field(part, kind, getattr(field, part), low=field.low, high=field.high)


def _one(field: Field, typed: str) -> Answer:
    """The answer in one box."""
    if field.kind == "slider":
        return _number(typed)
    if field.kind == "money":
        return typed.strip().replace(",", ".")
    return _plain(typed) if field.kind == "text" else typed


def _number(typed: str) -> Answer:
    if typed in ("", UNSURE):
        return typed or None
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 4 else typed


def _plain(typed: str) -> str:
    """A text with the line ends of a text and not of a form."""
    return typed.replace("\r\n", "\n").strip()


def _rows(field: Field, data: QueryDict | None, kept: Answer) -> int:
    """How many rows of boxes a list has: those that came or are kept, some spare ones, and more where asked for."""
    if field.kind not in ("rows", "people"):
        return 0
    if data is None:
        return min(field.most, len(kept or ()) + SPARE)
    start = f"{field.id}."
    numbers = [name.split(".")[1] for name in data if name.startswith(start) and name.count(".") == 2]
    there = max((int(number) + 1 for number in numbers if number.isdecimal() and len(number) < 3), default=SPARE)
    return min(field.most, there + (MORE if data.get("more") == field.id else 0))


def _box(field: Field) -> forms.Field:
    """The box of one question. What came is looked at by `wrong_with`, in one place for pages and files alike."""
    label, hint = field.label, field.hint
    if field.kind in ("slider", "square"):
        steps = [("", NOT_ANSWERED), *((str(step), str(step)) for step in range(LOW, HIGH + 1))]
        unsure = [(UNSURE, NOT_SURE)] if field.kind == "slider" else []
        return forms.ChoiceField(choices=[*steps, *unsure], label=label, help_text=hint, required=False)
    if field.kind == "tri":
        said = [("", NOT_ANSWERED), *((one, TRI_SAID[one]) for one in TRI)]
        return forms.ChoiceField(choices=said, label=label, help_text=hint, required=False)
    options = [(option.id, option.label) for option in field.options]
    if field.kind == "choice":
        return forms.ChoiceField(choices=[("", NOT_ANSWERED), *options], label=label, help_text=hint, required=False)
    if field.kind == "several":
        return forms.MultipleChoiceField(choices=options, label=label, help_text=hint, required=False)
    if field.kind == "date":
        return forms.CharField(
            widget=forms.DateInput(attrs={"type": "date"}), label=label, help_text=hint, required=False
        )
    if field.kind == "money":
        sums = forms.TextInput(attrs={"inputmode": "decimal"})
        return forms.CharField(widget=sums, label=label, help_text=hint, required=False)
    box = forms.Textarea(attrs={"rows": field.lines}) if field.lines > 1 else forms.TextInput()
    longest = LONGEST_TEXT if field.lines > 1 else LONGEST_CELL
    return forms.CharField(widget=box, max_length=longest, label=label, help_text=hint, required=False)


def initial(field: Field, kept: Answer) -> dict[str, Any]:
    """What stands in the boxes of a question whose answer is kept."""
    if blank(kept):
        return {}
    if field.kind in ("rows", "people"):
        cells = ((number, name, cell) for number, row in enumerate(kept) for name, cell in row.items())
        return {f"{field.id}.{number}.{name}": cell for number, name, cell in cells}
    if field.kind in (*HALVES, "picture"):
        return {f"{field.id}.{part}": answer for part, answer in kept.items()}
    return {field.id: kept}
