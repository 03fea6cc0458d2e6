"""Locks: a name and a passphrase as the database keeps them, and the guessing of one."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from leanings.core.refusal import Refusal
from leanings.vault import guesses
from leanings.vault.drawn import lookup_of
from leanings.vault.models import Place
from leanings.vault.passphrase import (
    Recipe,
    Stretched,
    TooCheap,
    check_strength,
    cost_in,
    new_recipe,
    recipe_from,
    stretch,
)
from leanings.vault.room import Shut
from leanings.vault.seal import CannotBeOpened
from leanings.vault.secrets import Pepper, pepper, pepper_named, place_of, secrets_folder
from leanings.vault.slots import PASSPHRASE, SlotDamaged, open_slot, put_slot

KEPT = ("id", "lookup", "kdf", "pepper_id", "auth", "gen")


class CannotOpen(Refusal):
    """A wrong name or a wrong passphrase: nobody is told which."""

    def __init__(self) -> None:
        super().__init__("That name and that passphrase do not belong together. Look at both once more.")


class Lock(NamedTuple):
    """A passphrase stretched for a place of this lookup, ready to be put into its row."""

    lookup: bytes
    recipe: Recipe
    pepper_id: str
    stretched: Stretched


class LockDamaged(Refusal):
    """What is kept of a passphrase cannot be read."""

    def __init__(self) -> None:
        super().__init__("The lock of this place is damaged. A recovery code still opens it.")


@dataclass(frozen=True, slots=True, repr=False)
class Guessed:
    """A right guess: the place, its User Key and generation, whether its lock is made as locks now are, and what was
    compared, by which a later act knows that the passphrase is still the one."""

    place: UUID
    user: bytes
    gen: int
    lookup: bytes
    present: bool
    auth: bytes


def new_lock(lookup: bytes, passphrase: str) -> Lock:
    """A lock for this passphrase, at the cost this installation asks for. Slow, so never inside an act."""
    recipe, spice = new_recipe(cost_in(place_of(os.environ))), _pepper()
    with guesses.turn():
        return Lock(lookup, recipe, spice.id, stretch(passphrase, lookup, recipe, spice.key))


def chosen_lock(name: str, passphrase: str) -> Lock:
    """A lock for a passphrase somebody chose; refused when it would soon be guessed."""
    check_strength(passphrase, name)
    return new_lock(lookup_of(name), passphrase)


def changed_lock(place: UUID, passphrase: str) -> Lock:
    """A lock for another passphrase of a place, whose name stays."""
    lookup = Place.objects.filter(id=place).values_list("lookup", flat=True).first()
    if lookup is None:
        raise Shut
    check_strength(passphrase, "")
    return new_lock(bytes(lookup), passphrase)


def put_lock(place: UUID, lock: Lock, user: bytes, gen: int) -> None:
    """Put a lock in, in place of the one before. Belongs inside an act."""
    Place.objects.filter(id=place).update(
        lookup=lock.lookup, kdf=lock.recipe.as_json(), pepper_id=lock.pepper_id, auth=lock.stretched.check
    )
    put_slot(place, PASSPHRASE, gen, lock.stretched.kek, user)


def guess(name: str, passphrase: str, network: str) -> Guessed:
    """What a name and a passphrase open. The work is the same whether or not there is a place of that name."""
    lookup = lookup_of(name)
    return _guess(lookup, Place.objects.filter(lookup=lookup).values(*KEPT).first(), passphrase, network)


def guess_again(place: UUID, passphrase: str, session: bytes) -> Guessed:
    """What a passphrase opens of a place whose session is known. Such a browser has waits of its own: whoever guesses
    at the door, from whichever network, keeps nobody out of a place they had open before."""
    found = Place.objects.filter(id=place).values(*KEPT).first()
    if found is None:
        raise CannotOpen
    return _guess(bytes(found["lookup"]), found, passphrase, session.hex())


def _guess(lookup: bytes, found: dict[str, Any] | None, passphrase: str, who: str) -> Guessed:
    guesses.check(lookup, who)
    cost, newest = cost_in(place_of(os.environ)), _pepper()
    recipe, spice = new_recipe(cost), newest
    if found is not None:
        recipe = _recipe(found["kdf"])
        if found["pepper_id"] != newest.id:
            spice = pepper_named(secrets_folder(os.environ), found["pepper_id"]) or newest
    with guesses.turn():
        stretched = stretch(passphrase, lookup, recipe, spice.key)
    if found is None or not stretched.lets_in(bytes(found["auth"])):
        guesses.was_wrong(lookup, who)
        raise CannotOpen
    guesses.was_right(lookup, who)
    try:
        user, gen = open_slot(found["id"], PASSPHRASE, stretched.kek)
    except CannotBeOpened:
        raise SlotDamaged from None
    present = recipe.cost == cost and found["pepper_id"] == newest.id
    return Guessed(found["id"], user, gen, lookup, present, bytes(found["auth"]))


def _recipe(kept: str) -> Recipe:
    try:
        return recipe_from(kept)
    except (ValueError, KeyError, TypeError, TooCheap):
        raise LockDamaged from None


def _pepper() -> Pepper:
    return pepper(secrets_folder(os.environ))
