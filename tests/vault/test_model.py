"""The desk, held to a plain dict: Ada, Ben and Eve keep, edit, find, leaf, search, forget, set, put aside, lock, open,
turn round, recover, erase and begin again, in any order. Each sees what the dict says is theirs.

And the heart of A-03: whenever one of them did something, what the other two can be shown is what it was before, whole.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from leanings.acts import desk, opening
from leanings.acts.desk import Conflict, NotHere, Room
from leanings.acts.opening import CannotOpen, Draft, Level
from leanings.core.document import Document
from leanings.core.journal import JournalEntry
from leanings.core.me import Me
from leanings.core.unsent import Unsent
from leanings.vault import verify
from tests.keeping import NOW, Person, empty_tables, once, settle

FULL = os.environ.get("LEANINGS_FULL") == "1"
WHO = ("Ada", "Ben", "Eve")
WORDS = ("journal", "unsent")
SAID = ("amber", "otter", "Łódź", "Straße", "„no“", 'say "no"', "back\\slash", "new\nline", "", "the same", "I\u0307")
texts = some.lists(some.sampled_from(SAID), min_size=1, max_size=3).map(" ".join)
days = some.dates(date(2029, 1, 1), date(2031, 3, 2))
people = some.sampled_from(WHO)
picks = some.integers(0, 10_000)


@dataclass
class Known:
    """What one of them should find, and how they get in."""

    person: Person
    things: dict[UUID, tuple[int, Document]] = field(default_factory=dict)
    me: Me = field(default_factory=Me)
    code: str | None = None
    drafts: dict[str, str] = field(default_factory=dict)


class Desk(RuleBasedStateMachine):
    """The three of them, and one clock."""

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[str, Known] = {}
        self.now = NOW
        self.ids: list[UUID] = [uuid4()]
        self.turns = 0

    @initialize()
    def all_move_in(self) -> None:
        empty_tables()
        self.known = {who: Known(settle(who, now=self.now)) for who in WHO}

    @rule(who=people, text=texts, day=days, unsent=some.booleans(), twice=some.booleans())
    def keep(self, who: str, text: str, day: date, unsent: bool, twice: bool) -> None:
        doc, form = _document(text, day, unsent), once()
        with self.unseen(who) as room:
            kept = desk.keep(room, doc, form)
            assert not twice or desk.keep(room, doc, form) == kept
        self.known[who].things[kept.item] = (1, doc)
        self.ids.append(kept.item)

    @rule(who=people, pick=picks, text=texts, day=days, stale=some.booleans())
    def edit(self, who: str, pick: int, text: str, day: date, stale: bool) -> None:
        item, mine = self.pick(pick), self.known[who].things
        rev, there = mine.get(item, (1, None))
        doc = _document(text, day, unsent=isinstance(there, Unsent))
        with self.unseen(who) as room:
            if there is None:
                with pytest.raises(NotHere):
                    desk.keep(room, doc, once(), item=item, rev=rev)
            elif stale:
                with pytest.raises(Conflict) as conflict:
                    desk.keep(room, doc, once(), item=item, rev=rev - 1)
                assert (conflict.value.found.rev, conflict.value.found.doc) == (rev, there)
            else:
                assert desk.keep(room, doc, once(), item=item, rev=rev).rev == rev + 1
                mine[item] = (rev + 1, doc)

    @rule(who=people, pick=picks)
    def find(self, who: str, pick: int) -> None:
        item, room = self.pick(pick), self.room(who)
        rev, there = self.known[who].things.get(item, (0, None))
        for word in WORDS:
            if there is not None and there.word == word:
                found = desk.find(room, item, word)
                assert (found.item, found.rev, found.doc) == (item, rev, there)
            else:
                with pytest.raises(NotHere):
                    desk.find(room, item, word)

    @rule(who=people, word=some.sampled_from(WORDS))
    def leaf_through(self, who: str, word: str) -> None:
        room, before = self.room(who), None
        seen: list[desk.Found] = []
        for _ in range(40):
            page = desk.page(room, word, before)
            seen += page.found
            if page.earlier is None:
                break
            before = page.earlier
        things = self.known[who].things
        mine = {item for item, (_, doc) in things.items() if doc.word == word}
        assert {one.item for one in seen} == mine
        assert len(seen) == len(mine)
        assert [one.doc.day for one in seen] == sorted((one.doc.day for one in seen), reverse=True)
        assert list(desk.drawer(room, word)) == seen

    @rule(who=people, said=some.sampled_from(SAID))
    def search(self, who: str, said: str) -> None:
        hits = desk.search(self.room(who), f" {said.upper() if said.isascii() else said} ")
        mine = {item for item, (_, doc) in self.known[who].things.items() if _plain(said) in _plain(doc.text())}
        assert {hit.item for hit in hits.found} == (mine if said.strip() else set())

    @rule(who=people, pick=picks)
    def forget(self, who: str, pick: int) -> None:
        item = self.pick(pick)
        with self.unseen(who) as room:
            desk.forget(room, item)
        self.known[who].things.pop(item, None)

    @rule(who=people, plan=texts)
    def set(self, who: str, plan: str) -> None:
        me = replace(self.known[who].me, plan=plan)
        with self.unseen(who) as room:
            desk.keep_me(room, me)
        self.known[who].me = me

    @rule(who=people, text=texts, form=some.sampled_from(("form-1", "form-2")))
    def put_aside(self, who: str, text: str, form: str) -> None:
        minute = int(self.now.timestamp() // 60)
        with self.unseen(who):
            opening.keep_draft(self.known[who].person.token, Draft(form, "/words/", text, minute), self.now)
        self.known[who].drafts[form] = text

    @rule(who=people)
    def lock(self, who: str) -> None:
        with self.unseen(who):
            self.known[who].person.token = opening.lock(self.known[who].person.token, self.now) or ""

    @rule(minutes=some.sampled_from((1, 4, 12, 800)))
    def time_goes_by(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(who=people, wholly=some.booleans())
    def turn_round(self, who: str, wholly: bool) -> None:
        known, old = self.known[who], replace(self.known[who].person)
        name, passphrase = self.drawn()
        with self.unseen(who) as room:
            if wholly:
                token = opening.change_wholly(room, name, passphrase)
                known.code = None
            else:
                name, token = old.name, opening.change(room, passphrase)
        known.person = Person(who, name, passphrase, token)
        with pytest.raises(CannotOpen):
            opening.open_place(old.name, old.passphrase, f"10.7.{self.turns}.1", self.now)
        assert opening.visit(old.token, self.now).level is Level.NONE

    @rule(who=people)
    def recover(self, who: str) -> None:
        known = self.known[who]
        with self.unseen(who) as room:
            code = known.code or opening.new_code(room)
            name, passphrase = self.drawn()
            token = opening.open_with_code(code, name, passphrase, known.person.address, self.now)
        known.person, known.code = Person(who, name, passphrase, token), None

    @rule(who=people)
    def draw_a_code(self, who: str) -> None:
        with self.unseen(who) as room:
            self.known[who].code = opening.new_code(room)

    @rule(who=people)
    def erase_and_begin_again(self, who: str) -> None:
        with self.unseen(who) as room:
            opening.erase_place(room)
        self.known[who] = Known(settle(who, now=self.now))

    def teardown(self) -> None:
        assert list(verify.damages()) == []
        for who, known in self.known.items():
            room = self.room(who)
            assert list(verify.damaged_in(room)) == []
            assert room.me == known.me
            found = [one for word in WORDS for one in desk.drawer(room, word)]
            assert {one.item: (one.rev, one.doc) for one in found} == known.things
            assert {draft.form: draft.fields for draft in opening.waiting(room)} == known.drafts

    def room(self, who: str) -> Room:
        """Their place, opened at the door where it is locked."""
        person = self.known[who].person
        room = opening.visit(person.token, self.now).room
        return room or person.open(self.now)

    def pick(self, number: int) -> UUID:
        """Some thing that is there, was there, or never was, whoever's."""
        return self.ids[number % len(self.ids)]

    def drawn(self) -> tuple[str, str]:
        """A name and a passphrase that nobody has."""
        self.turns += 1
        number = "".join("abcdefghij"[int(digit)] for digit in str(self.turns))
        return f"turn-{number}-name", f"turned words number {self.turns}"

    @contextmanager
    def unseen(self, who: str) -> Iterator[Room]:
        """A stretch in which one of them does something; for the two others nothing is another than it was."""
        room, others = self.room(who), [other for other in WHO if other != who]
        before = [_seen_by(self.known[other].person, self.now) for other in others]
        yield room
        assert [_seen_by(self.known[other].person, self.now) for other in others] == before


def test_the_desk_is_a_dict_for_each_and_nobody_sees_another(empty: None) -> None:
    """Hypothesis chooses who does what."""
    del empty
    run_state_machine_as_test(
        Desk, settings=settings(max_examples=60 if FULL else 5, stateful_step_count=40 if FULL else 25, deadline=None)
    )


def _seen_by(person: Person, now: datetime) -> object:
    """All that somebody can be shown, in an order of its own."""
    visit = opening.visit(person.token, now)
    person.token = visit.token or person.token  # as a browser does
    if visit.room is None:
        return visit.level
    room = visit.room
    things = [(one.item, one.rev, one.doc) for word in WORDS for one in desk.drawer(room, word)]
    pages = [desk.page(room, word) for word in WORDS]
    return visit.level, things, pages, room.me, opening.waiting(room), opening.has_code(room)


def _document(text: str, day: date, unsent: bool) -> Document:
    if unsent:
        return Unsent(day, "2031-03-01T21:04Z", text, None)
    return JournalEntry(day, "2031-03-01T21:04Z", words=text)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().strip()
