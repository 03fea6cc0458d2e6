"""Safety's two halves: what a person said about being safe, and a few words beside something heavy they wrote.

Nothing here is sent, counted or shown anywhere but on its own page and inside a tool that may be unsafe.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from hashlib import sha256

from leanings.acts import carry, desk
from leanings.acts.carry import CarriedTooLong
from leanings.acts.desk import Room
from leanings.acts.looked import rules_in
from leanings.core.checkin import CheckIn
from leanings.core.document import Document
from leanings.core.looked import LEADS, Leads, look
from leanings.core.me import Me, Plan
from leanings.core.refusal import Refusal
from leanings.core.safety import HIGH_ANSWER, SAID, WAY_AHEAD, full_of
from leanings.vault.items import SELF_BUCKET, as_bytes

OURS = b"afraid|"  # other pages seal with the same key; none can be handed another's field
SPARE = 256  # bytes of the self document that no plan may take, so that an answer never makes it longer


class PlanTooLong(Refusal):
    """A plan for which the self document has no room."""

    def __init__(self) -> None:
        super().__init__("There is no room for so many words here. Please make one of the parts shorter.")


@dataclass(frozen=True, slots=True)
class Quiet:
    """What stands quietly beside something that was written: the line of Help it leads to, and what it says; without
    words of its own, it was an answer and no text."""

    leads: Leads
    says: str


def sealed(room: Room, tool: str, said: str, now: datetime) -> str:
    """What was said to the one question, for a hidden field: good for this tool, this place and half an hour."""
    return carry.seal(_head(room, tool) + said.encode(), now)


def opened(room: Room, tool: str, carried: str, now: datetime) -> str | None:
    """What such a field holds; None where it was made for something else, or too long ago."""
    try:
        text = carry.open_text(carried, now)
    except CarriedTooLong:
        return None
    said = text.removeprefix(_head(room, tool)).decode(errors="replace")
    return said if text.startswith(_head(room, tool)) and said in SAID else None


def keep_answers(room: Room, answers: Mapping[str, str], afraid: str) -> None:
    """Keep these answers to the full questions and the one to the short question; what is left open is not kept."""
    desk.keep_me(room, replace(room.me, safety=full_of(answers), afraid=afraid if afraid in SAID else None))


def take_back(room: Room) -> None:
    """Take back everything that was answered; from then on it is as if it had never been said."""
    desk.keep_me(room, replace(room.me, safety=(), afraid=None))


def as_form(me: Me) -> str:
    """What was kept when a form was made, in a few letters: a form made before a change is known by them."""
    return ".".join((me.afraid or "", *(f"{question}-{answer}" for question, answer in me.safety)))


def keep_plan(room: Room, plan: Plan, note: str) -> None:
    """Keep what helps in a low moment; refused where the self document would grow by it."""
    me = replace(room.me, low=plan, plan=note)
    grown = len(as_bytes(me.as_doc())) > len(as_bytes(room.me.as_doc()))
    if grown and len(as_bytes(me.as_doc())) > SELF_BUCKET - SPARE:
        raise PlanTooLong
    desk.keep_me(room, me)


def plan_as_form(me: Me) -> str:
    """The plan that was kept when a form was made, in a few letters."""
    return sha256(json.dumps([asdict(me.low), me.plan]).encode()).hexdigest()[:16]


def has_plan(me: Me) -> bool:
    """Whether there is a word of a plan."""
    return bool(me.plan) or any(getattr(me.low, part.name) for part in fields(Plan))


def quiet(language: str, doc: Document) -> tuple[Quiet, ...]:
    """What stands beside this thing: nothing for most; for heavy words or a high answer, one line of Help or two."""
    rules = tuple(rule for rule in rules_in(language).values() if rule.leads != "question")
    heard = {one.rule.leads: one.rule.asks for one in reversed(look(doc.text(), rules))}
    if isinstance(doc, CheckIn) and _no_way_ahead(doc):
        heard.setdefault("thoughts", "")
    return tuple(Quiet(lead, heard[lead]) for lead in LEADS if lead in heard)


def _no_way_ahead(entry: CheckIn) -> bool:
    answer = entry.answer(WAY_AHEAD)
    return answer is not None and answer.value is not None and answer.value >= HIGH_ANSWER


def _head(room: Room, tool: str) -> bytes:
    return OURS + room.place.bytes + tool.encode() + b"|"
