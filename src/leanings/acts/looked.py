"""What somebody is about to say, looked through by the rule lists of their language. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from leanings.acts.desk import Room
from leanings.content.laid import hosts
from leanings.content.rules import load_rules
from leanings.core.filled import Answer
from leanings.core.looked import Leads, Looked, Rule, look_through
from leanings.core.tool import Step


def looked(room: Room, step: Step, answers: Mapping[str, Answer], turn: int = 0) -> Looked:
    """A few places in the texts of this step; at the next turn, the next few."""
    texts = {place: text for place, (_, text) in texts_of(step, answers).items()}
    return look_through(texts, tuple(rules_in(room.me.language).values()), turn)


def texts_of(step: Step, answers: Mapping[str, Answer]) -> Mapping[str, tuple[str, str]]:
    """What was typed into a step, the cells of its rows too, by where it stands: what it answers, and the text."""
    found = {}
    for field in (field for field in step.fields if field.id in answers):
        if field.kind == "text":
            found[field.id] = field.label, str(answers[field.id])
        elif field.kind == "rows":
            typed = [column for column in field.columns if column.kind == "text"]
            for number, row in enumerate(answers[field.id]):
                cells = {
                    f"{field.id}.{number}.{one.id}": (one.label, str(row[one.id])) for one in typed if one.id in row
                }
                found |= {place: (f"{field.label}: {label}", text) for place, (label, text) in cells.items()}
    return found


def asked_for(room: Room, leads: Leads) -> str:
    """What stands beside the line of Help that heavy words lead to."""
    return next((rule.asks for rule in rules_in(room.me.language).values() if rule.leads == leads), "")


@cache
def rules_in(language: str) -> Mapping[str, Rule]:
    """The rule lists of a language, those of a host over ours, read once."""
    return load_rules(language, over=hosts())
