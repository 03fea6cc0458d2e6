"""What the pages of tools show that is more than a value: the list by needs, answers in words, changes in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.urls import reverse
from django.utils import dateformat
from django.utils.translation import gettext, gettext_lazy

from leanings.acts.tool import AT_ONCE
from leanings.core.changes import Change
from leanings.core.filled import UNSURE, Answer, columns_of
from leanings.core.missing import CODES
from leanings.core.tool import HALVES, HIGH, LOW, NEEDS, Field, Need, Tool
from leanings.web.kit.shown import NEED_NAMES
from leanings.web.tools.drawings import TWO
from leanings.web.tools.drawings.loop import Loop

# Pages that help at once stand before the tools; a tool that is seen in its place is named last, and leads there.
PAGES: dict[Need, tuple[tuple[object, str], ...]] = {
    "calm": ((gettext_lazy("A minute first"), "minute"), (gettext_lazy("Write it, don’t send it"), "unsent_here")),
}
IN_PLACE: dict[str, str] = {"stand": "stand"}  # the page of a tool that has one of its own
# Where no tool was written for a need so far: those that serve it too, by name.
MEANWHILE: dict[Need, tuple[str, ...]] = {"better": ("between", "part_mine"), "part": ("talk", "hope", "fears")}


class Name(NamedTuple):
    """One thing that can be opened, by the name everyone sees."""

    name: object
    address: str


class NeedShown(NamedTuple):
    """One line of the page of tools: what would help, up to four names, and the rest."""

    id: Need
    name: object
    first: tuple[Name, ...]
    more: tuple[Name, ...]
    open: bool


class Said(NamedTuple):
    """A question and its answer in words: one text, or a list of lines, each of which may have several cells."""

    label: str
    text: str
    lines: tuple[tuple[str, ...], ...]


class Moved(NamedTuple):
    """A number then and now, where each stands on a line of 300, and what stands at its ends."""

    then: float
    now: float
    low: str
    high: str


class ChangeShown(NamedTuple):
    """One question then and now: in words, and as a picture where one helps."""

    label: str
    how: str
    then: Said
    now: Said
    moved: Moved | None = None
    drawn: tuple[Loop, ...] = ()


def needs(tools: Mapping[str, Tool], asked: str = "") -> tuple[NeedShown, ...]:
    """The seven needs, in the order everyone sees; the one that was asked for lies open."""
    found = []
    for need in NEEDS:
        pages = [Name(name, reverse(page)) for name, page in PAGES.get(need, ())]
        own = [tool for tool in tools.values() if tool.need == need]
        if not own:
            own = [tools[id] for id in MEANWHILE.get(need, ()) if id in tools]
        there = (*pages, *(Name(tool.name, _address(tool)) for tool in own))
        found.append(NeedShown(need, NEED_NAMES[need], there[:AT_ONCE], there[AT_ONCE:], need == asked))
    return tuple(found)


def _address(tool: Tool) -> str:
    return reverse(IN_PLACE[tool.id]) if tool.id in IN_PLACE else reverse("tool", args=[tool.id])


def said(field: Field, answer: Answer, label: str = "") -> Said:
    """An answer in the words in which it was asked."""
    label = label or field.label
    if answer is None or answer in ("", [], {}):
        return Said(label, "", ())
    if field.kind in ("rows", "people"):
        return Said(label, "", tuple(_cells(field, row) for row in answer))
    if field.kind == "several":
        return Said(label, " · ".join(_option(field, one) for one in answer), ())
    if field.kind in HALVES:
        there = (part for part in HALVES[field.kind] if part in answer)
        halves = ((getattr(field, part), _plain(field, answer[part])) for part in there)
        return Said(label, "", tuple(halves))
    if field.kind == "picture":
        places = enumerate(field.places, start=1)
        texts = ((f"{number} {one.label}", str(answer[one.id])) for number, one in places if one.id in answer)
        return Said(label, "", tuple(texts))
    return Said(label, _plain(field, answer), ())


def shown_changes(changes: tuple[Change, ...]) -> tuple[ChangeShown, ...]:
    """What changed, question by question; what stayed the same is left out."""
    found = []
    for change in changes:
        if change.how == "same":
            continue
        field, label = change.field, change.field.label
        if change.part:
            label = f"{label}{'' if label.endswith('?') else ','} {getattr(field, change.part)}"
            field = Field(field.id, "slider", label, low=field.low, high=field.high)
        two = said(field, change.then, label), said(field, change.now, label)
        found.append(ChangeShown(label, change.how, *two, _moved(field, change), _drawn(field, change)))
    return tuple(found)


def _moved(field: Field, change: Change) -> Moved | None:
    """The two places on its line, where a number was said at both times."""
    then, now = (one if isinstance(one, int) else None for one in (change.then, change.now))
    if field.kind != "slider" or then is None or now is None:
        return None
    return Moved(_place(then), _place(now), field.low, field.high)


def _place(value: int) -> float:
    return round(13 + 274 * (value - LOW) / (HIGH - LOW), 1)


def _drawn(field: Field, change: Change) -> tuple[Loop, ...]:
    """Both pictures, where there is one of each time."""
    both = field.kind == "picture" and change.then and change.now
    return TWO[field.drawing](field, change.then, change.now) if both else ()


def _cells(field: Field, row: Mapping[str, Answer]) -> tuple[str, ...]:
    """The cells of a row in the order of its columns; all but the first say what they are."""
    found = []
    for place, column in enumerate(columns_of(field)):
        if column.id in row:
            text = _plain(column, row[column.id])
            bare = place == 0 or field.kind == "people"
            found.append(text if bare else f"{column.label}{'' if column.label.endswith('?') else ':'} {text}")
    return tuple(found)


def _plain(field: Field, answer: Answer) -> str:
    if answer == UNSURE:
        return gettext("not sure")
    if field.kind == "tri":
        return gettext("yes") if answer == "yes" else gettext("no")
    if field.kind == "date":
        return dateformat.format(date.fromisoformat(answer), "j F Y")
    if field.kind in ("slider", *HALVES):
        if answer in CODES:
            return gettext("not answered")
        ends = {"step": answer, "most": HIGH, "low": field.low, "high": field.high}
        told = gettext("%(step)s of %(most)s (%(low)s to %(high)s)") if field.low else gettext("%(step)s of %(most)s")
        return told % ends
    return _option(field, answer) if field.kind == "choice" else str(answer)


def _option(field: Field, id: Answer) -> str:
    return next((option.label for option in field.options if option.id == id), str(id))
