"""The first ten minutes: what is written before there is a place to keep it in, and keeping it where a person says so.

It travels from page to page in one hidden field, sealed by a key that this process made when it started. No database,
cookie or address ever holds it. When it is kept, its days are counted in the person's own zone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from leanings.acts import carry, desk, opening
from leanings.acts.carry import CarriedTooLong
from leanings.acts.desk import Room
from leanings.acts.opening import CannotOpen, NameTaken, Offer
from leanings.content.doors import Door, doors
from leanings.core.day import day_of, minute, zone_named
from leanings.core.document import Document
from leanings.core.filled import Answer, Asked, blank
from leanings.core.me import Me
from leanings.core.sheet import Sheet
from leanings.core.tool import Step
from leanings.core.unsent import Unsent, morning
from leanings.vault.once import already
from leanings.vault.room import act_in

OURS = b"first|"  # other pages seal with the same key; none can be handed another's field


@dataclass(frozen=True, slots=True)
class Answers:
    """A sheet as far as it is filled in, by question: the four of its door, or with `pair` the two of the morning;
    `again` asks for those two in the morning to come."""

    door: str
    given: Mapping[str, Answer] = field(default_factory=dict)
    tomorrow: str = ""
    again: bool = False
    pair: bool = False

    @property
    def behind(self) -> Door:
        """The door they were asked behind."""
        return doors()[self.door]

    @property
    def steps(self) -> tuple[Step, ...]:
        """What is asked, one step to a screen, after what was answered so far."""
        return self.behind.pair() if self.pair else self.behind.steps(self.given)

    def says(self) -> str:
        """The line that says them back."""
        met = {one.id for step in self.steps for one in step.fields}
        given = {name: answer for name, answer in self.given.items() if name in met}
        return self.behind.say_pair(given) if self.pair else self.behind.tally.say(given)

    def with_step(self, step: Step, given: Mapping[str, Answer]) -> Answers:
        """The same with what was answered on one screen, in the place of what was answered there before."""
        asked = {one.id for one in step.fields}
        others = {name: answer for name, answer in self.given.items() if name not in asked}
        mine = {name: answer for name, answer in given.items() if name in asked and not blank(answer)}
        return replace(self, given={**others, **mine})


@dataclass(frozen=True, slots=True)
class Aside:
    """Something written and not sent, and the morning to put it aside for: so many days on, or a date."""

    words: str
    days: int | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """Everything one hidden field holds: what was written, and the name and passphrase drawn for a new place. Of a
    sheet, `at` is the step that its page asks, and `whole` tells whether all of it was shown before."""

    answers: Answers | None = None
    aside: Aside | None = None
    offer: Offer | None = None
    at: str = ""
    whole: bool = False


def sealed(carried: Carried, now: datetime) -> str:
    """The text for the hidden field."""
    return carry.seal(OURS + json.dumps(asdict(carried), ensure_ascii=False).encode(), now)


def opened(text: str, now: datetime) -> Carried:
    """What a hidden field holds; refused as CarriedTooLong when it has run out or was never ours."""
    sealed_text = carry.open_text(text, now)
    if not sealed_text.startswith(OURS):
        raise CarriedTooLong  # sealed here, but for another page
    told: Mapping[str, Any] = json.loads(sealed_text.removeprefix(OURS))
    return Carried(
        answers=Answers(**told["answers"]) if told["answers"] else None,
        aside=Aside(**told["aside"]) if told["aside"] else None,
        offer=Offer(**told["offer"]) if told["offer"] else None,
        at=told["at"],
        whole=told["whole"],
    )


def drawn(carried: Carried) -> Carried:
    """The same, with a name and a passphrase drawn for a place to be made."""
    return replace(carried, offer=opening.offer())


def sheet_of(answers: Answers, today: date, now: datetime) -> Sheet:
    """The sheet these answers make, each with its question as it was shown, and the line that says them back."""
    asked = (
        Asked(step.id, step.title, one, answers.given[one.id])
        for step in answers.steps
        for one in step.fields
        if one.id in answers.given
    )
    return Sheet(
        day=today,
        entered=minute(now),
        tool=answers.behind.tool,
        version=answers.behind.version,
        lang=answers.behind.language,
        asked=tuple(asked),
        says=answers.says(),
        tomorrow=answers.tomorrow,
        again=answers.again,
    )


def leads_to_help(sheet: Sheet) -> bool:
    """Whether something was answered that has a quiet way to Help beside it."""
    door = doors().get(sheet.door or "")
    return door is not None and door.leads_to_help({one.field.id: one.answer for one in sheet.asked})


def unsent_of(aside: Aside, today: date, now: datetime) -> Unsent:
    """What is put aside, with its morning; a date that is here already in the person's zone becomes the next day."""
    until = None
    if aside.days is not None:
        until = morning(today, aside.days)
    elif aside.until is not None:
        until = max(date.fromisoformat(aside.until), today + timedelta(days=1))
    return Unsent(today, minute(now), aside.words, until)


def make(carried: Carried, passphrase: str, zone: str, address: str, now: datetime) -> str:
    """A place that holds what was carried, made in one act; the token of its first session.

    Where the same form comes in a second time the place is there already, and its passphrase opens it. A drawn name
    that is somebody else's is refused as NameTaken, to be drawn anew.
    """
    if carried.offer is None:
        raise CarriedTooLong
    name, today = carried.offer.name, day_of(now, zone_named(zone))
    me = _me_after(Me(zone=zone), carried, today)
    try:
        return opening.make_place(name, passphrase, me, _documents(carried, today, now), now)
    except NameTaken:
        try:
            return opening.open_place(name, passphrase, address, now)
        except CannotOpen:
            raise NameTaken from None


def keep_in(room: Room, carried: Carried, once: str) -> tuple[desk.Kept, ...]:
    """Keep what was carried in an open place; the same form again gives the first one's things."""
    documents, me = _documents(carried, room.today, room.now), _me_after(room.me, carried, room.today)
    with act_in(room):  # all of it or nothing, so that a form that came before has set what it sets
        new = already(room.place, room.keys, once) is None
        kept = tuple(desk.keep(room, document, f"{once}{place or ''}") for place, document in enumerate(documents))
        if new and me != room.me:
            desk.keep_me(room, me)
    return kept


def _documents(carried: Carried, today: date, now: datetime) -> tuple[Document, ...]:
    """What was carried, as things to keep."""
    sheets = (sheet_of(carried.answers, today, now),) if carried.answers else ()
    asides = (unsent_of(carried.aside, today, now),) if carried.aside else ()
    return (*sheets, *asides)


def _me_after(me: Me, carried: Carried, today: date) -> Me:
    """The settings, with the door that was chosen and whether to ask again in the morning."""
    if carried.answers is None:
        return me
    again = morning(today, 1).isoformat() if carried.answers.again else None
    return replace(me, door=carried.answers.door, door_since=today.isoformat(), again=again)
