"""A text looked through, as it is shown: in pieces, some underlined and numbered, with the questions beneath."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.http import QueryDict

from leanings.acts import looked
from leanings.acts.desk import Room
from leanings.core.filled import Answer
from leanings.core.looked import Leads, Noticed
from leanings.core.tool import Step

MOST_TURNS = 99


class Piece(NamedTuple):
    """A piece of a text; with a number where it is underlined."""

    text: str
    number: int | None


class Question(NamedTuple):
    """What is asked about an underlined piece."""

    number: int
    text: str
    asks: str


class TextShown(NamedTuple):
    """One text: whose question it answers, its pieces, and what is asked about them."""

    label: str
    pieces: tuple[Piece, ...]
    questions: tuple[Question, ...]


class Heavy(NamedTuple):
    """Two quiet lines in the place of questions, and the line of Help they lead to."""

    leads: Leads
    says: str


class LookedShown(NamedTuple):
    """All that is shown. `further` is the turn that shows more; `empty` where there was no text."""

    texts: tuple[TextShown, ...]
    heavy: tuple[Heavy, ...]
    further: int | None
    empty: bool


def shown_looked(room: Room, step: Step, answers: Mapping[str, Answer], told: QueryDict) -> LookedShown | None:
    """What was asked to be looked through; None where nobody asked, or the step says nothing to anybody."""
    if "look" not in told or not step.talks:
        return None
    asked = told.get("look", "")
    turn = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 3 else 0
    found = looked.looked(room, step, answers, turn)
    texts: list[TextShown] = []
    there = looked.texts_of(step, answers)
    for place, (label, text) in there.items():
        if found.noticed.get(place):
            asked_before = sum(len(shown.questions) for shown in texts)
            texts.append(_text(label, text, found.noticed[place], asked_before + 1))
    heavy = tuple(Heavy(lead, looked.asked_for(room, lead)) for lead in found.leads)
    further = turn + 1 if found.more and turn < MOST_TURNS else None
    return LookedShown(tuple(texts), heavy, further, not there)


def _text(label: str, text: str, noticed: tuple[Noticed, ...], number: int) -> TextShown:
    """One text in its pieces, numbered from here on."""
    pieces: list[Piece] = []
    questions: list[Question] = []
    at = 0
    for place, one in enumerate(noticed, start=number):
        pieces += [Piece(text[at : one.start], None), Piece(text[one.start : one.end], place)]
        questions.append(Question(place, text[one.start : one.end], one.rule.asks))
        at = one.end
    pieces.append(Piece(text[at:], None))
    return TextShown(label, tuple(piece for piece in pieces if piece.text), tuple(questions))
