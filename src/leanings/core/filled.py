"""A tool as a person filled it in on one day: each answer with its question as it was shown.

A later wording never changes what an answer was given to: so the labels are kept with the answers, and not only ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any, ClassVar, TypeAlias

from leanings.core.missing import CODES
from leanings.core.tool import HIGH, KINDS, LONGEST_CELL, LONGEST_TEXT, LOW, Field, Kind, Option, Step, Tool

WORD = "tool"
VERSION = 1

UNSURE = "unsure"  # said on purpose: not the same as leaving a line alone
TRI = ("yes", "no", UNSURE)
# The columns of every list of people.
PEOPLE = (Field("name", "text", "Who", lines=1), Field("how", "text", "How they could help", lines=1))
LONGEST_NUMBER = 15  # figures of a sum of money
SHOWN = ("low", "high", "mine", "theirs", "stay", "go", "drawing")  # words of a question beside its label

Answer: TypeAlias = Any  # a text, a number, a list of rows or of ids, a table by place: what JSON holds


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it was shown, and what was answered: step and field by id, the field with all its words."""

    step: str
    title: str
    field: Field
    answer: Answer


@dataclass(frozen=True, slots=True)
class Filled:
    """A tool of one day. `stood_in`: what stands in its place was shown; `door` is where the person was then."""

    word: ClassVar[str] = WORD

    tool: str
    version: int
    name: str
    day: date
    entered: str
    lang: str = "en"
    door: str | None = None
    stood_in: bool = False
    asked: tuple[Asked, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing was answered."""
        return not self.asked

    def answer(self, field: str) -> Answer | None:
        """The answer to the question of that id."""
        return next((one.answer for one in self.asked if one.field.id == field), None)

    def as_doc(self) -> dict[str, Any]:
        """The mapping that is sealed."""
        return {
            "word": WORD,
            "v": VERSION,
            "tool": self.tool,
            "version": self.version,
            "name": self.name,
            "day": self.day.isoformat(),
            "entered": self.entered,
            "lang": self.lang,
            "door": self.door,
            "stood_in": self.stood_in,
            "asked": [asked_doc(one) for one in self.asked],
        }

    def text(self) -> str:
        """What the person wrote."""
        return "\n".join(text for one in self.asked for text in written(one.field, one.answer))


def with_step(filled: Filled, step: Step, answers: Mapping[str, Answer]) -> Filled:
    """The same with the answers of one step in the place of those before; what is empty is not kept."""
    others = [one for one in filled.asked if one.step != step.id]
    mine = [
        Asked(step.id, step.title, field, answers[field.id])
        for field in step.fields
        if not blank(answers.get(field.id))
    ]
    return replace(filled, asked=(*others, *mine))


def in_order(filled: Filled, tool: Tool) -> Filled:
    """The same with its answers in the order of the tool; those of questions that are no more come last."""
    place = {field.id: number for number, field in enumerate(tool.fields())}
    return replace(filled, asked=tuple(sorted(filled.asked, key=lambda one: place.get(one.field.id, len(place)))))


def blank(answer: Answer | None) -> bool:
    """Whether an answer says nothing."""
    return answer is None or answer in ("", [], {})


def leads_to_help(filled: Filled, tool: Tool) -> frozenset[str]:
    """The questions, by id, to which something was picked that leads to Help."""
    leading: dict[str, set[str]] = {}
    for field in tool.fields():
        leading[field.id] = {option.id for each in (field, *field.columns) for option in each.options if option.help}
    asked = ((one.field.id, set(_picked(one.answer))) for one in filled.asked)
    return frozenset(id for id, picked in asked if picked & leading.get(id, set()))


def _picked(answer: Answer) -> Iterable[str]:
    """Every word that may be the id of an option in an answer."""
    if isinstance(answer, str):
        return (answer,)
    rows = answer if isinstance(answer, list) else ()
    return (cell for one in rows for cell in (one.values() if isinstance(one, dict) else (one,)))


def wrong_with(field: Field, answer: Answer) -> str | None:
    """Why an answer cannot be one to this question, in a few words for a person; None where it can."""
    return _CHECKS[field.kind](field, answer)


def written(field: Field, answer: Answer) -> Iterable[str]:
    """The texts a person typed in an answer."""
    if field.kind in ("text", "money"):
        yield str(answer)
    elif field.kind in ("rows", "people"):
        typed = {column.id for column in columns_of(field) if column.kind == "text"}
        yield from (str(cell) for row in answer for name, cell in row.items() if name in typed)
    elif field.kind == "picture":
        yield from map(str, answer.values())


def columns_of(field: Field) -> tuple[Field, ...]:
    """The columns of a list of rows or of people."""
    return PEOPLE if field.kind == "people" else field.columns


def from_doc(doc: Mapping[str, Any]) -> Filled:
    """The value of a mapping of the present version; a ValueError where an answer is none to its question."""
    return Filled(
        tool=str(doc["tool"]),
        version=int(doc["version"]),
        name=str(doc["name"]),
        day=date.fromisoformat(doc["day"]),
        entered=str(doc["entered"]),
        lang=str(doc["lang"]),
        door=None if doc["door"] is None else str(doc["door"]),
        stood_in=doc["stood_in"] is True,
        asked=tuple(asked_of(one) for one in doc["asked"]),
    )


def upgrade(doc: Mapping[str, Any], from_v: int) -> Mapping[str, Any]:
    """The mapping of an earlier version in the present shape."""
    del from_v  # there is one version so far
    return doc


def asked_doc(one: Asked) -> dict[str, Any]:
    """One question with its answer, as the mapping that is sealed."""
    return {"step": one.step, "title": one.title, **_field_doc(one.field), "answer": one.answer}


def asked_of(doc: Mapping[str, Any]) -> Asked:
    """The question and answer of such a mapping; a ValueError where the one is no answer to the other."""
    field = _field(doc)
    if wrong_with(field, doc["answer"]) is not None:
        raise ValueError("an answer that is none to its question")
    return Asked(str(doc["step"]), str(doc["title"]), field, doc["answer"])


def _field_doc(field: Field) -> dict[str, Any]:
    """The words of a question as they were shown; what is empty is left out."""
    doc: dict[str, Any] = {"field": field.id, "kind": field.kind, "label": field.label}
    doc |= {name: text for name in SHOWN if (text := getattr(field, name))}
    for name in ("options", "places"):
        if getattr(field, name):
            doc[name] = [[option.id, option.label] for option in getattr(field, name)]
    if field.columns:
        doc["columns"] = [_field_doc(column) for column in field.columns]
    return doc


def _field(doc: Mapping[str, Any]) -> Field:
    kind = doc["kind"]
    if kind not in KINDS:
        raise ValueError("a kind of question that nobody knows")
    words: Any = {name: str(doc[name]) for name in SHOWN if name in doc}
    return Field(
        id=str(doc["field"]),
        kind=kind,
        label=str(doc["label"]),
        options=tuple(Option(str(id), str(label)) for id, label in doc.get("options", ())),
        places=tuple(Option(str(id), str(label)) for id, label in doc.get("places", ())),
        columns=tuple(_field(column) for column in doc.get("columns", ())),
        **words,
    )


def _text(_field: Field, answer: Answer, longest: int = LONGEST_TEXT) -> str | None:
    if not isinstance(answer, str):
        return "This must be words."
    return None if len(answer) <= longest else f"This is longer than fits here: at most {longest:,} letters."


def _number(_field: Field, answer: Answer) -> str | None:
    whole = isinstance(answer, int) and not isinstance(answer, bool) and LOW <= answer <= HIGH
    return None if whole or answer == UNSURE else f"This must be a whole number from {LOW} to {HIGH}, or not sure."


def _two(field: Field, answer: Answer) -> str | None:
    if not isinstance(answer, dict) or not set(answer) <= {"mine", "theirs"}:
        return "This must be two numbers."
    return next((wrong for one in answer.values() if (wrong := _number(field, one))), None)


def _square(_field: Field, answer: Answer) -> str | None:
    sides = answer.values() if isinstance(answer, dict) and set(answer) <= {"stay", "go"} else ("",)
    right = all((type(side) is int and LOW <= side <= HIGH) or side in CODES for side in sides)
    return None if right else f"Each side must be a whole number from {LOW} to {HIGH}."


def _choice(field: Field, answer: Answer) -> str | None:
    return None if answer in [option.id for option in field.options] else "Pick one of these."


def _several(field: Field, answer: Answer) -> str | None:
    known = [option.id for option in field.options]
    right = isinstance(answer, list) and all(one in known for one in answer) and len(set(answer)) == len(answer)
    if not right:
        return "Pick from these."
    return None if len(answer) <= field.most else f"Pick at most {field.most}."


def _tri(_field: Field, answer: Answer) -> str | None:
    return None if answer in TRI else "Pick one of these."


def _date(_field: Field, answer: Answer) -> str | None:
    try:
        return None if date.fromisoformat(answer).isoformat() == answer else "This must be a day."
    except (TypeError, ValueError):
        return "This must be a day, such as 2031-05-03."


def _money(_field: Field, answer: Answer) -> str | None:
    figures = answer.replace(".", "", 1) if isinstance(answer, str) else ""
    right = figures.isdecimal() and figures.isascii() and len(figures) <= LONGEST_NUMBER
    return None if right else "This must be a sum, such as 450 or 12.50."


def _rows(field: Field, answer: Answer) -> str | None:
    if not isinstance(answer, list) or not all(isinstance(row, dict) and row for row in answer):
        return "This must be a list."
    if len(answer) > field.most:
        return f"There is room for {field.most} lines."
    columns = {column.id: column for column in columns_of(field)}
    for row in answer:
        for name, cell in row.items():
            if name not in columns:
                return "This has a part that was not asked."
            column = columns[name]
            wrong = _text(column, cell, LONGEST_CELL) if column.kind == "text" else wrong_with(column, cell)
            if wrong is not None:
                return wrong
    return None


def _picture(field: Field, answer: Answer) -> str | None:
    places = {place.id for place in field.places}
    if not isinstance(answer, dict) or not set(answer) <= places:
        return "This has a place that was not asked."
    return next((wrong for text in answer.values() if (wrong := _text(field, text, LONGEST_CELL))), None)


_CHECKS: Mapping[Kind, Callable[[Field, Answer], str | None]] = MappingProxyType(
    {
        "text": _text,
        "rows": _rows,
        "slider": _number,
        "two": _two,
        "square": _square,
        "choice": _choice,
        "several": _several,
        "tri": _tri,
        "date": _date,
        "people": _rows,
        "money": _money,
        "picture": _picture,
    }
)
