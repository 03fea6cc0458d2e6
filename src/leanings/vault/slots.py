"""Slots: the sealed keys of a place, and how the User Key comes out of one of them."""

from __future__ import annotations

import hmac
from uuid import UUID

from leanings.core.refusal import Refusal
from leanings.vault.envelope import new_pair, new_signer, public_of, signer_public_of
from leanings.vault.keys import commitment, extract, new_key
from leanings.vault.models import KeySlot, Place
from leanings.vault.room import Keys
from leanings.vault.seal import CannotBeOpened, beside, generation_of, seal, unseal

PASSPHRASE = "pw"  # noqa: S105  # the kind of a slot
RECOVERY = "rc"
ENVELOPES = "usk"
SIGNATURES = "sig"
DRAWER = "dk"


class SlotDamaged(Refusal):
    """The right passphrase, but the slot it opens is damaged."""

    def __init__(self) -> None:
        super().__init__(
            "The passphrase is right, but the key it opens is damaged. A recovery code still opens this place."
        )


def put_slot(place: UUID, kind: str, gen: int, key: bytes, secret: bytes) -> None:
    """Seal a secret under a key, in the one slot of its kind. Belongs inside an act."""
    blob = seal(key, secret, beside("key_slot", place.bytes, kind), generation=gen)
    KeySlot.objects.filter(place_id=place, kind=kind).delete()
    KeySlot.objects.create(place_id=place, kind=kind, gen=gen, tag=commitment(key), blob=blob)


def open_slot(place: UUID, kind: str, key: bytes) -> tuple[bytes, int]:
    """The secret in a slot and the generation of the User Key; its commitment is checked before anything is opened."""
    found = KeySlot.objects.filter(place_id=place, kind=kind).values_list("tag", "blob").first()
    if found is None or not hmac.compare_digest(bytes(found[0]), commitment(key)):
        raise CannotBeOpened
    blob = bytes(found[1])
    return unseal(key, blob, beside("key_slot", place.bytes, kind)), generation_of(blob)


def recovery_key(code: bytes) -> bytes:
    """The key of a recovery code. No pepper: who has the code needs nothing of this machine."""
    return extract(code, "recovery")


def place_of_code(code: bytes) -> UUID | None:
    """The place a recovery code opens."""
    tag = commitment(recovery_key(code))
    return KeySlot.objects.filter(kind=RECOVERY, tag=tag).values_list("place_id", flat=True).first()


def keys_of(place: UUID, user: bytes) -> Keys:
    """The keys at hand once the User Key is."""
    drawer, gen = open_slot(place, DRAWER, user)
    return Keys(gen, user, drawer)


def new_keys(place: Place, gen: int) -> Keys:
    """Fresh keys of every kind for a place, put into their slots and the place's row. Belongs inside an act."""
    keys = Keys(gen, new_key(), new_key())
    envelope_key, place.usk_pub = new_pair()
    signer, place.sig_pub = new_signer()
    place.gen = gen
    place.save()
    for kind, secret in ((ENVELOPES, envelope_key), (SIGNATURES, signer), (DRAWER, keys.drawer)):
        put_slot(place.id, kind, gen, keys.user, secret)
    return keys


def mend_pairs(place: UUID, user: bytes, gen: int) -> None:
    """Make sure that the public keys of a place are those of its secrets; a secret that is damaged is made anew.

    Whoever can write to the database could put a public key of their own there. Belongs inside an act.
    """
    row = Place.objects.get(id=place)
    if row.gen != gen:
        Place.objects.filter(id=place).update(gen=gen)
    for kind, column, make, public_key in (
        (ENVELOPES, "usk_pub", new_pair, public_of),
        (SIGNATURES, "sig_pub", new_signer, signer_public_of),
    ):
        try:
            public = public_key(open_slot(place, kind, user)[0])
        except CannotBeOpened:
            secret, public = make()
            put_slot(place, kind, gen, user, secret)
        if bytes(getattr(row, column)) != public:
            Place.objects.filter(id=place).update(**{column: public})
