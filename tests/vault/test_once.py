"""Forms that come in twice are kept once; forms that were not kept wait, sealed, for their owner."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from leanings.acts import desk, opening
from leanings.acts.desk import Conflict, Kept
from leanings.acts.opening import Draft, Level
from leanings.core.day import minute
from leanings.core.journal import JournalEntry
from leanings.vault.envelope import close
from leanings.vault.models import Item, Note, Place
from leanings.vault.notes import MOST, TooMany, note_id
from leanings.vault.seal import pad
from leanings.vault.turnstile import one_act
from tests.keeping import NOW, TODAY, Person, all_rows, counted, entry, once, settle, words_of

DAY = timedelta(days=1)


def test_the_same_form_twice_is_one_thing_and_the_second_changes_nothing() -> None:
    """A double click, a page loaded again: the second gets the first one's thing, whatever it carries."""
    ada, form = settle("Ada"), once()
    kept = desk.keep(ada.room(), entry("once"), form)
    before = all_rows()
    assert desk.keep(ada.room(), entry("twice?"), form) == kept
    assert all_rows() == before


def test_the_same_form_of_an_edit_is_no_conflict_with_itself() -> None:
    """The second time is not told that somebody else changed it: it was this very form."""
    ada, form = settle("Ada"), once()
    kept = ada.keep(entry("first"))
    edited = desk.keep(ada.room(), entry("second"), form, item=kept.item, rev=kept.rev)
    assert edited == Kept(kept.item, 2)
    assert desk.keep(ada.room(), entry("second"), form, item=kept.item, rev=kept.rev) == edited
    with pytest.raises(Conflict):
        desk.keep(ada.room(), entry("third"), once(), item=kept.item, rev=kept.rev)


def test_a_form_is_known_in_its_own_place_alone() -> None:
    """Ben sends the same letters as Ada: each has their own thing, and the database shows no two tokens alike."""
    ada, ben, form = settle("Ada"), settle("Ben"), once()
    assert desk.keep(ada.room(), entry("hers"), form).item != desk.keep(ben.room(), entry("his"), form).item
    tokens = [bytes(token) for token in Item.objects.exclude(once=None).values_list("once", flat=True) if token]
    assert len(set(tokens)) == len(tokens) == 2
    assert form.encode() not in b"".join(tokens)


@pytest.mark.parametrize(("days", "known"), [(6, True), (8, False)])
def test_a_form_is_known_for_a_week(days: int, known: bool) -> None:
    """Tokens are let go of at an opening more than a week after the thing was written; the thing stays."""
    ada, form = settle("Ada"), once()
    desk.keep(ada.room(), entry("kept"), form)
    later = NOW + days * DAY
    desk.keep(ada.open(later), JournalEntry(TODAY, minute(later), words="again"), form)
    assert len(words_of(ada.room(later))) == (1 if known else 2)
    assert "kept" in words_of(ada.room(later))


def test_the_limit_a_form_is_forgotten_when_its_thing_is_edited() -> None:
    """Pinned: a thing remembers the last form that wrote it. The form that made it, sent again after an edit, makes
    another thing; nothing is lost, and nothing is written over."""
    ada, form = settle("Ada"), once()
    kept = desk.keep(ada.room(), entry("made"), form)
    ada.keep(entry("edited"), kept.item, kept.rev)
    assert desk.keep(ada.room(), entry("made"), form).item != kept.item
    assert sorted(words_of(ada.room())) == ["edited", "made"]


def test_what_was_typed_waits_for_its_owner_and_goes_once_it_is_kept() -> None:
    """A form that comes in while the place is locked: put aside, there after unlocking, gone when the form is kept."""
    ada, form = settle("Ada"), once()
    locked = opening.lock(ada.token, NOW)
    assert locked is not None
    assert opening.keep_draft(locked, Draft(form, "/diary/words/", "words=half+a+line", 7), NOW)
    room = ada.open()
    draft = opening.draft_of(room, "/diary/words/")
    assert draft is not None
    assert (draft.form, draft.fields, draft.minute) == (form, "words=half+a+line", 7)
    assert opening.draft_of(room, "/other/") is None
    desk.keep(room, entry("half a line"), form)
    assert opening.waiting(ada.room()) == ()
    assert counted()["note"] == 0


def test_nobody_else_sees_what_waits() -> None:
    """Eve with a session of her own sees nothing of it, nor does she without one; and she cannot leave anything in
    Ada's place: not with her token, not with an old one of Ada's, not with Ada's form."""
    ada, eve, form = settle("Ada"), settle("Eve"), once()
    opening.keep_draft(ada.token, Draft(form, "/diary/words/", "words=Ada%27s", 7), NOW)
    opening.keep_draft(eve.token, Draft(form, "/diary/words/", "words=Eve%27s", 8), NOW)
    assert [draft.fields for draft in opening.waiting(ada.room())] == ["words=Ada%27s"]
    assert [draft.fields for draft in opening.waiting(eve.room())] == ["words=Eve%27s"]
    opening.let_go(eve.room(), form)
    assert [draft.fields for draft in opening.waiting(ada.room())] == ["words=Ada%27s"]
    old = ada.token
    opening.leave(ada.token)
    for token in ("", "made-up", old):
        assert not opening.keep_draft(token, Draft(once(), "/", "x=1", 7), NOW)
    assert counted()["note"] == 1


def test_a_form_that_is_put_aside_again_replaces_what_was_there() -> None:
    """Every few seconds while somebody writes: one row for one form, with what was typed last."""
    ada, form = settle("Ada"), once()
    for number in range(5):
        opening.keep_draft(ada.token, Draft(form, "/diary/words/", f"words={'x' * number}", number), NOW)
    assert [draft.fields for draft in opening.waiting(ada.room())] == ["words=xxxx"]
    assert counted()["note"] == 1


def test_fifty_may_wait_and_the_next_is_refused_without_losing_one() -> None:
    """A browser that was left open must not fill a disk; a form that waits already may still be written on in."""
    ada, ben = settle("Ada"), settle("Ben")
    for number in range(MOST):
        opening.keep_draft(ada.token, Draft(f"form-of-ada-{number}", "/", "x=1", number), NOW)
    with pytest.raises(TooMany):
        opening.keep_draft(ada.token, Draft(once(), "/", "x=1", 99), NOW)
    assert opening.keep_draft(ada.token, Draft("form-of-ada-7", "/", "x=2", 99), NOW)
    assert opening.keep_draft(ben.token, Draft(once(), "/", "x=1", 99), NOW)
    assert len(opening.waiting(ada.open())) == MOST
    assert opening.waiting(ada.room())[0].fields == "x=2"


def test_what_waits_is_let_go_of_a_week_after_it_could_first_be_seen() -> None:
    """Who comes back after a month finds what was typed then; who has had a week to look at it does not any more."""
    ada = settle("Ada")
    opening.keep_draft(
        ada.token, Draft(once(), "/diary/words/", "words=before+I+left", int(NOW.timestamp() // 60)), NOW
    )
    for days, waits in ((31, True), (37, True), (39, False)):
        room = ada.open(NOW + days * DAY)
        assert [draft.fields for draft in opening.waiting(room)] == (["words=before+I+left"] if waits else [])


def test_what_waits_goes_along_when_the_keys_are_changed() -> None:
    """Turned round: sealed anew to the new key, under the old one nothing is left."""
    ada, form = settle("Ada"), once()
    opening.keep_draft(ada.token, Draft(form, "/diary/words/", "words=half", 7), NOW)
    before = bytes(Note.objects.get().hpke)
    token = opening.change_wholly(ada.room(), "second-drawn-name", "second words of Ada")
    room = opening.visit(token, NOW).room
    assert room is not None
    assert [draft.fields for draft in opening.waiting(room)] == ["words=half"]
    assert bytes(Note.objects.get().hpke) != before


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"no mapping",
        b"[]",
        b'"text"',
        b"{}",
        b'{"form": 1}',
        b'{"form":"f","path":"/","fields":"x","minute":"soon"}',
    ],
)
def test_an_envelope_that_holds_no_draft_is_passed_over(text: bytes) -> None:
    """Anyone who has the public key can close one. What is in it is read with care, and the true drafts are shown."""
    ada = settle("Ada")
    room, form = ada.room(), once()
    opening.keep_draft(ada.token, Draft(form, "/diary/words/", "words=true", 7), NOW)
    for forged in (pad(text), text):
        _leave(ada, note_id(room.place, f"forged {len(forged)}"), forged)
    assert [draft.fields for draft in opening.waiting(ada.open())] == ["words=true"]


def test_an_envelope_under_another_row_is_no_draft() -> None:
    """Moved to another row, or closed for another form than its row says: it is shown nowhere, and goes at the next
    opening where nobody can open it."""
    ada, ben = settle("Ada"), settle("Ben")
    opening.keep_draft(ada.token, Draft("form-a", "/diary/words/", "words=hers", 7), NOW)
    row = Note.objects.get()
    for place, form in ((ada.room().place, "form-b"), (ben.room().place, "form-a")):
        Note.objects.create(id=note_id(place, form), place_id=place, hpke=bytes(row.hpke))
    said = b'{"form":"form-c","path":"/","fields":"words=forged","minute":9,"met":null}'
    _leave(ada, note_id(ada.room().place, "another form"), pad(said))
    assert opening.waiting(ben.open()) == ()
    assert [draft.fields for draft in opening.waiting(ada.open())] == ["words=hers"]
    assert Note.objects.filter(place_id=ben.room().place).count() == 0


def test_a_place_with_more_notes_than_may_wait_still_opens() -> None:
    """Somebody wrote two hundred rows into the table: what cannot be opened goes, and the place opens."""
    ada = settle("Ada")
    opening.keep_draft(ada.token, Draft("form-a", "/diary/words/", "words=hers", 7), NOW)
    place = ada.room().place
    Note.objects.bulk_create(Note(id=note_id(place, f"{n}"), place_id=place, hpke=bytes(n)) for n in range(200))
    assert [draft.fields for draft in opening.waiting(ada.open())] == ["words=hers"]
    assert ada.level() is Level.FRESH
    assert counted()["note"] == 1


def test_a_draft_is_padded_and_says_nothing_of_its_form() -> None:
    """Its row is a sum, its length a bucket, and two drafts of the same words are two different envelopes."""
    ada = settle("Ada")
    for form in ("form-one", "form-two"):
        opening.keep_draft(ada.token, Draft(form, "/diary/words/", "words=the+same", 7), NOW)
    first, second = Note.objects.all()
    assert bytes(first.hpke) != bytes(second.hpke)
    assert len(bytes(first.hpke)) == len(bytes(second.hpke)) == 256 + 32 + 16
    assert replace(opening.waiting(ada.room())[0], form="") == replace(opening.waiting(ada.room())[1], form="")


def _leave(person: Person, row: UUID, text: bytes) -> None:
    """Leave an envelope in somebody's place, as anyone could who reads its public key."""
    place = person.room().place
    public = bytes(Place.objects.get(id=place).usk_pub)
    with one_act():
        envelope = close(public, text, "note", row.bytes, place.bytes)
        Note.objects.create(id=row, place_id=place, hpke=envelope)
