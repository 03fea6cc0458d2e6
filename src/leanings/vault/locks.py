"""Locks: a name and a passphrase as the database keeps them, and the guessing of one."""

from __future__ import annotations

import os
from typing import Any, NamedTuple
from uuid import UUID

from leanings.core.refusal import Refusal
from leanings.vault import guesses
from leanings.vault.drawn import lookup_of
from leanings.vault.models import Place
from leanings.vault.passphrase import Recipe, Stretched, check_strength, cost_in, new_recipe, recipe_from, stretch
from leanings.vault.seal import CannotBeOpened
from leanings.vault.secrets import Pepper, pepper, place_of, secrets_folder
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


class Guessed(NamedTuple):
    """A right guess: the place, its User Key and generation, and whether its lock is made as locks now are."""

    place: UUID
    user: bytes
    gen: int
    lookup: bytes
    present: bool


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
    lookup = bytes(Place.objects.values_list("lookup", flat=True).get(id=place))
    check_strength(passphrase, "")
    return new_lock(lookup, passphrase)


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


def guess_again(place: UUID, passphrase: str, network: str) -> Guessed:
    """What a passphrase opens of a place whose session is known."""
    found = Place.objects.filter(id=place).values(*KEPT).first()
    if found is None:
        raise CannotOpen
    return _guess(bytes(found["lookup"]), found, passphrase, network)


def _guess(lookup: bytes, found: dict[str, Any] | None, passphrase: str, network: str) -> Guessed:
    guesses.check(lookup, network)
    cost, spice = cost_in(place_of(os.environ)), _pepper()
    recipe = new_recipe(cost) if found is None else recipe_from(found["kdf"])
    with guesses.turn():
        stretched = stretch(passphrase, lookup, recipe, spice.key)
    if found is None or not stretched.lets_in(bytes(found["auth"])):
        guesses.was_wrong(lookup, network)
        raise CannotOpen
    guesses.was_right(lookup, network)
    try:
        user, gen = open_slot(found["id"], PASSPHRASE, stretched.kek)
    except CannotBeOpened:
        raise SlotDamaged from None
    present = recipe.cost == cost and found["pepper_id"] == spice.id
    return Guessed(found["id"], user, gen, lookup, present)


def _pepper() -> Pepper:
    return pepper(secrets_folder(os.environ))
