"""A tool: what a person is asked, step by step, to see, decide, say or bear something. Each is read from one file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias, get_args

Kind: TypeAlias = Literal[
    "text", "rows", "slider", "two", "square", "choice", "several", "tri", "date", "people", "money", "picture"
]
KINDS: tuple[Kind, ...] = get_args(Kind)
IN_ROWS: tuple[Kind, ...] = ("text", "slider", "choice", "tri", "date", "money")  # what a column of rows may ask
WITH_OPTIONS: tuple[Kind, ...] = ("choice", "several")
WITH_ENDS: tuple[Kind, ...] = ("slider", "two")
ON_A_SCALE: tuple[Kind, ...] = ("slider", "two", "square")  # scales of ours: nobody has checked how well they measure
HALVES: Mapping[Kind, tuple[str, str]] = MappingProxyType({"two": ("mine", "theirs"), "square": ("stay", "go")})

Need: TypeAlias = Literal["calm", "clear", "mind", "say", "better", "part", "through"]
NEEDS: tuple[Need, ...] = get_args(Need)  # the seven lines of the page of tools, in the order everyone sees

Path: TypeAlias = Literal["stay", "part", "open", "any"]
PATHS: tuple[Path, ...] = get_args(Path)  # what a tool or step serves: staying, parting, not deciding, all alike

Unsafe: TypeAlias = Literal["afraid"]
UNSAFE: tuple[Unsafe, ...] = get_args(Unsafe)  # afraid of how they may react, or checked on

Has: TypeAlias = Literal["diary", "before"]
HAS: tuple[Has, ...] = get_args(Has)  # what must be there for a step to make sense: check-ins; an earlier time

When: TypeAlias = Literal["yes", "no", "unsure", "blank"]
WHENS: tuple[When, ...] = get_args(When)  # what may have been answered to the question on which a tool turns

LOW, HIGH = 0, 10
MOST_ROWS = 30
LONGEST_TEXT = 20_000  # letters of one answer
LONGEST_CELL = 1_000  # letters of one cell of a row
EVERY_DOOR = ("torn", "in", "out", "stay", "part", "after")
CANNOT_TELL = "torn"  # the door of whoever has not said where they are: all paths alike


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be chosen: what is kept of it, and what it says. With `help`, a quiet way to Help stands
    beside what was written."""

    id: str
    label: str
    help: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `low` and `high` are the ends of a slider; `options` the answers of a choice; `columns` those of
    rows; `places` those of a picture, whose drawing is named by `drawing`; `mine` and `theirs` head the two sliders of
    a two-way field, `stay` and `go` name the sides of a square. `most` is how many rows, or ticks, there may be;
    `lines` how tall the box of a text is. On what is answered where it `turns`, later steps depend. With `on_tick`, a
    text is let go unless a tick says to keep it. With `again`, what was answered last time stands there already. A
    date that is `due` is a day to come back on.
    """

    id: str
    kind: Kind
    label: str
    hint: str = ""
    low: str = ""
    high: str = ""
    mine: str = ""
    theirs: str = ""
    stay: str = ""
    go: str = ""
    options: tuple[Option, ...] = ()
    columns: tuple[Field, ...] = ()
    drawing: str = ""
    places: tuple[Option, ...] = ()
    most: int = MOST_ROWS
    lines: int = 3
    turns: bool = False
    on_tick: bool = False
    again: bool = False
    due: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One page of a tool: what it says, what it asks. `doors` are those it comes up behind; `has` what must be there;
    `when` the answers to the question on which the tool turns, after which it comes; `path` what it serves; with
    `talks`, what is typed is looked through by the rules of saying things. `beside` names earlier questions whose
    answers are shown side by side."""

    id: str
    title: str
    say: str
    fields: tuple[Field, ...]
    doors: tuple[str, ...] = EVERY_DOOR
    has: tuple[Has, ...] = ()
    when: tuple[When, ...] = WHENS
    path: Path = "any"
    talks: bool = False
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StandIn:
    """What a person meets in the place of a tool while it may not be safe: pages of the same kind, under its name."""

    say: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: answers by field, as an invented person gave them."""

    who: str
    answers: tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where something is from: a row of the texts, or a paper; and what it says there."""

    ref: str
    says: str


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool, whole. `words` are other names people search it by; `mirror` the tool that serves the opposite case (its
    own id where it serves both); `mirror_says` the card that stands beside it; `minutes` how long it takes about.
    """

    id: str
    version: int
    language: str
    name: str
    by: str
    need: Need
    order: int
    about: str
    words: tuple[str, ...]
    path: Path
    doors: tuple[str, ...]
    has: tuple[Has, ...]
    minutes: int
    mirror: str
    mirror_says: str
    sources: tuple[Source, ...]
    steps: tuple[Step, ...]
    after: str
    unsafe_if: tuple[Unsafe, ...] = ()
    stand_in: StandIn | None = None
    example: Example | None = None

    def fields(self) -> Iterator[Field]:
        """Every question of it, in order, those of the stand-in last."""
        for step in (*self.steps, *(self.stand_in.steps if self.stand_in else ())):
            yield from step.fields

    @property
    def measures(self) -> bool:
        """Whether something in it is answered on a scale of ours."""
        return measures(self.fields())


def measures(fields: Iterable[Field]) -> bool:
    """Whether one of these questions, or a column of it, is answered on a scale of ours."""
    return any(field.kind in ON_A_SCALE or measures(field.columns) for field in fields)


def steps_for(
    steps: tuple[Step, ...], door: str | None, there: frozenset[Has], answers: Mapping[str, object] | None = None
) -> tuple[Step, ...]:
    """The steps that a person meets: behind their door, with what is there, after what they answered where the tool
    turns. Without a door, those of whoever cannot tell, and those that serve not deciding."""
    behind = [step for step in steps if _behind(step, door) and there.issuperset(step.has)]
    turn = turn_of(behind, answers or {})
    return tuple(step for step in behind if turn in step.when)


def on_paper(steps: tuple[Step, ...], door: str | None, turn: When) -> tuple[Step, ...]:
    """The steps behind a door as a sheet of paper holds them, with nothing there yet: those after this answer."""
    return tuple(step for step in steps if _behind(step, door) and not step.has and turn in step.when)


def turn_of(steps: Iterable[Step], answers: Mapping[str, object]) -> When:
    """What was answered where the tool turns; blank where nothing was, or where it does not turn."""
    turning = next((field.id for step in steps for field in step.fields if field.turns), "")
    return next((when for when in WHENS if when == answers.get(turning)), "blank")


def _behind(step: Step, door: str | None) -> bool:
    return door in step.doors if door is not None else CANNOT_TELL in step.doors or step.path == "open"
