"""A check-in: how one day was, in a few answers, each with the words it was given to.

An answer is a number or the code of why there is none. A code is never read as low, as high or as safe.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar, Literal, TypeAlias, get_args

from leanings.core.lines import CONTACTS, HIGH, LOW, OWN, Group, Line
from leanings.core.missing import CODES, NOT_APPLICABLE, NOT_ASKED, SKIPPED, UNTOUCHED

WORD = "checkin"
VERSION = 1

Why: TypeAlias = Literal["checking", "happened"]
WHYS: tuple[Why, ...] = get_args(Why)
LONGEST_NOTE = 20_000  # letters; a few words beside the answers, the journal holds the long ones


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: to which line and version, the words and ends as shown, the scale, and a value or else a code.

    A line that was not asked that day was not shown either, and carries no words.
    """

    line: str
    version: int
    label: str = ""
    low: str = ""
    high: str = ""
    scale: tuple[int, int] = (LOW, HIGH)
    value: int | None = None
    code: str | None = None

    def as_doc(self) -> dict[str, Any]:
        """The part of the mapping that holds it."""
        said = {"value": self.value} if self.code is None else {"code": self.code}
        if self.code == NOT_ASKED:
            return {"line": self.line, "v": self.version, **said}
        shown = {"label": self.label, "low": self.low, "high": self.high, "scale": list(self.scale)}
        return {"line": self.line, "v": self.version, **shown, **said}


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One entry: its day, what was said about contact and about why now, the answers, a few words, the language."""

    word: ClassVar[str] = WORD

    day: date
    entered: str
    lang: str = "en"
    contact: str = UNTOUCHED
    why: str = UNTOUCHED
    answers: tuple[Answer, ...] = ()
    note: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was said: no contact, no number, no word, nothing that happened."""
        said = any(answer.value is not None for answer in self.answers)
        return not said and self.contact == UNTOUCHED and self.why != "happened" and not self.note.strip()

    @property
    def shown(self) -> tuple[Answer, ...]:
        """The answers to what was on the page that day, in its order."""
        return tuple(answer for answer in self.answers if answer.code != NOT_ASKED)

    def answer(self, line: str) -> Answer | None:
        """The answer to the line of that id."""
        return next((answer for answer in self.answers if answer.line == line), None)

    def as_doc(self) -> dict[str, Any]:
        """The mapping that is sealed."""
        return {
            "word": WORD,
            "v": VERSION,
            "day": self.day.isoformat(),
            "entered": self.entered,
            "lang": self.lang,
            "contact": self.contact,
            "why": self.why,
            "answers": [answer.as_doc() for answer in self.answers],
            "note": self.note,
        }

    def text(self) -> str:
        """What the person wrote: the note, and the questions that are their own."""
        own = [answer.label for answer in self.shown if answer.line.startswith(OWN)]
        return "\n".join(part for part in (self.note, *own) if part)


def answers_to(
    lines: Iterable[Line], given: Mapping[str, str], contact: str, asked: Collection[str]
) -> tuple[Answer, ...]:
    """The answers to these lines as they are kept; `given` is what came by id, `asked` the ids the day asked."""
    return tuple(_answer_to(line, given.get(line.id, ""), contact, line.id in asked) for line in lines)


def line_then(answer: Answer, now: Line | None) -> Line:
    """The line of an answer in the words it was shown in; what it needs is taken from the line of now, where known."""
    group, turn, contact = (now.group, now.turn, now.contact) if now else (_group(answer.line), "picked", ())
    return Line(answer.line, answer.version, answer.label, answer.label, answer.low, answer.high, group, turn, contact)


def from_doc(doc: Mapping[str, Any]) -> CheckIn:
    """The value of a mapping of the present version; a ValueError for an answer that is neither number nor code."""
    return CheckIn(
        day=date.fromisoformat(doc["day"]),
        entered=str(doc["entered"]),
        lang=str(doc["lang"]),
        contact=_one_of(doc["contact"], (*CONTACTS, *CODES)),
        why=_one_of(doc["why"], (*WHYS, *CODES)),
        answers=tuple(_answer(one) for one in doc["answers"]),
        note=str(doc["note"]),
    )


def upgrade(doc: Mapping[str, Any], from_v: int) -> Mapping[str, Any]:
    """The mapping of an earlier version in the present shape."""
    del from_v  # there is one version so far
    return doc


def _answer_to(line: Line, came: str, contact: str, asked: bool) -> Answer:
    """One answer. A line that does not apply that day is coded so, whatever was touched before contact was told."""
    if not asked and not came:
        return Answer(line.id, line.version, code=NOT_ASKED)
    answer = Answer(line.id, line.version, line.label, line.low, line.high)
    if not line.applies(contact):
        return replace(answer, code=NOT_APPLICABLE)
    if came in (SKIPPED, ""):
        return replace(answer, code=SKIPPED if came else UNTOUCHED)
    return replace(answer, value=_number(came))


def _answer(doc: Mapping[str, Any]) -> Answer:
    """One answer from its part of a mapping."""
    low, high = doc.get("scale", (LOW, HIGH))
    scale = int(low), int(high)
    code = _one_of(doc["code"], CODES) if "code" in doc else None
    return Answer(
        line=str(doc["line"]),
        version=int(doc["v"]),
        label=str(doc.get("label", "")),
        low=str(doc.get("low", "")),
        high=str(doc.get("high", "")),
        scale=scale,
        value=None if code else _number(doc["value"], scale),
        code=code,
    )


def _number(came: object, scale: tuple[int, int] = (LOW, HIGH)) -> int:
    """A whole number on the scale; a ValueError for anything else."""
    number = int(str(came))
    if not scale[0] <= number <= scale[1]:
        raise ValueError("a number off its scale")
    return number


def _one_of(value: object, known: Collection[str]) -> str:
    """The same word; a ValueError where nobody knows it."""
    if str(value) not in known:
        raise ValueError("a word that is no answer here")
    return str(value)


def _group(line: str) -> Group:
    """Where a line stands that is no longer asked."""
    return "own" if line.startswith(OWN) else "me"
