"""What somebody is about to say, looked through by the rule lists of their language. Nothing of it is kept."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from leanings.acts.desk import Room
from leanings.content.rules import laid_over, load_rules
from leanings.core.filled import Answer
from leanings.core.home import home
from leanings.core.looked import Leads, Looked, Rule, look_through
from leanings.core.tool import Step


def looked(room: Room, step: Step, answers: Mapping[str, Answer], turn: int = 0) -> Looked:
    """A few places in the texts of this step; at the next turn, the next few."""
    texts = {field.id: str(answers[field.id]) for field in step.fields if field.kind == "text" and field.id in answers}
    return look_through(texts, tuple(rules_in(room.me.language).values()), turn)


def asked_for(room: Room, leads: Leads) -> str:
    """What stands beside the line of Help that heavy words lead to."""
    return next((rule.asks for rule in rules_in(room.me.language).values() if rule.leads == leads), "")


@cache
def rules_in(language: str) -> Mapping[str, Rule]:
    """The rule lists of a language, those of a host over ours, read once."""
    place = home(os.environ)
    overlay = place / "content" if place is not None and (place / "content").is_dir() else None
    return laid_over(load_rules(language), load_rules(language, Path(overlay)) if overlay else {})
