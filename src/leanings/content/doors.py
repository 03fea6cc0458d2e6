"""The doors: the sentence a person comes with, four questions behind it, and the line that says the answers back.

Behind each stand two questions besides, reasons to stay and reasons to go, which are asked again in the morning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable

from leanings.content.field import read_fields
from leanings.content.laid import files_of, hosts
from leanings.content.row import Row, row_of
from leanings.content.tally import Tally, read_tally
from leanings.content.tools import prose_of, source_of
from leanings.core.filled import Answer
from leanings.core.missing import UNTOUCHED
from leanings.core.sheet import BEHIND, HIGH, LOW, PAIR, REGIONS, WORDS, Side, region, sides
from leanings.core.tool import EVERY_DOOR, UNSAFE, Field, Source, Step, measures

TEXTS = ("own", "ask", "note", "stay", "go", "words", "tomorrow")
QUESTIONS = 4  # of every door, one to a screen
TYPED = ("text", "rows", "people", "money", "picture")  # kinds into which something can be written


@dataclass(frozen=True, slots=True)
class Shown:
    """A worked example: a point set behind this door is said back exactly so."""

    stay: Side
    go: Side
    reads: str


@dataclass(frozen=True, slots=True)
class Question:
    """One of the four, on a screen of its own, and what stands in its place for whoever said that they are afraid."""

    step: Step
    stand_in: Step | None = None


@dataclass(frozen=True, slots=True)
class Door:
    """One door: its place in the list, the door that says the opposite case, its texts, the two questions with a line
    for each region, the four questions with their tally. `unafraid` are, by question, the only
    answers after which what may be unsafe is asked."""

    id: str
    version: int
    language: str
    by: str
    order: int
    mirror: str
    mirror_says: str
    texts: Mapping[str, str]
    says: Mapping[str, str]
    examples: tuple[Shown, ...]
    questions: tuple[Question, ...]
    unafraid: Mapping[str, tuple[str, ...]]
    tally: Tally
    sources: tuple[Source, ...]

    @property
    def tool(self) -> str:
        """What asked, as a sheet names it."""
        return f"{BEHIND}{self.id}"

    def steps(self, answers: Mapping[str, Answer]) -> tuple[Step, ...]:
        """The four questions, after what was answered so far. What was left open is never taken for a “no”."""
        unafraid = all(answers.get(name) in options for name, options in self.unafraid.items())
        return self.steps_on_paper(other=not unafraid)

    def steps_on_paper(self, *, other: bool) -> tuple[Step, ...]:
        """The four questions in one of their two forms; where there is no other, they are the same."""
        return tuple(one.stand_in if other and one.stand_in else one.step for one in self.questions)

    @property
    def measures(self) -> bool:
        """Whether something in it is answered on a scale of ours."""
        return measures(self.fields())

    @property
    def has_other(self) -> bool:
        """Whether something stands in for one of the questions."""
        return any(one.stand_in for one in self.questions)

    def pair(self) -> tuple[Step, ...]:
        """The two questions of the morning, as one step."""
        point = Field(PAIR, "square", self.texts["ask"], stay=self.texts["stay"], go=self.texts["go"])
        words = Field(WORDS, "text", self.texts["words"], lines=4)
        return (Step(PAIR, "", self.texts["note"], (point, words)),)

    def say(self, stay: Side, go: Side) -> str:
        """The line that says a point back."""
        return self.says[region(stay, go)]

    def say_pair(self, answers: Mapping[str, Answer]) -> str:
        """The line that says the two questions of the morning back."""
        return self.say(*sides(answers.get(PAIR) or {}))

    def fields(self) -> Iterator[Field]:
        """Every question, those that stand in last."""
        every = [one.step for one in self.questions] + [one.stand_in for one in self.questions if one.stand_in]
        for step in every:
            yield from step.fields

    def leads_to_help(self, answers: Mapping[str, Answer]) -> bool:
        """Whether something was picked that leads to Help."""
        leading = [(field.id, option.id) for field in self.fields() for option in field.options if option.help]
        return any(_says(answers.get(name), option) for name, option in leading)


def load_doors(
    language: str = "en", folder: Traversable | None = None, over: Traversable | None = None
) -> Mapping[str, Door]:
    """Every door by its id, in the order in which all people see them; without a folder, those of Leanings. `over` is
    what a host wrote."""
    found = sorted(map(read_door, files_of("doors", language, folder, over)), key=lambda door: door.order)
    return {door.id: door for door in found}


@cache
def doors(language: str = "en") -> Mapping[str, Door]:
    """The doors of this house, read once."""
    return load_doors(language, over=hosts())


def writes(step: Step) -> bool:
    """Whether something can be written on this screen."""
    return any(field.kind in TYPED for field in step.fields)


def read_door(file: Traversable) -> Door:
    """One door, every part of it checked; a fault names the line."""
    row = row_of(file)
    id, language = row.head(), row.text("language")
    row.one_of("id", EVERY_DOOR)
    questions = tuple(_question(one) for one in row.tables("steps"))
    fields = _fields(row, questions)
    door = Door(
        id=id,
        version=row.number("version"),
        language=language,
        by=row.text("by"),
        order=row.number("order"),
        mirror=row.id("mirror"),
        mirror_says=prose_of(row, "mirror_says"),
        texts=_texts(row, "texts", TEXTS),
        says=_texts(row, "says", REGIONS),
        examples=tuple(_shown(one) for one in row.tables("examples", least=1)),
        questions=questions,
        unafraid=_unafraid(row, fields),
        tally=read_tally(row, fields, language),
        sources=tuple(source_of(one) for one in row.tables("sources", least=1)),
    )
    row.done()
    if bool(door.unafraid) != door.has_other:
        raise row.fault("[unafraid] and a stand-in belong together.", "Write both, or neither.")
    return door


def _question(row: Row) -> Question:
    """One of the four questions; with `unsafe_if`, what stands in its place."""
    unsafe = row.some_of("unsafe_if", UNSAFE)
    other = row.table("stand_in")
    if bool(unsafe) != (other is not None):
        raise row.fault("“unsafe_if” and [steps.stand_in] belong together.", "Write both or neither.")
    id = row.id()
    question = Question(_step(row, id), _step(other, id) if other else None)
    for one in (row, other):
        if one is not None:
            one.done()
    return question


def _step(row: Row, id: str) -> Step:
    return Step(id, row.text("title"), prose_of(row, "say"), read_fields(row))


def _fields(row: Row, questions: tuple[Question, ...]) -> Mapping[str, Field]:
    """Every question by its id; refused where there are not four screens, or an id stands for two things."""
    if len(questions) != QUESTIONS:
        raise row.fault(f"There are {len(questions)} steps behind this door.", f"Each door has {QUESTIONS}.")
    found: dict[str, Field] = {}
    for one in questions:
        own = {field.id: field for field in one.step.fields}
        for field in (*one.step.fields, *(one.stand_in.fields if one.stand_in else ())):
            if field.id in found and own.get(field.id) != field:
                raise row.fault(f"The id “{field.id}” stands twice.", "Answers are kept under it: give each its own.")
            found[field.id] = field
    return found


def _texts(row: Row, name: str, wanted: tuple[str, ...]) -> Mapping[str, str]:
    """A table of texts that holds each of these names."""
    inner = row.table(name)
    if inner is None:
        raise row.fault(f"There is no [{name}].", f"Add it, with {', '.join(wanted)}.")
    found = {one: inner.text(one) for one in wanted}
    inner.done()
    return found


def _unafraid(row: Row, fields: Mapping[str, Field]) -> Mapping[str, tuple[str, ...]]:
    """The answers that say that a person is not afraid, by question."""
    inner = row.table("unafraid")
    found = {name: inner.texts(name) for name in inner.told} if inner else {}
    for name, option in ((name, option) for name, options in found.items() for option in options):
        if name not in fields or option not in [one.id for one in fields[name].options]:
            mend = "Name a question and some of its options."
            raise row.fault(f"“{name}” has no answer “{option}”.", mend, "unafraid")
    return found


def _shown(row: Row) -> Shown:
    """One worked example; a side that is not named was not touched."""
    shown = Shown(_side(row, "stay"), _side(row, "go"), row.text("reads"))
    row.done()
    return shown


def _side(row: Row, name: str) -> Side:
    """One side of an example: a whole number on the square, or untouched."""
    if row.told.get(name, UNTOUCHED) == UNTOUCHED:
        row.asked.add(name)
        return UNTOUCHED
    return row.number(name, least=LOW, most=HIGH)


def _says(answer: Answer, option: str) -> bool:
    """Whether an answer picks this option."""
    return option in answer if isinstance(answer, list) else answer == option
