"""What the pages of tools show that is more than a value: the list by needs, answers in words, changes in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.translation import gettext, gettext_lazy

from leanings.acts.tool import AT_ONCE
from leanings.core.changes import Change
from leanings.core.filled import UNSURE, Answer
from leanings.core.tool import NEEDS, Field, Need, Tool

NAMES: dict[Need, object] = {
    "calm": gettext_lazy("Calm down"),
    "clear": gettext_lazy("See it more clearly"),
    "mind": gettext_lazy("Make up my mind"),
    "say": gettext_lazy("Say something"),
    "better": gettext_lazy("Make it better"),
    "part": gettext_lazy("Part well"),
    "through": gettext_lazy("Get through it"),
}


class NeedShown(NamedTuple):
    """One line of the page of tools: what would help, up to four names, and the rest."""

    id: Need
    name: object
    first: tuple[Tool, ...]
    more: tuple[Tool, ...]


class Said(NamedTuple):
    """A question and its answer in words: one text, or a list of lines, each of which may have several cells."""

    label: str
    text: str
    lines: tuple[tuple[str, ...], ...]


class ChangeShown(NamedTuple):
    """One question then and now."""

    label: str
    how: str
    then: Said
    now: Said


def needs(tools: Mapping[str, Tool]) -> tuple[NeedShown, ...]:
    """The seven needs, in the order everyone sees."""
    found = []
    for need in NEEDS:
        there = tuple(tool for tool in tools.values() if tool.need == need)
        found.append(NeedShown(need, NAMES[need], there[:AT_ONCE], there[AT_ONCE:]))
    return tuple(found)


def said(field: Field, answer: Answer, label: str = "") -> Said:
    """An answer in the words in which it was asked."""
    label = label or field.label
    if answer is None or answer in ("", [], {}):
        return Said(label, "", ())
    if field.kind in ("rows", "people"):
        columns = field.columns
        rows = (tuple(_cell(columns, name, cell) for name, cell in row.items()) for row in answer)
        return Said(label, "", tuple(rows))
    if field.kind == "several":
        return Said(label, "", tuple((_option(field, one),) for one in answer))
    if field.kind == "two":
        halves = ((getattr(field, part), _plain(field, answer[part])) for part in ("mine", "theirs") if part in answer)
        return Said(label, "", tuple(halves))
    if field.kind == "picture":
        places = {place.id: place.label for place in field.places}
        return Said(label, "", tuple((places.get(place, place), str(text)) for place, text in answer.items()))
    return Said(label, _plain(field, answer), ())


def shown_changes(changes: tuple[Change, ...]) -> tuple[ChangeShown, ...]:
    """What changed, question by question; what stayed the same is left out."""
    found = []
    for change in changes:
        if change.how == "same":
            continue
        field, label = change.field, change.field.label
        if change.part:
            label = f"{label}, {getattr(field, change.part)}"
            field = Field(field.id, "slider", label)
        found.append(ChangeShown(label, change.how, said(field, change.then, label), said(field, change.now, label)))
    return tuple(found)


def _cell(columns: tuple[Field, ...], name: str, cell: Answer) -> str:
    column = next((one for one in columns if one.id == name), None)
    return str(cell) if column is None else _plain(column, cell)


def _plain(field: Field, answer: Answer) -> str:
    if answer == UNSURE:
        return gettext("not sure")
    if field.kind == "tri":
        return gettext("yes") if answer == "yes" else gettext("no")
    return _option(field, answer) if field.kind == "choice" else str(answer)


def _option(field: Field, id: Answer) -> str:
    return next((option.label for option in field.options if option.id == id), str(id))
