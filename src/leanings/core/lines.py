"""The lines of a check-in: what is asked, in which words, and which of them are asked on which day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeAlias, get_args

from leanings.core.me import OwnLine
from leanings.core.refusal import Refusal

LOW, HIGH = 0, 10
EVERY = 3  # lines asked every time: they carry the reading, and with contact and a fifth place make five touches
PAIR_EVERY = 3  # every third day the fifth place belongs to the pair
WEEK = 7

OWN = "own-"  # how the id of an own question begins; no file of content may be named so
LONGEST_LABEL, LONGEST_END = 120, 40  # letters of an own question and of its ends: more does not fit beside a slider
MOST_OWN = 20  # own questions; all of them lie in the self document, which is made small on purpose

Contact: TypeAlias = Literal["together", "wrote", "children", "no"]
CONTACTS: tuple[Contact, ...] = get_args(Contact)

Turn: TypeAlias = Literal["round", "picked", "week", "stay", "go"]
TURNS: tuple[Turn, ...] = get_args(Turn)  # comes round by itself; only where picked; once a week; a side of the pair

Group: TypeAlias = Literal["me", "us", "ahead", "reasons", "own"]
GROUPS: tuple[Group, ...] = get_args(Group)


class TooManyOwn(Refusal):
    """More questions of one's own than a place has room for."""


class NoWords(Refusal):
    """A question of one's own without words."""


@dataclass(frozen=True, slots=True)
class Line:
    """One question from 0 to 10: its words and ends as shown, when it comes, and the contact it needs to make sense.

    `name` is its short form, for lists and pictures. `contact` is empty where the question makes sense on any day;
    `doors` are the doors that suggest it. `dots`: in readings its answers are shown and never spoken of. `wish`: it is
    off until somebody switches it on.
    """

    id: str
    version: int
    name: str
    label: str
    low: str
    high: str
    group: Group
    turn: Turn = "round"
    contact: tuple[Contact, ...] = ()
    doors: tuple[str, ...] = ()
    order: int = 0
    dots: bool = False
    wish: bool = False

    @property
    def key(self) -> str:
        """Id and version in one word, as a form carries them."""
        return f"{self.id}.{self.version}"

    @property
    def paired(self) -> bool:
        """Whether it is one side of the pair, and never asked without the other."""
        return self.turn in ("stay", "go")

    def applies(self, contact: str) -> bool:
        """Whether it can be answered on a day with this contact; where contact is unknown, it can."""
        return not self.contact or contact not in CONTACTS or contact in self.contact


@dataclass(frozen=True, slots=True)
class Asked:
    """What one day asks: the lines of every time, the one whose turn it is (or the pair), and the rest of the set."""

    every: tuple[Line, ...]
    turn: tuple[Line, ...]
    more: tuple[Line, ...]

    @property
    def today(self) -> tuple[Line, ...]:
        """The lines that are asked without opening the rest."""
        return self.every + self.turn

    @property
    def whole(self) -> tuple[Line, ...]:
        """All of them."""
        return self.today + self.more


def own_line(own: OwnLine) -> Line:
    """A question of one's own as a line; it comes round like the others and needs no contact."""
    return Line(own.id, own.version, own.label, own.label, own.low, own.high, "own")


def suggested(lines: Iterable[Line], door: str | None) -> tuple[str, ...]:
    """The ids of the three that a door suggests; without a door, those of the person who cannot tell."""
    return tuple(line.id for line in lines if (door or "torn") in line.doors)[:EVERY]


def asked_on(day: date, lines: Sequence[Line], picked: Sequence[str], off: Collection[str]) -> Asked:
    """What this day asks of these lines, given the ids picked for every time and those switched off.

    It hangs on the day alone, so that the same day asks the same however often it is opened.
    """
    there = [line for line in lines if line.id not in off]
    by_id = {line.id: line for line in there if not line.paired}
    every = tuple(by_id[id] for id in dict.fromkeys(picked) if id in by_id)[:EVERY]
    pair = tuple(line for line in there if line.paired)
    pool = tuple(line for line in there if line.turn == "round" and line not in every)
    weekly = tuple(line for line in there if line.turn == "week" and line not in every)[:1]
    its_day = weekly and day.toordinal() % WEEK == 0
    turn = weekly if its_day else turn_on(day, pool, pair if len(pair) == 2 else ())
    shown = {line.id for line in every + turn}
    return Asked(every, turn, tuple(line for line in there if line.id not in shown and _offered(line, pair)))


def off_now(lines: Iterable[Line], off: Collection[str], on: Collection[str]) -> tuple[str, ...]:
    """The ids that are not asked: those switched off, and those asked by wish alone that nobody wished for."""
    return tuple(line.id for line in lines if line.id in off or (line.wish and line.id not in on))


def turn_on(day: date, pool: Sequence[Line], pair: tuple[Line, ...]) -> tuple[Line, ...]:
    """Whose turn it is: every third day the pair, else the next of the pool; nothing where both are switched off."""
    if not pool:
        return pair
    places: list[tuple[Line, ...]] = [(line,) for line in pool]
    if len(pool) % WEEK == 0:
        # A round of whole weeks would ask each line on the same weekday for ever. One more place shifts it.
        places.append(pair or places[len(places) // 2])
    turns = day.toordinal()
    if pair:
        thirds, place = divmod(turns, PAIR_EVERY)
        if place == 0:
            return pair
        turns = thirds * (PAIR_EVERY - 1) + place - 1
    return places[turns % len(places)]


def written_own(own: Sequence[OwnLine], id: str, label: str, low: str, high: str) -> tuple[OwnLine, ...]:
    """The own questions with one more under this id, or with its words changed: other words are the next version."""
    label, low, high = (" ".join(text.split()) for text in (label, low, high))
    if not label:
        raise NoWords("A question of your own needs a few words.")
    found = next((line for line in own if line.id == id), None)
    if found is None:
        if len(own) >= MOST_OWN:
            raise TooManyOwn(f"There is room for {MOST_OWN} questions of your own. Take one away first.")
        return (*own, OwnLine(id, 1, label, low, high))
    changed = replace(found, label=label, low=low, high=high)
    if changed != found:
        changed = replace(changed, version=found.version + 1)
    return tuple(changed if line is found else line for line in own)


def _offered(line: Line, pair: tuple[Line, ...]) -> bool:
    """Whether a line can stand under the rest: half a pair cannot."""
    return not line.paired or len(pair) == 2
